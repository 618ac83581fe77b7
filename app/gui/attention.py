"""Attention: how long and in which views a person looked at one pair before answering."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from app.core.records import Act

GUARD = 0.25  # seconds both pictures must have been on the screen before an answer counts
PATIENCE = 60.0  # seconds without input after which nobody is thought to be looking


class Attention:
    """The clock of one pair. It runs while the window is active and there was input within PATIENCE seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._away = self._paused = False
        self.begin("")

    def begin(self, view: str) -> None:
        """Another pair, shown in this view: nothing of it has been seen yet."""
        self._views = {view: None}
        self.shown_at: str | None = None
        self._shown: float | None = None
        self._first: float | None = None
        self._spent = 0.0
        self._since: float | None = None  # last input, or when looking began; None while the clock stands

    def both_shown(self) -> None:
        """Both pictures have been painted; looking begins."""
        self._shown = self._clock()
        self.shown_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._since = None if self._away else self._shown

    def used(self, view: str) -> None:
        """The pair is looked at in another way: a view, or swap, turn."""
        self._views.setdefault(view)

    def touched(self) -> None:
        """There was input."""
        if self._shown is None:
            return
        self._first = self._first or self._clock()
        self._count()

    def leave(self) -> None:
        """The window lost the person's attention: another one is in front."""
        self._count()
        self._away, self._since = True, None

    def come_back(self) -> None:
        """The window is in front again."""
        if self._paused:
            return
        self._away = False
        if self._shown is not None:
            self._since = self._clock()

    def pause(self) -> None:
        """The person is having a break: the clock stands, whatever the window does, until `go_on`."""
        self.leave()
        self._paused = True

    def go_on(self) -> None:
        """The break is over."""
        self._paused = False
        self.come_back()

    @property
    def ready(self) -> bool:
        """Whether an answer may count: both pictures have been on the screen for GUARD seconds."""
        return self._shown is not None and self._clock() - self._shown >= GUARD

    @property
    def first_input_ms(self) -> int | None:
        """From both shown to the first input; None before any."""
        return None if self._shown is None or self._first is None else round((self._first - self._shown) * 1000)

    @property
    def focus_ms(self) -> int | None:
        """How long the pair was looked at, as well as that can be known; None before it was shown."""
        if self._shown is None:
            return None
        running = 0.0 if self._since is None else min(self._clock() - self._since, PATIENCE)
        return round((self._spent + running) * 1000)

    def stamped(self, act: Act) -> Act:
        """The act with how it came about."""
        return replace(
            act,
            shown_at=self.shown_at,
            first_input_ms=self.first_input_ms,
            focus_ms=self.focus_ms,
            view_modes=",".join(self._views),
        )

    def _count(self) -> None:
        if self._shown is not None and not self._away:
            now = self._clock()
            if self._since is not None:
                self._spent += min(now - self._since, PATIENCE)
            self._since = now
