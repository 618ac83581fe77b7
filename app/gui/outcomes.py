"""What a finished job says in one line, and the project's standing as words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.gui.keys import first_shown
from app.gui.texts import tr


def sentence(stage: str, result: Mapping[str, Any]) -> str:
    """One line for the bottom of the window: what `stage` has done, from the dict it returned."""
    made = _SENTENCES.get(stage)
    return made(result) if made else tr("Done.")


def standing_words(standing: Mapping[str, Any], left: int | None = None) -> str:
    """The project's standing for the status bar; `left`: pairs still to be asked in the open batch, if there is one."""
    words = [
        tr("{number:,} images", number=standing["images"]),
        tr("{number:,} graded", number=standing["graded"]),
    ]
    if left is not None:
        words.append(tr("{number:,} left in the batch", number=left))
    if standing["problems"]:
        words.insert(1, count(standing["problems"], "problem"))
    if standing["disagreements"]:
        words.append(count(standing["disagreements"], "disagreement"))
    if standing["contradictions"]:
        words.append(count(standing["contradictions"], "contradiction"))
    if standing["round"] is not None:
        words.append(tr("round {number}", number=standing["round"]))
    return "  ·  ".join(words)


def count(number: int, noun: str) -> str:
    """`1 problem`, `3 problems`; `noun` is written out where this is called, so that its two forms are found there."""
    return tr(f"{{number:,}} {noun}" if number == 1 else f"{{number:,}} {noun}s", number=number)


def _ingested(result: Mapping[str, Any]) -> str:
    images, new = count(result.get("images", 0), "image"), result.get("new", 0)
    if problems := len(result.get("problems", ())):
        listed = count(problems, "problem")
        return tr("{images} in the collection, {new:,} new, {listed} listed.", images=images, new=new, listed=listed)
    return tr("{images} in the collection, {new:,} new.", images=images, new=new)


def _mined(result: Mapping[str, Any]) -> str:
    return tr("{pairs} mined.", pairs=count(result.get("candidates", 0), "candidate pair"))


def _queued(result: Mapping[str, Any]) -> str:
    return tr("A batch of {pairs} is ready to grade.", pairs=count(result.get("pairs", 0), "pair"))


def _labelled(result: Mapping[str, Any]) -> str:
    grades = count(result.get("labels", 0), "grade")
    if bad := len(result.get("bad", ())):
        return tr("{grades} imported, {lines} could not be used.", grades=grades, lines=count(bad, "line"))
    return tr("{grades} imported.", grades=grades)


def _proposed(result: Mapping[str, Any]) -> str:
    if result.get("applied"):
        return tr("{grades} stored by rules. {key} takes them back.", grades=count(result.get("stored", 0), "grade"),
                  key=first_shown("undo"))  # fmt: skip
    found = sum(rule["pairs"] for rule in result.get("rules", ()))
    return tr("{pairs} proposed; nothing is stored before you approve.", pairs=count(found, "pair"))


def _grouped(result: Mapping[str, Any]) -> str:
    images, groups = count(result.get("images", 0), "image"), count(result.get("groups", 0), "known group")
    return tr("{images} placed in {groups}.", images=images, groups=groups)


def _imported(result: Mapping[str, Any]) -> str:
    images, name = count(result.get("images", 0), "image"), result.get("embedder", "")
    if without := len(result.get("without", ())):
        return tr("{images} have a vector, {missing:,} have none; “{name}” is on the Mine page.",
                  images=images, missing=without, name=name)  # fmt: skip
    return tr("{images} have a vector; “{name}” is on the Mine page.", images=images, name=name)


def _trained(result: Mapping[str, Any]) -> str:
    steps, name = count(result.get("steps", 0), "step"), result.get("checkpoint", "")
    return tr("Trained for {steps}; the best is kept as “{name}”.", steps=steps, name=name)


def _warmed(result: Mapping[str, Any]) -> str:
    if result.get("kept"):
        return tr("The warm start is better and kept as “{name}”.", name=result.get("checkpoint", ""))
    return tr("The warm start is not surely better and not kept.")


def _evaluated(result: Mapping[str, Any]) -> str:
    answer = result.get("verdict", {}).get("answer", "")
    said = [tr("Measured.")]
    if answer == "better":
        said = [tr("Measured. The trained embedding is better.")]
    elif answer == "worse":
        said = [tr("Measured. The trained embedding is worse.")]
    if result.get("files"):
        said.append(tr("The report is {path}.", path=result["files"][0]))
    return " ".join(said)


def _applied(result: Mapping[str, Any]) -> str:
    pairs, groups = count(result.get("matches", 0), "matching pair"), count(result.get("groups", 0), "group")
    return tr("{pairs} in {groups} written to {path}.", pairs=pairs, groups=groups, path=result.get("out", ""))


def _leaked(result: Mapping[str, Any]) -> str:
    images = count(result["images"][1], "image")
    return tr("{leaked:,} of {images} match.", leaked=result["leaked"], images=images)


def _fitted(result: Mapping[str, Any]) -> str:
    return tr("The verifier is fitted to {pairs}.", pairs=count(result.get("pairs", 0), "pair"))


def _fetched(result: Mapping[str, Any]) -> str:
    name, folder = result.get("backbone", ""), result.get("folder", "")
    return tr("{name} is ready; its weights are in {folder}.", name=name, folder=folder)


def _found(result: Mapping[str, Any]) -> str:
    answers = result.get("found", ())
    matched, pictures = sum(bool(one["matches"]) for one in answers), count(len(answers), "picture")
    return tr("{matched:,} of {pictures} matched in the collection.", matched=matched, pictures=pictures)


def _merged(result: Mapping[str, Any]) -> str:
    labels, images = count(result.get("labels", 0), "label"), count(result.get("images", 0), "image")
    moved = count(result.get("moved", 0), "image")
    return tr("New here: {labels}, {images}. Moved to the evaluation side: {moved}.",
              labels=labels, images=images, moved=moved)  # fmt: skip


def _relinked(result: Mapping[str, Any]) -> str:
    found, missing = result.get("found", 0) + result.get("found_by_content", 0), result.get("missing", 0)
    path = result.get("new", "")
    if missing:
        return tr("{files} found in {path}, {missing:,} not.", files=count(found, "file"), path=path, missing=missing)
    return tr("{files} found in {path}.", files=count(found, "file"), path=path)


def _exported(result: Mapping[str, Any]) -> str:
    return tr("{rows} written to {path}.", rows=count(result.get("rows", 0), "row"), path=result.get("out", ""))


def _model(result: Mapping[str, Any]) -> str:
    return tr("{name} written to {out}.", name=result.get("name", ""), out=result.get("out", ""))


def _promoted(result: Mapping[str, Any]) -> str:
    return tr("{name} mines next.", name=result.get("embedder", ""))


_SENTENCES = {
    "ingest": _ingested,
    "mine": _mined,
    "remine": _mined,
    "queue": _queued,
    "label": _labelled,
    "propose": _proposed,
    "groups": _grouped,
    "import_file": _imported,
    "train": _trained,
    "warm": _warmed,
    "evaluate": _evaluated,
    "apply": _applied,
    "leakage": _leaked,
    "verifier": _fitted,
    "find": _found,
    "export": _exported,
    "model": _model,
    "promote": _promoted,
    "relink": _relinked,
    "merge": _merged,
    "download": _fetched,
    "prepare": _queued,
}
