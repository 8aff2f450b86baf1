"""Advice for the speaker offers the same for somebody whom they told of, and goes on with them."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.policy import respond
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.state import ConversationState
from tests.actions.asking import told

TEXT = "my husband is a nurse and I work as an electrician. what else could I do"
TITLES = ("nurse", "electrician")


def test_the_other_of_two_people_is_offered_and_known(datasets: Connection) -> None:
    named = tuple(ParsedEntity("occupation", one, one, TEXT.index(one)) for one in TITLES)
    reply = respond(datasets, UserMessage(TEXT, "career_fit", named), ConversationState())
    assert reply.answer.topic == "career_fit"
    assert reply.state.person.occupation == "47-2111.00"
    assert "what about my husband?" in told(reply)
    theirs = respond(datasets, UserMessage("what about my husband?", FALLBACK), reply.state)
    assert theirs.state.other is not None
    assert theirs.state.other.occupation == "29-1141.00"
    assert theirs.state.person.occupation == "47-2111.00"
