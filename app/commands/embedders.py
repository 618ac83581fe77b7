"""Commands on the embedders of a project: lineage, promote, model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import PROJECT, json_option, options, reader, sentence, stage
from app.console import Result, write


@click.command()
@PROJECT
@json_option
def lineage(project: Path, as_json: bool) -> None:
    """Every embedding: what it came from, what it learned, how it compares, which one mines next."""

    def work(found: Any, _job: Any) -> Result:
        from app.core.learning.lineage import lineage as descent

        return {"embedders": [one.as_dict() for one in descent(found)]}

    reader("lineage", project, as_json, work, _show_lineage)


def _show_lineage(result: Result) -> None:
    for one in result["embedders"]:
        marks = ["mines next"] if one["mines_next"] else []
        marks += ["rounds " + " ".join(map(str, one["rounds"]))] if one["rounds"] else []
        marks += [f"{one['verdict']}, against {one['against']}"] if one["verdict"] else []
        learned = f"{one['labels']} labels {one['label_hash']}" if one["labels"] else "no labels"
        write(f"{one['name']:<24}from {one['parent'] or 'the collection':<24}{learned:<28}{'; '.join(marks)}".rstrip())


@click.command()
@PROJECT
@click.argument("embedder")
@click.option("--anyway", is_flag=True, help="Also where it is worse than the embedding that mines now.")
@options
def promote(project: Path, embedder: str, anyway: bool, **how: Any) -> None:
    """Let this embedding (its name) mine next; `nearpair lineage` lists them."""
    stage("promote", project, sentence("{sentence} {embedder} mines next."), how, embedder=embedder, anyway=anyway)


@click.command()
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "kind", required=True, help="safetensors or onnx.")
@click.option("--embedder", help="Which embedding (its name); default: the one that mines next, else mines now.")
@click.option("--at", help="Which measured threshold is stated: precision=0.99, specificity=0.9999, false-alarms=20.")
@options
def model(project: Path, out: Path, kind: str, embedder: str | None, at: str | None, **how: Any) -> None:
    """Write an embedding with its threshold to one file that other programs can run."""
    stage("model", project, sentence("{name} in {out}, described in {description}"), how, kind=kind, out=str(out),
          embedder=embedder, at=at)  # fmt: skip


COMMANDS = (lineage, promote, model)
