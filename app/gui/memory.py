"""Memory: what the window remembers from one start to the next: recent projects, colours, name, places."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT = 8


class Memory:
    """A thin, typed face over QSettings; nothing in it belongs to a project."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings("nearpair", "nearpair")

    @property
    def recent(self) -> list[Path]:
        """Projects opened before, newest first."""
        return [Path(path) for path in self._texts("recent")]

    def remember(self, project: Path) -> None:
        """Put `project` first among the recent ones."""
        others = [path for path in self.recent if path != project]
        self._settings.setValue("recent", [str(path) for path in [project, *others][:RECENT]])

    def forget(self, project: Path) -> None:
        """Take `project` out of the recent ones."""
        self._settings.setValue("recent", [str(path) for path in self.recent if path != project])

    @property
    def annotator(self) -> str:
        """The name written with every grade; the login until the person gives another."""
        return str(self._settings.value("annotator", "")) or _login()

    @annotator.setter
    def annotator(self, name: str) -> None:
        self._settings.setValue("annotator", name)

    @property
    def theme(self) -> str:
        """system, light or dark."""
        name = str(self._settings.value("theme", "system"))
        return name if name in ("system", "light", "dark") else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def language(self) -> str:
        """system, or the code of a language."""
        return str(self._settings.value("language", "system"))

    @language.setter
    def language(self, name: str) -> None:
        self._settings.setValue("language", name)

    @property
    def examples(self) -> bool:
        """Whether the examples stand beside the pair."""
        return str(self._settings.value("examples", "")) == "shown"

    @examples.setter
    def examples(self, shown: bool) -> None:
        self._settings.setValue("examples", "shown" if shown else "")

    @property
    def side_column(self) -> bool:
        """Whether the column beside the pictures is wanted."""
        return str(self._settings.value("side_column", "")) != "away"

    @side_column.setter
    def side_column(self, shown: bool) -> None:
        self._settings.setValue("side_column", "" if shown else "away")

    @property
    def daily_goal(self) -> int:
        """How many pairs a person wants to answer a day, 0 for no goal."""
        given = str(self._settings.value("daily_goal", ""))  # an INI file gives a text, whatever was put in
        return int(given) if given.isdecimal() else 0

    @daily_goal.setter
    def daily_goal(self, goal: int) -> None:
        self._settings.setValue("daily_goal", goal)

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys a person has chosen, by id of the action."""
        self._settings.beginGroup("keys")
        ids = self._settings.childKeys()
        self._settings.endGroup()
        return {id: tuple(self._texts(f"keys/{id}")) for id in ids}

    @keys.setter
    def keys(self, bound: Mapping[str, Sequence[str]]) -> None:
        self._settings.remove("keys")
        for id, keys in bound.items():
            self._settings.setValue(f"keys/{id}", list(keys))

    @property
    def geometry(self) -> QByteArray:
        """Where the window was, empty before the first time."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    def _texts(self, key: str) -> list[str]:
        value = self._settings.value(key, [])
        if isinstance(value, list):
            return [str(text) for text in value]
        return [value] if isinstance(value, str) and value else []  # an INI file gives one text for one path


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "me"
