"""Answers a message that fits no topic with the statements nearest to it, if they are near enough."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.compose import Reply, compose
from actions.messages import message
from actions.offers import topic_buttons
from actions.questions.cues import asks_for
from actions.questions.kinds import DECISIVE_FOR_FIGURES, PLACES
from actions.questions.occupations import discussed_occupation
from actions.questions.question import LinkedEntity, Question
from actions.sections import Finding, Section, code_section, statement_items
from actions.thresholds import NEXT_STATEMENT_WITHIN, STATEMENT_ANSWERS, STATEMENT_MAY_ANSWER
from actions.topics.base import covers_year, named_keys
from knowledge.queries.occupations import occupation_codes
from knowledge.queries.search import numbers_in, search_statements
from knowledge.queries.topic_rows import Facts, facts_naming
from knowledge.records import Occupation, OccupationCode, Statement
from knowledge.terms import normalise

SHOWN = 2
NUMERIC = frozenset({"price", "duration"})  # aspects that only a number answers


@dataclass(frozen=True)
class Candidates:
    """What may answer a message: an occupation's codes, and its nearest statements with their similarity."""

    occupation: Occupation
    codes: tuple[OccupationCode, ...]
    statements: tuple[tuple[Statement, float], ...]
    naming: dict[str, Facts]  # by the key of what the message names


def retrieved(connection: Connection, question: Question) -> Reply | None:
    """Return the statements that answer a message, or None if there are none that would."""
    occupation = _occupation(connection, question)
    if occupation is None or question.cue("untold"):
        return None
    candidates = _fetch(connection, question, occupation)
    found = _code(question, candidates) or _nearest(question, candidates)
    if found is None:
        return None
    topic, finding = found
    offers = topic_buttons(connection, occupation=occupation, keys=[topic], limit=1)
    reply = compose(
        connection,
        topic=topic,
        found=[(occupation, replace(finding, offers=tuple(offers)))],
        state=question.state,
        question=question,
    )
    return replace(reply, answer=replace(reply.answer, unsure=finding.outcome == "partial"))


def _occupation(connection: Connection, question: Question) -> Occupation | None:
    """Return the one occupation that the message is about; None if unknown or several."""
    named = [one.occupation for one in question.of("occupation")]
    if not named:
        unknown = question.state.unknown_occupations
        return None if unknown else discussed_occupation(connection, question.state)
    return named[0] if len(named) == 1 else None


def _fetch(connection: Connection, question: Question, occupation: Occupation) -> Candidates:
    return Candidates(
        occupation,
        tuple(occupation_codes(connection, key=occupation.key)),
        tuple(search_statements(connection, occupation=occupation.key, question=question.text, limit=SHOWN)),
        facts_naming(connection, occupation=occupation.key, entities=named_keys(question)),
    )


def _code(question: Question, candidates: Candidates) -> tuple[str, Finding] | None:
    """Return what is known about a code of the occupation that the message holds."""
    numbers = numbers_in(question.text)
    codes = [code for code in candidates.codes if code.code in numbers]
    return ("outlook", Finding((code_section(candidates.occupation, codes),))) if codes else None


def _nearest(question: Question, candidates: Candidates) -> tuple[str, Finding] | None:
    """Return the statements nearest to the message, and the topic of the nearest."""
    if not candidates.statements:
        return None
    best, highest = candidates.statements[0]
    if highest < STATEMENT_MAY_ANSWER or not _covers(question, candidates, best):
        return None
    least = max(STATEMENT_MAY_ANSWER, highest - NEXT_STATEMENT_WITHIN)
    shown = [
        statement
        for statement, similarity in candidates.statements
        if similarity >= least and _covers(question, candidates, statement)
    ]
    blocks = tuple(TextBlock(statement.in_full) for statement in shown)
    if highest >= STATEMENT_ANSWERS:
        return best.topic, Finding((Section(blocks, tuple(shown), statement_items(shown)),))
    doubt = TextBlock(message("retrieval.nearest"))
    section = Section((doubt, *blocks), tuple(shown), statement_items(shown))
    return best.topic, Finding((section,), "partial")


def _covers(question: Question, candidates: Candidates, statement: Statement) -> bool:
    """Return whether a statement holds all that the question turns on: who, where, when, how much."""
    aspects = set(question.cue("aspect"))
    priced = bool(NUMERIC & aspects) and "pay" not in aspects  # "paid" may be either
    if (priced or asks_for("number", question.text)) and not numbers_in(statement.in_full):
        return False
    return all(
        _mentions(candidates, statement, entity)
        for entity in question.entities
        if entity.kind in DECISIVE_FOR_FIGURES
    )


def _mentions(candidates: Candidates, statement: Statement, entity: LinkedEntity) -> bool:
    if entity.kind == "year" and covers_year(statement, entity.typed):
        return True
    if entity.kind in PLACES and statement.place and normalise(entity.name) == normalise(statement.place):
        return True
    words = f" {normalise(statement.in_full)} "
    if any(f" {normalise(name)} " in words for name in (entity.typed, entity.name)):
        return True
    naming = candidates.naming.get(entity.value)
    return naming is not None and statement.key in {row.key for row in naming.statements}
