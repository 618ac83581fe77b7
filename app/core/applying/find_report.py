"""What `find` found: in sentences for a terminal, and as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.core.atomic import replacing

COLUMNS = ("image", "rank", "match", "distance", "predicted", "same_file", "same_pixels", "threshold", "rule",
           "problem")  # fmt: skip


def as_text(result: Mapping[str, Any]) -> str:
    """The answers for a terminal: the rule first, then every picture with its matches or what is nearest."""
    lines = [f"A match is {result['rule']}. Embedder: {result['embedder']}."]
    for one in result["found"]:
        lines += ["", one["image"], *(f"  {line}" for line in answer(one))]
    return "\n".join(lines)


def answer(one: Mapping[str, Any]) -> Sequence[str]:
    """What is said of one picture, a line a match."""
    if one["problem"]:
        return [f"not read: {one['problem']}"]
    if not one["matches"]:
        near = one["nearest"]
        return [f"no match (nearest: {near['path']} at {near['distance']:.3f})" if near else "no match"]
    return [f"{match['distance']:.3f}  {match['path']}  ({words(match)})" for match in one["matches"]]


def words(match: Mapping[str, Any]) -> str:
    """What one match is, in words."""
    if match["same_file"]:
        return "the same file"
    if match["same_pixels"]:
        return "identical pixels"
    return "match" if match["predicted"] == "match" else f"predicted {match['predicted']}"


def write(out: Path, result: Mapping[str, Any]) -> None:
    """The answers as JSON (.json) or as one row a match (CSV); a picture without a match has one row too."""
    with replacing(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        if out.suffix.lower() == ".json":
            json.dump(result, file, indent=1)
            return
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for one in result["found"]:
            head = {"image": one["image"], "threshold": result["threshold"], "rule": result["rule"]}
            if not one["matches"]:
                writer.writerow(head | {"predicted": "" if one["problem"] else "no match", "problem": one["problem"]})
            for rank, match in enumerate(one["matches"], start=1):
                writer.writerow(head | {"rank": rank, "match": match["path"], "distance": match["distance"],
                                        "predicted": match["predicted"], "same_file": int(match["same_file"]),
                                        "same_pixels": int(match["same_pixels"])})  # fmt: skip
