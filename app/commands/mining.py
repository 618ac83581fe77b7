"""Commands that propose pairs and draw batches of them: mine, batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import PROJECT, options, sentence, stage
from app.console import Result, write


@click.command()
@PROJECT
@click.option("--miner", help="Which miner; `nearpair miners` lists them.")
@click.option("--embedder", help="A stored embedder by name; another one than the round's starts the next round.")
@click.option("--anew", is_flag=True, help="Start the next round with the whitened backbone of the settings.")
@options
def mine(project: Path, miner: str | None, embedder: str | None, anew: bool, **how: Any) -> None:
    """Propose candidate pairs with the round's embedder."""
    stage("mine", project, show_mined, how, miner=miner,
          embedder=embedder, anew=anew)  # fmt: skip


def show_mined(result: Result) -> None:
    """The run in one line, and in another what it says of itself."""
    from app.core.mining.mining_report import words

    write(f"round {result['round']}: {result['candidates']} candidate pairs by {result['miner']}")
    write(words(result["report"]))


@click.command()
@PROJECT
@click.option("--strategy", help="Which query strategy; `nearpair strategies` lists them.")
@click.option("--size", type=click.IntRange(1), help="Pairs in the batch.")
@click.option("--mix", metavar="NAME=SHARE,...", help="Several strategies at once: boundary=0.45,random=0.55.")
@options
def batch(project: Path, strategy: str | None, size: int | None, mix: str | None, **how: Any) -> None:
    """Draw a batch of candidate pairs to grade."""
    if mix is not None:
        if strategy not in (None, "mix"):
            raise click.UsageError("--mix is a strategy of its own; leave --strategy out")
        strategy = "mix"
        how["assignments"] = (*how["assignments"], *shares(mix))
    stage("queue", project, sentence("batch {name}: {pairs} pairs by {strategy}"), how, strategy=strategy, size=size)


def shares(text: str) -> list[str]:
    """The assignments of settings that `NAME=SHARE,...` stands for: what is not named gets no share."""
    from app.core import catalog

    names = [name for name in catalog.names("strategy") if name != "mix"]
    given = [part.strip() for part in text.split(",") if part.strip()]
    return [f"strategy.mix.{name}=0" for name in names] + [f"strategy.mix.{part}" for part in given]


@click.command()
@PROJECT
@click.option("--truth", required=True, type=click.Path(exists=True, dir_okay=False),
              help="Graded pairs: left_path, right_path, grade.")
@click.option("--groups", type=click.Path(exists=True, dir_okay=False), help="Groups whose images are NND across them.")
@click.option("--ignore", type=click.Path(exists=True, dir_okay=False), help="Pairs of which nothing is known.")
@click.option("--strategies", default="likeliest", help="Names with commas between, or all.")
@click.option("--slips", type=click.FloatRange(0, 1), default=0.0, help="Share of answers that are wrong.")
@click.option("--budget", type=click.IntRange(1), default=3000, help="The most decisions of a run.")
@click.option("--size", type=click.IntRange(1), default=50, help="Pairs in a batch.")
@click.option("--seeds", type=click.IntRange(1), default=1, help="Runs of every strategy.")
@click.option("--train", "train_too", is_flag=True, help="Train and mine again after every batch.")
@click.option("--out", type=click.Path(dir_okay=False), help="Curves to F.csv, or everything to F.json.")
@options
def simulate(project: Path, strategies: str, size: int, **how: Any) -> None:
    """Compare query strategies on a copy, with answers from a file."""
    from app.core import catalog

    names = catalog.names("strategy") if strategies == "all" else [name.strip() for name in strategies.split(",")]
    given = {key: how.pop(key) for key in ("truth", "groups", "ignore", "slips", "budget", "seeds", "train_too", "out")}
    how["assignments"] = (*how["assignments"], f"batch.size={size}")
    stage("simulate", project, show_simulation, how, strategies=names, **given)


def show_simulation(result: Result) -> None:
    """The decisions each strategy needs, as a table."""
    levels = list(next(iter(result["strategies"].values()))["decisions_to"])
    write(f"{result['true_pairs']} true ND and near-ND pairs; decisions until so many of them are known:")
    write("".join([f"{'':20}", *(f"{float(level):>8.0%}" for level in levels), f"{'in 2N':>9}{'at the end':>12}"]))
    for name, row in result["strategies"].items():
        cells = [f"{'-' if row['decisions_to'][level] is None else round(row['decisions_to'][level][0]):>8}"
                 for level in levels]  # fmt: skip
        write(f"{name:20}" + "".join(cells) + f"{row['within_2n'][0]:>9.1%}{row['known'][0]:>12.1%}")


COMMANDS = (mine, batch, simulate)
