"""Commands that take grades in and learn from them: label, train, remine, evaluate, heads, verifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import PROJECT, options, sentence, stage
from app.console import Result, write


@click.command()
@PROJECT
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--annotator", required=True, help="Who gave these grades.")
@click.option("--strict", is_flag=True, help="Keep nothing if any row cannot be read.")
@options
def label(project: Path, file: Path, annotator: str, strict: bool, **how: Any) -> None:
    """Import grades: left_path, right_path, grade."""
    stage("label", project, _show_label, how, file=str(file), annotator=annotator, strict=strict)


LABELLED = "{labels} grades imported, {unchanged} were there already, {same_image} rows name one image twice"


def _show_label(result: Result) -> None:
    for bad in result["bad"]:
        write("line {line}: {reason}".format(**bad))
    write(LABELLED.format(**result))


@click.command()
@PROJECT
@click.option("--loss", help="Which loss; `nearpair losses` lists them.")
@click.option("--sampler", help="Which training sampler; `nearpair samplers` lists them.")
@click.option("--scope", help="What is trained; `nearpair scopes` lists them.")
@click.option("--warm", is_flag=True, help="Learn from copies of the pictures themselves, without any grade.")
@options
def train(
    project: Path, loss: str | None, sampler: str | None, scope: str | None, warm: bool, **how: Any
) -> None:  # fmt: skip
    """Learn a better embedding from the grades."""
    if warm:
        stage("warm", project, _show_warm, how, scope=scope)
        return
    stage("train", project, sentence(
        "{checkpoint}: {steps} steps on {pairs} pairs, stopped by {stopped_by}. {verdict[sentence]}"), how,
          loss=loss, sampler=sampler, scope=scope)  # fmt: skip


def _show_warm(result: Result) -> None:
    said = "copies of {images} held-out pictures are told apart {start:.4f} before and {warm:.4f} after"
    write(said.format(**result))
    write(f"stored as {result['checkpoint']}; mine --embedder {result['checkpoint']} starts a round with it"
          if result["kept"] else "no better than the start, which is kept")  # fmt: skip


@click.command()
@PROJECT
@options
def remine(project: Path, **how: Any) -> None:
    """Start the next round: embed and mine with the trained embedder."""
    stage("remine", project, sentence("round {round}: {candidates} candidate pairs by {miner} with {embedder}"), how)


@click.command()
@PROJECT
@click.option("--report", type=click.Path(path_type=Path), help="Folder for an HTML report with its figures.")
@options
def evaluate(project: Path, report: Path | None, **how: Any) -> None:
    """Compare raw, whitened and trained embeddings on the frozen pairs."""

    def show(result: Result) -> None:
        from app.core.reporting.evaluation_text import as_text

        write(as_text(result))
        if result.get("files"):
            write(f"\nreport {result['files'][0]}")

    stage("evaluate", project, show, how, report=None if report is None else str(report))


@click.command()
@PROJECT
@click.option("--kind", help="Which verifier; `nearpair verifiers` lists them.")
@options
def verifier(project: Path, kind: str | None, **how: Any) -> None:
    """Fit a classifier of pairs to the grades, and compare it with distance alone."""
    stage("verifier", project, _show_verifier, how, kind=kind)


def _show_verifier(result: Result) -> None:
    from app.core.reporting.verifier_text import as_text

    write(as_text(result))


@click.command()
@PROJECT
@options
def heads(project: Path, **how: Any) -> None:
    """Compare the heads that need no grade on the graded pairs of the evaluation side."""
    stage("heads", project, _show_heads, how)


def _show_heads(result: Result) -> None:
    from app.core.reporting.verifier_text import cell

    cut = result["cut"]
    write(f"under the {cut} cut{'AUC':>27}{'TPR at 1e-2':>28}{'TPR at 1e-3':>28}")
    for one in result["heads"].values():
        figures = one["figures"][cut]
        values = (figures["auc"], *(figures["tpr"].get(rate) for rate in ("0.01", "0.001")))
        shown = "".join(cell(value) for value in values)
        write(f"{one['embedder']:<16}{shown}  {one['verdict']['sentence'] if one['verdict'] else ''}".rstrip())
    best = result["heads"][result["best"]]["embedder"]
    write(f"{best} fits best; mine --embedder {best} starts a round with it")


COMMANDS = (label, train, remine, evaluate, heads, verifier)
