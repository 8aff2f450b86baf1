"""For which occupation a title is taken: said where its words are not those of the occupation's name."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.answer import NoteBlock
from actions.composition.compose import Reply
from actions.policy import respond
from actions.state import ConversationState
from tests.actions.asking import message
from tests.actions.datasets.figures import lead

WAITER = "35-3031.00"


def reply_to(connection: Connection, intent: str, *titles: str, text: str, code: str = WAITER) -> Reply:
    named = [("occupation", code, title) for title in titles]
    return respond(connection, message(intent, *named, text=text), ConversationState())


def notes(reply: Reply) -> list[str]:
    return [one.text for one in reply.answer.blocks if isinstance(one, NoteBlock)]


@pytest.mark.parametrize(("title", "said"), [("cupbearer", True), ("waitress", False), ("waiters", False)])
def test_a_title_in_other_words_is_told_to_be_taken_for_an_occupation(
    datasets: Connection, title: str, said: bool
) -> None:
    found = notes(reply_to(datasets, "salary", title, text=f"what does a {title} earn?"))
    assert any(f"“{title}” for waiters and waitresses" in one for one in found) is said


def test_first_letters_are_a_name(datasets: Connection) -> None:
    assert not notes(reply_to(datasets, "salary", "RN", text="RN pay", code="29-1141.00"))


@pytest.mark.parametrize(
    ("title", "begins"), [("cupbearer", "Yes, “cupbearer” is a job title, but"), ("waiter", "Yes, my")]
)
def test_whether_a_title_is_an_occupation_is_answered_first(
    datasets: Connection, title: str, begins: str
) -> None:
    reply = reply_to(datasets, "interests", title, text=f"is {title} a real occupation?")
    assert reply.answer.topic == "definition" or title == "waiter"
    assert lead(reply).startswith(begins)


def test_whether_a_job_is_good_asks_for_no_title(datasets: Connection) -> None:
    assert not lead(reply_to(datasets, "salary", "waiter", text="is waiter a good job?")).startswith(
        "Yes, my"
    )


@pytest.mark.parametrize(
    ("text", "topic"),
    [("cupbearer vs waiter", "definition"), ("cupbearer or waiter, who earns more", "salary")],
)
def test_two_titles_of_one_occupation_are_not_compared(datasets: Connection, text: str, topic: str) -> None:
    reply = reply_to(datasets, "comparison", "cupbearer", "waiter", text=text)
    assert reply.answer.topic == topic
    assert "for the same occupation, waiters and waitresses" in lead(reply)


def test_two_titles_that_are_not_compared_are_told_of_once(datasets: Connection) -> None:
    reply = reply_to(datasets, "job_titles", "cupbearer", "waiter", text="are waiters called cupbearers?")
    assert "same occupation" not in lead(reply)


def test_two_of_whom_one_is_open_are_not_the_same(datasets: Connection) -> None:
    named = [("occupation", WAITER, "waiters"), ("occupation", "cooks", "cooks")]
    reply = respond(datasets, message("comparison", *named, text="waiters or cooks?"), ConversationState())
    assert "same occupation" not in lead(reply)
