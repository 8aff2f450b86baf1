"""A protest against an occupation is admitted, and the list goes on without it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.fit.answer import fit_reply
from actions.person import Person
from actions.policy import respond
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.state import ConversationState
from tests.actions.asking import told

NURSE, WELDER = "29-1141.00", "51-4121.00"


def said(text: str, refused: str, *asked: str, intent: str = FALLBACK) -> UserMessage:
    named = tuple(
        ParsedEntity("occupation", one, one, text.index(one), tags=((tag, 0.9),))
        for tag, titles in (("refused", [refused]), ("asked", asked))
        for one in titles
    )
    return UserMessage(text, intent, named)


def test_what_is_protested_against_is_left_out_and_the_rest_is_heeded(datasets: Connection) -> None:
    state = fit_reply(datasets, ConversationState(person=Person(NURSE))).state
    text = "electricians?? what does that have to do with nursing. and anything outdoors?"
    reply = respond(datasets, said(text, "electricians"), state)
    assert "I leave out electricians" in told(reply)
    assert reply.answer.topic == "career_fit"
    assert reply.state.person.declined == ("47-2111.00",)
    assert reply.state.person.wants == ("outdoors",)


def test_what_else_is_asked_is_answered(datasets: Connection) -> None:
    state = fit_reply(datasets, ConversationState(person=Person(NURSE))).state
    text = "forget electrician. how much does a welder earn"
    reply = respond(datasets, said(text, "electrician", "welder", intent="salary"), state)
    assert reply.answer.topic == "salary"
    assert reply.state.occupations == (WELDER,)


def test_an_item_of_the_list_that_is_asked_about_is_answered(datasets: Connection) -> None:
    state = fit_reply(datasets, ConversationState(person=Person(NURSE))).state
    text = "get rid of the electrician. what does the second one earn"
    asked = said(text, "electrician", intent="salary")
    ordinal = ParsedEntity("ordinal", "2", "second", text.index("second"))
    reply = respond(datasets, replace(asked, entities=(*asked.entities, ordinal)), state)
    assert reply.answer.topic == "salary"
    assert reply.state.occupations == (state.items[1].key,)


def test_the_work_that_one_has_is_not_called_a_misfit(datasets: Connection) -> None:
    state = ConversationState(topic="career_change", occupations=(NURSE,), person=Person(WELDER))
    reply = respond(datasets, said("i dont want to be a welder!", "welder"), state)
    assert reply.answer.topic == "career_change"
    assert reply.state.person.occupation == WELDER
    assert "I leave out" not in told(reply)
