"""Areas and the names by which people know them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge.datasets.areas import PublishedArea, batches
from knowledge.terms import normalise


def made(folder: Path, *published: PublishedArea, names: str = "", **employment: int) -> tuple[Any, Any]:
    file = folder / "area_names.tsv"
    file.write_text("name\tarea\n" + names)
    counted = {code.removeprefix("a"): count for code, count in employment.items()}
    areas, called = batches(published, counted, file)
    return areas.rows, called.rows


def called(rows: Any, code: str) -> set[str]:
    return {row["normalised"] for row in rows if row["area_code"] == code}


@pytest.mark.parametrize(
    ("name", "cities"),
    [
        ("Phoenix-Mesa-Chandler, AZ", {"phoenix", "mesa", "chandler"}),
        ("Winston-Salem, NC", {"winston salem"}),
        ("Scranton--Wilkes-Barre, PA", {"scranton", "wilkes barre"}),
        ("Louisville/Jefferson County, KY-IN", {"louisville", "jefferson county"}),
        ("Boise City, ID", {"boise city"}),
        ("Southwest Alaska nonmetropolitan area", set()),
    ],
)
def test_the_cities_in_the_name_of_an_area_are_names_of_it(
    tmp_path: Path, name: str, cities: set[str]
) -> None:
    _areas, names = made(tmp_path, PublishedArea("0000001", "M", "04", name))
    found = called(names, "0000001")
    assert found == {normalise(name), *cities, *(f"{city} az" for city in cities)}


def test_of_cities_of_one_name_the_one_where_more_people_work_comes_first(tmp_path: Path) -> None:
    small = PublishedArea("0000001", "M", "23", "Portland-South Portland, ME")
    large = PublishedArea("0000002", "M", "41", "Portland-Vancouver, OR")
    part = PublishedArea("0000003", "M", "06", "Elsewhere-Portland, CA")
    _areas, names = made(tmp_path, small, large, part, a0000001=10, a0000002=900, a0000003=5_000)
    ranks = {row["area_code"]: row["rank"] for row in names if row["normalised"] == "portland"}
    # The first city of an area goes before one that is named behind another, however large.
    assert sorted(ranks, key=lambda code: ranks[code]) == ["0000002", "0000001", "0000003"]


def test_a_state_comes_before_a_city_of_its_name_and_other_names_count_as_much(tmp_path: Path) -> None:
    state = PublishedArea("3600000", "S", "36", "New York")
    city = PublishedArea("0000001", "M", "36", "New York-Newark, NY")
    areas, names = made(
        tmp_path, state, city, names="NYC\tNew York-Newark, NY\nNowhere\tLost\n", a0000001=9, a3600000=1
    )
    ranks = {(row["normalised"], row["area_code"]): row["rank"] for row in names}
    assert ranks["new york", "3600000"] < ranks["new york", "0000001"]
    assert ranks["nyc", "0000001"] == ranks["new york", "3600000"]
    assert "nowhere" not in {name for name, _code in ranks}
    assert {row["state"] for row in areas} == {"NY"}


def test_the_nation_is_called_the_united_states_and_territories_have_their_letters(tmp_path: Path) -> None:
    areas, _names = made(
        tmp_path,
        PublishedArea("0000000", "N", "00", "National"),
        PublishedArea("7200000", "S", "72", "Puerto Rico"),
        PublishedArea("1100000", "S", "11", "District of Columbia"),
    )
    assert [(row["name"], row["kind"], row["state"]) for row in areas] == [
        ("United States", "nation", None),
        ("Puerto Rico", "state", "PR"),
        ("District of Columbia", "state", "DC"),
    ]
