"""The clock of one pair, on a clock that the test moves."""

from __future__ import annotations

import pytest

from app.core.records import Act, Grade
from app.gui.attention import Attention


class Hand:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def attention(hand: Hand) -> Attention:
    made = Attention(hand)
    made.begin("side")
    return made


def test_nothing_counts_before_both_pictures_were_shown(attention: Attention, hand: Hand) -> None:
    hand.now += 5
    attention.touched()
    assert not attention.ready
    assert attention.shown_at is attention.focus_ms is attention.first_input_ms is None


def test_an_answer_counts_a_quarter_of_a_second_after_both_were_shown(attention: Attention, hand: Hand) -> None:
    attention.both_shown()
    hand.now += 0.249
    assert not attention.ready
    hand.now += 0.002
    assert attention.ready


def test_first_input_is_kept_and_focus_goes_on(attention: Attention, hand: Hand) -> None:
    attention.both_shown()
    for step in (1.5, 2.0, 0.5):
        hand.now += step
        attention.touched()
    assert attention.first_input_ms == 1500
    hand.now += 1
    assert attention.focus_ms == 5000


def test_the_clock_stands_after_sixty_seconds_without_input(attention: Attention, hand: Hand) -> None:
    attention.both_shown()
    hand.now += 10
    attention.touched()
    hand.now += 3600
    assert attention.focus_ms == 70_000
    attention.touched()
    hand.now += 5
    assert attention.focus_ms == 75_000


def test_another_window_in_front_stops_the_clock(attention: Attention, hand: Hand) -> None:
    attention.both_shown()
    hand.now += 3
    attention.leave()
    hand.now += 30
    assert attention.focus_ms == 3000
    attention.come_back()
    hand.now += 2
    assert attention.focus_ms == 5000


def test_a_pair_shown_while_away_counts_from_the_return(attention: Attention, hand: Hand) -> None:
    attention.leave()
    attention.begin("side")
    attention.both_shown()
    hand.now += 9
    assert attention.focus_ms == 0
    attention.come_back()
    hand.now += 1
    assert attention.focus_ms == 1000


def test_the_act_gets_the_views_in_the_order_of_their_first_use(attention: Attention, hand: Hand) -> None:
    attention.both_shown()
    for view in ("blink", "swap", "side", "overlay"):
        attention.used(view)
    hand.now += 0.5
    attention.touched()
    act = attention.stamped(Act(grade=Grade.ND))
    assert act.view_modes == "side,blink,swap,overlay"
    assert (act.grade, act.first_input_ms, act.focus_ms) == (Grade.ND, 500, 500)
    assert act.shown_at is not None and act.shown_at.endswith("+00:00")
    attention.begin("blink")
    assert attention.stamped(Act(grade=Grade.ND)).view_modes == "blink"
    assert not attention.ready
