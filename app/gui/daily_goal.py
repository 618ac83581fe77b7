"""The daily goal: how many pairs a person wants to answer a day; kept on this computer, not in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.gui.texts import tr
from app.gui.widgets.goal_dialog import GoalDialog

if TYPE_CHECKING:
    from app.gui.pages.review import ReviewPage


class DailyGoal(QObject):
    """Asks for the goal, remembers it, and has the counters of the page show it."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._page = page
        page.frame.panel.show_goal(self.goal)

    @property
    def goal(self) -> int:
        """Pairs a day, 0 without a goal."""
        memory = self._page.session.memory
        return memory.daily_goal if memory is not None else 0

    def ask(self) -> None:
        """Open the dialog."""
        dialog = GoalDialog(self.goal, self._page)
        dialog.chosen.connect(self._take)
        dialog.open()

    def _take(self, goal: int) -> None:
        session = self._page.session
        if session.memory is not None:
            session.memory.daily_goal = goal
        self._page.frame.panel.show_goal(goal)
        said = tr("The goal is {goal:,} pairs a day.", goal=goal) if goal else tr("There is no daily goal.")
        session.note.emit(said)
