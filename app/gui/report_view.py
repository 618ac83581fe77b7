"""What the Evaluate page shows of a report: rows, footnotes, sentences and figures, as plain data.

A report is kept for good, so one may be older than what is asked of it: what it lacks is a dash with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.measuring import accepted
from app.core.reporting import evaluation_text
from app.gui.outcomes import count
from app.gui.texts import mark, tr

Report = Mapping[str, Any]

ORIGINS = {"frozen": mark("frozen pairs"), "imported": mark("imported labels"), "graded": mark("graded batches")}
ABOUT = {
    "frozen": mark("Sealed pairs graded by people, weighted: they speak for the whole collection."),
    "imported": mark("Labels from files, unweighted."),
    "graded": mark("Pairs of ordinary batches: hard by choice, so they speak of mined pairs only."),
}
LEFT_OUT = {"train": mark("on the training side"), "evaluation": mark("on the evaluation side")}
CUTS = {
    "strict": mark("strict: ND against the rest"),
    "lenient": mark("lenient: ND, near-ND against NND"),
    "nd_vs_near": mark("ND against near-ND"),
    "nd_vs_nnd": mark("ND against NND"),
    "near_vs_nnd": mark("near-ND against NND"),
    "vs_lookalikes": mark("ND, near-ND against look-alikes"),
}
SHORT = {
    "strict": "strict", "lenient": "lenient", "nd_vs_near": "ND / near-ND", "nd_vs_nnd": "ND / NND",
    "near_vs_nnd": "near-ND / NND", "vs_lookalikes": "look-alikes",
}  # fmt: skip
DASH = "–"
UNREPRESENTATIVE = mark("these negatives are hard by choice and do not stand for the collection")
OLDER = mark("not in this report; measure again")


@dataclass(frozen=True)
class Cell:
    """One figure as text and, where there is none, the reason."""

    text: str
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """One embedder under one cut: counts of its pairs, then its figures in the order of the table's heads."""

    name: str
    cut: str
    pairs: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """The figures of one origin: `heads` of the cells, and the rows."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def table(measured: Report) -> Table:
    """Cut by cut, so that the embeddings stand below each other; rates as far as any of them carries."""
    cuts = offered_cuts(measured)
    rates = evaluation_text.told(cells[cut] for cut in cuts for cells in measured["embedders"].values())
    made = []
    for cut in cuts:
        for name, cells in measured["embedders"].items():
            figures = cells[cut]
            pairs = f"{figures['positives']:,} / {figures['negatives']:,}"
            values = {"auc": figures["auc"], "ap": figures.get("ap")}
            values |= {rate: figures["tpr"].get(rate) for rate in rates}
            told = tuple(cell(value, figures["reasons"].get(key, "")) for key, value in values.items())
            made.append(Row(name, cut, pairs, told))
    return Table(("AUC", "AP", *(tr("TPR at {rate}", rate=rate) for rate in rates)), tuple(made))


def offered_cuts(measured: Report) -> list[str]:
    """The cuts worth showing: the first three always, the others where they have figures."""
    known = [cut for cut in CUTS if all(cut in cells for cells in measured["embedders"].values())]
    always = evaluation_text.SHORT
    return [cut for cut in known
            if cut in always or any(cells[cut]["auc"] for cells in measured["embedders"].values())]  # fmt: skip


def footnote(shown: Table) -> str:
    """Why there are dashes, each reason once with the columns it concerns; "" when there are none."""
    reasons: dict[str, list[str]] = {}
    for place, head in enumerate(shown.heads):
        for row in shown.rows:
            if (reason := row.cells[place].reason) and head not in reasons.setdefault(reason, []):
                reasons[reason].append(head)
    return "  ".join(f"{DASH} {', '.join(heads)}: {tr(reason)}." for reason, heads in reasons.items())


def scale(measured: Report) -> list[tuple[str, Cell, Cell, Cell]]:
    """Of every embedder what is said over the whole scale: mean AUC of the relations, tau-b, C-index; [] if unknown."""
    one_grade = tr("all graded pairs have one and the same grade")
    made = []
    for name, ranks in measured.get("ranks", {}).items():
        mean = cell(measured["macro_auc"][name], tr("no relation has enough pairs"))
        made.append((name, mean, cell(ranks["tau_b"], one_grade), cell(ranks["c_index"], one_grade)))
    return made


def verdict(report: Report) -> str:
    """The answer as one sentence."""
    sentence = tr(str(report["verdict"]["sentence"]))
    return sentence[:1].upper() + sentence[1:]


def basis(report: Report) -> str:
    """What the answer rests on, what was left out, and which embeddings are not to be trusted."""
    origin = report["set"]
    pairs, name = count(report["sets"][origin]["pairs"], "pair"), tr(ORIGINS.get(origin, origin))
    words = [tr("Measured under the {cut} cut on {pairs}: {origin}.", cut=tr(report["cut"]), pairs=pairs, origin=name)]
    left = [f"{number:,} {tr(LEFT_OUT.get(why, why))}" for why, number in report["left_out"].items()]
    if left:
        words.append(tr("Not measured on: {what}.", what=", ".join(left)))
    words += [f"{report['names'].get(name, name)}: {tr(flag)}." for name, flag in report["flags"].items()]
    return " ".join(words)


@dataclass(frozen=True)
class Stated:
    """A stated threshold: one target under one cut, with the figures of the half that did not choose it."""

    cut: str
    target: str
    distance: float | None
    cells: tuple[Cell, Cell, Cell]  # TPR, precision, false alarms in the collection
    reason: str

    @property
    def words(self) -> str:
        """For a list of thresholds."""
        if self.distance is None:
            return f"{tr(self.cut)}, {self.target}"
        return tr("{cut}, {target}: up to {distance:.4f}", cut=tr(self.cut), target=self.target, distance=self.distance)


def stated(report: Report) -> list[Stated]:
    """The thresholds of the report, strict before lenient; [] in a report that has none."""
    found = report.get("thresholds", {})
    made = []
    for cut in ("strict", "lenient"):
        for one in found.get(cut, ()):
            lacking = one["reason"] or tr("nothing of the other half lies within")
            alarms = one["false_alarms"]
            words = Cell(DASH, one["reason"] or tr(UNREPRESENTATIVE))
            if alarms is not None:
                words = Cell("{:,.0f}  ({:,.0f}–{:,.0f})".format(*alarms))
            cells = (cell(one["tpr"], lacking), cell(one["precision"], lacking), words)
            made.append(Stated(cut, one["target"], one["distance"], cells, one["reason"]))
    return made


def tried(report: Report, origin: str, embedder: str, cut: str, distance: float) -> dict[str, Cell] | None:
    """What a threshold does to the graded pairs of one origin, by figure; None where the report cannot tell."""
    measured = report["sets"][origin]
    counts = measured.get("accepted", {}).get(embedder, {}).get(cut)
    if counts is None:
        return None
    found = accepted.at(counts, distance)
    near, far = (tr("{within:,.0f} of {all:,.0f}", within=within, all=counts[kind][-1])
                 for within, kind in zip(found.pairs, ("positive", "negative"), strict=True))  # fmt: skip
    return {
        f"TPR ({near})": _rate(found.tpr, tr("no positive pair")),
        f"FPR ({far})": _rate(found.fpr, tr("no negative pair")),
        tr("precision"): _rate(found.precision, tr("no pair lies within")),
        tr("false alarms expected"): _alarms(report, origin, embedder, found),
    }


def _alarms(report: Report, origin: str, embedder: str, found: accepted.Accepted) -> Cell:
    """Of all pairs of the collection; only negatives that stand for them can say it."""
    total = report.get("thresholds", {}).get("pairs")
    crossing = "cross-group" in report["sets"][origin]["histogram"].get(embedder, {}).get("counts", {})
    if total is None or found.fpr is None:
        return Cell(DASH, tr(OLDER) if total is None else tr("no negative pair"))
    if origin != "frozen" and not crossing:
        return Cell(DASH, tr(UNREPRESENTATIVE))
    if not found.fpr:
        return Cell(tr("none seen"), tr("no negative lies within; the interval is in the table of thresholds"))
    return Cell(f"{found.fpr * total:,.0f}")


def _rate(value: float | None, reason: str) -> Cell:
    return Cell(DASH, reason) if value is None else Cell(f"{value:.3g}" if 0 < value < 0.001 else f"{value:.3f}")


def retrieval(report: Report) -> tuple[tuple[str, ...], list[tuple[str, ...]], str]:
    """Names of the embedders, a row a figure (name, then values), and what they rest on or why there are none."""
    found = report.get("retrieval")
    if not found or found["reason"] or not found["embedders"]:
        return (), [], f"{DASH} {tr(found['reason'] if found and found['reason'] else OLDER)}."
    names = tuple(found["embedders"])
    rows = [(figure, *(short(found["embedders"][name].get(figure)) for name in names))
            for figure in found["embedders"][names[0]]]  # fmt: skip
    basis = tr("{images} of known groups as queries among each other; {without:,} have nothing to find.",
               images=count(found["queries"], "image"), without=found["without"])  # fmt: skip
    return names, rows, basis


def agreement(report: Report) -> str:
    """How far the people of the project agree, in a sentence."""
    found = report.get("agreement")
    if not found or not found["pairs"]:
        return f"{DASH} {tr('no pair was graded by two people') if found else tr(OLDER)}."
    kappa, alpha = (DASH if found[name] is None else f"{found[name]:.3f}" for name in ("kappa", "alpha"))
    percent = DASH if found["percent"] is None else f"{found['percent']:.1f} %"
    return tr(
        "{pairs} graded by several of {annotators} people: {percent} equal, weighted kappa {kappa}, "
        "ordinal alpha {alpha}.",
        pairs=count(found["pairs"], "pair"), annotators=found["annotators"], percent=percent, kappa=kappa, alpha=alpha,
    )  # fmt: skip


def cell(figure: Sequence[float] | None, reason: str) -> Cell:
    """A figure with its interval, or a dash with the reason."""
    if figure is None:
        return Cell(DASH, reason or tr("not measured"))
    value, low, high = figure
    return Cell(f"{value:.3f}  ({low:.3f}–{high:.3f})")


def short(figure: Sequence[float] | None) -> str:
    """The same in little room."""
    return DASH if figure is None else "{:.3f} ({:.2f}–{:.2f})".format(*figure)


def share(value: float | None) -> str:
    """A share as percent, or a dash."""
    return DASH if value is None else f"{value:.1%}"
