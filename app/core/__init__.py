"""Everything Nearpair does, without a window."""
