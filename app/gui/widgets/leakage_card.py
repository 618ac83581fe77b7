"""LeakageCard: how many images of one part match another part, and which: every pair with both paths, to be opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.core.reading.picture_file import PictureFile
from app.gui.outcomes import count
from app.gui.texts import tr
from app.gui.widgets.cards import Card, button, paragraph
from app.gui.widgets.pair_table import PairRow, PairTable

if TYPE_CHECKING:
    from app.core.records import Image
    from app.core.store.project import Project

SEEN = 5  # pairs seen without scrolling


class LeakageCard(Card):
    """Hidden until two parts were compared.

    opened(int, int): the person wants to see this pair of images. save_wanted(): the list is wanted as a file.
    """

    opened = Signal(int, int)
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Leakage"))
        self.asked: dict[str, str] = {}  # parts, target and cut of what is shown
        self.save = button(tr("Save the list…"), "", self.save_wanted.emit)
        self.look = button(tr("Open the pair"), "", self._open)
        self.tools.addWidget(self.look)
        self.tools.addWidget(self.save)
        self.words = paragraph("", "")
        self.known = paragraph("", "small")
        self.table = PairTable(tr("Leaked images"), (tr("In the second part"), tr("In the first part"), tr("Files")))
        self.more = paragraph("", "small")
        for widget in (self.words, self.known, self.table, self.more):
            self.rows.addWidget(widget)
        self.table.activated.connect(lambda _index: self._open())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.hide()

    def show_result(self, project: Project, result: Mapping[str, Any], parts: Mapping[str, str]) -> None:
        """What `leakage` returned; `parts` are the words for its parts."""
        first, second = (parts.get(part, part) for part in result["between"])
        self.words.setText(
            tr(
                "{leaked} of {images} of “{second}” match one of the {others} of “{first}”: {share:.2%} "
                "({low:.2%}–{high:.2%}).",
                leaked=f"{result['leaked']:,}", images=count(result["images"][1], "image"), second=second,
                others=count(result["images"][0], "image"), first=first,
                share=result["share"][0], low=result["share"][1], high=result["share"][2],
            )
        )  # fmt: skip
        self.known.setText(" ".join(_rests_on(result)))
        self.table.pictures.forget()
        images = project.images.by_ids({end for row in result["pairs"] for end in row["ids"]})
        self.table.show_records([_row(project, row, images) for row in result["pairs"]])
        self.table.fit(min(SEEN, len(result["pairs"])))
        self.table.setVisible(bool(result["pairs"]))
        told = tr("The closest {listed:,} are listed; the file holds all of them.", listed=len(result["pairs"]))
        self.more.setText(told)
        self.more.setVisible(len(result["pairs"]) < result["leaked"])
        self.save.setVisible(bool(result["leaked"]))
        self.look.setVisible(bool(result["leaked"]))
        self.table.selectRow(0)
        self._chosen()
        self.show()

    def forget(self) -> None:
        """Another project is open."""
        self.table.show_records(())
        self.table.pictures.forget()
        self.hide()

    def shut_down(self) -> None:
        """End the reading thread of the thumbnails."""
        self.table.shut_down()

    def _ends(self) -> tuple[int, int] | None:
        """The two images of the chosen row; None where they are one."""
        row: PairRow | None = self.table.chosen()
        if row is None or row.files[1] is None or row.files[0].id == row.files[1].id:
            return None
        return min(row.files[0].id, row.files[1].id), max(row.files[0].id, row.files[1].id)

    def _chosen(self) -> None:
        self.look.setEnabled(self._ends() is not None)

    def _open(self) -> None:
        if (ends := self._ends()) is not None:
            self.opened.emit(*ends)


def _rests_on(result: Mapping[str, Any]) -> list[str]:
    said = [tr("Pairs at most {distance:.4f} apart under {embedder}, {cut} cut.", distance=result["distance"],
               embedder=result["embedder"], cut=tr(result["cut"]))]  # fmt: skip
    if result["same_content"]:
        said.append(tr("{files} in both parts.", files=count(result["same_content"], "file")))
    if result["estimate"]:
        value, low, high = result["estimate"]
        said.append(
            tr("Less what is found by chance, with what the threshold misses: {value:,.0f} ({low:,.0f}–{high:,.0f}).",
               value=value, low=low, high=high)
        )  # fmt: skip
    else:
        said.append(tr("How many are missed or found by chance is not known of this threshold."))
    return said


def _row(project: Project, row: Mapping[str, Any], images: Mapping[int, Image]) -> PairRow:
    one, other = (PictureFile.listed(images[end], project.folder("thumbs")) for end in row["ids"])
    same = one.id == other.id
    words = tr("{image} is the very same file as {match}.", image=row["image"], match=row["match"]) if same else (
        tr("{image} matches {match}.", image=row["image"], match=row["match"]))  # fmt: skip
    return PairRow((row["image"], row["match"]), (one, other), row["distance"], words)
