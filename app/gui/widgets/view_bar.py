"""ViewBar: which view the canvas is in, its share (swipe, overlay), its zoom, and how the right picture is turned."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSlider, QToolButton, QWidget

from app.gui import theme
from app.gui.actions import spec
from app.gui.keys import shown
from app.gui.texts import mark, tr
from app.gui.widgets.cards import text
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.view import View

NAMES = {
    View.SIDE: mark("Side by side"),
    View.BLINK: mark("Blink"),
    View.SWIPE: mark("Swipe"),
    View.OVERLAY: mark("Overlay"),
    View.DIFFERENCE: mark("Difference"),
    View.MATCHES: mark("Matches"),
}
HINTS = {
    View.SIDE: "",
    View.BLINK: mark("Space: the other picture"),
    View.SWIPE: mark("Mouse, comma and full stop move the line"),
    View.OVERLAY: mark("Comma and full stop: less, more of the right"),
    View.DIFFERENCE: mark("The right picture laid over the left; changed parts are outlined"),
    View.MATCHES: mark("Lines join the parts that both show"),
}
BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
OTHERS = 240  # pixels of the slider, the zoom and the space between
SHARES = {View.SWIPE: mark("Place of the swipe line"), View.OVERLAY: mark("Opacity of the right picture")}


class ViewBar(QWidget):
    """Shows the state of a canvas and changes it; every change goes through the canvas."""

    def __init__(self, canvas: PairCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._group = QButtonGroup(self)
        self.buttons = {view: self._button(view) for view in View}
        self.share = QSlider(Qt.Orientation.Horizontal)
        self.share.setRange(0, 100)
        self.share.setFixedWidth(130)
        self.share.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.share.valueChanged.connect(lambda value: canvas.set_share(value / 100))
        self._hint, self._turned, self._zoom = text("", "small"), text("", "small"), text("", "small")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(2)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addSpacing(10)
        row.addWidget(self.share)
        row.addSpacing(10)
        row.addWidget(self._hint)
        row.addStretch(1)
        row.addWidget(self._turned)
        row.addSpacing(14)
        row.addWidget(self._zoom)
        canvas.view_changed.connect(self._refresh)
        self.take_keys()
        self._refresh()

    def _button(self, view: View) -> QToolButton:
        button = QToolButton()
        button.setText(tr(NAMES[view]))
        button.setAccessibleName(tr(NAMES[view]))
        button.setCheckable(True)
        button.setIconSize(QSize(18, 18))
        button.setProperty("kind", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: self._canvas.set_view(view))
        self._group.addButton(button)
        return button

    def take_keys(self) -> None:
        """Say which keys the views have now."""
        for view, button in self.buttons.items():
            button.setToolTip(
                tr("{view} ({key}; {next}: the next view)", view=tr(NAMES[view]), key=shown(spec(f"view_{view}")),
                   next=shown(spec("next_view")))
            )  # fmt: skip

    def _refresh(self) -> None:
        canvas, view = self._canvas, self._canvas.view
        self.buttons[view].setChecked(True)
        self._paint()
        canvas.setAccessibleDescription(tr(NAMES[view]))
        self._hint.setText(tr(HINTS[view]))
        self.share.setVisible(view in SHARES)
        if view in SHARES:
            self.share.setAccessibleName(tr(SHARES[view]))
            with QSignalBlocker(self.share):
                self.share.setValue(round(canvas.share[view] * 100))
        turned = canvas.right.turn_text if canvas.right else ""
        self._turned.setText(tr("Right: shown {turned}", turned=tr(turned)) if turned else "")
        self._zoom.setText(self._zoom_words())
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons when the colours changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._paint()

    def _paint(self) -> None:
        colours = theme.colours()
        for view, button in self.buttons.items():
            button.setIcon(theme.icon(f"view_{view}", colours.accent if button.isChecked() else colours.muted))

    def _make_room(self) -> None:
        """A hint that would be cut off is left out; before that the icons are, in every view or in none."""
        hints = max(self.fontMetrics().horizontalAdvance(tr(hint)) for hint in HINTS.values())
        roomy = self.width() >= sum(map(self._width_of, self.buttons.values())) + hints + OTHERS
        for button in self.buttons.values():
            button.setToolButtonStyle(BESIDE if roomy else Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._hint.show()
        self._hint.setVisible(self._row.minimumSize().width() <= self.width())

    def _width_of(self, button: QToolButton) -> int:
        return self.fontMetrics().horizontalAdvance(button.text()) + 18 + 36  # the icon, and what the sheet pads it by

    def _zoom_words(self) -> str:
        canvas = self._canvas
        if canvas.left is None or canvas.right is None:
            return ""
        if canvas.transform.zoom == 1.0:
            return tr("Fit")
        left, right = (round(100 * scale) for scale in canvas.scales_of(canvas.left.size, canvas.right.size))
        return f"{left} %" if left == right else f"{left} % | {right} %"
