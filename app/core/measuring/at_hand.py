"""At hand: whether an embedder can be measured without looking at pictures again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.embedding import embed, segments
from app.core.embedding.extraction import folder_of
from app.core.records import EmbedderRow
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project


def at_hand(project: Project, row: EmbedderRow) -> bool:
    """Whether its network's features are cached for as many images as those of the network it began with."""
    if not row.network:  # a head over features that its start has
        return True
    try:
        start = [one for one in project.rounds.embedders() if one.fingerprint == row.parent]
        networks = [embed.backbone_of(one, project) for one in (row, *start)]
    except UserError:  # weights that are gone, or another version of them
        return False
    folder, keys = project.folder("features"), segments.keys(project.images.content_hashes().values())
    cached = [int(segments.find(folder_of(folder, one, 0), keys, one.dim).found.sum()) for one in networks]
    return cached[0] > 0 and cached[0] >= cached[-1]
