"""The side column: put away it leaves its place to the pictures; kept on this computer, not in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.gui.texts import tr

if TYPE_CHECKING:
    from app.gui.pages.review import ReviewPage


class SideColumn(QObject):
    """Shows the column beside the pictures, or puts it away; as it was left the next time."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._page = page
        memory = page.session.memory
        page.frame.side_wanted = memory is None or memory.side_column

    def toggle(self) -> None:
        """The other of the two; in a window that is too narrow for it, that is said."""
        frame, session = self._page.frame, self._page.session
        had_focus = frame.side.isAncestorOf(frame.window().focusWidget() or frame)
        frame.side_wanted = not frame.side_wanted
        frame.make_room(frame.width())
        if session.memory is not None:
            session.memory.side_column = frame.side_wanted
        if had_focus:
            self._page.setFocus()
        if frame.side_wanted and not frame.wide and frame.side.isHidden():
            session.note.emit(tr("The side column needs a wider window."))
