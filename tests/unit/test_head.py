"""Heads: the affine form, the rules of whitening on small collections, files that keep and refuse."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.measuring import metrics
from models.errors import UserError
from models.head import Head, unit
from models.heads import HEADS

RNG = np.random.default_rng(0)


def spread(count: int, dim: int, seed: int = 0) -> np.ndarray:
    """Features with unequal variances and a mean, as pooled features have."""
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(count, dim)) * np.linspace(3, 0.1, dim) + 5).astype(np.float32)


def fitted(kind: str, features: np.ndarray) -> Head:
    return HEADS.load(kind).fit(features, np.arange(len(features)))


def test_a_head_is_centre_matrix_and_unit_length() -> None:
    x, mean, matrix = spread(10, 6), RNG.normal(size=6).astype("f4"), RNG.normal(size=(6, 3)).astype("f4")
    expected = (x - mean) @ matrix
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    made = Head("linear", {"mean": mean, "matrix": matrix}).apply(x)
    assert made.dtype == np.float32 and made.shape == (10, 3)
    np.testing.assert_allclose(made, expected, atol=1e-6)
    np.testing.assert_allclose(Head("raw").apply(x), x / np.linalg.norm(x, axis=1, keepdims=True), atol=1e-6)
    assert Head("raw").dim(6) == 6 and Head("linear", {"matrix": matrix}).dim(6) == 3


def test_half_precision_and_many_blocks_of_rows_make_no_difference() -> None:
    x = np.tile(spread(500, 4), (40, 1)).astype(np.float16)
    head = fitted("whiten", x[:500])
    assert np.array_equal(head.apply(x)[:500], head.apply(x)[-500:])


def test_a_row_of_zeros_still_has_unit_length() -> None:
    assert unit(np.zeros((2, 3), np.float32)).tolist() == [[1, 0, 0], [1, 0, 0]]


def test_other_features_than_the_head_was_made_for_are_refused() -> None:
    with pytest.raises(UserError, match="made for 6 features an image, not 5"):
        fitted("whiten", spread(10, 6)).apply(spread(2, 5))


def test_a_file_keeps_the_head_and_its_fingerprint(tmp_path: Path) -> None:
    for head in (fitted("whiten", spread(60, 8)), Head("raw")):
        head.save(tmp_path / "head.safetensors")
        again = Head.load(tmp_path / "head.safetensors")
        assert (again.kind, again.fingerprint) == (head.kind, head.fingerprint)
        assert [path.name for path in tmp_path.iterdir()] == ["head.safetensors"]


def test_the_fingerprint_follows_kind_shape_and_values() -> None:
    matrix = np.arange(6, dtype=np.float32).reshape(2, 3)
    heads = [Head("linear", {"matrix": matrix}), Head("whiten", {"matrix": matrix})]
    heads += [Head("linear", {"matrix": matrix.reshape(3, 2)}), Head("linear", {"matrix": matrix + 1}), Head("linear")]
    assert len({head.fingerprint for head in heads}) == 5


@pytest.mark.parametrize("content", [b"", b"not a head", b"\x08\x00\x00\x00\x00\x00\x00\x00{}      "])
def test_a_broken_file_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "head.safetensors"
    path.write_bytes(content)
    with pytest.raises(UserError, match="cannot be read as a head"):
        Head.load(path)
    with pytest.raises(UserError, match="cannot be read as a head"):
        Head.load(tmp_path / "missing")


def test_arrays_of_something_else_are_refused(tmp_path: Path) -> None:
    Head("linear", {"bias": np.ones(3, np.float32)}).save(tmp_path / "h")
    with pytest.raises(UserError, match="other arrays"):
        Head.load(tmp_path / "h")


@pytest.mark.parametrize(
    ("images", "arrays", "components"),
    [(1, set(), 8), (2, set(), 8), (3, {"mean"}, 8), (39, {"mean"}, 8), (40, {"mean", "matrix"}, 10)],
)
def test_small_collections_are_only_centred_and_tiny_ones_raw(images: int, arrays: set[str], components: int) -> None:
    head = fitted("whiten", spread(images, 30 if images >= 40 else 8))
    assert set(head.arrays) == arrays
    assert head.dim(8) == components


@pytest.mark.parametrize(("images", "dim", "components"), [(400, 50, 50), (160, 50, 40), (1600, 500, 384)])
def test_components_are_at_most_a_quarter_of_the_images_and_384(images: int, dim: int, components: int) -> None:
    assert fitted("whiten", spread(images, dim)).dim(dim) == components


def test_each_component_is_divided_by_the_square_root_of_its_singular_value() -> None:
    x = spread(300, 12)
    values = np.linalg.svd(x - x.mean(axis=0), compute_uv=False) / np.sqrt(len(x))
    projected = fitted("whiten", x).project(x)
    np.testing.assert_allclose(projected.std(axis=0), np.sqrt(values), rtol=1e-3)
    correlation = np.corrcoef(projected.T)
    assert np.abs(correlation - np.eye(12)).max() < 1e-3


def test_whitening_repeats_itself_whatever_the_order_of_the_rows() -> None:
    x, order = spread(80, 10), np.random.default_rng(1).permutation(80)
    first = HEADS.load("whiten").fit(x, np.arange(80))
    assert HEADS.load("whiten").fit(x[order], order).fingerprint == first.fingerprint
    leading = first.arrays["matrix"]
    assert (leading[np.abs(leading).argmax(axis=0), np.arange(leading.shape[1])] > 0).all()


def test_images_that_all_look_the_same_are_not_blown_up_to_noise() -> None:
    same = np.repeat(spread(1, 20), 60, axis=0)
    same[1:] *= 1 + 1e-7
    assert not fitted("whiten", same).arrays
    assert np.linalg.norm(np.diff(fitted("whiten", same).apply(same), axis=0), axis=1).max() < 1e-6


def test_fewer_independent_images_than_components_give_fewer_components() -> None:
    few = np.tile(spread(5, 30), (40, 1))
    head = fitted("whiten", few)
    assert head.dim(30) == 4
    assert np.isfinite(head.apply(few)).all()


def test_raw_learns_nothing_and_linear_refuses() -> None:
    assert not fitted("raw", spread(50, 4)).arrays
    with pytest.raises(UserError, match="learned from grades"):
        fitted("linear", spread(50, 4))


def auc(vectors: np.ndarray, group: np.ndarray) -> float:
    left, right = np.triu_indices(len(vectors), 1)
    distance = np.linalg.norm(vectors[left] - vectors[right], axis=1).astype(float)
    same = group[left] == group[right]
    one, zero = np.ones(len(left)), np.zeros(len(left), np.int64)
    kinds = [metrics.Pairs(distance[k], one[k], zero[k], zero[k]) for k in (same, ~same)]
    return float(metrics.figures(metrics.ranked(*kinds)).auc[0])


@pytest.fixture(scope="module")
def ukbench(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Features and group numbers of 400 photographs, 4 of each object."""
    from models.backbones.efficientnet_lite0 import BACKBONE

    members = defaultdict(list)
    with (data / "nd_dev" / "groups.csv").open() as file:
        for row in csv.DictReader(file):
            if row["source"] == "ukbench":
                members[row["group"]].append(data / "nd_dev" / row["image"])
    groups = [paths for paths in members.values() if len(paths) == 4][:100]
    run, rows = BACKBONE.open("cpu", 1), []
    for path in (path for paths in groups for path in paths):
        with Image.open(path) as image:
            rows.append(run(BACKBONE.preprocess(image.convert("RGB"))[None])[0])
    return np.stack(rows), np.repeat(np.arange(100), 4)


@pytest.mark.data
@pytest.mark.parametrize("images", [20, 60, 400])
def test_whitening_never_costs_a_hundredth_of_auc(ukbench: tuple[np.ndarray, np.ndarray], images: int) -> None:
    features, group = (array[:images] for array in ukbench)
    raw, whitened = (auc(fitted(kind, features).apply(features), group) for kind in ("raw", "whiten"))
    assert whitened >= raw - 0.01
    assert whitened > 0.95
