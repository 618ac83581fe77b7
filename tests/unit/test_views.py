"""The dihedral views: a group that acts on pictures, and words that say what one sees."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from models import views

VIEW = st.sampled_from(views.VIEWS)
F = np.array([[1, 2, 3], [4, 5, 6]], np.uint8)[..., None]  # a picture no view leaves as it is


def plain(pixels: NDArray[np.uint8]) -> list[list[int]]:
    return pixels[..., 0].tolist()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("as_it_is", [[1, 2, 3], [4, 5, 6]]),
        ("left", [[3, 6], [2, 5], [1, 4]]),
        ("half", [[6, 5, 4], [3, 2, 1]]),
        ("right", [[4, 1], [5, 2], [6, 3]]),
        ("mirrored", [[3, 2, 1], [6, 5, 4]]),
        ("mirrored_left", [[1, 4], [2, 5], [3, 6]]),
        ("mirrored_half", [[4, 5, 6], [1, 2, 3]]),
        ("mirrored_right", [[6, 3], [5, 2], [4, 1]]),
    ],
)
def test_every_view_by_hand(name: str, expected: list[list[int]]) -> None:
    assert plain(views.turn(F, views.NAMES.index(name))) == expected


def test_the_words_are_those_of_an_image_program() -> None:
    picture = Image.fromarray(F[..., 0])
    seen = {
        "turned left": Image.Transpose.ROTATE_90,
        "upside down": Image.Transpose.ROTATE_180,
        "turned right": Image.Transpose.ROTATE_270,
        "mirrored": Image.Transpose.FLIP_LEFT_RIGHT,
        "mirrored top to bottom": Image.Transpose.FLIP_TOP_BOTTOM,
    }
    for words, how in seen.items():
        view = views.WORDS.index(words)
        assert plain(views.turn(F, view)) == np.asarray(picture.transpose(how)).tolist()
        assert views.words(view) == words
    assert views.words(None) == views.words(0) == "as it is"
    assert len(set(views.WORDS)) == len(set(views.NAMES)) == views.COUNT == 8


@given(VIEW, VIEW)
def test_composing_is_turning_twice(first: int, then: int) -> None:
    twice = views.turn(views.turn(F, first), then)
    assert np.array_equal(views.turn(F, views.compose(first, then)), twice)
    assert views.size(3, 2, views.compose(first, then)) == (twice.shape[1], twice.shape[0])


@given(VIEW, VIEW, VIEW)
def test_the_views_are_a_group(a: int, b: int, c: int) -> None:
    assert views.compose(views.compose(a, b), c) == views.compose(a, views.compose(b, c))
    assert views.compose(a, views.AS_IT_IS) == views.compose(views.AS_IT_IS, a) == a
    assert views.compose(a, views.inverse(a)) == views.compose(views.inverse(a), a) == views.AS_IT_IS


def test_the_eight_views_differ_and_not_all_commute() -> None:
    assert len({views.turn(F, view).tobytes() + bytes(views.turn(F, view).shape) for view in views.VIEWS}) == 8
    assert views.compose(views.MIRRORED, 1) != views.compose(1, views.MIRRORED)


@given(VIEW)
def test_a_batch_turns_picture_by_picture(view: int) -> None:
    batch = np.random.default_rng(0).integers(0, 256, (3, 4, 4, 3), dtype=np.uint8)
    turned = views.turn(batch, view)
    assert turned.flags.c_contiguous and turned.dtype == np.uint8
    for one, expected in zip(turned, batch, strict=True):
        assert np.array_equal(one, views.turn(expected, view))


@pytest.mark.parametrize("view", [-1, 8])
def test_there_is_no_ninth_view(view: int) -> None:
    for function in (views.inverse, lambda v: views.turn(F, v), lambda v: views.compose(0, v)):
        with pytest.raises(ValueError, match="no view"):
            function(view)
