"""What a question asks for beyond what was found: a reason, a figure, a comparison. It is said in front."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.plain_text import render
from actions.composition.sections import Finding
from actions.facts.answers import ranked_rows
from actions.messages import message
from actions.questions.cues import asks_for, contains, phrases
from actions.questions.question import Question
from actions.questions.topic_slots import SCALES
from actions.questions.wording import asks_for_openings
from actions.thresholds import FIGURE_IS_MEANT
from knowledge.queries.entities import find_entities_in
from knowledge.queries.lexical import content_words, numbers_in
from knowledge.queries.topics import get_topics
from knowledge.records import Occupation

NAME = "name"
NAMING = frozenset({"companies", "applications", "certifications", "bootcamp"})  # topics that name some
_WITH_REASONS = frozenset({*SCALES, "salary", "outlook", "career_path"})
_NUMBERING = re.compile(r"^\d+\. ", re.MULTILINE)  # of lists: no figures


def with_shortfall(
    connection: Connection, question: Question, occupation: Occupation, finding: Finding
) -> Finding:
    """Return a finding of the content behind what of the question it does not answer."""
    if finding.outcome != "answered" or occupation.only_in_datasets:
        return finding
    name = _shortfall(connection, question, occupation, finding)
    if name is None:
        return finding
    first, *rest = finding.sections
    told = replace(first, blocks=(TextBlock(message(f"shortfall.{name}")), *first.blocks))
    return replace(finding, sections=(told, *rest), outcome="unknown" if name == NAME else "partial")


def _shortfall(
    connection: Connection, question: Question, occupation: Occupation, finding: Finding
) -> str | None:
    text, rows = question.text, finding.sections[0].rows
    told = _NUMBERING.sub("", render(finding.sections[0].blocks))
    if asks_for("reason", text) and question.topic_key in _WITH_REASONS:
        return None if any(getattr(row, "why", None) for row in rows) else "reason"
    if (
        contains("asks_for_a_name", text)
        and question.topic_key not in NAMING
        and not _names_any(connection, told)
    ):
        return NAME
    if contains("judges_by_worth", text) and not contains("judges_by_worth", told):
        return "comparison"
    if question.topic_is("outlook") and asks_for_openings(text) and not asks_for_openings(told):
        return "figure"
    if asks_for("number", text) and not question.asks_for("pay"):
        lacks = not numbers_in(told) or _is_of_something_else(connection, question, occupation, told)
        return "figure" if lacks else None
    return None


def _names_any(connection: Connection, told: str) -> bool:
    """Return whether an answer names a company."""
    return any(one.kind == "company" for one in find_entities_in(connection, text=told))


def _is_of_something_else(
    connection: Connection, question: Question, occupation: Occupation, told: str
) -> bool:
    """Return whether a question for a number has words that its figures do not have: "how many fail?"."""
    if question.topic is None or question.topic.origin == "carried over" or question.quantity:
        return False
    found = ranked_rows(connection, question, occupation)
    if not found.rows or found.confidence >= FIGURE_IS_MEANT:
        return False
    (topic,) = get_topics(connection, keys=[question.topic_key])
    asked = question.text
    for named in question.entities:
        asked = asked.replace(named.typed, " ")
    beside = " ".join(phrases("says_where_a_number_is_from"))
    known = content_words(f"{told} {topic.title} {topic.question} {beside}") | found.words
    return bool(content_words(asked) - known)
