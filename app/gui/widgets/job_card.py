"""JobCard: what the running job is doing, large, on the page it belongs to; hidden when none of its stages runs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtWidgets import QProgressBar

from app.core.jobs import Progress
from app.gui.runner import JobRunner
from app.gui.texts import tr
from app.gui.widgets.cards import Card, paragraph, text


class JobCard(Card):
    """Appears with the first report of one of `stages`; `words` say what the person may do meanwhile."""

    def __init__(self, runner: JobRunner, stages: Collection[str], words: str) -> None:
        super().__init__()
        self._runner = runner
        self._stages = frozenset(stages)
        self.title = text("", "heading")
        self.count = text("", "muted")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(tr("Progress"))
        self.tools.addWidget(self.title)
        self.tools.addStretch(1)
        self.tools.addWidget(self.count)
        self.rows.addLayout(self.tools)
        self.rows.addWidget(self.bar)
        self.rows.addWidget(paragraph(words))
        if runner.stage in self._stages:  # a page may be built while the job runs: the card is shown with it
            self._begin(runner.title)
        else:
            self.hide()
        runner.started.connect(self._started)
        runner.progress.connect(self._progressed)
        runner.ended.connect(self._ended)

    def _started(self, title: str) -> None:
        if self._runner.stage in self._stages:
            self._begin(title)
            self.show()

    def _begin(self, title: str) -> None:
        self.title.setText(title)
        self.count.clear()
        self.bar.setRange(0, 0)

    def _progressed(self, progress: Progress) -> None:
        if self._runner.stage in self._stages:
            self.title.setText(tr(progress.text))
            self.count.setText(_count(progress))
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)

    def _ended(self, _outcome: Any) -> None:
        self.hide()


def _count(progress: Progress) -> str:
    """How many of how many, how fast, and how long it will take, as far as each is known."""
    parts = [tr("{done:,} of {total:,}", done=progress.done, total=progress.total)] if progress.total else []
    if rate := progress.figures.get("images_per_s"):
        parts.append(tr("{rate:,.0f} images/s", rate=rate))
    if (left := progress.seconds_left) and left >= 1:
        parts.append(
            tr("{minutes:,.0f} min left", minutes=left / 60) if left >= 90 else tr("{left:.0f} s left", left=left)
        )
    return ", ".join(parts)
