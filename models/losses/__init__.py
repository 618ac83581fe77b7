"""LOSSES: what training minimises; one file each, one line here.

`needs`: "pairs" (distances and targets), "triplets" (distances of anchors) or "groups" (vectors and groups).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting

if TYPE_CHECKING:
    from models.loss import LossBuilder

LOSSES: Registry[LossBuilder] = Registry("loss")
LOSSES.add(
    "margin",
    "models.losses.margin:Margin",
    help="Margin loss with a learned boundary: positives below it, negatives above, by alpha (Wu et al. 2017).",
    needs="pairs",
    settings=(
        Setting("alpha", 0.2, "Alpha", "Half the width of the band around the boundary.", 0.0, 1.0),
        Setting("boundary", "global", "Boundary", "One for all pairs, or each image or group moves its own as well.",
                choices=("global", "image", "group")),
        Setting("nu", 0.0, "Nu", "What a wide boundary costs: by so much the active positives outnumber the negatives.",
                0.0, 0.5),
        Setting("boundary_rate", 10.0, "Boundary rate",
                "Learning rate of the boundary as a multiple of the network's.", 0.0, 1000.0),
    ),
)  # fmt: skip
LOSSES.add(
    "ordinal_margin",
    "models.losses.ordinal_margin:build",
    help="Margin loss for three grades: ND below a first learned boundary, near-ND up to a second, NND beyond.",
    needs="pairs",
    settings=(
        Setting("alpha", 0.1, "Alpha", "Half the width of the band around either boundary.", 0.0, 0.5),
        Setting("boundary_rate", 10.0, "Boundary rate",
                "Learning rate of the boundaries as a multiple of the network's.", 0.0, 1000.0),
    ),
)  # fmt: skip
LOSSES.add(
    "contrastive",
    "models.losses.contrastive:Contrastive",
    help="Positives to distance 0, negatives beyond a fixed margin, both squared (Hadsell et al. 2006).",
    needs="pairs",
    settings=(
        Setting("positive_margin", 0.0, "Positive margin", "Up to here a positive pair costs nothing.", 0.0, 2.0),
        Setting("negative_margin", 1.0, "Negative margin", "From here on a negative pair costs nothing.", 0.0, 2.0),
    ),
)
LOSSES.add(
    "quadruplet",
    "models.losses.quadruplet:Quadruplet",
    help="Every positive pair closer than every negative one, with no image in common (Chen et al. 2017).",
    needs="pairs",
    settings=(
        Setting("margin", 0.1, "Margin", "By how much closer a positive pair must be.", 0.0, 1.0),
        Setting("anchored_margin", 0.2, "Anchored margin",
                "By how much closer where both pairs have an image in common.", 0.0, 1.0),
    ),
)  # fmt: skip
LOSSES.add(
    "histogram",
    "models.losses.histogram:Histogram",
    help="The overlap of the histograms of positive and negative pairs; no margin to choose (Ustinova et al. 2016).",
    needs="pairs",
    settings=(Setting("bins", 100, "Bins", "Bins of similarity between -1 and 1.", 10, 1000),),
)
LOSSES.add(
    "degree",
    "models.losses.degree:build",
    help="Pairs go to the distance that belongs to their degree, or into the band of their grade without one.",
    needs="pairs",
    settings=(
        Setting("width", 0.1, "Width", "Up to this error the cost is quadratic, beyond it linear.", 0.001, 2.0),
        Setting("beyond", 0.1, "Beyond", "How far behind the boundary to NND degree 0 begins.", 0.0, 1.0),
    ),
)
LOSSES.add(
    "triplet",
    "models.losses.triplet:Triplet",
    help="An image of the same group closer than one of another, by a margin (Schroff et al. 2015).",
    needs="triplets",
    settings=(
        Setting("margin", 0.2, "Margin", "By how much closer, in (squared) distance.", 0.0, 2.0),
        Setting("squared", True, "Squared", "Compare squared distances, as FaceNet does, or plain ones."),
    ),
)
LOSSES.add(
    "lifted_structure",
    "models.losses.lifted_structure:LiftedStructure",
    help="Every positive pair against all negatives of its images at once (Oh Song et al. 2016).",
    needs="groups",
    settings=(
        Setting("margin", 1.0, "Margin", "The distance beyond which negatives soon stop to matter.", 0.0, 2.0),
        Setting("generalised", False, "Generalised",
                "All positives of an image at once as well (Hermans et al. 2017)."),
    ),
)  # fmt: skip
LOSSES.add(
    "n_pair",
    "models.losses.n_pair:NPair",
    help="One pair of every group, told apart from all the others at once (Sohn 2016).",
    needs="groups",
    settings=(Setting("scale", 16.0, "Scale", "What products of unit vectors are multiplied by.", 1.0, 100.0),),
)
LOSSES.add(
    "range",
    "models.losses.range:Range",
    help="Pulls the farthest images of a group together and the nearest two groups apart (Zhang et al. 2017).",
    needs="groups",
    settings=(
        Setting("farthest", 2, "Farthest", "How many of the greatest distances in a group count.", 1, 20),
        Setting("margin", 1.0, "Margin", "How far apart the centres of two groups must be.", 0.0, 2.0),
        Setting("within_weight", 0.5, "Weight within", "Weight of the distances in groups.", 0.0, 10.0),
        Setting("between_weight", 0.5, "Weight between", "Weight of the distance between groups.", 0.0, 10.0),
    ),
)
LOSSES.add(
    "infonce",
    "models.losses.infonce:InfoNCE",
    help="InfoNCE with KoLeo, which spreads the nearest strangers; learns from altered copies too (Pizzi et al. 2022).",
    needs="groups",
    settings=(
        Setting("temperature", 0.05, "Temperature", "The smaller, the more only the hardest count.", 0.01, 1.0),
        Setting("entropy_weight", 10.0, "Entropy weight",
                "Weight of KoLeo; above 40 the vectors are spread and mean nothing.", 0.0, 40.0),
    ),
)  # fmt: skip
LOSSES.add(
    "ranking_infonce",
    "models.losses.ranking_infonce:RankingInfoNCE",
    help="InfoNCE by grade: matches against strangers, ND against near-ND as well (RINCE, Hoffmann et al. 2022).",
    needs="groups",
    settings=(
        Setting("temperature", 0.05, "Temperature", "The smaller, the more only the hardest count.", 0.01, 1.0),
        Setting("strict_weight", 0.5, "Weight of ND", "Weight of ND against near-ND beside matches against strangers.",
                0.0, 10.0),
    ),
)  # fmt: skip
