"""What every query strategy owes, whoever wrote it."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pytest

from app.core.asking.batches import OTHERS, Draw, strata
from app.core.asking.situation import Situation
from app.core.records import AGAIN, Grade
from app.core.settings import Settings
from app.core.strategies import STRATEGIES
from tests.situations import all_pairs, edges, situation, vectors

GRADED = {
    (1, 2): Grade.ND, (2, 3): Grade.ND, (4, 5): Grade.NEAR_ND, (6, 7): Grade.NND, (8, 9): None, (1, 10): Grade.NND,
    (11, 12): Grade.ND, (12, 13): Grade.ND, (11, 13): Grade.NND,
    **{(14, b): Grade.NND for b in range(15, 24)}, **{(24, b): Grade.ND for b in range(25, 29)},
}  # fmt: skip


@cache
def made(kind: str) -> Situation:
    """No label yet; many labels with a contradiction and a dispute; one pair; none."""
    rng = np.random.default_rng(3)
    found, former = vectors(30, rng), vectors(30, rng)
    if kind == "unlabelled":
        return situation(found, all_pairs(30)[::2])
    if kind == "labelled":
        return situation(found, all_pairs(30)[::2], GRADED, former=former, unsure=[(1, 30)], duplicates=[(29, 30)])
    return situation(found, [(3, 8)] if kind == "one pair" else [])


def drawn(name: str, kind: str, size: int, seed: int = 1) -> list[Draw]:
    entry = STRATEGIES.entry(name)
    rng = np.random.default_rng(seed)
    return list(entry.load()(made(kind), size, rng, **Settings().of_entry("strategy", entry)))


@pytest.mark.parametrize("size", [0, 1, 2, 7, 40, 100_000])
@pytest.mark.parametrize("kind", ["unlabelled", "labelled", "one pair", "none"])
@pytest.mark.parametrize("name", STRATEGIES.names())
def test_strata_are_disjoint_and_together_all_the_candidates(name: str, kind: str, size: int) -> None:
    found, draws = made(kind), drawn(name, kind, size)
    asked = [draw for draw in draws if not draw.again]
    assert len({draw.stratum for draw in draws}) == len(draws)
    assert sum(draw.population for draw in asked) == len(found)
    rows = [row for draw in asked for row in draw.rows.tolist()]
    assert len(rows) == len(set(rows)) <= min(size, len(found)) and all(0 <= row < len(found) for row in rows)
    repeated = [row for draw in draws if draw.again for row in draw.rows.tolist()]
    assert len(repeated) == len(set(repeated)) and all(0 <= row < len(found.graded) for row in repeated)
    assert len(rows) + len(repeated) <= size
    assert strata(draws, 5)[OTHERS] == {"population": 5, "drawn": 0}
    if STRATEGIES.entry(name).needs != "graded":  # there is always enough to fill a batch, if there is anything at all
        assert len(rows) + len(repeated) == min(size, len(found) + len(repeated))


@pytest.mark.parametrize("size", [1, 7, 40])
@pytest.mark.parametrize("kind", ["unlabelled", "labelled"])
@pytest.mark.parametrize("name", STRATEGIES.names())
def test_probabilities_of_a_stratum_add_up_to_what_is_drawn(name: str, kind: str, size: int) -> None:
    for draw in drawn(name, kind, size):
        chance = np.broadcast_to(draw.probability, len(draw.rows))
        assert ((chance > 0) & (chance <= 1)).all() or draw.again
        if np.ndim(draw.probability) == 0 and not draw.again and draw.population:
            assert draw.probability == len(draw.rows) / draw.population
        if draw.again:
            assert draw.stratum.startswith(AGAIN) and draw.probability == 0.0


@pytest.mark.parametrize("name", STRATEGIES.names())
def test_a_seed_gives_the_same_pairs_and_no_strategy_changes_its_situation(name: str) -> None:
    before = edges(made("labelled").candidates)
    one, two = (drawn(name, "labelled", 20, seed=4) for _ in range(2))
    assert [(d.stratum, d.rows.tolist()) for d in one] == [(d.stratum, d.rows.tolist()) for d in two]
    assert edges(made("labelled").candidates) == before


@pytest.mark.parametrize("name", [entry.name for entry in STRATEGIES if entry.needs == "random"])
def test_a_drawing_strategy_draws_each_pair_with_the_chance_it_states(name: str) -> None:
    entry, found = STRATEGIES.entry(name), made("labelled")
    settings = Settings().of_entry("strategy", entry)
    runs, size, rng = 2000, 25, np.random.default_rng(8)
    hits: Counter[int] = Counter()
    stated: dict[int, float] = {}
    for _ in range(runs):
        for draw in entry.load()(found, size, rng, **settings):
            rows = draw.rows.tolist()
            hits.update(rows)
            stated |= dict(zip(rows, np.broadcast_to(draw.probability, len(rows)).tolist(), strict=True))
    chance = np.array([stated[row] for row in range(len(found))])  # every pair has come up by now
    counted = np.array([hits[row] for row in range(len(found))]) / runs
    spread = np.sqrt(np.maximum(chance * (1 - chance), 1e-12) / runs)
    assert abs(chance.sum() - size) < 1e-6
    assert np.abs((counted - chance)[chance < 1] / spread[chance < 1]).max() < 4.5
    assert (counted[chance == 1] == 1).all()
    free = chance < 1
    chi = (((counted - chance)[free] / spread[free]) ** 2).sum()
    assert chi < free.sum() + 6 * np.sqrt(2 * free.sum())


def test_a_mix_weighted_by_its_probabilities_counts_the_collection() -> None:
    """The strata are exact: the weights of what is drawn at random add up to the population, on average and by part."""
    found, entry = made("unlabelled"), STRATEGIES.entry("mix")
    shares = dict.fromkeys(Settings().of_entry("strategy", entry), 0.0)
    shares |= {"hardest": 0.2, "random": 0.4, "uniform_distance": 0.4}
    wanted = found.candidates.distance > np.median(found.candidates.distance)
    rng, totals = np.random.default_rng(0), []
    for _ in range(3000):
        draws = entry.load()(found, 40, rng, **shares)
        picked = next(draw for draw in draws if draw.stratum.startswith("hardest"))
        assert picked.rows.tolist() == list(range(8))
        totals.append(sum(wanted[draw.rows].sum() / draw.probability for draw in draws if len(draw.rows)))
    error = np.std(totals) / np.sqrt(len(totals))
    assert abs(np.mean(totals) - wanted.sum()) < 4 * error < 0.05 * wanted.sum()
