"""What commands share: their options, and running one pipeline stage on a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from app.console import Console, Result, write

Command = Callable[..., Any]
PROJECT = click.argument("project", type=click.Path(path_type=Path))
FOLDERS = click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))


def options(function: Command) -> Command:
    """The options every stage takes: --json, --set, --seed, --device, --threads."""
    for option in (
        click.option("--threads", type=click.IntRange(0), default=0, help="Threads to use; 0 = all cores."),
        click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), default="auto",
                     help="Where networks run; auto = the best there is."),
        click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, help="Seed of every random choice."),
        click.option("--set", "assignments", multiple=True, metavar="KEY=VALUE",
                     help="Any setting (repeatable); `nearpair settings` lists them."),
        json_option,
    ):  # fmt: skip
        function = option(function)
    return function


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")


def stage(command: str, project: Path, show: Callable[[Result], None], how: dict[str, Any], **arguments: Any) -> None:
    """Run one pipeline stage on a project and print its result, under the name that was typed."""
    console = Console(click.get_current_context().command.name or command, how["as_json"])

    def work(job: Any) -> Result:
        from app.core import pipeline
        from app.core.how import How
        from app.core.settings import parse_assignments
        from app.core.store.project import Project

        settings = How(parse_assignments(how["assignments"]), how["seed"], how["device"], how["threads"])
        with Project.open(project, role="command") as opened:
            head = {"project": str(opened.path), "seed": how["seed"]}
            return head | pipeline.STAGES[command](opened, settings, job, **arguments)

    console.execute(work, show)


def sentence(template: str) -> Callable[[Result], None]:
    """Print a result as one sentence with its values filled in."""
    return lambda result: write(template.format(**result))


def reader(command: str, project: Path, as_json: bool, work: Callable[[Any, Any], Result],
            show: Callable[[Result], None], wrong: Callable[[Result], str] = lambda _result: "") -> None:  # fmt: skip
    """Run `work` on a project that is only read, and print its result; `wrong` as in `Console.execute`."""

    def opened(job: Any) -> Result:
        from app.core.store.project import Project

        with Project.open(project, role="reader") as found:
            return {"project": str(found.path)} | work(found, job)

    Console(command, as_json).execute(opened, show, wrong)
