"""The panels of the review page: lists, proposals, candidates and history take the place of the pair for a while."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.gui.daily_goal import DailyGoal
from app.gui.open_pair import open_listed, open_pair
from app.gui.pausing import Pausing
from app.gui.side_column import SideColumn
from app.gui.texts import tr
from app.gui.widgets import ask
from app.gui.widgets.degree_editor import DegreeEditor
from app.gui.widgets.line_editor import parse_tags
from app.gui.widgets.review_panel import ReviewPanel

if TYPE_CHECKING:
    from app.gui.pages.review import ReviewPage
    from app.gui.widgets.candidates_panel import CandidatesPanel
    from app.gui.widgets.history_panel import HistoryPanel
    from app.gui.widgets.lists_panel import ListsPanel
    from app.gui.widgets.proposals_panel import ProposalsPanel


USES_DEGREES = "review.degrees"  # the project's own value


class ReviewPanels(QObject):
    """Makes a panel when it is first asked for; a second press of its key goes back to the pair."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._page = page
        self._made: dict[str, ReviewPanel] = {}
        self._tags: list[str] | None = None
        page.frame.editor.accepted.connect(self._written)
        self.degrees = DegreeEditor()
        page.frame.bottom.addWidget(self.degrees)
        self.degrees.accepted.connect(lambda degree: page.frame.editor.accepted.emit("degree", str(degree)))
        self.degrees.left.connect(page.frame.end_edit)
        self.pausing, self.goal, self.column = Pausing(page), DailyGoal(page), SideColumn(page)
        page.session.opened.connect(self._forget)
        page.frame.relink.wanted.connect(self.relink)

    def toggle(self, name: str) -> None:
        """Show the panel called `name`, or the pair again when it is in sight."""
        self.pausing.end()
        panel = self._made.get(name)
        if panel is not None and panel.isVisible():
            self.leave()
            return
        if panel is None:
            panel = self._made[name] = _MAKERS[name](self)
            panel.closed.connect(self.leave)
            self._page.frame.main.addWidget(panel)
        self._page.practising.leave()
        self._page.around.leave()
        self._page.frame.setCurrentIndex(1)
        self._page.frame.main.setCurrentWidget(panel)
        panel.look_now()
        if not panel.isAncestorOf(panel.window().focusWidget() or self._page):
            panel.back.setFocus()
        self._page.session.state_changed.emit()

    def leave(self) -> None:
        """The pair, or whatever was there before, is shown again."""
        page = self._page
        if page.work is None:
            page.frame.show_empty()
        elif page.current is None:
            page.frame.show_done()
        else:
            page.go(page.current.position)

    def offer_tags(self) -> None:
        """Let the line editor offer the tags of this project, read once and then kept up with what is written."""
        project, editor = self._page.session.project, self._page.frame.editor
        if self._tags is None and project is not None:
            from app.core.store.label_facts import tags

            self._tags = tags(project.db)
        editor.know(self._tags or ())

    def _written(self, purpose: str, line: str) -> None:
        if purpose == "tags" and self._tags is not None:
            self._tags = list(dict.fromkeys((*self._tags, *parse_tags(line))))

    def degree(self) -> None:
        """Set the degree of the pair on the screen, where the project uses degrees."""
        page, project = self._page, self._page.session.project
        if project is None or page.work is None or page.work.pair is None or not page.frame.shows_pair:
            return
        if not project.get(USES_DEGREES, False):
            page.session.note.emit(tr("This project uses no degrees; the menu Review turns them on."))
            return
        page.frame.bottom.setCurrentWidget(self.degrees)
        self.degrees.open(page.work.drafts.begun(page.work.pair, page.work.label))

    def use_degrees(self) -> None:
        """Turn degrees on or off for the project."""
        project = self._page.session.project
        if project is not None:
            used = not project.get(USES_DEGREES, False)
            project.set(USES_DEGREES, used)
            said = tr("Degrees are on: D sets how much a pair is the same.") if used else tr("Degrees are off.")
            self._page.session.note.emit(said)

    def relink(self, folder: str) -> None:
        """Ask where a folder of the collection is now, and have its files found there; the pair comes again then."""
        session = self._page.session
        if session.runner.busy:
            session.note.emit(tr("Wait for the running job, or cancel it."))
            return

        def find(path: Path) -> None:
            session.start("relink", tr("Finding {folder}", folder=Path(folder).name), old=folder, new=str(path))

        ask.folder(self._page, tr("Where is {folder} now?", folder=folder), find)

    def close(self) -> None:
        """End the reading threads of all panels."""
        for panel in self._made.values():
            panel.shut_down()

    def _forget(self) -> None:
        """Another project is open: the pictures of the one before have the same numbers."""
        self._tags = None
        for panel in self._made.values():
            panel.forget()

    # -- each panel ----------------------------------------------------------------------------------------------

    def lists(self) -> ListsPanel:
        """Pairs to look at again."""
        from app.gui.widgets.lists_panel import ListsPanel

        panel = ListsPanel(self._page.session)

        def show(row: int) -> None:
            item = panel.items[row]
            open_listed(self._page, panel.name, panel.items, item.left, item.right)

        panel.opened.connect(show)
        return panel

    def proposals(self) -> ProposalsPanel:
        """What rules would grade."""
        from app.gui.widgets.proposals_panel import ProposalsPanel

        panel = ProposalsPanel(self._page.session)
        panel.opened.connect(lambda _row: panel.toggle())
        return panel

    def candidates(self) -> CandidatesPanel:
        """Every candidate of the round."""
        from app.gui.widgets.candidates_panel import CandidatesPanel

        panel = CandidatesPanel(self._page.session)
        panel.opened.connect(lambda row: open_pair(self._page, *panel.ends(row)))
        return panel

    def history(self) -> HistoryPanel:
        """Everything this person did."""
        from app.gui.history import steps_of
        from app.gui.widgets.history_panel import HistoryPanel

        page = self._page
        panel = HistoryPanel(page.session)
        panel.looked.connect(lambda: panel.show_steps(steps_of(page)))
        panel.opened.connect(lambda row: self._jump(panel, row))
        return panel

    def _jump(self, panel: HistoryPanel, row: int) -> None:
        from app.gui.history import jump

        said = jump(self._page, panel.table.records.records[row].step)
        self._page.session.note.emit(said)
        if panel.isVisible():
            panel.look()


_MAKERS: dict[str, Callable[[ReviewPanels], ReviewPanel]] = {
    "lists": ReviewPanels.lists,
    "proposals": ReviewPanels.proposals,
    "candidates": ReviewPanels.candidates,
    "history": ReviewPanels.history,
}


class PanelHandlers:
    """Handlers of the actions that show a panel; the page brings the panels."""

    panels: ReviewPanels

    def on_lists(self) -> None:
        self.panels.toggle("lists")

    def on_proposals(self) -> None:
        self.panels.toggle("proposals")

    def on_candidates(self) -> None:
        self.panels.toggle("candidates")

    def on_history(self) -> None:
        self.panels.toggle("history")

    def on_degree(self) -> None:
        self.panels.degree()

    def on_use_degrees(self) -> None:
        self.panels.use_degrees()

    def on_pause(self) -> None:
        self.panels.pausing.begin()

    def on_side_column(self) -> None:
        self.panels.column.toggle()

    def on_daily_goal(self) -> None:
        self.panels.goal.ask()
