"""FocusRing: a line around a widget that has come by the focus with Tab, for widgets that no style sheet frames."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.gui import theme

WIDTH = 2
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class FocusRing(QWidget):
    """Lies over `around`, lets the mouse through, and is hidden while a click or the program gave the focus."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._by_keys = False
        self.hide()
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus and the size of what it lies over."""
        if isinstance(event, QFocusEvent):
            if event.gotFocus() and event.reason() not in _BACK:  # back from a menu it is as it was
                self._by_keys = event.reason() in _BY_KEYS
            self.setVisible(event.gotFocus() and self._by_keys)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FocusIn):
            self.setGeometry(self.parentWidget().rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing but the line."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.colours().accent), WIDTH))
        painter.drawRect(QRectF(self.rect()).adjusted(WIDTH / 2, WIDTH / 2, -WIDTH / 2, -WIDTH / 2))
        painter.end()
