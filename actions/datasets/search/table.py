"""How occupations that match a search are shown: the value that ranks them, and the table."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import TableBlock
from actions.datasets.base import caption_of_place, dollars, number, percent
from actions.datasets.search.reader import Search
from actions.formatting import capitalised
from actions.messages import message
from knowledge.queries.occupation_search import OccupationMatch, OccupationQuery
from knowledge.queries.wages import TOP_CODE

_FOURTH = {"added": "added", "self_employed": "self_employed"}  # columns in place of the openings


def value_of(query: OccupationQuery, one: OccupationMatch) -> str:
    """Return the value by which a query ranks an occupation."""
    if query.measure == "growth":
        return percent(one.growth or 0.0)
    if query.measure == "added":
        return number(abs(one.added or 0))
    if query.measure == "openings":
        return number(one.openings or 0)
    if query.measure == "self_employed":
        return percent(one.self_employed or 0.0)
    if query.measure == "skill":
        return f"{one.skill or 0:g}"
    if query.measure == "employment":
        return number(one.employment or 0)
    if query.measure in ("education", "training", "experience"):
        return (getattr(one, query.measure) or message("table.none")).lower()
    if one.hourly is not None:
        return _median(one)
    return message("data.annual", value=_median(one)) if one.median else message("table.none")


def search_table(
    search: Search, found: Sequence[OccupationMatch], filters: str, release_name: str
) -> TableBlock:
    """Return occupations as a table, with the filters of the query in its caption."""
    where = search.place.area.name if search.place and search.place.area else message("data.nation")
    caption = caption_of_place(
        "data.search.table",
        "data.search.table_place",
        where,
        filters=f" {filters}" if filters else "",
        release=release_name,
    )
    nothing = message("table.none")
    rows = tuple(
        (
            capitalised(one.plural),
            _median(one),
            percent(one.growth) if one.growth is not None else nothing,
            _fourth(search.query, one),
            _number(one.employment),
            one.education or nothing,
        )
        for one in found
    )
    fourth = "skill" if search.query.skill else _FOURTH.get(search.query.measure, "openings")
    columns = ("occupation", "median", "growth", fourth, "employment", "education")
    heads = {name: message(f"data.column.{name}") for name in columns if name != "skill"}
    if search.query.skill:
        heads["skill"] = message("data.column.skill", skill=search.query.skill)
    return TableBlock(caption, tuple(heads[name] for name in columns), rows)


def _median(one: OccupationMatch) -> str:
    """Return the median by the year, the bound that it is at least, or a mark that none is published."""
    if one.median is None:
        return message("table.none")
    if one.hourly is not None:
        return message("data.hourly", value=dollars(one.hourly, "hourly"))
    value = dollars(one.median)
    return message("data.at_least", value=value) if one.median == TOP_CODE["annual"] else value


def _fourth(query: OccupationQuery, one: OccupationMatch) -> str:
    """Return what the fourth column shows: the skill that is asked for, or what the order is by."""
    if one.skill is not None:
        return f"{one.skill:g}"
    if query.measure == "added":
        return message("table.none") if one.added is None else f"{one.added:+,}".replace("-", "−")
    if query.measure == "self_employed":
        return percent(one.self_employed or 0.0)
    return _number(one.openings)


def _number(value: int | None) -> str:
    return message("table.none") if value is None else number(value)
