"""Images: the collection's roots, files, images, problems, known groups and the side of the split of every image."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.core.reading.files import is_there
from app.core.records import Image, IntArray, Problem, ScanResult, Side
from app.core.store import lookup
from app.core.store.database import Database, among, now
from app.core.store.schema import folder, image, image_file, known_group


@dataclass(frozen=True)
class Folder:
    """A root of the collection; `path` is absolute."""

    id: int
    path: str


@dataclass(frozen=True)
class FileRow:
    """What is known of one file of a root, enough to see whether it changed."""

    id: int
    size: int
    mtime_ns: int
    image_id: int | None
    problem: str | None


@dataclass(frozen=True)
class PlacedFile:
    """A file of a root by its place, also one that is gone; `content` is the hash of its image."""

    id: int
    path: str
    size: int
    image_id: int | None
    content: str | None


@dataclass(frozen=True)
class Counts:
    """How large the collection is: distinct images that have a file, files, files that could not be read."""

    images: int
    files: int
    problems: int


@dataclass(frozen=True)
class KnownGroup:
    """An image's place in an imported group; `cross_group_nnd`: NND with every image of other such groups."""

    image_id: int
    name: str
    cross_group_nnd: bool


class Images:
    """The queries on images and their files."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add_folder(self, path: Path) -> int:
        """The id of this root, added after the others if it is new; the path is stored absolute and resolved."""
        text = str(path.resolve())
        with self._db.write() as connection:
            connection.execute(insert(folder).values(path=text, added_at=now()).on_conflict_do_nothing())
            return int(connection.execute(select(folder.c.id).where(folder.c.path == text)).scalar_one())

    def folders(self) -> list[Folder]:
        """The roots, in the order they were added."""
        with self._db.read() as connection:
            rows = connection.execute(select(folder.c.id, folder.c.path).order_by(folder.c.id))
            return [Folder(*row) for row in rows]

    def files(self, folder_id: int) -> dict[str, FileRow]:
        """The files of a root that were there at its last scan, by path relative to it."""
        f = image_file.c
        query = select(f.path, f.id, f.size, f.mtime_ns, f.image_id, f.problem)
        with self._db.read() as connection:
            rows = connection.execute(query.where(f.folder_id == folder_id, f.gone.is_(False)))
            return {path: FileRow(*rest) for path, *rest in rows}

    def placed_files(self, folder_id: int) -> list[PlacedFile]:
        """Every file ever seen in a root."""
        f = image_file.c
        query = select(f.id, f.path, f.size, f.image_id, image.c.content_hash)
        query = query.join_from(image_file, image, isouter=True)
        with self._db.read() as connection:
            return [PlacedFile(*row) for row in connection.execute(query.where(f.folder_id == folder_id))]

    def move_folder(
        self, folder_id: int, path: Path, there: Iterable[int],
        moved: Iterable[tuple[str, int, int, int]], gone: Iterable[int],
    ) -> None:  # fmt: skip
        """Put a root at another path: files `there` and `gone` by row, `moved` ones as path, size, time and image."""
        f = image_file
        rows = [{"folder_id": folder_id, "path": place, "size": size, "mtime_ns": time, "image_id": image_id,
                 "problem": None, "detail": None, "gone": False} for place, size, time, image_id in moved]  # fmt: skip
        into = insert(f)
        changed = {name: into.excluded[name] for name in _REWRITTEN}
        with self._db.write() as connection:
            connection.execute(update(folder).where(folder.c.id == folder_id).values(path=str(path)))
            connection.execute(update(f).where(among(f.c.id, gone)).values(gone=True))
            connection.execute(update(f).where(among(f.c.id, there)).values(gone=False))
            if rows:
                connection.execute(into.on_conflict_do_update(["folder_id", "path"], set_=changed), rows)

    def record(self, folder_id: int, results: Sequence[ScanResult]) -> int:
        """Store what a scan found, in one transaction; returns how many images were new by content."""
        if not results:
            return 0
        moment = now()
        seen = [_image_values(result, moment) for result in results if result.problem is None]
        files = [_file_values(folder_id, result) for result in results]
        known = select(image.c.id).where(image.c.content_hash == bindparam("content")).scalar_subquery()
        into = insert(image_file).values(image_id=known)
        changed = {name: into.excluded[name] for name in _REWRITTEN}
        with self._db.write() as connection:
            new = 0
            if seen:
                new = connection.execute(insert(image).on_conflict_do_nothing(), seen).rowcount
            connection.execute(into.on_conflict_do_update(["folder_id", "path"], set_=changed), files)
        return new

    def mark_gone(self, file_ids: Iterable[int]) -> None:
        """Note that these files are not there any more; their images, pairs and labels stay."""
        with self._db.write() as connection:
            connection.execute(update(image_file).where(among(image_file.c.id, file_ids)).values(gone=True))

    def all(self) -> list[Image]:
        """Every image that has a file, ordered by id."""
        return list(self.each())

    def each(self) -> Iterator[Image]:
        """Every image that has a file, ordered by id, without holding them all."""
        return self._images(_IMAGES.where(image_file.c.gone.is_(False)))

    def ids(self, text: str = "") -> IntArray:
        """The ids, ascending, of the images that have a file, or a file with `text` in its path (any case)."""
        f = image_file.c
        # One text instead of a row each, and sorted here: a million ids come in a fraction of the time.
        query = select(func.json_group_array(f.image_id)).where(f.gone.is_(False), f.image_id.is_not(None))
        if text:
            query = query.where(func.instr(func.lower(f.path), text.lower()) > 0)
        with self._db.read() as connection:
            found = json.loads(connection.execute(query).scalar_one())
        ids = np.sort(np.array(found, np.int64))  # np.unique hashes, ten times slower on what is nearly sorted
        distinct: IntArray = ids[np.diff(ids, prepend=-1) != 0]
        return distinct

    def content_hashes(self) -> dict[int, str]:
        """The content hash of every image, also of those whose files are gone."""
        with self._db.read() as connection:
            return dict(connection.execute(select(image.c.id, image.c.content_hash)).all())

    def ids_of(self, content_hashes: Iterable[str]) -> dict[str, int]:
        """The images with these contents, as far as there are any."""
        query = select(image.c.content_hash, image.c.id).where(among(image.c.content_hash, content_hashes))
        with self._db.read() as connection:
            return dict(connection.execute(query).all())

    def by_ids(self, ids: Iterable[int]) -> dict[int, Image]:
        """These images, also those whose files are gone (then with their last place, or an empty one)."""
        return {item.id: item for item in self._images(_IMAGES.where(among(image.c.id, ids)))}

    def _images(self, query: Select[Any]) -> Iterator[Image]:
        with self._db.read() as connection:
            last = None
            for row in connection.execute(query):
                if row[0] != last:  # an image's files follow one another, the one that names it first
                    last = row[0]
                    yield _image(row)

    def sizes(self) -> dict[int, tuple[int, int]]:
        """Files and problems of every root that has files, by its id."""
        f = image_file.c
        root = f.folder_id + 0  # the bare column would be grouped by its index, which is ten times slower
        query = select(root, func.count(), func.count(f.problem)).where(f.gone.is_(False)).group_by(root)
        with self._db.read() as connection:
            return {root: (files, problems) for root, files, problems in connection.execute(query)}

    def group_sizes(self) -> list[tuple[str, int]]:
        """Imported groups by name, with the number of their images."""
        g = known_group.c
        with self._db.read() as connection:
            rows = connection.execute(select(g.name, func.count()).group_by(g.name).order_by(g.name))
            return [(name, count) for name, count in rows]

    def count(self) -> Counts:
        """The size of the collection."""
        f = image_file.c
        counted = select(func.count(f.image_id.distinct()), func.count(), func.count(f.problem))
        with self._db.read() as connection:
            return Counts(*connection.execute(counted.where(f.gone.is_(False))).one())

    def problems(self) -> list[Problem]:
        """The files that could not be read, by root and path."""
        f = image_file.c
        query = select(folder.c.path, f.path, f.problem, f.detail).join(folder)
        query = query.where(f.problem.is_not(None), f.gone.is_(False)).order_by(f.folder_id, f.path)
        with self._db.read() as connection:
            rows = connection.execute(query)
            return [Problem(path, code, detail or "", root) for root, path, code, detail in rows]

    def file_of(self, image_id: int) -> Path | None:
        """The first file of this image that is there now (roots in order, then path); None when none is."""
        f = image_file.c
        query = select(folder.c.path, f.path).join(folder).where(f.image_id == image_id)
        with self._db.read() as connection:
            rows = connection.execute(query.order_by(f.gone, f.folder_id, f.path)).all()
        return next((file for root, path in rows if is_there(file := Path(root, path))), None)

    def resolve(self, text: str, base: Path | None = None) -> int | None:
        """The image that a path or content hash in a file means; see `resolve_all`."""
        return self.resolve_all([text], base)[0]

    def resolve_all(self, texts: Sequence[str], base: Path | None = None) -> list[int | None]:
        """The image each text means, None where there is none.

        A text is tried as a path under `base`, as an absolute path, under each root, then with leading folders
        stripped (see lookup.py), last as a content hash.
        """
        with self._db.read() as connection:
            return lookup.resolve(connection, texts, base)

    def hashes(self) -> tuple[IntArray, NDArray[np.uint64]]:
        """Ids, ascending, and 64-bit perceptual hashes of the images that have a file and a hash."""
        present = select(image_file.c.image_id).where(image_file.c.gone.is_(False))
        query = select(image.c.id, image.c.phash).where(image.c.phash.is_not(None), image.c.id.in_(present))
        with self._db.read() as connection:
            rows = connection.execute(query.order_by(image.c.id)).all()
        table = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
        return table[:, 0].copy(), table[:, 1].copy().view(np.uint64)

    def set_pixel_hashes(self, hashes: Mapping[int, str], decoder: str) -> None:
        """Store pixel hashes and the decoder version they hold for."""
        rows = [{"key": key, "value": value} for key, value in hashes.items()]
        change = update(image).where(image.c.id == bindparam("key"))
        self._change_each(change.values(pixel_hash=bindparam("value"), pixel_decoder=decoder), rows)

    def pixel_hashes(self, decoder: str) -> dict[int, str]:
        """The pixel hashes made by this decoder version; others do not compare with them."""
        i = image.c
        with self._db.read() as connection:
            rows = connection.execute(select(i.id, i.pixel_hash).where(i.pixel_decoder == decoder))
            return dict(rows.all())

    def sides(self) -> dict[int, Side]:
        """The side of the split of every image that has one."""
        with self._db.read() as connection:
            rows = connection.execute(select(image.c.id, image.c.side).where(image.c.side.is_not(None)))
            return {key: Side(side) for key, side in rows}

    def components(self) -> dict[int, str]:
        """The component every image was in when its side was decided, named by its smallest content hash."""
        with self._db.read() as connection:
            rows = connection.execute(select(image.c.id, image.c.component).where(image.c.component.is_not(None)))
            return dict(rows.all())

    def set_sides(self, sides: Mapping[int, tuple[Side, str]]) -> None:
        """Store side and component of images, all of them or none."""
        rows = [{"key": key, "side_": side, "name": name} for key, (side, name) in sides.items()]
        change = update(image).where(image.c.id == bindparam("key"))
        self._change_each(change.values(side=bindparam("side_"), component=bindparam("name")), rows)

    def _change_each(self, change: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            with self._db.write() as connection:
                connection.execute(change, rows)

    def set_groups(self, rows: Iterable[tuple[int, str, bool]], source: str) -> None:
        """Add image id, group name and cross_group_nnd; a row that is there already takes the new flag."""
        values = [{"image_id": key, "name": name, "cross_group_nnd": nnd, "source": source} for key, name, nnd in rows]
        into = insert(known_group)
        changed = {name: into.excluded[name] for name in ("cross_group_nnd", "source")}
        if values:
            with self._db.write() as connection:
                connection.execute(into.on_conflict_do_update(["image_id", "name"], set_=changed), values)

    def groups(self) -> list[KnownGroup]:
        """Every imported group membership, by group, then image."""
        g = known_group.c
        with self._db.read() as connection:
            rows = connection.execute(select(g.image_id, g.name, g.cross_group_nnd).order_by(g.name, g.image_id))
            return [KnownGroup(*row) for row in rows]


_REWRITTEN = ("size", "mtime_ns", "image_id", "problem", "detail", "gone")

# In the order of Image's fields, so that a million rows become records without a look-up by name.
_FIELDS = tuple(Image.__dataclass_fields__)
_PLACE = {"path": func.coalesce(image_file.c.path, ""), "root": func.coalesce(folder.c.path, "")}
_IMAGES = (
    select(*(_PLACE[name].label(name) if name in _PLACE else image.c[name] for name in _FIELDS))
    .join_from(image, image_file, isouter=True)
    .join(folder, isouter=True)
    .order_by(image.c.id, image_file.c.gone, image_file.c.folder_id, image_file.c.path)
)
_PHASH, _SIDE = _FIELDS.index("phash"), _FIELDS.index("side")


def _image(row: Any) -> Image:
    values = list(row)
    if values[_PHASH] is not None:
        values[_PHASH] %= 2**64
    if values[_SIDE] is not None:
        values[_SIDE] = Side(values[_SIDE])
    return Image(*values)


def _image_values(result: ScanResult, moment: str) -> dict[str, Any]:
    unsigned = result.phash
    return {
        "content_hash": result.content_hash,
        "width": result.width,
        "height": result.height,
        "format": result.format,
        "mode": result.mode,
        "frames": result.frames,
        "orientation": result.orientation,
        "bytes": result.size,
        # SQLite's integers are signed; the top bit of the hash becomes the sign.
        "phash": unsigned if unsigned is None or unsigned < 2**63 else unsigned - 2**64,
        "taken_at": result.taken_at,
        "camera": result.camera,
        "latitude": result.latitude,
        "longitude": result.longitude,
        "quality": result.quality,
        "profile": result.profile,
        "added_at": moment,
    }


def _file_values(folder_id: int, result: ScanResult) -> dict[str, Any]:
    return {
        "folder_id": folder_id,
        "path": result.path,
        "size": result.size,
        "mtime_ns": result.mtime_ns,
        "content": result.content_hash if result.problem is None else None,
        "problem": result.problem,
        "detail": result.detail,
        "gone": False,
    }
