"""Times fall into buckets that tell percentiles to within a fifth."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bot.conversations.figures.latency import GROWTH, LAST_BUCKET, bucket_of, percentile


def test_a_bucket_holds_what_is_above_the_one_before_and_up_to_its_bound() -> None:
    for milliseconds in range(2, 5000):
        bucket = bucket_of(milliseconds)
        assert GROWTH ** (bucket - 1) < milliseconds * (1 + 1e-9) and milliseconds <= GROWTH**bucket * (
            1 + 1e-9
        )


def test_no_time_is_without_a_bucket() -> None:
    assert [bucket_of(one) for one in (-5, 0, 0.5, 1)] == [0, 0, 0, 0]
    assert bucket_of(1e12) == LAST_BUCKET


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 0.95, 0.99, 1.0])
def test_percentiles_are_within_a_fifth(share: float) -> None:
    dice = random.Random(3)
    times = sorted(dice.lognormvariate(4.0, 1.2) + 1 for _ in range(5000))
    told = percentile(Counter(map(bucket_of, times)), share)
    assert told == pytest.approx(times[max(0, int(share * len(times)) - 1)], rel=0.19)


def test_of_no_turns_there_is_none() -> None:
    assert percentile({}, 0.5) is None and percentile({3: 0}, 0.5) is None
    assert percentile({0: 7}, 0.95) == 1.0
