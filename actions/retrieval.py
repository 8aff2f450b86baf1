"""Answers a message that fits no topic with the statements nearest to it, if they are near enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.compose import Reply, compose
from actions.conversation import discussed_role
from actions.offers import topic_buttons
from actions.phrases import phrase
from actions.request import PLACES, Mention, Turn, resolve
from actions.sections import Finding, Section, code_section, statement_items
from actions.topics.base import DECISIVE_FOR_FIGURES, covers_year
from actions.words import asks_for
from knowledge.queries import facts
from knowledge.queries.roles import role_codes
from knowledge.queries.search import numbers_in, search_statements
from knowledge.records import Role, Statement
from knowledge.terms import normalise

# Likeness is explained in knowledge/queries/search.py. Chosen on one half of the questions in
# tests/actions/retrieval_questions.yml.
ANSWERS = 0.74  # from here on the nearest statements are the answer …
NEAR = 0.58  # … and from here on they are told with the doubt whether they are
CLOSE = 0.1  # what is hardly less like the question than the nearest is told, too
SHOWN = 2
NUMERIC = frozenset({"price", "duration"})  # aspects that only a number tells


def retrieved(connection: Connection, turn: Turn) -> Reply | None:
    """Return the statements that answer a message, or None if there are none that would."""
    mentions = resolve(connection, turn.entities)
    role = _role(connection, turn, mentions)
    if role is None or "untold" in {kind for kind, _value, _typed in turn.entities}:
        return None
    found = _code(connection, role, turn.words) or _nearest(connection, role, turn, mentions)
    if found is None:
        return None
    topic, finding = found
    offers = topic_buttons(connection, role=role, keys=[topic], limit=1)
    reply = compose(
        connection,
        topic=topic,
        found=[(role, replace(finding, offers=tuple(offers)))],
        context=turn.context,
        mentions=mentions,
        hints=turn.hints,
        question=turn.words,
    )
    return replace(reply, answer=replace(reply.answer, unsure=finding.outcome == "partial"))


def _role(connection: Connection, turn: Turn, mentions: Sequence[Mention]) -> Role | None:
    """Return the one role that the message is about; None if it is about a stranger or about several."""
    named = [one.role for one in mentions if one.kind == "role"]
    if not named:
        return discussed_role(connection, turn.context)
    return named[0] if len(named) == 1 else None


def _code(connection: Connection, role: Role, text: str) -> tuple[str, Finding] | None:
    """Return what is told of a code of the role that the message holds."""
    asked = numbers_in(text)
    codes = [code for code in role_codes(connection, key=role.key) if code.code in asked]
    if not codes:
        return None
    return "outlook", Finding((code_section(role, codes),))


def _nearest(
    connection: Connection, role: Role, turn: Turn, mentions: Sequence[Mention]
) -> tuple[str, Finding] | None:
    """Return the statements nearest to the message, and the topic of the nearest."""
    found = search_statements(connection, role=role.key, question=turn.words, limit=SHOWN)
    if not found or found[0][1] < NEAR:
        return None
    best, likeness = found[0]
    if not _holds(connection, role, turn, mentions, best):
        return None
    told = [
        one
        for one, like in found
        if like >= max(NEAR, likeness - CLOSE) and _holds(connection, role, turn, mentions, one)
    ]
    blocks = tuple(TextBlock(one.in_full) for one in told)
    if likeness >= ANSWERS:
        return best.topic, Finding((Section(blocks, tuple(told), statement_items(told)),))
    doubt = TextBlock(phrase("retrieval.nearest"))
    return best.topic, Finding((Section((doubt, *blocks), tuple(told), statement_items(told)),), "partial")


def _holds(
    connection: Connection, role: Role, turn: Turn, mentions: Sequence[Mention], row: Statement
) -> bool:
    """Tell whether a statement holds all that the question turns on: who, where, when, how much."""
    aspects = set(turn.values("aspect"))
    priced = bool(NUMERIC & aspects) and "pay" not in aspects  # "paid" may be either
    if (priced or asks_for("number", turn.words)) and not numbers_in(row.in_full):
        return False
    return all(
        _is_told(connection, role, one, row, f" {normalise(row.in_full)} ")
        for one in mentions
        if one.kind in DECISIVE_FOR_FIGURES
    )


def _is_told(connection: Connection, role: Role, mention: Mention, row: Statement, words: str) -> bool:
    if mention.kind == "year" and covers_year(row, mention.typed):
        return True
    if mention.kind in PLACES and row.place and normalise(mention.name) == normalise(row.place):
        return True
    if any(f" {normalise(name)} " in words for name in (mention.typed, mention.name)):
        return True
    if mention.entity is None:
        return False
    naming = facts.statements(connection, role=role.key, entities=[mention.entity.key], keys=[row.key])
    return bool(naming)
