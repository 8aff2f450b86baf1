"""Wages by place and industry: what is top-coded or was not published is never taken for a value."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from knowledge.models import WAGE_COLUMNS, area
from knowledge.queries import wages
from tests.knowledge.datasets import tiny as data


def test_the_wages_of_the_nation_come_in_the_order_of_the_codes_and_each_once(tiny: Connection) -> None:
    found = wages.wages_in(tiny, codes=("29-1141", "15-2051", "00-0001", "29-1141"))
    assert [row.code for row in found] == ["29-1141", "15-2051"]
    scientists = found[1]
    assert scientists.values == {"annual_p50": 120_000, "annual_p90": 199_000, "hourly_p50": 57.69}
    assert (scientists.employment, scientists.location_quotient) == (1000, 1.25)
    assert (scientists.top_coded, scientists.industry) == (frozenset(), None)
    assert (scientists.as_of, scientists.place, scientists.area.kind) == ("2025", "United States", "nation")
    assert scientists.key == "15-2051.wage.0000000."
    assert scientists.source.title == "Occupational Employment and Wage Statistics, May 2025"


def test_a_value_at_or_above_the_top_code_is_told_by_its_column_and_has_no_value(tiny: Connection) -> None:
    (found,) = wages.wages_in(tiny, codes=("29-1211",))
    assert found.values == {}
    assert found.top_coded == {"annual_p50", "annual_p90", "hourly_p50"}
    assert wages.median_of(found) == 239_200


def test_a_value_that_was_not_published_is_missing_and_not_top_coded(tiny: Connection) -> None:
    (maine,) = wages.wages_in(tiny, codes=("15-2051",), area_code=data.MAINE)
    assert (maine.values, maine.top_coded, maine.employment) == ({}, frozenset(), 10)
    assert wages.median_of(maine) == 0
    (texas,) = wages.wages_in(tiny, codes=("15-2051",), area_code=data.TEXAS)
    assert texas.employment is None


def test_where_there_is_a_median_of_the_hour_only_it_counts_for_2080_hours(tiny: Connection) -> None:
    (actors,) = wages.wages_in(tiny, codes=("27-2011",))
    assert actors.values == {"hourly_p50": 20}
    assert wages.median_of(actors) == 41_600


def test_states_are_ranked_by_their_median_without_those_that_publish_none(tiny: Connection) -> None:
    found = wages.wages_by_area(tiny, code="15-2051", kind="state")
    assert [(row.area.name, wages.median_of(row)) for row in found] == [
        ("Georgia", 239_200),
        ("Oregon", 150_000),
    ]
    (metro,) = wages.wages_by_area(tiny, code="15-2051", kind="metro")
    assert (metro.area.code, metro.area.state) == (data.PORTLAND_OREGON, "OR")
    assert wages.wages_by_area(tiny, code="15-2051", kind="nonmetro") == []


def test_industries_are_those_of_the_nation_and_the_largest_comes_first(tiny: Connection) -> None:
    found = wages.wages_by_industry(tiny, code="15-2051")
    told = [(row.industry.code, row.industry.name, row.industry.level) for row in found if row.industry]
    assert told == [
        (data.SUBSECTOR, "Consulting", 3),
        (data.SECTOR, "Professional, Scientific, and Technical Services", 2),
        (data.GROUP, "Computer Systems Design", 4),
    ]
    assert [row.employment for row in found] == [700, 600, 300]
    assert wages.wages_by_industry(tiny, code="29-1141") == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Portland", [data.PORTLAND_OREGON, data.PORTLAND_MAINE]),  # the larger one first
        ("portland, ME", [data.PORTLAND_MAINE]),
        ("Portland OR", [data.PORTLAND_OREGON]),
        ("vancouver", [data.PORTLAND_OREGON]),
        ("Rose City", [data.PORTLAND_OREGON]),
        ("Oregon", [data.OREGON]),
        ("OR", [data.OREGON]),
        ("united states", [data.NATION]),
        ("USA", [data.NATION]),
        ("Wilkes-Barre", ["0042540"]),
        ("Winston-Salem", ["0049180"]),
        ("winston", []),
        ("Louisville", ["0031140"]),
        ("Jefferson County", ["0031140"]),
        ("Eastern Oregon nonmetropolitan area", ["4100006"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_a_place_is_found_by_what_people_call_it(tiny: Connection, name: str, codes: list[str]) -> None:
    assert [found.code for found in wages.find_areas(tiny, name=name)] == codes


def test_the_names_of_all_places_are_those_below_the_nation(tiny: Connection) -> None:
    names = wages.all_area_names(tiny)
    assert {"oregon", "or", "portland", "portland me", "rose city", "wilkes barre"} <= names
    assert names & {"usa", "united states", "atlantis"} == set()


def test_the_release_is_told_and_empty_where_none_is_loaded(tiny: Connection) -> None:
    assert wages.release(tiny) == "May 2025"


def test_without_the_dataset_nothing_is_found(migrated: Engine) -> None:
    with migrated.connect() as connection:
        assert wages.release(connection) == ""
        assert wages.wages_in(connection, codes=("15-2051",)) == []
        assert wages.find_areas(connection, name="Oregon") == []


# The published release.

published = pytest.mark.usefixtures("published_wages")


@published
def test_the_published_figures_of_data_scientists_are_held(datasets: Connection) -> None:
    (row,) = wages.wages_in(datasets, codes=("15-2051",))
    assert (row.employment, row.as_of) == (262_440, "2025")
    assert [row.values[f"annual_p{p}"] for p in (10, 50, 90)] == [67_240, 120_230, 199_130]
    assert set(row.values) == set(WAGE_COLUMNS)


@published
@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Dallas", "Dallas-Fort Worth-Arlington, TX"),
        ("TX", "Texas"),
        ("New York", "New York"),  # the state; who means the city says so
        ("NYC", "New York-Newark-Jersey City, NY-NJ"),
        ("Portland", "Portland-Vancouver-Hillsboro, OR-WA"),
        ("Columbus", "Columbus, OH"),
        ("Bay Area", "San Francisco-Oakland-Fremont, CA"),
        ("Puerto Rico", "Puerto Rico"),
    ],
)
def test_a_place_of_the_release_is_found(datasets: Connection, name: str, first: str) -> None:
    assert wages.find_areas(datasets, name=name)[0].name == first


@published
def test_every_area_of_the_release_has_its_state_and_is_found_by_its_own_name(datasets: Connection) -> None:
    rows = datasets.execute(select(area)).all()
    assert len(rows) == 583
    assert [row.name for row in rows if row.state is None] == ["United States"]
    lost = [
        row.name
        for row in rows[::10]
        if row.code not in [found.code for found in wages.find_areas(datasets, name=row.name)]
    ]
    assert lost == []


@published
def test_places_with_a_bound_as_their_median_are_ranked_by_it(datasets: Connection) -> None:
    found = wages.wages_by_area(datasets, code="29-1212", kind="metro")
    medians = [wages.median_of(row) for row in found]
    assert medians == sorted(medians, reverse=True)
    assert min(medians) > 0
    assert any("annual_p50" in row.top_coded for row in found)


@published
@pytest.mark.parametrize(
    ("name", "state"), [("Denver", "Colorado"), ("Ohio", "Ohio"), ("Reno", "Nevada"), ("Atlantis", "")]
)
def test_the_state_of_a_place_is_found(datasets: Connection, name: str, state: str) -> None:
    assert wages.state_of(datasets, name=name) == state


def test_the_names_of_states_are_those_of_no_other_areas(tiny: Connection) -> None:
    names = wages.state_names(tiny)
    assert names
    for name in names:
        assert any(one.kind == wages.STATE for one in wages.find_areas(tiny, name=name)), name
