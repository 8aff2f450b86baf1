"""What others want of somebody is compared with what they want themselves."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.torn import answer_torn
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import told

TITLES = ("pharmacist", "lawyer", "chef", "nurse")


def asked(connection: Connection, text: str) -> str | None:
    found = [ParsedEntity("occupation", one, one, text.find(one)) for one in TITLES if one in text]
    message = UserMessage(text, "nlu_fallback", tuple(found))
    reply = answer_torn(connection, read_question(connection, message, ConversationState()))
    return told(reply) if reply else None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("17f. parents want me to be a pharmacist. i want to do music. help", ("Pharmacists", "usicians")),
        ("mom wants me to be a lawyer, i'd rather be a chef", ("Lawyers", "hefs")),
        ("everyone says i should become a nurse but i want to be a chef", ("nurses", "hefs")),
    ],
)
def test_both_are_compared(datasets: Connection, text: str, names: tuple[str, str]) -> None:
    reply = asked(datasets, text)
    assert reply and all(name in reply for name in names)


@pytest.mark.parametrize(
    "text",
    ["my parents want me to be a pharmacist", "I want to be a chef", "the lawyer wants to hire a chef"],
)
def test_who_is_not_torn_is_not_answered(datasets: Connection, text: str) -> None:
    assert asked(datasets, text) is None
