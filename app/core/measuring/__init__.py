"""Figures of embedders on graded pairs, with intervals."""
