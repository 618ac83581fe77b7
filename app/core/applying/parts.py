"""Parts of a collection that `leakage` can compare: the sides of its split, and its folders with images in them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from app.core.store.image_search import folders_with_images

if TYPE_CHECKING:
    from app.core.store.project import Project

MOST = 500  # folders offered


def folders(project: Project, most: int = MOST) -> dict[str, str]:
    """Absolute path and short name of the folders with images in or below them, the upper ones first, at most `most`.

    The short name is the path below the root; the root itself, and everything where there are several roots, begins
    with the name of the root.
    """
    roots = {folder.id: Path(folder.path) for folder in project.images.folders()}
    found: set[tuple[int, str]] = set()
    for root, inside in folders_with_images(project.db):
        found.add((root, ""))
        found.update((root, parent.as_posix()) for parent in (PurePosixPath(inside), *PurePosixPath(inside).parents))
    ordered = sorted({(root, "" if inside == "." else inside) for root, inside in found},
                     key=lambda one: (one[1].count("/") + bool(one[1]), one))  # fmt: skip
    named = {}
    for root, inside in ordered[:most]:
        whole = not inside or len(roots) > 1
        named[str(roots[root] / inside)] = f"{roots[root].name}/{inside}".rstrip("/") if whole else inside
    return named


def has_split(project: Project) -> bool:
    """Whether the sides train and evaluation were drawn."""
    return bool(project.images.sides())
