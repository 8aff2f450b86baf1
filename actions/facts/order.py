"""Which of the facts that were ranked comes first, and which may stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from actions.questions.cues import contains
from actions.questions.question import Question
from actions.thresholds import (
    ABOUT_AS_LIKELY,
    BESIDE_TOPIC_WITHIN,
    LEAST_SHARE,
    LIKELY_OF_SURE_TOPIC,
    NAMES_WITHIN,
    OF_KIND_WITHIN,
    OTHER_TOPIC_WITHIN,
    TOPIC_IS_SURE,
)
from knowledge.queries.fact_rows import FactRow
from knowledge.records import Comparison, Misconception, RelatedOccupation

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w+#-]+")  # within a sentence
_OF_NAMES = frozenset({"tools", "programming_languages"})  # topics of things with names of their own
_ASK_FOR_NAMES = frozenset({"which", "list", "statement"})
# Rows of these kinds name no topic.
TOPIC_OF_KIND: dict[type, str] = {
    Comparison: "comparison",
    Misconception: "misconceptions",
    RelatedOccupation: "definition",
}


def topic_of(row: FactRow) -> str | None:
    """Return the topic under which a fact is told."""
    return TOPIC_OF_KIND.get(type(row)) or getattr(row, "topic", None)


def topic_first(question: Question, rows: Sequence[FactRow], shares: Mapping[str, float]) -> list[FactRow]:
    """Return the facts with one first that fits the question better, if it is likely enough."""
    best = rows[0]
    on_topic = [row for row in rows if _is_on_topic(question, row)]
    fitting: tuple[tuple[Iterable[FactRow], float], ...] = (
        ((row for row in rows if _tells_what_is_done(question, row, best)), LEAST_SHARE),
        ((row for row in on_topic if _is_of_kind(question, row)), shares[best.key] * OF_KIND_WITHIN),
        ((row for row in on_topic if _names_things(question, row)), shares[best.key] * NAMES_WITHIN),
        (on_topic, shares[best.key] * _within(question)),
    )
    first = next((row for found, least in fitting for row in found if shares[row.key] >= least), best)
    return [first, *(row for row in rows if row is not first)]


def _is_of_kind(question: Question, row: FactRow) -> bool:
    """Return whether a fact is of the kind asked for, such as what is preferred."""
    kind = getattr(row, "kind", None) or getattr(row, "requirement", None)
    return kind in question.cue("skill_kind")


def _is_on_topic(question: Question, row: FactRow) -> bool:
    return question.topic_is(topic_of(row) or "") and not isinstance(row, Misconception)


def _names_things(question: Question, row: FactRow) -> bool:
    """Return whether a fact names several things where a question asks for their names: "frameworks"."""
    asks = question.form in _ASK_FOR_NAMES and question.topic is not None and question.topic_key in _OF_NAMES
    return asks and len(_NAME.findall(getattr(row, "text", ""))) > 1


def _within(question: Question) -> float:
    """Return from which part of the best one's probability on a fact on the topic comes before it."""
    return LIKELY_OF_SURE_TOPIC if question.confidence >= TOPIC_IS_SURE else ABOUT_AS_LIKELY


def _tells_what_is_done(question: Question, row: FactRow, best: FactRow) -> bool:
    """Return whether a fact tells what is done in an industry, which is asked, and the best only names it."""
    asks = question.topic_is("applications") or contains("asks_what_is_done", question.text)
    return asks and topic_of(row) == "applications" and topic_of(best) == "industries"


def is_near(question: Question, row: FactRow, best: FactRow, shares: Mapping[str, float]) -> bool:
    """Return whether a fact may stand beside the best one: it is of its topic, or about as likely."""
    if topic_of(row) == topic_of(best):
        return True
    on_topic = question.topic_is(topic_of(best) or "")
    within = BESIDE_TOPIC_WITHIN if on_topic else OTHER_TOPIC_WITHIN
    return shares[row.key] >= shares[best.key] * within
