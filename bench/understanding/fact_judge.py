"""Whether a reply tells the fact that was asked for; the one place that defines it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bench.understanding.facts import Conversation, FactQuestion, Turn, tells
from bench.understanding.judge import Reply

MOST_WORDS = 120
NO_ANSWER = frozenset({"unknown", "clarify"})
REFUSALS = NO_ANSWER | {"partial"}
WITHOUT_ANSWER = REFUSALS | {"smalltalk"}  # in a conversation; some of its turns are no questions
_VERDICT = re.compile(r"\W*(yes|no)(?=[,.:;!]|$)", re.IGNORECASE)  # "No source …" is none


@dataclass(frozen=True)
class AskedFact:
    """A question and the reply to it."""

    question: FactQuestion
    reply: Reply

    @cached_property
    def told(self) -> bool:
        """Whether the reply tells the fact, in its first line or beside that, and nothing forbidden."""
        if self.question.refuse or any(tells(self.reply.body, [one]) for one in self.question.forbid):
            return False
        return tells(self.reply.body, self.question.expect)

    @cached_property
    def told_first(self) -> bool:
        """Whether the first line alone tells the fact."""
        return not self.question.refuse and tells(self.reply.lead or "", self.question.expect)

    @property
    def refused(self) -> bool:
        """Whether the reply does not claim to answer, or doubts that it does."""
        return self.reply.outcome in REFUSALS or self.reply.unsure or self.reply.of_another

    @property
    def refused_though_held(self) -> bool:
        return not self.question.refuse and self.reply.outcome in NO_ANSWER and not self.told

    @property
    def wrong_without_doubt(self) -> bool:
        """Whether the reply claims to answer and does not, or answers what no article holds."""
        answered = self.reply.outcome == "answered" and not self.reply.unsure
        return answered and not self.told and not (self.question.refuse and self.reply.of_another)

    @property
    def asked_back(self) -> bool:
        return self.reply.outcome == "clarify"

    @property
    def long(self) -> bool:
        return len(self.reply.body.split()) > MOST_WORDS

    @property
    def verdict(self) -> str | None:
        """The ``yes`` or ``no`` with which the reply begins, None without one."""
        begun = _VERDICT.match(self.reply.body)
        return begun.group(1).lower() if begun else None

    @property
    def right(self) -> bool:
        return self.refused if self.question.refuse else self.told


@dataclass(frozen=True)
class HeldTurn:
    """A turn and the reply to it."""

    turn: Turn
    reply: Reply

    @property
    def right(self) -> bool:
        """Whether the reply tells what it has to and nothing forbidden; where it is to refuse, no answer."""
        if any(tells(self.reply.body, [forbidden]) for forbidden in self.turn.forbid):
            return False
        if self.turn.refuse:
            return self.reply.outcome in WITHOUT_ANSWER or self.reply.of_another
        return tells(self.reply.body, self.turn.expect)


@dataclass(frozen=True)
class HeldConversation:
    """A conversation as it went."""

    conversation: Conversation
    turns: tuple[HeldTurn, ...]

    @property
    def right(self) -> bool:
        return all(turn.right for turn in self.turns)
