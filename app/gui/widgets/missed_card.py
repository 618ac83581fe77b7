"""MissedCard: how many near-duplicates are still missed, or why that cannot be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, paragraph

if TYPE_CHECKING:
    from app.core.store.project import Project
    from app.gui.session import Session

BASIS = mark(
    "Capture and recapture: two miners that look at different things, what each of them and what both found. "
    "Give every miner's candidates a share of the batches."
)


class MissedCard(Card):
    """One sentence for ND and one for ND with near-ND."""

    def __init__(self) -> None:
        super().__init__(tr("Missed duplicates"))
        self.lines = {cut: paragraph("") for cut in ("strict", "lenient")}
        for line in self.lines.values():
            self.rows.addWidget(line)
        self.rows.addWidget(paragraph(tr(BASIS), "small"))

    def show_project(self, project: Project | None) -> None:
        """Estimate anew from the round's candidates and the grades given since."""
        found = sentences(project)
        for cut, line in self.lines.items():
            line.setText(found.get(cut, ""))


class MissedHint(QObject):
    """Says the same when the pointer rests on `widget`; nothing is counted before that."""

    def __init__(self, widget: QWidget, session: Session) -> None:
        super().__init__(widget)
        self._session = session
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._session.project is not None:
            QToolTip.showText(event.globalPos(), "\n".join(sentences(self._session.project).values()))
            return True
        return super().eventFilter(watched, event)


def sentences(project: Project | None) -> dict[str, str]:
    """The sentence of each cut."""
    if project is None:
        return {}
    from app.core.benchmark.recapture import missed

    return {
        cut: tr("Missed {grades} pairs: –  ({reason})", grades=tr(found["grades"]), reason=tr(found["reason"]))
        if found["reason"]
        else tr(found["words"])
        for cut, found in missed(project).items()
    }
