"""Commands that make a project and read a collection: run, init, add, groups, embed, status, check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.commands.stage import FOLDERS, PROJECT, json_option, options, reader, sentence, stage
from app.console import Console, Result, write


@click.command()
@FOLDERS
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Pairs file: .csv, .jsonl or .parquet.")
@click.option("--miner", help="Instead of the miner setting (knn).")
@click.option("--project", type=click.Path(path_type=Path), help="Keep the work here; a second run embeds nothing.")
@click.option("--absolute", is_flag=True, help="Absolute paths in the file.")
@options
def run(folders: tuple[Path, ...], out: Path, miner: str | None, project: Path | None, absolute: bool,
        **how: Any) -> None:  # fmt: skip
    """The main job without a window: read, embed, mine, write the pairs, closest first."""

    def work(job: Any) -> Result:
        from app.core import pipeline
        from app.core.how import How
        from app.core.settings import parse_assignments

        settings = parse_assignments(how["assignments"]).having(mine__miner=miner)
        run_how = How(settings, how["seed"], how["device"], how["threads"])
        return pipeline.run(folders, out, run_how, job, project=project, absolute=absolute) | {"seed": how["seed"]}

    Console("run", how["as_json"]).execute(work, _show_run)


def _show_run(result: Result) -> None:
    for problem in result["problems"]:
        write("not read: {path}: {reason}".format(**problem))
    write("{images} images ({embedded} newly embedded), {candidates} pairs in {out}".format(**result))


@click.command()
@PROJECT
@json_option
def init(project: Path, as_json: bool) -> None:
    """Make an empty project."""

    def work(_job: Any) -> Result:
        from app.core.store.project import Project

        with Project.create(project) as made:
            return {"project": str(made.path)}

    Console("init", as_json).execute(work, sentence("{project} is ready; next: nearpair add {project} FOLDER"))


@click.command()
@PROJECT
@FOLDERS
@click.option("--retry", is_flag=True, help="Try the files again that could not be read.")
@options
def add(project: Path, folders: tuple[Path, ...], retry: bool, **how: Any) -> None:
    """Read the images of folders into the project; a second time only what changed."""
    stage("ingest", project, _show_ingest, how, folders=[str(folder) for folder in folders], retry=retry)


def _show_ingest(result: Result) -> None:
    for problem in result["problems"]:
        write("not read: {path}: {reason}".format(**problem))
    write("{images} images from {files} files, {new} of them new".format(**result))


@click.command()
@PROJECT
@click.argument("old")
@click.argument("new", type=click.Path(path_type=Path))
@options
def relink(project: Path, old: str, new: Path, **how: Any) -> None:
    """Say that a folder of the project is somewhere else now; its images are found again, grades stay."""
    stage("relink", project, sentence(
        "{found} of {files} files found under their paths in {new}, {found_by_content} by content, {missing} missing"
    ), how, old=old, new=str(new))  # fmt: skip


@click.command()
@PROJECT
@click.argument("file", type=click.Path(path_type=Path))
@options
def groups(project: Path, file: Path, **how: Any) -> None:
    """Import known groups from a CSV with the columns image and group."""

    def show(result: Result) -> None:
        for bad in result["bad"]:
            write("line {line}: {reason}".format(**bad))
        write("{groups} groups over {images} images".format(**result))

    stage("groups", project, show, how, file=str(file))


@click.command()
@PROJECT
@options
@click.option("--embedder", "head", default="whiten", show_default=True, help="Head: raw, whiten or score_norm.")
@click.option("--backbone", help="Instead of the setting embed.backbone; `nearpair embedders` lists them.")
@click.option("--refit", is_flag=True, help="Fit it again on the images of now.")
def embed(project: Path, head: str, backbone: str | None, refit: bool, **how: Any) -> None:
    """Compute features and embeddings of every image."""
    stage("embed", project, sentence("{images} images, {embedded} newly embedded, {dim} numbers each by {embedder}"),
          how, head=head, backbone=backbone, refit=refit)  # fmt: skip


@click.command()
@PROJECT
@json_option
def status(project: Path, as_json: bool) -> None:
    """What the project holds: images, pairs, grades, rounds."""

    def show(result: Result) -> None:
        for key, value in result.items():
            if key == "missed":
                for found in value.values():
                    write(f"{'missed ' + found['grades']:<24}{found['words']}")
                continue
            shown = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
            write(f"{key:<16}{shown}")

    def work(found: Any, _job: Any) -> Result:
        from app.core.benchmark.recapture import missed
        from app.core.embedding.extraction import on_disk
        from app.core.standing import standing

        features = on_disk(found.folder("features"))
        return standing(found) | {"missed": missed(found), "features": features}

    reader("status", project, as_json, work, show)


@click.command()
@PROJECT
@json_option
def check(project: Path, as_json: bool) -> None:
    """Check the project's integrity; exit code 1 where something is wrong, which is listed."""

    def show(result: Result) -> None:
        for problem in result["findings"] or ["the project is in order"]:
            write(problem)

    def wrong(result: Result) -> str:
        number = len(result["findings"])
        told = "{number} things are wrong" if number > 1 else "one thing is wrong"
        return told.format(number=number) + f" with {result['project']}; nothing was changed" if number else ""

    reader("check", project, as_json, lambda found, job: {"findings": found.check(job)}, show, wrong)


COMMANDS = (run, init, add, relink, groups, embed, status, check)
