"""Warm start: learned from copies of the pictures alone, and kept only where held-out pictures say that it helps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.embedding import embed
from app.core.embedding.segments import Cached
from app.core.learning import looks, warm
from app.core.records import Features, Side
from app.core.settings import Settings
from app.core.store.project import Project
from models.errors import UserError
from tests.made import begin_round, project_of

IMAGES, VIEWS = 400, 4
QUICK = Settings({"train.scope": "head", "train.steps": 200, "train.pairs_per_step": 64, "train.learning_rate": 0.01,
                  "train.check_every": 20})  # fmt: skip


def features(same: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Features (n, 16) and those of views: eight numbers of the picture, and eight that every edit draws anew."""
    rng = np.random.default_rng(seed)
    picture, turn = rng.normal(size=(IMAGES, 1, 8)), np.linalg.qr(rng.normal(size=(16, 16)))[0]
    shown = np.repeat(picture, VIEWS + 1, axis=1)
    both = np.concatenate((same * shown, 3 * rng.normal(size=(IMAGES, VIEWS + 1, 8))), axis=2) @ turn + 4
    return both[:, 0].astype(np.float16), both[:, 1:].reshape(IMAGES, -1).astype(np.float16)


def stage(monkeypatch: pytest.MonkeyPatch, project: Project, same: float) -> None:
    plain, views = features(same)
    ids = np.array([image.id for image in project.images.all()], np.int64)
    monkeypatch.setattr(embed, "features", lambda *_, **__: (Features(ids, plain), 0))

    def altered(_folder: Path, images: list, *_: object) -> Cached:
        rows = np.searchsorted(ids, [image.id for image in images])
        return Cached(np.ones(len(rows), np.bool_), views[rows])  # type: ignore[arg-type]

    monkeypatch.setattr(looks, "altered_views", altered)
    row = embed.fit_embedder(project, "whiten")
    begin_round(project, row.fingerprint)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", IMAGES) as project:
        yield project


def test_what_edits_leave_alone_is_learned_and_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(monkeypatch, project, same=1.0)
    found = warm.warm(project, QUICK)
    assert found.row is not None and found.warm > found.start + 0.1
    assert 0 < found.gain[1] <= found.gain[0] <= found.gain[2]
    row = found.row
    start = project.rounds.embedders()[0].fingerprint
    assert (row.name, row.head, row.network, row.parent) == ("warm-1", "whiten", None, start)
    assert row.trained_on["warm"]["gain"] == list(found.gain) and project.rounds.embedders()[-1] == row


def test_what_cannot_be_learned_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(monkeypatch, project, same=0.0)
    found = warm.warm(project, QUICK)
    assert found.row is None and [row.name for row in project.rounds.embedders()] == ["lite0-average-whiten-0"]


def test_no_step_and_no_stop_rests_on_images_that_decide_or_are_for_evaluation(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(monkeypatch, project, same=1.0)
    seen: dict[str, object] = {}
    real = warm._told_apart

    def watched(student: object, ready: object, deciding: np.ndarray) -> np.ndarray:
        seen.update(ready=ready, deciding=deciding)
        return real(student, ready, deciding)  # type: ignore[arg-type]

    monkeypatch.setattr(warm, "_told_apart", watched)
    warm.warm(project, QUICK.having(train__steps=1))
    ready, deciding = seen["ready"], seen["deciding"]
    material = warm._without(ready.material, deciding)  # type: ignore[attr-defined]
    ends = np.concatenate((material.left, material.right))
    assert not np.isin(ends, deciding[1:]).any() and (deciding[1:] >= material.learnable).all()
    assert material.positive[material.validation].any() and (~material.positive[material.validation]).any()
    sides = project.images.sides()
    assert {sides[image] for image in ready.ids.tolist()} == {Side.TRAIN}  # type: ignore[attr-defined]
    assert len(deciding[0]) == pytest.approx(0.2 * len(set(ready.ids.tolist())), abs=3)  # type: ignore[attr-defined]
    assert (ready.ids[deciding[1]] == ready.ids[deciding[2]]).all()  # type: ignore[attr-defined]


def test_before_anything_is_embedded_it_says_to_mine_first(project: Project) -> None:
    with pytest.raises(UserError, match=r"nothing was embedded yet in p; mine first$"):
        warm.warm(project, QUICK)


def test_few_images_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with project_of(tmp_path / "q", 20) as project:
        ids = np.array([image.id for image in project.images.all()], np.int64)
        monkeypatch.setattr(embed, "features", lambda *_, **__: (Features(ids, features(1.0)[0][:20]), 0))
        embed.fit_embedder(project, "whiten")
        with pytest.raises(UserError, match="needs 60 images on the training side"):
            warm.warm(project, QUICK)
