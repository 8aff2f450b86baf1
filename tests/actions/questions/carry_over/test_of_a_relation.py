"""The last question, asked of what a relation does."""

from __future__ import annotations

import pytest

from actions.questions.carry_over.of_a_relation import read_of_a_relation
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState
from tests.actions.asking import message

PLUMBER = ("occupation", "plumber", "plumber")
PAY = ConversationState("salary", ("29-1141.00",))


@pytest.mark.parametrize(
    "text",
    ["my cousin is a plumber. his?", "my aunt's a plumber, what about hers?", "My son is a plumber. and him"],
)
def test_the_last_question_is_asked_of_a_relation(text: str) -> None:
    read = read_of_a_relation(message("duties", PLUMBER, text=text, confidence=0.4), PAY)
    assert (read.intent, read.confidence) == (NAMED_ANEW, 1.0)
    assert read.values("occupation") == ["plumber"]
    assert not read.values("level")


def test_who_is_new_at_it_is_at_entry_level() -> None:
    text = "my cousin is a plumber and just started. his?"
    read = read_of_a_relation(message("duties", PLUMBER, text=text), PAY)
    assert read.values("level") == ["entry_level"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("my cousin is a plumber, he loves it", PAY),
        ("my cousin is a plumber. his hours?", PAY),
        ("a plumber. his?", PAY),
        ("my cousin is a plumber. his?", ConversationState()),
        ("my cousin is a plumber. his?", ConversationState("occupation_search", ())),
    ],
)
def test_what_asks_something_else_or_goes_on_with_nothing_stays(text: str, state: ConversationState) -> None:
    sent = message("duties", PLUMBER, text=text, confidence=0.4)
    assert read_of_a_relation(sent, state) == sent
