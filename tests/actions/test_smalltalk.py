"""Small talk, what can be asked, and messages without an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.phrases import phrases
from tests.actions.asking import Talk, choices, plain, routes, told

Begin = Callable[..., Talk]
SMALL_TALK = [intent for intent, action in routes().items() if action == "action_small_talk"]


@pytest.mark.parametrize("intent", SMALL_TALK)
def test_small_talk_is_answered_in_a_sentence_or_two_with_something_to_ask(talk: Begin, intent: str) -> None:
    reply = talk().ask(intent, text="…")
    assert reply.answer.outcome == "smalltalk"
    assert len(told(reply)) < 200
    assert len(choices(reply)) == (0 if intent == "goodbye" else 3)
    assert told(reply) == phrases()[f"smalltalk.{intent}"].format(roles="machine learning engineers")


def test_the_bot_is_no_human(talk: Begin) -> None:
    assert "not a human" in told(talk().ask("bot_challenge"))


def test_what_can_be_asked_comes_from_the_knowledge_base(talk: Begin) -> None:
    reply = talk().ask("bot_capabilities")
    assert all(title in told(reply) for title in ("Salary", "Certifications", "Ethics", "data scientists"))
    assert "Whether one thing is needed" in told(reply)


@pytest.mark.parametrize("text", ["", "   ", "🙂🎉", "?!", "…"])
def test_a_message_without_words_is_met_with_something_to_ask(talk: Begin, text: str) -> None:
    reply = talk().ask("nlu_fallback", text=text)
    assert reply.answer.outcome == "clarify"
    assert "only read words" in told(reply)
    assert len(choices(reply)) == 3


@pytest.mark.parametrize(
    ("intent", "outcome"),
    [("out_of_scope", "unknown"), ("unanswered_career_question", "unknown"), ("nlu_fallback", "clarify")],
)
def test_what_cannot_be_answered_is_said_with_the_nearest_topics(
    talk: Begin, intent: str, outcome: str
) -> None:
    reply = talk().ask(intent, text="fnord", ranking=(intent, "salary", "education", "outlook"))
    assert reply.answer.outcome == outcome
    assert [payload[1:].partition("{")[0] for payload in choices(reply)] == ["salary", "education", "outlook"]


def test_three_misses_in_a_row_bring_the_topics_and_an_answer_ends_the_row(talk: Begin) -> None:
    here = talk()
    for _time in range(2):
        assert "Pay and outlook" not in told(here.ask("nlu_fallback", text="fnord"))
    assert "Pay and outlook" in told(here.ask("nlu_fallback", text="fnord"))
    here.ask("salary")
    assert "Pay and outlook" not in told(here.ask("nlu_fallback", text="fnord"))


@pytest.mark.parametrize(
    ("named", "ranking", "topic"),
    [
        (("region", "africa"), ("regional_demand", "salary"), "regional_demand"),
        (("degree", "phd"), ("salary", "education"), "education"),
        (("certification", "ibm_machine_learning"), ("salary",), "certifications"),
        (("tool", "docker"), ("salary",), "requirement_check"),
    ],
)
def test_an_unclear_message_that_names_something_known_is_answered_for_it(
    talk: Begin, named: tuple[str, str], ranking: tuple[str, ...], topic: str
) -> None:
    reply = talk().ask("nlu_fallback", named, text="hm", ranking=ranking)
    assert (reply.answer.topic, reply.answer.outcome) == (topic, "answered")


def test_a_refusal_is_not_turned_into_an_answer_by_a_name(talk: Begin) -> None:
    reply = talk().ask("out_of_scope", ("tool", "python"), text="feed my python", ranking=("out_of_scope",))
    assert reply.answer.outcome == "unknown"
    assert "outside what I know" in plain(reply)
