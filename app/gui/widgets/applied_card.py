"""AppliedCard: what a threshold made of the whole collection: pairs, groups, hubs, and the files they are in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.gui.outcomes import count
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Card, button, paragraph
from app.gui.widgets.records_table import Column
from app.gui.widgets.table_place import TablePlace

SEEN = 5  # hubs seen without scrolling
HUBS = mark("Hubs: images in ten pairs or more are often blank pages, logos or placeholders.")


class AppliedCard(Card):
    """Hidden until a threshold was applied."""

    def __init__(self) -> None:
        super().__init__(tr("Applied threshold"))
        self.files: list[Path] = []
        self.link = button(tr("Open the pairs"), "link", lambda: self._open(0))
        self.group_link = button(tr("Open the groups"), "link", lambda: self._open(1))
        self.tools.addWidget(self.link)
        self.tools.addWidget(self.group_link)
        self.words = paragraph("", "")
        self.known = paragraph("", "small")
        self.about_hubs = paragraph(tr(HUBS), "small")
        self.hubs = TablePlace(tr("Hubs"))
        for widget in (self.words, self.known, self.about_hubs):
            self.rows.addWidget(widget)
        self.rows.addLayout(self.hubs)
        self.hide()

    def show_result(self, result: Mapping[str, Any]) -> None:
        """What `apply` returned."""
        self.files = [Path(result[name]) for name in ("out", "groups_out") if result.get(name)]
        self.words.setText(
            tr(
                "{pairs}, {groups} of {images} by {linkage} linkage, the largest of {largest}. Written to {path}.",
                pairs=count(result["matches"], "matching pair"), groups=count(result["groups"], "group"),
                images=count(result["grouped_images"], "image"), linkage=tr(result["linkage"]),
                largest=f"{result['largest_group']:,}", path=result["out"],
            )
        )  # fmt: skip
        self.known.setText(" ".join(_rests_on(result)))
        hubs = result["hubs"]
        self.about_hubs.setVisible(bool(hubs))
        self.hubs.show_records(
            (Column(tr("Image"), lambda row: row["path"], wide=True),
             Column(tr("Pairs"), lambda row: f"{row['pairs']:,}", number=True)), hubs)  # fmt: skip
        if self.hubs.table is not None:
            self.hubs.table.fit(min(SEEN, len(hubs)))
        self.show()

    def _open(self, place: int) -> None:
        if place < len(self.files):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.files[place])))


def _rests_on(result: Mapping[str, Any]) -> list[str]:
    said = [tr("Pairs at most {distance:.4f} apart under {embedder}, {cut} cut.", distance=result["distance"],
               embedder=result["embedder"], cut=tr(result["cut"]))]  # fmt: skip
    if result.get("precision"):
        value, low, high = result["precision"]
        said.append(tr("Precision {value:.3f} ({low:.3f}–{high:.3f}) on pairs that did not choose it.",
                       value=value, low=low, high=high))  # fmt: skip
    if result.get("false_alarms"):
        value, low, high = result["false_alarms"]
        said.append(tr("False alarms expected in the collection: {value:,.0f} ({low:,.0f}–{high:,.0f}).",
                       value=value, low=low, high=high))  # fmt: skip
    if result["refused_by_people"]:
        said.append(tr("{pairs} that close were graded as no match and are left out.",
                       pairs=count(result["refused_by_people"], "pair")))  # fmt: skip
    return said
