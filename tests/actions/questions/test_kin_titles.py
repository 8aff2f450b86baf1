"""Titles of which a message says but the last word."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.kin_titles import with_kin_title
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState
from tests.actions.asking import message

THERAPIST, HYGIENIST, CARPENTER = "29-1123.00", "29-1292.00", "47-2031.00"


@pytest.mark.parametrize(
    ("last", "text", "title"),
    [
        (THERAPIST, "and assistants", "physical therapist assistants"),
        (THERAPIST, "what about the aides?", "physical therapist aides"),
        (HYGIENIST, "the assistants?", "dental assistants"),
        (HYGIENIST, "assistants too", "dental assistants"),
        (CARPENTER, "and the helper?", "carpenter helper"),
    ],
)
def test_the_last_word_of_a_title_names_the_one_beside_the_last_occupation(
    datasets: Connection, last: str, text: str, title: str
) -> None:
    read = with_kin_title(datasets, message("what_about", text=text), ConversationState("salary", (last,)))
    assert (read.intent, [one.value for one in read.entities]) == (NAMED_ANEW, [title])


@pytest.mark.parametrize(
    "text", ["and skills", "why", "the therapists?", "do they have assistants?", "salary", ""]
)
def test_what_is_no_last_word_of_a_title_stays_as_it_is(datasets: Connection, text: str) -> None:
    unread = message("skills", text=text)
    assert with_kin_title(datasets, unread, ConversationState("salary", (THERAPIST,))) == unread


def test_at_the_beginning_nothing_is_completed(datasets: Connection) -> None:
    unread = message("what_about", text="and assistants")
    assert with_kin_title(datasets, unread, ConversationState()) == unread


@pytest.mark.parametrize("text", ["and judges?", "what about cooks"])
def test_a_title_that_nlu_does_not_mark_is_looked_up_in_an_unclear_message(
    datasets: Connection, text: str
) -> None:
    state = ConversationState("salary", (THERAPIST,))
    read = with_kin_title(datasets, message("what_about", text=text), state)
    assert [one.kind for one in read.entities] == ["occupation"]
    clear = message("skills", text=text)
    assert with_kin_title(datasets, clear, state) == clear


@pytest.mark.parametrize("text", ["and love", "and me", "what about weekends", "and bonuses"])
def test_a_word_that_is_no_title_names_no_occupation(datasets: Connection, text: str) -> None:
    unread = message("what_about", text=text)
    assert with_kin_title(datasets, unread, ConversationState("salary", (THERAPIST,))) == unread
