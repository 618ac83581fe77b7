"""Pausing: the pair is put away, the clock stands and nothing is graded until a key says that somebody is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.texts import tr
from app.gui.widgets.cards import paragraph, text

if TYPE_CHECKING:
    from app.gui.pages.review import ReviewPage

# Pressed on the way to another window, or by an elbow: nobody means them.
_ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
          Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock)  # fmt: skip


class PausePanel(QWidget):
    """A plain panel that takes every key for itself. woken(): a key or a click."""

    woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        heading = text(tr("Paused – any key goes on"), "heading")
        words = paragraph(tr("The clock stands, and no key grades a pair."))
        rows = QVBoxLayout(self)
        rows.addStretch(1)
        for label in (heading, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            rows.addWidget(label)
        rows.addStretch(1)
        self.setAccessibleName(heading.text())
        self.setAccessibleDescription(words.text())

    def event(self, event: QEvent) -> bool:
        """No shortcut of the window may act on what is hidden."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is a key like any other here."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if not event.isAutoRepeat() and event.key() not in _ALONE:  # the key that paused may still be held
            self.woken.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.woken.emit()


class Pausing(QObject):
    """Puts the panel over the whole review page; `on` while it is there."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._page = page
        self._before: QWidget = page.frame.empty  # what the frame showed, or would show by now
        self.on = False
        self.panel = PausePanel()
        self.panel.woken.connect(self.end)
        # Whoever shows a pair gives it the keys right after that: they are taken back when all of it is done.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._take_keys)
        page.frame.addWidget(self.panel)
        page.frame.currentChanged.connect(self._changed)
        page.session.opened.connect(self.end)

    def begin(self) -> None:
        """Hide what is shown and stop the clock."""
        if self.on:
            return
        page = self._page
        page.attention.pause()
        self._before = page.frame.currentWidget()
        self.on = True
        self._cover()
        page.session.state_changed.emit()

    def end(self) -> None:
        """Show what was there, or has come meanwhile."""
        if not self.on:
            return
        self.on = False
        page = self._page
        page.setFocusProxy(page.canvas)
        page.frame.setCurrentWidget(self._before)  # which gives the focus back as well
        page.attention.go_on()
        page.session.state_changed.emit()

    def _cover(self) -> None:
        self._page.frame.setCurrentWidget(self.panel)
        self._page.setFocusProxy(self.panel)  # whoever comes back from another page can go on by a key at once
        self._take_keys()
        self._soon.start()

    def _take_keys(self) -> None:
        if self.on:
            self.panel.setFocus()

    def _changed(self, _index: int) -> None:
        """A job may have brought another pair, or the end: it waits behind the panel."""
        now = self._page.frame.currentWidget()
        if self.on and now is not self.panel:
            self._before = now
            self._cover()
