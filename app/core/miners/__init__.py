"""MINERS: how candidate pairs are proposed; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting

if TYPE_CHECKING:
    from app.core.mining.mine import Miner

PICKS = ("random", "nearest")

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
MINERS.add(
    "hn2_global",
    "app.core.miners.hn2_global:mine",
    help="The n closest pairs of all that are not known to match; a few hubs supply most of them.",
    settings=(Setting("n", 0, "Pairs", "How many pairs; 0 = five per image.", 0, 100_000_000),),
)
MINERS.add(
    "rank_window",
    "app.core.miners.rank_window:mine",
    help="Of every image some of the unmatched neighbours in a window of ranks, past the very nearest.",
    settings=(
        Setting("first", 11, "First rank", "Where the window begins, 1 = the nearest unmatched image.", 1, 4000),
        Setting("last", 50, "Last rank", "Where the window ends, inclusive.", 1, 4000),
        Setting("k", 5, "Pairs per image", "How many of the window are proposed.", 1, 1000),
        Setting("pick", "random", "Which of them", "Random ones of the window, or its nearest.", choices=PICKS),
    ),
)
MINERS.add(
    "distance_band",
    "app.core.miners.distance_band:mine",
    help="Of every image the k nearest unmatched ones whose distance is in a band.",
    settings=(
        Setting("low", 0.5, "From distance", "Least distance, 0 = identical vectors.", 0, 2),
        Setting("high", 1.0, "To distance", "Largest distance; unrelated whitened images are about 1.4 apart.", 0, 2),
        Setting("k", 5, "Pairs per image", "Nearest ones in the band per image.", 1, 1000),
    ),
)
MINERS.add(
    "relative_margin",
    "app.core.miners.relative_margin:mine",
    help="The nearest whose cosine is at most (1 - margin) times that of a known match (NV-Retriever, 2024).",
    settings=(
        Setting("margin", 0.05, "Margin", "Share of the match's cosine a negative must stay below it.", 0, 1),
        Setting("k", 5, "Pairs per image", "Pairs per image that has a known match.", 1, 1000),
    ),
)
MINERS.add(
    "mutual",
    "app.core.miners.mutual:mine",
    help="Pairs in which each image is among the k nearest of the other; images near to everything lose most pairs.",
    settings=(Setting("k", 10, "Neighbours", "Neighbours per image.", 1, 1000),),
)
MINERS.add(
    "hash_near",
    "app.core.miners.hash_near:mine",
    help="Pairs whose perceptual hashes differ in at most so many of their 64 bits, whatever the embedding says.",
    settings=(Setting("radius", 8, "Bits", "The most bits the hashes differ in.", 0, 12),),
)
MINERS.add(
    "hash_embedding_disagreement",
    "app.core.miners.hash_embedding_disagreement:mine",
    help="Pairs that one of perceptual hash and embedding finds close and the other far.",
    settings=(
        Setting("k", 10, "Neighbours", "Neighbours by embedding per image that are compared.", 1, 1000),
        Setting("radius", 10, "Bits", "Pairs whose hashes differ in at most so many bits are compared.", 0, 12),
        Setting("gap", 50, "Gap (percent)", "How far apart the two orders put a pair, of 100.", 1, 100),
    ),
)
MINERS.add(
    "across_folders",
    "app.core.miners.across_folders:mine",
    help="Every image with the k nearest unmatched ones that lie in another folder.",
    settings=(Setting("k", 5, "Neighbours", "Pairs per image.", 1, 1000),),
)
MINERS.add(
    "within_burst",
    "app.core.miners.within_burst:mine",
    help="Pictures taken within seconds of each other (EXIF time), by the same camera where it is known.",
    settings=(
        Setting("seconds", 2.0, "Seconds", "The most time between the two.", 0, 86_400),
        Setting("k", 3, "Pairs per image", "How many of the next pictures in time.", 1, 1000),
    ),
)
MINERS.add(
    "cluster_restricted",
    "app.core.miners.cluster_restricted:mine",
    help="Pairs inside one cell of the embedding space (k-means), after Sanakoyeu et al. 2019.",
    settings=(
        Setting("cells", 0, "Cells", "How many cells; 0 = one per 500 images.", 0, 4096),
        Setting("k", 5, "Pairs per image", "Pairs per image.", 1, 1000),
        Setting("pick", "random", "Which of them", "Random ones of the cell, or the nearest.", choices=PICKS),
    ),
)
MINERS.add(
    "open_triples",
    "app.core.miners.open_triples:mine",
    help="A and C, where A-B and B-C are graded ND and nobody has graded A-C: a slip shows there.",
    needs="known",
)
MINERS.add(
    "coarse_to_fine",
    "app.core.miners.coarse_to_fine:mine",
    help="Of each image's nearest those that local features find to show the same parts; slower, far fewer wrong.",
    settings=(
        Setting("top", 20, "Nearest", "Neighbours by embedding that are compared part by part.", 1, 1000),
        Setting("k", 20, "Pairs per image", "How many of them are proposed.", 1, 1000),
        Setting("pairs", 50_000, "Compared pairs", "The most pairs that are compared, closest first.", 1, 10_000_000),
        Setting("alike", 50, "Alike (percent)", "How alike regions must be where no points agree; 0 = all pairs pass.",
                0, 100),
    ),
)
MINERS.add(
    "random",
    "app.core.miners.random:mine",
    help="Pairs drawn from all pairs: the control that every other miner is compared with.",
    settings=(Setting("n", 1000, "Pairs", "How many pairs.", 1, 10_000_000),),
)
