"""Commands that propose pairs and draw batches of them: mine, batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import PROJECT, options, sentence, stage


@click.command()
@PROJECT
@click.option("--miner", help="Which miner; `nearpair miners` lists them.")
@options
def mine(project: Path, miner: str | None, **how: Any) -> None:
    """Propose candidate pairs with the round's embedder."""
    stage("mine", project, sentence("round {round}: {candidates} candidate pairs by {miner}"), how, miner=miner)


@click.command()
@PROJECT
@click.option("--strategy", help="Which query strategy; `nearpair strategies` lists them.")
@click.option("--size", type=click.IntRange(1), help="Pairs in the batch.")
@options
def batch(project: Path, strategy: str | None, size: int | None, **how: Any) -> None:
    """Draw a batch of candidate pairs to grade."""
    stage("queue", project, sentence("batch {name}: {pairs} pairs by {strategy}"), how, strategy=strategy, size=size)


COMMANDS = (mine, batch)
