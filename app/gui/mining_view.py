"""What the Mine page shows of a mining run: its figure and its sentences, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.core.mining.mining_report import LEFT_OUT
from app.core.records import Candidates
from app.core.reporting.figures import Figure, Series
from app.gui.outcomes import count
from app.gui.texts import tr

BINS = 80
SHORTEST = 0.1  # seconds that are worth telling


def figure(candidates: Candidates, report: Mapping[str, Any], *, log: bool) -> Figure | None:
    """The candidates' distances beside those of random pairs, as shares of each; None without candidates.

    A run of an older version has no random pairs in its report; then the candidates stand alone.
    """
    if not len(candidates):
        return None
    spread = report.get("distances") or {}
    edges = np.asarray(spread.get("edges") or np.linspace(0, 2, BINS + 1), np.float64)
    counts = np.histogram(np.clip(candidates.distance, edges[0], edges[-1]), edges)[0]
    series = [Series(tr("candidates ({count:,})", count=len(candidates)), edges, counts / len(candidates), "accent")]
    random = np.asarray(spread.get("random") or [0], np.float64)
    if random.sum():
        name = tr("random pairs of the collection ({number:,} drawn)", number=int(random.sum()))
        series.append(Series(name, edges, random / random.sum(), "warning"))
    shares = np.concatenate([one.y for one in series])
    used = np.flatnonzero(np.sum([one.y for one in series], axis=0))
    x_range = (0.0, float(min(2.0, edges[used[-1] + 1] + 0.05)))
    if not log:
        return Figure(tuple(series), tr("distance"), tr("share of the pairs"), x_range=x_range)
    floor = 10 ** np.floor(np.log10(shares[shares > 0].min()))
    return Figure(tuple(series), tr("distance"), tr("share of the pairs (log)"), x_range=x_range,
                  y_range=(float(floor), 1.0), log_y=True)  # fmt: skip


def sentences(candidates: Candidates, report: Mapping[str, Any], images: int) -> list[str]:
    """What the run found, how good its search was, how uneven it is, what was left out; one sentence each."""
    said = [_search(report.get("search") or {}), _nearer(candidates, report), _hubs(report.get("hubs") or {}, images)]
    left_out = report.get("left_out") or {}
    if any(left_out.values()):
        parts = [
            f"{number:,} {tr(LEFT_OUT.get(why, why.replace('_', ' ')))}" for why, number in left_out.items() if number
        ]
        said.append(tr("Left out: {what}.", what=", ".join(parts)))
    if report.get("random"):
        said.append(tr("{count} drawn at random are among them, as a control.", count=count(report["random"], "pair")))
    if report.get("seconds", 0) >= SHORTEST:
        said.append(tr("It took {seconds}.", seconds=_seconds(report["seconds"])))
    return [sentence for sentence in said if sentence]


def _search(search: Mapping[str, Any]) -> str:
    recall, sample = search.get("recall"), search.get("sample")
    if recall is None or not search.get("seconds"):  # a miner that goes by hashes or times searches nothing
        return ""
    if search.get("method") == "exact" or not sample:
        return tr("The search is exact: every true neighbour is found.")
    low = search.get("recall_low")
    if low is None:
        return tr("The search found {percent:.1f} % of the true neighbours on a sample of {sample:,}.",
                  percent=100 * recall, sample=sample)  # fmt: skip
    return tr(
        "The search found {percent:.1f} % (at least {least:.1f} %) of the true neighbours on a sample of {sample:,}.",
        percent=100 * recall, least=100 * low, sample=sample,
    )  # fmt: skip


def _nearer(candidates: Candidates, report: Mapping[str, Any]) -> str:
    closest = (report.get("distances") or {}).get("closest_random")
    if closest is None:
        return ""
    near = int((candidates.distance < closest).sum())
    return tr(
        "{near:,} of them are closer ({closest:.2f}) than 99.9 % of random pairs: look there first.",
        near=near,
        closest=closest,
    )


def _hubs(hubs: Mapping[str, Any], images: int) -> str:
    if not hubs.get("most"):
        return ""
    of = hubs.get("images") or images
    most = count(hubs["most"], "pair")
    return tr(
        "One picture is in {most}, the most of any; {covered:,} of {of:,} pictures are in one.",
        most=most,
        covered=hubs.get("covered", of),
        of=of,
    )


def _seconds(seconds: float) -> str:
    return tr("{seconds:.1f} s", seconds=seconds) if seconds < 100 else tr("{minutes:.0f} min", minutes=seconds / 60)


def miner_words(miner: str, settings: Mapping[str, Any]) -> str:
    """The miner with the settings it ran with: `knn (k = 10)`."""
    values: Sequence[str] = [f"{key} = {value:g}" if isinstance(value, float) else f"{key} = {value}"
                             for key, value in settings.items()]  # fmt: skip
    return f"{miner} ({', '.join(values)})" if values else miner
