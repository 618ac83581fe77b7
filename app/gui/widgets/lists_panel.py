"""ListsPanel: pairs to look at again: contradictions, disagreements, guesses, unsure answers, hubs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QPushButton

from app.gui.listed_rows import ListedRows
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Empty, button
from app.gui.widgets.pair_table import PairTable
from app.gui.widgets.review_panel import ReviewPanel

if TYPE_CHECKING:
    from app.core.grading.lists import Item

# Of each list its name on the button, and what stands there when it is empty.
WORDS = {
    "contradictions": (mark("Contradictions"), mark("No answers contradict one another.")),
    "disagreements": (mark("Disagreements"), mark("Nobody differs about a pair.")),
    "doubtful": (mark("Guesses"), mark("No answer was marked as a guess.")),
    "unsure": (mark("Unsure"), mark("No pair waits for somebody who is sure.")),
    "hubs": (mark("Hubs"), mark("No image is in very many candidates or matches.")),
}
DISTANCE = 2  # the column
HINT = mark(
    "Enter opens a pair. Of a contradiction the most doubtful answer comes first; a disagreement is decided by the "
    "grade you give it, without seeing what was said."
)


class ListsPanel(ReviewPanel):
    """One list at a time; `items` are those shown."""

    def __init__(self, session: Session) -> None:
        self._pairs = PairTable(tr("Pairs of the list"))
        empty = Empty("review", tr("Nothing to look at again"), "")
        super().__init__(session, tr("Lists"), tr(HINT), self._pairs, empty)
        self._pairs.setColumnHidden(DISTANCE, True)
        self.items: Sequence[Item] = ()
        self.name = "contradictions"
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for name, (words, _) in WORDS.items():
            made = button(tr(words))
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, name=name: self.choose(name))
            self._group.addButton(made)
            self.tools.addWidget(made)
            self.buttons[name] = made
        self.tools.addStretch(1)

    def choose(self, name: str) -> None:
        """Show this list."""
        self.name = name
        self.look_now()

    def look(self) -> None:
        """Read the list again."""
        from app.core.grading.lists import LISTS

        project = self.session.project
        if project is None:
            return
        self.buttons[self.name].setChecked(True)
        self.items = LISTS[self.name](project)
        groups = len({item.group for item in self.items})
        self.said.setText(tr("{count} in this list", count=f"{groups:,}"))
        self.empty.words.setText(tr(WORDS[self.name][1]))
        rows = ListedRows(project, len(self.items), self._ends, self._words, names=self.name != "disagreements")
        self._pairs.show_records(rows)
        self.show_table()

    def _ends(self, rows: range) -> list[tuple[int, int]]:
        return [(self.items[row].left, self.items[row].right) for row in rows]

    def _words(self, row: int) -> tuple[float | None, str]:
        item = self.items[row]
        said = ", ".join(tr(words) for words in item.words)
        number = tr("No. {number}: {said}.", number=item.group + 1, said=said)
        return None, tr("{grade}. {number}", grade=item.grade, number=number) if item.grade else number
