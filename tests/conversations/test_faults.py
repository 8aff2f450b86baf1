"""What happens when something fails, and that changed facts are live, through the running advisor."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
import requests

from tests.conversations.talk import Advisor, Conversation

JSON = {"Content-Type": "application/json"}


@contextmanager
def changed(advisor: Advisor, there: str, back: str) -> Iterator[None]:
    """Change the knowledge base behind the bot's back, and change it back."""
    with closing(sqlite3.connect(advisor.database)) as connection, connection:
        connection.execute(there)
    try:
        yield
    finally:
        with closing(sqlite3.connect(advisor.database)) as connection, connection:
            connection.execute(back)


def test_a_changed_fact_is_live_at_once(advisor: Advisor) -> None:
    conversation = Conversation(advisor)
    set_to = "UPDATE figure SET value = {} WHERE key = 'salary.senior'"
    with changed(advisor, set_to.format(171_234), set_to.format(170_000)):
        assert "$171,234" in conversation.say("salary of a senior")["text"]
    assert "$170,000 a year" in conversation.say("salary of a senior")["text"]


def test_a_broken_database_means_an_apology_and_the_next_turn_works(
    advisor: Advisor,
) -> None:
    conversation = Conversation(advisor)
    conversation.say("what is a data scientist?")
    with changed(
        advisor,
        "ALTER TABLE occupation RENAME TO occupation_gone",
        "ALTER TABLE occupation_gone RENAME TO occupation",
    ):
        answer = conversation.say("and the duties?")
    assert answer["outcome"] == "error"
    assert not any(word in answer["text"].lower() for word in ("sqlite", "table", "traceback", "select"))
    reference = answer["text"].rsplit(" ", 1)[1]
    assert f"reference={reference}" in advisor.log.read_text(errors="replace")
    after = conversation.say("and the duties?")
    assert (after["outcome"], after["occupation"]) == ("answered", "data_scientist")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b'"hello"',
        b"{}",
        b'{"message": 5}',
        b'{"message": null}',
        b'{"sender": 1, "message": "hi"}',
        b'{"sender": "", "message": "hi"}',
        b'{"message": "hi", "metadata": []}',
        b'\xff\xfe{"message": "hi"}',
        b"[" * 20_000,
    ],
)
def test_a_body_that_is_no_message_gets_a_clear_400(advisor: Advisor, body: bytes) -> None:
    response = requests.post(advisor.webhook, data=body, headers=JSON, timeout=10)
    assert response.status_code == 400
    assert response.json()["error"]


def test_a_message_of_20000_characters_is_refused_and_the_conversation_goes_on(
    advisor: Advisor,
) -> None:
    conversation = Conversation(advisor)
    sent = {"sender": conversation.sender, "message": "salary " * 3000}
    (message,) = requests.post(advisor.webhook, json=sent, timeout=10).json()
    assert "21000" in message["text"]
    assert conversation.say("salary")["outcome"] == "answered"


def test_two_users_do_not_share_a_conversation(advisor: Advisor) -> None:
    first, second = Conversation(advisor), Conversation(advisor)
    first.say("what is a data scientist?")
    second.say("what is an ml engineer?")
    assert first.say("and the duties?")["occupation"] == "data_scientist"
    assert second.say("and the duties?")["occupation"] == "machine_learning_engineer"


def test_messages_without_a_sender_do_not_share_a_conversation(advisor: Advisor) -> None:
    for question, occupation in (
        ("what is a data scientist?", "data_scientist"),
        ("duties?", "machine_learning_engineer"),
    ):
        (message,) = requests.post(advisor.webhook, json={"message": question}, timeout=20).json()
        assert message["custom"]["occupation"] == occupation
