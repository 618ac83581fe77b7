"""What may be said about a pair, in words: what differs, its history, its relations; each by level of blindness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from app.core.grading.relations import Relations
from app.core.records import SCALE, Image, Kind, Label

SEALED, BLIND, OPEN = "sealed", "blind", "open"


@dataclass(frozen=True)
class Difference:
    """A field in which the two images differ, with both values as text."""

    name: str
    left: str
    right: str


def differences(left: Image, right: Image, level: str) -> list[Difference]:
    """The fields that differ and may be seen: sealed none, blind only sizes, open all."""
    if level == SEALED:
        return []
    rows = [
        Difference("Dimensions", f"{left.width} × {left.height}", f"{right.width} × {right.height}"),
        Difference("File size", size_text(left.bytes), size_text(right.bytes)),
    ]
    if level == OPEN:
        folders = [PurePosixPath(image.path).parent.as_posix() for image in (left, right)]
        rows += [
            Difference("Format", left.format, right.format),
            Difference("Pictures in the file", frames_text(left.frames), frames_text(right.frames)),
            Difference("JPEG quality", str(left.quality or "unknown"), str(right.quality or "unknown")),
            Difference("Colour profile", left.profile or "sRGB", right.profile or "sRGB"),
            Difference("Name", PurePosixPath(left.path).name, PurePosixPath(right.path).name),
            Difference("Folder", folders[0], folders[1]),
            Difference("Taken", left.taken_at or "unknown", right.taken_at or "unknown"),
            Difference("Camera", left.camera or "unknown", right.camera or "unknown"),
        ]
    return [row for row in rows if row.left != row.right]


def remarks(left: Image, right: Image, level: str) -> list[str]:
    """Sentences about the two together: bits of the perceptual hash, time between them."""
    if level != OPEN:
        return []
    lines = []
    if left.phash is not None and right.phash is not None:
        lines.append(f"{(left.phash ^ right.phash).bit_count()} of 64 hash bits differ.")
    if left.taken_at and right.taken_at:
        seconds = _seconds_between(left.taken_at, right.taken_at)
        if seconds is not None:
            lines.append(f"Taken {duration_text(seconds)} apart.")
    return lines


def _seconds_between(left: str, right: str) -> float | None:
    """From two texts as cameras write them: 2019:05:04 12:33:01.25. None where one wrote something else."""
    try:
        times = [datetime.fromisoformat(text.replace(":", "-", 2)) for text in (left, right)]
        return abs((times[0] - times[1]).total_seconds())
    except (ValueError, TypeError):  # TypeError: only one of them with a time zone
        return None


def frames_text(count: int) -> str:
    """Which of the pictures in a file is meant: one, first of 3."""
    return "one" if count == 1 else f"first of {count}"


def size_text(count: int) -> str:
    """A number of bytes for people: 812 bytes, 43.1 kB, 2.4 MB."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1e3:.1f} kB" if count < 1e6 else f"{count / 1e6:.1f} MB"


def duration_text(seconds: float) -> str:
    """A time span for people, in its largest unit."""
    for unit, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.2g} seconds" if seconds < 10 else f"{seconds:.0f} seconds"


def answer_text(label: Label) -> str:
    """A label in words: `ND, low confidence`, `unsure`, `left image is bad`."""
    if label.kind is Kind.BAD:
        return f"{label.bad_side} image is bad"
    if label.grade is None:
        return label.kind.value
    code = "lookalike" if label.lookalike else label.grade.value
    text = next((choice.text for choice in SCALE if choice.code == code), code)
    return f"{text}, low confidence" if label.low_confidence else text


def code_of(label: Label | None) -> str:
    """The code of the scale that a label stands for, `unsure` or `bad`; empty without a label."""
    if label is None:
        return ""
    if label.grade is None:
        return label.kind.value
    return "lookalike" if label.lookalike else label.grade.value


def clock_text(stamp: str) -> str:
    """When, on this computer's clock: the time today, else the day as well."""
    when = datetime.fromisoformat(stamp).astimezone()
    return (
        when.strftime("%H:%M") if when.date() == datetime.now().astimezone().date() else when.strftime("%d %b, %H:%M")
    )


def relation_texts(relations: Relations, left: int, right: int) -> list[str]:
    """What the answers so far say of these two images."""
    sizes = {group[0]: len(group) for group in relations.groups}
    roots = relations.group(left), relations.group(right)
    if roots[0] == roots[1]:
        lines = [f"Both are in one group of {sizes[roots[0]]} near-duplicates."]
    else:
        lines = [
            f"The {side} image is in a group of {sizes[root]} near-duplicates."
            for side, root in zip(("left", "right"), roots, strict=True)
            if root in sizes
        ]
    lines += [
        f"Graded {clash.grade.value}, although {len(clash.chain) - 1} ND steps join the two."
        for clash in relations.contradictions
        if {clash.left, clash.right} == {left, right}
    ]
    return lines


def shares(counts: Sequence[int]) -> list[int]:
    """Whole percentages that add up to 100 (largest remainders), all 0 when nothing was counted."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    exact = [count * 100 / total for count in counts]
    whole = [int(value) for value in exact]
    by_remainder = sorted(range(len(counts)), key=lambda i: whole[i] - exact[i])
    for place in by_remainder[: 100 - sum(whole)]:
        whole[place] += 1
    return whole
