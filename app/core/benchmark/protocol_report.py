"""What the protocol found: mean and spread over the draws, as a dictionary, a table of rows and a text."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.atomic import make_folder, replacing
from app.core.benchmark.false_alarms import RATES
from app.core.benchmark.hard_negatives import LISTS
from app.core.benchmark.protocol_measure import Measured

Report = dict[str, Any]
AUC_LISTS = (*LISTS, "random")
COLUMNS = ("draw", "embedder", "list", "figure", "rate", "value", "low", "high", "threshold", "false_positives",
           "lower_bound", "saturated_rows", "false_alarms_in_collection", "note")  # fmt: skip


def summary(draws: Sequence[Mapping[str, Measured]], name: str) -> Report:
    """The figures of one embedder over all draws; a figure that no draw can carry is None with its reason."""
    figures = [draw[name].figures for draw in draws]
    made: Report = {"auc": {kind: _spread([f["auc"][kind] for f in figures]) for kind in AUC_LISTS}}
    made["auc_of_union"] = _spread([f["union"]["auc"] for f in figures]) if "union" in figures[0] else None
    made["tpr"] = {kind: {f"{rate:g}": _cell([f[kind][f"{rate:g}"] for f in figures]) for rate in RATES}
                   for kind in LISTS}  # fmt: skip
    made["held_out"] = {f"{rate:g}": _held_out([f["held_out"].get(f"{rate:g}") for f in figures]) for rate in RATES}
    made["hubs"] = {key: round(float(np.mean([f["hubs"][key] for f in figures])), 4) for key in figures[0]["hubs"]}
    return made


def _spread(values: Sequence[float]) -> dict[str, float]:
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
    return {"mean": round(float(np.mean(values)), 6), "sd": round(sd, 6)}


def _cell(cells: Sequence[Mapping[str, Any]]) -> Report:
    """One list at one rate: TPR with sd over draws and the 95 % interval of all their resamples together."""
    there = [cell for cell in cells if "tpr" in cell]
    if not there:
        return {"mean": None, "reason": cells[0]["reason"]}
    low, high = _interval(np.concatenate([cell["resampled"] for cell in there]))
    return _spread([cell["tpr"] for cell in there]) | {
        "low": low,
        "high": high,
        "draws": len(there),
        "threshold": round(float(np.mean([cell["threshold"] for cell in there])), 6),
        "false_alarms": round(float(np.mean([cell["false_alarms"] for cell in there])), 1),
        "lower_bound": any(cell["lower_bound"] for cell in there),
        "saturated_rows": round(float(np.mean([cell["saturated_rows"] for cell in there])), 1),
    }


def _interval(values: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """Percentiles of the resamples; None where the list ended before in all of them."""
    values = values[np.isfinite(values)]
    if not len(values):
        return None, None
    low, high = np.percentile(values, (2.5, 97.5))
    return round(float(low), 6), round(float(high), 6)


def _held_out(found: Sequence[Mapping[str, float] | None]) -> Report | None:
    there = [one for one in found if one]
    return {key: _spread([one[key] for one in there]) for key in there[0]} if there else None


def rows(draws: Sequence[Mapping[str, Measured]]) -> list[dict[str, Any]]:
    """Every figure of every draw as one row of COLUMNS; empty cells where a column does not apply."""
    made = []
    for number, draw in enumerate(draws, start=1):
        for name, measured in draw.items():
            head = {"draw": number, "embedder": name}
            figures = measured.figures
            made += [head | {"list": kind, "figure": "auc", "value": value} for kind, value in figures["auc"].items()]
            if "union" in figures:
                made.append(head | {"list": "union of hn1", "figure": "auc", "value": figures["union"]["auc"]})
            for kind in LISTS:
                made += [head | {"list": kind, "figure": "tpr", "rate": rate, **_row(cell)}
                         for rate, cell in figures[kind].items()]  # fmt: skip
            for rate, held in figures["held_out"].items():
                made += [head | {"list": "other half of the queries", "figure": key, "rate": rate, "value": held[key],
                                 "threshold": held["threshold"]} for key in ("tpr", "fpr")]  # fmt: skip
    return made


def _row(cell: Mapping[str, Any]) -> dict[str, Any]:
    if "tpr" not in cell:
        return {"note": cell["reason"]}
    low, high = _interval(cell["resampled"])
    return {"value": cell["tpr"], "low": low, "high": high, "threshold": cell["threshold"],
            "false_positives": cell["false"], "lower_bound": int(cell["lower_bound"]),
            "saturated_rows": cell["saturated_rows"], "false_alarms_in_collection": cell["false_alarms"]}  # fmt: skip


def write(folder: Path, report: Report, table: Sequence[Mapping[str, Any]]) -> list[str]:
    """protocol.json, protocol.csv (every draw) and hn1.csv (what to look at first); returns their paths."""
    make_folder(folder)
    with replacing(folder / "protocol.json") as part:
        part.write_text(json.dumps(report, indent=1, default=str, allow_nan=False) + "\n", encoding="utf-8")
    _write_csv(folder / "protocol.csv", COLUMNS, table)
    closest = [{"embedder": name, **row} for name, of in report["embedders"].items() for row in of["closest"]]
    _write_csv(folder / "hn1.csv", ("embedder", "left_path", "right_path", "distance", "known_as"), closest)
    return [str(folder / name) for name in ("protocol.json", "protocol.csv", "hn1.csv")]


def _write_csv(path: Path, columns: Sequence[str], table: Sequence[Mapping[str, Any]]) -> None:
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _text(value) for key, value in row.items()} for row in table)


def _text(value: Any) -> Any:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else value


def as_text(report: Report) -> str:
    """The report for a terminal."""
    lines = list(report["words"])
    rates = [f"{rate:g}" for rate in RATES]
    for name, of in report["embedders"].items():
        lines += ["", name, "  AUC against " + ", ".join(f"{kind} {_plain(of['auc'][kind])}" for kind in AUC_LISTS)]
        if of["auc_of_union"]:
            lines.append(f"  AUC against the union of all hn1 lists {_plain(of['auc_of_union'])}")
        hubs = of["hubs"]
        lines.append(
            f"  hn2_global comes from {hubs['queries']:g} queries; one has {hubs['most_per_query']:g} pairs of it"
        )
        for kind in LISTS:
            lines += [_line(kind, rate, of["tpr"][kind][rate]) for rate in rates
                      if of["tpr"][kind][rate]["mean"] is not None]  # fmt: skip
        for rate in rates:
            if held := of["held_out"][rate]:
                lines.append(
                    f"  threshold {held['threshold']['mean']:.3f} chosen for FPR {rate} on half of the queries: "
                    f"on the others TPR {_plain(held['tpr'])} at FPR {held['fpr']['mean']:.2g}"
                )
        lines.append("  closest pairs taken for negatives; look at them first, they may be missed matches:")
        lines += [f"    {row['distance']:.3f}  {row['left_path']}  {row['right_path']}  ({row['known_as']})"
                  for row in of["closest"][:5]]  # fmt: skip
    return "\n".join(lines)


def _line(kind: str, rate: str, cell: Report) -> str:
    interval = "" if cell["low"] is None else f" [{cell['low']:.3f}, {cell['high']:.3f}]"
    flag = f", FPR is a lower bound ({cell['saturated_rows']:g} saturated rows)" if cell["lower_bound"] else ""
    return (f"  {kind:<11} true FPR {rate:<6} TPR {_plain(cell)}{interval}, {cell['false_alarms']:,.0f} false alarms "
            f"expected in this collection{flag}")  # fmt: skip


def _plain(cell: Report) -> str:
    return f"{cell['mean']:.4f} ± {cell['sd']:.4f}"
