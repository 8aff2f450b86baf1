"""What carries over from one occupation to another, held against the tables themselves."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from knowledge.queries.transitions import (
    PARTLY,
    SAME_LEVEL,
    education_step,
    occupation_side,
    skill_needs,
    technology_needs,
    transition,
)

NURSE, ELECTRICIAN, TRUCK_DRIVER = "29-1141.00", "47-2111.00", "53-3032.00"
DEVELOPER, PROGRAMMER, WEB_DEVELOPER = "15-1252.00", "15-1251.00", "15-1254.00"
PRACTITIONER, LEGISLATOR, INFANTRY, UNKNOWN = "29-1171.00", "11-1031.00", "55-3016.00", "99-9999.00"


def levels(connection: Connection, code: str) -> dict[str, tuple[float, float]]:
    rows: Any = connection.execute(
        text(
            "SELECT element, value, level FROM onet_rating WHERE occupation_code = :code AND scale = 'skill'"
        ),
        {"code": code},
    )
    return {row.element: (row.value, row.level) for row in rows}


def test_a_skill_is_held_by_how_far_its_level_falls_short(datasets: Connection) -> None:
    here, there = levels(datasets, TRUCK_DRIVER), levels(datasets, ELECTRICIAN)
    found = skill_needs(datasets, target=ELECTRICIAN, source=TRUCK_DRIVER)
    important = {name for name, (value, _level) in there.items() if value >= 3}
    assert {need.rating.element for need in found.needs} == important
    for need in found.needs:
        short = there[need.rating.element][1] - here[need.rating.element][1]
        expected = "have" if short <= SAME_LEVEL else "partly" if short <= PARTLY else "missing"
        assert need.held == expected
    assert {need.held for need in found.needs} == {"have", "partly", "missing"}
    assert [need.rating.value for need in found.needs] == sorted(
        (need.rating.value for need in found.needs), reverse=True
    )


def test_a_skill_that_is_named_is_held_whatever_the_occupation(datasets: Connection) -> None:
    found = skill_needs(datasets, target=ELECTRICIAN, source=TRUCK_DRIVER, skills=("installation",))
    without = skill_needs(datasets, target=ELECTRICIAN, source=TRUCK_DRIVER)
    assert "Installation" in {need.rating.element for need in without.held("missing")}
    assert "Installation" in {need.rating.element for need in found.held("have")}


def test_without_an_occupation_only_what_is_named_is_held(datasets: Connection) -> None:
    found = skill_needs(datasets, target=ELECTRICIAN, skills=("Repairing",))
    assert [need.rating.element for need in found.held("have")] == ["Repairing"]
    assert found.held("partly") == []
    assert found.source == ""
    assert all(need.level is None for need in found.needs)


def test_skills_that_are_not_rated_are_those_of_the_nearest_occupation(datasets: Connection) -> None:
    found = skill_needs(datasets, target=DEVELOPER, source=NURSE)
    assert (found.target, found.source) == (PROGRAMMER, NURSE)
    assert found.needs == skill_needs(datasets, target=PROGRAMMER, source=NURSE).needs


@pytest.mark.parametrize("target", [LEGISLATOR, INFANTRY, UNKNOWN])
def test_where_none_is_near_no_skill_is_told(datasets: Connection, target: str) -> None:
    found = skill_needs(datasets, target=target, source=NURSE)
    assert (found.needs, found.target) == ((), "")


def test_technologies_in_demand_come_first_and_are_known_from_the_source(datasets: Connection) -> None:
    shared = text(
        "SELECT name FROM onet_technology WHERE occupation_code = :target AND normalised IN"
        " (SELECT normalised FROM onet_technology WHERE occupation_code = :source)"
    )
    names = datasets.execute(shared, {"target": DEVELOPER, "source": WEB_DEVELOPER}).scalars()
    found = technology_needs(datasets, target=DEVELOPER, source=WEB_DEVELOPER)
    ranks = [(one.technology.in_demand, one.technology.hot) for one in found]
    assert ranks == sorted(ranks, reverse=True)
    assert {one.technology.name for one in found if one.held} == set(names)
    assert {one.held for one in found} == {True, False}


def test_a_technology_that_is_named_is_known_without_its_maker(datasets: Connection) -> None:
    found = technology_needs(datasets, target=ELECTRICIAN, named=("excel",))
    assert [one.technology.name for one in found if one.held] == ["Microsoft Excel"]


def test_a_step_knows_how_many_are_nearer_and_whether_it_is_listed(datasets: Connection) -> None:
    near = transition(datasets, source=NURSE, target=PRACTITIONER)
    far = transition(datasets, source=NURSE, target=ELECTRICIAN)
    assert near is not None
    assert far is not None
    assert near.score > far.score
    assert near.nearer < 10 < far.nearer < far.compared
    assert (
        near.related_rank
        == datasets.execute(
            text("SELECT rank FROM onet_related WHERE occupation_code = :code AND related_code = :to"),
            {"code": NURSE, "to": PRACTITIONER},
        ).scalar()
    )
    assert far.related_rank is None


@pytest.mark.parametrize("target", [INFANTRY, UNKNOWN])
def test_there_is_no_step_to_what_is_not_described(datasets: Connection, target: str) -> None:
    assert transition(datasets, source=NURSE, target=target) is None
    assert transition(datasets, source=target, target=NURSE) is None


def test_nothing_is_known_without_the_datasets(connection: Connection) -> None:
    assert transition(connection, source=NURSE, target=ELECTRICIAN) is None
    assert skill_needs(connection, target=ELECTRICIAN, source=NURSE).needs == ()
    assert technology_needs(connection, target=ELECTRICIAN) == []
    assert occupation_side(connection, code=NURSE) is None


def test_a_side_tells_pay_outlook_and_what_it_takes(datasets: Connection) -> None:
    side = occupation_side(datasets, code=NURSE)
    assert side is not None
    assert side.wage is not None
    assert side.projection is not None
    assert side.wage.area.code == "0000000"
    assert side.projection.education == "Bachelor's degree"
    assert side.entry == 5


@pytest.mark.parametrize(
    ("held", "needed", "step"), [(1, 5, 4), (5, 1, 0), (5, 5, 0), (None, 5, 0), (1, None, 0)]
)
def test_an_education_step_leads_upwards_only(held: int | None, needed: int | None, step: int) -> None:
    assert education_step(held, needed) == step
