"""Which pairs of the bundled sample stand for an answer, and why each of them has it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.core.records import SCALE
from app.gui.texts import mark

SHOWN = 2  # of each answer; the others stand in for what may not be shown
DUP = mark("Pixel for pixel the same. Found by itself: it has no key, and nobody is asked.")
DEFINITIONS: Mapping[str, str] = MappingProxyType({choice.code: choice.definition for choice in SCALE} | {"DUP": DUP})
TITLES: Mapping[str, str] = MappingProxyType({choice.code: choice.text for choice in SCALE} | {"DUP": "DUP"})

_COMMENT = mark("Every pixel is the same; only a comment inside the file is another.")
# By code: the two files and the sentence. No picture is in two of them, so that nothing follows from them together.
# `FILE#part` and `FILE#mirrored` are made of the file for this purpose, so that no collection asks about them.
EXAMPLES: Mapping[str, tuple[tuple[str, str, str], ...]] = MappingProxyType(
    {
        "ND": (
            ("0009.jpg", "0024.jpg", mark("One is a crop of the other: one shot, cut out and enlarged.")),
            ("0128.jpg", "0174.jpg", mark("Mirrored. It is still the same source picture.")),
            ("0078.jpg", "0108.jpg", mark("A word was written over it; what lies below is the same picture.")),
            ("0012.jpg", "0143.jpg", mark("Turned by a few degrees and trimmed: the same picture.")),
            ("0022.jpg", "0022.jpg#part", mark("The right one is cut out of the left: the same shot.")),
            ("0149.jpg", "0149.jpg#mirrored", mark("Mirrored, and nothing else.")),
        ),
        "near-ND": (
            ("0003.jpg", "0050.webp", mark("The same armchair, photographed again from another side.")),
            ("0011.jpg", "0112.jpg", mark("The same animals a moment later: another shot of one scene.")),
            ("0001.jpg", "0021.jpg", mark("The same stone, photographed again from closer by.")),
            ("0004.jpg", "0136.jpg", mark("The same skull, photographed with the camera turned.")),
        ),
        "NND": (
            ("0002.jpg", "0117.jpg", mark("Both show corn, but not the same corn: a subject in common is not enough.")),
            ("0005.webp", "0016.jpg", mark("Both show plants, and nothing of the one is in the other.")),
            ("0083.jpg", "0158.jpg", mark("Two trucks, but not the same truck.")),
            ("0094.jpg", "0102.jpg", mark("Two insects of different kinds.")),
        ),
        "lookalike": (
            ("0038.jpg", "0080.webp", mark("Two cartons of one brand in one hand: another juice, so another thing.")),
            ("0017.jpg", "0104.jpg", mark("Two heaps of apples in one shop, of different sorts.")),
            ("0125.webp", "0155.webp", mark("One brand, one shelf; the print says that the two are not the same.")),
            ("0090.webp", "0173.jpg", mark("Two packs held before the same shelf: different products.")),
        ),
        "DUP": (
            ("0027.jpg", "0120.jpg", _COMMENT),
            ("0160.jpg", "0164.jpg", _COMMENT),
        ),
    }
)
