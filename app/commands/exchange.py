"""Commands that carry work between projects and files: export, import, merge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.learning import LABELLED
from app.commands.stage import PROJECT, options, sentence, stage
from app.console import Result, write


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


@click.command("import")
@PROJECT
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "kind", required=True, help="labels, groups or embeddings; `nearpair formats` lists them.")
@click.option("--annotator", default="", help="Whose grades these are; needed for labels.")
@click.option("--name", default="", help="What an embedding is to be called; default: as the file.")
@click.option("--strict", is_flag=True, help="Import nothing when a line cannot be used.")
@options
def import_(project: Path, file: Path, kind: str, annotator: str, name: str, strict: bool, **how: Any) -> None:
    """Read grades, known groups, or vectors of your own from a file."""
    stage("import_file", project, _show_import, how, kind=kind, file=str(file), annotator=annotator, name=name,
          strict=strict)  # fmt: skip


def _show_import(result: Result) -> None:
    for bad in result["bad"]:
        write("line {line}: {reason}".format(**bad))
    if "embedder" in result:
        missing = len(result["without"])
        write("{images} images have a vector of {dim} numbers; {missing} have none".format(missing=missing, **result))
        write("to mine with them: nearpair mine {project} --embedder {embedder}".format(**result))
    elif "groups" in result:
        write("{groups} groups over {images} images".format(**result))
    else:
        write(LABELLED.format(**result))


@click.command()
@PROJECT
@click.argument("other", type=click.Path(path_type=Path))
@options
def merge(project: Path, other: Path, **how: Any) -> None:
    """Add the images, groups, batches and labels of another project; nothing is graded twice, nothing is lost."""
    told = ("{labels} labels ({known} were here already), {images} images and {batches} batches are new; "
            "{moved} images moved to evaluation")  # fmt: skip
    stage("merge", project, sentence(told), how, other=str(other))


COMMANDS = (export, import_, merge)
