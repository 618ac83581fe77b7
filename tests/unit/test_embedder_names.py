"""What embedders are called: told apart by network, pooling, head and round, and found by the end of their name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.embedding.embedder_names import free, name_of
from app.core.store.project import Project
from models.backbones import open_choice
from models.errors import UserError

LITE0 = open_choice("efficientnet_lite0")


def test_a_name_tells_network_pooling_head_and_round() -> None:
    assert name_of(LITE0, "whiten", 0) == "lite0-average-whiten-0"
    assert name_of(open_choice("efficientnet_lite0", {"pooling": "gem"}), "raw", 2) == "lite0-gem-raw-2"
    own = replace(LITE0, name="onnx", values={"file": "/networks/my descriptor of copies, third.onnx"})
    assert name_of(own, "whiten", 0) == "my-descriptor-of-copies-whiten-0"
    assert name_of(replace(LITE0, name="resnet50"), "raw", 1) == "resnet50-average-raw-1"


def add(project: Project, name: str) -> None:
    project.rounds.add_embedder(fingerprint=f"print of {name} {len(project.rounds.embedders())}", name=name,
                                backbone="b", backbone_fingerprint="b", head="raw", file="f", dim=1)  # fmt: skip


def test_a_name_is_taken_once_and_its_end_is_enough(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        for name in ("lite0-average-whiten-0", "whiten-0", "lite0-gem-whiten-1", "lite0-stages-whiten-1"):
            add(project, name)
        rows = project.rounds.embedders()
        assert free("new", rows) == "new" and free("whiten-0", rows) == "whiten-0-2"
        assert project.rounds.embedder("whiten-0").name == "whiten-0", "a name before the end of another"
        assert project.rounds.embedder("whiten-1").name == "lite0-stages-whiten-1", "of several the newest"
        assert project.rounds.embedder("gem-whiten-1").name == "lite0-gem-whiten-1"
        for nobody in ("iten-1", "%", "_-whiten-1", ""):
            with pytest.raises(UserError, match="there is no embedder"):
                project.rounds.embedder(nobody)
