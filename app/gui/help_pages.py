"""Help pages: every Markdown file of resources/help, by itself; a new file needs no line of code.

A folder named after a language (`ko`) holds the same pages in it; what it lacks is shown in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app import paths
from app.gui import texts

FOLDER = paths.RESOURCES / "help"


@dataclass(frozen=True)
class HelpPage:
    """One page: its file, its title (the first heading in it) and the folder that holds all that it may show."""

    path: Path
    title: str
    folder: Path


def help_pages(folder: Path = FOLDER) -> list[HelpPage]:
    """The pages by title, in the language in force where there is one; what cannot be read as text is passed over."""
    found = []
    for english in sorted(folder.glob("*.md")):
        page = _read(folder / texts.spoken / english.name, folder) or _read(english, folder)
        if page is not None:
            found.append(page)
    return sorted(found, key=lambda page: page.title.lower())


def _read(path: Path, folder: Path) -> HelpPage | None:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    heading = next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), "")
    return HelpPage(path, heading or path.stem.replace("-", " ").replace("_", " ").capitalize(), folder)
