"""The protocol: who may be a negative of whom, rates over all pairs, the draws, and the command on a project."""

from __future__ import annotations

import csv
import json
import math
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cli import cli
from app.core.applying.operating_points import kept
from app.core.benchmark import protocol
from app.core.benchmark.false_alarms import Space, auc, carried, held_out, point, resampled
from app.core.benchmark.hard_negatives import NegativeList, hard_negatives
from app.core.benchmark.positives import Positives
from app.core.benchmark.protocol_measure import Drawn, Ground, draw, draw_all, measure_all
from app.core.records import Act, Answer, Cut, Embeddings, Features, Grade, Kind, Source
from app.core.store.images import KnownGroup
from app.core.store.labels import By
from app.core.store.project import Project
from models.errors import UserError
from models.head import Head
from tests.made import grade, project_of

Edge = tuple[int, int]
IDS = list(range(1, 15))
pairs = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda e: e[0] < e[1])
graded = st.dictionaries(pairs, st.sampled_from([*Grade, None]), max_size=10)
grouped = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from("xy")), max_size=7, unique=True)


def answer(left: int, right: int, value: Grade | None) -> Answer:
    return Answer(1, left, right, value, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "")


def known(
    answers: dict[Edge, Grade | None], cut: Cut, duplicates: list[Edge], rows: list[tuple[int, str]]
) -> Positives:
    return Positives.build([answer(*e, g) for e, g in answers.items()], cut, duplicates=duplicates,
                           groups=[KnownGroup(image, name, False) for image, name in rows])  # fmt: skip


class Oracle:
    """The same by walking sets of images for every single pair."""

    def __init__(self, answers: dict[Edge, Grade | None], duplicates: list[Edge], rows: list[tuple[int, str]]) -> None:
        self.answers, self.rows = answers, rows
        self.edges = [*duplicates, *(e for e, g in answers.items() if g in (Grade.DUP, Grade.ND))]

    def same(self, image: int) -> set[int]:
        found = {image}
        while more := {n for e in self.edges if found & set(e) for n in e} - found:
            found |= more
        return found

    def says(self, a: int, b: int, value: Grade | None) -> bool:
        """Whether some pair between the two sets has this answer."""
        return any((x, y) in ends and g is value for x in self.same(a) for y in self.same(b)
                   for (ends, g) in (({e, e[::-1]}, g) for e, g in self.answers.items()))  # fmt: skip

    def may_match(self, a: int, b: int, cut: Cut) -> bool:
        if b in self.same(a) or self.says(a, b, None):
            return True
        near, nnd = self.says(a, b, Grade.NEAR_ND), self.says(a, b, Grade.NND)
        if cut is Cut.LENIENT and near:
            return True
        names = [{name for image, name in self.rows if image in self.same(one)} for one in (a, b)]
        return bool(names[0] & names[1]) and not (nnd or (near and cut is Cut.STRICT))

    def positive(self, a: int, b: int, cut: Cut) -> bool:
        return b in self.same(a) or (cut is Cut.LENIENT and self.says(a, b, Grade.NEAR_ND))


@settings(max_examples=60)
@given(graded, st.lists(pairs, max_size=3), grouped, st.sampled_from(Cut))
def test_partners_and_positive_pairs_follow_the_closure(
    answers: dict[Edge, Grade | None], duplicates: list[Edge], rows: list[tuple[int, str]], cut: Cut
) -> None:
    found, oracle = known(answers, cut, duplicates, rows), Oracle(answers, duplicates, rows)
    for a in IDS:
        partners = found.partners(np.array([a]))
        assert partners - set(IDS) == set()
        assert partners == {b for b in IDS if b == a or oracle.may_match(a, b, cut)}
    wanted = [(a, b) for a, b in combinations(IDS, 2) if oracle.positive(a, b, cut)]
    given_pairs = found.pairs(np.array(IDS), np.random.default_rng(0))
    if wanted:
        assert list(zip(given_pairs.left.tolist(), given_pairs.right.tolist(), strict=True)) == wanted
        assert given_pairs.source == "grades"


@given(graded, grouped, st.sampled_from(Cut), st.integers(0, 99), st.integers(1, 8), st.integers(1, 20))
def test_no_pair_that_may_match_is_ever_a_negative(
    answers: dict[Edge, Grade | None], rows: list[tuple[int, str]], cut: Cut, seed: int, queries: int, compact: int
) -> None:
    found, oracle = known(answers, cut, [], rows), Oracle(answers, [], rows)
    try:
        one = draw(np.array(IDS), found, queries, compact, np.random.default_rng(seed))
    except UserError:
        return
    assert 1 <= len(one.queries) <= min(queries, len(IDS) // 4) and 1 <= len(one.compact) <= compact
    assert not set(one.queries.tolist()) & set(one.compact.tolist())
    vectors = np.random.default_rng(seed).standard_normal((len(IDS), 3)).astype(np.float32)
    ends = [Embeddings(side, vectors[side - 1]) for side in (one.queries, one.compact)]
    for negatives in hard_negatives(*ends).values():
        for query, other in zip(one.queries[negatives.query].tolist(), negatives.other.tolist(), strict=True):
            assert query != other and not oracle.may_match(query, other, cut)


def test_under_strict_near_nd_pairs_are_the_hard_negatives_and_under_lenient_positives() -> None:
    answers = {(1, 2): Grade.ND, (2, 3): Grade.NEAR_ND, (4, 5): Grade.NEAR_ND}
    rows = [(1, "x"), (3, "x"), (6, "x")]
    strict, lenient = (known(answers, cut, [], rows) for cut in (Cut.STRICT, Cut.LENIENT))
    assert strict.partners(np.array([1])) == {1, 2, 6} and lenient.partners(np.array([1])) == {1, 2, 3, 6}
    assert strict.partners(np.array([4])) == {4} and lenient.partners(np.array([4])) == {4, 5}
    rng = np.random.default_rng(0)
    assert list(zip(*(strict.pairs(np.array(IDS), rng).__dict__[k].tolist() for k in ("left", "right")), strict=True)) \
        == [(1, 2)]  # fmt: skip
    assert len(lenient.pairs(np.array(IDS), rng).left) == 4


def test_only_groups_known_makes_their_pairs_the_positives_and_more_than_enough_are_drawn_from() -> None:
    rows = [(image, "x") for image in IDS[:6]]
    found = known({(1, 2): Grade.NND}, Cut.STRICT, [], rows).pairs(np.array(IDS), np.random.default_rng(0))
    assert (len(found.left), found.source) == (15, "groups")
    few = known({}, Cut.STRICT, [], rows).pairs(np.array(IDS), np.random.default_rng(0), most=4)
    assert len(few.left) == 4 and (few.left < few.right).all()


# -- rates ------------------------------------------------------------------------------------------------------------


def listed(distances: list[float], queries: list[int], bound: list[float]) -> NegativeList:
    return NegativeList(np.array(queries), np.arange(len(queries)), np.array(distances), np.array(bound))


def test_a_point_by_hand() -> None:
    found = listed([0.2, 0.4, 0.4, 0.9], [0, 1, 0, 1], [0.5, 0.3])
    positive = np.array([0.1, 0.3, 0.4, 0.8])
    none, one, two, three = (point(found, positive, n) for n in range(4))
    assert none is not None and (none.distance, none.false, none.tpr) == (0.2, 0, 0.25)
    assert one is not None and (one.distance, one.false, one.tpr, one.saturated) == (0.4, 1, 0.5, 1)
    assert two == one  # the tie at 0.4 cannot be split
    assert three is not None and (three.false, three.tpr, three.saturated) == (3, 1.0, 2)
    assert point(found, positive, 4) is None
    assert auc(found.distance, positive) == (4 + 3 + 1 + 1) / 16


def test_the_rate_of_the_benchmark_paper() -> None:
    space = Space(4400, 80_000)
    assert space.pairs == 352_000_000 and space.allowed(1.43e-6) == 503
    assert round(503 / 4400, 3) == 0.114 and math.isclose(space.none_seen, 8.5e-9, rel_tol=0.01)


@given(st.integers(0, 1000), st.sampled_from([0.01, 0.05, 0.2, 0.6]))
def test_rates_over_all_pairs_equal_brute_force(seed: int, rate: float) -> None:
    rng = np.random.default_rng(seed)
    queries, compact = rng.standard_normal((9, 4)), rng.standard_normal((25, 4))
    q, c = (Embeddings(np.arange(len(v)) + start, v.astype(np.float32)) for v, start in ((queries, 1), (compact, 50)))
    table = np.sqrt(((q.vectors[:, None].astype(np.float64) - c.vectors[None]) ** 2).sum(axis=2)).astype(np.float32)
    positive = np.sort(rng.uniform(0, 4, 30))
    space, found = Space(9, 25), hard_negatives(q, c)["hn2_global"]
    there = point(found, positive, space.allowed(rate))
    # The largest share of positives any threshold reaches at no more than this rate over all pairs.
    best = max((positive <= t).mean() for t in (-1.0, *positive) if (table <= t).mean() <= rate)
    if there is not None:
        assert there.tpr == pytest.approx(best)
        assert there.false / space.pairs == pytest.approx((table < there.distance).mean())
    else:
        assert space.allowed(rate) >= len(found)


def test_the_bootstrap_redraws_queries_and_groups_of_positives() -> None:
    found = listed([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0, 0, 0, 1, 2, 3], [1.0] * 4)
    positive, group = np.array([0.05, 0.15, 0.35, 0.45]), np.array([0, 0, 1, 2])
    allowed = np.array([1, 3])
    drawn = resampled(found, positive, group, allowed, 400, np.random.default_rng(0))
    slow, rng = [], np.random.default_rng(0)
    times = rng.multinomial(4, np.full(4, 0.25), size=400)
    weights = rng.multinomial(3, np.full(3, 1 / 3), size=400)
    for query, weight in zip(times, weights, strict=True):
        row = []
        for most in allowed:
            accepted = [d for d in positive if query[found.query[found.distance <= d]].sum() <= most]
            ends = query[found.query].sum() <= most
            mass = sum(weight[g] for d, g in zip(positive, group, strict=True) if d in accepted)
            row.append(math.nan if ends else mass / weight[group].sum())
        slow.append(row)
    assert np.allclose(drawn, slow, equal_nan=True)
    assert np.nanstd(drawn[:, 0]) > 0


def test_a_threshold_is_chosen_on_one_half_and_measured_on_the_other() -> None:
    rng = np.random.default_rng(3)
    size = 400
    found = listed(np.sort(rng.uniform(0, 1, size)).tolist(), rng.integers(40, size=size).tolist(), [1.0] * 40)
    positive = np.sort(rng.uniform(0, 0.5, 100))
    space = Space(40, 100)
    held = held_out(found, positive, space, 0.02, np.random.default_rng(1))
    assert held is not None
    half = np.random.default_rng(1).permutation(40)[:20]
    one = np.isin(found.query, half)
    assert (found.distance[one] <= held["threshold"]).sum() == 40  # 0.02 x 20 x 100
    assert held["fpr"] == (found.distance[~one] <= held["threshold"]).sum() / 2000
    assert held["tpr"] == (positive <= held["threshold"]).mean()
    assert held_out(found, positive, space, 1e-4, np.random.default_rng(1)) is None  # less than three may be wrong
    assert held_out(found, positive, space, 0.5, np.random.default_rng(1)) is None  # the list ends before
    assert carried(space, found) == (1e-2, 1e-3)


# -- draws and embedders ----------------------------------------------------------------------------------------------


def test_draws_of_one_size_that_follow_the_seed() -> None:
    nothing = known({}, Cut.STRICT, [], [(image, "x") for image in IDS[:9]])
    first, again = (draw_all(np.array(IDS), nothing, 3, 6, 4, 7) for _ in range(2))
    assert len({(len(d.queries), len(d.compact)) for d in first}) == 1
    for a, b in zip(first, again, strict=True):
        assert np.array_equal(a.queries, b.queries) and np.array_equal(a.compact, b.compact)
    assert len({tuple(d.queries.tolist()) for d in first}) > 1
    other = draw_all(np.array(IDS), nothing, 3, 6, 4, 8)
    assert any(not np.array_equal(a.queries, b.queries) for a, b in zip(first, other, strict=True))


def test_everything_in_one_group_leaves_nothing_to_draw() -> None:
    with pytest.raises(UserError, match="no image is left"):
        draw(np.array(IDS), known({}, Cut.STRICT, [], [(i, "x") for i in IDS]), 3, 5, np.random.default_rng(0))


def test_a_missed_duplicate_is_the_first_hard_negative() -> None:
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    one = Drawn(np.arange(1, 11), np.arange(11, 61))
    vectors[40] = vectors[4] + np.float32(1e-3)  # image 41 is image 5 once more, and nobody has said so
    ground = Ground.of(known({(1, 2): Grade.ND}, Cut.STRICT, [], []).pairs(np.arange(1, 61), rng), 60, 20, 0)
    measured = measure_all(["raw"], lambda _name, ids: Embeddings(ids, vectors[ids - 1]), [one], ground, "cpu")
    first = measured[0]["raw"].lists["hn1"]
    assert (one.queries[first.query[0]], first.other[0]) == (5, 41)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Two hundred images in a whitened embedding where ND pairs are close and near-ND pairs less so."""
    made = project_of(tmp_path / "p", 200)
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((200, 8))
    for first in range(0, 60, 3):
        vectors[first + 1] = vectors[first] + 0.05 * rng.standard_normal(8)
        vectors[first + 2] = vectors[first] + 0.5 * rng.standard_normal(8)
        grade(made, first + 1, first + 2, Grade.ND)
        grade(made, first + 1, first + 3, Grade.NEAR_ND)
    found = Features(np.arange(1, 201), vectors.astype(np.float32))
    monkeypatch.setattr("app.core.embedding.embed.features", lambda *_given, **_named: (found, 0))
    monkeypatch.setattr("app.core.embedding.embed.backbone_of", lambda _row, _project: None)
    head = Head("raw")
    place = made.folder("checkpoints") / "w.safetensors"
    head.save(place)
    made.rounds.add_embedder(fingerprint="w0", name="whiten-0", backbone="b", backbone_fingerprint="b0",
                             head="whiten", file=place.relative_to(made.path).as_posix(), dim=8)  # fmt: skip
    yield made
    made.close()


def run(project: Project, cut: Cut = Cut.STRICT, **more: Any) -> dict[str, Any]:
    given_values = {"queries": 4400, "compact": 80_000, "draws": 3, "out": None, "resamples": 50, **more}
    return protocol.run(project, cut=cut, device="cpu", **given_values)


def test_the_report_scales_down_says_so_and_is_plain_json(project: Project, tmp_path: Path) -> None:
    report = run(project, out=tmp_path / "out")
    assert report["queries"] == 50 and 100 <= report["compact"] <= 150
    assert any("Asked for were 4,400 against 80,000" in line for line in report["words"])
    assert report["resolution"] == 1 / (report["queries"] * report["compact"])
    assert report["positives"] == {"pairs": 20, "identical": 0, "from": "grades"}
    text = json.dumps(report, allow_nan=False)
    assert "NaN" not in text
    for of in report["embedders"].values():
        for cells in of["tpr"].values():
            assert all(cell["mean"] is not None or cell["reason"] for cell in cells.values())
        auc_of = {name: value["mean"] for name, value in of["auc"].items()}
        assert auc_of["hn2_global"] <= auc_of["hn1"] <= auc_of["hn2_row"] <= auc_of["random"]
    assert report["embedders"]["raw"]["auc_of_union"]["mean"] == report["embedders"]["raw"]["auc"]["hn1"]["mean"]
    assert kept(project, "w0")[Cut.STRICT].distance > 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["hn1.csv", "protocol.csv", "protocol.json"]
    assert json.loads((tmp_path / "out" / "protocol.json").read_text())["pairs"] == report["pairs"]
    assert protocol.protocol_report.as_text(report).count("TPR") > 3


def test_the_command_prints_one_object_or_a_text_and_refuses_in_one_sentence(project: Project, tmp_path: Path) -> None:
    place = str(project.path)
    project.close()
    words = ["protocol", place, "--queries", "20", "--compact", "60", "--draws", "2", "--device", "cpu"]
    done = CliRunner().invoke(cli, [*words, "--json", "--seed", "4", "--cut", "lenient"])
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    assert (result["command"], result["ok"], result["seed"], result["cut"]) == ("protocol", True, 4, "lenient")
    assert (result["queries"], result["compact"], result["draws"], result["files"]) == (20, 60, 2, [])
    done = CliRunner().invoke(cli, [*words, "--out", str(tmp_path / "out")])
    assert "20 queries against 60 images, 2 draws, strict cut" in done.stdout
    assert "only hn2_global is harder" in done.stdout and str(tmp_path / "out" / "hn1.csv") in done.stdout
    rows = list(csv.DictReader((tmp_path / "out" / "protocol.csv").read_text().splitlines()))
    assert {row["draw"] for row in rows} == {"1", "2"} and {row["embedder"] for row in rows} == {"raw", "whitened"}
    assert all(row["value"] or row["note"] for row in rows) and "nan" not in str(rows).lower()


def test_near_nd_pairs_are_negatives_under_strict_and_positives_under_lenient(project: Project) -> None:
    strict, lenient = run(project), run(project, Cut.LENIENT)
    assert lenient["positives"]["pairs"] == 60  # near-ND reaches the whole ND group
    known_as = {row["known_as"] for row in strict["embedders"]["raw"]["closest"]}
    assert "near-ND" in known_as
    assert not any(row["known_as"] == "near-ND" for row in lenient["embedders"]["raw"]["closest"])
    assert lenient["compact"] < strict["compact"]


def test_a_pair_somebody_is_unsure_of_is_no_negative(project: Project) -> None:
    project.labels.append([(int(project.pairs.ids([150], [160])[0]), Act(kind=Kind.UNSURE))], By("ann"))
    assert Positives.of(project, Cut.STRICT).partners(np.array([150])) == {150, 160}


def test_without_positives_or_embedder_one_sentence(tmp_path: Path, project: Project) -> None:
    with project_of(tmp_path / "q", 5) as bare, pytest.raises(UserError, match="mine and grade first"):
        run(bare)
    project.labels.undo(By("ann"))  # leaves the others
    assert run(project)["positives"]["pairs"] == 20
    for _ in range(39):
        project.labels.undo(By("ann"))
    with pytest.raises(UserError, match="no known positive pair under the lenient cut"):
        run(project, Cut.LENIENT)
