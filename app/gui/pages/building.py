"""Building the pages: each when it is first asked for, the others one after the other once the window is painted.

What a page is made of is imported with it, so that the first page does not wait for the arrays of the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.gui.actions import PAGES
from app.gui.session import Session

PAUSE_MS = 30  # between two pages: what a person does comes first


class Pages(Mapping[str, QWidget]):
    """The pages of a project by name; asking for one builds it. `built` is called with every page that was."""

    def __init__(self, session: Session, window: QWidget, built: Callable[[QWidget], None]) -> None:
        self._session, self._built = session, built
        self.made: dict[str, QWidget] = {}
        self._pause = QTimer(window, interval=PAUSE_MS)
        self._pause.timeout.connect(self._build_next)
        FirstPaint(window).painted.connect(self._pause.start)

    def __getitem__(self, name: str) -> QWidget:
        if name not in self.made:
            page = _BUILDERS[name](self._session)
            self.made[name] = page
            self._built(page)
        return self.made[name]

    def __contains__(self, name: object) -> bool:
        return name in PAGES

    def __iter__(self) -> Iterator[str]:
        return iter(PAGES)

    def __len__(self) -> int:
        return len(PAGES)

    def stop(self) -> None:
        """Build nothing more by itself: the window closes."""
        self._pause.stop()

    def _build_next(self) -> None:
        missing = [name for name in PAGES if name not in self.made]
        if missing:
            self[missing[0]].ensurePolished()
        if len(missing) < 2:
            self.stop()


class FirstPaint(QObject):
    """painted(): the window is being painted for the first time."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self.painted.emit()
        return False


def _collection(session: Session) -> QWidget:
    from app.gui.pages.collection import CollectionPage

    return CollectionPage(session)


def _mine(session: Session) -> QWidget:
    from app.gui.pages.mine import MinePage

    return MinePage(session)


def _review(session: Session) -> QWidget:
    from app.gui.pages.review import ReviewPage

    return ReviewPage(session)


def _train(session: Session) -> QWidget:
    from app.gui.pages.train import TrainPage

    return TrainPage(session)


def _evaluate(session: Session) -> QWidget:
    from app.gui.pages.evaluate import EvaluatePage

    return EvaluatePage(session)


def _export(session: Session) -> QWidget:
    from app.gui.pages.export import ExportPage

    return ExportPage(session)


_BUILDERS: Mapping[str, Callable[[Session], QWidget]] = {
    "collection": _collection,
    "mine": _mine,
    "review": _review,
    "train": _train,
    "evaluate": _evaluate,
    "export": _export,
}
