"""What occupations that were compared are held against each other by: growth or pay."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.models import NATION
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import median_of, wage_in


def measured(connection: Connection, question: Question, compared: Sequence[str]) -> list[tuple[float, str]]:
    """Return those compared with their growth, if that was asked last, else with their pay."""
    by_growth = question.state.topic == "outlook" or contains("search_by_growth", question.state.question)
    measure = growth_of if by_growth else median_pay
    return [(value, key) for key in compared if (value := measure(connection, key)) is not None]


def median_pay(connection: Connection, occupation: str) -> float | None:
    """Return the median by the year of an occupation in the nation; None where none is published."""
    onet = onet_occupation_by_code(connection, code=occupation)
    wage = wage_in(connection, code=onet.wage_code, area_code=NATION) if onet else None
    return median_of(wage) if wage else None


def growth_of(connection: Connection, occupation: str) -> float | None:
    """Return the projected growth of an occupation in per cent; None where there is no projection."""
    onet = onet_occupation_by_code(connection, code=occupation)
    row = projection_of(connection, code=onet.projection_code) if onet else None
    return row.change_percent if row else None


# Which of two occupations is meant by what is said of them: the measure, whether the larger one is meant, and
# the topic that tells it.
ORDERED_BY = (
    ("the_better_paid", median_pay, 1, "salary"),
    ("the_worse_paid", median_pay, -1, "salary"),
    ("the_faster_growing", growth_of, 1, "outlook"),
)
