"""Whether the best fact says yes or no to a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.facts.doing_without import is_of_most, refutation
from actions.facts.order import topic_of
from actions.messages import message
from actions.questions.cues import MOST_OF, contains, is_affirmed, is_claim, is_refuted
from actions.questions.question import Question
from actions.thresholds import FACT_ANSWERS, FACT_IS_ALL, FACT_OUTRANKS_SURE_TOPIC
from knowledge.queries.lexical import content_words, numbers_in
from knowledge.records import Figure, Misconception

if TYPE_CHECKING:
    from actions.facts.answers import RankedRows

# What facts of these topics tell has to be done.
OBLIGING = frozenset({"duties", "collaboration", "ethics", "job_description"})


def verdict_on(question: Question, told: str, found: RankedRows) -> str | None:
    """Return the best fact, as it is told, behind the yes or no that it says; None without one."""
    first = found.rows[0]
    if isinstance(first, Misconception) and _states(question, first):
        verdict = message("facts.misconception", reality="").strip()
        return refutation(f"{verdict} {told.removeprefix(verdict).strip()}")
    if _is_affirmed(question, told, found):
        return message("facts.yes", text=told)
    return refutation(told) if _is_refuted(question, told, found) else None


def _states(question: Question, belief: Misconception) -> bool:
    """Return whether a question is whether a belief is true: "are MLEs and data scientists the same?"."""
    if not is_claim(question.text) or not contains("states_a_belief", question.text):
        return False
    asked = content_words(question.text)
    return len(asked & content_words(f"{belief.title} {belief.belief}")) >= MOST_OF * len(asked)


def _is_affirmed(question: Question, told: str, found: RankedRows) -> bool:
    """Return whether the best fact says yes to a question; a figure only does to one for its number."""
    first = found.rows[0]
    if isinstance(first, Figure) and not numbers_in(question.text):
        return is_of_most(question, first) is True
    if found.confidence < FACT_ANSWERS:
        return False
    sure = found.confidence >= FACT_OUTRANKS_SURE_TOPIC and found.share >= FACT_IS_ALL
    return is_affirmed(
        question.text,
        told,
        found.words,
        bears=sure or found.covered >= MOST_OF,
        obliges=topic_of(first) in OBLIGING,
    )


def _is_refuted(question: Question, told: str, found: RankedRows) -> bool:
    if isinstance(found.rows[0], Figure) and is_of_most(question, found.rows[0]) is False:
        return True
    return found.confidence >= FACT_ANSWERS and is_refuted(question.text, told)
