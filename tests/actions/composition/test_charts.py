"""The kind of chart follows from the kind of figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from actions.answer import ChartBlock, Point
from actions.composition.charts import chart_kind, charts
from knowledge.records import Entity, Figure, Measure, Source
from tests.actions.asking import Talk

SOURCE = Source("almanac", "The Almanac", False, None, "2021", None, "almanac.txt", "public domain", None)


def figures(
    series: str,
    *values: float,
    unit: str = "percent",
    years: tuple[str, ...] = (),
    bounds: tuple[str, ...] = (),
) -> list[Figure]:
    measure = Measure("bells", "Bells rung", "level", series)
    made = []
    for place, value in enumerate(values):
        entity = None if years or bounds else Entity(f"e{place}", f"bell {place}", "level", None, None)
        year, bound = years[place] if years else None, bounds[place] if bounds else None
        made.append(
            Figure(
                f"k{place}", SOURCE, None, year, None, "t", measure, entity, place, value, unit, bound, None
            )
        )
    return made


# What the knowledge base tells in figures, and the chart of it: the table of kinds.
KINDS = {
    "salary": ["column"],  # steps of a career, in their order
    "age_distribution": ["column"],  # years of life, in their order
    "startups": ["bar"],  # amounts of things without an order
    "industries": ["share"],  # shares that leave some of the whole out
    "regional_demand": ["share"],  # shares of which some are too small to be seen as parts
    "education_shares": ["stack"],  # shares that make up the whole
    "gender_distribution": ["stack"],
    "job_satisfaction": ["stack"],
    "outlook": ["line"],  # over years
    "market_size": ["line"],
}


@pytest.mark.parametrize(("topic", "kinds"), KINDS.items())
def test_every_topic_of_figures_has_its_kind_of_chart(
    talk: Callable[..., Talk], topic: str, kinds: list[str]
) -> None:
    blocks = talk().ask(topic).answer.blocks
    assert [block.kind for block in blocks if isinstance(block, ChartBlock)] == kinds


def test_a_lower_and_an_upper_bound_are_one_range(talk: Callable[..., Talk]) -> None:
    here = talk()
    replies = [here.ask("working_hours"), here.press("/more")]
    drawn = [one for reply in replies for one in reply.answer.blocks if isinstance(one, ChartBlock)]
    assert [(one.kind, one.points) for one in drawn] == [
        ("range", (Point("Range", 50, "40–50 hours", low=40),))
    ]


def test_the_years_of_a_line_are_in_order_and_a_forecast_is_called_one(talk: Callable[..., Talk]) -> None:
    (drawn,) = (one for one in talk().ask("outlook").answer.blocks if isinstance(one, ChartBlock))
    assert [(one.label, one.at, one.display) for one in drawn.points] == [
        ("2020", 2020, "33,000 people"),
        ("2030, projected", 2030, "40,200 people"),
    ]
    late, early = figures("line", 2, 1, years=("2020", "2010"))
    (block,) = charts([late, replace(early, note="A note that is far too long for an axis.")])
    assert [one.label for one in block.points] == ["2010", "2020"]


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (figures("stack", 60, 40), "stack"),
        (figures("stack", 33.3, 33.3, 33.3), "stack"),
        (figures("stack", 60, 39.5), "stack"),
        (figures("stack", 60, 39), "share"),
        (figures("stack", 60, 30), "share"),
        (figures("stack", 60, 50), "share"),
        (figures("stack", 60, 40, unit="people"), "bar"),
        (figures("share", 60, 40), "share"),
        (figures("share", 60, 40, unit="usd"), "bar"),
        (figures("column", 1, 2, unit="usd"), "column"),
        (figures("bar", 1, 2, unit="usd"), "bar"),
        (figures("line", 1, 2, years=("2020", "2030")), "line"),
        (figures("line", 1, 2, years=("2020", "2020")), None),
        (figures("line", 1, 2, years=("2020", "2020-2030")), None),
        (figures("range", 1, 2, bounds=("at_least", "at_most")), "range"),
        (figures("range", 1, 2, bounds=("at_least", "about")), None),
        (figures("none", 1, 2), None),
        (figures("bar", 1), None),
        ([figures("bar", 1)[0], figures("bar", 1, unit="usd")[0]], None),
    ],
    ids=lambda one: (
        f"{one[0].measure.chart_type} {[each.value for each in one]}" if isinstance(one, list) else one
    ),
)
def test_figures_that_are_not_what_their_measure_promises_are_drawn_as_what_they_are(
    found: list[Figure], kind: str | None
) -> None:
    assert chart_kind(found) == kind
    assert [block.kind for block in charts(found)] == ([kind] if kind else [])


def test_each_measure_has_a_chart_of_its_own() -> None:
    pay = [
        replace(one, measure=replace(one.measure, key="pay")) for one in figures("column", 1, 2, unit="usd")
    ]
    drawn = charts([*figures("bar", 1, 2), *pay])
    assert [block.kind for block in drawn] == ["bar", "column"]


@pytest.mark.parametrize(("held", "other"), [("place", "Graustark"), ("as_of", "2020")])
def test_each_place_and_each_year_has_a_chart_of_its_own(held: str, other: str) -> None:
    here = figures("share", 60, 40)
    elsewhere = [replace(one, **{held: other}) for one in figures("share", 70, 30)]
    drawn = charts([here[0], elsewhere[0], here[1], elsewhere[1]])
    assert [[point.value for point in block.points] for block in drawn] == [[60, 40], [70, 30]]
    assert [block.title for block in drawn] == ["Bells rung", f"Bells rung ({other})"]


def test_a_point_has_what_the_figure_says() -> None:
    (block,) = charts(figures("bar", 1, 2, unit="startups"))
    assert (block.title, block.unit) == ("Bells rung", "startups")
    assert block.points == (Point("Bell 0", 1, "1 start-ups"), Point("Bell 1", 2, "2 start-ups"))
