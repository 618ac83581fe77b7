"""MINERS: how candidate pairs are proposed; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting

if TYPE_CHECKING:
    from app.core.mining import Miner

MINERS: Registry[Miner] = Registry("miner")
MINERS.add(
    "knn",
    "app.core.miners.knn:mine",
    help="Every image with its k nearest; each pair once, closest first.",
    settings=(Setting("k", 10, "Neighbours", "Neighbours per image.", 1, 1000),),
)
MINERS.add(
    "hn1",
    "app.core.miners.hn1:mine",
    help="Every image with the single nearest one it is not known to match (hn1 of Morra and Lamberti 2019).",
)
MINERS.add(
    "hn2_row",
    "app.core.miners.hn2_row:mine",
    help="Every image with the k nearest ones it is not known to match (hn2 by row).",
    settings=(Setting("k", 5, "Neighbours", "Nearest unmatched images per image.", 1, 1000),),
)
