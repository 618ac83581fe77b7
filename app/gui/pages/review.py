"""Review: the page where pairs are graded, one after the other, without a mouse and without a dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partialmethod

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.records import SCALE, Act, Batch, BatchPair, Changes, Kind
from app.errors import UserError
from app.gui import review_words as words
from app.gui.attention import Attention
from app.gui.batch_choice import counted_batches, first_batch, remember
from app.gui.grade_keys import grade_of
from app.gui.pair_loader import PairLoader
from app.gui.session import Session
from app.gui.surroundings import Surroundings
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.review_frame import ReviewFrame
from app.gui.widgets.view import View
from app.gui.work import Work

PAN = 1 / 8  # of the pane, for one press of an arrow


class ReviewPage(QWidget):
    """Grades of one batch after the other. An answer is on disk before the next pair is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.work: Work | None = None
        self.attention = Attention()
        self.canvas = PairCanvas()
        self.loader = PairLoader(self.canvas, self)
        self.frame = ReviewFrame(self.canvas, self.loader.thumbnail)
        self.around = Surroundings(self.frame, self.loader, self)
        self.buttons: dict[str, QPushButton] = {
            "page_mine": self.frame.empty.button,
            "make_batch": self.frame.done.next_batch,
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
        self.session.opened.connect(self._opened)
        self.session.changed.connect(self._changed)
        self.canvas.both_shown.connect(self.attention.both_shown)
        self.canvas.touched.connect(self.attention.touched)
        self.canvas.view_changed.connect(lambda: self.attention.used(self.canvas.view))
        self.loader.thumbnail_arrived.connect(self.frame.strip.update)
        self.frame.grades.graded.connect(self.grade)
        self.frame.grades.acted.connect(lambda id: getattr(self, f"on_{id}")())
        self.frame.strip.picked.connect(self.go)
        self.frame.panel.chosen.connect(self.open_batch)
        self.frame.panel.go_on.connect(self.go_on)
        self.frame.panel.picker.menu().aboutToShow.connect(self._list_batches)
        self.frame.done.look_back.connect(self.on_previous)
        self.frame.editor.accepted.connect(self._edited)
        self.frame.editor.left.connect(self.frame.end_edit)

    # -- batches -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        """Another project or another person: start afresh, at once if the page is in sight."""
        self.work = self.around.work = None
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
        if self.work is None:
            self._stale = True
            if self.isVisible():
                self._load()
            return
        self.work.refresh()
        if changes.images and self.current is not None:
            self._show()
        self._soon.start()

    def _load(self) -> None:
        self._stale = False
        project = self.session.project
        batches = counted_batches(project, self.session.annotator) if project else []
        batch = first_batch(project, self.session.annotator, batches) if project else None
        if batch is None:
            self.frame.show_empty()
            self.session.state_changed.emit()
        else:
            self.open_batch(batch)

    def open_batch(self, batch: Batch) -> None:
        """Grade this batch, from where this annotator stopped."""
        project = self.session.project
        assert project is not None
        self.work = self.around.work = Work(project, self.session.annotator, batch, self.loader.image)
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

    def words(self) -> frozenset[str]:
        """Which needs of actions are met."""
        return self.work.needs_met if self.work else frozenset()

    def _show(self) -> None:
        """Put the current pair, or the end of the batch, on the screen now; everything else follows."""
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
        self.around.follow()
        if self._to_tell:
            self._to_tell, self._telling = False, True
            self.session.tell(Changes(labels=True))
            self._telling = False
        else:
            self.session.state_changed.emit()

    # -- answers -------------------------------------------------------------------------------------------------

    def grade(self, code: str, low_confidence: bool = False) -> None:
        """Give the pair this answer of the scale and go on, if both pictures have been looked at."""
        choice = next(choice for choice in SCALE if choice.code == code)
        self._answer(Act(grade=choice.grade, lookalike=choice.lookalike, low_confidence=low_confidence))

    def _answer(self, act: Act, *, stay: bool = False) -> bool:
        """Store `act` with how it came about and show the next pair; refused while nobody can have looked."""
        if self.work is None or self.current is None or not self.frame.shows_pair:
            return False
        self.attention.touched()
        if not self.attention.ready:
            self.frame.grades.shake()
            self.canvas.say(words.too_early(shown=self.attention.shown_at is not None, view=self.canvas.view))
            return False
        work, stamped = self.work, self.attention.stamped(act)
        return self._act(lambda: work.answer(stamped, stay=stay))

    def _act(self, act: Callable[[], str]) -> bool:
        """Store something, then show what is current now and say what was done; False: it could not be stored."""
        try:
            done = act()
        except UserError as error:  # a full disk, say: the pair stays, nothing is lost but this key press
            self.canvas.say(str(error))
            self.session.note.emit(str(error))
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
            self.work.review.go(position)
            self._show()

    def go_on(self) -> None:
        """Show the pair where this annotator stopped."""
        if self.work is not None:
            ahead = self.work.review.upcoming(1)
            if ahead:
                self.go(ahead[0].position)
            self.canvas.setFocus()

    def on_previous(self) -> None:
        if self.work is not None:
            self.work.review.previous()
            self._show()

    def on_next(self) -> None:
        if self.work is not None:
            self.work.review.next_()
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
            self.frame.edit(purpose, ", ".join(tags) if purpose == "tags" else note)

    # -- the view ------------------------------------------------------------------------------------------------

    def on_next_view(self) -> None:
        self.canvas.step_view(1)

    def on_previous_view(self) -> None:
        self.canvas.step_view(-1)

    def _view(self, view: View) -> None:
        self.canvas.set_view(view)

    on_view_side = partialmethod(_view, View.SIDE)
    on_view_blink = partialmethod(_view, View.BLINK)
    on_view_swipe = partialmethod(_view, View.SWIPE)
    on_view_overlay = partialmethod(_view, View.OVERLAY)
    on_view_difference = partialmethod(_view, View.DIFFERENCE)
    on_view_matches = partialmethod(_view, View.MATCHES)

    def on_blink(self) -> None:
        self.canvas.blink()

    def on_share_less(self) -> None:
        self.canvas.step_share(-1)

    def on_share_more(self) -> None:
        self.canvas.step_share(1)

    def on_swap_sides(self) -> None:
        self.attention.used("swap")
        self.canvas.swap()
        self.around.mark()
        self.around.describe()

    def on_rotate_right(self) -> None:
        self.attention.used("turn")
        self.canvas.turn_right()

    def on_fit(self) -> None:
        self.canvas.fit()

    def on_zoom_100(self) -> None:
        self.canvas.actual_size()

    def on_zoom_in(self) -> None:
        self.canvas.zoom_in()

    def on_zoom_out(self) -> None:
        self.canvas.zoom_out()

    def on_pan_left(self) -> None:
        self.canvas.pan(-PAN, 0)

    def on_pan_right(self) -> None:
        self.canvas.pan(PAN, 0)

    def on_pan_up(self) -> None:
        self.canvas.pan(0, -PAN)

    def on_pan_down(self) -> None:
        self.canvas.pan(0, PAN)

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
        if meant is not None:
            if not event.isAutoRepeat():
                self.grade(meant[0].code, meant[1])
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
        self.around.close()
        self.loader.close()
