"""An occupation of whose titles a short message says some words."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import FALLBACK
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.titles.by_words import with_title_by_words
from actions.state import ConversationState
from tests.actions.asking import message

ROOFER, REPAIRER, MILLWRIGHT, NURSE = "47-2181.00", "49-9091.00", "49-9044.00", "29-1141.00"
OF_ROOFER = ConversationState(topic="career_fit", person=Person(ROOFER))
OF_REPAIRER = ConversationState(topic="career_fit", person=Person(REPAIRER))
OF_MILLWRIGHTS = ConversationState(topic="salary", occupations=(MILLWRIGHT,))


@pytest.mark.parametrize(
    ("state", "text", "code"),
    [
        (OF_ROOFER, "solar?", "47-2231.00"),
        (OF_REPAIRER, "and semiconductors?", "51-9141.00"),
        (OF_REPAIRER, "maybe casino surveillance", "33-9031.00"),
        (OF_MILLWRIGHTS, "what about cranes", "53-7021.00"),
    ],
)
def test_words_of_a_title_tell_the_occupation(
    datasets: Connection, state: ConversationState, text: str, code: str
) -> None:
    read = with_title_by_words(datasets, message(FALLBACK, text=text, confidence=0.3), state)
    assert (read.intent, read.values("occupation")) == (NAMED_ANEW, [code])


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (ConversationState(), "solar?"),  # nothing was talked about
        (ConversationState(topic="salary", occupations=("machine_learning_engineer",)), "solar?"),
        (OF_ROOFER, "insurance?"),  # which facts know
        (OF_ROOFER, "solar or zzyx?"),  # with a word that no title has
        (OF_ROOFER, "I put solar panels on my own roof last year"),  # which tells something
        (ConversationState(topic="salary", occupations=(NURSE,)), "hospice?"),  # where nurses work as well
    ],
)
def test_other_messages_stay_as_they_are(datasets: Connection, state: ConversationState, text: str) -> None:
    said = message(FALLBACK, text=text, confidence=0.3)
    assert with_title_by_words(datasets, said, state) == said


def test_what_is_asked_for_sure_stays_as_it_is(datasets: Connection) -> None:
    said = message("outlook", text="solar?", confidence=0.9)
    assert with_title_by_words(datasets, said, OF_ROOFER) == said
