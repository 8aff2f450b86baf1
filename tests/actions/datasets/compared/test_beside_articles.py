"""Occupations of which BLS has figures beside one of which only the articles tell."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.messages import message
from tests.actions.asking import MLE, Talk, told

ENGINEER, NURSE = ("occupation", MLE, "ML engineer"), ("occupation", "nurses", "nurse")
DEVELOPER = ("occupation", "software_engineer", "software developer")
DATA_SCIENTIST = ("occupation", "data_scientist", "data scientist")


def answer(datasets: Connection, intent: str, *named: tuple[str, ...], text: str) -> str:
    return told(Talk(datasets).ask(intent, *named, text=text))


def test_a_verdict_on_pay_comes_first_with_both_figures_and_their_sources(datasets: Connection) -> None:
    text = answer(datasets, "comparison", ENGINEER, NURSE, text="who earns more, an ML engineer or a nurse?")
    first = text.splitlines()[0]
    assert first.startswith("By the figures I have, machine learning engineers earn more")
    assert "$118,000" in first and "registered nurses" in first and "BLS" in first and "Indeed" in first
    assert message("comparison.apart") in text


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("does a nurse make more than an ML engineer?", "No."),
        ("does a nurse make less than an ML engineer?", "Yes."),
        ("does an ML engineer make more than a nurse?", "Yes."),
    ],
)
def test_who_asks_yes_or_no_gets_one(datasets: Connection, text: str, verdict: str) -> None:
    assert answer(datasets, "comparison", ENGINEER, NURSE, text=text).startswith(verdict)


def test_of_three_nobody_is_dropped_and_growth_is_told_by_whom_it_is_counted_with(
    datasets: Connection,
) -> None:
    named = (ENGINEER, DATA_SCIENTIST, DEVELOPER)
    text = answer(datasets, "comparison", *named, text="compare engineer, data scientist, developer: pay")
    assert all(
        one in text for one in ("machine learning engineers", "data scientists", "software developers")
    )
    text = answer(datasets, "comparison", *named, text="compare the growth of the three")
    assert "has no figures of machine learning engineers alone" in text
    assert "appear to be theirs, not machine learning engineers' own" in text  # the note on the 22%


def test_who_grows_faster_than_all_it_is_counted_with_has_a_verdict(datasets: Connection) -> None:
    text = answer(
        datasets, "comparison", ENGINEER, NURSE, text="does ML engineering grow faster than a nurse?"
    )
    assert text.startswith("Yes. By the projections of BLS")


def test_duties_are_compared_by_duties_also_behind_what_is_not_asked(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("comparison", ENGINEER, NURSE, text="who earns more, ML engineer or nurse?")
    text = told(here.ask("difference", text="not the pay. what do they do differently"))
    assert "What registered nurses do:" in text and "What machine learning engineers do:" in text
    assert "$" not in text


def test_several_that_are_named_and_not_set_against_each_other_are_told_one_by_one(
    datasets: Connection,
) -> None:
    text = answer(datasets, "salary", ENGINEER, NURSE, text="pay of ML engineers, nurses")
    assert "By the figures I have" not in text and "Registered nurses:" in text


def test_more_than_that_is_held_against_what_was_told_last(datasets: Connection) -> None:
    here = Talk(datasets)
    senior = ("level", "senior_level", "senior")
    here.ask("salary", ENGINEER, senior, text="what does a senior ML engineer earn?")
    text = told(here.ask("comparison", DEVELOPER, text="does a software developer make more than that?"))
    assert text.startswith("No.") and "$170,000" in text
