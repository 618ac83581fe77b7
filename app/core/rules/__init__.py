"""RULES: automatic proposals of grades, which wait for a person's approval; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry
from models.settings import Setting

if TYPE_CHECKING:
    from app.core.grading.proposed import Rule

RULES: Registry[Rule] = Registry("rule")
_HERE = "app.core.rules."
_BITS = ("Bits of the hash", "Perceptual hashes that differ in more bits are not proposed.")
_SURE = ("Least chance", "Pairs that the verifier is less sure of are not proposed.")
_DISTANCE = ("Largest distance", "Pairs farther apart by embedding are not proposed; 0 = a quarter of the distance at "
             "which ND turns into near-ND.")  # fmt: skip

RULES.add("hash_and_embedding", _HERE + "hash_and_embedding:propose",
          help="ND where perceptual hash and embedding both say that two pictures are one.",
          settings=(Setting("bits", 4, *_BITS, 0, 16), Setting("distance", 0.0, *_DISTANCE, 0.0, 2.0)))
RULES.add("turned_copy", _HERE + "turned_copy:propose",
          help="ND where a picture mirrored or turned has nearly the hash of the other.",
          settings=(Setting("bits", 4, *_BITS, 0, 16), Setting("distance", 0.0, *_DISTANCE, 0.0, 2.0)))
RULES.add("far_apart", _HERE + "far_apart:propose",
          help="NND where two pictures are far beyond the distance at which near-ND turns into NND.",
          settings=(Setting("beyond", 0.05, "Beyond the boundary",
                            "How much farther than the boundary a pair must be.", 0.0, 2.0),))
for _grade, _words in (("nd", "ND"), ("near_nd", "near-ND"), ("nnd", "NND")):
    RULES.add(f"verifier_{_grade}", f"{_HERE}verifier_{_grade}:propose",
              help=f"{_words} where the verifier is sure of it; fit one first.",
              settings=(Setting("sure", 0.99, *_SURE, 0.5, 1.0),))
