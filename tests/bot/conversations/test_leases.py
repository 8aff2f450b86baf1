"""A lease holds to its last moment, and one that a clock set back has left behind does not."""

from __future__ import annotations

import pytest

from bot.conversations.leases import CLOCK_STEP_FACTOR, is_held


@pytest.mark.parametrize(
    ("left", "held"),
    [(-0.1, False), (0.0, True), (6.0, True), (6.0 * CLOCK_STEP_FACTOR, True), (60.1, False)],
)
def test_a_lease_is_held_until_it_ends_and_not_if_it_ends_too_late_for_its_length(
    left: float, held: bool
) -> None:
    assert is_held(1_000.0 + left, now=1_000.0, seconds=6.0) is held
