"""The navigation rail: the six pages in the order of the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.actions import PAGES, spec
from app.gui.keys import name_of, shown
from app.gui.texts import tr


class Rail(QFrame):
    """Six buttons, one of them checked. chosen(str): the person wants this page."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 12, 8, 12)
        rows.setSpacing(6)
        group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for page in PAGES:
            action = spec(f"page_{page}")
            button = QToolButton()
            button.setText(name_of(action))
            button.setCheckable(True)
            button.setAccessibleName(button.text())
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(22, 22))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the page
            button.clicked.connect(lambda _checked, name=page: self.chosen.emit(name))
            group.addButton(button)
            rows.addWidget(button)
            self.buttons[page] = button
        rows.addStretch(1)
        self.take_keys()
        self._fit()

    def take_keys(self) -> None:
        """Say which keys the pages have now."""
        for page, button in self.buttons.items():
            action = spec(f"page_{page}")
            button.setToolTip(f"{tr(action.help)} ({shown(action)})")

    def show_page(self, page: str) -> None:
        """Check the button of `page`."""
        self.buttons[page].setChecked(True)
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons when the colours or the font changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._paint()
            self._fit()

    def _fit(self) -> None:
        widest = max(self.fontMetrics().horizontalAdvance(button.text()) for button in self.buttons.values())
        for button in self.buttons.values():
            button.setFixedSize(max(78, widest + 14), max(62, self.fontMetrics().height() + 44))

    def _paint(self) -> None:
        colours = theme.colours()
        for page, button in self.buttons.items():
            button.setIcon(theme.icon(page, colours.accent if button.isChecked() else colours.muted))
