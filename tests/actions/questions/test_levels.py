"""Levels of experience in other words, and the gap in pay between them."""

from __future__ import annotations

import pytest

from actions.questions.levels import read_levels
from actions.questions.message import FALLBACK
from tests.actions.asking import message

SENIOR = ("level", "senior_level", "senior")


@pytest.mark.parametrize(("text", "levels"), [("from rookie to senior", 2), ("a senior in a new job", 1)])
def test_newcomers_beside_a_level_are_one_too(text: str, levels: int) -> None:
    assert len(read_levels(message("salary", SENIOR, text=text)).values("level")) == levels


def test_newcomers_alone_are_no_level() -> None:
    asked = message("salary", text="what does a rookie earn?")
    assert read_levels(asked) == asked


@pytest.mark.parametrize(
    ("ranking", "intent"), [(("comparison", "salary"), "salary"), (("duties",), FALLBACK)]
)
def test_an_unclear_question_for_the_gap_between_levels_is_about_pay(
    ranking: tuple[str, ...], intent: str
) -> None:
    asked = message(FALLBACK, SENIOR, text="gap between newbie and senior", ranking=ranking)
    assert read_levels(asked).intent == intent


def test_a_gap_between_levels_is_none_between_men_and_women() -> None:
    asked = message("salary", SENIOR, ("untold", "pay_gap", "pay gap"), text="pay gap, newbie to senior")
    assert read_levels(asked).values("untold") == []
