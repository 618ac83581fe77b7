"""DegreeEditor: how much the two pictures are the same, from 0 (different) to 1 (the same picture), by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.gui.texts import tr
from app.gui.widgets.cards import text

STEPS, STEP = 100, 5


class _Slider(QSlider):
    """Digits set tenths; they belong to the slider while it has the focus and grade nothing."""

    accepted = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.text().isdigit():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().isdigit():
            self.setValue(int(event.text()) * STEPS // 10)
        else:
            super().keyPressEvent(event)
            event.accept()  # no other key means anything to the page now

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()


class DegreeEditor(QWidget):
    """accepted(degree in [0, 1]): Enter was pressed. left(): it was closed."""

    accepted = Signal(float)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._open = False
        self._value = text("", "heading")
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(2 * STEP)
        self.slider.setAccessibleName(tr("Degree"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self._value)
        row.addWidget(text(tr("different"), "small"))
        row.addWidget(self.slider, 1)
        row.addWidget(text(tr("the same picture"), "small"))
        row.addWidget(text(tr("Arrows or digits, Enter keeps it, Esc leaves"), "small"))
        self.slider.valueChanged.connect(self._show)
        self.slider.accepted.connect(self._accept)
        self.slider.left.connect(self._leave)

    def open(self, degree: float) -> None:
        """Take the focus to set a degree, beginning at this one."""
        self._open = True
        self.slider.setValue(round(degree * STEPS))
        self._show()
        self.slider.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        self._value.setText(tr("Degree {degree}", degree=f"{self.slider.value() / STEPS:.2f}"))

    def _accept(self) -> None:
        if self._open:
            self._open = False
            self.accepted.emit(self.slider.value() / STEPS)
            self.left.emit()

    def _leave(self) -> None:
        if self._open:
            self._open = False
            self.left.emit()
