"""Commands about this program and this machine: doctor, settings, and the registries with their help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import json_option
from app.console import Console, Result, write


@click.command()
@click.option("--try", "trial", is_flag=True, help="Also do the whole job once on the sample, with a hidden window.")
@json_option
def doctor(trial: bool, as_json: bool) -> None:
    """What this machine has and lacks for Nearpair."""

    def work(job: Any) -> Result:
        from app.core.doctor import examine

        result = examine(Path.cwd())
        if trial:
            from app.trial import try_everything

            result["trial"] = try_everything(job)
        return result

    def show(result: Result) -> None:
        for key, value in result.items():
            if isinstance(value, dict):
                value = ", ".join(f"{name} {'missing' if what is None else what}" for name, what in value.items())
            write(f"{key:<16}{', '.join(value) or 'nothing' if isinstance(value, list) else value}")

    Console("doctor", as_json).execute(work, show)


def _list_command(name: str, kinds: tuple[str, ...], help_line: str) -> click.Command:
    def show(result: Result) -> None:
        for row in result["choices"]:
            kind = f"{row['kind']:<10}" if len(kinds) > 1 else ""
            write(f"{row['name']:<28}{kind}{row['help']}")

    def work(_job: Any) -> Result:
        from app.core.catalog import REGISTRIES

        return {"choices": [{"name": entry.name, "kind": kind, "help": entry.help,
                             "settings": [s.key for s in entry.settings]}
                            for kind in kinds for entry in REGISTRIES[kind]]}  # fmt: skip

    @click.command(name, help=help_line)
    @json_option
    def listed(as_json: bool) -> None:
        Console(name, as_json).execute(work, show)

    return listed


LISTS = (
    ("embedders", ("backbone", "head"), "The backbones and heads."),
    ("miners", ("miner",), "The miners."),
    ("strategies", ("strategy",), "The query strategies."),
    ("rules", ("rule",), "The rules that propose grades for approval."),
    ("losses", ("loss",), "The losses."),
    ("samplers", ("sampler",), "The training samplers."),
    ("scopes", ("scope",), "What a training can change."),
    ("verifiers", ("verifier",), "The verifiers of pairs."),
    ("formats", ("exporter", "importer"), "The formats that can be written and read."),
)


@click.command("settings")
@json_option
def list_settings(as_json: bool) -> None:
    """Every setting with its default, for --set."""

    def work(_job: Any) -> Result:
        from app.core.settings import table

        return {"settings": [{"key": s.key, "default": s.default, "help": s.help} for s in table().values()]}

    def show(result: Result) -> None:
        for row in result["settings"]:
            write(f"{row['key']:<32}{row['default']!s:<20}{row['help']}")

    Console("settings", as_json).execute(work, show)


COMMANDS = (doctor, *(_list_command(*row) for row in LISTS), list_settings)
