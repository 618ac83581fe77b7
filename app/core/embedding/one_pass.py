"""One pass: a file that is read for the first time is decoded once, for its row and for its features.

Rows are committed as in a plain ingest, features as in a plain embed, and neither waits for the other: whatever a
killed pass lacks, the next embedding computes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.embedding.embed import chosen_backbone, chosen_views
from app.core.embedding.extraction import Extraction
from app.core.embedding.unreadable import forget
from app.core.jobs import NULL_JOB, Job
from app.core.reading.ingest import IngestResult, ingest
from app.core.reading.inspecting import SHORT_SIDE
from app.core.settings import Settings
from models.errors import UserError

if TYPE_CHECKING:
    from app.core.store.project import Project
    from models.backbone import Backbone


def ingest_and_embed(
    project: Project,
    folders: Sequence[Path],
    settings: Settings,
    device: str = "auto",
    threads: int = 0,
    job: Job = NULL_JOB,
    *,
    retry: bool = False,
) -> tuple[IngestResult, int]:
    """Ingest, computing features of what is decoded where that can be; and of how many images that was done."""
    if retry:
        forget(project.folder("features"))
    network = _network(settings)
    if network is None:
        return ingest(project, folders, settings, job, processes=threads, retry=retry), 0
    with Extraction(
        network, project.folder("features"), views=chosen_views(settings), device=device, threads=threads,
        batch=settings["embed.batch"],
    ) as run:  # fmt: skip
        done = ingest(
            project, folders, settings, job, processes=threads, retry=retry,
            backbone=(network.name, dict(network.values)), take=run.take
        )
    return done, run.computed[0]


def _network(settings: Settings) -> Backbone | None:
    """The backbone to compute with while reading, None where files are to be read for themselves.

    A network that wants pictures of another size would change hashes and thumbnails; one that cannot be opened
    is told of when it is needed.
    """
    if not settings["ingest.one_pass"]:
        return None
    try:
        network = chosen_backbone(settings)
    except UserError:
        return None
    return network if network.draft_size == SHORT_SIDE else None
