"""How images are called in files: the paths that exporters write, and what the paths in other people's files mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.store.project import Project


class Names:
    """What files call these images: path and content hash.

    Paths are relative to the first root that holds the image, with forward slashes; roots count in the order they
    were added, of identical files the first in sorted order is named. A path that exists under two roots gets the
    root's folder in front.
    """

    def __init__(self, project: Project, ids: Iterable[int], *, absolute: bool = False) -> None:
        folders = [] if absolute else project.images.folders()
        roots = [folder.path for folder in folders]
        self._absolute = absolute
        self._prefix = dict(zip(roots, _shortest(roots), strict=True))
        self._held = Counter(path for folder in folders if len(folders) > 1 for path in project.images.files(folder.id))
        self._names: dict[int, tuple[str, str]] = {}
        for image in project.images.by_ids(ids).values():
            self._names[image.id] = self.at(image.root, image.path), image.content_hash

    def ends(self, left: int, right: int) -> tuple[str, str, str, str]:
        """left_path, right_path, left_hash, right_hash of a pair."""
        one, other = self._names[left], self._names[right]
        return one[0], other[0], one[1], other[1]

    def of(self, image: int) -> tuple[str, str]:
        """Path and content hash of an image."""
        return self._names[image]

    def at(self, root: str, path: str) -> str:
        """The path of one file of the collection."""
        if self._absolute:
            return str(Path(root, path))
        return f"{self._prefix[root]}/{path}" if self._held[path] > 1 else path


def _shortest(roots: Sequence[str]) -> list[str]:
    """As many last folders of each root as tell it from the others."""
    parts = [PurePath(root).parts for root in roots]
    endings = [{tail: sum(p[-tail:] == own[-tail:] for p in parts) for tail in range(1, len(own) + 1)} for own in parts]
    tails = [next((tail for tail, count in ending.items() if count == 1), len(ending)) for ending in endings]
    return ["/".join(own[-tail:]) for own, tail in zip(parts, tails, strict=True)]


def meant(project: Project, written: Sequence[tuple[str, str]], base: Path) -> list[int | str]:
    """The image that each (path, content hash or "") means, or a sentence why there is none.

    A known hash decides, as an answer is about contents. A path is looked for under `base`, under each root, then
    as a hash. Absolute paths outside the roots and paths with `..` are refused.
    """
    roots = [Path(folder.path) for folder in project.images.folders()]
    places = [_allowed(text, roots) for text, _ in written]
    by_hash = project.images.resolve_all([content for _, content in written])
    by_path = project.images.resolve_all([place or "" for place in places], base)
    found: list[int | str] = []
    for (text, content), place, hashed, placed in zip(written, places, by_hash, by_path, strict=True):
        if hashed is not None:
            found.append(hashed)
        elif placed is None:
            where = "outside" if place is None else "not in"
            found.append(f"{text or 'an empty path'} is {where} this collection")
        elif len(content) == 64:
            found.append(f"{text} has another content here than the picture the file means")
        else:
            found.append(placed)
    return found


def _allowed(text: str, roots: Sequence[Path]) -> str | None:
    """The path to look up, None when it leads out of the collection."""
    if ".." in PurePosixPath(text.replace("\\", "/")).parts:
        return None
    path = Path(text)
    if path.is_absolute():  # also through a link to a root's folder, as in /tmp on macOS
        return next((str(p) for p in (path, path.resolve()) if any(p.is_relative_to(root) for root in roots)), None)
    return None if PureWindowsPath(text).is_absolute() else text
