"""The command line: `nearpair` alone opens the window; every command is in app/commands."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

import click

from app import __version__
from app.commands import applying, collect, download, embedders, exchange, learning, lists, machine, mining, protocol
from app.commands.stage import json_option
from app.console import USER_ERROR, Console, Result, write


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="nearpair")
@click.pass_context
def cli(context: click.Context) -> None:
    """Mine, grade and learn from near-duplicate image pairs. Without a command: the window."""
    if context.invoked_subcommand is None:
        _window(None)


@cli.command("open")
@click.argument("project", type=click.Path(path_type=Path))
def open_window(project: Path) -> None:
    """The window, on this project."""
    _window(project)


def _window(project: Path | None, page: str = "") -> None:
    from app.display import has_display

    if not has_display():
        sys.stderr.write("nearpair: there is no display for the window; `nearpair --help` lists what works without\n")
        raise SystemExit(USER_ERROR)
    from app.gui.program import run_window

    raise SystemExit(run_window(project, page))


@cli.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="Where the demo project is kept.")
@click.option("--fresh", is_flag=True, help="Make it anew (an existing one is set aside, not deleted).")
@click.option("--window/--no-window", default=None, help="Open the window at the end; default: if there is a display.")
@json_option
def demo(folder: Path | None, fresh: bool, window: bool | None, as_json: bool) -> None:
    """The main job on the bundled sample, then the window on the review page."""
    from app.core.sample import demo_folder
    from app.demo import run_demo
    from app.display import has_display

    place = folder or demo_folder()
    shown = has_display() if window is None else window
    console = Console("demo", as_json)
    try:
        console.execute(functools.partial(run_demo, place, fresh, picture=not shown), _show_demo)
    except SystemExit as done:
        if shown and not done.code:
            _window(place / "sample.nearpair", "review")
        raise


def _show_demo(result: Result) -> None:
    write("{images} images read, {candidates} candidate pairs; project {project}".format(**result))
    write(f"pairs      {result['out']}")
    if result["screenshot"]:
        write(f"screenshot {result['screenshot']}")


for _module in (collect, mining, learning, protocol, applying, exchange, embedders, lists, download, machine):
    for _command in _module.COMMANDS:
        cli.add_command(_command)
