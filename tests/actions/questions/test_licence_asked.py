"""Which licence one needs."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.licence_asked import read_licence
from actions.state import ConversationState
from tests.actions.asking import MLE, Talk, message, told
from tests.actions.datasets.figures import NURSE

ARTICLES = ConversationState("definition", (MLE,))


@pytest.mark.parametrize("text", ["whats the license i need", "which licence is needed"])
def test_a_doubtful_question_for_a_licence_is_told_that_none_is_held(datasets: Connection, text: str) -> None:
    reply = Talk(datasets, ARTICLES).ask("tools", text=text, confidence=0.4)
    assert told(reply).startswith("My sources hold no licences")
    of_nurses = Talk(datasets, ConversationState("definition", (NURSE[1],)))
    assert told(of_nurses.ask("tools", text=text, confidence=0.4)).startswith(
        "My sources hold no licences or certificates of registered nurses"
    )


@pytest.mark.parametrize(
    ("intent", "text", "confidence"),
    [("tools", "is the software licensed", 0.4), ("tools", "whats the license i need", 0.99)],
)
def test_what_tells_of_one_or_is_sure_is_left(intent: str, text: str, confidence: float) -> None:
    asked = message(intent, text=text, confidence=confidence)
    assert read_licence(asked, ARTICLES) == asked
