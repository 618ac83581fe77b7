"""SCOPES: what a training changes; one file each, one line here. `needs`: "features" where those cached are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting

if TYPE_CHECKING:
    from models.student import StudentBuilder

SCOPES: Registry[StudentBuilder] = Registry("scope")
SCOPES.add(
    "head",
    "models.students.head:build",
    help="A linear map behind the network, on its cached features: seconds on any machine.",
    needs="features",
)
SCOPES.add(
    "mlp",
    "models.students.mlp:build",
    help="A linear map and a small layer beside it, on the network's cached features: seconds on any machine.",
    needs="features",
    settings=(Setting("hidden", 128, "Hidden units", "Width of the layer beside the linear map.", 1, 4096),),
)
_RATE = Setting(
    "rate", 0.1, "Rate of the network", "Learning rate of the network as a multiple of the head's.", 0.0, 10
)
_ALTERED = Setting("altered", 0.5, "Altered views",
                   "Chance that a graded image is shown as an altered copy in a training step.", 0.0, 1.0)  # fmt: skip
SCOPES.add(
    "last",
    "models.students.last:build",
    help="The last two stages and the head, from cached maps of 44 kB an image: minutes on two cores.",
    needs="maps",
    settings=(_RATE, _ALTERED),
)
SCOPES.add(
    "full",
    "models.students.full:build",
    help="The whole network and the head; pictures are read for every look: for a GPU, or patience.",
    needs="pictures",
    settings=(_RATE, _ALTERED),
)
