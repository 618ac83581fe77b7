"""Help pages: every Markdown file of resources/help, by itself; a new file needs no line of code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app import paths

FOLDER = paths.RESOURCES / "help"


@dataclass(frozen=True)
class HelpPage:
    """One page: its file and its title, the first heading in it."""

    path: Path
    title: str


def help_pages(folder: Path = FOLDER) -> list[HelpPage]:
    """The pages by title; what cannot be read as text is passed over."""
    found = []
    for path in sorted(folder.glob("*.md")):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        heading = next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), "")
        found.append(HelpPage(path, heading or path.stem.replace("-", " ").replace("_", " ").capitalize()))
    return sorted(found, key=lambda page: page.title.lower())
