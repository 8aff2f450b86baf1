"""The order of occupations for a person."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.choice.asked import Criterion
from actions.advice.choice.ranking import by, option_of, ordered, weighed_for
from tests.actions.advice.choice.choosing import ACTUARY, DENTAL, MEDICAL, STATISTICIAN, WAITER, asked

ALL = (DENTAL, MEDICAL, STATISTICIAN, ACTUARY)


@pytest.mark.parametrize(
    ("criterion", "first"),
    [("quick", {DENTAL, MEDICAL}), ("near", {DENTAL, MEDICAL}), ("pay", {STATISTICIAN, ACTUARY})],
)
def test_each_criterion_has_its_order(datasets: Connection, criterion: Criterion, first: set[str]) -> None:
    question = asked(datasets, "which")
    person = weighed_for(datasets, question, [])
    options = [one for key in ALL if (one := option_of(datasets, question, person, key, ""))]
    assert by(options, criterion, person)[0].occupation.key in first
    assert len(ordered(options, (criterion, "pay"), person)) == len(options)


def test_school_that_is_not_told_is_that_of_ones_work_and_a_diploma_is_no_hurdle(
    datasets: Connection,
) -> None:
    person = weighed_for(datasets, asked(datasets, "which"), [])
    assert person.own is not None and person.own.key == WAITER
    assert person.held == 1 and not person.told
