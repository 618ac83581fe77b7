"""Practising: pairs with known answers on the canvas of the review page; each answer is told to be right or not.

The batch at hand is laid aside and nothing is written: what is answered here is in no label and in no figure.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.core.records import Act, BatchPair
from app.errors import UserError
from app.gui.pair_loader import AHEAD
from app.gui.texts import tr
from app.gui.widgets.practice_bar import PracticeBar
from app.gui.widgets.practice_result import PracticeResult

if TYPE_CHECKING:
    from app.core.grading.practice import PracticePair
    from app.gui.pages.review import ReviewPage
    from app.gui.work import Work

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Practising(QObject):
    """One practice after the other; `on` while its pairs are on the screen."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._page = page
        self._ids = count(-1, -1)  # of the pictures: what is decoded of one practice is never taken for another's
        self._times = 0
        self._kept: Work | None = None
        self.on = False
        self.pairs: list[PracticePair] = []
        self.given: list[Act] = []
        self.told = False  # the pair on the screen is answered; Enter goes on
        self._places: list[BatchPair] = []
        self.bar, self.result = PracticeBar(), PracticeResult()
        page.frame.bottom.addWidget(self.bar)
        page.frame.main.addWidget(self.result)
        self.bar.next.connect(self.go_on)
        self.bar.left.connect(self.leave)
        self.result.again.connect(self.start)
        self.result.left.connect(page.panels.leave)
        page.frame.practice.clicked.connect(lambda _checked=False: self.start())

    def start(self) -> None:
        """Draw pairs and show the first."""
        from app.core.grading.practice import practice_pairs

        page = self._page
        project = page.session.project
        if project is None:
            return
        try:
            self.pairs = practice_pairs(project, self._times)
        except UserError as error:
            page.session.refused.emit(tr(error))
            return
        self._times += 1
        self.given, self._places = [], []
        files = []
        for pair in self.pairs:
            left, right = next(self._ids), next(self._ids)
            files += [replace(pair.left, id=left), replace(pair.right, id=right)]
            self._places.append(BatchPair(0, len(self._places), left, left, right, None, "", "", "", None, False))
        page.loader.lend(files)
        self._kept, page.work, page.around.work = page.work, None, None
        self.on = True
        self._make_wide(wide=True)
        self._show()

    @property
    def at(self) -> PracticePair | None:
        """The pair on the screen."""
        return self.pairs[len(self.given) - self.told] if self.on else None

    def answer(self, act: Act) -> None:
        """Say whether this answer is right; it is kept until the result, and nowhere."""
        if self.told:
            self._page.canvas.say(tr("Enter: the next pair"))
        elif self._page.looked():
            self.told = True
            self.given.append(act)
            self.bar.tell(self.pairs[len(self.given) - 1], act, last=len(self.given) == len(self.pairs))

    def press(self, event: QKeyEvent) -> bool:
        """Enter and Esc, while practising; whether it was one of them."""
        if not self.on or event.key() not in (*ENTER, Qt.Key.Key_Escape):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not event.isAutoRepeat():
            self.go_on()
        return True

    def go_on(self) -> None:
        """The next pair, once this one is answered; after the last one the result."""
        if not self.on or not self.told:
            return
        if len(self.given) < len(self.pairs):
            self._show()
            return
        self._end()
        self._page.take_up()
        self._page.frame.main.setCurrentWidget(self.result)
        self.result.show_result(self.pairs, self.given)
        self._page.session.state_changed.emit()

    def leave(self) -> None:
        """Back to the batch, or to what there was."""
        if self.on:
            self._end()
            self._page.take_up()
            self._page.panels.leave()
            self._page.session.state_changed.emit()

    def forget(self) -> None:
        """Another project is open: there is no batch to go back to."""
        self._kept = None
        if self.on:
            self._end()

    def show_again(self) -> None:
        """The pictures were dropped, as files were read anew."""
        if self.on:
            self._fetch(len(self.given) - self.told)

    def _fetch(self, at: int) -> None:
        self._page.loader.show(self._places[at])
        self._page.loader.prefetch(self._places[at + 1 : at + 1 + AHEAD], [], [])

    def _show(self) -> None:
        page, at = self._page, len(self.given)
        self.told = False
        page.attention.begin(page.canvas.view)
        page.around.leave()
        self._fetch(at)
        page.frame.show_pair()
        page.frame.bottom.setCurrentWidget(self.bar)
        page.frame.grades.show_answer("", doubtful=False, bad_side="")
        self.bar.ask(at + 1, len(self.pairs))
        page.canvas.setFocus()
        page.session.state_changed.emit()

    def _end(self) -> None:
        page = self._page
        self.on = False
        page.work = page.around.work = self._kept
        self._kept = None
        page.loader.lend(())
        page.frame.bottom.setCurrentWidget(page.frame.strip)
        self._make_wide(wide=False)

    def _make_wide(self, *, wide: bool) -> None:
        self._page.frame.wide = wide
        self._page.frame.make_room(self._page.width())
