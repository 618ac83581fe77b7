"""View: how the two pictures share the canvas."""

from __future__ import annotations

from enum import StrEnum


class View(StrEnum):
    """The views in the order of their keys; the last two show what was found between the pictures."""

    SIDE = "side"
    BLINK = "blink"
    SWIPE = "swipe"
    OVERLAY = "overlay"
    DIFFERENCE = "difference"
    MATCHES = "matches"


PANED = (View.SIDE, View.DIFFERENCE, View.MATCHES)  # each picture in a half of its own
ASKING = (View.DIFFERENCE, View.MATCHES)  # need evidence, which another process gathers
