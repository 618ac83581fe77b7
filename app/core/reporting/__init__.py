"""Measurements as figures, texts and files."""
