"""The report of an evaluation for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.core.measuring.measure import CUTS, SOURCE_CAP
from app.core.measuring.metrics import RATES
from app.core.reporting.training_figures import training_text

SHORT = ("strict", "lenient", "nd_vs_near")  # the cuts that are always shown; others where they have figures
RETRIEVAL = ("hit@1", "recall@10", "precision@10", "r-precision", "map@r")


def as_text(report: Mapping[str, Any]) -> str:
    """The report for a terminal: the verdict, then a table per origin and cut."""
    lines = [report["verdict"]["sentence"]]
    lines += [f"{report['names'][name]}: {flag}" for name, flag in report["flags"].items()]
    for origin, measured in report["sets"].items():
        lines += ["", f"{origin}: {measured['pairs']} graded pairs"]
        if "reason" in measured:
            lines.append(f"  {measured['reason']}")
            continue
        for name, ranks in measured["ranks"].items():
            macro = _figure(measured["macro_auc"][name])
            lines.append(f"  {name}: all grades: tau-b {_figure(ranks['tau_b'])}, C-index {_figure(ranks['c_index'])}, "
                         f"mean AUC of the relations {macro}")  # fmt: skip
        for cut in CUTS:
            cells = {name: cells[cut] for name, cells in measured["embedders"].items()}
            first = next(iter(cells.values()))
            if cut not in SHORT and first["auc"] is None:
                continue
            lines.append(f"  {cut}: {first['positives']} positive, {first['negatives']} negative pairs")
            shown = told(cells.values())
            heads = ["AUC", "AP", *(f"TPR {rate}" for rate in shown)]
            lines.append("    " + " " * 10 + "".join(f"{head:>22}" for head in heads))
            for name, cell in cells.items():
                values = [cell["auc"], cell["ap"], *(cell["tpr"][rate] for rate in shown)]
                lines.append(f"    {name:<10}" + "".join(f"{_figure(value):>22}" for value in values))
        lines += _slices(measured)
    lines += _negative_sets(report.get("negative_sets", {}))
    lines += ["", *(f"Missed {found['grades']}: {found['words']}" for found in report.get("missed", {}).values())]
    lines += training_text(report.get("trainings", {}))
    return "\n".join([*lines, *_retrieval(report["retrieval"]), *_agreement(report["agreement"])])


def _slices(measured: Mapping[str, Any]) -> Iterable[str]:
    """The parts of the newest embedder's pairs, and where one source makes more than its share of the false alarms."""
    name, cells = list(measured["embedders"].items())[-1]
    for cut, slices in measured.get("slices", {}).get(name, {}).items():
        if slices:
            yield f"  {cut} by part, {name}"
            yield " " * 32 + "".join(f"{head:>24}" for head in ("AUC", "TPR 0.01", "let through at 0.01"))
        for part, row in slices.items():
            let = "-" if row["let"] is None else f"{row['let']:.4f} of {row['negatives']}"
            shown = (_figure(row["auc"]), _figure(row["tpr"]), let)
            yield f"    {part[:28]:<28}" + "".join(f"{text:>24}" for text in shown)
        for rate, source in cells[cut].get("sources", {}).items():
            if source["largest"] > SOURCE_CAP:
                yield (f"    at {rate} one source has a hand in {source['largest']:.0%} of the false alarms; "
                       f"held to {SOURCE_CAP:.0%} of them the TPR is {source['tpr']:.4f}")  # fmt: skip


def _negative_sets(found: Mapping[str, Mapping[str, float]]) -> Iterable[str]:
    """The same positives against easy and hard negatives."""
    if found:
        names = list(next(iter(found.values())))
        yield ""
        yield "AUC of the same positives against other negatives (none of them is wrong, they answer other questions)"
        yield "    " + " " * 10 + "".join(f"{name:>14}" for name in names)
        for name, row in found.items():
            yield f"    {name:<10}" + "".join(f"{row[key]:>14.4f}" for key in names)


def _retrieval(found: Mapping[str, Any]) -> Iterable[str]:
    """How well images of known groups find each other."""
    yield ""
    if found["reason"]:
        yield f"retrieval: {found['reason']}"
        return
    yield f"retrieval: {found['queries']} images of known groups among each other"
    yield "    " + " " * 10 + "".join(f"{name:>22}" for name in RETRIEVAL)
    for name, figures in found["embedders"].items():
        yield f"    {name:<10}" + "".join(f"{_figure(figures.get(figure)):>22}" for figure in RETRIEVAL)


def _agreement(found: Mapping[str, Any]) -> Iterable[str]:
    """Of the people who graded, where two or more graded the same pair."""
    if found["pairs"]:
        kappa, alpha = ("-" if found[name] is None else f"{found[name]:.3f}" for name in ("kappa", "alpha"))
        yield ""
        yield (f"agreement: {found['annotators']} people, {found['pairs']} pairs graded by several: "
               f"{found['percent']:.1f} % equal, weighted kappa {kappa}, ordinal alpha {alpha}")  # fmt: skip


def told(cells: Iterable[Mapping[str, Any]]) -> list[str]:
    """The false positive rates worth a column: those any of the cells carries, and the first that none does."""
    rates = [f"{rate:g}" for rate in RATES]
    carried = [n for cell in cells for n, rate in enumerate(rates) if cell["tpr"].get(rate) is not None]
    return rates[: max(carried, default=-1) + 2]


def _figure(value: Sequence[float] | None) -> str:
    return "-" if value is None else "{:.4f} [{:.3f}, {:.3f}]".format(*value)
