"""The comparison of a verifier with distance as text, for the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MEASURES = {"auc": "AUC", "tpr_0.01": "TPR at 1e-2", "tpr_0.001": "TPR at 1e-3"}
WIDTH = 28


def as_text(result: Mapping[str, Any]) -> str:
    """What was fitted, then a table for every origin of pairs and every cut."""
    said = ("{verifier} fitted to {pairs} pairs ({drawn} across groups), {features} features, in {fit_s} s; "
            "embedder {embedder}").format(**result)  # fmt: skip
    sure = ", ".join(f"{count:,} {grade}" for grade, count in result["sure"].items())
    lines = [said, f"the grades of {result['predicted']:,} candidates are predicted, at least 99 % sure: {sure}"]
    if any(result["sure"].values()):
        lines.append("`nearpair propose` shows those that nobody graded, by the rules whose names begin with verifier_")
    if result["reason"]:
        lines.append(f"not measured: {result['reason']}")
    for name, measured in result["sets"].items():
        lines.append(f"\n{name}: {measured['pairs']} graded pairs, {measured['crossing']} across groups")
        for cut, figures in measured["cuts"].items():
            if not any(figures.values()):
                lines.append(f"{cut:20}too few pairs of either kind to tell anything")
                continue
            lines.append(f"{cut:20}" + "".join(f"{title:>{WIDTH}}" for title in MEASURES.values()))
            lines += _rows(figures)
            lines += ["  against distance alone", *_rows(measured["differences"][cut], "+")]
            if measured["worth"][cut]:
                lines += [f"  {list(figures)[-1]} against", *_rows(measured["worth"][cut], "+")]
        errors = ", ".join(f"{key} {value:.3f}" for key, value in measured["calibration_error"].items())
        lines.append(f"calibration error of the chance of a match: {errors}")
    return "\n".join(lines)


def _rows(figures: Mapping[str, Mapping[str, Sequence[float]]], sign: str = "") -> list[str]:
    return [f"    {key:16}" + "".join(cell(one.get(m), sign) for m in MEASURES) for key, one in figures.items()]


def cell(value: Sequence[float] | None, sign: str = "") -> str:
    """A figure with its interval, WIDTH wide; a dash for none."""
    text = "-" if value is None else f"{value[0]:{sign}.4f} [{value[1]:{sign}.4f}, {value[2]:{sign}.4f}]"
    return f"{text:>{WIDTH}}"
