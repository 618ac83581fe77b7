"""Commands that put a threshold to work: apply (pairs and groups of the whole collection), leakage (between parts)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import PROJECT, options, stage
from app.console import Result, write

AT = "precision=0.99, specificity=0.9999, false-alarms=20 (in the whole collection) or distance=0.8."
CUT = click.option("--cut", type=click.Choice(["strict", "lenient"]), default="lenient", show_default=True,
                   help="strict: matches are ND; lenient: ND and near-ND.")  # fmt: skip


@click.command("apply")
@PROJECT
@click.option("--at", required=True, metavar="TARGET", help=AT)
@CUT
@click.option("--linkage", type=click.Choice(["single", "average", "complete"]), default="complete", show_default=True,
              help="How pairs become groups; single linkage chains.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Pairs file: .csv, .jsonl or .parquet.")
@click.option("--groups", "groups_out", type=click.Path(path_type=Path), help="Groups file (CSV: image, group).")
@click.option("--absolute", is_flag=True, help="Absolute paths.")
@options
def apply_command(project: Path, at: str, cut: str, linkage: str, out: Path | None, groups_out: Path | None,
                  absolute: bool, **how: Any) -> None:  # fmt: skip
    """Predict the matching pairs and the groups of the whole collection."""
    files = {name: None if path is None else str(path) for name, path in (("out", out), ("groups_out", groups_out))}
    stage("apply", project, _show_applied, how, at=at, cut=cut, linkage=linkage, absolute=absolute, **files)


@click.command()
@PROJECT
@click.option("--between", nargs=2, required=True, metavar="A B", help="Two folders, or train and evaluation.")
@click.option("--at", required=True, metavar="TARGET", help=AT)
@CUT
@click.option("--out", type=click.Path(path_type=Path), help="CSV of the leaked images with their matches.")
@click.option("--absolute", is_flag=True, help="Absolute paths.")
@options
def leakage(project: Path, between: tuple[str, str], at: str, cut: str, out: Path | None, absolute: bool,
            **how: Any) -> None:  # fmt: skip
    """How many images of B are near-duplicates of images of A."""
    stage("leakage", project, _show_leakage, how, between=list(between), at=at, cut=cut, absolute=absolute,
          out=None if out is None else str(out))  # fmt: skip


def _show_threshold(result: Result) -> None:
    write("{embedder}, {cut} cut, {target}: pairs at most {distance:.4f} apart".format(**result))
    for name, words in (("tpr", "of the true pairs are found"), ("precision", "of the graded pairs found are true")):
        if result.get(name):
            write("  {:.1%} [{:.1%}, {:.1%}] ".format(*result[name]) + words)
    if result.get("false_alarms"):
        write("  {:.0f} [{:.0f}, {:.0f}] false alarms are expected in all pairs of the collection".format(
            *result["false_alarms"]))  # fmt: skip


def _show_applied(result: Result) -> None:
    _show_threshold(result)
    write("{matches} matching pairs, {groups} groups of {grouped_images} images by {linkage} linkage, the largest of "
          "{largest_group}".format(**result))  # fmt: skip
    if result["refused_by_people"]:
        write("{refused_by_people} pairs that close were graded as no match and are left out".format(**result))
    for hub in result["hubs"]:
        write("  hub: {path} is in {pairs} pairs".format(**hub))


def _show_leakage(result: Result) -> None:
    _show_threshold(result)
    one, other = result["images"]
    write("{} of {} images of {} match one of the {} images of {}: {:.2%} [{:.2%}, {:.2%}]".format(
        result["leaked"], other, result["between"][1], one, result["between"][0], *result["share"]))  # fmt: skip
    if result["same_content"]:
        write("  {same_content} of them are the very same file".format(**result))
    if result["estimate"]:
        write("  corrected for what the threshold misses and invents: {:.0f} [{:.0f}, {:.0f}] images".format(
            *result["estimate"]))  # fmt: skip


COMMANDS = (apply_command, leakage)
