"""How many work in an occupation, held against an amount."""

from __future__ import annotations

import pytest

from actions.questions.workers_counted import (
    counts_those,
    read_count_of_workers,
    read_employment,
    read_openings,
    read_where,
    workers_counted,
)
from actions.state import ConversationState
from tests.actions.asking import message


def test_an_amount_before_a_title_counts_those_in_it() -> None:
    named = ("occupation", "40,000 florists", "40,000 florists")
    asked = message("occupation_search", named, text="Fewer than 40,000 florists, correct?")
    told = read_count_of_workers(asked)
    assert (told.intent, told.confidence) == ("outlook", 1.0)
    assert told.values("occupation") == ["florists"]
    assert workers_counted(told.words, ["florists"]) == {"people_below": 40_000.0}
    assert workers_counted("over a million cooks?", ["cooks"]) == {"people_above": 1_000_000.0}


@pytest.mark.parametrize(
    "text",
    [
        "florists over 40,000?",  # which is pay
        "do florists earn more than 40,000 a year?",
        "are more than 2 florists needed?",
        "40,000 florists",
        "more than 40,000 openings for florists",
    ],
)
def test_other_amounts_count_nobody(text: str) -> None:
    asked = message("occupation_search", ("occupation", "florists", "florists"), text=text)
    assert read_count_of_workers(asked) == asked


def test_openings_of_an_occupation_are_those_projected() -> None:
    roofer = ("occupation", "roofers", "roofers")
    asked = message("job_search", roofer, text="openings for roofers", confidence=0.5)
    assert read_openings(asked).intent == "outlook"
    now = message("job_search", roofer, text="openings for roofers right now", confidence=0.5)
    assert read_openings(now) == now
    sure = message("job_search", roofer, text="openings for roofers", confidence=0.9)
    assert read_openings(sure) == sure


def test_employment_alone_asks_how_many_there_are() -> None:
    roofer, ohio = ("occupation", "roofers", "roofers"), ("place", "Ohio", "Ohio")
    asked = message("nlu_fallback", roofer, ohio, text="roofers employment in Ohio", confidence=0.24)
    assert read_employment(asked).intent == "outlook"
    for text in ("roofers employment contracts", "how are roofers employed by firms", "roofers in Ohio"):
        other = message("nlu_fallback", roofer, ohio, text=text, confidence=0.24)
        assert read_employment(other) == other


@pytest.mark.parametrize(
    ("text", "named", "asks"),
    [
        ("baker jobs where", True, True),
        ("where are the most bakers", True, True),
        ("and where r they mostly", False, True),
        ("baker jobs where you sit", True, False),
        ("where are they trained", False, False),
        ("where are the most bakers by pay", True, False),
        ("which states have most bakers", True, True),
        ("in which cities are there a lot of them", False, True),
        ("where do most of them live", False, True),
        ("which states give bakers the most holidays", True, False),
        ("which cities pay them most", False, False),
    ],
)
def test_where_most_are_employed_is_asked_in_a_few_words(text: str, named: bool, asks: bool) -> None:
    titles = [("occupation", "baker", "baker")] if named else []
    state = ConversationState("salary", ("51-3011.00",))
    read = read_where(message("related_occupations", *titles, text=text), state)
    assert (read.intent == "outlook") is asks


def test_where_the_articles_tell_of_demand_they_are_asked() -> None:
    named = ("occupation", "machine_learning_engineer", "ML engineer")
    said = message("job_market", named, text="where are the most ML engineer jobs?")
    assert read_where(said, ConversationState()) == said


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("how many of them are there in the whole country", True),
        ("so how many people do that job in total", True),
        ("how many hours do they work", False),
        ("how many?", False),
    ],
)
def test_those_talked_about_are_counted_in_a_few_words(text: str, counts: bool) -> None:
    assert counts_those(text) is counts
