"""HEADS: the last step from features to an embedding; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry

if TYPE_CHECKING:
    from models.head import HeadKind

GRADES = "grades"  # what a head needs that cannot be fitted to a collection

HEADS: Registry[HeadKind] = Registry("head")
HEADS.add("raw", "models.heads.raw:HEAD", help="The features as they are, scaled to unit length.")
HEADS.add(
    "whiten",
    "models.heads.whiten:HEAD",
    help="PCA of the collection, components divided by the square root of their singular values; no label needed.",
)
HEADS.add(
    "score_norm",
    "models.heads.score_norm:HEAD",
    help="Whitened, and distances scaled by how crowded it is around both images; no label needed.",
)
HEADS.add(
    "linear",
    "models.heads.linear:HEAD",
    help="A linear map learned from grades, started at the whitened one.",
    needs=GRADES,
)
HEADS.add(
    "mlp",
    "models.heads.mlp:HEAD",
    help="A linear map and a small layer beside it, learned from grades, started at the whitened one.",
    needs=GRADES,
)
