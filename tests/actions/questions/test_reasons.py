"""A question for the reason of a figure that was told."""

from __future__ import annotations

import pytest

from actions.questions.reasons import asks_for_reason, read_reason
from actions.state import ConversationState
from tests.actions.asking import message

PAID = ConversationState("salary", ("23-1011.00",))


@pytest.mark.parametrize(
    ("text", "asks"),
    [("but why so much more in Iowa?", True), ("how come?", True), ("what makes a good nurse?", False)],
)
def test_a_reason_is_asked_for_at_the_beginning(text: str, asks: bool) -> None:
    assert asks_for_reason(text) is asks


@pytest.mark.parametrize(
    ("text", "state", "intent"),
    [
        ("why so much more in iowa?", PAID, "salary"),
        ("why does it grow so slowly?", PAID, "outlook"),
        ("why should i become one?", PAID, "occupation_search"),
        ("why so much?", ConversationState(), "occupation_search"),
        ("why so much in ML?", PAID, "occupation_search"),
    ],
)
def test_a_reason_behind_a_figure_is_asked_of_its_topic(
    text: str, state: ConversationState, intent: str
) -> None:
    assert read_reason(message("occupation_search", text=text, confidence=0.5), state).intent == intent
