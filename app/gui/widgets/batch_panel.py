"""BatchPanel: which batch is worked on, how far it is, and the counters people want."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QMenu, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.core.grading.progress import ReviewProgress
from app.core.records import SCALE, Batch
from app.gui import theme
from app.gui.pair_facts import shares
from app.gui.texts import mark, tr
from app.gui.widgets.cards import button, paragraph, text
from app.gui.widgets.grade_bar import colour_of, draw_sign

BLINDNESS = {
    "sealed": mark("Sealed: only the pictures count. Nothing is revealed."),
    "blind": mark("Blind: distance, why and names are shown when the batch is done."),
    "open": mark("Open: everything is shown."),
}


ENOUGH = 10  # answers before pace and yield are shown: of fewer they are noise


class ShareBar(QWidget):
    """The share of each grade as one bar, with signs and percentages below: readable without the colours."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = [0] * len(SCALE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, by_code: Mapping[str, int]) -> None:
        """Show the counts of the codes of the scale."""
        self._counts = [by_code.get(choice.code, 0) for choice in SCALE]
        words = zip(SCALE, self._counts, shares(self._counts), strict=True)
        summary = ", ".join(f"{choice.text} {count} ({share} %)" for choice, count, share in words)
        self.setAccessibleName(summary)
        self.setToolTip(summary)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 8 + 10 + self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(0, 0, self.width(), 8), 4, 4)
        painter.setClipPath(path)
        painter.fillRect(0, 0, self.width(), 8, QColor(theme.colours().border))
        left, total = 0.0, max(1, sum(self._counts))
        for choice, count in zip(SCALE, self._counts, strict=True):
            width = self.width() * count / total
            painter.fillRect(QRectF(left, 0, width, 8), colour_of(choice.code))
            left += width
        painter.setClipping(False)
        self._paint_legend(painter)

    def _paint_legend(self, painter: QPainter) -> None:
        high = QFontMetricsF(painter.font()).height()
        cell, text_colour = self.width() / len(SCALE), self.palette().windowText().color()
        for place, (choice, share) in enumerate(zip(SCALE, shares(self._counts), strict=True)):
            draw_sign(painter, QRectF(place * cell, 18, high, high), choice.code)
            painter.setPen(text_colour)
            room = QRectF(place * cell + high + 5, 18, cell - high - 5, high)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f"{share} %")


class BatchPanel(QWidget):
    """chosen(Batch): another batch was picked. go_on(): back to the first open pair."""

    chosen = Signal(object)
    go_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = button("")
        self.picker.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.picker.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.picker.setMenu(QMenu(self.picker))
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(tr("Pairs answered in this batch"))
        self._left, self._pace = text(), text("", "muted")
        self._goal = 0
        self._progress: ReviewProgress | None = None
        self._share = ShareBar()
        self._level = paragraph("", "small")
        self.walk = paragraph("", "")
        self.walk.hide()
        self.resume = button(tr("Continue where I stopped"), "primary", self.go_on.emit)
        self.resume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.practice = button(tr("Practise first"))
        self.practice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(9)
        for widget in (self.picker, self.bar, self._left, self._pace, self._share, self._level, self.walk, self.resume,
                       self.practice):  # fmt: skip
            rows.addWidget(widget)

    def show_batches(self, batches: Sequence[tuple[Batch, int]], current: Batch | None) -> None:
        """Offer these batches, each with the number of its answered pairs."""
        menu = self.picker.menu()
        menu.clear()
        group = QActionGroup(menu)
        for batch, answered in reversed(batches):
            words = tr("{name}   {answered} of {total}", name=batch.name, answered=answered, total=batch.size)
            action = QAction(words, menu, checkable=True)
            action.setChecked(current is not None and batch.id == current.id)
            action.triggered.connect(lambda _checked=False, batch=batch: self.chosen.emit(batch))
            group.addAction(action)
            menu.addAction(action)
        if current is not None:
            self.picker.setText(current.name)
            self.picker.setAccessibleName(tr("Batch: {name}", name=current.name))
            self.picker.setToolTip(tr("{name}. Pick another batch.", name=current.name))
            self._level.setText(tr(BLINDNESS[current.blindness]))

    def show_walk(self, title: str, left: int) -> None:
        """Say that pairs are shown beside the order of the batch; nothing with an empty title."""
        self.walk.setVisible(bool(title))
        if title:
            self.walk.setText(tr("{title}: {left:,} more. S leaves a pair out.", title=title, left=left))

    def show_first(self, *, first: bool) -> None:
        """Offer to practise to who has not answered anything in this project."""
        self.practice.setVisible(first)

    def show_progress(self, progress: ReviewProgress, *, walking: bool, revealed: bool) -> None:
        """Show the counters; `walking`: a pair other than the next open one is on the screen."""
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.answered)
        self._left.setText(_done_words(progress))
        self._left.setToolTip(tr("What follows from your other answers is not asked and counts as answered."))
        self._progress = progress
        self._say_pace()
        self._share.show_counts(progress.by_code)
        self._share.setVisible(any(progress.by_code.get(choice.code) for choice in SCALE))
        self.resume.setVisible(walking and progress.left > 0)
        if revealed and self._level.text() == tr(BLINDNESS["blind"]):
            self._level.setText(tr("The batch was done: everything is shown. Grades changed now are marked as such."))

    def show_goal(self, goal: int) -> None:
        """Show how far it is to so many pairs a day; 0: only how many there were."""
        self._goal = goal
        self._say_pace()

    def _say_pace(self) -> None:
        progress = self._progress
        if progress is None:
            return
        words = [_today_words(progress.today, self._goal)]
        if progress.per_minute is not None and progress.today >= ENOUGH:
            words.append(tr("{count:.0f} a minute", count=progress.per_minute))
        if progress.yield_last_100 is not None and progress.today >= ENOUGH:
            words.append(tr("yield {share:.0%}", share=progress.yield_last_100))
        self._pace.setText("  ·  ".join(words))
        self._pace.setToolTip(tr("Yield: the share of ND and near-ND among your last 100 grades."))


def _today_words(count: int, goal: int) -> str:
    if not goal:
        return tr("{count:,} today", count=count)
    if count < goal:
        return tr("{count:,} of {goal:,} today", count=count, goal=goal)
    return tr("✓ {count:,} of {goal:,} today", count=count, goal=goal)


def _done_words(progress: ReviewProgress) -> str:
    values = {"answered": progress.answered, "total": progress.total, "left": progress.left}
    if not progress.inferred:
        return tr("{answered:,} of {total:,} answered, {left:,} left", **values)
    follow = {"inferred": progress.inferred, **values}
    if progress.inferred == 1:
        return tr("{answered:,} of {total:,} answered (1 follows), {left:,} left", **follow)
    return tr("{answered:,} of {total:,} answered ({inferred:,} follow), {left:,} left", **follow)
