from __future__ import annotations

from string import Formatter

import numpy as np
import pytest

from app.core.mining.why import TEMPLATES, Whys, parts, why, why_text


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_template_survives_being_stored_and_says_its_numbers(key: str) -> None:
    names = [name for _, name, _, _ in Formatter().parse(TEMPLATES[key]) if name]
    values = {name: 41 + n for n, name in enumerate(names)}
    stored = why(key, **values)
    assert parts(stored) == (key, {name: str(value) for name, value in values.items()})
    assert all(str(value) in why_text(stored) for value in values.values())
    assert "{" not in why_text(stored)


def test_values_must_be_those_of_the_template() -> None:
    with pytest.raises(ValueError, match="hn1 takes"):
        why("hn1", place=1)


@pytest.mark.parametrize("stored", ["", "from another tool", "hn1 rank", "hn1 rank=1 more=2", "of=1"])
def test_what_is_not_ours_is_shown_as_it_is(stored: str) -> None:
    assert why_text(stored) == stored


def test_sentences_can_be_translated() -> None:
    assert why_text("hn1 rank=3", {"hn1": "{rank}번째 이웃"}) == "3번째 이웃"


def test_many_reasons_are_stored_once_each() -> None:
    rank = np.array([1, 2, 1, 1])
    found = Whys.of("knn", rank=rank, back=np.array([0, 1, 0, 3]), k=10)
    assert list(found) == [f"knn rank={r} back={b} k=10" for r, b in ((1, 0), (2, 1), (1, 0), (1, 3))]
    assert len(found.texts) == 3
    both = Whys.joined([Whys.of_rows(found, np.array([1])), Whys.listed(["b", "a", "b"])])
    assert list(both) == ["knn rank=2 back=1 k=10", "b", "a", "b"]
    assert list(both[1:3]) == ["b", "a"]
    assert len(Whys.of("hn1", rank=np.empty(0, np.int64))) == 0


@pytest.mark.parametrize(
    "stored, said",
    [
        ("knn rank=2 back=3 k=10", "Each among the 10 nearest of the other: number 2 of one image and 3 of the other."),
        ("knn rank=2 back=0 k=10", "Neighbour number 2 of one image; the other way round not among the 10 nearest."),
        (
            "coarse_to_fine rank=4 top=20 inliers=0 percent=81",
            "Neighbour number 4 of the 20 nearest: no verified match, regions 81 % alike.",
        ),
    ],
)
def test_a_value_of_nothing_is_said_in_words(stored: str, said: str) -> None:
    assert why_text(stored) == said
