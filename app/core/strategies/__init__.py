"""STRATEGIES: which candidates are asked next; one file each, one line here.

`needs` says what a mix has to know: "random" of a strategy all of whose strata are drawn at random, "graded" of one
that only asks graded pairs again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting
from models.verifiers import VERIFIERS

if TYPE_CHECKING:
    from app.core.asking.batches import Strategy

STRATEGIES: Registry[Strategy] = Registry("strategy")
_HERE = "app.core.strategies."
_AMONG = ("Closest candidates looked at", "Candidates beyond these are not asked.")
_SHARES = {"boundary": 0.45, "hardest": 0.2, "uniform_distance": 0.15, "disagreement": 0.1, "repeats": 0.05,
           "random": 0.05}  # fmt: skip

STRATEGIES.add("hardest", _HERE + "hardest:draw", help="The closest unjudged candidates, in order.")
STRATEGIES.add("random", _HERE + "random:draw", help="Unjudged candidates uniformly at random.", needs="random")
STRATEGIES.add("likeliest", _HERE + "likeliest:draw", settings=(Setting("among", 50_000, *_AMONG, 100, 10_000_000),),
               help="The pairs most probably ND or near-ND, judged by all answers so far.")
STRATEGIES.add("boundary", _HERE + "boundary:draw",
               help="Candidates at the distances where ND turns into near-ND, and near-ND into NND.")
STRATEGIES.add("distance_weighted", _HERE + "distance_weighted:draw", needs="random",
               help="At random, a rare distance with a higher chance than a common one.",
               settings=(Setting("most", 100.0, "Largest weight", "In units of the smallest one.", 1.0, 1e6),))
STRATEGIES.add("uniform_distance", _HERE + "uniform_distance:draw", needs="random",
               help="At random, as many pairs from each band of the distance.",
               settings=(Setting("bands", 10, "Bands", "Parts of equal width of the distance scale.", 1, 100),))
STRATEGIES.add("disagreement", _HERE + "disagreement:draw",
               help="Pairs that annotators, this and the former embedding, or hash and embedding see differently.")
STRATEGIES.add("likely_errors", _HERE + "likely_errors:draw", needs="graded",
               help="Graded pairs that the embedding is sure were graded wrong, for a second look.")
STRATEGIES.add("diverse", _HERE + "diverse:draw",
               help="Pairs whose two pictures differ in ways that no graded pair shows yet.",
               settings=(Setting("among", 5000, *_AMONG, 10, 100_000),))
STRATEGIES.add("balanced", _HERE + "balanced:draw", needs="random",
               help="At random, as many pairs of each grade as far as the embedding can tell.")
STRATEGIES.add("contradictions", _HERE + "contradictions:draw", needs="graded",
               help="The graded pairs between which a contradiction lies, for a second look.")
STRATEGIES.add("repeats", _HERE + "repeats:draw", needs="graded",
               help="Graded pairs at random, once more, to see whether the answers hold.")
STRATEGIES.add("verifier", _HERE + "verifier:draw",
               help="The likeliest or most doubtful pairs by a verifier over all pair features, fitted to the grades.",
               settings=(Setting("order", "likeliest", "Order", "likeliest: matches first; doubtful: least sure first.",
                                 choices=("likeliest", "doubtful")),
                         Setting("kind", "logistic", "Verifier", "Which verifier is fitted.",
                                 choices=VERIFIERS.names()),
                         Setting("among", 5000, *_AMONG, 10, 1_000_000),
                         Setting("checked", 0, "Pairs checked by geometry",
                                 "So many of the likeliest are laid over one another; 0 = none.", 0, 100_000)))
# The mix comes last: it has a share for each of the others.
STRATEGIES.add("mix", _HERE + "mix:draw", help="Several query strategies in one batch, each with its share.",
               settings=tuple(Setting(name, _SHARES.get(name, 0.0), f"Share of {name}",
                                      f"Part of the batch that {name} asks, against the other shares.", 0.0, 1.0)
                              for name in STRATEGIES.names()))  # fmt: skip
