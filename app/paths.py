"""Where things are: bundled resources, the user's data, the logs. Nothing else in the program asks."""

from __future__ import annotations

from pathlib import Path

import platformdirs

# One rule serves the source tree, an installed wheel and the frozen program: in each of them the folders `app`,
# `models` and `resources` lie side by side.
HOME = Path(__file__).resolve().parent.parent
RESOURCES = HOME / "resources"
WEIGHTS = HOME / "models" / "weights"
MIGRATIONS = HOME / "app" / "core" / "store" / "migrations"
SAMPLE = RESOURCES / "sample"


def user_data() -> Path:
    """The folder for what the program keeps for this user (demo project, downloaded weights); made on demand."""
    path = Path(platformdirs.user_data_dir("nearpair", appauthor=False))
    path.mkdir(parents=True, exist_ok=True)
    return path


def log_file() -> Path:
    """The file the window writes its log to; its folder is made on demand."""
    path = Path(platformdirs.user_log_dir("nearpair", appauthor=False))
    path.mkdir(parents=True, exist_ok=True)
    return path / "nearpair.log"
