"""The first page: open the sample, start from a folder, go on with a recent project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.memory import Memory
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, button, clear, paragraph, text

WIDTH = 880
SHOWN = 5  # recent projects on the page
_TILES = (
    ("new_project", "folder-add", mark("New project"), mark("from a folder of pictures")),
    ("open_sample", "sample", mark("Open the sample"), mark("a small bundled collection")),
    ("open_project", "open", mark("Open project"), mark("a NAME.nearpair folder")),
)


class WelcomePage(QWidget):
    """open_wanted(Path): a recent project was chosen. name_wanted(): the person wants another name.

    The window binds `tiles` to the actions of the same id.
    """

    open_wanted = Signal(Path)
    name_wanted = Signal()

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self.tiles: dict[str, QPushButton] = {
            id: _Tile(drawing, tr(heading), tr(words)) for id, drawing, heading, words in _TILES
        }
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(26)
        rows.addStretch(2)
        rows.addLayout(_head())
        tiles = QHBoxLayout()
        tiles.setSpacing(16)
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        rows.addLayout(tiles)
        self.recent = self._recent()
        rows.addWidget(self.recent)
        rows.addLayout(self._foot())
        rows.addStretch(3)
        _centre(self, column)
        self.refresh()

    def refresh(self) -> None:
        """Show the recent projects and the name as they are remembered now."""
        clear(self._rows)
        recent = self._memory.recent[:SHOWN]
        for path in recent:
            self._rows.addWidget(self._row(path))
        if not recent:
            self._rows.addWidget(paragraph(tr("None yet. The sample takes about a minute and shows the whole loop.")))
        self._who.setText(tr("You grade as {annotator}.", annotator=self._memory.annotator))

    def _recent(self) -> Card:
        card = Card(tr("Recent projects"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        card.rows.addLayout(self._rows)
        return card

    def _foot(self) -> QHBoxLayout:
        self._who = text("", "muted")
        row = QHBoxLayout()
        row.addWidget(self._who)
        change = button(tr("Change"), "link", self.name_wanted.emit)
        change.setAccessibleName(tr("Change your name"))
        row.addWidget(change)
        row.addStretch(1)
        row.addWidget(text(tr("Everything stays on this computer."), "muted"))
        return row

    def _row(self, path: Path) -> QPushButton:
        here = path.is_dir()
        name = path.name.removesuffix(".nearpair")
        row = button("", "row", lambda: self.open_wanted.emit(path))
        row.setAccessibleName(tr("{name}, in {parent}", name=name, parent=path.parent))
        row.setToolTip(str(path))
        inner = QHBoxLayout(row)
        inner.setContentsMargins(12, 4, 12, 4)
        where = str(path.parent) if here else tr("{parent} (not there now)", parent=path.parent)
        _put_into_button(inner, text(name, "" if here else "muted"))
        inner.addStretch(1)
        _put_into_button(inner, text(where, "small"))
        row.setMinimumHeight(row.fontMetrics().height() + 22)
        return row


class _Tile(QPushButton):
    """A large button: a drawing, a heading, a few words."""

    def __init__(self, drawing: str, heading: str, words: str) -> None:
        super().__init__()
        self._drawing = drawing
        self.setProperty("kind", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(heading)
        self._picture = QLabel()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 18, 20, 18)
        rows.setSpacing(4)
        _put_into_button(rows, self._picture)
        rows.addSpacing(8)
        _put_into_button(rows, text(heading, "heading"))
        _put_into_button(rows, text(words, "muted"))
        self._rows = rows
        self._draw()

    def sizeHint(self) -> QSize:
        """Room for what is in it; a button would ask for its own, empty, text."""
        return self._rows.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The same: nothing in it may be cut."""
        return self._rows.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw when the colours changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self._picture.setPixmap(theme.picture(self._drawing, 30, theme.colours().accent))


def _head() -> QHBoxLayout:
    logo = QLabel()
    logo.setPixmap(theme.picture("nearpair", 72))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(text("Nearpair", "display"))
    words.addWidget(
        paragraph(tr("Find the pairs that almost match, grade them, and teach an embedding the difference."))
    )
    row = QHBoxLayout()
    row.setSpacing(22)
    row.addWidget(logo)
    row.addLayout(words, 1)
    return row


def _put_into_button(layout: QHBoxLayout | QVBoxLayout, label: QLabel) -> None:
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    layout.addWidget(label)


def _centre(page: QWidget, column: QWidget) -> None:
    """Put `column` into the middle of `page`, scrolling when the window is low."""
    inner = QWidget()
    inner.setObjectName("pageBody")
    row = QHBoxLayout(inner)
    row.setContentsMargins(28, 24, 28, 24)
    row.addStretch(1)
    row.addWidget(column, 1000)
    row.addStretch(1)
    scroll = QScrollArea(widgetResizable=True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    everything = QVBoxLayout(page)
    everything.setContentsMargins(0, 0, 0, 0)
    everything.addWidget(scroll)
