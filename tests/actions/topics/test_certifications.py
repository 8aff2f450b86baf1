"""Certifications: one attribute of one, the list, the most held."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from tests.actions.asking import Talk, choices, plain, told

Begin = Callable[..., Talk]
IBM = ("certification", "ibm_machine_learning")
HARVARD = ("certification", "harvard_machine_learning")
PYTHON = ("certification", "machine_learning_with_python")
MIT = ("certification", "mit_machine_learning_ai")


def test_the_duration_of_the_ibm_certificate_is_not_told_but_its_courses_are(talk: Begin) -> None:
    here = talk()
    reply = here.ask("certifications", IBM, ("aspect", "duration"))
    assert reply.answer.outcome == "unknown"
    assert "do not give the duration" in told(reply)
    assert "6 courses" in told(reply)
    assert "week" not in told(reply)
    assert here.press(choices(reply)[0]).answer.outcome == "answered"


@pytest.mark.parametrize(
    ("named", "aspect", "there", "absent"),
    [
        (MIT, "provider", "offered by MIT", "beginners"),
        (IBM, "courses", "6 courses", "offered by"),
        (HARVARD, "duration", "8 weeks", "offered by"),
        (PYTHON, "duration", "8 weeks", "free"),
        (PYTHON, "price", "free", "weeks"),
        (PYTHON, "free", "free", "weeks"),
        (MIT, "target_level", "beginners", "offered by"),
    ],
)
def test_one_attribute_is_told_alone(
    talk: Begin, named: tuple[str, str], aspect: str, there: str, absent: str
) -> None:
    reply = talk().ask("certifications", named, ("aspect", aspect))
    assert reply.answer.outcome == "answered"
    assert there in told(reply)
    assert absent not in told(reply)


@pytest.mark.parametrize(
    ("named", "aspect"),
    [
        (HARVARD, "price"),
        (MIT, "price"),
        (MIT, "duration"),
        (PYTHON, "provider"),
        (IBM, "difficulty"),
        (IBM, "free"),
    ],
)
def test_an_attribute_that_no_source_tells_is_unknown(
    talk: Begin, named: tuple[str, str], aspect: str
) -> None:
    reply = talk().ask("certifications", named, ("aspect", aspect))
    assert reply.answer.outcome == "unknown"
    assert "$" not in told(reply)


def test_the_duration_of_two_of_which_one_is_told_is_answered_in_part(talk: Begin) -> None:
    reply = talk().ask("certifications", IBM, HARVARD, ("aspect", "duration"))
    assert reply.answer.outcome == "partial"
    assert "8 weeks" in told(reply)
    assert "do not give the duration of IBM" in told(reply)


def test_the_free_certificate_is_the_one_whose_price_is_nothing(talk: Begin) -> None:
    shown = told(talk().ask("certifications", ("aspect", "free")))
    assert shown == "Machine Learning with Python Certification: free."


def test_the_most_held_come_in_their_order_and_the_table_next(talk: Begin) -> None:
    here = talk()
    text = told(here.ask("certifications", ("aspect", "ranking")))
    assert text.index("Coursera") < text.index("Google Cloud") < text.index("Azure")
    assert "Harvard" not in text
    assert "Harvard" in told(here.press("/more"))


def test_the_list_is_a_table_of_what_is_told(talk: Begin) -> None:
    text = told(talk().ask("certifications"))
    assert all(
        name in text
        for name in ("MIT", "IBM", "Harvard", "Coursera", "Google Cloud", "Azure", "8 weeks", "free")
    )


@pytest.mark.parametrize(
    ("company", "name"), [("google", "Google Cloud"), ("Microsoft", "Azure"), ("IBM", "IBM")]
)
def test_a_provider_narrows_to_its_certification(talk: Begin, company: str, name: str) -> None:
    text = told(talk().ask("certifications", ("company", company)))
    assert name in text
    assert "Harvard" not in text


def test_beginners_are_told_of_the_two_for_beginners_and_seniors_that_none_is(talk: Begin) -> None:
    text = told(talk().ask("certifications", ("level", "entry_level")))
    assert "“beginners”" in text and "“basics”" in text
    assert talk().ask("certifications", ("level", "senior_level")).answer.outcome == "unknown"


@pytest.mark.parametrize(
    "named", [("certification", "Udacity"), ("company", "Oracle"), ("year", "2020"), ("place", "Germany")]
)
def test_a_certification_that_no_source_names_is_unknown(talk: Begin, named: tuple[str, str]) -> None:
    reply = talk().ask("certifications", named)
    assert reply.answer.outcome == "unknown"
    assert "8 weeks" not in plain(reply)


def test_a_certification_that_is_named_goes_before_the_topic_it_is_asked_under(talk: Begin) -> None:
    reply = talk().ask("salary", HARVARD, ("aspect", "duration"))
    assert reply.answer.topic == "certifications"
    assert "8 weeks" in told(reply)


def test_the_price_and_length_of_the_bootcamp_are_not_told(talk: Begin) -> None:
    for aspect in ("price", "duration"):
        reply = talk().ask("bootcamp", ("aspect", aspect))
        assert reply.answer.outcome == "unknown"
        assert "University of California San Diego" in told(reply)


def test_the_bootcamp_is_told_as_a_promotion(talk: Begin) -> None:
    assert "promotes" in told(talk().ask("bootcamp"))


def test_where_none_is_free_any_more_it_is_said(knowledge: Engine) -> None:
    with knowledge.connect() as connection:
        connection.execute(text("UPDATE certification SET price = 49, currency = 'eur' WHERE price = 0"))
        reply = Talk(connection).ask("certifications", ("aspect", "free"))
        connection.rollback()
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources do not call any of these free.")
