"""The rows of a list that a message picks, by words of their names or by their places."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import ASKED, NOW, ParsedEntity, TaggedSpan
from actions.questions.picked import with_picked
from actions.state import ConversationState, Item
from tests.actions.asking import message

POLICE, DISPATCHERS, CORRECTIONAL, OT_ASSISTANTS = "33-3051.00", "43-5031.00", "33-3012.00", "31-2011.00"
KEYS = (POLICE, DISPATCHERS, CORRECTIONAL, OT_ASSISTANTS)
LIST = ConversationState(
    "career_fit", items=tuple(Item("occupation", key) for key in KEYS), person=Person("33-9032.00")
)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("the dispatcher one and the correctional officer, which pays more", [DISPATCHERS, CORRECTIONAL]),
        ("And the OT one, is that school?", [OT_ASSISTANTS]),
        ("the dispatcher. where do they earn most", [DISPATCHERS]),
        ("the last two, what do they earn", [CORRECTIONAL, OT_ASSISTANTS]),
        ("the first and the third, which grows", [POLICE, CORRECTIONAL]),
        ("do correctional officers need school", [CORRECTIONAL]),
    ],
)
def test_words_and_places_that_fit_rows_of_the_list_are_those_rows(
    datasets: Connection, text: str, picked: list[str]
) -> None:
    read = with_picked(datasets, message("nlu_fallback", text=text), LIST)
    assert read.values("occupation") == picked
    assert [one.value for one in read.picked] == picked


@pytest.mark.parametrize(
    "text",
    ["which of those grows fastest?", "how long is the training", "I am an officer", "any other work?"],
)
def test_what_names_no_row_picks_none(datasets: Connection, text: str) -> None:
    unread = message("nlu_fallback", text=text)
    assert with_picked(datasets, unread, LIST) == unread


def test_a_pick_is_nobodys_own_work(datasets: Connection) -> None:
    span = TaggedSpan(4, 14, NOW, 0.9)
    read = with_picked(
        datasets, message("salary", text="the dispatcher one", confidence=0.9, tagged=(span,)), LIST
    )
    assert [one.tag for one in read.tagged] == [ASKED]


def test_another_title_than_those_of_the_list_is_looked_up_as_it_stands(datasets: Connection) -> None:
    title = ParsedEntity("occupation", "police dog trainer", "police dog trainer", 0)
    unread = replace(message("salary", text="police dog trainer?"), entities=(title,))
    assert with_picked(datasets, unread, LIST).values("occupation") == ["police dog trainer"]
