"""The arithmetic of the bench, and how much is measured."""

from __future__ import annotations

import pytest

from bench.turns.measures import at, curve, percentile, ratio, slope, spread
from bench.turns.messages import conversation, groups
from bench.turns.plan import FULL, LONG_WINDOW, QUICK, window


def test_a_percentile_lies_between_two_values_in_proportion() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 50) == 2.5
    assert percentile([0.0, 10.0], 95) == pytest.approx(9.5)
    assert percentile([7.0], 95) == 7.0


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)
    assert spread([]) is None


def test_the_turns_around_a_mark_are_told_together() -> None:
    samples = [(turn, float(turn)) for turn in range(1, 521)]
    first, early, late = (at(samples, mark) for mark in (1, 5, 500))
    assert first and early and late
    assert (first.samples, first.p50) == (1, 1.0)
    assert (early.samples, early.p50) == (3, 5.0)
    assert (late.samples, late.p50) == (LONG_WINDOW, 500.5)
    assert at(samples, 9000) is None


def test_a_long_window_holds_every_message_of_either_side_once() -> None:
    for side in ("ours", "template"):
        said = conversation(side, 3, FULL.long_turns)
        in_window = [said[turn - 1] for turn in window(500)]
        assert sorted(in_window) == sorted(message for group in groups(side) for message in group)
        assert len(set(in_window)) == LONG_WINDOW


def test_users_begin_with_different_groups_and_never_with_a_follow_up() -> None:
    for side in ("ours", "template"):
        listed = groups(side)
        firsts = [conversation(side, number, 1)[0] for number in range(len(listed))]
        assert firsts == [group[0] for group in listed]


def test_conversations_are_long_enough_for_every_mark() -> None:
    for plan in (FULL, QUICK):
        assert all(window(mark)[-1] <= max(plan.short_turns, plan.long_turns) for mark in plan.marks)
        assert plan.long_turns % plan.long_block == 0


def test_a_curve_has_the_first_turns_for_themselves_and_later_ones_together() -> None:
    points = curve([(turn, 10.0 * turn) for turn in range(1, 501)])
    assert [point.turn for point in points[:2]] == [1, 2]
    assert points[0].spread.p50 == 10.0
    assert sum(point.spread.samples for point in points) == 500
    assert len(points) < 20
    assert [point.turn for point in points] == sorted(point.turn for point in points)


def test_a_ratio_needs_both_figures() -> None:
    assert ratio(1.0, 2.0) == 0.5
    assert ratio(None, 2.0) is ratio(1.0, None) is ratio(1.0, 0.0) is None


def test_a_slope_is_what_a_line_through_the_values_rises_by() -> None:
    assert slope([0, 1, 2, 3], [5, 7, 9, 11]) == pytest.approx(2.0)
    assert slope([0, 1, 2, 3], [5, 6, 6, 5]) == pytest.approx(0.0)
    assert slope([1], [5]) == slope([2, 2], [1, 9]) == 0.0
