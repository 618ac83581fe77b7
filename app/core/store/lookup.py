"""Which image a path or a hash in somebody's file means, for many texts in one query."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from sqlalchemy import Connection, and_, func, select

from app.core.store.database import among
from app.core.store.schema import folder, image, image_file


@dataclass(frozen=True)
class _Root:
    id: int
    path: Path


def resolve(connection: Connection, texts: Sequence[str], base: Path | None) -> list[int | None]:
    """The image id of each text, None where there is none; the first place of `_places` that has a file wins."""
    rows = connection.execute(select(folder.c.id, folder.c.path).order_by(folder.c.id))
    roots = [_Root(key, Path(path)) for key, path in rows]
    base = None if base is None else base.resolve()
    places = {text: list(dict.fromkeys(_places(text, roots, base))) for text in set(texts)}
    files = _files(connection, sorted({place for listed in places.values() for place in listed}))
    hashes = _hashes(connection, [text.strip().lower() for text in places])
    meant = {
        text: next((files[place] for place in listed if place in files), hashes.get(text.strip().lower()))
        for text, listed in places.items()
    }
    return [meant[text] for text in texts]


def _places(text: str, roots: Sequence[_Root], base: Path | None) -> Iterator[tuple[int, str]]:
    """The places (root, path in it) that `text` may mean, best first."""
    if not text.strip():
        return
    for written in dict.fromkeys((text, text.replace("\\", "/"))):  # files come from Windows too
        if base is not None:
            yield from _inside(base / written, roots)
        if Path(written).is_absolute():
            yield from _inside(Path(written), roots)
        else:
            yield from ((root.id, _tidy(written)) for root in roots)
    yield from _stripped(text, roots)


def _stripped(text: str, roots: Sequence[_Root]) -> Iterator[tuple[int, str]]:
    """The same path with leading folders taken off, fewest first.

    A bare file name is too little to go by: names like 001.jpg are everywhere, and a wrong match is a wrong
    label. It counts only where the folder just taken off has the name of the root.
    """
    parts = PureWindowsPath(text).parts  # knows both kinds of slashes, drives and leading slashes
    for start in range(1, len(parts)):
        rest = PurePosixPath(*parts[start:]).as_posix()
        named = [root for root in roots if root.path.name == parts[start - 1]]
        yield from ((root.id, rest) for root in (named if start == len(parts) - 1 else [*named, *roots]))


def _inside(path: Path, roots: Sequence[_Root]) -> Iterator[tuple[int, str]]:
    path = Path(os.path.normpath(path))  # as text: the file need not exist here
    for root in roots:
        if path.is_relative_to(root.path):
            yield root.id, path.relative_to(root.path).as_posix()


def _tidy(text: str) -> str:
    return PurePosixPath(os.path.normpath(text)).as_posix()


def _files(connection: Connection, places: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
    listed = func.json_each(json.dumps(places)).table_valued("value")
    f = image_file.c
    wanted = and_(
        f.folder_id == func.json_extract(listed.c.value, "$[0]"), f.path == func.json_extract(listed.c.value, "$[1]")
    )
    query = select(f.folder_id, f.path, f.image_id).select_from(listed.join(image_file, wanted))
    rows = connection.execute(query.where(f.image_id.is_not(None)))
    return {(folder_id, path): image_id for folder_id, path, image_id in rows}


def _hashes(connection: Connection, texts: Sequence[str]) -> dict[str, int]:
    wanted = [text for text in texts if len(text) == 64]
    rows = connection.execute(select(image.c.content_hash, image.c.id).where(among(image.c.content_hash, wanted)))
    return dict(rows.all())
