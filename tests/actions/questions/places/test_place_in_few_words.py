"""Places in the few words of a follow-up."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.places.place_in_few_words import with_place_in_few_words
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState
from tests.actions.asking import message

PAY = ConversationState("salary", ("29-1141.00",))


@pytest.mark.parametrize(
    ("intent", "text", "place", "read_as"),
    [
        ("nlu_fallback", "california, both", "california", NAMED_ANEW),
        ("nlu_fallback", "texas for the better paid one", "texas", NAMED_ANEW),
        ("salary", "florida pay?", "florida", "salary"),
        ("nlu_fallback", "does ohio tax them", "ohio", "nlu_fallback"),
    ],
)
def test_a_place_is_found_wherever_it_stands(
    datasets: Connection, intent: str, text: str, place: str, read_as: str
) -> None:
    read = with_place_in_few_words(datasets, message(intent, text=text), PAY)
    assert (read.intent, read.values("place")) == (read_as, [place])


@pytest.mark.parametrize("text", ["in reading too", "is it ok", "what about mobile", "i live in ohio now"])
def test_words_that_are_no_place_and_what_one_tells_stay(datasets: Connection, text: str) -> None:
    unread = message("nlu_fallback", text=text)
    assert with_place_in_few_words(datasets, unread, PAY) == unread


def test_where_no_occupation_is_talked_about_no_place_is_looked_for(datasets: Connection) -> None:
    unread = message("nlu_fallback", text="florida pay?")
    assert with_place_in_few_words(datasets, unread, ConversationState()) == unread
