"""The other ways to grade on the review page: anchor walk, sheet, proof sheet, group view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.core.grading.anchors import WALK, anchor_of, candidates_of
from app.core.records import BatchPair
from app.errors import UserError
from app.gui import review_words as words
from app.gui.attention import Attention
from app.gui.modes.grid_mode import GridMode
from app.gui.modes.group import Group
from app.gui.modes.proof import Proof
from app.gui.modes.sheet import Sheet
from app.gui.practising import Practising
from app.gui.session import Session
from app.gui.texts import tr
from app.gui.tile_loader import TileLoader
from app.gui.walk import Walk
from app.gui.widgets.review_frame import ReviewFrame
from app.gui.work import Work


class ModeHandlers:
    """What the page does besides pair after pair. A mode stores nothing: its answers go the page's way, guarded."""

    session: Session
    work: Work | None
    frame: ReviewFrame
    attention: Attention
    tiles: TileLoader
    practising: Practising
    _mode: GridMode | None = None
    current: BatchPair | None
    _show: Callable[[], None]
    _soon: QTimer
    _act: Callable[[Callable[[], str]], bool]

    @property
    def mode(self) -> GridMode | None:
        """The screen of tiles that is in sight, None while a pair or anything else is."""
        return self._mode if self.frame.shows_mode else None

    # -- walks ---------------------------------------------------------------------------------------------------

    def on_anchor_walk(self) -> None:
        """One image stays on the left, its candidates follow; the same key ends it."""
        work = self.work
        if work is None:
            return
        if work.walk is not None and self.mode is None:
            self._end_walk()
            return
        pair = work.review.current
        if pair is None:
            return
        anchor = anchor_of(work.review, pair)
        pairs = candidates_of(work.project, work.review, anchor, WALK)
        self.walk_through(Walk(work.review, pairs, "anchor", tr("Anchor walk, W ends it")))

    def walk_through(self, walk: Walk) -> None:
        """Show the pairs of a walk one after the other; afterwards the batch goes on."""
        if self.work is not None:
            self.work.walk = walk if walk.current is not None else None
            self.leave_mode()

    def _end_walk(self) -> None:
        assert self.work is not None
        self.work.walk = None
        self._show()

    # -- screens of tiles ----------------------------------------------------------------------------------------

    def on_sheet(self) -> None:
        """One anchor and eleven candidates; again: another one."""
        if isinstance(self.mode, Sheet):
            self.mode.skip()
            self._follow_mode()
        elif self.work is not None:
            self.show_mode(Sheet(self.work))

    def on_proof_sheet(self) -> None:
        """Twenty graded pairs of one grade; again: another grade."""
        if isinstance(self.mode, Proof):
            self.mode.next_code()
            self._follow_mode()
        elif self.work is not None:
            self.show_mode(Proof(self.work))

    def on_group_view(self) -> None:
        """All images that belong with those of the pair; again: back."""
        pair = self.current
        if isinstance(self.mode, Group):
            self.leave_mode()
        elif self.work is not None and pair is not None:
            self.show_mode(Group(self.work, pair))

    def show_mode(self, mode: GridMode) -> None:
        """Put a screen of tiles in the place of the pair."""
        if mode.over:
            self.session.note.emit(tr("There is nothing to show that way."))
            return
        self._mode = mode
        self.frame.show_mode(mode)
        self._new_tiles()
        self.session.state_changed.emit()

    def on_accept(self) -> None:
        """Enter, from the menu."""
        if self.practising.on:
            self.practising.go_on()
        elif self.mode is not None:
            self._do(lambda mode: mode.accept())

    def on_leave_mode(self) -> None:
        """Esc, from the menu."""
        if self.practising.on:
            self.practising.leave()
        elif self.mode is not None:
            self.leave_mode()

    def on_practice(self) -> None:
        """Pairs with known answers; again: back to the batch."""
        if self.practising.on:
            self.practising.leave()
        else:
            self.practising.start()

    def leave_mode(self) -> None:
        """Back to the pairs."""
        self._mode = None
        self.frame.main.setCurrentIndex(0)
        self._show()
        self.session.state_changed.emit()

    def frame_tile(self, index: int) -> None:
        """The arrows or the mouse chose a tile."""
        if self.mode is not None:
            self.mode.focus = index
            self._follow_mode()

    def want_tiles(self) -> None:
        """Ask for the pictures of the screen, as sharp as they are large."""
        if self.mode is not None:
            view = self.frame.modes
            self.tiles.want(view.images, view.grid.picture_size)

    def grade_in_mode(self, code: str, low_confidence: bool) -> None:
        """A grade key or button, while tiles are on the screen."""
        if self.mode is not None:
            self._do(lambda mode: mode.grade(code, low_confidence))

    def press_in_mode(self, event: QKeyEvent) -> bool:
        """A key while tiles are on the screen; whether it meant something."""
        if self.mode is None or event.isAutoRepeat():
            return self.mode is not None
        self.attention.touched()
        known: list[bool] = []
        self._do(lambda mode: known.append(mode.press(event)))
        if self.mode is not None and known == [False] and event.key() == Qt.Key.Key_Escape:
            self.leave_mode()
            return True
        return known != [False]

    def _do(self, what: Callable[[GridMode], object]) -> None:
        """Let the mode take a key, store what it wants stored, show what follows."""
        mode = self.mode
        assert mode is not None
        try:
            what(mode)
        except UserError as error:
            self.session.note.emit(tr(error))
        if mode.acts:
            self._store(mode)
        if isinstance(mode, Proof) and mode.reopened and self.work is not None:
            self.walk_through(Walk(self.work.review, mode.reopened, "proof", tr("Another look"), anew=True))
        elif mode.over:
            self.leave_mode()
        elif self.mode is mode:
            self._follow_mode()

    def _store(self, mode: GridMode) -> None:
        acts, mode.acts = mode.acts, []
        if not self.attention.ready:
            self.session.note.emit(words.too_early(shown=self.attention.shown_at is not None, view="tiles"))
            return
        work = self.work
        assert work is not None
        stamped = [(pair, self.attention.stamped(act)) for pair, act in acts]

        def store() -> str:
            entry = work.answer_many(stamped)
            mode.stored()
            return words.bulk(entry)

        self._act(store)

    def _follow_mode(self) -> None:
        view = self.frame.modes
        before = view.images
        view.refresh()
        if view.images != before:
            self._new_tiles()

    def _show_tiles_again(self) -> None:
        """Something was stored, undone or redone while tiles are on the screen."""
        assert self.mode is not None
        self.mode.changed()
        if self.mode.over:
            self.leave_mode()
        else:
            self._follow_mode()
            self._soon.start()

    def _new_tiles(self) -> None:
        self.attention.begin("tiles")
        self.want_tiles()
        self.frame.modes.grid.update()
