"""Pay in several industries side by side, and in one beside a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.several_industries import industries_named
from knowledge.queries.wages import wages_by_industry
from tests.actions.asking import Talk, question, told
from tests.actions.datasets.figures import NURSE, TEXAS, lead, release, table

Begin = Callable[..., Talk]
pytestmark = pytest.mark.usefixtures("published_wages")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nurse pay in hospitals vs nursing homes", ["Hospitals", "Nursing Care Facilities"]),
        ("do nurses earn more in schools or in hospitals?", ["Elementary", "Hospitals"]),
        ("what do nurses earn in hospitals?", ["Hospitals"]),
        ("do nurses or doctors earn more in hospitals?", ["Hospitals"]),
        ("what do nurses earn?", []),
    ],
)
def test_industries_are_those_held_against_each_other(
    datasets: Connection, text: str, names: list[str]
) -> None:
    rows = wages_by_industry(datasets, code="29-1141")
    found = industries_named(question(datasets, "salary", NURSE, text=text), rows)
    assert len(found) == len(names)
    for row, name in zip(found, names, strict=True):
        assert row.industry and row.industry.name.startswith(name)


def test_the_one_that_pays_more_comes_first_with_both_figures(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", NURSE, text="nurse pay in hospitals vs nursing homes")
    held = {row.industry.name: row for row in wages_by_industry(datasets, code="29-1141") if row.industry}
    pay = [
        next(row for name, row in held.items() if name.startswith(one)).values["annual_p50"]
        for one in ("Hospitals", "Nursing Care Facilities")
    ]
    first, second = sorted(pay, reverse=True)
    assert f"a median of ${first:,.0f} a year, against ${second:,.0f} a year" in lead(reply)
    assert release(datasets) in lead(reply)
    assert len(table(reply).rows) == 2


def test_an_industry_in_a_state_is_told_to_be_published_for_the_nation_alone(talk: Begin) -> None:
    reply = talk().ask("salary", NURSE, TEXAS, text="what do nurses make in hospitals in Texas?")
    assert reply.answer.outcome == "unknown"
    assert "for the whole nation only, not in Texas" in lead(reply)
    assert "in Hospitals" in told(reply) and "in Texas earn" in told(reply)
