"""TileLoader: the pictures of a grid of tiles, as sharp as the tiles are large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from app.gui.pair_loader import PairLoader
from app.gui.pictures import FACTORS, THUMBNAIL, factor_for


class TileLoader:
    """Asks the loader of the page for pictures; the newest wish of either counts."""

    def __init__(self, loader: PairLoader) -> None:
        self._loader = loader
        self._room = QSize(1, 1)

    def want(self, images: Sequence[int], room: QSize) -> None:
        """Read these images, to be shown in `room` screen pixels each: all small first, then sharp."""
        self._room = room
        each = list(dict.fromkeys(images))
        small = [(self._loader.file(id), THUMBNAIL) for id in each]
        self._loader.pictures.want([*small, *((self._loader.file(id), self._factor(id)) for id in each)])

    def picture(self, id: int) -> tuple[QImage, bool] | None:
        """The best picture there is of an image, and whether it is as sharp as wanted; None while there is none."""
        wanted = self._factor(id)
        for factor in (wanted, *(f for f in reversed(FACTORS) if f < wanted), *FACTORS, THUMBNAIL):
            found = self._loader.pictures.get(id, factor)
            if found is not None:
                return found.image, factor != THUMBNAIL and factor <= wanted
        return None

    def _factor(self, id: int) -> int:
        file = self._loader.file(id)
        scale = min(self._room.width() / max(1, file.width), self._room.height() / max(1, file.height), 1.0)
        return factor_for(file.width, file.height, scale)
