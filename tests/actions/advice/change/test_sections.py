"""The way over other occupations: only where it is credible."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.change.reader import Change
from actions.advice.change.sections import way_of
from actions.advice.change.sides import ChangeSide, Sides
from knowledge.queries.occupations import get_occupation
from knowledge.queries.transitions import occupation_side, transition


@pytest.mark.parametrize(
    ("source", "target", "way"),
    [
        ("43-4171.00", "13-1151.00", True),  # a receptionist, by way of human resources
        ("35-2014.00", "49-9021.00", False),  # a cook becomes no mechanic by working at a crusher
    ],
)
def test_a_way_leads_over_work_like_that_of_its_ends_only(
    datasets: Connection, source: str, target: str, way: bool
) -> None:
    ends = (get_occupation(datasets, key=one) for one in (source, target))
    here, there = (ChangeSide(one, one, occupation_side(datasets, code=one.code)) for one in ends)
    sides = Sides(Change(here.occupation, there.occupation), here, there, "", "", "", None, None)
    step = transition(datasets, source=source, target=target)
    assert bool(way_of(datasets, sides, step)) == way
