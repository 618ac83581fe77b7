"""Batches and the frozen draw: strata, probabilities, what is never asked twice, and that draws are fair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.asking.batches import OTHERS, make_batch
from app.core.asking.pool import pool
from app.core.asking.shares import share
from app.core.grading.review import Review
from app.core.learning.frozen import draw_frozen, hash_neighbours, population
from app.core.mining.candidates import read_candidates, write_candidates
from app.core.mining.mine import mine
from app.core.mining.why import parts
from app.core.reading import hashes
from app.core.records import AGAIN, Act, Candidates, Embeddings, Grade, Side
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.pairs import BatchRow, NewBatch
from app.core.store.project import Project
from models.errors import UserError
from tests.made import begin_round, grade, project_of, scan, vectors_of

KNN = Settings().having(miner__knn__k=3, batch__strategy="hardest")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 20) as made:
        made.rounds.add_embedder(
            fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw", file="x", dim=16
        )
        begin_round(made, "f0")
        yield made


@pytest.fixture
def mined(project: Project) -> Candidates:
    return mine(project, project.rounds.embedder("f0"), vectors_of(project, np.random.default_rng(1)), KNN)[0]


def edges(found: Candidates) -> list[tuple[int, int]]:
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def test_hardest_takes_the_closest_with_certainty(project: Project, mined: Candidates) -> None:
    batch = make_batch(project, KNN.having(batch__size=7, batch__blindness="open"))
    asked = project.pairs.batch_pairs(batch.id)
    assert [(p.left, p.right) for p in asked] == edges(mined)[:7]
    assert [p.why for p in asked] == list(mined.why[:7])
    assert {(p.stratum, p.draw_probability, p.miner) for p in asked} == {("hardest", 1.0, "knn")}
    assert [p.distance for p in asked] == [pytest.approx(round(float(d), 6)) for d in mined.distance[:7]]
    assert batch.strata == {
        "hardest": {"population": 7, "drawn": 7},
        "other candidates": {"population": len(mined) - 7, "drawn": 0},
        OTHERS: {"population": 190 - len(mined), "drawn": 0},
    }
    assert (batch.name, batch.round, batch.embedder) == ("hardest-1", 0, "f0")
    assert (batch.purpose, batch.sealed) == ("label", False)


def test_random_states_the_chance_each_candidate_had(project: Project, mined: Candidates) -> None:
    batch = make_batch(project, KNN.having(batch__strategy="random", batch__size=9))
    asked = project.pairs.batch_pairs(batch.id)
    assert {p.draw_probability for p in asked} == {9 / len(mined)}
    assert batch.strata["candidates"] == {"population": len(mined), "drawn": 9}
    assert sum(stratum["population"] for stratum in batch.strata.values()) == 20 * 19 // 2


def test_a_pair_that_follows_from_the_answers_is_not_asked(project: Project, mined: Candidates) -> None:
    mine(project, project.rounds.embedder("f0"), vectors_of(project, np.random.default_rng(1)), KNN.having(
        miner__knn__k=19))  # fmt: skip
    grade(project, 1, 2, Grade.ND)
    grade(project, 2, 3, Grade.ND)
    grade(project, 3, 4, Grade.NEAR_ND)
    grade(project, 1, 5, Grade.NND)
    grade(project, 2, 6, Grade.NND)
    grade(project, 3, 6, Grade.NEAR_ND)  # contradicts: people are asked about 1 and 6
    batch = make_batch(project, KNN.having(batch__size=999))
    asked = {(p.left, p.right) for p in project.pairs.batch_pairs(batch.id)}
    every = {(a, b) for a in range(1, 21) for b in range(a + 1, 21)}
    assert every - asked == {(1, 2), (2, 3), (1, 3), (3, 4), (1, 4), (2, 4), (1, 5), (2, 5), (3, 5), (2, 6), (3, 6)}
    assert batch.strata[OTHERS]["population"] == 0


def test_the_view_that_matched_goes_along(project: Project, mined: Candidates) -> None:
    file = project.path / project.rounds.minings(0)[-1].file
    found = read_candidates(file)
    seen = np.arange(len(found)) % 8
    write_candidates(Candidates(found.left, found.right, found.distance, "knn", list(found.why), seen), file)
    batch = make_batch(project, KNN.having(batch__size=9, batch__blindness="open"))
    assert [p.view for p in project.pairs.batch_pairs(batch.id)] == [0, 1, 2, 3, 4, 5, 6, 7, 0]


def test_a_pair_asked_again_hides_its_answer_and_enters_no_population(project: Project, mined: Candidates) -> None:
    grade(project, *edges(mined)[0], Grade.NND)
    sealed = edges(mined)[1]
    frozen = project.pairs.create_batch(
        NewBatch("frozen", "frozen", 0, None, 0, sealed=True, purpose="frozen"),
        [BatchRow(*sealed, 0.1, "knn", "random of=9", "all", 0.5)],
    )
    place = project.pairs.batch_pairs(frozen.id)[0]
    project.labels.append([(place.pair_id, Act(grade=Grade.ND))], By("ann", frozen))
    batch = make_batch(project, Settings().having(batch__strategy="repeats", batch__size=5))
    (asked,) = project.pairs.batch_pairs(batch.id)  # the sealed pair is not asked again
    assert (asked.left, asked.right) == edges(mined)[0]
    assert (asked.stratum, asked.draw_probability, asked.why) == (f"{AGAIN}repeats", None, "again")
    ordinary = [row["population"] for name, row in batch.strata.items() if not name.startswith(AGAIN)]
    assert sum(ordinary) + 2 == 20 * 19 // 2
    review = Review(project, "ann", batch)
    assert review.current is not None and not review.complete
    assert review.label(0) is None and review.labels(0) == []
    review.answer(Act(grade=Grade.ND))
    assert review.complete and review.labels(0)[0].grade is Grade.ND
    assert [answer.grade for answer in project.labels.answers() if not answer.sealed] == [Grade.ND]
    review.undo()
    assert review.label(0) is None and review.current is not None
    assert [answer.grade for answer in project.labels.answers() if not answer.sealed] == [Grade.NND]


def test_a_strategy_that_finds_nothing_says_so(project: Project, mined: Candidates) -> None:
    for name in ("repeats", "contradictions"):
        with pytest.raises(UserError, match=f"{name} finds no pair"):
            make_batch(project, Settings().having(batch__strategy=name))
    assert project.pairs.batches() == []


def test_a_seed_gives_the_same_batch_and_hides_order_and_sides(project: Project, tmp_path: Path) -> None:
    listed = []
    for name in ("one", "two"):
        with project_of(tmp_path / name, 20) as other:
            other.rounds.add_embedder(
                fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw", file="x", dim=16
            )
            begin_round(other, "f0")
            mine(other, other.rounds.embedder("f0"), vectors_of(other, np.random.default_rng(1)), KNN)
            batch = make_batch(other, KNN.having(batch__size=25), seed=4)
            listed.append([(p.left, p.right, p.swapped) for p in other.pairs.batch_pairs(batch.id)])
            distances = [p.distance for p in other.pairs.batch_pairs(batch.id)]
    assert listed[0] == listed[1]
    assert distances != sorted(distances)  # type: ignore[type-var]
    assert {swapped for _, _, swapped in listed[0]} == {True, False}


def test_nobody_is_asked_twice(project: Project, mined: Candidates) -> None:
    grade(project, *edges(mined)[0], Grade.NND)
    project.images.set_pixel_hashes(dict.fromkeys(edges(mined)[1], "same"), hashes.DECODER)
    seen: set[tuple[int, int]] = set()
    for _ in range(20):
        try:
            batch = make_batch(project, KNN.having(batch__size=8))
        except UserError as error:
            assert "was asked already" in str(error)
            break
        asked = {(p.left, p.right) for p in project.pairs.batch_pairs(batch.id)}
        assert not asked & seen
        seen |= asked
    assert seen == set(edges(mined)[2:])


def test_the_miners_of_a_round_are_united(project: Project, mined: Candidates) -> None:
    found = vectors_of(project, np.random.default_rng(1))
    more, _ = mine(project, project.rounds.embedder("f0"), found, Settings().having(
        mine__miner="hn2_row", miner__hn2_row__k=6))  # fmt: skip
    batch = make_batch(project, KNN.having(batch__size=999, batch__blindness="open"))
    asked = project.pairs.batch_pairs(batch.id)
    assert {(p.left, p.right) for p in asked} == set(edges(mined)) | set(edges(more))
    assert len(asked) == len(set(edges(mined)) | set(edges(more)))
    assert [p.distance for p in asked] == sorted(p.distance for p in asked)  # type: ignore[type-var]
    by_miner = {(p.left, p.right): (p.miner, p.why) for p in asked}
    for source in (more, mined):  # of a pair that both proposed the first miner speaks
        for edge, why in zip(edges(source), source.why, strict=True):
            assert by_miner[edge] == (source.miner, why) or (source is more and edge in edges(mined))


def test_without_candidates_it_says_what_to_do(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="mine with other settings"):
        make_batch(project, Settings())
    with pytest.raises(UserError, match="in round 1 yet; mine first"):
        pool(project, 1)
    with project_of(tmp_path / "q", 3) as other, pytest.raises(UserError, match="mine first"):
        make_batch(other, Settings())


@pytest.fixture
def split(tmp_path: Path) -> Iterator[tuple[Project, Embeddings]]:
    """60 images with hashes, every third on the evaluation side; 1 and 4 have identical pixels."""
    rng = np.random.default_rng(7)
    with Project.create(tmp_path / "s") as made:
        root = made.images.add_folder(tmp_path / "photos")
        bits = [int(value) for value in rng.integers(0, 2**64, 60, dtype=np.uint64)]
        bits[6] = 1  # a flat one
        made.images.record(root, [scan(f"{n:03}.jpg", phash=value) for n, value in enumerate(bits)])
        made.images.set_sides({n: (Side.EVALUATION if n % 3 == 1 else Side.TRAIN, str(n)) for n in range(1, 61)})
        made.images.set_pixel_hashes({1: "same", 4: "same"}, hashes.DECODER)
        grade(made, 1, 10, Grade.ND)
        yield made, vectors_of(made, rng)


def test_frozen_pairs_are_sealed_stratified_and_of_the_evaluation_side_only(split: tuple[Project, Embeddings]) -> None:
    project, found = split
    batch = draw_frozen(project, found, Settings().having(frozen__size=40), seed=3)
    assert batch is not None
    assert (batch.purpose, batch.sealed, batch.blindness, batch.size) == ("frozen", True, "sealed", 40)
    asked = project.pairs.batch_pairs(batch.id)
    assert all(p.left % 3 == 1 and p.right % 3 == 1 for p in asked)
    assert not {(1, 4), (1, 10)} & {(p.left, p.right) for p in asked}
    assert len({(p.left, p.right) for p in asked}) == 40
    drawn = Counter(p.stratum for p in asked)
    for p in asked:
        stratum = batch.strata[p.stratum]
        assert stratum["drawn"] == drawn[p.stratum]
        assert p.draw_probability == stratum["drawn"] / stratum["population"]
    assert sum(s["population"] for s in batch.strata.values()) + 2 == 20 * 19 // 2  # one judged, one identical
    assert {p.miner for p in asked} == {"embedding", "phash"}
    assert draw_frozen(project, found, Settings().having(frozen__size=9), seed=8) == batch  # drawn once, for good


def test_an_unanswered_frozen_batch_is_drawn_anew_when_the_split_left_it(split: tuple[Project, Embeddings]) -> None:
    project, found = split
    settings = Settings().having(frozen__size=20)
    first = draw_frozen(project, found, settings)
    assert first is not None
    moved = project.pairs.batch_pairs(first.id)[0].left
    project.images.set_sides({moved: (Side.TRAIN, str(moved))})
    second = draw_frozen(project, found, settings)
    assert second is not None and second.id != first.id
    assert [batch.id for batch in project.pairs.batches()] == [second.id]
    assert moved not in {image for p in project.pairs.batch_pairs(second.id) for image in (p.left, p.right)}
    assert project.pairs.asked() == {(p.left, p.right) for p in project.pairs.batch_pairs(second.id)}
    assert set(project.pairs.places()) == {p.pair_id for p in project.pairs.batch_pairs(second.id)}


def test_an_answered_frozen_batch_stays_whatever_the_split_does(split: tuple[Project, Embeddings]) -> None:
    project, found = split
    first = draw_frozen(project, found, Settings().having(frozen__size=20))
    assert first is not None
    place = project.pairs.batch_pairs(first.id)[0]
    project.labels.append([(place.pair_id, Act(grade=Grade.NND))], By("ann", batch=first, position=0))
    project.images.set_sides({place.left: (Side.TRAIN, str(place.left))})
    assert draw_frozen(project, found, Settings().having(frozen__size=20)) == first


def test_frozen_reasons_say_rank_bits_and_band(split: tuple[Project, Embeddings]) -> None:
    project, everything = split
    side = np.flatnonzero(everything.ids % 3 == 1)
    found = Embeddings(everything.ids[side], everything.vectors[side])
    rows = population(project, found)
    gaps = found.vectors[:, None].astype(np.float64) - found.vectors
    distance = np.sqrt((gaps**2).sum(2))
    np.fill_diagonal(distance, -1)
    ranks = distance.argsort(axis=1).argsort(axis=1)  # 0 is the image itself
    images = project.images.by_ids(found.ids.tolist())
    limits = np.quantile(rows.candidates.distance, (0.05, 0.15, 0.4))
    listed = rows.candidates
    for a, b, d, text, band in zip(listed.left, listed.right, listed.distance, listed.why, rows.band, strict=True):
        i, j = np.searchsorted(found.ids, [a, b])
        assert d == pytest.approx(distance[i, j], abs=1e-6)
        assert band == 1 + (d > limits).sum()
        rank, (key, values) = min(ranks[i, j], ranks[j, i]), parts(text)
        assert values["band"] == str(band)
        if rank <= 10:
            assert (key, values["rank"]) == ("frozen_embedding", str(rank))
        else:
            bits = ((images[int(a)].phash or 0) ^ (images[int(b)].phash or 0)).bit_count()
            assert (key, values["bits"]) == ("frozen_phash", str(bits))
            assert 7 not in (a, b)


def test_no_evaluation_side_no_frozen_pairs(project: Project) -> None:
    assert draw_frozen(project, vectors_of(project, np.random.default_rng(0)), Settings()) is None
    project.images.set_sides({1: (Side.EVALUATION, "a")})
    assert draw_frozen(project, vectors_of(project, np.random.default_rng(0)), Settings()) is None


@given(st.integers(0, 200), st.lists(st.integers(0, 60), min_size=1, max_size=9))
def test_a_total_is_shared_evenly_up_to_the_limits(total: int, limits: list[int]) -> None:
    shares = share(total, limits)
    assert sum(shares) == min(total, sum(limits))
    assert all(got <= limit for got, limit in zip(shares, limits, strict=True))
    free = [got for got, limit in zip(shares, limits, strict=True) if got < limit]
    assert not free or max(free) - min(free) <= 1
    assert all(got <= min(free) + 1 for got in shares) if free else True


@given(st.lists(st.integers(0, 2**64 - 1), max_size=40), st.integers(0, 8))
def test_hash_neighbours_equal_brute_force(values: list[int], k: int) -> None:
    ids = np.arange(len(values)) * 3 + 1
    _, others, bits = hash_neighbours(ids, np.array(values, np.uint64), k)
    for row, value in enumerate(values):
        order = sorted((((value ^ other).bit_count(), int(ids[n])) for n, other in enumerate(values) if n != row))
        assert list(zip(bits[row].tolist(), others[row].tolist(), strict=True)) == order[: min(k, len(values) - 1)]
