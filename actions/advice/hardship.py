"""One kind sentence for somebody who tells of a hard situation, before the answer to what they ask.

Who is burnt out and asks what else there is wants both to be heard and to be told. Nothing of the situation
is kept, and no advice depends on it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.about_you.patterns import any_of
from actions.about_you.roles import roles_of
from actions.about_you.told import Told, plain_text
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.questions.message import UserMessage
from actions.questions.question import Question

FILE = Path(__file__).with_name("hardship.yml")
SUPPOSED = "supposed"  # a key of the file that is no situation
SPOKEN_FOR = frozenset({"beyond careers", "choice"})  # steps of the policy that answer it themselves
_MESSAGES_KEPT = 8  # several steps of a turn ask about its message
_WE = re.compile(r"\b(?:we|us|our)\b")


def with_kind_word(question: Question, reply: Reply, step: str) -> Reply:
    """Return a reply with a kind sentence before it where its message tells of a hard situation.

    Args:
        question: the message.
        reply: to it.
        step: of the policy, which decided on it.
    """
    if step in SPOKEN_FOR or question.state.other is not None:
        return reply
    said = kind_word(question.message)
    if not said:
        return reply
    return replace(reply, answer=replace(reply.answer, blocks=(TextBlock(said), *reply.answer.blocks)))


@lru_cache(_MESSAGES_KEPT)
def kind_word(message: UserMessage) -> str:
    """Return what is said to somebody whose message tells of a hard situation; nothing to others."""
    if message.is_payload:
        return ""
    told = plain_text(message)
    if not _speaks_of_oneself(told):
        return ""
    sentences = [one for one in told.sentences() if not _supposed().search(one)]
    return next(
        (
            says
            for says, patterns in _situations()
            if any(pattern.search(one) for pattern in patterns for one in sentences)
        ),
        "",
    )


def tells_hardship(message: UserMessage) -> bool:
    """Return whether a message tells of a hard situation of the person."""
    return bool(kind_word(message))


def _speaks_of_oneself(told: Told) -> bool:
    return bool(any_of("first_person").search(told.text) or _WE.search(told.text) or roles_of(told))


@cache
def _file() -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree


@cache
def _supposed() -> re.Pattern[str]:
    return re.compile(str(_file()[SUPPOSED]))


@cache
def _situations() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (str(one["says"]), tuple(re.compile(str(written)) for written in one["told"]))
        for name, one in _file().items()
        if name != SUPPOSED
    )
