"""The bottom of the window: the running job on the left, the last note, the project's standing on the right."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from app.core.jobs import Progress
from app.gui.texts import tr
from app.gui.widgets.cards import button

NOTE_MS = 8000
SETTLED = 1.5  # seconds before a rate is worth showing


class Pace:
    """How fast a job goes: items a second and the seconds left, from its own reports."""

    def __init__(self) -> None:
        self._text = ""
        self._start = 0.0
        self._first = 0

    def words(self, progress: Progress, now: float) -> str:
        """`12/s, 3 min left`, or "" while it is too early or the end is unknown."""
        if progress.text != self._text or progress.done < self._first:
            self._text, self._start, self._first = progress.text, now, progress.done
        passed, done = now - self._start, progress.done - self._first
        if passed < SETTLED or done <= 0:
            return ""
        rate = done / passed
        words = tr("{rate:,.0f}/s", rate=rate) if rate >= 10 else tr("{rate:.1f}/s", rate=rate)
        left = (progress.total - progress.done) / rate if progress.total else 0.0
        return tr("{words}, {duration} left", words=words, duration=duration(left)) if left >= 1 else words


def duration(seconds: float) -> str:
    """Seconds as people say them: 40 s, 3 min, 2 h 5 min."""
    if seconds < 60:
        return tr("{seconds:.0f} s", seconds=seconds)
    minutes = round(seconds / 60)
    return (
        tr("{minutes} min", minutes=minutes)
        if minutes < 60
        else tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    )


class StatusBar(QStatusBar):
    """cancel_wanted(): the person pressed Cancel."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.job = QWidget()
        row = QHBoxLayout(self.job)
        row.setContentsMargins(14, 3, 6, 3)
        row.setSpacing(12)
        self.job_text, self.job_rate = _label("jobText"), _label("jobRate")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(190)
        self.bar.setAccessibleName(tr("Progress of the job"))
        self.cancel: QPushButton = button(tr("Cancel"), "quiet", self.cancel_wanted.emit)
        for widget in (self.job_text, self.bar, self.job_rate, self.cancel):
            row.addWidget(widget)
        self.note_text = _label("noteText")
        self.note_text.setContentsMargins(14, 0, 0, 0)
        self.standing = _label("standing")
        self.standing.setContentsMargins(8, 7, 16, 7)
        self.addWidget(self.job)
        self.addWidget(self.note_text, 1)
        self.addPermanentWidget(self.standing)
        self._pace = Pace()
        self._forget = QTimer(self, interval=NOTE_MS, singleShot=True)
        self._forget.timeout.connect(self.note_text.clear)
        self.job.hide()

    def start(self, title: str) -> None:
        """Show a job that has just begun."""
        self._pace = Pace()
        self.job_text.setText(title)
        self.job_rate.clear()
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.job.show()

    def show_progress(self, progress: Progress) -> None:
        """Show how far the job is."""
        self.job_text.setText(tr(progress.text))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        counts = tr("{done:,} of {total:,}", done=progress.done, total=progress.total) if progress.total else ""
        words = [part for part in (counts, self._pace.words(progress, time.monotonic())) if part]
        self.job_rate.setText("  ·  ".join(words))

    def stopping(self) -> None:
        """The person asked to stop; the job ends at its next report."""
        self.job_text.setText(tr("Stopping…"))
        self.cancel.setEnabled(False)

    def end(self) -> None:
        """No job runs any more."""
        self.job.hide()

    def note(self, words: str) -> None:
        """Show a short note for a while."""
        self.note_text.setText(words)
        self._forget.start()


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
