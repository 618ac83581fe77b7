"""Evidence: what two picture files say of each other, for the window: matched points, alignment, what changed."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from app.core.reading.images import read_image
from app.core.records import FloatArray
from app.core.verifying.difference import Difference, difference, same_shape
from app.core.verifying.geometry import Matrix, of_view
from app.core.verifying.verify import LocalFeatures, Verification, local_features, verify
from models.views import AS_IT_IS, inverse, size, words

SHORT, LONG = 640, 1280  # pixels a picture is read at: enough for keypoints and the difference
HELD = 24  # pictures, about 4 MB each

Made = tuple[Image.Image, LocalFeatures]


@dataclass(frozen=True)
class PairEvidence:
    """What was found between two pictures, right against left, both as their files are (oriented, not turned).

    `left` and `right` (n, 2) are the matching points in 0 to 1, best first; none, with a `refusal`, where pictures
    are not aligned, and `agreeing` says how many agreed all the same. `laid` lays right over left: the projection,
    or, where there is none, the `view` it was known to match in, or nothing. `change` is None where it was not asked
    for, or where unaligned pictures differ in shape.
    """

    left: FloatArray
    right: FloatArray
    agreeing: int
    laid: Matrix
    view: int
    refusal: str
    change: Difference | None

    @property
    def aligned(self) -> bool:
        """Whether a projection was found and believed."""
        return not self.refusal

    @property
    def view_words(self) -> str:
        """How the right picture must be turned to look like the left one; empty when it need not be."""
        return "" if self.view == AS_IT_IS else words(self.view)


def of_other(view: int) -> int:
    """The view in which the left picture matches, when the right one matches in this view."""
    return inverse(view)


class Desk:
    """Answers questions about pairs of files; keeps the pictures last asked for."""

    def __init__(self, held: int = HELD) -> None:
        self._most = held
        self._pictures: OrderedDict[Path, Made] = OrderedDict()

    def evidence(self, left: Path, right: Path, view: int | None = None, *, with_change: bool = True) -> PairEvidence:
        """The evidence of a pair; BadImage when a file cannot be read.

        `view` is how the right picture was found to match; where no points tell, it is laid over in this view.
        """
        with ThreadPoolExecutor(1) as beside:  # decoding and keypoints hold no lock of the interpreter
            later = beside.submit(self._made, right)
            (one, ours), (other, theirs) = self._made(left), later.result()
        for path, made in ((left, (one, ours)), (right, (other, theirs))):
            self._keep(path, made)
        found = verify(ours, theirs)
        laid = of_view(view or AS_IT_IS) if found.matrix is None else found.matrix
        comparable = found.matrix is not None or same_shape(one.size, size(*other.size, view or AS_IT_IS))
        change = difference(one, other, laid) if with_change and comparable else None
        return _evidence(found, laid, change)

    def _made(self, path: Path) -> Made:
        held = self._pictures.get(path)
        if held is not None:
            return held
        image = read_image(path, short_side=SHORT)
        image.thumbnail((LONG, LONG), reducing_gap=3.0)
        return image, local_features(image)

    def _keep(self, path: Path, made: Made) -> None:
        self._pictures[path] = made
        self._pictures.move_to_end(path)
        while len(self._pictures) > self._most:
            self._pictures.popitem(last=False)


def _evidence(found: Verification, laid: Matrix, change: Difference | None) -> PairEvidence:
    agreeing = np.flatnonzero(found.agreeing) if found.matrix is not None else np.empty(0, np.int64)
    return PairEvidence(
        left=found.left[agreeing],
        right=found.right[agreeing],
        agreeing=int(found.agreeing.sum()),
        laid=laid,
        view=found.view,
        refusal=found.refusal.value if found.refusal else "",
        change=change,
    )
