"""The head with a layer: it begins at its start, learns what a linear map cannot, and comes back from its file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch  # noqa: TID253 (a test of what learns)

from models.errors import UserError
from models.finetune import Training, finetune
from models.head import Head, unit
from models.heads import HEADS
from models.resuming import Stored, packed
from models.student import Subject
from models.students import SCOPES
from models.students.mlp import MlpHead, memory
from tests.lessons import OPTIONS, lesson, recipe, result, scenes, student_of, whitened


def student(features: np.ndarray, hidden: int = 16, seed: int = 0) -> MlpHead:
    made = SCOPES.load("mlp")(Subject(features, np.arange(len(features)), whitened(features), seed=seed), hidden=hidden)
    assert isinstance(made, MlpHead)
    return made


def test_it_begins_at_its_start_and_is_stored_as_it_is() -> None:
    x = scenes()
    one = student(x)
    everything = torch.arange(len(x))
    np.testing.assert_allclose(one(everything).detach().numpy(), whitened(x).apply(x), atol=1e-5)
    for group in one.parameters():
        with torch.no_grad():
            for tensor in group.parameters:
                tensor += 0.3 * torch.randn(tensor.shape, generator=torch.Generator().manual_seed(1))
    head = one.head()
    assert head.kind == "mlp" and one.network() == {} and head.dim(x.shape[1]) == whitened(x).dim(x.shape[1])
    np.testing.assert_allclose(one(everything).detach().numpy(), head.apply(x), atol=2e-5)
    plain = unit(head.project(x)).astype(np.float64)
    slow = plain + np.tanh(plain @ head.arrays["hidden"] + head.arrays["bias"]) @ head.arrays["out"]
    np.testing.assert_allclose(head.apply(x), slow / np.linalg.norm(slow, axis=1, keepdims=True), atol=1e-5)


def test_it_learns_and_its_best_state_is_what_is_kept(tmp_path: Path) -> None:
    x = scenes()
    one = student(x)
    trained = result(list(finetune(one, lesson(), recipe(), replace(OPTIONS, steps=80), np.random.default_rng(0))))
    assert trained.score > trained.start_score + 0.03
    one.restore(trained.state)
    kept = one.head()
    assert np.abs(kept.arrays["out"]).max() > 1e-3
    kept.save(tmp_path / "h")
    assert Head.load(tmp_path / "h").fingerprint == kept.fingerprint
    state = one.state()
    with torch.no_grad():
        one.parameters()[1].parameters[0].zero_()
    assert one.head().fingerprint != kept.fingerprint
    one.restore(state)
    assert one.head().fingerprint == kept.fingerprint


def test_it_learns_a_relation_that_no_linear_map_can() -> None:
    """Pairs match where the product of two coordinates has the same sign: of both, a linear map knows nothing."""
    rng = np.random.default_rng(0)
    x = unit(rng.choice([-1.0, 1.0], (400, 2)).astype(np.float32) + rng.normal(size=(400, 2)) * 0.2)
    sign = torch.tensor(np.sign(x[:, 0] * x[:, 1]))
    apart = {}
    for name in ("head", "mlp"):
        values = {"hidden": 32} if name == "mlp" else {}
        one = SCOPES.load(name)(Subject(x, np.arange(400), Head("raw")), **values)
        optimiser = torch.optim.AdamW([p for g in one.parameters() for p in g.parameters], lr=0.02)
        for _ in range(200):
            z = one(torch.arange(400))
            likeness = z @ z.T
            loss = (likeness * -(sign[:, None] * sign)).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        z = one(torch.arange(400)).detach()
        same = sign[:, None] == sign
        apart[name] = float((z @ z.T)[same].mean() - (z @ z.T)[~same].mean())
    assert apart["mlp"] > 0.9 > 0.3 > apart["head"]


def test_a_training_of_it_goes_on_as_if_nothing_had_happened() -> None:
    options = replace(OPTIONS, steps=8, check_every=2)

    def training() -> Training:
        return Training(student(scenes()), lesson(), recipe(), options, np.random.default_rng(5))

    undisturbed = list(training().run())[-1]
    first = training()
    stream = first.run()
    for _ in range(4):
        next(stream)
    assert first.student.rng is vars(first.student)["_linear"].rng  # type: ignore[attr-defined]
    data = packed(first, {})
    assert "'rng'" in str(Stored(data)._trees["views"]), "the random views of images are put away too"
    again = training()
    Stored(data).restore(again)
    end = list(again.run())[-1]
    assert undisturbed.trained is not None and end.trained is not None
    for name, tensor in undisturbed.trained.state.items():
        assert torch.equal(tensor, end.trained.state[name]), name


def test_it_is_not_fitted_without_grades_and_its_memory_grows_with_its_width() -> None:
    with pytest.raises(UserError, match="learned from grades"):
        HEADS.load("mlp").fit(scenes(), np.arange(len(scenes())))
    x = scenes()
    subject = Subject(x, np.arange(len(x)), whitened(x))
    assert memory(subject, hidden=64) - memory(subject, hidden=32) == 8 * 4 * 2 * 32 * whitened(x).dim(x.shape[1])
    assert student_of(x).head().kind == "linear"
