"""ExampleDrawer: what every answer of the scale means, with example pairs, in a column beside the pair."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.example_words import DEFINITIONS, TITLES
from app.gui.texts import tr
from app.gui.widgets.cards import clear, paragraph, text
from app.gui.widgets.focus_ring import FocusRing
from app.gui.widgets.grade_bar import draw_sign

WIDTH, SIGN, THUMB, GAP = 284, 22, 86, 6


@dataclass(frozen=True)
class ShownPair:
    """Two pictures by their ids among the examples, and why they have their answer."""

    left: int
    right: int
    why: str


class _Sign(QWidget):
    """The sign of an answer on its colour."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self.setFixedSize(SIGN, SIGN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_sign(painter, QRectF(0, 0, SIGN, SIGN), self._code)


class PairPicture(QWidget):
    """Both pictures of an example, each whole in its half; a plain field while one is being read."""

    def __init__(self, pair: ShownPair, thumbnail: Callable[[int], QImage | None]) -> None:
        super().__init__()
        self.pair, self._thumbnail = pair, thumbnail
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(2 * THUMB + GAP, THUMB)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        half = (self.width() - GAP) // 2
        for left, id in ((0, self.pair.left), (self.width() - half, self.pair.right)):
            self._paint(painter, QRect(left, 0, half, self.height()), self._thumbnail(id))

    def _paint(self, painter: QPainter, room: QRect, image: QImage | None) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(room), 5, 5)
        painter.fillPath(path, self.palette().alternateBase())
        if image is None or image.isNull():
            return
        size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        painter.drawImage(place, image)


class ExampleDrawer(QFrame):
    """closed(): it is to be put away. `thumbnail` gives the picture of an id, None while it is being read."""

    closed = Signal()

    def __init__(self, thumbnail: Callable[[int], QImage | None]) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self.setObjectName("reviewSide")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Examples of every answer"))
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(tr("Close the examples"))
        self.close_button.setToolTip(tr("Close the examples"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(lambda _checked=False: self.closed.emit())
        head = QHBoxLayout()
        head.addWidget(text(tr("Examples"), "heading"), 1)
        head.addWidget(self.close_button)
        inner = QWidget()
        inner.setObjectName("exampleBody")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(6)
        self.scroll = QScrollArea(widgetResizable=True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the canvas
        self.scroll.setAccessibleName(tr("Examples of every answer"))
        self.scroll.setWidget(inner)
        FocusRing(self.scroll)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 10, 6, 10)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.scroll, 1)

    def show_examples(self, pairs: Mapping[str, Sequence[ShownPair]]) -> None:
        """Show these pairs by the code of their answer, under what it means."""
        at = self.scroll.verticalScrollBar().value()
        clear(self._rows)
        for code, shown in pairs.items():
            self._add_answer(code, shown)
        self._rows.addStretch(1)
        self.scroll.verticalScrollBar().setValue(at)

    def _add_answer(self, code: str, pairs: Sequence[ShownPair]) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(_Sign(code))
        head.addWidget(text(tr(TITLES[code]), "heading"), 1)
        self._rows.addLayout(head)
        self._rows.addWidget(paragraph(tr(DEFINITIONS[code]), ""))
        for pair in pairs:
            picture, why = PairPicture(pair, self._thumbnail), paragraph(tr(pair.why))
            picture.setAccessibleName(tr("Example of {grade}: {why}", grade=tr(TITLES[code]), why=tr(pair.why)))
            self._rows.addWidget(picture)
            self._rows.addWidget(why)
        if not pairs:
            self._rows.addWidget(paragraph(tr("Batches of this project ask about its examples: they stay hidden.")))
        self._rows.addSpacing(12)

    def update_pictures(self) -> None:
        """A picture was read."""
        for picture in self.scroll.findChildren(PairPicture):
            picture.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the drawer away; the digits still grade."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.ignore()

    def showEvent(self, event: object) -> None:
        """Draw the icon in the colours in force."""
        self.close_button.setIcon(theme.icon("close"))
