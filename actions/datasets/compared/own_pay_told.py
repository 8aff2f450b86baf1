"""What an occupation pays against what somebody said to get in their own: "I'm at $19 an hour"."""

from __future__ import annotations

from collections.abc import Sequence

from actions.datasets.base import Subject, dollars
from actions.messages import message
from actions.questions.own_pay import own_pay
from actions.questions.question import Question
from knowledge.dataset_records import Wage
from knowledge.queries.wages import median_of

_PAIR = 2
_LEAST_A_YEAR = 1_000  # dollars: a smaller amount is pay by the hour
_HOURS = 2_080  # of work a year, by which BLS makes pay by the hour pay by the year


def against_own_pay(question: Question, sides: Sequence[tuple[Subject, Wage]], place: str) -> str | None:
    """Return how far the median of another occupation is from the pay that the person told; None without it.

    Args:
        question: of one for whom one of the two sides is their own work.
        sides: what is compared, with its pay.
        place: where the pay holds, as in a sentence.
    """
    told, here, own = own_pay(question.state), year_told(question), question.state.person.last_work
    others = [one for one in sides if one[0].occupation.key != own]
    if told is None or here is None or len(sides) != _PAIR or len(others) != 1:
        return None
    subject, wage = others[0]
    there = median_of(wage)
    if not there or there == here:
        return None
    name = "data.comparison.above_own" if there > here else "data.comparison.below_own"
    return message(
        name,
        told=told.typed,
        year=dollars(here),
        occupations=subject.plural,
        place=place,
        value=dollars(there),
        gap=dollars(abs(there - here)),
    )


def year_told(question: Question) -> float | None:
    """Return the pay by the year that the person told; None where they told none, or others are spoken of."""
    told = own_pay(question.state)
    if told is None or question.state.other:
        return None
    return told.value if told.value >= _LEAST_A_YEAR else told.value * _HOURS
