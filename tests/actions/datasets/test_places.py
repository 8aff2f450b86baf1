"""The place that a question names, as an area of the wages."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.places import place_of, places_of
from tests.actions.asking import Named, question
from tests.actions.datasets.figures import GERMANY, NURSE, TEXAS


def test_no_place_is_none(datasets: Connection) -> None:
    assert place_of(datasets, question(datasets, "salary", NURSE)) is None


@pytest.mark.parametrize("named", [GERMANY, ("place", "fnord", "Fnord"), ("region", "europe", "Europe")])
def test_a_place_without_wages_is_named_and_has_no_area(datasets: Connection, named: Named) -> None:
    found = place_of(datasets, question(datasets, "salary", NURSE, named))
    assert found is not None
    assert (found.named.typed, found.area, found.others) == (named[2], None, ())


def test_a_capital_is_the_district_before_its_metropolitan_area(datasets: Connection) -> None:
    found = place_of(datasets, question(datasets, "salary", NURSE, ("place", "dc", "Washington DC")))
    assert found and found.area and (found.area.name, found.area.kind) == ("District of Columbia", "state")
    assert [one.kind for one in found.others] == ["metro"]


@pytest.mark.parametrize("typed", ["the United States", "USA", "America"])
def test_the_nation_is_a_place(datasets: Connection, typed: str) -> None:
    found = place_of(datasets, question(datasets, "salary", NURSE, ("country", "united_states", typed)))
    assert found is not None
    assert found.area is not None
    assert found.area.kind == "nation"


@pytest.mark.usefixtures("published_wages")
@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("Texas", "state", "Texas"),
        ("CA", "state", "California"),
        ("New York", "state", "New York"),
        ("Albany, OR", "metro", "Albany, OR"),
        ("NYC", "metro", "New York-Newark-Jersey City, NY-NJ"),
    ],
)
def test_a_place_is_found_by_what_it_is_called(
    datasets: Connection, typed: str, kind: str, name: str
) -> None:
    found = place_of(datasets, question(datasets, "salary", NURSE, ("place", typed.lower(), typed)))
    assert found is not None
    assert found.area is not None
    assert (found.area.kind, found.area.name) == (kind, name)


@pytest.mark.usefixtures("published_wages")
def test_of_two_places_the_one_with_wages_counts(datasets: Connection) -> None:
    found = place_of(datasets, question(datasets, "salary", NURSE, GERMANY, TEXAS))
    assert found is not None
    assert found.area is not None
    assert found.area.name == "Texas"


@pytest.mark.usefixtures("published_wages")
@pytest.mark.parametrize(
    ("text", "named", "names"),
    [
        ("nurses in NYC, New York", ("NYC", "New York"), ["New York-Newark-Jersey City, NY-NJ"]),
        (
            "nurses in New York vs NYC",
            ("New York", "NYC"),
            ["New York", "New York-Newark-Jersey City, NY-NJ"],
        ),
        ("nurse pay in Texas compared with the national average", ("Texas",), ["Texas", "United States"]),
        ("average nurse pay in Texas", ("Texas",), ["Texas"]),
    ],
)
def test_places_may_be_held_against_each_other_or_the_nation(
    datasets: Connection, text: str, named: tuple[str, ...], names: list[str]
) -> None:
    places: list[Named] = [("place", one.lower(), one) for one in named]
    asked = question(datasets, "salary", NURSE, *places, text=text)
    assert [area.name for area in places_of(datasets, asked)] == names
