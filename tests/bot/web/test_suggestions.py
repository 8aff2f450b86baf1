"""Suggestions complete what is typed with titles of the knowledge base, and cost no query."""

from __future__ import annotations

import time

import pytest
from sqlalchemy.engine import Engine

from bot.web.suggestions import QUESTIONS_SHOWN, TITLES_SHOWN, Titles, read_titles


@pytest.fixture(scope="module")
def titles(dataset_engine: Engine) -> Titles:
    with dataset_engine.connect() as connection:
        return read_titles(connection)


def values(titles: Titles, typed: str) -> list[str]:
    return [one.value for one in titles.suggest(typed)]


def test_an_occupation_is_found_by_any_of_its_words_the_common_ones_first(titles: Titles) -> None:
    found = values(titles, "nurs")
    assert (
        found[:2] == ["registered nurses", "nursing assistants"]
        and len(found) <= TITLES_SHOWN + QUESTIONS_SHOWN
    )


def test_questions_about_the_likeliest_occupation_follow_its_title(titles: Titles) -> None:
    asked = [one for one in titles.suggest("registered n") if one.kind == "question"]
    assert [one.value for one in asked][:2] == [
        "What does a registered nurse earn?",
        "What does a registered nurse do?",
    ]
    assert len(asked) == QUESTIONS_SHOWN


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("what does an elec", "what does an electrician"),
        ("what do elec", "what do electricians"),
        ("salary of Regis", "salary of registered nurses"),
        ("machine l", "machine learning engineers"),
        ("compare electricians and registered nur", "compare electricians and registered nurses"),
    ],
)
def test_the_last_words_are_completed_and_the_first_stay(titles: Titles, typed: str, completed: str) -> None:
    assert values(titles, typed)[0] == completed


@pytest.mark.parametrize("typed", [" regis", "\rregis", "\t what do elec"])
def test_blanks_in_front_are_no_words(titles: Titles, typed: str) -> None:
    assert values(titles, typed) == values(titles, typed.strip()) != []


def test_another_title_tells_whose_it_is(titles: Titles) -> None:
    (found,) = [one for one in titles.suggest("app dev") if one.label == "app developer"]
    assert (found.kind, found.detail) == ("occupation", "software developers")


@pytest.mark.parametrize(
    "typed", ["", " ", "n", "the", "what is", "What do nurses earn?", "I like qqqq", "ML eng"]
)
def test_nothing_is_suggested_where_no_title_is_begun(titles: Titles, typed: str) -> None:
    assert titles.suggest(typed) == []


@pytest.mark.alone
def test_a_lookup_takes_milliseconds(titles: Titles) -> None:
    started = time.process_time()
    for typed in ("ma", "what do st", "re", "s", "co") * 20:
        titles.suggest(typed)
    assert (time.process_time() - started) / 100 < 0.01


def test_an_empty_knowledge_base_suggests_nothing() -> None:
    assert Titles().suggest("nurse") == []
