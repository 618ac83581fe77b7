"""Comparing: asks for the evidence that the view needs of the pair on the canvas, and shows it when it comes."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal

from app.asker import Reply
from app.core.verifying.evidence import PairEvidence, of_other
from app.gui import evidence_words as words
from app.gui.asking import Asking
from app.gui.pair_loader import PairLoader
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.view import ASKING

PAUSE_MS = 60  # who walks through pairs faster than this asks nothing
KEPT = 64
GONE = "A file is missing: there is nothing to compare"

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
        self._asked: Shown | None = None
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

    def close(self) -> None:
        """End the process."""
        self._soon.stop()
        self.asking.close()

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
            self._asked = None
            self.asking.give_up()
        elif shown in self._known:
            if self._canvas.evidence is not self._known[shown]:
                self._show(self._known[shown])
        elif shown != self._asked or not self._canvas.finding:
            self._asked = shown
            self.asking.give_up()
            self._canvas.show_evidence(None, words.COMPARING)
            self._soon.start()
        if self._canvas.evidence is not None and self._canvas.view in ASKING:
            self._canvas.finding = words.words(self._canvas.evidence, self._canvas.view, sealed=self.sealed)

    def _ask(self) -> None:
        shown = self._shown()
        if shown is None or shown != self._asked:
            return
        left, right = self._loader.path(shown[0]), self._loader.path(shown[1])
        if left is None or right is None:
            self._canvas.show_evidence(None, GONE)
        else:
            self.asking.ask(left, right, shown[2])

    def _answered(self, reply: Reply) -> None:
        shown = self._shown()
        if shown is None or shown != self._asked:
            return
        self._asked = None
        if reply.evidence is None:
            self._canvas.show_evidence(None, reply.problem)
            self._asked = shown  # not again and again while this pair is shown
            return
        self._known[shown] = reply.evidence
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        self._show(reply.evidence)
        self.compared.emit()

    def _show(self, evidence: PairEvidence) -> None:
        self._canvas.show_evidence(evidence, words.words(evidence, self._canvas.view, sealed=self.sealed))
