"""Promotion and lineage: better is said when it is so, worse mines only by a person's word, and all of it is kept."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.embedding import embed
from app.core.jobs import NULL_JOB
from app.core.learning import promotion
from app.core.learning.label_hash import label_hash
from app.core.learning.lineage import lineage
from app.core.measuring.evaluation_pairs import Material, Origin, gather
from app.core.measuring.measure import Ground
from app.core.measuring.remined import nearest_of_each, remined
from app.core.records import Answer, EmbedderRow, Embeddings, Grade, Side, Source
from app.core.store.project import Project
from models.errors import UserError
from models.head import Head
from tests.made import begin_round, project_of
from tests.scenes import QUICK, SCENES, import_scenes, on, scene_project, scenes
from tests.unit.test_verdict import NEGATIVES, POSITIVES, small_project

WHITENED = "lite0-average-whiten-0"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    with scene_project(tmp_path / "p", monkeypatch) as project:
        yield project


def head_of(kind: str) -> Head:
    """Of the 16 directions of the made features 8 tell scenes and 8 are noise: keep the first, the second, or all."""
    rng = np.random.default_rng(0)
    rng.normal(size=(SCENES, 8)), rng.normal(size=(2 * SCENES, 8)), rng.normal(size=(2 * SCENES, 8))
    axes = np.linalg.qr(rng.normal(size=(16, 16)))[0].T
    kept = {"better": axes[:, :8], "worse": axes[:, 8:], "same": axes}[kind]
    arrays = {"mean": np.full(16, 4, np.float32), "matrix": np.ascontiguousarray(kept, np.float32)}
    return Head("linear", arrays)


def learned(project: Project, kind: str, name: str = "", parent: str = WHITENED, **more: object) -> EmbedderRow:
    start = project.rounds.embedder(parent)
    network = embed.backbone_of(start, project)
    return embed.store_embedder(project, head_of(kind), network, name=name or kind, round=0,
                                parent=start.fingerprint, seed=7, trained_on={"labels": ["u2", "u1"]}, **more)  # type: ignore[arg-type]  # fmt: skip


def promote(project: Project, row: EmbedderRow, *, anyway: bool = False) -> dict[str, object]:
    return promotion.promote(project, row, QUICK, anyway=anyway, device="cpu", threads=1)


def mines_next(project: Project) -> str:
    row = promotion.next_embedder(project)
    return row.name if row else ""


def test_better_is_said_kept_and_mines_next(project: Project) -> None:
    import_scenes(project)
    row = learned(project, "better")
    told = promotion.judge(project, row, QUICK, device="cpu", threads=1)
    assert told["verdict"]["answer"] == "better" and told["against"] == WHITENED and told["set"] == "imported"
    kept = project.rounds.embedder("better").metrics
    assert kept is not None and kept["at"] and kept["verdict"]["sentence"] == told["verdict"]["sentence"]
    for figures in (kept["frozen"], kept["mined"]):
        old, new = (figures[name]["lenient"]["auc"][0] for name in (WHITENED, "better"))
        assert new > old + 0.05
    start = (kept[pairs][WHITENED]["lenient"]["auc"][0] for pairs in ("frozen", "mined"))
    assert next(start) > next(start), "the nearest negatives are harder than all of them"
    assert mines_next(project) == "better"
    promote(project, row)
    assert project.rounds.embedder("better").promotion == {
        "at": project.rounds.embedder("better").promotion["at"], "by": "promote", "verdict": "better",
    }  # type: ignore[index]  # fmt: skip


def test_worse_needs_a_persons_word(project: Project) -> None:
    import_scenes(project)
    row = learned(project, "worse")
    assert mines_next(project) == "worse", "nobody compared it yet"
    promotion.judge(project, row, QUICK, device="cpu", threads=1)
    assert mines_next(project) == ""
    with pytest.raises(UserError, match=f"worse is worse than {WHITENED} and does not mine without"):
        promotion.chosen_to_mine(project)
    with pytest.raises(UserError, match=rf"worse is worse than {WHITENED}, by .*promote it with --anyway"):
        promote(project, row)
    assert project.rounds.embedder("worse").promotion is None
    promote(project, row, anyway=True)
    assert project.rounds.embedder("worse").promotion["by"] == "anyway"  # type: ignore[index]
    assert promotion.chosen_to_mine(project).name == "worse"


def test_the_last_promoted_mines_unless_something_not_worse_was_learned_since(project: Project) -> None:
    import_scenes(project)
    assert mines_next(project) == ""
    with pytest.raises(UserError, match="nothing was trained yet"):
        promotion.chosen_to_mine(project)
    first = learned(project, "better", "first")
    promote(project, first)
    worse = learned(project, "worse", "second")
    promotion.judge(project, worse, QUICK, device="cpu", threads=1)
    assert mines_next(project) == "first", "a worse one does not take its place"
    promote(project, project.rounds.embedder(WHITENED))
    assert mines_next(project) == WHITENED, "going back is a person's word too"
    learned(project, "same", "third")
    assert mines_next(project) == "third" and project.rounds.embedder("third").promotion is None
    assert promotion.chosen_to_mine(project).name == "third"
    noted = project.rounds.embedder("third").promotion
    assert noted is not None and noted["by"] == "remine" and noted["verdict"] == "", "mining with it is a promotion too"
    assert promotion.chosen_to_mine(project).promotion == noted, "once"


def test_an_embedder_is_compared_with_the_one_that_mines_now_and_that_one_with_its_parent(project: Project) -> None:
    import_scenes(project)
    first = learned(project, "better", "first")
    begin_round(project, first.fingerprint)
    assert promotion.judge(project, first, QUICK, device="cpu", threads=1)["against"] == WHITENED
    second = learned(project, "same", "second", "first")
    told = promotion.judge(project, second, QUICK, device="cpu", threads=1)
    assert told["against"] == "first" and told["verdict"]["answer"] == "worse"


def test_nothing_to_measure_on_and_figures_not_to_be_trusted_cannot_tell(project: Project) -> None:
    row = learned(project, "better")
    told = promotion.judge(project, row, QUICK, device="cpu", threads=1)
    assert told["verdict"]["answer"] == "cannot tell" and "no graded pair" in told["verdict"]["sentence"]
    assert mines_next(project) == "better", "what cannot be told from the old one may mine"
    import_scenes(project)
    component = project.images.components()[on(project, Side.EVALUATION)[0]]
    flagged = embed.store_embedder(project, head_of("same"), embed.backbone_of(row, project), name="seen", round=0,
                                   parent=row.parent, trained_on={"components": [component]})  # fmt: skip
    project.rounds.flag_embedders("it has seen them", {component})
    told = promotion.judge(project, project.rounds.embedder(flagged.fingerprint), QUICK, device="cpu", threads=1)
    assert told["verdict"]["sentence"] == "Cannot tell: the figures of seen are not to be trusted, it has seen them."


def test_a_project_with_one_embedder_has_nothing_to_compare(tmp_path: Path) -> None:
    with project_of(tmp_path / "p", 3) as project:
        row = project.rounds.add_embedder(fingerprint="f", name="only", backbone="b", backbone_fingerprint="b",
                                          head="raw", file="x", dim=4)  # fmt: skip
        with pytest.raises(UserError, match="only is the only embedder"):
            promotion.judge(project, row, QUICK)


# -- lineage ---------------------------------------------------------------------------------------------------------


def test_lineage_names_parent_labels_settings_and_what_came_of_it(project: Project) -> None:
    import_scenes(project)
    row = learned(project, "better", settings={"train.steps": 60, "loss.margin.alpha": 0.2, "embed.batch": 4})
    promote(project, row)
    begin_round(project, row.fingerprint)
    child = learned(project, "worse", "child", "better")
    promotion.judge(project, child, QUICK, device="cpu", threads=1)
    newest, better, start = lineage(project)
    assert (newest.name, newest.parent, newest.against, newest.verdict) == ("child", "better", "better", "worse")
    assert (better.parent, better.rounds, better.mines_next, better.seed) == (WHITENED, (1,), True, 7)
    assert better.settings == {"train.steps": 60, "loss.margin.alpha": 0.2}
    assert better.labels == 2 and better.label_hash == label_hash(["u1", "u2"])[:12] == newest.label_hash
    assert better.promoted_at and better.sentence.startswith(f"better is better than {WHITENED}")
    assert (start.parent, start.labels, start.label_hash, start.verdict) == ("", 0, "", "")
    assert start.rounds == (0,) and not start.mines_next and start.as_dict()["rounds"] == [0]


def test_the_hash_of_labels_is_that_of_the_set() -> None:
    assert label_hash([]) == "" and label_hash(["a", "b"]) == label_hash(["b", "a"])
    assert label_hash(["a", "b"]) != label_hash(["a"]) != label_hash(["ab"])


# -- re-mined pairs --------------------------------------------------------------------------------------------------


def test_re_mined_are_the_nearest_negatives_of_every_image_under_either(project: Project) -> None:
    import_scenes(project)
    rows = {name: project.rounds.embedder(name) for name in (WHITENED, learned(project, "better").name)}
    material = gather(project, QUICK, np.random.default_rng(0), "cpu", 1, rows=rows)
    found = remined(material, 50, np.random.default_rng(0), NULL_JOB)
    firsts = on(project, Side.EVALUATION)
    images = sorted([*firsts, *(i + 1 for i in firsts)])
    expected: set[tuple[int, int]] = set()
    for name, row in rows.items():
        vectors = Head.load(project.path / row.file).apply(scenes(3.0))
        assert name in found
        for a in images:
            others = [b for b in images if (a - 1) // 2 != (b - 1) // 2]
            nearest = min(others, key=lambda b: np.linalg.norm(vectors[a - 1] - vectors[b - 1]))
            expected.add((min(a, nearest), max(a, nearest)))
    cell = found["better"]["lenient"]
    assert cell["negatives"] == len(expected) and cell["positives"] == len(firsts)
    assert {one["lenient"]["negatives"] for one in found.values()} == {len(expected)}


def test_the_nearest_pair_of_each_image() -> None:
    angles = np.array([0.0, 0.1, 0.3, 2.0])
    found = Embeddings(np.arange(1, 5), np.stack((np.cos(angles), np.sin(angles)), axis=1).astype(np.float32))
    pairs = np.array([(1, 3), (1, 2), (2, 3), (3, 4), (2, 4)]).T
    assert nearest_of_each(found, pairs).tolist() == [1, 2, 3]


# -- 500 projects ----------------------------------------------------------------------------------------------------


def material_of(rng: np.random.Generator, gain: float) -> Material:
    """A project of 400 frozen pairs (tests/unit/test_verdict.py) as vectors: every pair has two images of its own."""
    old, new, components = small_project(rng, gain)
    count = POSITIVES + NEGATIVES
    ids = np.arange(1, 2 * count + 1)
    group, embeddings = np.zeros(2 * count, np.int64), {}
    for name, ranked in (("old", old), ("new", new)):
        distance, ends = np.empty(count), np.empty((2, count), np.int64)
        for start, pairs in ((0, ranked.positive), (POSITIVES, ranked.negative)):
            # Ranked by distance; back to the order both embedders share: the pairs of a component, by its number.
            order = np.lexsort((pairs.distance, pairs.right, pairs.left))
            distance[start : start + len(order)] = pairs.distance[order]
            ends[:, start : start + len(order)] = pairs.left[order], pairs.right[order]
        angle = 2 * np.arcsin(np.clip(1 / (1 + np.exp(-distance)), 0.01, 0.99))
        left, right = np.tile([1.0, 0.0], (count, 1)), np.stack((np.cos(angle), np.sin(angle)), axis=1)
        vectors = np.stack((left, right), axis=1).reshape(-1, 2).astype(np.float32)
        embeddings[name] = Embeddings(ids, vectors)
        group = ends.T.ravel()
    grades = [Grade.ND] * POSITIVES + [Grade.NND] * NEGATIVES
    answers = [Answer(n, 2 * n + 1, 2 * n + 2, grade, False, False, ("ann",), (), Source.HUMAN, "", "", True, 1.0, "")
               for n, grade in enumerate(grades)]  # fmt: skip
    ground = Ground(ids, group, np.zeros(len(ids), np.bool_), np.empty(0, np.int64))
    assert components > 0 and math.isfinite(float(group.max()))
    return Material({}, embeddings, {"frozen": Origin(answers, [1.0] * count)}, ground, {}, None, {})


def verdicts(gain: float, projects: int, seed: int) -> Counter[str]:
    rng = np.random.default_rng(seed)
    told = [promotion.compared_on(material_of(rng, gain), "strict", 200, rng) for _ in range(projects)]
    return Counter(one["verdict"]["answer"] for one in told)


def test_a_true_gain_is_promoted_as_better_and_none_is_not_made_up() -> None:
    gained, same = verdicts(0.1, 20, seed=0), verdicts(0.0, 20, seed=1)
    assert gained["better"] >= 16 and gained["worse"] == 0
    assert same["better"] <= 2 and same["worse"] <= 2
