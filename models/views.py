"""The eight dihedral views of a picture: as it is or mirrored, each turned by no, one, two or three quarters.

A view is a whole number, 0 as it is, so that it fits a column: `4 * mirrored + quarters`, mirrored left to right
first, then turned to the left (counterclockwise). "B matches A under view v" means that `turn(B, v)` looks like A;
then A matches B under `inverse(v)`.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Kind = TypeVar("Kind", bound=np.generic)

COUNT = 8
AS_IT_IS = 0
MIRRORED = 4
VIEWS = tuple(range(COUNT))
NAMES = (
    "as_it_is", "left", "half", "right", "mirrored", "mirrored_left", "mirrored_half", "mirrored_right",
)  # fmt: skip
"""Codes for files and settings, by view."""
WORDS = (
    "as it is", "turned left", "upside down", "turned right", "mirrored", "mirrored and turned left",
    "mirrored top to bottom", "mirrored and turned right",
)  # fmt: skip
"""What people read, by view."""


def turn(pixels: NDArray[Kind], view: int) -> NDArray[Kind]:
    """The (h, w, c) picture or (n, h, w, c) pictures under this view, contiguous; a quarter turn swaps h and w."""
    mirrored, quarters = _parts(view)
    turned = np.flip(pixels, -2) if mirrored else pixels
    return np.ascontiguousarray(np.rot90(turned, quarters, axes=(-3, -2)))


def inverse(view: int) -> int:
    """The view that takes this one back: `turn(turn(p, v), inverse(v))` is p."""
    mirrored, quarters = _parts(view)
    return view if mirrored else -quarters % 4


def compose(first: int, then: int) -> int:
    """The one view that does `first` and `then` after it."""
    (mirrored, quarters), (again, more) = _parts(first), _parts(then)
    # A mirror image turns the other way round.
    return 4 * (mirrored ^ again) + (more + (-quarters if again else quarters)) % 4


def size(width: int, height: int, view: int) -> tuple[int, int]:
    """Width and height of a picture under this view."""
    return (height, width) if _parts(view)[1] % 2 else (width, height)


def words(view: Any) -> str:
    """What people read of a view; None, as in a column without views, is the picture as it is."""
    return WORDS[0 if view is None else int(view)]


def _parts(view: int) -> tuple[int, int]:
    if not 0 <= view < COUNT:
        raise ValueError(f"there is no view {view}; views are 0 to {COUNT - 1}")
    return divmod(int(view), 4)
