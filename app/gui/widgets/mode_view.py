"""ModeView: a screen of tiles in the place of the pair: what it is above, what the keys do below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.modes.grid_mode import GridMode
from app.gui.widgets.cards import paragraph, text
from app.gui.widgets.tile_grid import TileGrid


class ModeView(QWidget):
    """Shows a GridMode; `refresh` after every key."""

    def __init__(self, picture: Callable[[int], tuple[QImage, bool] | None]) -> None:
        super().__init__()
        self.title, self.hint = text("", "heading"), paragraph("", "")
        self.grid = TileGrid(picture)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.mode: GridMode | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 10, 12, 8)
        rows.setSpacing(8)
        rows.addWidget(self.title)
        rows.addWidget(self.grid, 1)
        rows.addWidget(self.hint)

    def show_mode(self, mode: GridMode) -> None:
        """Show another screen."""
        self.mode = mode
        self.hint.setMinimumHeight(0)
        self.refresh()
        self.grid.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the words need other room."""
        super().resizeEvent(event)
        self.hint.setMinimumHeight(0)
        self._keep_room()

    def _keep_room(self) -> None:
        """The words below change with every key, from one line to two: the pictures must not move for that."""
        margins = self.layout().contentsMargins()
        needed = self.hint.heightForWidth(self.width() - margins.left() - margins.right())
        self.hint.setMinimumHeight(max(self.hint.minimumHeight(), needed))

    def refresh(self) -> None:
        """Show what the mode says now; whatever else is on the tiles has to be seen first."""
        if self.mode is None:
            return
        tiles = self.mode.tiles()
        same = [tile.images for tile in tiles] == [tile.images for tile in self.grid.tiles]
        self.title.setText(self.mode.title)
        self.hint.setText(self.mode.hint)
        self._keep_room()
        self.grid.show_tiles(tiles, fresh=not same)
        self.grid.set_focus(self.mode.focus)
        self.grid.setAccessibleName(self.mode.title)
        self.grid.setAccessibleDescription(self.mode.hint)

    @property
    def images(self) -> list[int]:
        """Every image on the screen."""
        return [image for tile in self.grid.tiles for image in tile.images]
