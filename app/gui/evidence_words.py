"""What was found between two pictures, in a sentence for the canvas."""

from __future__ import annotations

from app.core.verifying.evidence import PairEvidence
from app.gui.widgets.view import View

COMPARING = "Comparing…"
REFUSALS = {
    "few": "No verified match: too few points agree ({n})",
    "folded": "No verified match: what agrees fits no camera and no edit",
    "scale": "No verified match: what agrees fits no camera and no edit",
    "clustered": "No verified match: what agrees lies in one small spot",
}


def words(evidence: PairEvidence, view: View, *, sealed: bool = False) -> str:
    """What the chip on the canvas says; under `sealed` no number of matching points."""
    return _difference(evidence) if view is View.DIFFERENCE else matches(evidence, sealed=sealed)


def matches(evidence: PairEvidence, *, sealed: bool = False) -> str:
    """`34 matching points, mirrored`, or why there is no match."""
    if sealed:
        return "Aligned" if evidence.aligned else "Not aligned"
    if not evidence.aligned:
        return REFUSALS[evidence.refusal].format(n=evidence.agreeing)
    turned = evidence.view_words
    return f"{len(evidence.left)} matching points" + (f", {turned}" if turned else "")


def _difference(evidence: PairEvidence) -> str:
    change = evidence.change
    if change is None:
        return "Not aligned and of different shape: there is no difference to show"
    how = "" if evidence.aligned else ", not aligned"
    if change.mostly:
        return f"Most of the picture differs{how}"
    number = len(change.outlines)
    count = {0: "No changed region", 1: "1 changed region"}.get(number, f"{number} changed regions")
    share = f"{max(1, round(100 * change.changed))} % of the picture" if number else ""
    seen = "" if change.covered > 0.97 else f"{round(100 * change.covered)} % of the left picture is on both"
    return ", ".join(part for part in (count, share, seen) if part) + how
