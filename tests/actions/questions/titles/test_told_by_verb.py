"""Occupations that are told by what somebody does."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.titles.told_by_verb import with_work_told_by_verb
from actions.state import ConversationState
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("my uncle drives an 18 wheeler, what do they earn?", "18 wheeler driver"),
        ("i cut hair in maine, how much should i be making", "hair cutter"),
        ("my brother operates a crane. is that paid well?", "crane operator"),
    ],
)
def test_who_does_something_is_called_by_that(datasets: Connection, text: str, title: str) -> None:
    said = message("salary", text=text)
    assert with_work_told_by_verb(datasets, said, ConversationState()).values("occupation") == [title]
    assert with_work_told_by_verb(datasets, said, ConversationState("salary")) == said


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("career_fit", "i drive trucks and want something else"),
        ("salary", "what does one who drives a truck earn"),
        ("salary", "i need more money"),
    ],
)
def test_other_messages_stay_as_they_are(datasets: Connection, intent: str, text: str) -> None:
    unread = message(intent, text=text)
    assert with_work_told_by_verb(datasets, unread, ConversationState()) == unread
