"""Scene: the pair as one view of the canvas paints it: which picture where, and which of them came out sharp."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.gui.widgets import canvas_marks as marks
from app.gui.widgets.canvas_evidence import draw_difference, draw_matches
from app.gui.widgets.canvas_picture import CanvasPicture
from app.gui.widgets.view import View

if TYPE_CHECKING:
    from app.core.verifying.evidence import PairEvidence

IN_SIGHT = (0.1, 0.9)  # opacities of the overlay at which both pictures can be seen
NARROWEST = 1 / 8  # of the canvas: what swipe must show of a picture for it to have been seen


@dataclass(frozen=True)
class InSight:
    """A part of a picture on the screen: where the whole picture lies, what is seen of it, and at which scale."""

    picture: CanvasPicture
    rect: QRectF
    seen: QRectF
    scale: float  # screen (device) pixels for one picture pixel


@dataclass(frozen=True)
class Scene:
    """All that painting needs to know; the same scene gives the same pixels.

    `rects` are where the two pictures lie in their `panes`, `ratio` is screen pixels for one of the canvas, `share`
    the place of the swipe line or the opacity of the overlay, `evidence` what the view shows of it.
    """

    view: View
    pictures: tuple[CanvasPicture, CanvasPicture]
    panes: tuple[QRectF, QRectF]
    rects: tuple[QRectF, QRectF]
    whole: QRectF
    ratio: float = 1.0
    share: float = 0.0
    blinked: bool = False
    magnified: bool = False
    evidence: PairEvidence | None = None

    @property
    def laid_over(self) -> bool:
        """Whether the right picture is shown laid over the left one, in its frame."""
        return lies_over(self.view, self.evidence)

    def scale(self, index: int) -> float:
        """Screen (device) pixels for one pixel of a picture."""
        under = self.pictures[0 if self.laid_over else index]
        return self.rects[index].width() * self.ratio / under.size.width()

    def in_sight(self) -> list[InSight]:
        """What is seen of the two pictures; of one that is laid over the other only that it is there."""
        shown = (int(self.blinked),) if self.view is View.BLINK else (0,) if self.laid_over else (0, 1)
        return [InSight(self.pictures[i], self.rects[i], self.rects[i].intersected(self._clip(i)), self.scale(i))
                for i in shown]  # fmt: skip

    def draw(self, painter: QPainter) -> set[int]:
        """Paint the pictures and what the view adds to them; which of them (0, 1) were painted sharp and in sight."""
        match self.view:
            case View.DIFFERENCE if self.laid_over:
                assert self.evidence is not None
                return draw_difference(painter, self.evidence, self.pictures, self.rects, self.panes, self.ratio)
            case View.SIDE | View.DIFFERENCE | View.MATCHES:
                sharp = {index for index in (0, 1) if self._draw_one(painter, index)}
                if self.view is View.MATCHES and self.evidence is not None:
                    draw_matches(painter, self.evidence, self.pictures, self.rects, self.panes)
            case View.BLINK:
                sharp = {int(self.blinked)} if self._draw_one(painter, int(self.blinked)) else set()
                marks.draw_blink_sign(painter, self.panes[0], self.blinked)
            case View.SWIPE:
                sharp = {index for index in (0, 1) if self._draw_one(painter, index)}
                sharp = {index for index in sharp if self._clip(index).width() > self.whole.width() * NARROWEST}
                marks.draw_handle(painter, self.whole, self._line)
            case View.OVERLAY:
                sharp = {0} if self._draw_one(painter, 0) else set()
                painter.setOpacity(self.share)
                sharp |= {1} if self._draw_one(painter, 1) else set()
                painter.setOpacity(1.0)
                sharp = sharp if IN_SIGHT[0] <= self.share <= IN_SIGHT[1] else set()
        return sharp

    @property
    def _line(self) -> int:
        return round(self.whole.width() * self.share)

    def _clip(self, index: int) -> QRectF:
        if self.view is not View.SWIPE:
            return self.panes[index]
        at, width, height = self._line, self.whole.width(), self.whole.height()
        return QRectF(0, 0, at, height) if index == 0 else QRectF(at, 0, width - at, height)

    def _draw_one(self, painter: QPainter, index: int) -> bool:
        picture, rect, clip = self.pictures[index], self.rects[index], self._clip(index)
        sharp = picture.draw(painter, rect, clip, self.scale(index), magnified=self.magnified)
        if self.magnified:
            marks.draw_grid(painter, rect, clip, picture.size, self.scale(index))
        return sharp


def lies_over(view: View, evidence: PairEvidence | None) -> bool:
    """Whether this view shows the right picture laid over the left one, in its frame."""
    return view is View.DIFFERENCE and evidence is not None and evidence.change is not None


def on_pixels(rect: QRectF, ratio: float) -> QRectF:
    """The rectangle moved onto whole screen pixels: 1:1 stays exact, and blinking equal sizes moves nothing."""
    rect.moveTo(round(rect.x() * ratio) / ratio, round(rect.y() * ratio) / ratio)
    return rect
