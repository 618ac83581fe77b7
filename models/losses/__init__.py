"""LOSSES: what training minimises; one file each, one line here. `needs`: "pairs" (distance, target) or "groups"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting

if TYPE_CHECKING:
    from models.loss import LossBuilder

LOSSES: Registry[LossBuilder] = Registry("loss")
LOSSES.add(
    "margin",
    "models.losses.margin:build",
    help="Margin loss with one learned boundary: positives below it, negatives above, by alpha (Wu et al. 2017).",
    needs="pairs",
    settings=(
        Setting("alpha", 0.2, "Alpha", "Half the width of the band around the boundary.", 0.0, 1.0),
        Setting("boundary_rate", 10.0, "Boundary rate",
                "Learning rate of the boundary as a multiple of the head's.", 0.0, 1000.0),
    ),
)  # fmt: skip
