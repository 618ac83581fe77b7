"""FoundView: what `find` said of pictures from elsewhere, each beside its matches in the collection."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.applying.find_report import words
from app.core.reading.picture_file import PictureFile
from app.core.records import Image
from app.gui.runner import Outcome
from app.gui.session import Session
from app.gui.texts import mark, tr
from app.gui.widgets.cards import Empty, paragraph
from app.gui.widgets.pair_table import PairRow, PairTable

WAITING = mark(
    "Drop pictures on this page, or choose them: they are looked up in the collection, and nothing is added."
)


class FoundView(QWidget):
    """Takes the result of every job `find`; `find` starts one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rule = paragraph("", "small")
        self.table = PairTable(tr("Found"), (tr("Picture"), tr("In the collection"), tr("What it is")))
        self.empty = Empty("search", tr("Find an image"), tr(WAITING))
        self._places = QStackedWidget()
        shown = QWidget()
        rows = QVBoxLayout(shown)
        rows.setContentsMargins(0, 10, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.rule)
        rows.addWidget(self.table, 1)
        for place in (self.empty, shown):
            self._places.addWidget(place)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.addWidget(self._places)
        session.runner.ended.connect(self._ended)
        session.opened.connect(self.clear)

    def find(self, pictures: list[Path]) -> None:
        """Look these files, or the images in these folders, up in the collection."""
        title = (
            tr("Finding {name}", name=pictures[0].name)
            if len(pictures) == 1
            else tr("Finding {count:,} pictures", count=len(pictures))
        )
        self._session.start("find", title, images=[str(path) for path in pictures])

    def clear(self) -> None:
        """Forget what was found: another project is open."""
        self.table.pictures.forget()
        self.table.show_records(())
        self._places.setCurrentIndex(0)

    def shut_down(self) -> None:
        """End the reading thread of the thumbnails."""
        self.table.shut_down()

    def _ended(self, outcome: Outcome) -> None:
        if outcome.stage == "find" and outcome.kind == "done":
            self.show_found(outcome.changes.result)

    def show_found(self, result: Mapping[str, Any]) -> None:
        """Show the result of one `find`."""
        project = self._session.project
        assert project is not None
        known = project.images.by_ids({match["id"] for one in result["found"] for match in _beside(one)})
        thumbs = project.folder("thumbs")
        self.table.pictures.forget()  # the pictures before had the same numbers
        self.table.show_records([row for n, one in enumerate(result["found"]) for row in _rows(n, one, known, thumbs)])
        self.rule.setText(
            tr("A match is {rule}. Embedder: {embedder}.", rule=tr(result["rule"]), embedder=result["embedder"])
        )
        self._places.setCurrentIndex(1)


def _beside(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The matches of one picture, else the nearest that is none."""
    return list(one["matches"]) or [near for near in (one["nearest"],) if near]


def _rows(number: int, one: Mapping[str, Any], known: Mapping[int, Image], thumbs: Path) -> list[PairRow]:
    path = Path(one["image"])
    picture = PictureFile(-1 - number, path, Path(), one["width"], one["height"], one["bytes"])
    if one["problem"]:
        return [
            PairRow((one["image"], ""), (picture, None), None, tr("Not read: {problem}", problem=tr(one["problem"])))
        ]
    if not _beside(one):
        return [PairRow((one["image"], ""), (picture, None), None, tr("No match."))]
    made = []
    for match in _beside(one):
        image = known[match["id"]]
        file = PictureFile.listed(image, thumbs)
        said = tr(words(match)) if one["matches"] else tr("no match; this is the nearest")
        made.append(
            PairRow((one["image"], image.path), (picture, file), match["distance"], f"{said[0].upper()}{said[1:]}.")
        )
    return made
