"""Commands that ask the collection: protocol (how good is the embedding here), find (is this picture in it)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import PROJECT, options, reader, stage
from app.console import Result, write


@click.command()
@PROJECT
@click.option("--queries", type=click.IntRange(1), default=4400, show_default=True, help="Query images.")
@click.option("--compact", type=click.IntRange(1), default=80_000, show_default=True,
              help="Images searched, none of them known to match a query.")  # fmt: skip
@click.option("--cut", type=click.Choice(["strict", "lenient"]), default="strict", show_default=True,
              help="strict: near-ND pairs are among the hard negatives; lenient: they are positives.")  # fmt: skip
@click.option("--draws", type=click.IntRange(1, 100), default=5, show_default=True, help="Draws of both sets.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for protocol.json, protocol.csv and hn1.csv.")
@options
def protocol(project: Path, queries: int, compact: int, cut: str, draws: int, out: Path | None, **how: Any) -> None:
    """Measure at true false positive rates with hn1 and hn2 (Morra and Lamberti 2019)."""
    stage("protocol", project, _show, how, queries=queries, compact=compact, cut=cut, draws=draws,
          out=None if out is None else str(out))  # fmt: skip


def _show(result: Result) -> None:
    from app.core.benchmark.protocol_report import as_text

    write(as_text(result))
    for path in result["files"]:
        write(path)


@click.command()
@PROJECT
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--k", type=click.IntRange(1, 1000), default=5, show_default=True, help="Matches at most per picture.")
@click.option("--at", type=click.FloatRange(0, 2), help="Distance up to which a pair is a match.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the answers to a .json or .csv file.")
@options
def find(project: Path, images: tuple[Path, ...], k: int, at: float | None, out: Path | None, **how: Any) -> None:
    """Matches of new pictures (files or folders) in the collection, or no match; also while the window is open."""

    def work(found: Any, job: Any) -> Result:
        from app.core import stages
        from app.core.how import How
        from app.core.settings import parse_assignments

        run = How(parse_assignments(how["assignments"]), how["seed"], how["device"], how["threads"])
        return {"seed": how["seed"]} | stages.find(
            found, run, job, images=[str(path) for path in images], k=k, at=at, out=None if out is None else str(out)
        )

    def show(result: Result) -> None:
        from app.core.applying.find_report import as_text

        write(as_text(result))

    reader("find", project, how["as_json"], work, show)


COMMANDS = (protocol, find)
