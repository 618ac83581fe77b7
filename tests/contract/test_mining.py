"""What every miner, query strategy and pair exporter owes, whoever wrote it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.batches import OTHERS, strata
from app.core.exporters import EXPORTERS
from app.core.exporting import write
from app.core.jobs import NULL_JOB
from app.core.known import Known
from app.core.miners import MINERS
from app.core.mining import over
from app.core.pair_rows import PairRow
from app.core.records import Candidates, Embeddings
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from app.core.strategies import STRATEGIES
from app.core.why import TEMPLATES, parts, why_text
from tests.made import sha

JUDGED, TWINS = [(1, 2), (3, 40), (5, 6)], [(7, 8), (8, 9)]


def mined(name: str) -> Candidates:
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((50, 6)).astype(np.float32)
    found = Embeddings(np.arange(1, 51), vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    known = Known.build([], JUDGED, TWINS, [KnownGroup(image, "g", True) for image in range(10, 20)])
    entry = MINERS.entry(name)
    data = over(found, {image: sha(str(image)) for image in range(1, 51)}, known, "cpu", NULL_JOB)
    return entry.load()(data, **Settings().of_entry("miner", entry))


@pytest.mark.parametrize("name", MINERS.names())
def test_a_miner_proposes_open_pairs_once_with_a_reason_and_always_the_same(name: str) -> None:
    found = mined(name)
    pairs = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert len(pairs) == len(set(pairs)) == len(found.why) > 0
    assert all(left < right for left, right in pairs)
    assert not {*JUDGED, (7, 8), (8, 9), (7, 9)} & set(pairs)
    assert found.miner == name
    order = [(round(float(d), 6), sha(str(a)), sha(str(b))) for (a, b), d in zip(pairs, found.distance, strict=True)]
    assert order == sorted(order)
    assert {parts(text)[0] for text in found.why} <= set(TEMPLATES)
    assert all(why_text(text) != text for text in set(found.why))
    again = mined(name)
    assert np.array_equal(again.left, found.left)
    assert list(again.why) == list(found.why)


@pytest.mark.parametrize("size", [0, 1, 7, 10_000])
@pytest.mark.parametrize("name", STRATEGIES.names())
def test_a_strategy_draws_every_pair_once_from_strata_that_are_all_the_candidates(name: str, size: int) -> None:
    found = mined("knn")
    draws = STRATEGIES.load(name)(found, size, np.random.default_rng(3))
    rows = np.concatenate([draw.rows for draw in draws])
    assert len(rows) == len(np.unique(rows)) == min(size, len(found))
    assert sum(draw.population for draw in draws) == len(found)
    for draw in draws:
        assert len(draw.rows) <= draw.population
        assert draw.probability == (len(draw.rows) / draw.population if draw.population else draw.probability)
    assert strata(draws, 5)[OTHERS] == {"population": 5, "drawn": 0}
    again = STRATEGIES.load(name)(found, size, np.random.default_rng(3))
    assert [draw.rows.tolist() for draw in again] == [draw.rows.tolist() for draw in draws]


@pytest.mark.parametrize("name", [entry.name for entry in EXPORTERS if entry.needs == "pairs"])
@pytest.mark.parametrize("count", [0, 3])
def test_a_pair_exporter_writes_what_it_is_given_and_the_same_bytes_twice(
    name: str, count: int, tmp_path: Path
) -> None:
    rows = [PairRow(f"{n}.jpg", "b.jpg", "c", "d", distance=n / 7, round=n) for n in range(count)]
    written = []
    for out in (tmp_path / "one", tmp_path / "two"):
        assert write(name, out, PairRow, iter(rows), count) == count
        written.append(out.read_bytes())
    assert written[0] == written[1]
    assert all(f"{n}.jpg".encode() in written[0] for n in range(count))
