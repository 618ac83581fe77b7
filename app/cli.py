"""Every command: parse, call the pipeline, print. What a stage does is in app/core/pipeline.py."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from app import __version__
from app.console import USER_ERROR, Console, Result, write

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
        from app.core.settings import parse_assignments
        from app.core.store.project import Project

        settings = pipeline.How(parse_assignments(how["assignments"]), how["seed"], how["device"], how["threads"])
        with Project.open(project, role="command") as opened:
            head = {"project": str(opened.path), "seed": how["seed"]}
            return head | pipeline.STAGES[command](opened, settings, job, **arguments)

    console.execute(work, show)


def sentence(template: str) -> Callable[[Result], None]:
    """Print a result as one sentence with its values filled in."""
    return lambda result: write(template.format(**result))


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


@cli.command()
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
        from app.core.settings import parse_assignments

        settings = parse_assignments(how["assignments"]).having(mine__miner=miner)
        run_how = pipeline.How(settings, how["seed"], how["device"], how["threads"])
        return pipeline.run(folders, out, run_how, job, project=project, absolute=absolute) | {"seed": how["seed"]}

    Console("run", how["as_json"]).execute(work, _show_run)


def _show_run(result: Result) -> None:
    for problem in result["problems"]:
        write("not read: {path}: {reason}".format(**problem))
    write("{images} images ({embedded} newly embedded), {candidates} pairs in {out}".format(**result))


@cli.command()
@PROJECT
@json_option
def init(project: Path, as_json: bool) -> None:
    """Make an empty project."""

    def work(_job: Any) -> Result:
        from app.core.store.project import Project

        with Project.create(project) as made:
            return {"project": str(made.path)}

    Console("init", as_json).execute(work, sentence("{project} is ready; next: nearpair add {project} FOLDER"))


@cli.command()
@PROJECT
@FOLDERS
@options
def add(project: Path, folders: tuple[Path, ...], **how: Any) -> None:
    """Read the images of folders into the project; a second time only what changed."""
    stage("ingest", project, _show_ingest, how, folders=[str(folder) for folder in folders])


def _show_ingest(result: Result) -> None:
    for problem in result["problems"]:
        write("not read: {path}: {reason}".format(**problem))
    write("{images} images from {files} files, {new} of them new".format(**result))


@cli.command()
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


@cli.command()
@PROJECT
@options
@click.option("--embedder", "head", default="whiten", show_default=True, help="Head: raw or whiten.")
@click.option("--refit", is_flag=True, help="Fit it again on the images of now.")
def embed(project: Path, head: str, refit: bool, **how: Any) -> None:
    """Compute features and embeddings of every image."""
    stage("embed", project, sentence("{images} images, {embedded} newly embedded, {dim} numbers each by {embedder}"),
          how, head=head, refit=refit)  # fmt: skip


@cli.command()
@PROJECT
@click.option("--miner", help="Which miner; `nearpair miners` lists them.")
@options
def mine(project: Path, miner: str | None, **how: Any) -> None:
    """Propose candidate pairs with the round's embedder."""
    stage("mine", project, sentence("round {round}: {candidates} candidate pairs by {miner}"), how, miner=miner)


@cli.command()
@PROJECT
@click.option("--strategy", help="Which query strategy; `nearpair strategies` lists them.")
@click.option("--size", type=click.IntRange(1), help="Pairs in the batch.")
@options
def batch(project: Path, strategy: str | None, size: int | None, **how: Any) -> None:
    """Draw a batch of candidate pairs to grade."""
    stage("queue", project, sentence("batch {name}: {pairs} pairs by {strategy}"), how, strategy=strategy, size=size)


@cli.command()
@PROJECT
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--annotator", required=True, help="Who gave these grades.")
@click.option("--strict", is_flag=True, help="Keep nothing if any row cannot be read.")
@options
def label(project: Path, file: Path, annotator: str, strict: bool, **how: Any) -> None:
    """Import grades: left_path, right_path, grade."""
    stage("label", project, _show_label, how, file=str(file), annotator=annotator, strict=strict)


def _show_label(result: Result) -> None:
    for bad in result["bad"]:
        write("line {line}: {reason}".format(**bad))
    write("{labels} grades imported, {unchanged} were there already, {same_image} rows name one image twice".format(
        **result))  # fmt: skip


@cli.command()
@PROJECT
@click.option("--loss", help="Which loss; `nearpair losses` lists them.")
@click.option("--sampler", help="Which training sampler; `nearpair samplers` lists them.")
@click.option("--scope", type=click.Choice(["head"]), default="head", show_default=True, help="What is trained.")
@options
def train(project: Path, loss: str | None, sampler: str | None, scope: str, **how: Any) -> None:
    """Learn a better embedding from the grades."""
    stage("train", project, sentence("{checkpoint}: {steps} steps on {pairs} pairs, stopped by {stopped_by}"), how,
          loss=loss, sampler=sampler, scope=scope)  # fmt: skip


@cli.command()
@PROJECT
@options
def remine(project: Path, **how: Any) -> None:
    """Start the next round: embed and mine with the trained embedder."""
    stage("remine", project, sentence("round {round}: {candidates} candidate pairs by {miner} with {embedder}"), how)


@cli.command()
@PROJECT
@options
def evaluate(project: Path, **how: Any) -> None:
    """Compare raw, whitened and trained embeddings on the frozen pairs."""

    def show(result: Result) -> None:
        from app.core.evaluate import as_text

        write(as_text(result))

    stage("evaluate", project, show, how)


@cli.command()
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "kind", required=True, help="Which format; `nearpair formats` lists them.")
@click.option("--absolute", is_flag=True, help="Absolute paths.")
@click.option("--candidates", is_flag=True, help="The unjudged candidates instead of the answers.")
@click.option("--votes", is_flag=True, help="One row per label instead of one per pair.")
@options
def export(project: Path, out: Path, kind: str, absolute: bool, candidates: bool, votes: bool, **how: Any) -> None:
    """Write the answers, candidates, votes or embeddings to a file."""
    stage("export", project, sentence("{rows} rows in {out}"), how, kind=kind, out=str(out), absolute=absolute,
          candidates=candidates, votes=votes)  # fmt: skip


def _reader(command: str, project: Path, as_json: bool, work: Callable[[Any, Any], Result],
            show: Callable[[Result], None]) -> None:  # fmt: skip
    def opened(job: Any) -> Result:
        from app.core.store.project import Project

        with Project.open(project, role="reader") as found:
            return {"project": str(found.path)} | work(found, job)

    Console(command, as_json).execute(opened, show)


@cli.command()
@PROJECT
@json_option
def status(project: Path, as_json: bool) -> None:
    """What the project holds: images, pairs, grades, rounds."""

    def show(result: Result) -> None:
        for key, value in result.items():
            shown = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
            write(f"{key:<16}{shown}")

    def work(found: Any, _job: Any) -> Result:
        from app.core.standing import standing

        return standing(found)

    _reader("status", project, as_json, work, show)


@cli.command()
@PROJECT
@json_option
def check(project: Path, as_json: bool) -> None:
    """Check the project's integrity."""

    def show(result: Result) -> None:
        for problem in result["findings"] or ["the project is in order"]:
            write(problem)

    _reader("check", project, as_json, lambda found, job: {"findings": found.check(job)}, show)


@cli.command()
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


def _list_command(name: str, kinds: tuple[str, ...], help_line: str) -> None:
    def show(result: Result) -> None:
        for row in result["choices"]:
            write(f"{row['name']:<20}{row['help']}")

    def work(_job: Any) -> Result:
        from app.core.catalog import REGISTRIES

        return {"choices": [{"name": entry.name, "help": entry.help, "settings": [s.key for s in entry.settings]}
                            for kind in kinds for entry in REGISTRIES[kind]]}  # fmt: skip

    @cli.command(name, help=help_line)
    @json_option
    def listed(as_json: bool) -> None:
        Console(name, as_json).execute(work, show)


for _name, _kinds, _help in (
    ("embedders", ("backbone", "head"), "The backbones and heads."),
    ("miners", ("miner",), "The miners."),
    ("strategies", ("strategy",), "The query strategies."),
    ("losses", ("loss",), "The losses."),
    ("samplers", ("sampler",), "The training samplers."),
    ("formats", ("exporter", "importer"), "The formats that can be written and read."),
):
    _list_command(_name, _kinds, _help)


@cli.command("settings")
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
