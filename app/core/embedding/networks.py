"""Networks of a project: weights that were learned in it, each in a file beside the heads, named by their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.core.atomic import refusal
from app.core.embedding.embed import backbone_of
from app.core.records import EmbedderRow
from models.backbone import Backbone
from models.backbones import stored_choice
from models.trained import save_network, trained_backbone

if TYPE_CHECKING:
    from app.core.store.project import Project


def store_network(project: Project, start: EmbedderRow, tensors: Mapping[str, Any], scope: str) -> Backbone:
    """Write what was learned of the network of `start` and give the backbone that has it; where nothing was learned,
    the one of `start`."""
    if not tensors:
        return backbone_of(start, project)
    folder = project.folder("checkpoints")
    written = folder / "network.new"
    try:
        save_network(written, tensors, scope)
        digest = hashlib.sha256(written.read_bytes()).hexdigest()
        path = written.replace(folder / f"{digest[:16]}.network.safetensors")
    except OSError as error:
        raise refusal(written, error) from error
    return trained_backbone(stored_choice(start.backbone, start.settings), path)
