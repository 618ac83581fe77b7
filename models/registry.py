"""Registry: the named choices of one kind, declared without importing what they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Generic, TypeVar, cast

from models.errors import UserError
from models.settings import Setting

T = TypeVar("T")


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One choice: its name, the `module:attribute` behind it, a line of help, what it needs, its settings."""

    name: str
    target: str
    help: str
    needs: str = ""
    settings: tuple[Setting, ...] = ()

    def load(self) -> T:
        """Import the target and return it. This is the first moment its module is imported."""
        module, _, attribute = self.target.partition(":")
        return cast("T", getattr(import_module(module), attribute))


class Registry(Generic[T]):
    """The choices of one kind ("miner", "loss", ...), in the order they were added."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, Entry[T]] = {}

    def add(
        self, name: str, target: str, *, help: str, needs: str = "", settings: tuple[Setting, ...] = ()
    ) -> None:
        """Declare a choice; ValueError when the name is taken."""
        if name in self._entries:
            raise ValueError(f"{self.kind} {name!r} is declared twice")
        self._entries[name] = Entry(name, target, help, needs, settings)

    def names(self) -> tuple[str, ...]:
        """Every name, in the order of declaration."""
        return tuple(self._entries)

    def __iter__(self) -> Iterator[Entry[T]]:
        return iter(self._entries.values())

    def entry(self, name: str) -> Entry[T]:
        """The entry called `name`; UserError listing the choices when there is none."""
        try:
            return self._entries[name]
        except KeyError:
            raise UserError(
                "there is no {kind} called {name!r}; the choices are {choices}",
                kind=self.kind,
                name=name,
                choices=", ".join(self._entries),
            ) from None

    def load(self, name: str) -> T:
        """Import and return the choice called `name`."""
        return self.entry(name).load()
