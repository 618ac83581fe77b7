"""Students that change the network: the last stages from maps, the whole from pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch  # noqa: TID253
from PIL import Image

from models.backbone import Backbone, Parts
from models.backbones.efficientnet_lite0 import backbone
from models.copies import Views
from models.errors import UserError
from models.head import Head
from models.heads.whiten import fit
from models.student import Student, Subject
from models.students import SCOPES

SIDE, WIDE, IMAGES = 4, 6, 12


class Small(torch.nn.Module):
    """A convolution with batch normalisation over (n, 3, 4, 4), given as planes or as flat maps."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.conv, self.norm = torch.nn.Conv2d(3, WIDE, 3), torch.nn.BatchNorm2d(WIDE)
        self.norm.running_mean.uniform_(-1, 1)
        self.norm.running_var.uniform_(0.5, 2)

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        planes = given.reshape(-1, 3, SIDE, SIDE)
        return torch.relu(self.norm(self.conv(planes))).mean((2, 3))


def small_backbone() -> Backbone:
    def prepared(picture: Image.Image) -> np.ndarray:
        return np.asarray(picture.resize((SIDE, SIDE)))

    def normalised(pixels: np.ndarray) -> np.ndarray:
        return pixels.transpose(0, 3, 1, 2).astype(np.float32) / 64 - 2

    stem = Backbone("small", 3 * SIDE * SIDE, SIDE, SIDE, "stem", prepared, lambda *_: pytest.fail("not to be opened"))
    parts = Parts(stem, lambda: Small().eval(), lambda: Small().eval(), normalised)
    return Backbone("small", WIDE, SIDE, SIDE, "small", prepared, stem.open, parts=lambda: parts)


def pictures() -> list[Image.Image]:
    rng = np.random.default_rng(0)
    return [Image.fromarray(rng.integers(0, 256, (48, 64, 3), dtype=np.uint8)) for _ in range(IMAGES)]


def subject(views: Views | None = None) -> Subject:
    network, shown = small_backbone(), pictures()
    maps = network.parts().normalise(np.stack([network.preprocess(p) for p in shown])).reshape(IMAGES, -1)
    with torch.inference_mode():
        features = Small().eval()(torch.from_numpy(maps)).numpy()
    start = fit(np.concatenate([features] * 4) + np.random.default_rng(1).normal(0, 0.1, (48, WIDE)).astype("f4"),
                np.arange(48))  # fmt: skip
    assert "matrix" in start.arrays
    return Subject(features, np.arange(IMAGES), start, network, shown.__getitem__, maps=maps, views=views)


def student(scope: str, views: Views | None = None, altered: float = 0.0) -> Student:
    return SCOPES.load(scope)(subject(views), rate=0.5, altered=altered)


EVERY = torch.arange(IMAGES)
BOTH = pytest.mark.parametrize("scope", ["last", "full"])


@BOTH
def test_where_images_began_is_known_without_a_look_at_any(scope: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = subject()
    given = replace(given, rows=np.where(np.arange(IMAGES) == 11, 0, given.rows))  # image 11 is a copy of image 0
    one = SCOPES.load(scope)(given, rate=0.5, altered=0.0)
    one.train(False)
    first = one(EVERY).detach().numpy()
    one_step(one)
    monkeypatch.setattr(Small, "forward", lambda *_: pytest.fail("not to be run"))
    numbers = np.array([3, 0, 11])
    began = one.began(numbers)
    np.testing.assert_allclose(began[:2], first[numbers[:2]], atol=1e-5)
    np.testing.assert_array_equal(began[1], began[2])


def one_step(one: Student) -> None:
    one.train(True)
    tensors = [p for group in one.parameters() for p in group.parameters]
    optimiser = torch.optim.SGD(tensors, lr=0.1)
    vectors = one(EVERY)
    (vectors[::2] - vectors[1::2]).square().sum().backward()
    optimiser.step()
    optimiser.zero_grad()


@BOTH
def test_it_begins_exactly_at_the_start(scope: str) -> None:
    expected = subject().start.apply(subject().features)
    with torch.no_grad():
        np.testing.assert_allclose(student(scope)(EVERY).numpy(), expected, atol=1e-6)


@BOTH
def test_an_image_has_the_map_and_the_picture_of_its_number(scope: str) -> None:
    """Its row among the collection's features is another matter."""
    numbers = np.arange(IMAGES)[::-1]
    shuffled = replace(subject(), rows=numbers, features=subject().features[numbers])
    one = SCOPES.load(scope)(shuffled, rate=1, altered=0)
    with torch.no_grad():
        torch.testing.assert_close(one(EVERY), student(scope)(EVERY))


@BOTH
def test_gradients_reach_the_head_and_every_weight_of_the_network(scope: str) -> None:
    one = student(scope)
    vectors = one(EVERY)
    (vectors[::2] - vectors[1::2]).square().sum().backward()
    head, network = one.parameters()
    assert (head.rate, network.rate) == (1.0, 0.5)
    assert len(network.parameters) == 4 and all(p.grad.abs().sum() > 0 for p in (*head.parameters, *network.parameters))


@BOTH
def test_statistics_of_batch_normalisation_stay_and_its_scales_learn(scope: str) -> None:
    one, published = student(scope), Small().state_dict()
    one_step(one)
    learned = one.network()
    assert set(learned) == set(published)
    for name in ("norm.running_mean", "norm.running_var", "norm.num_batches_tracked"):
        assert torch.equal(learned[name], published[name]), name
    for name in ("conv.weight", "norm.weight", "norm.bias"):
        assert not torch.equal(learned[name], published[name]), name


@BOTH
def test_a_vector_does_not_depend_on_what_it_is_computed_with(scope: str) -> None:
    one = student(scope)
    for on in (True, False):
        one.train(on)
        together = one(EVERY).detach()
        alone = torch.cat([one(EVERY[n : n + 1]).detach() for n in range(IMAGES)])
        torch.testing.assert_close(together, alone, atol=1e-6, rtol=0)


@BOTH
def test_a_state_is_gone_back_to(scope: str) -> None:
    one = student(scope)
    before, vectors = one.state(), one(EVERY).detach()
    one_step(one)
    assert not torch.allclose(one(EVERY), vectors, atol=1e-4)
    one.train(False)
    one.restore(before)
    torch.testing.assert_close(one(EVERY), vectors)
    tensors = {id(p) for group in one.parameters() for p in group.parameters}
    one_step(one)
    one.restore(one.state())
    assert set(before) == set(one.state())
    assert {id(p) for group in one.parameters() for p in group.parameters} == tensors, "optimisers hold them"


def test_a_large_step_has_the_gradients_of_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for most in (64, 2):
        monkeypatch.setattr("models.students.deep._AT_ONCE", most)
        monkeypatch.setattr("models.students.deep._BLOCK", 5)
        one = student("last")
        vectors = one(EVERY)
        (vectors[::2] - vectors[1::2]).square().sum().backward()
        found.append([p.grad for group in one.parameters() for p in group.parameters])
    for small, large in zip(*found, strict=True):
        torch.testing.assert_close(small, large)


def test_the_head_stored_gives_the_vectors_of_the_student() -> None:
    one = student("last")
    for _ in range(3):
        one_step(one)
    one.train(False)
    network = Small().eval()
    network.load_state_dict(one.network())
    with torch.inference_mode():
        features = network(torch.from_numpy(subject().maps)).numpy()
        np.testing.assert_allclose(one.head().apply(features), one(EVERY).numpy(), atol=1e-5)


def views() -> Views:
    """Image 11 is a copy, and the views of image 0 are the maps of images 1 and 2."""
    maps = subject().maps
    rows = np.concatenate((maps[1], maps[2]))[None]
    row = np.full(IMAGES, -1)
    row[[0, 11]] = 0
    return Views(row, np.arange(IMAGES) == 11, 2, rows)


def test_views_are_shown_in_training_and_copies_always() -> None:
    one = student("last", views(), altered=1.0)
    plain = student("last")(EVERY).detach()
    assert torch.equal(one(EVERY)[:11], plain[:11]) and torch.equal(one(EVERY)[11], plain[1])
    one.train(True)
    seen = {tuple(np.flatnonzero((one(EVERY[:1]).detach() == plain).all(dim=1)).tolist()) for _ in range(20)}
    assert seen == {(1,), (2,)}
    assert torch.equal(one(EVERY)[1:11], plain[1:11])


def test_a_training_that_goes_on_draws_the_views_it_would_have_drawn() -> None:
    one = student("last", views(), altered=0.5)
    one.train(True)
    one(EVERY)
    kept = one.state()
    expected = [one(EVERY[[0, 11]]).detach() for _ in range(8)]
    again = student("last", views(), altered=0.5)
    again.train(True)
    again.restore(kept)
    assert all(torch.equal(again(EVERY[[0, 11]]).detach(), vectors) for vectors in expected)
    assert len({vectors.sum().item() for vectors in expected}) > 1


def test_a_whole_network_sees_the_same_copy_when_it_is_only_looked_at() -> None:
    one = student("full", Views(np.arange(IMAGES), np.arange(IMAGES) == 11, 2))
    assert torch.equal(one(EVERY), one(EVERY))
    assert not torch.allclose(one(EVERY)[11], student("full")(EVERY)[11], atol=1e-3)
    one.train(True)
    assert len({one(EVERY)[11].sum().item() for _ in range(8)}) > 2


def test_pictures_and_copies_of_a_step_are_the_same_by_one_thread_and_by_many() -> None:
    given = subject(Views(np.arange(IMAGES), np.arange(IMAGES) > 3, 2))
    found = []
    for threads in (1, 5):
        one = SCOPES.load("full")(replace(given, threads=threads), rate=0.5, altered=0.5)
        one.train(True)
        found.append([one(EVERY).detach() for _ in range(3)])
    assert all(torch.equal(alone, several) for alone, several in zip(*found, strict=True))
    assert not torch.equal(found[0][0], found[0][1])


@BOTH
def test_a_backbone_that_cannot_learn_is_named(scope: str) -> None:
    network = backbone("stages")
    nothing = Subject(np.zeros((1, network.dim)), np.zeros(1, int), Head("raw"), network)
    with pytest.raises(UserError, match=r"efficientnet_lite0 .*; train the head"):
        SCOPES.load(scope)(nothing, rate=1, altered=0)


def test_head_shows_views_of_copies_only() -> None:
    features = np.random.default_rng(0).normal(size=(8, 3)).astype(np.float32)
    copy = np.array([False, False, True, True])
    shown = Views(np.array([0, 1, 0, 1]), copy, 2, features[4:].reshape(2, 6))
    one = SCOPES.load("head")(Subject(features, np.arange(4), Head("raw"), views=shown))
    plain = SCOPES.load("head")(Subject(features, np.arange(8), Head("raw")))(torch.arange(8))
    assert torch.equal(one(torch.arange(4)), plain[[0, 1, 4, 6]])
    one.train(True)
    assert {one(torch.tensor([3])).sum().item() for _ in range(20)} == {plain[6].sum().item(), plain[7].sum().item()}
