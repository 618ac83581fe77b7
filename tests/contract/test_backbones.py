"""What every backbone owes, whoever wrote it: it opens, or says in one sentence what is missing."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.embedding.embed import chosen_backbone
from app.core.settings import Settings
from models import weights
from models.backbones import BACKBONES, open_choice, stored_choice
from models.errors import UserError

BUNDLED = ("efficientnet_lite0",)


@pytest.mark.parametrize("name", BACKBONES.names())
def test_a_backbone_opens_or_says_what_is_missing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(weights.HOME, str(tmp_path / "none"))
    try:
        backbone = open_choice(name)
    except UserError as error:
        sentence = str(error)
        assert name not in BUNDLED and name in sentence and "\n" not in sentence
        if name in weights.sources():
            source = weights.source(name)
            assert all(part in sentence for part in (source.file, source.sha256, source.url, str(tmp_path)))
        else:
            assert f"backbone.{name}.file" in sentence
    else:
        assert name in BUNDLED
        extract = backbone.open("cpu", 1)
        pixels = backbone.preprocess(Image.new("RGB", (40, 30), (200, 30, 90)))
        assert pixels.shape == (backbone.size, backbone.size, 3) and pixels.dtype == np.uint8
        assert extract(pixels[None]).shape == (1, backbone.dim)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", BUNDLED)
def test_name_and_values_are_all_it_takes_in_another_process(name: str) -> None:
    for setting in BACKBONES.entry(name).settings:
        for choice in setting.choices:
            made = chosen_backbone(
                Settings().having(embed__backbone=name, **{f"backbone__{name}__{setting.key}": choice})
            )
            travelled = pickle.loads(pickle.dumps((made.name, dict(made.values))))
            assert open_choice(*travelled).fingerprint == made.fingerprint
            assert stored_choice(made.name, {"backbone": dict(made.values)}).fingerprint == made.fingerprint


def test_a_value_that_is_no_choice_is_refused() -> None:
    with pytest.raises(UserError, match="pooling must be one of average, gem, stages, not max"):
        open_choice("efficientnet_lite0", {"pooling": "max"})
    with pytest.raises(UserError, match="there is no backbone called 'resnet'"):
        open_choice("resnet")
