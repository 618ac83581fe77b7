"""Examples: the drawer with what each answer means and pairs that have it; nothing is read before it is first opened.

What it shows must tell nothing of what is asked. The pairs come with the program; where the collection holds the same
files, a pair that a batch asks about is left out, and any pair with a picture of the one on the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, QKeyEvent

from app.core.reading.picture_file import PictureFile
from app.core.records import Changes
from app.errors import UserError
from app.gui.example_words import EXAMPLES, SHOWN
from app.gui.pictures import THUMBNAIL, Pictures
from app.gui.texts import tr

if TYPE_CHECKING:
    from app.gui.pages.review import ReviewPage
    from app.gui.widgets.example_drawer import ExampleDrawer, ShownPair


class Examples(QObject):
    """`drawer` is None until it is first opened; `shown` are the pairs in it by the code of their answer."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._page = page
        self.drawer: ExampleDrawer | None = None
        self.shown: dict[str, list[ShownPair]] = {}
        self._pictures: Pictures | None = None
        self._contents: list[str] = []  # of the files, by id
        self._changes: list[str] = []  # what is made of each of them
        self._asked: set[frozenset[str]] | None = None
        self._recalled = False  # whether it was looked up once how the drawer was left
        page.session.opened.connect(self._forget)
        page.session.changed.connect(self._rows_changed)
        page.session.state_changed.connect(self._follow)

    @property
    def open(self) -> bool:
        """Whether the drawer is wanted; in a narrow window the pictures keep its place."""
        return self.drawer is not None and self._page.frame.drawer is self.drawer

    def toggle(self) -> None:
        """Open the drawer, or put it away."""
        page = self._page
        if self.open:
            self.close()
        elif page.frame.currentIndex() == 0:
            page.session.note.emit(tr("The examples stand beside the pairs of a batch."))
        elif self._open():
            self._remember(shown=True)
            if not page.frame.drawer_fits:
                page.session.note.emit(tr("The examples need a wider window."))

    def close(self) -> None:
        """Put the drawer away."""
        if self.open:
            had_focus = self.drawer is not None and self.drawer.isAncestorOf(self._page.window().focusWidget())
            self._page.frame.put_drawer(None)
            self._remember(shown=False)
            if had_focus:
                self._page.canvas.setFocus()

    def press(self, event: QKeyEvent) -> bool:
        """Esc closes the drawer wherever the focus is; whether it was that."""
        if event.key() != Qt.Key.Key_Escape or not self.open:
            return False
        self.close()
        return True

    def shut_down(self) -> None:
        """End the reading thread."""
        if self._pictures is not None:
            self._pictures.close()

    def _remember(self, *, shown: bool) -> None:
        if self._page.session.memory is not None:
            self._page.session.memory.examples = shown

    def _open(self) -> bool:
        """Put the drawer beside the pair; False, and a sentence above the page, when there is no sample."""
        if self.drawer is None and not self._make():
            return False
        self._page.frame.put_drawer(self.drawer)
        self._fill()
        return True

    def _make(self) -> bool:
        from app.core import sample
        from app.core.grading.practice import contents_of
        from app.gui.widgets.example_drawer import ExampleDrawer

        names = [name.partition("#") for rows in EXAMPLES.values() for *ends, _why in rows for name in ends]
        self._changes = [change for _file, _, change in names]
        try:
            files = [sample.images() / file for file, _, _change in names]
            self._contents = contents_of(files)
        except UserError as error:
            self._page.session.refused.emit(tr(error))
            return False
        self._pictures = Pictures(self, threads=1)
        self._pictures.want([(PictureFile(id, path, path, 1, 1, 0), THUMBNAIL) for id, path in enumerate(files)])
        self.drawer = ExampleDrawer(self._thumbnail)
        self.drawer.closed.connect(self.close)
        self._pictures.arrived.connect(lambda _picture: self.drawer.update_pictures() if self.drawer else None)
        self._page.frame.watch(self.drawer.close_button)
        return True

    def _thumbnail(self, id: int) -> QImage | None:
        picture = self._pictures.get(id, THUMBNAIL) if self._pictures else None
        return None if picture is None else _changed(picture.image, self._changes[id])

    # -- what may be shown ---------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._asked = None

    def _rows_changed(self, changes: Changes) -> None:
        if changes.batches or changes.images:
            self._asked = None

    def _follow(self) -> None:
        """Another pair is on the screen; or the first one is, and the drawer was open when the window was closed."""
        page = self._page
        if self.open:
            self._fill()
        elif not self._recalled and page.frame.shows_pair and page.isVisible():
            self._recalled = True
            if page.session.memory is not None and page.session.memory.examples:
                self._open()

    def _fill(self) -> None:
        from app.gui.widgets.example_drawer import ShownPair

        hidden, asked, ids = self._on_screen(), self._asked_about(), iter(range(len(self._contents)))
        found: dict[str, list[ShownPair]] = {}
        for code, rows in EXAMPLES.items():
            pairs = [ShownPair(next(ids), next(ids), why) for *_names, why in rows]
            free = [pair for pair in pairs if self._of(pair) not in asked and not self._of(pair) & hidden]
            found[code] = free[:SHOWN]
        if found != self.shown and self.drawer is not None:
            self.shown = found
            self.drawer.show_examples(found)

    def _of(self, pair: ShownPair) -> frozenset[str]:
        return frozenset((self._contents[pair.left], self._contents[pair.right]))

    def _on_screen(self) -> frozenset[str]:
        """The contents of the pictures that are being judged."""
        from app.core.grading.practice import contents_of

        pair, practising = self._page.current, self._page.practising
        if practising.at is not None:
            shown = practising.at.left.path, practising.at.right.path
            return frozenset(contents_of([path for path in shown if path]))
        if pair is None:
            return frozenset()
        return frozenset(self._page.loader.image(id).content_hash for id in (pair.left, pair.right))

    def _asked_about(self) -> set[frozenset[str]]:
        """The pairs that batches ask about, and those of a practice."""
        from app.core.grading.practice import asked_contents, contents_of

        project = self._page.session.project
        if self._asked is None and project is not None:
            self._asked = asked_contents(project, self._contents)
        if not self._page.practising.on:
            return self._asked or set()
        practised = [(pair.left.path, pair.right.path) for pair in self._page.practising.pairs]
        return (self._asked or set()) | {frozenset(contents_of([a, b])) for a, b in practised if a and b}


def _changed(image: QImage, change: str) -> QImage:
    """The picture, a part of it or its mirror image."""
    if change == "part":
        return image.copy(image.width() // 5, image.height() // 6, image.width() * 3 // 5, image.height() * 3 // 5)
    return image.flipped(Qt.Orientation.Horizontal) if change == "mirrored" else image
