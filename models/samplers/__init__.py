"""SAMPLERS: what a training step sees; one file each, one entry here. `needs`: "pairs" (graded) or "groups"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting

if TYPE_CHECKING:
    from models.sampler import GroupSamplerBuilder, PairSamplerBuilder

_PER_GROUP = Setting("per_group", 4, "Images a group", "How many images of every group drawn a step sees.", 2, 64)
_INNER = ("random_triplets", "semi_hard", "softhard", "batch_hard")


def _choose(default: str, *more: str) -> Setting:
    return Setting("choose", default, "Triplets", "The sampler that picks the triplets inside a batch.",
                   choices=_INNER + more)  # fmt: skip


SAMPLERS: Registry[PairSamplerBuilder | GroupSamplerBuilder] = Registry("sampler")
SAMPLERS.add("random", "models.samplers.random:build", help="Labelled pairs uniformly at random.", needs="pairs")
SAMPLERS.add(
    "balanced",
    "models.samplers.balanced:build",
    help="As many positive as negative pairs in every step.",
    needs="pairs",
)
SAMPLERS.add(
    "hard",
    "models.samplers.hard:build",
    help="The farthest positive and the nearest negative pairs as last seen, mixed with random and earlier hard ones.",
    needs="pairs",
    settings=(
        Setting("random", 0.5, "Random share", "Share of a step drawn at random, whatever is hard.", 0.0, 1.0),
        Setting("replay", 0.1, "Replayed share", "Share of a step drawn again from what was hard before.", 0.0, 1.0),
        Setting("top", 0.25, "Hard share", "The share of the seen pairs of a kind that counts as hard.", 0.001, 1.0),
    ),
)
SAMPLERS.add(
    "random_triplets",
    "models.samplers.random_triplets:build",
    help="Random groups; every positive pair with a negative at random.",
    needs="groups",
    settings=(_PER_GROUP,),
)
SAMPLERS.add(
    "batch_hard",
    "models.samplers.batch_hard:build",
    help="For every image of the batch its farthest positive and its nearest negative (Hermans et al. 2017).",
    needs="groups",
    settings=(_PER_GROUP,),
)
SAMPLERS.add(
    "semi_hard",
    "models.samplers.semi_hard:build",
    help="Negatives a little farther than the positive: at random in a band (FaceNet) or the nearest (Wu's argmin).",
    needs="groups",
    settings=(
        _PER_GROUP,
        Setting("variant", "band", "Rule", "band: any within the margin; argmin: the nearest that is farther.",
                choices=("band", "argmin")),
        Setting("margin", 0.2, "Margin", "Width of the band, in squared distance.", 0.001, 4.0),
    ),
)  # fmt: skip
SAMPLERS.add(
    "softhard",
    "models.samplers.softhard:build",
    help="A random one of the hard positives and of the hard negatives of every image: hard, but not the hardest.",
    needs="groups",
    settings=(_PER_GROUP,),
)
SAMPLERS.add(
    "distance_weighted",
    "models.samplers.distance_weighted:build",
    help="Negatives of all distances equally often instead of nearly all at the usual one (Wu et al. 2017).",
    needs="groups",
    settings=(
        _PER_GROUP,
        Setting("density", "empirical", "Density", "Of negative distances: the sphere's (up to about 128 dimensions), "
                "as seen lately, or the image's own by bins.", choices=("analytic", "empirical", "histogram")),
        Setting("near", 0.001, "Near cutoff", "Share of random negatives that are nearer, or a distance.", 0.0, 2.0),
        Setting("far", 0.6, "Far cutoff", "Share of random negatives that are nearer, or a distance.", 0.0, 2.0),
        Setting("cutoffs", "quantiles", "Cutoffs are", "Shares of random negatives, or distances (.5 and 1.4 in the "
                "paper).", choices=("quantiles", "distances")),
        Setting("closer", "leave out", "Nearer ones", "Negatives nearer than the near cutoff: left out, as most are "
                "unlabelled matches, or as likely as at the cutoff.", choices=("leave out", "clamp")),
    ),
)  # fmt: skip
SAMPLERS.add(
    "cross_batch",
    "models.samplers.cross_batch:build",
    help="Compares the batch with the vectors of earlier steps as well: many more negatives at little cost (XBM).",
    needs="groups",
    settings=(
        _PER_GROUP,
        _choose("semi_hard", "distance_weighted"),
        Setting("size", 4096, "Memory", "How many images are remembered, the latest vector of each.", 1, 1_000_000),
        Setting("warm_up", 20, "Warm-up", "Steps before the memory is used: early vectors drift.", 0, 100_000),
    ),
)  # fmt: skip
SAMPLERS.add(
    "bag_of_negatives",
    "models.samplers.bag_of_negatives:build",
    help="Batches of images that an online hash puts together, at one cost for any collection (BoN, reconstructed).",
    needs="groups",
    settings=(
        _PER_GROUP,
        _choose("semi_hard"),
        Setting("bag", 128, "Images a bin", "How many images a bin should hold; sets the number of bits.", 2, 100_000),
        Setting("encoder", "oja", "Encoder", "How the directions are followed.", choices=("oja", "autoencoder")),
    ),
)  # fmt: skip
SAMPLERS.add(
    "cluster_restricted",
    "models.samplers.cluster_restricted:build",
    help="Batches out of one k-means cell of the vectors, made anew now and then; negatives are of the same cell.",
    needs="groups",
    settings=(
        _PER_GROUP,
        _choose("semi_hard"),
        Setting("cell", 128, "Images a cell", "How many images a cell should hold; at most 256 cells.", 8, 1_000_000),
        Setting("refresh", 100, "Refresh", "Steps after which the cells are made anew.", 1, 100_000),
    ),
)  # fmt: skip
