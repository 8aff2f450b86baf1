"""Whoever asks for a fact is given no advice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.choice.asked import choice_asked
from actions.policy import decide
from actions.questions.asked_for.applied import SKILLS, with_asked_for
from actions.questions.asked_for.features import features_of
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE, CAREER_FIT, SKILL_GAP
from actions.state import ConversationState, Item

NEW = ConversationState()
LISTED = ConversationState(topic=CAREER_FIT, items=(Item("occupation", "47-2111.00"),))


def said(text: str, *intents: str, confidence: float = 0.5, title: str = "") -> UserMessage:
    """Return a message with its intents, the likeliest first, and a title that it names."""
    named = (ParsedEntity("occupation", title, title, text.index(title)),) if title else ()
    return UserMessage(text, intents[0], named, intents, confidence)


FACT = said("how long is the training of a roofer on the job?", "education", title="roofer")
ADVICE = said("I'm a roofer, what else could I do with my skills?", CAREER_FIT, title="roofer")


def test_a_question_for_a_fact_is_told_from_one_for_advice() -> None:
    assert with_asked_for(FACT, NEW).asks_fact
    assert not with_asked_for(ADVICE, NEW).asks_fact


def test_who_speaks_of_themselves_may_be_given_advice() -> None:
    own = replace(FACT, text="how long is my training as a roofer on the job?")
    assert not with_asked_for(own, NEW).asks_fact


def test_behind_advice_and_on_a_button_nothing_is_judged() -> None:
    assert not with_asked_for(FACT, LISTED).asks_fact
    assert not with_asked_for(UserMessage("/education", "education"), NEW).asks_fact


@pytest.mark.parametrize(
    ("intents", "read"),
    [
        ((CAREER_CHANGE, CAREER_FIT, "education"), FALLBACK),
        ((SKILL_GAP, "education"), SKILLS),
    ],
)
def test_a_fact_has_no_intent_of_advice(intents: tuple[str, ...], read: str) -> None:
    asked = with_asked_for(replace(FACT, intent=intents[0], ranking=intents, confidence=0.6), NEW)
    assert asked.intent == read and asked.confidence == pytest.approx(0.4)


def test_who_asks_for_a_fact_is_neither_advised_nor_chosen_for(datasets: Connection) -> None:
    text = "which kinds of tech do electricians work with on the job, roofers or masons?"
    question = read_question(datasets, said(text, "tools", confidence=0.6, title="electricians"), NEW)
    assert question.message.asks_fact and choice_asked(datasets, question) is None
    assert decide(datasets, question).reply.answer.topic not in ADVICE_TOPICS


def test_words_intents_and_names_are_features() -> None:
    found = features_of(said("What do roofers earn in 2034? Much", "salary", "outlook", title="roofers"))
    assert {"word <title>", "word <number>", "pair ^ what", "last opens much", "ends with a word"} <= {*found}
    assert found["intent salary"] == 1.0 and found["intent outlook"] == 0.5 and found["no title"] == 0.0
