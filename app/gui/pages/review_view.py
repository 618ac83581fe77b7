"""What the keys of the view do on the review page: everything that changes how a pair is looked at, and no answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partialmethod

from app.gui.attention import Attention
from app.gui.examples import Examples
from app.gui.surroundings import Surroundings
from app.gui.widgets.pair_canvas import PairCanvas
from app.gui.widgets.review_frame import ReviewFrame
from app.gui.widgets.view import View
from app.gui.work import Work

PAN = 1 / 8  # of the pane, for one press of an arrow


class ViewHandlers:
    """Handlers of the actions of the view menu; the page brings the canvas."""

    canvas: PairCanvas
    attention: Attention
    around: Surroundings
    examples: Examples
    work: Work | None
    frame: ReviewFrame
    _act: Callable[[Callable[[], str]], bool]
    _list_batches: Callable[[], None]

    def on_examples(self) -> None:
        self.examples.toggle()

    def on_blinder(self) -> None:
        if self.work is not None and self.frame.shows_pair and "blinder" in self.work.needs_met:
            self._act(self.work.make_blinder)
            self._list_batches()

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

    def on_loupe(self) -> None:
        self.attention.used("loupe")
        self.canvas.step_loupe()

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
