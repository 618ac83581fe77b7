"""Score normalisation: what one more coordinate does to distances, and the head that is fitted with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.head import Head, unit
from models.heads import HEADS
from models.heads.background import FIRST, LAST, MIDDLE, MOST, appended, spread
from models.heads.score_norm import ALIKE


def rows(count: int, dim: int = 8, seed: int = 0) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32))


def square(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return ((one.astype(np.float64)[:, None] - other.astype(np.float64)) ** 2).sum(2)


def crowd(seed: int = 0) -> np.ndarray:
    """Features of 60 pictures that are much alike, and of 200 that are not."""
    rng = np.random.default_rng(seed)
    near = rng.normal(size=24) * 3 + rng.normal(size=(60, 24)) * 1.5
    return np.concatenate((near, rng.normal(size=(200, 24)) * 3)).astype(np.float32)


@given(st.integers(0, 1000))
def test_a_distance_is_scaled_by_both_spreads_and_nothing_else_but_their_difference(seed: int) -> None:
    z, background = rows(12, seed=seed), rows(30, seed=seed + 1)
    found = appended(z, background, 0.9)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    weight = np.minimum(MIDDLE * np.sqrt(0.9 / spread(z, background).astype(np.float64)), MOST)
    angle = np.arcsin(weight)
    chord = np.abs(np.exp(1j * angle)[:, None] - np.exp(1j * angle)) ** 2
    np.testing.assert_allclose(square(found, found), weight[:, None] * weight * square(z, z) + chord, atol=1e-5)


@given(st.integers(0, 1000), st.integers(5, 40))
def test_the_spread_is_the_mean_squared_distance_to_the_nearest_but_one_and_two_more(seed: int, size: int) -> None:
    z, background = rows(6, seed=seed), rows(size, seed=seed + 1)
    slow = np.sort(square(z, background), axis=1)[:, FIRST:LAST].mean(axis=1)
    np.testing.assert_allclose(spread(z, background), slow, rtol=1e-3, atol=1e-5)


def test_the_order_of_pairs_is_that_of_local_scaling_where_the_spreads_are_alike() -> None:
    z, background = rows(40, 16), rows(300, 16, seed=1)
    found, s = appended(z, background, 0.9), spread(z, background)
    one, other = np.triu_indices(40, 1)
    alike = np.abs(np.log(s[one] / s[other])) < 0.02
    scaled = square(z, z)[one, other] / np.sqrt(s[one] * s[other])
    ours = square(found, found)[one, other]
    assert alike.sum() > 30 and np.corrcoef(scaled[alike], ours[alike])[0, 1] > 0.999


def test_identical_background_gives_a_weight_that_is_bounded() -> None:
    same = np.tile(rows(1), (9, 1))
    found = appended(same, same, 0.9)
    assert np.isfinite(found).all() and found[0, -1] == pytest.approx(np.sqrt(1 - MOST**2), abs=1e-6)


def test_alike_pictures_move_apart_and_lonely_ones_together() -> None:
    x = crowd()
    plain, normed = (HEADS.load(name).fit(x, np.arange(len(x))) for name in ("whiten", "score_norm"))
    assert normed.kind == "score_norm" and normed.dim(24) == plain.dim(24) + 1 == normed.apply(x).shape[1]
    before, after = (np.sqrt(square(head.apply(x), head.apply(x))) for head in (plain, normed))
    ratio = after / np.maximum(before, 1e-9)
    off = ~np.eye(len(x), dtype=bool)
    near = np.zeros(len(x), bool)
    near[:60] = True
    inside, outside = off & near & near[:, None], off & ~near & ~near[:, None]
    assert ratio[inside].mean() > 1.1 * ratio[outside].mean()


def test_the_background_holds_no_two_that_are_alike_and_does_not_depend_on_the_order() -> None:
    x = np.concatenate((crowd(), crowd()))  # everything twice
    order = np.random.default_rng(1).permutation(len(x))
    fit = HEADS.load("score_norm").fit
    first = fit(x, np.arange(len(x)))
    assert fit(x[order], order).fingerprint == first.fingerprint
    background = first.arrays["background"]
    alike = background @ background.T - 2 * np.eye(len(background))
    assert alike.max() < ALIKE and 100 < len(background) <= 260
    assert first.arrays["middle"][0] == pytest.approx(np.median(spread(whitened(first, x), background)), abs=1e-6)


def whitened(head: Head, x: np.ndarray) -> np.ndarray:
    return unit(head.project(x))


@pytest.mark.parametrize("images", [1, 5, 39])
def test_a_small_collection_has_no_background(images: int) -> None:
    x = crowd()[-images:]
    head = HEADS.load("score_norm").fit(x, np.arange(images))
    assert head.kind == "score_norm" and "background" not in head.arrays and head.apply(x).shape == (images, 24)


def test_a_file_keeps_it_and_half_of_it_is_refused(tmp_path: Path) -> None:
    head = HEADS.load("score_norm").fit(crowd(), np.arange(260))
    head.save(tmp_path / "h")
    assert Head.load(tmp_path / "h").fingerprint == head.fingerprint
    Head("score_norm", {name: array for name, array in head.arrays.items() if name != "middle"}).save(tmp_path / "h")
    with pytest.raises(UserError, match="other arrays"):
        Head.load(tmp_path / "h")


@pytest.mark.parametrize("kind", ["score_norm", "mlp"])
def test_the_graph_gives_the_same_numbers(tmp_path: Path, kind: str) -> None:
    onnx = pytest.importorskip("onnx")
    from models.onnx_graph import EMBEDDING
    from models.onnx_head import with_head
    from models.onnx_session import open_own
    from tests.unit.test_model_file import features_graph

    x, rng = crowd(), np.random.default_rng(3)
    head = HEADS.load("score_norm").fit(x, np.arange(260))
    if kind == "mlp":
        width = head.dim(24) - 1
        layer = {"hidden": (width, 5), "bias": (5,), "out": (5, width)}
        affine = {name: head.arrays[name] for name in ("mean", "matrix")}
        head = Head("mlp", affine | {name: rng.normal(size=shape).astype(np.float32) for name, shape in layer.items()})
    graph = with_head(features_graph(24), head, 24)
    (tmp_path / "g.onnx").write_bytes(graph.SerializeToString())
    made = open_own(tmp_path / "g.onnx", "image", EMBEDDING, 1)(x)
    np.testing.assert_allclose(made, head.apply(x), atol=3e-6)
    assert made.shape[1] == head.dim(24)
    old = features_graph(24)
    old.opset_import[0].version = 9
    if kind == "score_norm":
        with pytest.raises(UserError, match="opset 9; 10 or later"):
            with_head(old, head, 24)
    else:
        onnx.checker.check_model(with_head(old, head, 24))
