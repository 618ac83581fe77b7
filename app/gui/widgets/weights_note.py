"""WeightsNote: what has to be fetched before the chosen backbone can be used, and the button that fetches it."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.gui.texts import tr
from app.gui.widgets.cards import paragraph


class WeightsNote(QWidget):
    """Hidden while nothing is missing. Nothing is fetched before `fetch` is clicked."""

    def __init__(self, fetch: QPushButton) -> None:
        super().__init__()
        self.backbone = ""
        self.fetch = fetch
        self.words = paragraph("", "small")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.words)
        rows.addWidget(fetch, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_for(self, backbone: str) -> None:
        """Say what is missing for this backbone, if anything is."""
        from app.core.embedding.download import offer

        self.backbone = backbone
        found = offer(backbone)
        if found is not None:
            self.words.setText(
                tr(
                    "{backbone} is not on this computer yet: {megabytes} MB from {hostname} ({licence}), kept in "
                    "{folder}. It is fetched only when you press the button.",
                    backbone=backbone,
                    megabytes=found.megabytes,
                    hostname=urlsplit(found.url).hostname,
                    licence=found.licence,
                    folder=found.folder,
                )
            )
            self.words.setToolTip(found.url)
            self.fetch.setText(tr("Fetch {megabytes} MB", megabytes=found.megabytes))
        self.setVisible(found is not None)
