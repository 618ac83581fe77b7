"""Nearest neighbours: exactly, by cells, within a distance, and by hash."""
