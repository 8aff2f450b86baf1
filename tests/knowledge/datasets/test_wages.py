"""Wages from the publisher's database, which is checked by its hash, or from the table that is carried."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.wages import FETCHED, OFFICIAL, carried_wages, published_wages
from knowledge.models import area, industry, wage
from knowledge.queries import wages
from tests.knowledge.datasets import tiny


def test_a_file_with_another_hash_is_refused(tmp_path: Path) -> None:
    file = tiny.write_wages(tmp_path)
    with pytest.raises(DatasetError) as caught:
        published_wages(file)
    assert str(caught.value).startswith(f"{file} is not the expected file: SHA-256 ")
    assert str(caught.value).endswith(f" instead of {OFFICIAL}")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"none\.gz cannot be read: No such file"):
        published_wages(tmp_path / "none.gz")


@pytest.mark.usefixtures("published_wages")
def test_the_file_that_is_fetched_is_the_expected_one() -> None:
    assert published_wages(FETCHED).version == "May 2025"


def test_industries_of_up_to_four_digits_are_kept_and_their_names_are_plain(
    migrated: Engine, tmp_path: Path
) -> None:
    import_dataset(migrated, tiny.tiny_wages(tiny.write_wages(tmp_path), tiny.write_tables(tmp_path)))
    with migrated.connect() as connection:
        industries = {row.code: (row.name, row.level) for row in connection.execute(select(industry))}
        cells = {row.industry_code for row in connection.execute(select(wage.c.industry_code))}
        kinds = {row.code: row.kind for row in connection.execute(select(area))}
    assert industries == {
        tiny.SECTOR: ("Professional, Scientific, and Technical Services", 2),
        tiny.SUBSECTOR: ("Consulting", 3),
        tiny.GROUP: ("Computer Systems Design", 4),
    }
    assert cells == {"", tiny.SECTOR, tiny.SUBSECTOR, tiny.GROUP}
    assert (kinds[tiny.NATION], kinds[tiny.OREGON]) == ("nation", "state")
    assert (kinds["4100006"], kinds[tiny.PORTLAND_MAINE]) == ("nonmetro", "metro")


def test_the_carried_wages_are_those_of_the_nation_a_year_before(migrated: Engine, tmp_path: Path) -> None:
    import_dataset(migrated, carried_wages(tiny.write_tables(tmp_path)))
    with migrated.connect() as connection:
        scientists, doctors, actors = wages.wages_in(connection, codes=("15-2051", "29-1211", "27-2011"))
        assert wages.release(connection) == "May 2024"
        assert [found.name for found in wages.find_areas(connection, name="USA")] == ["United States"]
        assert wages.find_areas(connection, name="Oregon") == []
    assert (scientists.as_of, scientists.employment, scientists.values["annual_p50"]) == (
        "2024",
        900,
        104_000,
    )
    assert "annual_p50" not in doctors.values and "annual_p50" in doctors.top_coded
    assert doctors.values["annual_p25"] == 187_200
    assert (actors.employment, actors.values) == (
        None,
        {"hourly_mean": 30, "hourly_p10": 10, "hourly_p25": 15, "hourly_p50": 20, "hourly_p75": 30},
    )
    assert actors.top_coded == {"hourly_p90"}


def test_the_wages_of_a_place_take_the_place_of_the_carried_ones(migrated: Engine, tmp_path: Path) -> None:
    tables = tiny.write_tables(tmp_path)
    import_dataset(migrated, carried_wages(tables))
    import_dataset(migrated, tiny.tiny_wages(tiny.write_wages(tmp_path), tables))
    with migrated.connect() as connection:
        (found,) = wages.wages_in(connection, codes=("15-2051",))
        assert wages.release(connection) == "May 2025"
    assert (found.as_of, found.employment) == ("2025", 1000)


def test_the_carried_table_holds_what_was_published_for_the_nation(migrated: Engine) -> None:
    import_dataset(migrated, carried_wages())
    with migrated.connect() as connection:
        median = {
            row.code: row.values["annual_p50"]
            for row in wages.wages_in(connection, codes=("15-1221", "15-2051"))
        }
    assert median == {"15-1221": 140_910, "15-2051": 112_590}
