"""Facts of one occupation that are asked for in everyday words."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.facts_of_one import read_facts_of_one
from actions.questions.message import ParsedEntity, UserMessage
from actions.state import ConversationState

ROOFERS, NURSES, BAKERS = "47-2181.00", "29-1141.00", "51-3011.00"
BEHIND = ConversationState("salary", (ROOFERS,))
COMPARED = ConversationState("comparison", (NURSES,), mentions=(("occupation", BAKERS),))


def topic(
    datasets: Connection,
    text: str,
    intent: str = "nlu_fallback",
    state: ConversationState = BEHIND,
    **fields: object,
) -> str:
    message = UserMessage(text, intent, confidence=0.4, **fields)  # type: ignore[arg-type]
    return read_facts_of_one(datasets, message, state).intent


@pytest.mark.parametrize(
    ("text", "intent", "asked"),
    [
        ("how many of them are there in the country", "startups", "outlook"),
        ("can you live off it", "about_you", "salary"),
        ("would that pay the bills", "nlu_fallback", "salary"),
        ("how many years of school is that", "unanswered_career_question", "education"),
        ("do i need a license for that", "requirement_check", "education"),
        ("should I quit my cashier job for that?", "personal_decision", "career_change"),
        ("I only know Canva. do they use that", "nlu_fallback", "requirement_check"),
    ],
)
def test_the_words_tell_which_fact_of_the_one_talked_about_is_asked(
    datasets: Connection, text: str, intent: str, asked: str
) -> None:
    assert topic(datasets, text, intent) == asked
    assert topic(datasets, text, intent, ConversationState()) == intent
    assert (
        topic(datasets, text, intent, ConversationState("salary", ("machine_learning_engineer",))) == intent
    )


def test_an_occupation_may_be_named_as_well(datasets: Connection) -> None:
    named = (ParsedEntity("occupation", "barber", "barber"),)
    assert topic(
        datasets, "does a barber need a license", "certifications", ConversationState(), entities=named
    ) == ("education")


def test_a_certificate_that_is_told_asks_for_none(datasets: Connection) -> None:
    told = "LPN since 2016, practical nursing certificate. Please evaluate me for RN."
    assert topic(datasets, told) == "nlu_fallback"


def test_a_certificate_that_the_articles_tell_of_is_left_to_them(datasets: Connection) -> None:
    named = (ParsedEntity("occupation", "machine_learning_engineer", "MLE"),)
    asked = "do MLEs need a certificate"
    assert topic(datasets, asked, "certifications", ConversationState(), entities=named) == "certifications"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how many of them are there in ohio", "state"),
        ("how many of them are women", "gender"),
        ("how many of them have a phd", "degree"),
    ],
)
def test_what_is_counted_by_something_else_is_left_alone(datasets: Connection, text: str, kind: str) -> None:
    named = (ParsedEntity(kind, "x", text.rsplit(maxsplit=1)[-1]),)
    assert topic(datasets, text, "startups", entities=named) == "startups"


@pytest.mark.parametrize(
    ("text", "ordinal", "key"),
    [
        ("what do you need to be the second kind", "2", BAKERS),
        ("what would it take to be the first one", "1", NURSES),
        ("how do I become the latter", "", BAKERS),
    ],
)
def test_the_way_to_one_of_two_that_were_compared_is_its_education(
    datasets: Connection, text: str, ordinal: str, key: str
) -> None:
    named = (ParsedEntity("ordinal", ordinal, "x"),) if ordinal else ()
    read = read_facts_of_one(datasets, UserMessage(text, "pick", named), COMPARED)
    assert (read.intent, read.values("occupation")) == ("education", [key])


def test_beyond_the_compared_none_is_meant(datasets: Connection) -> None:
    message = UserMessage(
        "what do you need to be the third", "pick", (ParsedEntity("ordinal", "3", "third"),)
    )
    assert read_facts_of_one(datasets, message, COMPARED) == message
