"""ReviewFrame: the layout of the review page; the pictures get the room, words stand beside and below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.gui.modes.grid_mode import GridMode
from app.gui.texts import tr
from app.gui.widgets.batch_done import BatchDone
from app.gui.widgets.batch_panel import BatchPanel
from app.gui.widgets.cards import Empty, button
from app.gui.widgets.focus_ring import FocusRing
from app.gui.widgets.grade_bar import GradeBar
from app.gui.widgets.inspector import Inspector
from app.gui.widgets.line_editor import LineEditor
from app.gui.widgets.mode_view import ModeView
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.queue_strip import QueueStrip
from app.gui.widgets.relink_offer import RelinkOffer
from app.gui.widgets.review_tools import ReviewTools
from app.gui.widgets.view_bar import ViewBar

SIDE, EDGE = 284, 8
ROOMY = 1000  # pixels for the pictures, beside which there is room for the side column and a drawer


class ReviewFrame(QStackedWidget):
    """Either a word about what to do first, or the pair (or the end of the batch) with its side column."""

    drawer: QWidget | None = None  # beside the pair, or in the place of the side column
    drawer_fits = True
    side_wanted = True  # a person may put the side column away

    def __init__(self, canvas: PairCanvas, thumbnail: Callable[[int], QImage | None], modes: ModeView) -> None:
        super().__init__()
        self.modes, self.canvas = modes, canvas
        canvas.setAccessibleName(tr("Picture pair"))
        self.view_bar, self.grades, self.strip = ViewBar(canvas), GradeBar(), QueueStrip(thumbnail)
        self.editor, self.panel, self.inspector, self.done = LineEditor(), BatchPanel(), Inspector(), BatchDone()
        self.wide = False  # the side column speaks of a batch: it is away while none is graded
        self.tools = ReviewTools()
        self.relink, self.practice = RelinkOffer(canvas), button(tr("Practise first"))
        self.empty = self._empty()
        self.bottom = QStackedWidget()  # the strip gives its place to the line editor: the pictures keep theirs
        self.bottom.addWidget(self.strip)
        self.bottom.addWidget(self.editor)
        self.bottom.setFixedHeight(self.strip.sizeHint().height())
        self.main = QStackedWidget()
        self.main.addWidget(self._pair())
        self.main.addWidget(self.done)
        self.main.addWidget(self.modes)
        self.side = self._side()
        self._inspect_pairs_only()
        work = QWidget()
        row = self._row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.main, 1)
        row.addWidget(self.side)
        self.addWidget(self.empty)
        self.addWidget(work)
        tools = self.tools.buttons.values()
        for each in (*self.view_bar.buttons.values(), self.panel.picker, self.panel.resume, *tools):
            self.watch(each)
        for widget in (canvas, modes.grid, self.inspector):
            FocusRing(widget)
        # The page hands its focus to the canvas: Tab would jump over whatever stands before that.
        before: QWidget = self.canvas
        for each in (*self.view_bar.buttons.values(), self.view_bar.share):
            self.setTabOrder(before, each)
            before = each

    def _inspect_pairs_only(self) -> None:
        """The inspector speaks of one pair: beside many of them, on tiles or in a table, it would speak of none."""
        policy = self.inspector.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else what stands above it would spread
        self.inspector.setSizePolicy(policy)
        self.main.currentChanged.connect(lambda index: self.inspector.setVisible(index == 0))

    def _empty(self) -> Empty:
        words = tr("A batch is a list of pairs to look at. Mine candidate pairs first, then draw a batch from them.")
        empty = Empty("review", tr("No batch to grade yet"), words, tr("Go to Mine"))
        empty.add(self.practice)
        return empty

    def _pair(self) -> QWidget:
        pair = QWidget()
        rows = QVBoxLayout(pair)
        rows.setContentsMargins(EDGE, 6, EDGE, 6)
        rows.setSpacing(8)
        rows.addWidget(self.view_bar)
        rows.addWidget(self.canvas, 1)
        rows.addWidget(self.grades)
        rows.addWidget(self.bottom)
        return pair

    def _side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("reviewSide")
        side.setFixedWidth(SIDE)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(16, 14, 10, 10)
        rows.setSpacing(6)
        rows.addWidget(self.panel)
        rows.addWidget(self.tools)
        rows.addWidget(self.inspector, 1)
        return side

    def show_empty(self) -> None:
        """There is no batch."""
        self.setCurrentIndex(0)

    def show_pair(self) -> None:
        """A pair is on the canvas."""
        if not self.shows_pair:
            self.setCurrentIndex(1)
            self.main.setCurrentIndex(0)
            self.canvas.setFocus()

    def show_done(self) -> None:
        """The batch is done."""
        self.setCurrentIndex(1)
        self.main.setCurrentIndex(1)
        self.done.setFocus()

    def show_mode(self, mode: GridMode) -> None:
        """A screen of tiles takes the place of the pair."""
        self.setCurrentIndex(1)
        self.main.setCurrentWidget(self.modes)
        self.modes.show_mode(mode)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space belongs to the canvas also while a button has the focus; Enter presses the button."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QAbstractButton) and self.shows_pair:
            pressed, released = event.type() == QEvent.Type.KeyPress, event.type() == QEvent.Type.KeyRelease
            if event.key() == Qt.Key.Key_Space and (pressed or released):
                (self.canvas.keyPressEvent if pressed else self.canvas.keyReleaseEvent)(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and pressed:
                watched.click()
                return True
        return super().eventFilter(watched, event)

    def watch(self, each: QAbstractButton) -> None:
        """Let Space go past this button to the canvas."""
        each.installEventFilter(self)

    def make_room(self, width: int) -> None:
        """In a narrow window the side column, or what stands in its place, gives way to the pictures."""
        self.drawer_fits = fits = width - SIDE >= self.grades.minimumSizeHint().width() + 2 * EDGE
        if self.drawer is not None:
            self.drawer.setVisible(fits)
            fits = width - 2 * SIDE >= ROOMY
        self.side.setVisible(self.side_wanted and not self.wide and fits)

    def put_drawer(self, drawer: QWidget | None) -> None:
        """Show this drawer at the edge, or the side column alone again."""
        if self.drawer is not None:
            self.drawer.hide()
        self.drawer = drawer
        if drawer is not None:
            self._row.addWidget(drawer)
        self.make_room(self.width())

    @property
    def shows_mode(self) -> bool:
        """Whether a screen of tiles is in sight."""
        return self.currentIndex() == 1 and self.main.currentWidget() is self.modes

    @property
    def shows_pair(self) -> bool:
        """Whether the canvas is in sight."""
        return self.currentIndex() == 1 and self.main.currentIndex() == 0

    def edit(self, purpose: str, value: str) -> None:
        """Open the line editor in the place of the strip."""
        self.bottom.setCurrentWidget(self.editor)
        self.editor.open(purpose, value)

    def end_edit(self) -> None:
        """Give the place back to the strip and the keys to the canvas."""
        self.bottom.setCurrentWidget(self.strip)
        self.canvas.setFocus()
