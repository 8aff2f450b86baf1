"""Messages whose answer does not hang on their intent alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.answer import validator
from actions.request import Context
from actions.routing import reroute
from tests.actions.asking import FIGURES_OF_PAY, MLE, Talk, choices, cites, plain, told, turn

Begin = Callable[..., Talk]


def asked(*questions: tuple[str, str], named: tuple[tuple[str, ...], ...] = ()):
    parts = tuple(turn(intent, *named, text=text) for intent, text in questions)
    return replace(
        turn(questions[0][0], *named, text=" and ".join(text for _intent, text in questions)), questions=parts
    )


def test_an_ordinary_question_goes_by_its_intent(connection: Connection) -> None:
    assert reroute(connection, turn("salary", text="what do they earn?")) is None
    assert reroute(connection, turn("salary", text="/salary")) is None


def test_one_question_is_not_split(connection: Connection) -> None:
    assert reroute(connection, asked(("salary", "what do they earn?"))) is None


def test_two_questions_are_answered_under_their_topics_with_the_sources_of_both(
    connection: Connection,
) -> None:
    reply = reroute(
        connection, asked(("salary", "what do they earn"), ("working_hours", "how long do they work"))
    )
    assert reply is not None
    validator().validate(reply.answer.as_dict())
    assert reply.answer.outcome == "answered"
    assert "118,000" in told(reply)
    assert "40 hours" in told(reply)
    assert len(cites(reply)) == 3
    assert plain(reply).count("Source:") == 1
    assert 2 <= len(choices(reply)) <= 3


def test_two_questions_of_which_one_is_not_told_are_answered_in_part(connection: Connection) -> None:
    named = (("role", "data_scientist"),)
    reply = reroute(
        connection, asked(("salary", "what do they earn"), ("duties", "what do they do"), named=named)
    )
    assert reply is not None
    assert reply.answer.outcome == "partial"
    assert [figure for figure in FIGURES_OF_PAY if figure in plain(reply)] == []


@pytest.mark.parametrize("intent", ["nlu_fallback", "unanswered_career_question", "what_about"])
def test_an_attribute_asked_after_certifications_is_one_of_theirs(talk: Begin, intent: str) -> None:
    here = talk()
    here.ask("certifications")
    here.ask("pick", ("ordinal", "4"), text="the fourth")
    reply = here.ask(intent, ("aspect", "duration"), text="how long does it take?")
    assert (reply.answer.topic, reply.answer.outcome) == ("certifications", "answered")
    assert told(reply).endswith("Course: 8 weeks.")


def test_a_place_in_the_list_named_with_more_is_picked(talk: Begin) -> None:
    here = talk()
    here.ask("duties")
    reply = here.ask("more", ("ordinal", "2"), text="tell me more about the second one")
    assert told(reply).startswith("Build and maintain data pipelines.")


def test_a_thing_on_the_same_scale_goes_on_with_the_scale(talk: Begin) -> None:
    here = talk()
    here.ask("regional_demand", ("region", "europe"))
    reply = here.ask("nlu_fallback", ("region", "africa"), text="africa")
    assert (reply.answer.topic, reply.answer.role) == ("regional_demand", MLE)
    assert "1% of" in told(reply)


def test_without_anything_before_it_nothing_is_rerouted(connection: Connection) -> None:
    fresh = turn("nlu_fallback", ("aspect", "price"), text="how much is it?", context=Context())
    assert reroute(connection, fresh) is None
