"""Job: how long work reports progress and is cancelled, without knowing any thread, process or window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


class Sentence(str):
    """A text in English that remembers its template and values, so that the window can say it in another language.

    `Sentence("Reading {name}", name=path.name)` is the text itself wherever a text is wanted.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Sentence:
        """Fill `values` into `template`."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[object, ...]:
        # The default would lose the template on the way between processes.
        return (_said, (self.template, self.values))


def _said(template: str, values: dict[str, object]) -> Sentence:
    return Sentence(template, **values)


class Cancelled(Exception):
    """The user asked the job to stop. Everything committed so far stays."""


class Paused(Cancelled):
    """The user asked to put the job away: what it had reached is kept, and the same job goes on from there."""


@dataclass(frozen=True)
class Progress:
    """One report: what is being done, how far (`total` 0 = unknown) and figures worth showing (loss, images/s)."""

    text: str
    done: int = 0
    total: int = 0
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the rate of `images_per_s`; None where no rate or no end is known."""
        rate = self.figures.get("images_per_s", 0.0)
        return (self.total - self.done) / rate if rate > 0 and self.total else None


class Job:
    """Handed down to every long function; `report` and `track` are the only places that raise Cancelled."""

    def __init__(
        self,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        is_cancelled: Callable[[], bool] = lambda: False,
        on_warning: Callable[[str], None] = lambda _text: None,
        is_paused: Callable[[], bool] = lambda: False,
    ) -> None:
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._on_warning = on_warning
        self._is_paused = is_paused
        self._warned: set[str] = set()

    @property
    def paused(self) -> bool:
        """Whether the user asked to put the job away; one that can keep what it has reached does, and raises Paused."""
        return self._is_paused()

    def report(self, text: str, done: int = 0, total: int = 0, **figures: float) -> None:
        """Tell how far the work is; raises Cancelled when the user asked to stop."""
        if self._is_cancelled():
            raise Cancelled
        self._on_progress(Progress(text, done, total, figures))

    def track(self, items: Iterable[T], total: int, text: str) -> Iterator[T]:
        """Yield `items`, reporting before each one and once at the end."""
        for done, item in enumerate(items):
            self.report(text, done, total)
            yield item
        self.report(text, total, total)

    def warn(self, text: str) -> None:
        """Tell something the user should know that does not stop the work; the same thing is told once."""
        if text not in self._warned:
            self._warned.add(text)
            self._on_warning(text)


NULL_JOB = Job()
