"""Cards, headings and the empty state: what every page is laid out with, so that all pages breathe alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme
from app.gui.texts import plain

MARGIN = 28  # around a page
GAP = 18  # between cards
INSET = 18  # inside a card
SIDE = 400  # width of a column of cards with forms
ANY = 16777215  # Qt's word for a width without a bound
NARROW = 920  # width of a page that has no room for a second column beside it


def text(words: str = "", role: str = "") -> QLabel:
    """A label in the given role of the style sheet (title, heading, muted, small, figure, danger)."""
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def paragraph(words: str = "", role: str = "muted") -> QLabel:
    """A label that wraps."""
    label = text(words, role)
    label.setWordWrap(True)
    policy = label.sizePolicy()
    policy.setHeightForWidth(True)
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    label.setSizePolicy(policy)
    return label


def button(words: str, kind: str = "", clicked: Callable[[], object] | None = None) -> QPushButton:
    """A push button: kind primary, quiet, or plain. Its accessible name is its text."""
    result = QPushButton(words)
    result.setProperty("kind", kind)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    result.setAccessibleName(plain(words))
    if clicked is not None:
        result.clicked.connect(lambda _checked=False: clicked())
    return result


class Card(QFrame):
    """A framed block with an optional heading; put things into `rows`, buttons beside the heading into `tools`."""

    def __init__(self, heading: str = "", hint: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(INSET, INSET - 2, INSET, INSET)
        self.rows.setSpacing(12)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self.heading = text(heading, "heading")
        if heading:
            self.tools.addWidget(self.heading)
            self.tools.addStretch(1)
            self.rows.addLayout(self.tools)
        if hint:
            self.rows.addWidget(paragraph(hint))



def lay_out_alone(page: QWidget, card: Card) -> None:
    """Put the only card of a page into it, a little above the middle."""
    centred = QHBoxLayout()  # an alignment instead would forget the height that wrapped lines need
    centred.addStretch(1)
    centred.addWidget(card)
    centred.addStretch(1)
    rows = QVBoxLayout(page)
    rows.addStretch(1)
    rows.addLayout(centred)
    rows.addStretch(2)


class _Body(QWidget):
    """What a page scrolls: as high as its layout must be at this width, where Qt adds up unwrapped words."""

    def minimumSizeHint(self) -> QSize:
        """Only the width is asked for here."""
        return QSize(super().minimumSizeHint().width(), 0)

    def heightForWidth(self, width: int) -> int:
        """The least height that shows everything."""
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)


class Page(QWidget):
    """A page: title, one line saying what it is for, buttons at the right, then `body`, scrolling when tall.

    What a page shows is read from the project by `refresh`, and only while somebody can see it.
    """

    def __init__(self, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = False
        self._beside: list[QBoxLayout] = []
        self._forms: QVBoxLayout | None = None
        inner = _Body()
        inner.setObjectName("pageBody")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(MARGIN, MARGIN - 6, MARGIN, MARGIN)
        outer.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(text(title, "title"))
        self.lead = paragraph(lead)
        words.addWidget(self.lead)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        self.head_tools = QHBoxLayout()
        self.head_tools.setSpacing(10)
        head.addLayout(self.head_tools)
        head.setAlignment(self.head_tools, Qt.AlignmentFlag.AlignBottom)
        outer.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        outer.addLayout(self.body, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.addWidget(scroll)

    def side_by_side(self) -> QBoxLayout:
        """A row of this page; in a narrow window what is in it stands one below the other."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(GAP)
        self._beside.append(row)
        return row

    def lay_beside(self, forms: QVBoxLayout, rest: QLayout) -> None:
        """Fill the body with a column of cards with forms and, beside or below it, what follows from them."""
        self._forms, columns = forms, self.side_by_side()
        columns.addLayout(forms)
        columns.addLayout(rest, 1)
        self.body.addLayout(columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns need room; the cards of a column of forms are as wide as it, or as the page."""
        super().resizeEvent(event)
        narrow, ways = self.width() < NARROW, QBoxLayout.Direction
        for row in self._beside:
            row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        for place in range(self._forms.count() if self._forms is not None else 0):
            if (card := self._forms.itemAt(place).widget()) is not None:
                card.setMinimumWidth(0 if narrow else SIDE)
                card.setMaximumWidth(ANY if narrow else SIDE)

    def refresh(self) -> None:
        """Read everything shown from the project; each page has its own."""

    def refresh_when_seen(self) -> None:
        """Refresh now, or when the page comes into sight."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was put off."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()


class Empty(QWidget):
    """The state of a place that has nothing yet: a drawing, a sentence, what to do, perhaps a button."""

    def __init__(
        self,
        drawing: str,
        heading: str,
        words: str,
        action: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._drawing = drawing
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 30, 24, 30)
        rows.setSpacing(10)
        rows.addStretch(1)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading = text(heading, "heading")
        self.heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words = paragraph(words)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setMaximumWidth(520)
        for widget in (self._picture, self.heading):
            rows.addWidget(widget)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self.words, 8)
        centred.addStretch(1)
        rows.addLayout(centred)
        if action:
            rows.addSpacing(6)
            self.button = button(action, "primary", clicked)
            rows.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put something below the button."""
        rows = self.layout()
        assert isinstance(rows, QVBoxLayout)
        rows.insertWidget(rows.count() - 1, widget, alignment=Qt.AlignmentFlag.AlignHCenter)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw in the colours in force."""
        self._picture.setPixmap(theme.picture(self._drawing, 44))
        super().showEvent(event)


def clear(layout: QLayout) -> None:
    """Take every widget and inner layout out of `layout` and let them go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
