"""An occupation that is named in protest is neither asked about nor aimed at."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import FALLBACK, ParsedEntity, TaggedSpan, UserMessage
from actions.questions.protested import protested_keys, without_disowned, without_protested
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT
from actions.state import ConversationState

ELECTRICIAN = "47-2111.00"
LISTED = ConversationState(topic=CAREER_FIT, person=Person(field="psychology"))


def said(text: str, *tags: TaggedSpan) -> UserMessage:
    place = text.casefold().find("electrician")
    typed = text[place : place + len("electricians")].rstrip(" ?.!,")
    return UserMessage(text, FALLBACK, (ParsedEntity("occupation", typed, typed, place),), tagged=tags)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("electricians?? what does that have to do with psychology", ""),
        (
            "why is electrician... on there, thats not biology. and anything outdoors?",
            "and anything outdoors?",
        ),
        ("i never said electrician is mine. just show me outdoor jobs", "just show me outdoor jobs"),
        ("forget electrician. which of these pays more", "which of these pays more"),
        ("Electricians? no thanks. something with animals", "something with animals"),
        ("whats an electrician doing on my list", ""),
        ("how is electrician on there lol", ""),
        ("i dont get why electrician is there", ""),
        ("why am I seeing electricians, I hate wires", "I hate wires"),
        ("i asked for desk jobs, not electricians", "i asked for desk jobs"),
    ],
)
def test_a_protest_is_taken_out_of_the_message(datasets: Connection, text: str, left: str) -> None:
    message = without_protested(datasets, said(text), LISTED)
    assert message.text.strip(" ,") == left
    assert message.entities == ()
    assert protested_keys(datasets, message) == [ELECTRICIAN]


@pytest.mark.parametrize(
    "text",
    [
        "why electricians?",
        "why not electrician?",
        "why do electricians earn so much?",
        "electrician sounds good",
        "electrician? thats random. what do they do",
    ],
)
def test_a_question_about_the_list_is_no_protest(datasets: Connection, text: str) -> None:
    assert without_protested(datasets, said(text), LISTED) == said(text)


def test_a_question_beside_what_is_refused_is_a_protest(datasets: Connection) -> None:
    message = without_protested(
        datasets, said("no phd. and why electricians?", TaggedSpan(0, 6, "dont", 0.9)), LISTED
    )
    assert message.text.strip() == "no phd."


def test_nothing_is_protested_against_that_was_not_shown(datasets: Connection) -> None:
    text = "i dont want to be an electrician"
    assert without_protested(datasets, said(text), ConversationState()) == said(text)
    shown = ConversationState(topic=CAREER_CHANGE, occupations=(ELECTRICIAN,))
    assert without_protested(datasets, said(text), shown).protested


def test_what_is_not_ones_own_is_left_out_and_not_kept_as_ones_work(datasets: Connection) -> None:
    message = without_protested(datasets, said("i never said electrician is mine"), LISTED)
    person = without_disowned(datasets, message, Person(ELECTRICIAN))
    assert person == Person(declined=(ELECTRICIAN,))
