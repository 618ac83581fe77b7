"""PairLoader: fetches the pictures of the pair shown, of those that come next and of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

from app.core.reading.picture_file import PictureFile
from app.core.records import BatchPair, Image
from app.core.verifying.evidence import of_other
from app.gui.giants import is_giant
from app.gui.picture_parts import PictureParts
from app.gui.pictures import FACTORS, THUMBNAIL, Picture, Pictures, Wish, factor_for
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.pair_canvas import PairCanvas

if TYPE_CHECKING:
    from app.core.store.project import Project

AHEAD, BEHIND = 3, 1


class PairLoader(QObject):
    """Keeps the canvas supplied. thumbnail_arrived(): a small picture can be painted now."""

    thumbnail_arrived = Signal()

    def __init__(self, canvas: PairCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._project: Project | None = None
        self._images: dict[int, Image] = {}
        self._files: dict[int, PictureFile] = {}
        self._lent: dict[int, PictureFile] = {}
        self._pairs: Sequence[tuple[int, int]] = ()  # as shown; first the current one, then the others by urgency
        self._thumbnails: Sequence[int] = ()
        self.pictures = Pictures(self)
        self.pictures.arrived.connect(self._on_arrived)
        self._parts = PictureParts(canvas, self.file, self)
        canvas.scale_changed.connect(self._wish)

    def open(self, project: Project | None) -> None:
        """Work for another project; also after files were moved or read again."""
        self._project = project
        self._images.clear()
        self._files = dict(self._lent)
        self._pairs = self._thumbnails = ()
        self.pictures.forget()

    def lend(self, files: Iterable[PictureFile]) -> None:
        """Take in pictures of no project, under ids below 0, in the place of those lent before."""
        self._pairs = self._thumbnails = ()
        for id in self._lent:
            self._files.pop(id, None)
        self._lent = {file.id: file for file in files}
        self._files |= self._lent

    def close(self) -> None:
        """End the decoding threads."""
        self._project = None
        self._parts.close()
        self.pictures.close()

    def show(self, pair: BatchPair) -> None:
        """Put a pair on the canvas with what is decoded already; the rest follows by itself."""
        left, right = sides(pair)
        self._know((left, right))
        self._pairs = ((left, right),)
        shown = self._picture(left), self._picture(right)
        view = view_as_shown(pair)
        if view is not None:  # a mirrored copy is seen to be one when it is mirrored back
            shown[1].show_under(view)
        self._canvas.show_pair(*shown)

    def prefetch(self, ahead: Sequence[BatchPair], behind: Sequence[BatchPair], thumbnails: Iterable[int]) -> None:
        """Say what may be shown soon; call it after the pair itself is on the screen."""
        around = [sides(pair) for pair in (*ahead[:AHEAD], *behind[:BEHIND])]
        self._thumbnails = tuple(dict.fromkeys(thumbnails))
        self._know((*(id for pair in around for id in pair), *self._thumbnails))
        self._pairs = (*self._pairs[:1], *around)
        self._wish()

    def path(self, id: int) -> Path | None:
        """Where an image that was shown or prefetched is read from, None when no file of it is left."""
        self._know((id,))
        return self._files[id].path

    def file(self, id: int) -> PictureFile:
        """Where an image is read from, and its size."""
        self._know((id,))
        return self._files[id]

    def image(self, id: int) -> Image:
        """The record of an image that was shown or prefetched."""
        self._know((id,))
        return self._images[id]

    def thumbnail(self, id: int) -> QImage | None:
        """The small picture of an image, None while it is being read."""
        found = self.pictures.get(id, THUMBNAIL)
        return found.image if found else None

    def _know(self, ids: Iterable[int]) -> None:
        missing = [id for id in dict.fromkeys(ids) if id not in self._files]
        if not missing or self._project is None:
            return
        folder = self._project.folder("thumbs")
        for id, image in self._project.images.by_ids(missing).items():
            self._images[id] = image
            self._files[id] = PictureFile.of(image, self._project.images.file_of(id), folder)

    def _picture(self, id: int) -> CanvasPicture:
        file = self._files[id]
        picture = CanvasPicture(id, file.width, file.height)
        for factor in (THUMBNAIL, *FACTORS):
            level = self.pictures.get(id, factor)
            if level is not None:
                picture.add(level)
        return picture

    def _wish(self) -> None:
        """Ask for what is missing, most urgent first: this pair, sharp; small pictures; the pairs around."""
        wishes: list[Wish] = []
        room = self.pictures.budget / 2  # more would push out of the cache what was read for the next pair
        for place, pair in enumerate(self._pairs):
            sharp = self._sharp(pair)
            room -= sum(4 * file.width * file.height / factor**2 for file, factor in sharp)
            if place == 0:
                wishes += [(file, THUMBNAIL) for file, factor in sharp if self.pictures.get(file.id, factor) is None]
                wishes += sharp
                wishes += self._under_loupe(pair)
                wishes += [(self._files[id], THUMBNAIL) for id in self._thumbnails]
            elif room > 0:
                wishes += sharp
        self.pictures.want(list(dict.fromkeys(wishes)))

    def _sharp(self, pair: tuple[int, int]) -> list[Wish]:
        files = [self._files[id] for id in pair]
        sizes = [QSizeF(file.width, file.height) for file in files]
        scales = self._canvas.scales_of(sizes[0], sizes[1])
        return [(f, factor_for(f.width, f.height, scale)) for f, scale in zip(files, scales, strict=True)]

    def _under_loupe(self, pair: tuple[int, int]) -> list[Wish]:
        """What the loupe shows of the pair on the screen."""
        shown, scales = self._canvas.pictures, self._canvas.loupe_scales()
        if scales is None or shown is None or {picture.id for picture in shown} != set(pair):
            return []
        files = [self._files[picture.id] for picture in shown]
        return [(f, factor_for(f.width, f.height, scale)) for f, scale in zip(files, scales, strict=True)
                if not is_giant(f.width, f.height)]  # fmt: skip

    def _on_arrived(self, picture: Picture) -> None:
        for shown in self._canvas.pictures or ():
            if shown.id == picture.id:
                shown.add(picture)
                self._canvas.update()
        if picture.factor == THUMBNAIL:
            self.thumbnail_arrived.emit()


def sides(pair: BatchPair) -> tuple[int, int]:
    """The image ids of a pair as shown: left and right were drawn when the batch was made."""
    return (pair.right, pair.left) if pair.swapped else (pair.left, pair.right)


def view_as_shown(pair: BatchPair) -> int | None:
    """The dihedral view in which the picture shown on the right matches the other one, where that is known."""
    return of_other(pair.view) if pair.view is not None and pair.swapped else pair.view
