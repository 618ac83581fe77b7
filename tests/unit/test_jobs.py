"""Job: what reaches the one who asked for the work."""

from __future__ import annotations

from app.core.jobs import Job


def test_the_same_warning_is_told_once() -> None:
    told: list[str] = []
    job = Job(on_warning=told.append)
    for text in ("a.jpg is gone", "b.jpg is gone", "a.jpg is gone"):
        job.warn(text)
    assert told == ["a.jpg is gone", "b.jpg is gone"]
