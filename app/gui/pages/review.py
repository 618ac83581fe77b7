"""Review: the page where pairs are graded, one after the other, without a mouse and without a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from app.core.records import SCALE, Act, Batch, BatchPair, Changes, Kind
from app.errors import UserError
from app.gui import review_words as words
from app.gui.attention import Attention
from app.gui.batch_choice import counted_batches, first_batch, remember
from app.gui.examples import Examples
from app.gui.grade_keys import grade_of
from app.gui.pages.review_modes import ModeHandlers
from app.gui.pages.review_panels import PanelHandlers, ReviewPanels
from app.gui.pages.review_view import ViewHandlers
from app.gui.pair_loader import PairLoader
from app.gui.practising import Practising
from app.gui.session import Session
from app.gui.surroundings import Surroundings
from app.gui.texts import tr
from app.gui.tile_loader import TileLoader
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.mode_view import ModeView
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.review_frame import ReviewFrame
from app.gui.work import Work


class ReviewPage(ViewHandlers, ModeHandlers, PanelHandlers, QWidget):
    """Grades of one batch after the other. An answer is on disk before the next pair is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.work: Work | None = None
        self.attention = Attention()
        self.canvas = PairCanvas()
        self.loader = PairLoader(self.canvas, self)
        self.tiles = TileLoader(self.loader)
        self.frame = ReviewFrame(self.canvas, self.loader.thumbnail, ModeView(self.tiles.picture))
        self.around = Surroundings(self.frame, self.loader, self)
        self.panels = ReviewPanels(self)
        self.practising = Practising(self)
        self.examples = Examples(self)
        self.buttons: dict[str, QAbstractButton] = {
            "page_mine": self.frame.empty.button,
            "make_batch": self.frame.done.next_batch,
            "practice": self.frame.panel.practice,
            **self.frame.tools.buttons,
        }
        self._to_tell = self._telling = False  # an act is to be announced; it is being announced
        self._stale = True
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.frame)
        self.setFocusProxy(self.canvas)
        # What can wait until the pair is on the screen: small pictures, words, prefetching, telling the window.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._catch_up)
        self._connect()

    def _connect(self) -> None:
        self.session.when_opened(self._opened)
        self.session.changed.connect(self._changed)
        self.canvas.both_shown.connect(self.attention.both_shown)
        self.canvas.touched.connect(self.attention.touched)
        self.canvas.view_changed.connect(lambda: self.attention.used(self.canvas.view))
        self.loader.thumbnail_arrived.connect(self.frame.strip.update)
        self.loader.pictures.arrived.connect(lambda _picture: self.frame.modes.grid.update())
        self.frame.modes.grid.painted.connect(self.attention.both_shown)
        self.frame.modes.grid.chosen.connect(self.frame_tile)
        self.frame.modes.grid.resized.connect(self.want_tiles)
        self.frame.grades.graded.connect(self.grade)
        self.frame.grades.acted.connect(lambda id: getattr(self, f"on_{id}")())
        self.frame.strip.picked.connect(self.go_to_stop)
        self.frame.panel.chosen.connect(self.open_batch)
        self.frame.panel.go_on.connect(self.go_on)
        self.frame.panel.picker.menu().aboutToShow.connect(self._list_batches)
        self.frame.done.look_back.connect(self.on_previous)
        self.frame.editor.accepted.connect(self._edited)
        self.frame.editor.left.connect(self.frame.end_edit)

    # -- batches -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        """Another project or another person: start afresh, at once if the page is in sight."""
        self.practising.forget()
        self.work = self.around.work = self._mode = None
        self._stale = True
        self.canvas.clear()
        self.loader.open(self.session.project)
        self.frame.show_empty()
        if self.isVisible():
            self._load()

    def _changed(self, changes: Changes) -> None:
        """A job has written something; what this page tells itself changes nothing here."""
        if self._telling or not (changes.batches or changes.labels or changes.images):
            return
        if changes.images:
            self.loader.open(self.session.project)
            self.around.files_moved()
            self.practising.show_again()
        if self.work is None:
            self._stale = True
            if self.isVisible():
                self._load()
            return
        self.work.refresh()
        if self.mode is not None:
            self.mode.changed()
        if changes.images and self.current is not None:
            self._show()
        self._soon.start()

    def _load(self) -> None:
        if self.practising.on:  # what there is to grade is shown when the practice is over
            return
        self._stale = False
        project = self.session.project
        batches = counted_batches(project, self.session.annotator) if project else []
        batch = first_batch(project, self.session.annotator, batches) if project else None
        if batch is None:
            self.frame.show_empty()
            self.session.state_changed.emit()
        else:
            self.open_batch(batch)

    def take_up(self) -> None:
        """The practice is over: go on with the batch, with what jobs have written meanwhile."""
        if self._stale:
            self._load()

    def open_batch(self, batch: Batch) -> None:
        """Grade this batch, from where this annotator stopped."""
        project = self.session.project
        assert project is not None
        self.work = self.around.work = Work(project, self.session.annotator, batch, self.loader.image)
        self._mode = None
        remember(project, self.session.annotator, batch)
        self._list_batches()
        self._show()

    def _list_batches(self) -> None:
        if self.session.project is not None and self.work is not None:
            counted = counted_batches(self.session.project, self.session.annotator)
            self.frame.panel.show_batches(counted, self.work.review.batch)

    # -- the pair on the screen ----------------------------------------------------------------------------------

    @property
    def current(self) -> BatchPair | None:
        """The pair on the screen, None when the batch is done or there is none."""
        return self.work.pair if self.work else None

    @property
    def left(self) -> int | None:
        """Pairs of the batch still to be asked, None without a batch."""
        return self.work.review.left if self.work else None

    def words(self) -> frozenset[str]:
        """Which needs are met; tiles and tables leave no pair on the screen, and the letters are theirs."""
        if (hidden := self.panels.pausing.on) or self.practising.on:
            return frozenset() if hidden else frozenset({"pair", "mode"})
        met = self.work.needs_met if self.work else frozenset()
        met = met if self.frame.shows_pair else met - {"pair", "asked", "blinder"}
        return met if self.mode is None else met | {"mode"}

    def texts(self) -> Mapping[str, str]:
        """What actions would do now, in words, of those that can tell."""
        return self.work.steps if self.work else {}

    def _show(self) -> None:
        """Put the current pair, or the end of the batch, on the screen now; everything else follows."""
        if self.mode is not None:
            self._show_tiles_again()
            return
        self._mode = None
        pair = self.current
        self.attention.begin(self.canvas.view)
        self.around.leave()
        if pair is None:
            self.canvas.clear()
            self.frame.show_done()
        else:
            self.loader.show(pair)
            self.frame.show_pair()
            self.around.mark()
            if self.canvas.isVisible():
                self.canvas.repaint()
        self._soon.start()

    def _catch_up(self) -> None:
        """What follows a pair onto the screen."""
        if self.mode is None:
            self.around.follow()
        else:
            self.around.count()
        if self._to_tell:
            self._to_tell, self._telling = False, True
            self.session.tell(Changes(labels=True))
            self._telling = False
        else:
            self.session.state_changed.emit()

    # -- answers -------------------------------------------------------------------------------------------------

    def grade(self, code: str, low_confidence: bool = False) -> None:
        """Give the pair this answer of the scale and go on, if both pictures have been looked at."""
        if self.mode is not None:
            self.grade_in_mode(code, low_confidence)
            return
        choice = next(choice for choice in SCALE if choice.code == code)
        self._answer(Act(grade=choice.grade, lookalike=choice.lookalike, low_confidence=low_confidence))

    def _answer(self, act: Act, *, stay: bool = False) -> bool:
        """Store `act` with how it came about and show the next pair; refused while nobody can have looked."""
        if self.practising.on:
            self.practising.answer(act)
            return False
        if self.work is None or self.current is None or not self.frame.shows_pair or not self.looked():
            return False
        work, stamped = self.work, self.attention.stamped(act)
        return self._act(lambda: work.answer(stamped, stay=stay))

    def looked(self) -> bool:
        """Whether both pictures have been in sight for long enough; else that is said."""
        self.attention.touched()
        if not self.attention.ready:
            self.frame.grades.shake()
            self.canvas.say(words.too_early(shown=self.attention.shown_at is not None, view=self.canvas.view))
        return self.attention.ready

    def _act(self, act: Callable[[], str]) -> bool:
        """Store something, then show what is current now and say what was done; False: it could not be stored."""
        try:
            done = act()
        except UserError as error:  # a full disk, say: the pair stays, nothing is lost but this key press
            self.canvas.say(tr(error))
            self.session.note.emit(tr(error))
            return False
        self._to_tell = True
        self._show()
        self.session.note.emit(done)
        return True

    def _edited(self, purpose: str, line: str) -> None:
        """Keep tags or note: with the answer to come, or at once by giving the same answer again."""
        if self.work is None or self.current is None:
            return
        same = self.work.write(purpose, line)
        if same is None:
            self.around.describe()
            self.session.note.emit(words.will_be_kept(purpose))
        elif self._answer(same, stay=True):
            self.session.note.emit(words.kept(purpose))

    # -- walking and undoing -------------------------------------------------------------------------------------

    def go(self, position: int) -> None:
        """Show the pair at this place of the batch."""
        if self.work is not None:
            self.work.go(position)
            self._show()

    def go_to_stop(self, place: int) -> None:
        """Show a pair of the strip."""
        if self.work is not None:
            self.work.go_to_stop(place)
            self._show()

    def go_on(self) -> None:
        """Show the pair where this annotator stopped."""
        if self.work is not None:
            self.work.go_on()
            self._show()
            self.canvas.setFocus()

    def on_previous(self) -> None:
        if self.work is not None:
            self.work.previous()
            self._show()

    def on_next(self) -> None:
        if self.work is not None:
            self.work.next_()
            self._show()

    def on_undo(self) -> None:
        if self.work is not None:
            self._act(self.work.undo)

    def on_redo(self) -> None:
        if self.work is not None:
            self._act(self.work.redo)

    def on_later(self) -> None:
        if self.work is not None and self.current is not None:
            self._act(self.work.later)

    # -- the other answers ---------------------------------------------------------------------------------------

    def on_grade_nd(self) -> None:
        self.grade("ND")

    def on_grade_near_nd(self) -> None:
        self.grade("near-ND")

    def on_grade_nnd(self) -> None:
        self.grade("NND")

    def on_grade_lookalike(self) -> None:
        self.grade("lookalike")

    def on_unsure(self) -> None:
        self._answer(Act(Kind.UNSURE))

    def on_bad_left(self) -> None:
        self._bad(self.canvas.left)

    def on_bad_right(self) -> None:
        self._bad(self.canvas.right)

    def _bad(self, picture: CanvasPicture | None) -> None:
        """Call the picture bad; what is stored is its side in the pair, wherever it is shown."""
        pair = self.current
        if pair is not None and picture is not None:
            self._answer(Act(Kind.BAD, bad_side="left" if picture.id == pair.left else "right"))

    def on_tags(self) -> None:
        self._edit("tags")

    def on_note(self) -> None:
        self._edit("note")

    def _edit(self, purpose: str) -> None:
        if self.work is not None and self.current is not None:
            tags, note = self.work.extras
            self.panels.offer_tags()
            self.frame.edit(purpose, ", ".join(tags) if purpose == "tags" else note)

    # -- keys and the window -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and grade_of(event):
            event.accept()  # on a Czech keyboard the key of 1 writes +, which would zoom instead
            return True
        if kind == QEvent.Type.WindowDeactivate:
            self.attention.leave()
        elif kind == QEvent.Type.WindowActivate:
            self.attention.come_back()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = grade_of(event)
        if self.mode is not None:
            if not self.press_in_mode(event):
                event.ignore()
        elif meant is not None:
            if not event.isAutoRepeat():
                self.grade(meant[0].code, meant[1])
        elif self.examples.press(event) or self.practising.press(event):
            event.accept()
        elif self.frame.shows_pair and not self.canvas.hasFocus():
            self.canvas.keyPressEvent(event)  # Space and arrows belong to the canvas whatever has the focus
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.frame.shows_pair and not self.canvas.hasFocus():
            self.canvas.keyReleaseEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame.make_room(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.attention.come_back()
        if self._stale:
            self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.attention.leave()

    def shut_down(self) -> None:
        """End the decoding threads and the process that compares."""
        self.panels.close()
        self.examples.shut_down()
        self.around.close()
        self.loader.close()
