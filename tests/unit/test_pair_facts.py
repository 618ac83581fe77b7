"""What is said of a pair, and what is not said at each level of blindness."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.grading.relations import Relations
from app.core.grading.review import HistoryEntry
from app.core.records import Act, Answer, Grade, Image, Kind, Source
from app.gui import review_words as words
from app.gui.pair_facts import (
    BLIND,
    OPEN,
    SEALED,
    differences,
    duration_text,
    metres_between,
    relation_texts,
    remarks,
    shares,
    size_text,
)

LEFT = Image(1, "a" * 64, "trip/one.jpg", "/pics", 4000, 3000, "JPEG", 2_400_000, 0b1011, None,
             "2019:05:04 12:33:01.25", "Canon EOS", None)  # fmt: skip
RIGHT = replace(LEFT, id=2, path="copies/one.png", width=1000, height=750, format="PNG", bytes=812, phash=0b0001,
                taken_at="2019:05:04 12:33:03.75")  # fmt: skip


def test_only_fields_that_differ_are_named() -> None:
    assert [row.name for row in differences(LEFT, RIGHT, OPEN)] == [
        "Dimensions", "File size", "Format", "Name", "Folder", "Taken"
    ]  # fmt: skip
    assert differences(LEFT, replace(LEFT, id=2), OPEN) == []


def test_each_level_of_blindness_says_no_more_than_it_may() -> None:
    blind = differences(LEFT, RIGHT, BLIND)
    assert [(row.left, row.right) for row in blind] == [("4000 × 3000", "1000 × 750"), ("2.4 MB", "812 bytes")]
    assert differences(LEFT, RIGHT, SEALED) == []
    assert remarks(LEFT, RIGHT, BLIND) == remarks(LEFT, RIGHT, SEALED) == []


def test_remarks_count_bits_and_time() -> None:
    assert remarks(LEFT, RIGHT, OPEN) == ["2 of 64 hash bits differ.", "Taken 2.5 seconds apart in time."]


def test_the_way_between_two_places_is_told_at_the_open_level_only() -> None:
    paris, berlin = replace(LEFT, latitude=48.8566, longitude=2.3522), replace(RIGHT, latitude=52.52, longitude=13.405)
    assert metres_between(paris, berlin) == pytest.approx(877_500, rel=0.002)  # as atlases have it
    assert metres_between(paris, paris) == 0 and metres_between(paris, RIGHT) is None
    ends = replace(LEFT, latitude=0.0, longitude=179.9), replace(RIGHT, latitude=0.0, longitude=-179.9)
    assert metres_between(*ends) == pytest.approx(22_239, rel=0.001)  # across the date line
    assert remarks(paris, berlin, OPEN)[-1] == "Taken 877.5 km apart in space."
    assert remarks(paris, replace(paris, latitude=48.8567), OPEN)[-1] == "Taken 11 m apart in space."
    assert remarks(paris, berlin, BLIND) == remarks(paris, berlin, SEALED) == []


@pytest.mark.parametrize("taken", [None, "unknown", "0000:00:00 00:00:00", "2019:05:04 12:33:01+02:00"])
def test_a_time_that_is_none_says_nothing(taken: str | None) -> None:
    assert remarks(LEFT, replace(RIGHT, taken_at=taken), OPEN) == ["2 of 64 hash bits differ."]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.5, "0.5 seconds"), (45, "45 seconds"), (150, "2 minutes"), (8000, "2 hours"), (200_000, "2 days")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_sizes() -> None:
    assert [size_text(n) for n in (0, 999, 1000, 43_120, 2_400_000)] == [
        "0 bytes", "999 bytes", "1.0 kB", "43.1 kB", "2.4 MB"
    ]  # fmt: skip


def answer(left: int, right: int, grade: Grade) -> Answer:
    return Answer(
        left * 100 + right, left, right, grade, False, False, ("ann",), (), Source.HUMAN, "", "", False, None, ""
    )


def test_relations_are_told_with_contradictions() -> None:
    relations = Relations.from_answers(
        [answer(1, 2, Grade.ND), answer(2, 3, Grade.ND), answer(1, 3, Grade.NND), answer(4, 5, Grade.ND)]
    )
    assert relation_texts(relations, 3, 1) == [
        "Both are in one group of 3 near-duplicates.",
        "Graded NND, although 2 ND steps join the two.",
    ]
    assert relation_texts(relations, 9, 4) == ["The right image is in a group of 2 near-duplicates."]
    assert relation_texts(relations, 8, 9) == []


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6))
def test_shares_add_up_and_are_within_one_of_exact(counts: list[int]) -> None:
    whole, total = shares(counts), sum(counts)
    assert sum(whole) == (100 if total else 0)
    assert all(abs(share - 100 * count / total) < 1 for share, count in zip(whole, counts, strict=True) if total)


def test_words_say_what_was_done_and_how_to_undo_it() -> None:
    assert words.answered(Act(grade=Grade.ND), ("a.jpg", "b.jpg")) == "ND for a.jpg – b.jpg. Ctrl+Z takes it back."
    low = Act(grade=Grade.NND, lookalike=True, low_confidence=True)
    assert words.answered(low, ()) == "Look-alike with low confidence. Ctrl+Z takes it back."
    assert words.answered(Act(Kind.UNSURE), ()) == "Unsure. Ctrl+Z takes it back."
    assert words.answered(Act(Kind.BAD, bad_side="left"), ()) == "Bad image. Ctrl+Z takes it back."
    entry = HistoryEntry("s", "lookalike", 3, 1, "", False)
    assert words.undone(entry) == "Took back look-alike. Ctrl+Y brings it back."
    assert words.undone(replace(entry, position=None)) == (
        "Took back look-alike of a pair outside this batch. Ctrl+Y brings it back."
    )
    assert words.undone(replace(entry, pairs=300)) == "Took back 300 answers given at once. Ctrl+Y brings it back."
    assert words.undone(None) == "There is nothing to undo." and words.redone(None) == "There is nothing to redo."


def test_an_answer_given_too_early_says_what_is_missing() -> None:
    assert words.too_early(shown=True, view="side") == "Look first, then press again"
    assert "Space" in words.too_early(shown=False, view="blink")
    assert "sight" in words.too_early(shown=False, view="overlay")


def test_what_follows_and_what_clashes_is_told() -> None:
    answers = [held(1, 2, Grade.ND), held(2, 3, Grade.ND), held(3, 9, Grade.NEAR_ND)]
    assert relation_texts(Relations(answers), 1, 3) == [
        "Both are in one group of 3 near-duplicates.", "ND follows from 2 answers, images on the way: 1."]  # fmt: skip
    assert "near-ND follows from 3 answers, images on the way: 2." in relation_texts(Relations(answers), 1, 9)
    clash = [*answers, held(1, 3, Grade.NND)]
    assert relation_texts(Relations(clash), 1, 3)[1:] == ["Graded NND, although 2 ND steps join the two."]
    clash = [*answers, held(2, 9, Grade.NND)]
    told = relation_texts(Relations(clash), 3, 9)
    assert told[-1] == "Graded near-ND, although another pair of the same two groups was graded otherwise."


def held(left: int, right: int, grade: Grade) -> Answer:
    return Answer(1, left, right, grade, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "", None, ("u",))
