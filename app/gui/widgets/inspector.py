"""Inspector: why these two, what differs, the history of the pair, its relations; never more than may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.gui.pair_facts import Difference
from app.gui.texts import tr
from app.gui.widgets.cards import paragraph, text

MOST_FIELDS = 7
BREAK = "\u200b"  # where a long name may be broken


@dataclass(frozen=True)
class PairFacts:
    """What the inspector shows of one pair; empty parts are left out. `same` stands where nothing differs."""

    why: Sequence[str] = ()
    differences: Sequence[Difference] = ()
    same: str = ""
    history: Sequence[str] = ()
    relations: Sequence[str] = ()
    tags: Sequence[str] = ()
    note: str = ""
    remarks: Sequence[str] = field(default_factory=tuple)


class Inspector(QScrollArea):
    """A quiet column of short sections, each hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("About this pair"))
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(3)
        self.why = self._section(tr("Why these two"))
        self._grid_heading, self._grid, self._cells = self._differences()
        self.remarks = paragraph("", "muted")
        self.remarks.setContentsMargins(0, 7, 0, 0)
        self._rows.addWidget(self.remarks)
        self.history = self._section(tr("This pair before"))
        self.relations = self._section(tr("Relations"))
        self.tags = self._section(tr("Tags"))
        self.note = self._section(tr("Note"))
        self._rows.addStretch(1)
        self.setWidget(inner)

    def _section(self, heading: str) -> QLabel:
        """A heading with a paragraph below; both are hidden by an empty text."""
        head, body = _heading(heading), paragraph("", "")
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.setBuddy(body)
        self._rows.addWidget(head)
        self._rows.addWidget(body)
        body.setProperty("heading", head)
        return body

    def _differences(self) -> tuple[QLabel, QWidget, list[tuple[QLabel, QLabel, QLabel]]]:
        head, holder = _heading(tr("What differs")), QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        cells = []
        for row in range(MOST_FIELDS):
            name, left, right = text("", "small"), paragraph("", ""), paragraph("", "")
            name.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(name, 2 * row, 0, 1, 2)
            grid.addWidget(left, 2 * row + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(right, 2 * row + 1, 1, Qt.AlignmentFlag.AlignTop)
            cells.append((name, left, right))
        self._rows.addWidget(head)
        self._rows.addWidget(holder)
        return head, holder, cells

    def show_facts(self, facts: PairFacts) -> None:
        """Show these facts and nothing else."""
        self._say(self.why, facts.why)
        self._say(self.history, facts.history)
        self._say(self.relations, facts.relations)
        self._say(self.tags, [", ".join(facts.tags)] if facts.tags else ())
        self._say(self.note, [facts.note] if facts.note else ())
        rows = list(facts.differences) or ([Difference(facts.same, "", "")] if facts.same else [])
        for labels, row in zip(self._cells, [*rows, *[None] * MOST_FIELDS], strict=False):
            for label, words in zip(labels, (row.name, row.left, row.right) if row else ("", "", ""), strict=True):
                label.setText(breakable(words))
                label.setVisible(bool(words))
        self._grid.setVisible(bool(rows))
        self._grid_heading.setVisible(bool(rows))
        self.remarks.setText("\n".join(facts.remarks))
        self.remarks.setVisible(bool(facts.remarks))

    def _say(self, body: QLabel, lines: Sequence[str]) -> None:
        body.setText("\n".join(breakable(line) for line in lines))
        body.setVisible(bool(lines))
        body.property("heading").setVisible(bool(lines))


def _heading(words: str) -> QLabel:
    label = text(words, "small")
    label.setContentsMargins(0, 13, 0, 1)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def breakable(words: str) -> str:
    """The same text, with places where a long file name may be broken instead of cut off."""
    for sign in "/_-.":
        words = words.replace(sign, sign + BREAK)
    return words
