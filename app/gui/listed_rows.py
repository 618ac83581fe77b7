"""ListedRows: pairs of images as rows of a PairTable, of which only those that are looked at are read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, overload

from app.core.reading.picture_file import PictureFile
from app.gui.widgets.pair_table import PairRow

if TYPE_CHECKING:
    from app.core.store.project import Project

PAGE = 16  # rows read at once: about a screen
KEPT = 256  # pages


class ListedRows(Sequence[PairRow]):
    """`count` rows; `ends` gives the image ids of some of them, `words` the distance and the words of one, and a
    prediction where the table has a column for it.

    With `names` False the files are not named: nothing of a sealed pair is.
    """

    def __init__(
        self,
        project: Project,
        count: int,
        ends: Callable[[range], Sequence[tuple[int, int]]],
        words: Callable[[int], tuple[float | None, str] | tuple[float | None, str, str]],
        *,
        names: bool = True,
    ) -> None:
        self._project, self._count, self._ends, self._words, self._names = project, count, ends, words, names
        self._thumbs = project.folder("thumbs")
        self._pages: OrderedDict[int, list[PairRow]] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> PairRow: ...

    @overload
    def __getitem__(self, row: slice) -> list[PairRow]: ...

    def __getitem__(self, row: int | slice) -> PairRow | list[PairRow]:
        if isinstance(row, slice):
            return [self[n] for n in range(*row.indices(self._count))]
        if not 0 <= row < self._count:
            raise IndexError(row)
        page = self._pages.get(row // PAGE)
        if page is None:
            page = self._pages[row // PAGE] = self._read(row // PAGE * PAGE)
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        return page[row % PAGE]

    def forget(self) -> None:
        """What is said of the rows has changed."""
        self._pages.clear()

    def ends(self, row: int) -> tuple[int, int]:
        """The image ids of a row, left < right."""
        return self._ends(range(row, row + 1))[0]

    def _read(self, first: int) -> list[PairRow]:
        rows = range(first, min(first + PAGE, self._count))
        ends = self._ends(rows)
        images = self._project.images.by_ids({end for pair in ends for end in pair})
        made = []
        for row, pair in zip(rows, ends, strict=True):
            left, right = (images[end] for end in pair)
            names = (left.path, right.path) if self._names else (" ", " ")
            files = PictureFile.listed(left, self._thumbs), PictureFile.listed(right, self._thumbs)
            made.append(PairRow(names, files, *self._words(row)))
        return made
