"""What may be said about a pair, in words: what differs, its history, its relations; each by level of blindness."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from app.core.grading.relations import Relations
from app.core.records import SCALE, Image, Kind, Label
from app.gui.texts import mark, tr

SEALED, BLIND, OPEN = "sealed", "blind", "open"
LEFT_IN_GROUP = mark("The left image is in a group of {size} near-duplicates.")
RIGHT_IN_GROUP = mark("The right image is in a group of {size} near-duplicates.")


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
        Difference(tr("Dimensions"), f"{left.width} × {left.height}", f"{right.width} × {right.height}"),
        Difference(tr("File size"), size_text(left.bytes), size_text(right.bytes)),
    ]
    if level == OPEN:
        folders = [PurePosixPath(image.path).parent.as_posix() for image in (left, right)]
        rows += [
            Difference(tr("Format"), left.format, right.format),
            Difference(tr("Pictures in the file"), frames_text(left.frames), frames_text(right.frames)),
            Difference(tr("JPEG quality"), str(left.quality or tr("unknown")), str(right.quality or tr("unknown"))),
            Difference(tr("Colour profile"), left.profile or "sRGB", right.profile or "sRGB"),
            Difference(tr("Name"), PurePosixPath(left.path).name, PurePosixPath(right.path).name),
            Difference(tr("Folder"), folders[0], folders[1]),
            Difference(tr("Taken"), left.taken_at or tr("unknown"), right.taken_at or tr("unknown")),
            Difference(tr("Camera"), left.camera or tr("unknown"), right.camera or tr("unknown")),
        ]
    return [row for row in rows if row.left != row.right]


def remarks(left: Image, right: Image, level: str) -> list[str]:
    """Sentences about the two together: bits of the perceptual hash, time and way between them; only when open."""
    if level != OPEN:
        return []
    lines = []
    if left.phash is not None and right.phash is not None:
        lines.append(tr("{bits} of 64 hash bits differ.", bits=(left.phash ^ right.phash).bit_count()))
    if left.taken_at and right.taken_at:
        seconds = _seconds_between(left.taken_at, right.taken_at)
        if seconds is not None:
            lines.append(tr("Taken {duration} apart in time.", duration=duration_text(seconds)))
    metres = metres_between(left, right)
    if metres is not None:
        lines.append(tr("Taken {length} apart in space.", length=length_text(metres)))
    return lines


def metres_between(left: Image, right: Image) -> float | None:
    """Great-circle distance of the places in EXIF (haversine on a sphere of 6,371 km); None where one has none."""
    places = (left.latitude, left.longitude, right.latitude, right.longitude)
    if any(value is None for value in places):
        return None
    north, east, north2, east2 = (math.radians(value) for value in places if value is not None)
    half = math.sin((north2 - north) / 2) ** 2
    half += math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 2 * 6_371_000 * math.asin(min(1.0, math.sqrt(half)))


def length_text(metres: float) -> str:
    """A length for people: 12 m, 3.4 km."""
    return tr("{metres:.0f} m", metres=metres) if metres < 1000 else tr("{km:,.1f} km", km=metres / 1000)


def _seconds_between(left: str, right: str) -> float | None:
    """From two texts as cameras write them: 2019:05:04 12:33:01.25. None where one wrote something else."""
    try:
        times = [datetime.fromisoformat(text.replace(":", "-", 2)) for text in (left, right)]
        return abs((times[0] - times[1]).total_seconds())
    except (ValueError, TypeError):  # TypeError: only one of them with a time zone
        return None


def frames_text(count: int) -> str:
    """Which of the pictures in a file is meant: one, first of 3."""
    return tr("one") if count == 1 else tr("first of {count}", count=count)


def size_text(count: int) -> str:
    """A number of bytes for people: 812 bytes, 43.1 kB, 2.4 MB."""
    if count < 1000:
        return tr("{count} bytes", count=count)
    return tr("{size:.1f} kB", size=count / 1e3) if count < 1e6 else tr("{size:.1f} MB", size=count / 1e6)


def duration_text(seconds: float) -> str:
    """A time span for people, in its largest unit."""
    for unit, words in ((86_400, tr("{number:.0f} days")), (3_600, tr("{number:.0f} hours")),
                        (60, tr("{number:.0f} minutes"))):  # fmt: skip
        if seconds >= 2 * unit:
            return words.format(number=seconds / unit)
    return (
        tr("{seconds:.2g} seconds", seconds=seconds) if seconds < 10 else tr("{seconds:.0f} seconds", seconds=seconds)
    )


def answer_text(label: Label) -> str:
    """A label in words: `ND, low confidence`, `unsure`, `left image is bad`."""
    if label.kind is Kind.BAD:
        return tr("left image is bad") if label.bad_side == "left" else tr("right image is bad")
    if label.grade is None:
        return tr(label.kind.value)
    code = "lookalike" if label.lookalike else label.grade.value
    text = next((choice.text for choice in SCALE if choice.code == code), code)
    return tr("{grade}, low confidence", grade=tr(text)) if label.low_confidence else tr(text)


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


JOINED = mark("Graded {grade}, although {steps} ND steps join the two.")
FOLLOWS = mark("{grade} follows from {count} answers, images on the way: {images}.")
OTHERWISE = mark("Graded {grade}, although another pair of the same two groups was graded otherwise.")


def relation_texts(relations: Relations, left: int, right: int) -> list[str]:
    """What the answers so far say of these two images."""
    sizes = {group[0]: len(group) for group in relations.groups}
    roots = relations.group(left), relations.group(right)
    if roots[0] == roots[1]:
        lines = [tr("Both are in one group of {size} near-duplicates.", size=sizes[roots[0]])]
    else:
        lines = [
            tr(words, size=sizes[root])
            for words, root in zip((LEFT_IN_GROUP, RIGHT_IN_GROUP), roots, strict=True)
            if root in sizes
        ]
    if (found := relations.inferred(left, right)) is not None:
        lines.append(tr(FOLLOWS, grade=found.grade.value, count=len(found.labels), images=len(found.chain) - 2))
    for clash in relations.contradictions:
        if {clash.left, clash.right} == {left, right}:
            words = JOINED if clash.other is None else OTHERWISE
            lines.append(tr(words, grade=clash.grade.value, steps=len(clash.chain) - 1))
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
