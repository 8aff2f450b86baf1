"""Whether a fact holds what a question turns on: who, where, when, how much."""

from __future__ import annotations

from collections.abc import Mapping

from actions.facts.order import topic_of
from actions.questions.cues import asks_for
from actions.questions.kinds import PLACES
from actions.questions.question import LinkedEntity, Question
from actions.topics.base import covers_year
from knowledge.queries.fact_rows import FactRow
from knowledge.queries.lexical import content_words
from knowledge.queries.topic_rows import Facts
from knowledge.records import Entity, Figure
from knowledge.terms import normalise

DURATIONS = frozenset({"hours", "years", "months", "weeks"})  # units that "how long?" asks for
EXACT = frozenset({*PLACES, "company", "year"})  # what is held of one is never told of another
# A word of these kinds counts even where the fact is meant for sure.
ALWAYS_DECISIVE = frozenset({*PLACES, "company", "year", "level", "gender", "age_group", "certification"})


def covers(
    question: Question,
    naming: Mapping[str, Facts],
    row: FactRow,
    text: str,
    words: frozenset[str],
    kinds: frozenset[str],
    *,
    sure: bool,
) -> bool:
    """Return whether a fact holds all that the question turns on: who, where, when, how much.

    ``text``: what the fact says. ``words``: those of the question that the fact is asked for with.
    ``sure``: the fact is meant for sure, so that a word which only may be the name of a trade, a level or a
    tool does not count against a sentence.
    """
    if question.asks_for("pay") and topic_of(row) != "salary":
        return False
    if asks_for("duration", question.text) and isinstance(row, Figure) and row.unit not in DURATIONS:
        return False
    if isinstance(row, Figure) and row.entity and _names_others(question, row.entity):
        return False
    return all(
        _mentions(naming, row, text, entity)
        or (entity.kind not in EXACT and content_words(entity.typed) <= words)
        for entity in question.entities
        if entity.kind in kinds and (entity.kind in ALWAYS_DECISIVE or not (sure and _is_waived(row, entity)))
    )


def _names_others(question: Question, entity: Entity) -> bool:
    """Return whether a question names values of a kind, and another one than this."""
    named = {one.key for one in question.known(entity.kind)}
    return bool(named) and entity.key not in named


def _is_waived(row: FactRow, entity: LinkedEntity) -> bool:
    """Return whether a word may be no name after all: a sentence does not turn on it."""
    return not isinstance(row, Figure) and (
        entity.entity is not None or entity.kind in ("industry", "degree")
    )


def _mentions(naming: Mapping[str, Facts], row: FactRow, text: str, entity: LinkedEntity) -> bool:
    if entity.kind == "year" and covers_year(row, entity.typed):
        return True
    if entity.kind in PLACES and row.place and normalise(entity.name) == normalise(row.place):
        return True
    words = f" {normalise(text)} "
    if any(f" {normalise(name)} " in words for name in (entity.typed, entity.name)):
        return True
    of_row = getattr(row, "entity", None)
    if of_row is not None and of_row.key == entity.value:
        return True
    named = naming.get(entity.value)
    return named is not None and row.key in {one.key for one in named.statements}
