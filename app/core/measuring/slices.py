"""Slices: the same figures for a part of the pairs, so that a good mean does not hide where an embedder is blind.

A slice of positives (a tag such as crop, a folder) is found or not among all the negatives of its origin, so slices of
one origin compare with each other. A slice of negatives (look-alikes) tells how much of it is let through at the
distances where the whole origin has the false positive rate named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.core.measuring import metrics
from app.core.measuring.metrics import Pairs, Ranked
from app.core.records import BoolArray, IntArray

FEWEST = 5  # pairs; a smaller slice says nothing
MOST = 12  # slices of a kind, the largest ones
RATE = 1e-2


def slices_of(tags: Sequence[Sequence[str]], folders: Sequence[tuple[str, str]]) -> dict[str, BoolArray]:
    """Flags (n,) of the largest slices by tag and by folder; a pair is in the folder of either of its images."""
    found: dict[str, BoolArray] = {}
    for kind, members in (("tag", [tuple(set(given)) for given in tags]), ("folder", [tuple(set(f)) for f in folders])):
        sizes = Counter(name for given in members for name in given)
        if kind == "folder" and len(sizes) < 2:
            continue  # one folder is the whole
        for name, count in sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:MOST]:
            if count >= FEWEST:
                found[f"{kind} {name or '.'}"] = np.array([name in given for given in members], np.bool_)
    return found


def sliced(
    ranked: Ranked, judged: Pairs, positive: BoolArray, slices: Mapping[str, BoolArray], counts: IntArray
) -> dict[str, Any]:
    """Per slice: how many pairs, and with intervals AUC and TPR of its positives, the share let through of the rest.

    `positive` flags the `judged` pairs that are positives of the cut; `ranked` holds them all and the cross-group
    negatives; `counts` (r, groups) are the resamples of the whole origin.
    """
    shown: dict[str, Any] = {}
    for name, flags in slices.items():
        near, far = np.flatnonzero(flags & positive), np.flatnonzero(flags & ~positive)
        row: dict[str, Any] = {"positives": len(near), "negatives": len(far), "auc": None, "tpr": None, "let": None}
        if len(near) >= FEWEST and len(ranked.negative) >= FEWEST:
            row |= _found(metrics.ranked(judged.take(near), ranked.negative), counts)
        if len(far) >= FEWEST and len(ranked.negative) >= FEWEST:
            row["let"] = _let_through(ranked, judged.take(far))
        if row["auc"] is not None or row["let"] is not None:
            shown[name] = row
    return shown


def _found(part: Ranked, counts: IntArray) -> dict[str, Any]:
    groups = len(np.unique(np.concatenate((part.positive.left, part.positive.right))))
    point, drawn = metrics.figures(part), metrics.resampled(part, counts)
    found: dict[str, Any] = {"auc": _rounded(metrics.interval(point.auc[0], drawn.auc, groups))}
    if RATE in metrics.carried(part):
        place = metrics.RATES.index(RATE)
        found["tpr"] = _rounded(metrics.interval(point.tpr[0, place], drawn.tpr[:, place], groups))
    return found


def _let_through(ranked: Ranked, part: Pairs) -> float | None:
    """Share of a slice's negatives within the largest distance at which the whole keeps RATE; None without one."""
    share = np.cumsum(ranked.negative.weight) / ranked.negative.weight.sum()
    kept = ranked.negative.distance[share <= RATE * (1 + 1e-9)]
    if not len(kept):
        return None
    return round(float(part.weight[part.distance <= kept[-1]].sum() / part.weight.sum()), 6)


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(float(value), 6) for value in values]
