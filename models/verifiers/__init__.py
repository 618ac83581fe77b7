"""VERIFIERS: classifiers of pairs by what can be said of a pair; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting

if TYPE_CHECKING:
    from models.verifier import VerifierKind

VERIFIERS: Registry[VerifierKind] = Registry("verifier")
VERIFIERS.add(
    "logistic",
    "models.verifiers.logistic:KIND",
    help="Logistic regression on the pair features: works from a few dozen grades on.",
    settings=(Setting("pull", 5.0, "Pull to zero", "The larger, the less a single feature may count.", 0.001, 1e4),),
)
VERIFIERS.add(
    "trees",
    "models.verifiers.trees:KIND",
    help="Boosted decision trees (scikit-learn): sees where features only count together; from some hundred grades on.",
    settings=(
        Setting("rounds", 40, "Trees", "How many trees are added one after another.", 1, 1000),
        Setting("leaves", 8, "Leaves", "Leaves of a tree, at most.", 2, 64),
        Setting("rate", 0.1, "Learning rate", "What a tree's answer is multiplied by.", 0.001, 1.0),
    ),
)
VERIFIERS.add(
    "mlp",
    "models.verifiers.mlp:KIND",
    help="A small network with one hidden layer: between the other two.",
    settings=(
        Setting("hidden", 8, "Hidden units", "Width of its only hidden layer.", 1, 256),
        Setting("pull", 3.0, "Pull to zero", "The larger, the smoother its answers.", 0.0, 1e4),
    ),
)
