"""Commands that carry work between projects and files: export, merge."""

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


@click.command()
@PROJECT
@click.argument("other", type=click.Path(path_type=Path))
@options
def merge(project: Path, other: Path, **how: Any) -> None:
    """Add the images, groups, batches and labels of another project; nothing is graded twice, nothing is lost."""
    told = ("{labels} labels ({known} were here already), {images} images and {batches} batches are new; "
            "{moved} images moved to evaluation")  # fmt: skip
    stage("merge", project, sentence(told), how, other=str(other))


COMMANDS = (export, merge)
