"""Every turn gets one message, whatever fails."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Connection, Engine

import actions.action as module
from actions.action import AdvisorAction
from actions.answer import Answer, TextBlock, contract
from actions.calls import Calls
from actions.composition.compose import Reply
from actions.policy import respond
from actions.questions.message import UserMessage
from actions.state import ConversationState
from knowledge.database import create_knowledge_engine
from tests.actions.asking import actions, plain, routes

SECRET = "secret /srv/app.py SELECT * FROM occupation"


@pytest.fixture
def own_engine(knowledge: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "engine", lambda: knowledge)


class Failing(AdvisorAction):
    """Fails in the way it is told to."""

    action_name = "action_failing"

    def __init__(self, failure: BaseException) -> None:
        self.failure = failure

    def respond(self, connection: Connection, message: UserMessage, state: ConversationState) -> Reply:
        raise self.failure


class Slow(AdvisorAction):
    """Takes longer than an answer may take."""

    action_name = "action_slow"

    def respond(self, connection: Connection, message: UserMessage, state: ConversationState) -> Reply:
        time.sleep(0.3)
        return Reply(Answer("answered", None, None, (TextBlock("late"),)), ConversationState())


class Empty(AdvisorAction):
    """Answers with what the contract forbids."""

    action_name = "action_empty"

    def respond(self, connection: Connection, message: UserMessage, state: ConversationState) -> Reply:
        return Reply(Answer("answered", None, None, ()), ConversationState())


def run(action: AdvisorAction, message: dict[str, Any], context: Any = None) -> tuple[list[Any], list[Any]]:
    dispatcher = CollectingDispatcher()
    tracker = Tracker("someone", {"context": context}, message, [], False, None, {}, "action_listen")
    events = asyncio.run(action.run(dispatcher, tracker, {}))
    return dispatcher.messages, events


def ask(intent: str, text: str = "?", context: Any = None) -> tuple[list[Any], list[Any]]:
    return run(
        actions()[routes()[intent]], {"text": text, "intent": {"name": intent}, "entities": []}, context
    )


def check_apology(messages: list[Any], events: list[Any], log: str) -> None:
    (message,) = messages
    assert events == []
    assert message["custom"]["outcome"] == "error"
    contract()(message["custom"])
    (reference,) = re.findall(r"Reference: ([0-9a-f]{8})", message["text"])
    assert f"reference={reference}" in log
    shown = json.dumps(message)
    assert not any(
        word in shown for word in ("secret", "/srv", "SELECT", "Error", "Traceback", "sqlalchemy", ".py")
    )


@pytest.mark.usefixtures("own_engine")
@pytest.mark.parametrize(
    "failure", [RuntimeError(SECRET), KeyError(SECRET), LookupError(SECRET), RecursionError(SECRET)]
)
def test_a_failure_ends_in_an_apology_with_a_reference(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        messages, events = run(Failing(failure), {"text": "hi"})
    check_apology(messages, events, caplog.text)
    assert SECRET in caplog.text or repr(SECRET) in caplog.text


@pytest.mark.usefixtures("own_engine")
def test_an_answer_that_takes_too_long_ends_in_an_apology(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "CALLS", Calls(seconds=0.05))
    messages, events = run(Slow(), {"text": "hi"})
    check_apology(messages, events, caplog.text)


@pytest.mark.usefixtures("own_engine")
def test_a_call_that_is_not_begun_ends_in_an_apology_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "CALLS", Calls(threads=1, waiting=-1))
    messages, events = ask("salary")
    check_apology(messages, events, caplog.text)
    assert "Traceback" not in caplog.text


@pytest.mark.usefixtures("own_engine")
def test_an_answer_that_breaks_the_contract_ends_in_an_apology(caplog: pytest.LogCaptureFixture) -> None:
    messages, events = run(Empty(), {"text": "hi"})
    check_apology(messages, events, caplog.text)


@pytest.mark.usefixtures("own_engine")
@pytest.mark.parametrize(
    "name", ["action_salary", "action_follow_up", "action_small_talk", "action_statements"]
)
def test_an_intent_that_is_routed_to_the_wrong_action_ends_in_an_apology(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    messages, events = run(actions()[name], {"text": "hi", "intent": {"name": "no_such_intent"}})
    check_apology(messages, events, caplog.text)


def test_a_knowledge_base_that_is_gone_ends_in_an_apology(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Any
) -> None:
    empty = create_knowledge_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    monkeypatch.setattr(module, "engine", lambda: empty)
    messages, events = ask("salary")
    check_apology(messages, events, caplog.text)
    empty.dispose()


@pytest.mark.usefixtures("own_engine")
@pytest.mark.parametrize(
    "entities", [[{}], [{"entity": "tool"}], ["x"], [{"entity": "year", "value": ["a"], "start": 0}]]
)
def test_odd_entities_end_in_a_reply(entities: list[Any]) -> None:
    message = {"text": "x", "intent": {"name": "salary"}, "entities": entities}
    messages, _events = run(actions()["action_salary"], message)
    assert len(messages) == 1


@pytest.mark.usefixtures("own_engine")
@pytest.mark.parametrize("intent", [intent for intent in routes() if intent != "nlu_fallback"])
def test_every_intent_gets_exactly_one_message_and_sets_the_slots(intent: str) -> None:
    (message,), events = ask(intent)
    assert message["text"]
    assert message["custom"]["outcome"] != "error"
    contract()(message["custom"])
    assert [(event["event"], event["name"]) for event in events] == [
        ("slot", "context"),
        ("slot", "discussed_topic"),
        ("slot", "discussed_occupation"),
    ]
    json.dumps(events)


@pytest.mark.usefixtures("own_engine")
def test_the_slots_hold_what_is_under_discussion() -> None:
    _messages, events = ask("salary")
    slots = {event["name"]: event["value"] for event in events}
    assert slots["discussed_topic"] == "salary"
    assert slots["discussed_occupation"] == "machine_learning_engineer"
    assert ConversationState.from_slot(slots["context"]).topic == "salary"
    (message,), _events = ask("more", "tell me more", slots["context"])
    assert message["text"].startswith("Keep in mind:")


@pytest.mark.usefixtures("own_engine")
@pytest.mark.parametrize("context", ["x", 5, [], {"topic": "salary"}, {"items": None}])
def test_a_slot_that_does_not_fit_is_a_fresh_start(context: Any) -> None:
    (message,), _events = ask("more", "tell me more", context)
    assert message["custom"]["outcome"] == "clarify"


@pytest.mark.parametrize("name", sorted(actions()))
def test_every_action_leaves_the_decision_to_the_policy(connection: Connection, name: str) -> None:
    intent = sorted(actions()[name].intents or {"nlu_fallback"})[0]
    sent = UserMessage("fnord", intent)
    reply = actions()[name].respond(connection, sent, ConversationState())
    assert plain(reply) == plain(respond(connection, sent, ConversationState()))
