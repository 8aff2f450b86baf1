"""What it costs to type one word when another is intended."""

from __future__ import annotations

import pytest

from bot.nlu.spelling.error_model import cost_of_typing


def cost(typed: str, intended: str) -> float:
    found = cost_of_typing(typed, intended)
    assert found is not None
    return found


def test_common_errors_of_fingers_cost_less_than_others() -> None:
    swapped, dropped, doubled = cost("salray", "salary"), cost("salry", "salary"), cost("sallary", "salary")
    neighbouring, vowel, other = cost("salaty", "salary"), cost("selary", "salary"), cost("salazy", "salary")
    assert max(swapped, dropped, doubled) < neighbouring < vowel < other


@pytest.mark.parametrize(("typed", "intended"), [("zork", "work"), ("ztpay", "pay")])
def test_nobody_types_an_unrelated_first_letter(typed: str, intended: str) -> None:
    assert cost_of_typing(typed, intended) is None


def test_a_second_error_costs_more_than_the_first() -> None:
    single, both = cost("salry", "salary"), cost("slry", "salary")
    assert both - single > single


def test_what_costs_nothing_to_read_is_no_error() -> None:
    assert cost("salary", "salary") < cost("salray", "salary")
