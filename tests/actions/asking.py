"""Asks the actions as the dialogue would, without a model: an intent and what the message names."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions import dialogue_actions, topic_actions
from actions.action import AdvisorAction
from actions.answer import ButtonsBlock, NoteBlock, SourcesBlock
from actions.composition.compose import Reply
from actions.composition.plain_text import render
from actions.policy import Decision, decide
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.questions.topic_slots import ADVICE_TOPICS
from actions.state import ConversationState
from actions.topics.registry import HANDLERS
from bot.own_training import ACTION

ROOT = Path(__file__).resolve().parents[2]
MLE = "machine_learning_engineer"
# Those about an occupation; "occupation_search" is about all of them, and advice about a person.
TOPICS = tuple(topic for topic in HANDLERS if topic not in ("occupation_search", *ADVICE_TOPICS))
OCCUPATIONS = (MLE, "data_scientist", "software_engineer", "applied_machine_learning")
# Salaries, shares and counts of machine learning engineers: none may stand in an answer about anything else.
FIGURES_OF_PAY = ("118,000", "85,000", "120,000", "170,000")

Named = tuple[str, ...]  # (kind, value) or (kind, value, as typed)


@cache
def actions() -> dict[str, AdvisorAction]:
    """Return every action that the project defines, by its name in the domain."""
    found = {}
    for module in (topic_actions, dialogue_actions):
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, AdvisorAction) and one.action_name:
                found[one.action_name] = one()
    return found


@cache
def routes() -> dict[str, str]:
    """Return the action that each intent leads to."""
    rules = YAML(typ="safe").load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    return {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}


def message(
    intent: str, *named: Named, text: str = "", ranking: tuple[str, ...] = (), **fields: Any
) -> UserMessage:
    """Return a message as NLU would have parsed it."""
    entities = tuple(ParsedEntity(one[0], one[1], one[-1]) for one in named)
    return UserMessage(text, intent, entities, ranking, **fields)


def question(
    connection: Connection,
    intent: str,
    *named: Named,
    text: str = "",
    ranking: tuple[str, ...] = (),
    state: ConversationState | None = None,
    **fields: Any,
) -> Question:
    """Return what such a message asks in a conversation."""
    asked = message(intent, *named, text=text, ranking=ranking, **fields)
    return read_question(connection, asked, state or ConversationState())


def decision(connection: Connection, intent: str, *named: Named, **fields: Any) -> Decision:
    """Return what the policy decides on such a message."""
    return decide(connection, question(connection, intent, *named, **fields))


@dataclass
class Talk:
    """A conversation: every reply's state goes into the next question."""

    connection: Connection
    state: ConversationState = field(default_factory=ConversationState)

    def ask(
        self,
        intent: str,
        *named: Named,
        text: str = "",
        ranking: tuple[str, ...] = (),
        confidence: float = 1.0,
    ) -> Reply:
        """Answer a message of this intent that names these things."""
        return self.send(message(intent, *named, text=text, ranking=ranking, confidence=confidence))

    def send(self, sent: UserMessage) -> Reply:
        """Answer a message."""
        # Topics that content adds are routed as bot/own_training.py routes them.
        action = actions()[routes().get(sent.intent, ACTION)]
        reply = action.respond(self.connection, sent, self.state)
        self.state = ConversationState.from_slot(json.loads(json.dumps(reply.state.as_slot())))
        return reply

    def press(self, payload: str) -> Reply:
        """Answer a message that is a payload which the bot offered."""
        intent, _brace, body = payload[1:].partition("{")
        values = json.loads("{" + body) if body else {}
        named = tuple(
            (kind, one)
            for kind, value in values.items()
            for one in ([value] if isinstance(value, str) else value)
        )
        return self.ask(intent, *named, text=payload)


def check_contract(reply: Reply) -> None:
    """Raise unless a reply keeps the contract of answers, which is checked where its JSON is made."""
    reply.answer.as_dict()


def plain(reply: Reply) -> str:
    """Return the reply as a terminal shows it."""
    return render(reply.answer.blocks)


def told(reply: Reply) -> str:
    """Return what the reply says, without sources and choices."""
    return render([one for one in reply.answer.blocks if not isinstance(one, (SourcesBlock, ButtonsBlock))])


def without_notes(reply: Reply) -> str:
    """Return what :func:`told` does, without notes: in full they are told once in a conversation."""
    kept = [
        one for one in reply.answer.blocks if not isinstance(one, (SourcesBlock, ButtonsBlock, NoteBlock))
    ]
    return render(kept)


def notes(reply: Reply) -> list[str]:
    """Return the reply's notes."""
    return [one.text for one in reply.answer.blocks if isinstance(one, NoteBlock)]


def choices(reply: Reply) -> list[str]:
    """Return the payloads of the reply's choices."""
    return [
        button.payload for one in reply.answer.blocks if isinstance(one, ButtonsBlock) for button in one.items
    ]


def cites(reply: Reply) -> list[str]:
    """Return the files of the sources that the reply names."""
    return [
        item.location for one in reply.answer.blocks if isinstance(one, SourcesBlock) for item in one.items
    ]
