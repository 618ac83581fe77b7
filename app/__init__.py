"""Nearpair: mine, grade and learn from near-duplicate image pairs."""

__version__ = "0.1.0"
