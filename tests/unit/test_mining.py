"""Miners against brute force over random knowledge; candidate files; what a project keeps out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.jobs import NULL_JOB
from app.core.miners import MINERS
from app.core.mining.candidates import chosen, read_candidates, write_candidates
from app.core.mining.known import Known, keys
from app.core.mining.mine import mine, over
from app.core.mining.why import parts
from app.core.reading import hashes
from app.core.records import Act, Answer, Candidates, Embeddings, Grade, Kind, Source
from app.core.settings import Settings
from app.core.store.images import KnownGroup
from app.core.store.labels import By
from app.core.store.project import Project
from models.errors import UserError
from tests.made import begin_round, grade, project_of, sha, vectors_of

IDS = np.array([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37])
Edge = tuple[int, int]


def answer(left: int, right: int, value: Grade | None) -> Answer:
    return Answer(1, left, right, value, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "")


def embeddings(seed: int) -> Embeddings:
    vectors = np.random.default_rng(seed).standard_normal((len(IDS), 5)).astype(np.float32)
    vectors[1] = vectors[0]
    return Embeddings(IDS, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def run(miner: str, found: Embeddings, known: Known, **values: int) -> Candidates:
    data = over(found, {int(image): sha(str(image)) for image in found.ids}, known, "cpu", NULL_JOB)
    return MINERS.load(miner)(data, **values)


pairs = st.tuples(st.sampled_from(IDS.tolist()), st.sampled_from(IDS.tolist())).filter(lambda e: e[0] < e[1])
graded = st.dictionaries(pairs, st.sampled_from([*Grade, None]), max_size=9)
groups = st.lists(st.tuples(st.sampled_from(IDS.tolist()), st.sampled_from("xyz")), max_size=8, unique=True)


class Oracle:
    """The same knowledge by walking sets: images joined by DUP and ND, near-ND and groups between such sets."""

    def __init__(self, answers: dict[Edge, Grade | None], duplicates: list[Edge], rows: list[tuple[int, str]]) -> None:
        self.answers, self.rows = answers, rows
        self.twins = self._closed(duplicates)
        self.same = self._closed([*duplicates, *(e for e, g in answers.items() if g in (Grade.DUP, Grade.ND))])

    def _closed(self, edges: list[Edge]) -> dict[int, set[int]]:
        sets = {int(image): {int(image)} for image in IDS}
        for left, right in edges:
            joined = sets[left] | sets[right]
            sets |= dict.fromkeys(joined, joined)
        return sets

    def settled(self, a: int, b: int) -> bool:
        return (min(a, b), max(a, b)) in self.answers or b in self.twins[a]

    def matches(self, a: int, b: int) -> bool:
        near = any(
            {min(x, y), max(x, y)} <= set(e) for e, g in self.answers.items() if g is Grade.NEAR_ND
            for x in self.same[a] for y in self.same[b] if x != y
        )  # fmt: skip
        names = [{name for image, name in self.rows if image in self.same[end]} for end in (a, b)]
        return b in self.same[a] or near or bool(names[0] & names[1])

    def ranks(self, found: Embeddings, a: int) -> list[tuple[int, int]]:
        """(rank, other) of every other image, nearest first, ties by id."""
        place = int(np.searchsorted(found.ids, a))
        gaps = found.vectors.astype(np.float64) - found.vectors[place].astype(np.float64)
        distance = np.sqrt(np.einsum("ij,ij->i", gaps, gaps))
        order = [int(found.ids[n]) for n in np.lexsort((found.ids, distance)) if n != place]
        return list(enumerate(order, start=1))


@given(st.integers(0, 99), graded, st.lists(pairs, max_size=3), groups, st.integers(1, 6))
@settings(deadline=None, max_examples=60)
def test_rows_are_the_nearest_unmatched_open_images_and_why_says_their_numbers(
    seed: int, answers: dict[Edge, Grade | None], duplicates: list[Edge], rows: list[tuple[int, str]], k: int
) -> None:
    found = embeddings(seed)
    oracle = Oracle(answers, duplicates, rows)
    known = Known.build(
        [answer(*edge, value) for edge, value in answers.items()],
        duplicates=duplicates,
        groups=[KnownGroup(image, name, True) for image, name in rows],
    )
    for miner, size, values in (("hn1", 1, {}), ("hn2_row", k, {"k": k})):
        expected: dict[Edge, set[str]] = {}
        for a in IDS.tolist():
            open_ = [(r, b) for r, b in oracle.ranks(found, a) if not (oracle.settled(a, b) or oracle.matches(a, b))]
            for place, (rank, b) in enumerate(open_[:size], start=1):
                text = f"hn1 rank={rank}" if miner == "hn1" else f"hn2_row place={place} k={k} rank={rank}"
                expected.setdefault((min(a, b), max(a, b)), set()).add(text)
        mined = run(miner, found, known, **values)
        edges = list(zip(mined.left.tolist(), mined.right.tolist(), strict=True))
        assert sorted(edges) == sorted(expected)
        for edge, text in zip(edges, mined.why, strict=True):
            assert text in expected[edge]
            assert int(parts(text)[1]["rank"]) == min(int(parts(t)[1]["rank"]) for t in expected[edge])


@given(st.integers(0, 99), graded, st.lists(pairs, max_size=3), st.integers(1, 12))
@settings(deadline=None, max_examples=60)
def test_knn_proposes_every_open_neighbour_pair_once_closest_first(
    seed: int, answers: dict[Edge, Grade | None], duplicates: list[Edge], k: int
) -> None:
    found = embeddings(seed)
    oracle = Oracle(answers, duplicates, [])
    ranks = {a: {b: r for r, b in oracle.ranks(found, a) if r <= k} for a in IDS.tolist()}
    wanted = {(min(a, b), max(a, b)) for a in ranks for b in ranks[a] if not oracle.settled(a, b)}
    mined = run("knn", found, Known.build([answer(*e, g) for e, g in answers.items()], duplicates=duplicates), k=k)
    edges = list(zip(mined.left.tolist(), mined.right.tolist(), strict=True))
    assert len(edges) == len(set(edges))
    assert set(edges) == wanted
    for (a, b), text in zip(edges, mined.why, strict=True):
        both = sorted(r for r in (ranks[a].get(b), ranks[b].get(a)) if r is not None)
        assert text == f"knn rank={both[0]} back={both[1] if len(both) > 1 else 0} k={k}"
    order = [(round(float(d), 6), sha(str(a)), sha(str(b))) for (a, b), d in zip(edges, mined.distance, strict=True)]
    assert order == sorted(order)


def test_pairs_at_the_same_rounded_distance_are_ordered_by_hash() -> None:
    circle = np.array([[np.cos(t), np.sin(t)] for t in np.linspace(0, 2 * np.pi, 13)[:12]], np.float32)
    mined = run("knn", Embeddings(IDS, circle), Known.build([]), k=2)
    assert len({round(float(d), 6) for d in mined.distance}) == 1
    names = [(sha(str(a)), sha(str(b))) for a, b in zip(mined.left, mined.right, strict=True)]
    assert names == sorted(names)


def test_one_image_and_everything_known_give_nothing() -> None:
    alone = Embeddings(IDS[:1], np.eye(1, 4, dtype=np.float32))
    everything = Known.build([], groups=[KnownGroup(int(image), "all", True) for image in IDS])
    for miner, values in (("knn", {"k": 3}), ("hn1", {}), ("hn2_row", {"k": 3})):
        assert len(run(miner, alone, Known.build([]), **values)) == 0
        if miner != "knn":
            assert len(run(miner, embeddings(0), everything, **values)) == 0


def test_a_crowd_of_known_matches_is_looked_past() -> None:
    rng = np.random.default_rng(0)
    middle = rng.standard_normal(8)
    vectors = np.concatenate((middle + 1e-3 * rng.standard_normal((300, 8)), rng.standard_normal((5, 8))))
    found = Embeddings(np.arange(1, 306), (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32))
    known = Known.build([], groups=[KnownGroup(image, "crowd", False) for image in range(1, 301)])
    mined = run("hn2_row", found, known, k=2)
    assert set(mined.left.tolist()) >= set(range(1, 301))
    assert mined.right.min() > 300  # no pair inside the crowd
    assert {"300", "301"} <= {parts(text)[1]["rank"] for text in mined.why}


def test_candidate_files_come_back_as_they_were(tmp_path: Path) -> None:
    for found in (run("knn", embeddings(1), Known.build([]), k=3), run("knn", embeddings(1), Known.build([]), k=0)):
        write_candidates(found, tmp_path / "knn.arrow")
        back = read_candidates(tmp_path / "knn.arrow")
        for name in ("left", "right", "distance"):
            assert np.array_equal(getattr(back, name), getattr(found, name))
        assert (back.miner, list(back.why)) == (found.miner, list(found.why))
        assert len(back) == len(found)
    assert [path.name for path in tmp_path.iterdir()] == ["knn.arrow"]


def test_a_missing_or_damaged_candidate_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "torn.arrow").write_bytes(b"ARROW1\0\0 and then nothing")
    for name in ("torn.arrow", "none.arrow"):
        with pytest.raises(UserError, match="mine again"):
            read_candidates(tmp_path / name)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 12) as made:
        row = made.rounds.add_embedder(
            fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw", file="x", dim=16
        )
        begin_round(made, row.fingerprint)
        yield made


def test_judged_and_identical_pairs_never_come_back(project: Project) -> None:
    found = vectors_of(project, np.random.default_rng(3))
    embedder = project.rounds.embedder("f0")
    everything = Settings().having(miner__knn__k=11)
    mined, row = mine(project, embedder, found, everything)
    assert (len(mined), row.candidates, row.images) == (66, 66, 12)
    assert read_candidates(project.path / row.file).left.tolist() == mined.left.tolist()
    grade(project, 1, 2, Grade.NND)
    grade(project, 1, 3, Grade.ND, annotator="ben")
    for n, kind in enumerate((Kind.UNSURE, Kind.BAD, Kind.LATER)):
        project.labels.append([(int(project.pairs.ids([1], [4 + n])[0]), Act(kind=kind))], By("ann"))
    grade(project, 2, 3, Grade.ND)
    project.labels.undo(By("ann"))  # so 2-3 is open again
    project.images.set_pixel_hashes({7: "same", 8: "same", 9: "same", 10: "other"}, hashes.DECODER)
    mined, _ = mine(project, embedder, found, everything)
    gone = {(1, 2), (1, 3), (1, 4), (1, 5), (7, 8), (7, 9), (8, 9)}
    listed = set(zip(mined.left.tolist(), mined.right.tolist(), strict=True))
    assert listed == {(a, b) for a in range(1, 13) for b in range(a + 1, 13)} - gone
    assert [mining.miner for mining in project.rounds.minings(0)] == ["random", "knn"]


def test_mining_needs_a_round(tmp_path: Path) -> None:
    with project_of(tmp_path / "q", 3) as project, pytest.raises(UserError, match="no round"):
        mine(project, None, vectors_of(project, np.random.default_rng(0)), Settings())  # type: ignore[arg-type]


def test_a_pair_has_one_key_whatever_its_order() -> None:
    left, right = np.array([1, 2**31 - 1, 5]), np.array([2, 3, 5])
    assert np.array_equal(keys(left, right), keys(right, left))
    assert len(np.unique(keys(left, right))) == 3


def test_candidate_files_carry_the_view_of_the_right_picture(tmp_path: Path) -> None:
    found = run("knn", embeddings(1), Known.build([]), k=3)
    view = np.arange(len(found)) % 8
    turned = Candidates(found.left, found.right, found.distance, "knn", found.why, view)
    write_candidates(turned, tmp_path / "knn.arrow")
    back = read_candidates(tmp_path / "knn.arrow")
    assert back.view is not None and back.view.tolist() == view.tolist()
    rows = np.array([5, 0, 3])
    some = chosen(back, rows)
    assert some.view is not None and some.view.tolist() == [5, 0, 3]
    assert list(some.why) == [found.why[row] for row in rows] and some.left.tolist() == found.left[rows].tolist()


def test_a_run_is_noted_with_its_report_and_pictures_may_be_turned(project: Project) -> None:
    rng = np.random.default_rng(0)
    found = vectors_of(project, rng)
    embedder = project.rounds.embedder("f0")
    mined, row = mine(project, embedder, found, Settings().having(mine__miner="hn1", mine__per_image=1))
    assert row.report is not None and row.report == project.rounds.minings(0)[-1].report
    assert {"search", "hubs", "left_out", "random", "seconds"} <= set(row.report)
    assert row.report["hubs"]["most"] == 1 and row.report["left_out"]["per_image"] > 0
    mirrored = vectors_of(project, rng)
    mined, row = mine(project, embedder, found, Settings(), turned={4: mirrored})
    back = read_candidates(project.path / row.file)
    assert back.view is not None and set(back.view.tolist()) == {0, 4}
    assert row.report is not None and row.report["search"]["views"] == 2
    for left, right, distance, view in zip(mined.left, mined.right, mined.distance, back.view, strict=True):
        a, b = left - 1, right - 1
        both = [np.linalg.norm(found.vectors[a] - mirrored.vectors[b]),
                np.linalg.norm(mirrored.vectors[a] - found.vectors[b])]  # fmt: skip
        plain = np.linalg.norm(found.vectors[a] - found.vectors[b])
        assert abs(distance - min(plain, *both)) < 1e-6
        assert (view == 4) == (min(both) < plain)
