"""Figures of an occupation held against those of all occupations together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import CASHIER, NURSE, TEXAS, TYPIST, lead

Begin = Callable[..., Talk]


@pytest.mark.usefixtures("published_wages")
@pytest.mark.parametrize(
    ("named", "text", "verdict"),
    [
        (NURSE, "is that a lot?", "Yes: registered nurses"),
        (NURSE, "is that low?", "No: registered nurses"),
        (CASHIER, "is that a lot?", "No: cashiers"),
        (CASHIER, "not much, is it", "Yes: cashiers"),
        (NURSE, "can you live off it?", "The pay is above average"),
        (CASHIER, "does that pay the bills?", "The pay is below average"),
    ],
)
def test_pay_is_held_against_the_median_of_all(
    talk: Begin, named: tuple[str, ...], text: str, verdict: str
) -> None:
    conversation = talk()
    conversation.ask("salary", named, text="what do they earn?")
    reply = conversation.ask("nlu_fallback", text=text, confidence=0.2)
    assert lead(reply).startswith(verdict)
    degree = "more" if named == NURSE else "less"
    assert f"That is {degree} than the median of all occupations together in the United States" in told(reply)


@pytest.mark.usefixtures("published_wages")
def test_the_next_place_is_not_judged_unasked(talk: Begin) -> None:
    conversation = talk()
    conversation.ask("salary", NURSE, text="what do they earn?")
    conversation.ask("nlu_fallback", text="is that good?", confidence=0.2)
    assert lead(conversation.ask("what_about", TEXAS, text="in Texas?")).startswith(
        "Registered nurses in Texas"
    )


@pytest.mark.parametrize(
    ("text", "verdict"), [("is that fast?", "No: employment"), ("that is bad", "Yes: employ")]
)
def test_growth_is_held_against_that_of_all(talk: Begin, text: str, verdict: str) -> None:
    conversation = talk()
    conversation.ask("outlook", TYPIST, text="does it grow?")
    assert lead(conversation.ask("nlu_fallback", text=text, confidence=0.2)).startswith(verdict)


@pytest.mark.usefixtures("published_wages")
def test_how_it_compares_is_told_without_a_yes_or_a_no(talk: Begin) -> None:
    conversation = talk()
    conversation.ask("salary", NURSE, text="what do they earn?")
    reply = conversation.ask("difference", text="how does that compare to average", confidence=0.3)
    assert lead(reply).startswith("Registered nurses in the United States earn")
    assert "more than the median of all occupations" in told(reply)


@pytest.mark.usefixtures("published_wages")
@pytest.mark.parametrize(
    ("first", "counted"),
    [
        ("how many nurses are there?", "By the number of people that is place"),
        ("how many openings are there for nurses?", "By the number of openings that is place"),
    ],
)
def test_a_count_has_a_place_among_all_occupations(talk: Begin, first: str, counted: str) -> None:
    conversation = talk()
    assert counted not in told(conversation.ask("outlook", NURSE, text=first))
    reply = conversation.ask("occupation_search", text="is that a lot compared to other jobs", confidence=0.5)
    assert counted in told(reply)
