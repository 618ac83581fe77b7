"""Tables that people bring: CSV or JSONL, read row by row so that a bad line costs only itself."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from app.core.reading.files import is_text
from models.errors import UserError

Row = TypeVar("Row")
Cells = dict[str, str]
Line = tuple[int, Cells | str]  # number in the file, the first is 1; a text says why there are no cells


@dataclass(frozen=True)
class BadLine:
    """A line that could not be used, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Table(Generic[Row]):
    """What was read: rows with their line numbers, the lines that are none, the columns nobody asked for."""

    rows: Sequence[tuple[int, Row]]
    bad: Sequence[BadLine]
    ignored: Sequence[str]


class BadRow(ValueError):
    """Raised by a row reader; the text is the reason."""


def read_table(
    path: Path,
    parse: Callable[[Cells], Row],
    *,
    needs: Sequence[str],
    may_have: Sequence[str] = (),
    aliases: Mapping[str, str],
) -> Table[Row]:
    """Read `path` (.jsonl: an object a line, else CSV with a header) and `parse` the cells of every row.

    Column names count in lower case; `aliases` gives other names for ours. UserError when the file cannot be read
    or lacks a column of `needs`; `parse` raises BadRow for what is wrong with one row.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            names, lines = _read_jsonl(file) if path.suffix.lower() == ".jsonl" else _read_csv(file, path)
    except OSError as error:
        raise UserError("{path} cannot be read: {reason}", path=path, reason=error.strerror or error) from error
    ours = {name: aliases.get(name, name) for name in names}
    if not all(map(is_text, names)):
        raise UserError("{path} is not UTF-8 text; save it again as CSV UTF-8", path=path)
    missing = [name for name in needs if name not in ours.values()]
    if missing and (names or path.suffix.lower() != ".jsonl"):
        raise UserError(
            "{path} lacks the column {missing}; it has {found}",
            path=path,
            missing=" and ".join(missing),
            found=", ".join(names) or "none",
        )
    rows: list[tuple[int, Row]] = []
    bad: list[BadLine] = []
    for line, cells in lines:
        try:
            rows.append((line, parse(_renamed(cells, ours))))
        except BadRow as error:
            bad.append(BadLine(line, str(error)))
    return Table(rows, bad, [name for name in names if ours[name] not in (*needs, *may_have)])


def flag(cells: Cells, name: str) -> bool:
    """A yes-or-no cell; empty and missing mean no."""
    text = cells.get(name, "").strip().lower()
    if text in ("1", "true", "yes"):
        return True
    if text in ("", "0", "false", "no"):
        return False
    raise BadRow(f"{name} must be 1 or 0, not {text!r}")


def _renamed(cells: Cells | str, ours: Mapping[str, str]) -> Cells:
    if isinstance(cells, str):
        raise BadRow(cells)
    if not all(text.isascii() or is_text(text) for text in cells.values()):
        raise BadRow("this is not UTF-8 text")
    aliased = {ours[name]: text for name, text in cells.items() if ours[name] != name}
    return aliased | {name: text for name, text in cells.items() if ours[name] == name}


def _read_csv(file: Iterable[str], path: Path) -> tuple[list[str], list[Line]]:
    reader = csv.reader(file)
    lines: list[Line] = []
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        start = reader.line_num + 1  # where the next row begins: a quoted cell may span lines
        for cells in reader:
            if len(cells) > len(names):
                lines.append((start, f"{len(cells)} cells, the header has {len(names)}"))
            elif any(cells):
                lines.append((start, dict(zip(names, cells, strict=False))))
            start = reader.line_num + 1
    except csv.Error as error:
        text = "{path} is not CSV from line {line} on: {reason}"
        raise UserError(text, path=path, line=reader.line_num, reason=error) from error
    return names, lines


def _read_jsonl(file: Iterable[str]) -> tuple[list[str], list[Line]]:
    lines: list[Line] = []
    for number, text in enumerate(file, start=1):
        if text.strip():
            try:
                found = json.loads(text)
                lines.append((number, {name.lower(): _cell(value) for name, value in found.items()}))
            except (ValueError, AttributeError, TypeError):
                lines.append((number, "this is not a JSON object of texts and numbers"))
    names = dict.fromkeys(name for _, cells in lines if isinstance(cells, dict) for name in cells)
    return list(names), lines


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return ";".join(map(_cell, value))
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError(value)
