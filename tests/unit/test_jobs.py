"""Job: what reaches the one who asked for the work."""

from __future__ import annotations

from app.core.jobs import Job, Progress


def test_the_same_warning_is_told_once() -> None:
    told: list[str] = []
    job = Job(on_warning=told.append)
    for text in ("a.jpg is gone", "b.jpg is gone", "a.jpg is gone"):
        job.warn(text)
    assert told == ["a.jpg is gone", "b.jpg is gone"]


def test_the_time_left_follows_from_the_rate() -> None:
    assert Progress("Reading", 20, 100, {"images_per_s": 40.0}).seconds_left == 2
    assert Progress("Reading", 20, 0, {"images_per_s": 40.0}).seconds_left is None
    assert Progress("Reading", 20, 100).seconds_left is None
    assert Progress("Reading", 20, 100, {"images_per_s": 0.0}).seconds_left is None
