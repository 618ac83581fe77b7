"""Commands about what was graded: lists (contradictions, disagreements ...), propose (rules that wait for approval)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import PROJECT, json_option, options, reader, stage
from app.console import Result, write

NAMES = ("contradictions", "disagreements", "doubtful", "unsure", "hubs")


@click.command()
@PROJECT
@click.argument("name", type=click.Choice(NAMES))
@json_option
def lists(project: Path, name: str, as_json: bool) -> None:
    """The pairs to look at again: contradictions, disagreements, doubtful, unsure, hubs."""

    def work(opened: Any, _job: Any) -> Result:
        from app.core.grading.lists import as_rows

        rows = as_rows(opened, name)
        return {"list": name, "count": len({row["group"] for row in rows}), "items": rows}

    def show(result: Result) -> None:
        group = None
        for row in result["items"]:
            if row["group"] != group:
                group = row["group"]
                write(f"{group + 1}.")
            grade = row["grade"] or "-"
            write("   {left_path} | {right_path} | {grade} | {words}".format(**row | {"grade": grade}))
        if not result["items"]:
            write(f"no {name}" if name.endswith("s") else f"nothing is {name}")

    reader("lists", project, as_json, work, show)


@click.command()
@PROJECT
@click.option("--rule", "rules", multiple=True, help="Which rule (repeatable); all of them without. `nearpair rules`.")
@click.option("--apply", "approve", is_flag=True, help="Store the grades, as one step that can be undone.")
@click.option("--annotator", default="", help="In whose name the grades are stored.")
@click.option("--sample", type=click.IntRange(0), default=10, show_default=True, help="Pairs shown of each rule.")
@options
def propose(project: Path, rules: tuple[str, ...], approve: bool, annotator: str, sample: int,
            **how: Any) -> None:  # fmt: skip
    """What rules would grade; nothing is stored without --apply."""
    if approve and not annotator:
        raise click.UsageError("say with --annotator in whose name the grades are stored")
    stage("propose", project, _show_proposals, how, rules=list(rules), sample=sample,
          approver=annotator if approve else "")  # fmt: skip


def _show_proposals(result: Result) -> None:
    for rule in result["rules"]:
        done = "graded" if result["applied"] else "would be graded"
        write(f"{rule['rule']}: {rule['pairs']} pairs {done} {rule['grade']}")
        for row in rule["sample"]:
            write("   {distance:.4f}  {left_path} | {right_path} | {why}".format(**row))
    if not result["applied"] and any(rule["pairs"] for rule in result["rules"]):
        write("nothing was stored; --apply stores it as one step that can be undone")


COMMANDS = (lists, propose)
