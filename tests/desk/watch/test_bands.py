"""A share is unusual where chance and the usual changes from day to day do not explain it."""

from __future__ import annotations

import random

from desk.watch.bands import FEWEST_DAYS, FEWEST_TURNS, Sample, band, is_out


def days(number: int, share: float, turns: int = 100, seed: int = 5) -> list[Sample]:
    dice = random.Random(seed)
    return [Sample(sum(dice.random() < share for _ in range(turns)), turns) for _ in range(number)]


def test_chance_alone_leaves_the_band_in_few_of_a_thousand_samples() -> None:
    dice = random.Random(11)
    usual = band(days(20, 0.1), 100)
    assert usual is not None and 0.08 < usual.mean < 0.12
    samples = [Sample(sum(dice.random() < 0.1 for _ in range(100)), 100) for _ in range(2000)]
    assert sum(is_out(one, usual, was_out=False) for one in samples) < 20


def test_twice_the_usual_share_is_found() -> None:
    dice = random.Random(12)
    usual = band(days(20, 0.1), 200)
    assert usual is not None
    samples = [Sample(sum(dice.random() < 0.25 for _ in range(200)), 200) for _ in range(200)]
    assert sum(is_out(one, usual, was_out=False) for one in samples) > 190


def test_the_band_is_wider_where_days_differ_by_more_than_chance() -> None:
    quiet = band(days(20, 0.1), 100)
    restless = band([Sample((5, 25)[place % 2], 100) for place in range(20)], 100)
    assert quiet and restless and restless.limit > quiet.limit + 0.1


def test_the_band_is_narrower_for_more_turns() -> None:
    limits = [one.limit for turns in (50, 500, 5000) if (one := band(days(20, 0.1), turns))]
    assert limits == sorted(limits, reverse=True) and len(limits) == 3


def test_too_few_days_or_turns_say_nothing_of_what_is_usual() -> None:
    assert band(days(FEWEST_DAYS - 1, 0.1, 1000), 100) is None
    assert band(days(20, 0.1, 5), 100) is None
    assert band([], 100) is None and band(days(20, 0.1), 0) is None
    assert band([*days(FEWEST_DAYS - 1, 0.1), *[Sample(0, 0)] * 20], 100) is None


def test_what_never_happened_needs_more_than_a_few_cases() -> None:
    usual = band([Sample(0, 100)] * 20, 100)
    assert usual is not None and 0 < usual.limit < 0.05
    assert not is_out(Sample(4, 100), usual, was_out=False)
    assert is_out(Sample(5, 100), usual, was_out=False)


def test_a_small_sample_changes_nothing() -> None:
    usual = band(days(20, 0.1), FEWEST_TURNS - 1)
    assert usual is not None
    for was_out in (True, False):
        assert is_out(Sample(FEWEST_TURNS - 1, FEWEST_TURNS - 1), usual, was_out=was_out) is was_out
        assert is_out(Sample(0, FEWEST_TURNS - 1), usual, was_out=was_out) is was_out


def test_what_is_out_comes_back_only_when_it_is_clearly_lower() -> None:
    usual = band(days(20, 0.1), 1000)
    assert usual is not None
    between = Sample(round(500 * (usual.back_below + usual.limit)), 1000)
    assert usual.back_below < between.share < usual.limit
    assert is_out(between, usual, was_out=True) and not is_out(between, usual, was_out=False)
    assert not is_out(Sample(round(1000 * usual.mean), 1000), usual, was_out=True)
