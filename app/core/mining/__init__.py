"""What miners look at and what becomes of their proposals. The miners themselves are in `miners`."""
