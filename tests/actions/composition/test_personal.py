"""Replies that may repeat what a person said of themselves are marked, and no others."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Connection

from actions.person import Person
from actions.state import ConversationState
from tests.actions.asking import Talk

Begin = Callable[..., Talk]
NURSE = ("occupation", "29-1141.00", "nurse")
WELDER = ("occupation", "51-4121.00", "welder")


def test_a_reply_to_somebody_who_told_nothing_is_not_personal(talk: Begin) -> None:
    assert "personal" not in talk().ask("salary", text="what do ML engineers earn?").answer.as_dict()


def known(datasets: Connection) -> Talk:
    """Return a conversation with a nurse who said where she is and what she likes."""
    person = Person(occupation="29-1141.00", place="Ohio", likes=("animals",))
    return Talk(datasets, ConversationState(person=person))


def test_what_is_known_of_a_person_is_personal(datasets: Connection) -> None:
    told = known(datasets).ask("about_you", text="what do you know about me?").answer
    assert told.as_dict()["personal"] is True


def test_of_a_person_who_told_something_only_what_touches_it_is_personal(datasets: Connection) -> None:
    here = known(datasets)
    assert here.ask("salary", text="what would I earn in my job?").answer.personal
    assert here.ask("salary", WELDER, ("place", "Ohio"), text="what do welders earn in Ohio?").answer.personal
    assert not here.ask("education", WELDER, text="what must welders learn?").answer.personal


def test_advice_on_two_occupations_that_nobody_has_is_not_personal(datasets: Connection) -> None:
    reply = Talk(datasets).ask("career_change", NURSE, WELDER, text="how would one get from nurse to welder?")
    assert reply.answer.topic == "career_change" and not reply.answer.personal
