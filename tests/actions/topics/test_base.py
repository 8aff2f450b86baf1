"""What every topic's handler shares."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from actions.topics.base import TopicHandler, covers_year
from actions.topics.registry import HANDLERS
from knowledge.records import Row, Source
from tests.actions.asking import TOPICS, Talk, question, told

Begin = Callable[..., Talk]
SOURCE = Source("almanac", "The Almanac", False, None, "2021", None, "almanac.txt", "public domain", None)


def row(as_of: str | None) -> Row:
    return Row("key", SOURCE, None, as_of, None)


@pytest.mark.parametrize(
    ("as_of", "year", "covered"),
    [
        ("2020", "2020", True),
        ("2020", "202", False),
        ("2020-2030", "2020", True),
        ("2020-2030", "2030", True),
        ("2020-2030", "2024", False),
        (None, "2020", False),
    ],
)
def test_a_row_holds_for_its_own_years_and_none_between(as_of: str | None, year: str, covered: bool) -> None:
    assert covers_year(row(as_of), year) is covered


def test_a_handler_that_fetches_and_decides_nothing_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="decide, fetch"):
        TopicHandler()  # type: ignore[abstract]


LISTS = (
    "skills",
    "tools",
    "programming_languages",
    "algorithms",
    "duties",
    "education",
    "suitability",
    "industries",
)


@pytest.mark.parametrize("topic", LISTS)
def test_what_is_not_so_is_never_answered_with_what_is_without_saying_it(talk: Begin, topic: str) -> None:
    reply = talk().ask(topic, text="which do they not need?")
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources list what applies, not what does not")


@pytest.mark.parametrize("text", ["which do they need?", "don't they need any?", "why not?"])
def test_a_question_that_is_not_negated_is_answered_as_it_is(talk: Begin, text: str) -> None:
    assert talk().ask("skills", text=text).answer.outcome == "answered"


def test_a_topic_that_is_asked_about_with_a_negation_is_answered_as_it_is(talk: Begin) -> None:
    reply = talk().ask("misconceptions", text="which beliefs about them are not true?")
    assert reply.answer.outcome == "answered"


@pytest.mark.parametrize("topic", TOPICS)
def test_deciding_takes_no_query(connection: Connection, topic: str) -> None:
    asked = question(connection, topic, text="what is known about this?")
    rows = HANDLERS[topic].fetch(connection, asked, asked.occupations[0].value)
    ran: list[str] = []
    listener = lambda _c, _cursor, statement, *_rest: ran.append(statement)  # noqa: E731
    event.listen(connection.engine, "before_cursor_execute", listener)
    try:
        HANDLERS[topic].decide(asked, rows)
    finally:
        event.remove(connection.engine, "before_cursor_execute", listener)
    assert ran == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("I live in Germany. Which degrees do they have?", "answered"),
        ("I'm from Germany, which degrees do they have?", "answered"),
        ("Which degrees do they have in Germany?", "unknown"),
        ("I live in Germany. Which degrees do they have in Germany?", "unknown"),
    ],
)
def test_a_place_where_somebody_says_that_they_are_is_no_part_of_the_question(
    talk: Begin, text: str, outcome: str
) -> None:
    named = ("place", "Germany", "Germany")
    assert talk().ask("education_shares", named, text=text).answer.outcome == outcome


def test_a_place_that_a_source_names_in_what_it_says_is_held(talk: Begin) -> None:
    reply = talk().ask("bootcamp", ("place", "San Diego", "San Diego"), text="a bootcamp in San Diego?")
    assert reply.answer.outcome == "answered"
