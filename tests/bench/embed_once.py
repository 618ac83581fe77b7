"""One process that reads and embeds a folder into a new project: `python -m tests.bench.embed_once FOLDER PROJECT`.

Prints the most bytes it and its children held together: with mapped files, and of their own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.core.embedding.embed import embed_collection
from app.core.embedding.one_pass import ingest_and_embed
from app.core.jobs import NULL_JOB
from app.core.settings import Settings
from app.core.store.project import Project
from tests.bench.surroundings import PeakMemory


def main() -> None:
    """Read, embed, apply the head; then print both peaks."""
    folder, place = map(Path, sys.argv[1:])
    with PeakMemory() as whole, PeakMemory(private=True) as own, Project.create(place) as project:
        ingest_and_embed(project, [folder], Settings())
        done = embed_collection(project, Settings(), "auto", 0, NULL_JOB)
        assert len(done.vectors.ids) > 0
    sys.stdout.write(f"{whole.peak} {own.peak}\n")


if __name__ == "__main__":
    main()
