"""Retrieval: a slow restatement, hand examples, and the public yardstick where the definitions meet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.measuring.retrieval import by_size, retrieval
from app.core.records import Embeddings


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def made(seed: int, size: int, classes: int, dim: int = 8) -> tuple[Embeddings, np.ndarray]:
    rng = np.random.default_rng(seed)
    label = rng.integers(0, classes, size)
    vectors = unit(rng.normal(size=(classes, dim))[label] + 0.6 * rng.normal(size=(size, dim)))
    return Embeddings(np.arange(size) * 3 + 5, vectors), label


def slow(queries: Embeddings, qc: np.ndarray, base: Embeddings, bc: np.ndarray, k: int) -> dict[str, list[float]]:
    out: dict[str, list[float]] = {name: [] for name in ("hit", "recall", "precision", "r-precision", "map@r")}
    for q, c in zip(range(len(qc)), qc, strict=True):
        rows = [r for r in range(len(bc)) if base.ids[r] != queries.ids[q]]
        gap = {r: float(np.linalg.norm(base.vectors[r].astype(float) - queries.vectors[q].astype(float))) for r in rows}
        rows.sort(key=lambda r: (gap[r], base.ids[r]))
        hits = [bool(bc[r] == c) for r in rows]
        total = sum(hits)
        if not total:
            continue
        out["hit"].append(float(any(hits[:k])))
        out["recall"].append(sum(hits[:k]) / total)
        out["precision"].append(sum(hits[:k]) / k)
        out["r-precision"].append(sum(hits[:total]) / total)
        out["map@r"].append(sum(sum(hits[: i + 1]) / (i + 1) for i in range(total) if hits[i]) / total)
    return out


@pytest.mark.parametrize("k", [1, 3, 500])
def test_it_is_the_slow_restatement(k: int) -> None:
    embeddings, label = made(1, 120, 30)
    part = Embeddings(embeddings.ids[::3], embeddings.vectors[::3])
    found = retrieval(part, label[::3], embeddings, label, ks=(k,))
    expected = slow(part, label[::3], embeddings, label, k)
    for name in ("hit", "recall", "precision"):
        np.testing.assert_allclose(found.values[f"{name}@{k}"], expected[name], atol=1e-12)
    for name in ("r-precision", "map@r"):
        np.testing.assert_allclose(found.values[name], expected[name], atol=1e-12)
    assert len(found.ids) + found.without == len(part.ids)


def test_a_hand_example() -> None:
    angles = np.radians([0, 10, 22, 30, 90])
    embeddings = Embeddings(np.arange(5), np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32))
    found = retrieval(embeddings, np.array([0, 1, 0, 0, 2]), embeddings, np.array([0, 1, 0, 0, 2]), ks=(1, 2))
    assert found.ids.tolist() == [0, 2, 3] and found.without == 2, "classes of one image ask nothing"
    assert found.values["hit@1"].tolist() == [0, 1, 1]
    assert found.values["recall@2"].tolist() == [0.5, 0.5, 0.5]
    assert found.values["map@r"].tolist() == [0.25, 0.5, 0.5]  # hit at place 2; 1; 1


def test_an_exact_duplicate_is_an_answer_and_the_query_is_not() -> None:
    vectors = unit(np.array([[1, 0], [1, 0], [0, 1.0]]))
    found = retrieval(Embeddings(np.arange(3), vectors), np.array([0, 0, 1]), Embeddings(np.arange(3), vectors),
                      np.array([0, 0, 1]), ks=(1,))  # fmt: skip
    assert found.values["hit@1"].tolist() == [1, 1]


@given(seed=st.integers(0, 10**6), size=st.integers(2, 60), classes=st.integers(1, 20))
def test_the_two_recalls(seed: int, size: int, classes: int) -> None:
    embeddings, label = made(seed, size, classes)
    found = retrieval(embeddings, label, embeddings, label, ks=(1, 2, 5, 100))
    hits = [found.values[f"hit@{k}"] for k in (1, 2, 5, 100)]
    for k, hit, more in zip((1, 2, 5), hits, hits[1:], strict=False):
        assert (hit <= more).all() and (found.values[f"recall@{k}"] <= hit).all()
    twins = np.bincount(label)[found.classes] == 2
    assert (found.values["recall@5"][twins] == found.values["hit@5"][twins]).all(), "equal where one image is relevant"
    assert (found.values["recall@100"] == 1).all()


def test_it_agrees_with_the_accuracy_calculator() -> None:
    calculator = pytest.importorskip("pytorch_metric_learning.utils.accuracy_calculator")
    torch = pytest.importorskip("torch")
    embeddings, label = made(4, 300, 40)
    counts = np.bincount(label)
    few = counts[label] > 1
    embeddings, label = Embeddings(embeddings.ids[few], embeddings.vectors[few]), label[few]
    judge = calculator.AccuracyCalculator(
        include=("precision_at_1", "mean_average_precision_at_r", "r_precision"), k="max_bin_count",
        device=torch.device("cpu"), knn_func=_knn(torch),
    )  # fmt: skip
    vectors = torch.from_numpy(embeddings.vectors)
    theirs = judge.get_accuracy(vectors, torch.from_numpy(label))
    ours = retrieval(embeddings, label, embeddings, label, ks=(1,)).means()
    assert ours["hit@1"] == pytest.approx(theirs["precision_at_1"])
    assert ours["map@r"] == pytest.approx(theirs["mean_average_precision_at_r"])
    assert ours["r-precision"] == pytest.approx(theirs["r_precision"])


def _knn(torch):
    def knn(query, k, reference, ref_includes_query):
        distance = torch.cdist(query.double(), reference.double())
        if ref_includes_query:
            distance.fill_diagonal_(torch.inf)
        values, places = torch.topk(distance, k, largest=False)
        return values, places

    return knn


def test_more_distractors_make_it_harder_and_the_last_is_the_whole() -> None:
    embeddings, label = made(7, 400, 20)
    curve = by_size(embeddings, label, (100, 200, 10_000), np.random.default_rng(0))
    assert [size for size, _ in curve] == [100, 200, 400]
    whole = retrieval(embeddings, label, embeddings, label, ks=(1, 10)).means()
    assert curve[-1][1].means() == whole
    again = by_size(embeddings, label, (100, 200, 10_000), np.random.default_rng(0))
    assert [r.means() for _, r in again] == [r.means() for _, r in curve]


def test_intervals_hold_the_mean_and_shrink_with_more_classes() -> None:
    widths = []
    for classes in (8, 200):
        embeddings, label = made(3, 6 * classes, classes)
        found = retrieval(embeddings, label, embeddings, label, ks=(1,))
        value, low, high = found.intervals(500, np.random.default_rng(1))["map@r"]
        assert low <= value <= high
        widths.append(high - low)
    assert widths[1] < widths[0] / 2


def test_nothing_to_find_and_nothing_at_all() -> None:
    embeddings, _ = made(1, 4, 2)
    alone = retrieval(embeddings, np.arange(4), embeddings, np.arange(4))
    assert alone.without == 4 and alone.means() == {} and alone.intervals(10, np.random.default_rng(0)) == {}
    none = Embeddings(np.empty(0, np.int64), np.empty((0, 8), np.float32))
    assert retrieval(embeddings, np.zeros(4, np.int64), none, np.empty(0, np.int64)).means() == {}
