"""Which of the facts that were ranked comes first, and which may stand beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actions.questions.cues import contains
from actions.questions.question import Question
from actions.thresholds import (
    ABOUT_AS_LIKELY,
    BESIDE_TOPIC_WITHIN,
    LEAST_SHARE,
    LIKELY_OF_SURE_TOPIC,
    OF_KIND_WITHIN,
    OTHER_TOPIC_WITHIN,
    TOPIC_IS_SURE,
)
from knowledge.queries.fact_rows import FactRow
from knowledge.records import Comparison, Misconception, RelatedOccupation

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
    """Return the facts with one of what is asked about first if it is likely enough beside the best."""
    first = next((row for row in rows if shares[row.key] >= _least(question, row, rows[0], shares)), rows[0])
    return [first, *(row for row in rows if row is not first)]


def _least(question: Question, row: FactRow, best: FactRow, shares: Mapping[str, float]) -> float:
    """Return the share from which on a fact comes before the best one."""
    if _tells_what_is_done(question, row, best):
        return LEAST_SHARE
    of_kind = getattr(row, "kind", None) or getattr(row, "requirement", None)
    if of_kind in question.cue("skill_kind") and question.topic_is(topic_of(best) or ""):
        return shares[best.key] * OF_KIND_WITHIN
    if not question.topic_is(topic_of(row) or "") or isinstance(row, Misconception):
        return 1.0
    sure = question.confidence >= TOPIC_IS_SURE
    return shares[best.key] * (LIKELY_OF_SURE_TOPIC if sure else ABOUT_AS_LIKELY)


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
