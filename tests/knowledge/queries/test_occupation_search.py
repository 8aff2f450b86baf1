"""Rankings and filters over all occupations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Connection

from knowledge.models import projection
from knowledge.queries.occupation_search import (
    EDUCATION,
    EXPERIENCE,
    LITTLE_SKILL,
    MUCH_SKILL,
    TRAINING,
    Measure,
    OccupationQuery,
    search_occupations,
)
from tests.knowledge.datasets import tiny as data

SCIENTIST, ANALYST, ACTOR, NURSE, DOCTOR = (
    "15-2051.00",
    "15-2051.01",
    "27-2011.00",
    "29-1141.00",
    "29-1211.00",
)
BACHELOR, DOCTORATE, SOME_COLLEGE = 5, 7, 2


def codes(connection: Connection, **asked: Any) -> list[str]:
    found, total = search_occupations(connection, query=OccupationQuery(**asked), limit=20)
    assert total == len(found)
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("measure", "order"),
    [
        ("pay", [DOCTOR, SCIENTIST, NURSE, ACTOR]),
        ("growth", [SCIENTIST, NURSE, DOCTOR, ACTOR]),
        ("openings", [NURSE, SCIENTIST, ACTOR, DOCTOR]),
        ("employment", [NURSE, SCIENTIST, ACTOR, DOCTOR]),
    ],
)
def test_occupations_are_ranked_by_each_measure(tiny: Connection, measure: Measure, order: list[str]) -> None:
    """One line for each code with wages of its own, none for what is left over in a group."""
    assert codes(tiny, measure=measure) == order


def test_the_lowest_come_first_where_they_are_asked_for(tiny: Connection) -> None:
    assert codes(tiny, lowest=True) == [ACTOR, NURSE, SCIENTIST, DOCTOR]


def test_related_occupations_are_ranked_by_how_near_they_are(tiny: Connection) -> None:
    assert codes(tiny, measure="relatedness", related_to=SCIENTIST) == [ANALYST, NURSE, ACTOR]
    assert codes(tiny, measure="pay", related_to=SCIENTIST) == [ANALYST, NURSE, ACTOR]
    assert codes(tiny, measure="relatedness", related_to=NURSE) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"groups": ("29",)}, [DOCTOR, NURSE]),
        ({"groups": ("15", "27")}, [SCIENTIST, ACTOR]),
        ({"education": (BACHELOR,)}, [SCIENTIST, NURSE]),
        ({"education": (SOME_COLLEGE, DOCTORATE)}, [DOCTOR, ACTOR]),
        ({"training": ("Internship/residency",)}, [DOCTOR]),
        ({"pay_above": 90_000}, [DOCTOR, SCIENTIST, NURSE]),
        ({"pay_below": 90_000}, [NURSE, ACTOR]),
        ({"pay_above": 90_001, "pay_below": 120_000}, [SCIENTIST]),
        ({"growth_above": 4.9}, [SCIENTIST, NURSE]),
        ({"growth_below": 0}, [ACTOR]),
        ({"people_above": 201}, [SCIENTIST, NURSE, ACTOR]),
        ({"people_below": 200}, [DOCTOR]),
        ({"openings_above": 101}, [NURSE]),
        ({"openings_below": 100, "groups": ("15",)}, [SCIENTIST]),
        ({"area_code": data.OREGON}, [SCIENTIST, NURSE]),
        ({"area_code": data.GEORGIA}, [SCIENTIST]),
        ({"technology": "python"}, [SCIENTIST]),
        ({"technology": "microsoft excel"}, [SCIENTIST, NURSE]),
        ({"technology": "excel"}, [SCIENTIST, NURSE]),
        ({"technology": "pyth"}, []),
        ({"interest": "artistic"}, [ACTOR]),
        ({"interest": "social"}, [NURSE]),
        ({"technology": "excel", "groups": ("15",), "pay_below": 200_000}, [SCIENTIST]),
    ],
    ids=str,
)
def test_each_filter_keeps_what_fits(tiny: Connection, asked: dict[str, Any], found: list[str]) -> None:
    assert codes(tiny, **asked) == found


@pytest.mark.parametrize(
    "asked",
    [
        {"pay_above": 10**9},
        {"people_above": 10**9},
        {"people_below": 0},
        {"openings_above": 10**9},
        {"openings_below": -1},
        {"pay_above": 100_000, "pay_below": 90_000},
        {"groups": ("99",)},
        {"area_code": "9999999"},
        {"technology": "' OR 1=1 --"},
        {"related_to": "99-9999.00", "measure": "relatedness"},
        {"interest": "gardening"},
        {"training": ("Bell ringing",)},
    ],
    ids=str,
)
def test_what_nothing_fits_finds_nothing(tiny: Connection, asked: dict[str, Any]) -> None:
    assert search_occupations(tiny, query=OccupationQuery(**asked), limit=5) == ([], 0)


def test_what_is_shown_of_an_occupation_is_what_is_published(tiny: Connection) -> None:
    (doctor, scientist), _total = search_occupations(tiny, query=OccupationQuery(), limit=2)
    assert (doctor.median, doctor.employment, doctor.education) == (239_200, 200, EDUCATION[DOCTORATE])
    assert (scientist.plural, scientist.median, scientist.growth) == ("data scientists", 120_000, 33.5)
    assert (scientist.openings, scientist.education) == (100, EDUCATION[BACHELOR])
    (actor,), _total = search_occupations(tiny, query=OccupationQuery(groups=("27",)), limit=1)
    assert actor.median == 20 * 2_080
    (there,), _total = search_occupations(
        tiny, query=OccupationQuery("growth", area_code=data.MAINE, groups=("15",)), limit=1
    )
    assert (there.code, there.median, there.employment, there.growth) == (SCIENTIST, None, 10, 33.5)


def test_pages_follow_each_other_and_the_total_stays(tiny: Connection) -> None:
    first, total = search_occupations(tiny, query=OccupationQuery(), limit=3)
    second, again = search_occupations(tiny, query=OccupationQuery(), limit=3, offset=3)
    beyond, _total = search_occupations(tiny, query=OccupationQuery(), limit=3, offset=30)
    assert (len(first), len(second), len(beyond)) == (3, 1, 0)
    assert total == again == 4
    assert {one.code for one in first} & {one.code for one in second} == set()


@pytest.mark.parametrize("measure", sorted(set(get_args(Measure)) - {"relatedness", "skill"}))
def test_all_occupations_are_ranked_in_order(datasets: Connection, measure: Measure) -> None:
    field = {"pay": "median"}.get(measure, measure)
    found, total = search_occupations(datasets, query=OccupationQuery(measure), limit=1_000)
    assert total == len(found) > 500  # of some the share of self-employed is not published
    levels = {"education": EDUCATION, "training": TRAINING, "experience": EXPERIENCE}.get(measure)
    values = [levels.index(getattr(one, field)) if levels else getattr(one, field) for one in found]
    assert values == sorted(values, reverse=True)
    assert len({one.code for one in found}) == total


def test_a_skill_ranks_those_that_it_is_rated_for_and_the_many_come_first(datasets: Connection) -> None:
    query = OccupationQuery("skill", skill="Mathematics")
    most, total = search_occupations(datasets, query=query, limit=5)
    least, again = search_occupations(datasets, query=replace(query, lowest=True), limit=1_000)
    assert total == again > 600 and most[0].plural == "mathematicians"
    rated = [(one.skill or 0.0, -(one.employment or 0)) for one in least]
    assert rated == sorted(rated)
    assert most[0].skill == rated[-1][0] > rated[0][0]


def test_a_skill_beside_another_order_is_a_bound(datasets: Connection) -> None:
    query = OccupationQuery("pay", skill="Mathematics", little_skill=True)
    little, _total = search_occupations(datasets, query=query, limit=1_000)
    much, _total = search_occupations(datasets, query=replace(query, little_skill=False), limit=1_000)
    assert max(one.skill or 0.0 for one in little) == LITTLE_SKILL
    assert min(one.skill or 9.0 for one in much) == MUCH_SKILL
    pay = [one.median or 0.0 for one in little]
    assert pay == sorted(pay, reverse=True)


def test_those_whose_employers_ask_for_a_technology_are_some_of_those_that_use_it(
    datasets: Connection,
) -> None:
    query = OccupationQuery("employment", technology="autocad")
    users, _total = search_occupations(datasets, query=query, limit=1_000)
    asked, _total = search_occupations(datasets, query=replace(query, in_demand=True), limit=1_000)
    assert {one.counted_as for one in asked} < {one.counted_as for one in users}
    assert "17-1011.00" in {one.code for one in asked}  # architects


def test_whom_bls_counts_together_are_one_line_in_a_ranking_by_what_it_publishes(
    datasets: Connection,
) -> None:
    for measure in ("pay", "employment", "openings"):
        query = OccupationQuery(measure, interest="investigative")
        found, total = search_occupations(datasets, query=query, limit=1_000)
        counted = [one.counted_as for one in found]
        assert total == len(counted) == len(set(counted))
        page, _total = search_occupations(datasets, query=query, limit=5, offset=5)
        assert page == found[5:10]
        assert all(one.plural not in one.counted_with for one in found)
        assert any(one.counted_with for one in found)
    near, _total = search_occupations(
        datasets, query=OccupationQuery("relatedness", related_to=SCIENTIST), limit=20
    )
    assert not any(one.counted_with for one in near)  # which O*NET tells apart


def test_a_group_may_be_narrower_than_a_major_group(datasets: Connection) -> None:
    query = OccupationQuery("pay", groups=("53-3", "29-1131"))
    found, _total = search_occupations(datasets, query=query, limit=1_000)
    assert {one.code[:4] for one in found} == {"53-3", "29-1"}
    assert sum(one.code.startswith("29") for one in found) == 1


def test_twenty_occupations_are_related_to_each(datasets: Connection) -> None:
    query = OccupationQuery("relatedness", related_to=SCIENTIST)
    found, total = search_occupations(datasets, query=query, limit=3)
    assert total == 20
    assert found[0].plural == "statisticians"


def test_every_way_of_entry_that_is_asked_for_is_one_of_the_projections(datasets: Connection) -> None:
    named = set(datasets.execute(select(projection.c.education).distinct()).scalars()) - {None}
    assert named == set(EDUCATION)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_wages_of_the_nation_are_not_looked_for_among_those_of_its_industries(tiny: Connection) -> None:
    ran: list[tuple[str, Any]] = []
    note = lambda _connection, _cursor, *ran_now: ran.append(ran_now[:2])  # noqa: E731
    event.listen(tiny.engine, "before_cursor_execute", note)
    try:
        search_occupations(tiny, query=OccupationQuery(), limit=3)
    finally:
        event.remove(tiny.engine, "before_cursor_execute", note)
    assert len(ran) == 2  # how many there are, and a page of them
    for statement, parameters in ran:
        plan = [step[-1] for step in tiny.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        (wages,) = (step for step in plan if "wage_code_area_code" in step)
        assert "industry_code=?" in wages
