"""Copy-edits: each changes the picture, none its subject, and a seed repeats it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.augment import EDITS, TURNED, altered_copy
from models.backbones.efficientnet_lite0 import BACKBONE

DATA = Path(__file__).parents[1] / "data"


def photograph(name: str = "dog03") -> Image.Image:
    with Image.open(DATA / f"{name}.jpg") as image:
        return image.convert("RGB")


@pytest.mark.parametrize("name", list(EDITS))
def test_an_edit_makes_a_new_picture_that_its_seed_repeats(name: str) -> None:
    source = photograph()
    before = source.tobytes()
    first = EDITS[name](source, np.random.default_rng(3))
    again = EDITS[name](source, np.random.default_rng(3))
    assert first.mode == "RGB" and min(first.size) > 0 and first is not source
    assert source.tobytes() == before
    assert (first.size, first.tobytes()) == (again.size, again.tobytes())
    assert (first.size, first.tobytes()) != (source.size, before)
    others = {EDITS[name](source, np.random.default_rng(seed)).tobytes() for seed in range(4)}
    assert len(others) == (1 if name == "flip" else len(others)) and (name == "flip" or len(others) > 1)


@pytest.mark.parametrize("name", list(EDITS))
@pytest.mark.parametrize("size", [(640, 3), (3, 640), (16, 16)])
def test_an_edit_bears_odd_shapes(name: str, size: tuple[int, int]) -> None:
    for seed in range(5):
        assert EDITS[name](photograph().resize(size), np.random.default_rng(seed)).mode == "RGB"


def test_edits_stay_nearer_to_their_source_than_other_pictures_are() -> None:
    extract = BACKBONE.open("cpu", 2)
    others = [photograph("car02"), photograph("laptop01")]
    edited = [edit(photograph(), np.random.default_rng(1)) for edit in EDITS.values()]
    rows = extract(np.stack([BACKBONE.preprocess(image) for image in (photograph(), *others, *edited)]))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    distance = np.linalg.norm(rows[1:] - rows[0], axis=1)
    assert distance[2:].max() < distance[:2].min()
    assert distance[2:].min() > 1e-3


def test_three_copies_in_ten_come_in_another_orientation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.augment.EDITS", {"left": lambda image, _: image, "alone": lambda image, _: image})
    source = Image.fromarray(np.arange(6, dtype=np.uint8).reshape(2, 3)).convert("RGB")
    made = [altered_copy(source, np.random.default_rng(seed)) for seed in range(400)]
    other = [image for image in made if (image.size, image.tobytes()) != (source.size, source.tobytes())]
    assert abs(len(other) / len(made) - TURNED) < 0.07
    assert len({(image.size, image.tobytes()) for image in other}) == 7
