"""Answers a message that fits no topic with the statements nearest to it, if they are near enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.compose import Reply, compose
from actions.conversation import discussed_occupation
from actions.cues import asks_for
from actions.messages import message
from actions.offers import topic_buttons
from actions.request import PLACES, Mention, Turn, resolve
from actions.sections import Finding, Section, code_section, statement_items
from actions.topics.base import DECISIVE_FOR_FIGURES, covers_year
from knowledge.queries import facts
from knowledge.queries.occupations import occupation_codes
from knowledge.queries.search import numbers_in, search_statements
from knowledge.records import Occupation, Statement
from knowledge.terms import normalise

# Similarity is explained in knowledge/queries/search.py. Chosen on one half of the questions in
# tests/actions/retrieval_questions.yml.
ANSWERS = 0.74  # from here on the nearest statements are the answer …
NEAR = 0.58  # … and from here on they are told with the doubt whether they are
CLOSE = 0.1  # what is hardly less like the question than the nearest is told, too
SHOWN = 2
NUMERIC = frozenset({"price", "duration"})  # aspects that only a number tells


def retrieved(connection: Connection, turn: Turn) -> Reply | None:
    """Return the statements that answer a message, or None if there are none that would."""
    mentions = resolve(connection, turn.entities)
    occupation = _occupation(connection, turn, mentions)
    if occupation is None or "untold" in {kind for kind, _value, _typed in turn.entities}:
        return None
    found = _code(connection, occupation, turn.words) or _nearest(connection, occupation, turn, mentions)
    if found is None:
        return None
    topic, finding = found
    offers = topic_buttons(connection, occupation=occupation, keys=[topic], limit=1)
    reply = compose(
        connection,
        topic=topic,
        found=[(occupation, replace(finding, offers=tuple(offers)))],
        context=turn.context,
        mentions=mentions,
        hints=turn.hints,
        question=turn.words,
    )
    return replace(reply, answer=replace(reply.answer, unsure=finding.outcome == "partial"))


def _occupation(connection: Connection, turn: Turn, mentions: Sequence[Mention]) -> Occupation | None:
    """Return the one occupation that the message is about; None if unknown or several."""
    named = [one.occupation for one in mentions if one.kind == "occupation"]
    if not named:
        return discussed_occupation(connection, turn.context)
    return named[0] if len(named) == 1 else None


def _code(connection: Connection, occupation: Occupation, text: str) -> tuple[str, Finding] | None:
    """Return what is told of a code of the occupation that the message holds."""
    asked = numbers_in(text)
    codes = [code for code in occupation_codes(connection, key=occupation.key) if code.code in asked]
    if not codes:
        return None
    return "outlook", Finding((code_section(occupation, codes),))


def _nearest(
    connection: Connection, occupation: Occupation, turn: Turn, mentions: Sequence[Mention]
) -> tuple[str, Finding] | None:
    """Return the statements nearest to the message, and the topic of the nearest."""
    found = search_statements(connection, occupation=occupation.key, question=turn.words, limit=SHOWN)
    if not found or found[0][1] < NEAR:
        return None
    best, similarity = found[0]
    if not _holds(connection, occupation, turn, mentions, best):
        return None
    told = [
        one
        for one, like in found
        if like >= max(NEAR, similarity - CLOSE) and _holds(connection, occupation, turn, mentions, one)
    ]
    blocks = tuple(TextBlock(one.in_full) for one in told)
    if similarity >= ANSWERS:
        return best.topic, Finding((Section(blocks, tuple(told), statement_items(told)),))
    doubt = TextBlock(message("retrieval.nearest"))
    return best.topic, Finding((Section((doubt, *blocks), tuple(told), statement_items(told)),), "partial")


def _holds(
    connection: Connection, occupation: Occupation, turn: Turn, mentions: Sequence[Mention], row: Statement
) -> bool:
    """Return whether a statement holds all that the question turns on: who, where, when, how much."""
    aspects = set(turn.values("aspect"))
    priced = bool(NUMERIC & aspects) and "pay" not in aspects  # "paid" may be either
    if (priced or asks_for("number", turn.words)) and not numbers_in(row.in_full):
        return False
    return all(
        _is_told(connection, occupation, one, row, f" {normalise(row.in_full)} ")
        for one in mentions
        if one.kind in DECISIVE_FOR_FIGURES
    )


def _is_told(
    connection: Connection, occupation: Occupation, mention: Mention, row: Statement, words: str
) -> bool:
    if mention.kind == "year" and covers_year(row, mention.typed):
        return True
    if mention.kind in PLACES and row.place and normalise(mention.name) == normalise(row.place):
        return True
    if any(f" {normalise(name)} " in words for name in (mention.typed, mention.name)):
        return True
    if mention.entity is None:
        return False
    naming = facts.statements(
        connection, occupation=occupation.key, entities=[mention.entity.key], keys=[row.key]
    )
    return bool(naming)
