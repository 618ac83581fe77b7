"""The command that fetches weights which are not bundled; nothing else in the program uses the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import json_option
from app.console import Console, Result, write


@click.command()
@click.argument("name", required=False)
@click.option("--from", "file", type=click.Path(path_type=Path), help="Take the published file from here instead.")
@json_option
def download(name: str | None, file: Path | None, as_json: bool) -> None:
    """Fetch the weights of a backbone; without a name: what can be fetched, from where."""

    def work(job: Any) -> Result:
        from app.core.embedding import download as weights

        if name is None:
            return {"offers": [vars(offer) for offer in weights.offers()]}
        return weights.download(name, str(file or ""), job)

    Console("download", as_json).execute(work, _show)


def _show(result: Result) -> None:
    if "offers" not in result:
        what = "was there already" if not result["fetched"] else f"is ready ({result['licence']})"
        write(f"{result['backbone']} {what}; its weights are in {result['folder']}")
    for offer in result.get("offers", ()):
        state = "there" if offer["there"] else f"{offer['megabytes']} MB"
        write(f"{offer['backbone']:<20}{state:<8}{offer['licence']:<14}{offer['url']}")


COMMANDS = (download,)
