"""People who said something of themselves, and what the advice on it says."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.composition.lengths import LEAD_WORDS, REPLY_WORDS, words
from actions.person import Person
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT
from actions.state import ConversationState
from tests.actions.asking import check_contract

Asked = Callable[..., Question]


@pytest.fixture
def asked() -> Asked:
    """Make the question of a person, perhaps in a conversation: a text, a payload or a page."""

    def question(
        person: Person | None = None,
        text: str = "what fits me?",
        *,
        state: ConversationState | None = None,
        intent: str = CAREER_FIT,
        page: int = 0,
    ) -> Question:
        given = state or ConversationState(person=person or Person())
        if not text.startswith("/"):
            return Question(UserMessage(text, intent), given, page=page, text=text)
        name, brace, body = text[1:].partition("{")
        values = json.loads(brace + body) if brace else {}
        entities = tuple(ParsedEntity(kind, value, value) for kind, value in values.items())
        return Question(UserMessage(text, name, entities), given)

    return question


@pytest.fixture
def checked(datasets: Connection) -> Callable[..., Reply]:
    """Answer, and hold the reply against the contract, the limits of length and the slot."""

    def answer(function: Callable[..., Reply], *given: object, **named: object) -> Reply:
        reply = function(datasets, *given, **named)
        check_contract(reply)
        lead = len((reply.answer.lead or "").split())
        assert lead <= LEAD_WORDS, reply.answer.lead
        assert words(reply.answer.blocks) - lead <= REPLY_WORDS
        kept = ConversationState.from_slot(json.loads(json.dumps(reply.state.as_slot())))
        assert kept == reply.state
        return reply

    return answer
