"""Commands that write results to files: export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import PROJECT, options, sentence, stage


@click.command()
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "kind", required=True, help="Which format; `nearpair formats` lists them.")
@click.option("--absolute", is_flag=True, help="Absolute paths.")
@click.option("--candidates", is_flag=True, help="The unjudged candidates instead of the answers.")
@click.option("--votes", is_flag=True, help="One row per label instead of one per pair.")
@options
def export(project: Path, out: Path, kind: str, absolute: bool, candidates: bool, votes: bool, **how: Any) -> None:
    """Write the answers, candidates, votes or embeddings to a file."""
    stage("export", project, sentence("{rows} rows in {out}"), how, kind=kind, out=str(out), absolute=absolute,
          candidates=candidates, votes=votes)  # fmt: skip


COMMANDS = (export,)
