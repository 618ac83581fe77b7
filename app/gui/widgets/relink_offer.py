"""RelinkOffer: a button over the pictures, there while the file of one of them is gone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.gui.texts import tr

ABOVE = 64  # from the lower edge: the banner that says what is wrong lies below


class RelinkOffer(QPushButton):
    """wanted(str): the person wants to say where this folder of the collection is now."""

    wanted = Signal(str)

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(tr("Relink folder…"), canvas)
        self.folder = ""
        self.setProperty("kind", "primary")
        self.setAccessibleName(tr("Relink folder"))
        self.setToolTip(tr("A file is gone. Say where its folder is now; grades stay."))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _checked=False: self.wanted.emit(self.folder))
        canvas.installEventFilter(self)
        self.hide()

    def offer(self, folder: str | None) -> None:
        """Stand over the pictures for this folder; None: away."""
        self.folder = folder or ""
        self._place()
        if folder is None and self.hasFocus():
            self.parentWidget().setFocus()
        self.setVisible(folder is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        canvas = self.parentWidget()
        self.adjustSize()
        self.move((canvas.width() - self.width()) // 2, max(0, canvas.height() - ABOVE - self.height()))
