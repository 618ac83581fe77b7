"""Comparing: asks for the evidence that the view needs of the pair on the canvas, and shows it when it comes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.asker import Reply
from app.core.records import BatchPair
from app.core.verifying.evidence import PairEvidence, of_other
from app.gui import evidence_words as words
from app.gui.asking import Asking
from app.gui.pair_loader import PairLoader, sides, view_as_shown
from app.gui.texts import mark, tr
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.view import ASKING

PAUSE_MS = 60  # who walks through pairs faster than this asks nothing
KEPT = 64
AHEAD = 2  # pairs compared before they are shown
GONE = mark("A file is missing: there is nothing to compare")

Shown = tuple[int, int, int | None]  # image ids left and right as shown, and the view the right one matches in


class Comparing(QObject):
    """Follows the canvas. compared(): there is a finding about this pair, for those who list it."""

    compared = Signal()

    def __init__(self, canvas: PairCanvas, loader: PairLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._loader = canvas, loader
        self.sealed = False  # whether figures about the pair stay hidden
        self.asking = Asking(self)
        self.asking.answered.connect(self._answered)
        self._asked: Shown | None = None  # the pair of the open question: the one shown, or one that comes next
        self._refused: Shown | None = None  # the pair shown, where it cannot be compared
        self._expected: list[Shown] = []
        self._known: OrderedDict[Shown, PairEvidence] = OrderedDict()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        canvas.view_changed.connect(self._follow)

    @property
    def finding(self) -> str:
        """What was found about the matching of the pair shown, empty while nobody asked or where it is hidden."""
        shown = self._shown()
        if self.sealed or shown not in self._known:
            return ""
        return words.matches(self._known[shown]) + "."

    def try_again(self) -> None:
        """Files were found again: what was refused is asked once more."""
        self._refused = self._asked = None
        self.asking.give_up()

    def close(self) -> None:
        """End the process."""
        self._soon.stop()
        self.asking.close()

    def expect(self, pairs: Sequence[BatchPair]) -> None:
        """These are shown next, probably: they are compared while nobody waits, as long as the view needs it."""
        self._expected = [(*sides(pair), view_as_shown(pair)) for pair in pairs[:AHEAD]]
        self._look_ahead()

    def _shown(self) -> Shown | None:
        left, right = self._canvas.left, self._canvas.right
        if left is None or right is None:
            return None
        return left.id, right.id, right.under if left.under is None else of_other(left.under)

    def _follow(self) -> None:
        """The canvas changed: another pair, another view, or only the zoom."""
        shown = self._shown()
        if shown is None or self._canvas.view not in ASKING:
            self._soon.stop()
            self._asked = self._refused = None
            self.asking.give_up()
        elif shown in self._known:
            if self._canvas.evidence is not self._known[shown]:
                self._show(self._known[shown])
        elif shown != self._refused and (shown != self._asked or not self._canvas.finding):
            if shown != self._asked:  # else it is being compared already, as the one expected next
                self._asked = shown
                self.asking.give_up()
                self._soon.start()
            self._refused = None
            self._canvas.show_evidence(None, tr(words.COMPARING))
        if self._canvas.evidence is not None and self._canvas.view in ASKING:
            self._canvas.finding = words.words(self._canvas.evidence, self._canvas.view, sealed=self.sealed)

    def _ask(self) -> None:
        """Ask about the pair shown, which has rested on the screen for a moment."""
        shown = self._shown()
        if shown is not None and shown == self._asked and not self._sent(shown):
            self._refused = shown
            self._canvas.show_evidence(None, tr(GONE))

    def _sent(self, pair: Shown) -> bool:
        left, right = self._loader.path(pair[0]), self._loader.path(pair[1])
        if left is None or right is None:
            return False
        self.asking.ask(left, right, pair[2])
        return True

    def _answered(self, reply: Reply) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        if reply.evidence is not None:
            self._known[asked] = reply.evidence
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        if asked == self._shown():
            if reply.evidence is None:
                self._refused = asked  # not again and again while this pair is shown
                self._canvas.show_evidence(None, reply.problem)
            else:
                self._show(reply.evidence)
                self.compared.emit()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Compare the next pair nobody has compared, if the process has nothing to do; each is tried once."""
        if self._asked is not None or self._canvas.view not in ASKING or self._shown() is None:
            return
        while self._expected:
            pair = self._expected.pop(0)
            if pair not in self._known and self._sent(pair):
                self._asked = pair
                return

    def _show(self, evidence: PairEvidence) -> None:
        self._canvas.show_evidence(evidence, words.words(evidence, self._canvas.view, sealed=self.sealed))
