"""A way between occupations that are far apart: near steps, no detour over more school."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from knowledge.queries.onet import related
from knowledge.queries.stepping_stones import (
    CACHE_BYTES,
    MOST_STEPS,
    _graphs,
    stepping_stones,
    stones_between,
)
from knowledge.queries.transitions import occupation_side, transition

NURSE, DATA_SCIENTIST, PRACTITIONER = "29-1141.00", "15-2051.00", "29-1171.00"
TRUCK_DRIVER, ELECTRICIAN, CASHIER, INFANTRY = "53-3032.00", "47-2111.00", "41-2011.00", "55-3016.00"
PLANNING_CLERK, ELECTRICIAN_HELPER = "43-5061.00", "47-3013.00"


@pytest.mark.parametrize(
    ("source", "target"), [(NURSE, DATA_SCIENTIST), (TRUCK_DRIVER, ELECTRICIAN), (CASHIER, NURSE)]
)
def test_each_step_leads_to_a_related_occupation_that_is_nearer(
    datasets: Connection, source: str, target: str
) -> None:
    way = stepping_stones(datasets, source=source, target=target)
    assert (way[0], way[-1]) == (source, target)
    assert 2 <= len(way) - 1 <= MOST_STEPS
    direct = transition(datasets, source=source, target=target)
    assert direct is not None
    for one, other in pairwise(way):
        listed = {found.code for found in related(datasets, code=one)}
        listed_back = {found.code for found in related(datasets, code=other)}
        assert other in listed or one in listed_back
        step = transition(datasets, source=one, target=other)
        assert step is not None
        assert step.score > direct.score


def test_what_is_related_needs_no_stone(datasets: Connection) -> None:
    way = stepping_stones(datasets, source=NURSE, target=PRACTITIONER)
    assert way == (NURSE, PRACTITIONER)


def test_no_stone_takes_more_school_than_the_ends(datasets: Connection) -> None:
    way = stepping_stones(datasets, source=CASHIER, target=ELECTRICIAN)
    sides = [occupation_side(datasets, code=code) for code in way]
    entries = [side.entry for side in sides if side and side.entry is not None]
    assert len(entries) == len(way) > 2
    assert max(entries[1:-1]) <= max(entries[0], entries[-1])


def test_more_school_of_ones_own_opens_more_ways(datasets: Connection) -> None:
    typical = stepping_stones(datasets, source=ELECTRICIAN, target=PLANNING_CLERK)
    schooled = stepping_stones(datasets, source=ELECTRICIAN, target=PLANNING_CLERK, education=5)
    assert len(typical) == len(schooled) == 4
    entries = [
        [side.entry or 0 for code in way if (side := occupation_side(datasets, code=code))]
        for way in (typical, schooled)
    ]
    assert max(entries[0]) == 1
    assert max(entries[1]) > 1


def test_there_is_no_way_to_oneself_or_to_what_is_not_described(
    datasets: Connection, connection: Connection
) -> None:
    assert stepping_stones(datasets, source=NURSE, target=NURSE) == ()
    assert stepping_stones(datasets, source=NURSE, target=INFANTRY) == ()
    assert stepping_stones(connection, source=NURSE, target=DATA_SCIENTIST) == ()


def test_a_way_takes_twenty_milliseconds_of_a_processor(datasets: Connection) -> None:
    codes = list(datasets.execute(text("SELECT code FROM onet_occupation WHERE job_zone = 4")).scalars())
    stepping_stones(datasets, source=codes[0], target=codes[1])
    taken = []
    for target in codes[1:21]:
        started = time.process_time()
        stepping_stones(datasets, source=CASHIER, target=target)
        taken.append(time.process_time() - started)
    assert sorted(taken)[len(taken) // 2] < 0.02


def test_the_graph_of_ten_times_the_occupations_would_be_kept(datasets: Connection) -> None:
    stepping_stones(datasets, source=NURSE, target=DATA_SCIENTIST)
    assert _graphs.size > 0
    assert 10 * max(graph.size for graph in _graphs._cached.values()) <= CACHE_BYTES


def test_no_stone_leads_others_or_takes_more_experience_than_the_ends(datasets: Connection) -> None:
    way = stepping_stones(datasets, source=CASHIER, target=ELECTRICIAN)
    sides = [side for code in way[1:-1] if (side := occupation_side(datasets, code=code))]
    assert not any("Supervisors" in side.onet.title for side in sides)
    assert {side.projection.experience for side in sides if side.projection} == {"None"}


def test_what_can_be_begun_at_once_is_near_the_target(datasets: Connection) -> None:
    first, *_rest = found = stones_between(datasets, source=CASHIER, target=ELECTRICIAN, education=1, limit=3)
    assert first == ELECTRICIAN_HELPER
    for code in found:
        side = occupation_side(datasets, code=code)
        assert side is not None and side.projection is not None
        assert side.projection.experience == "None" and (side.entry or 0) <= 1
