"""Amounts of money in several currencies: never converted, compared, ranked or drawn as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from actions.answer import ChartBlock
from actions.composition.compose import Reply
from tests.actions.asking import Talk, told
from tests.databases import base_with

WRIGHT = ("occupation", "wright")
OTHER = ("occupation", "joiner")
OF = "source: almanac, topic: salary"
BY_LEVEL = f"{OF}, measure: average_salary_by_level"
CONTENT = f"""\
occupation: {{key: wright, name: wheelwright, plural: wheelwrights}}
entities:
  - {{key: first_rank, name: first rank, kind: level}}
  - {{key: second_rank, name: second rank, kind: level}}
  - {{key: hub_badge, name: Hub Badge, kind: certification, source: almanac, price: 1200, currency: chf}}
associations:
  - {{key: wright.badge, source: almanac, topic: certifications, entity: hub_badge, text: There is a badge.}}
figures:
  - {{key: wright.average, {OF}, measure: average_salary, value: 62000, unit: eur, attributed_to: a guild}}
  - {{key: wright.1.eur, {BY_LEVEL}, entity: first_rank, rank: 1, value: 40000, unit: eur}}
  - {{key: wright.2.eur, {BY_LEVEL}, entity: second_rank, rank: 2, value: 70000, unit: eur}}
  - {{key: wright.1.chf, {BY_LEVEL}, entity: first_rank, rank: 3, value: 50000, unit: chf}}
  - {{key: wright.2.chf, {BY_LEVEL}, entity: second_rank, rank: 4, value: 120000, unit: chf}}
"""
EUROS_ONLY = f"""\
occupation: {{key: joiner, name: joiner, plural: joiners}}
figures:
  - {{key: joiner.average, {OF}, measure: average_salary, value: 48000, unit: eur, attributed_to: a guild}}
"""


@pytest.fixture(scope="module")
def base(fixture_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The fixture base, a wheelwright paid in euros and in francs, and a joiner paid in euros."""
    folder = tmp_path_factory.mktemp("currencies")
    with base_with(folder, fixture_content, {"wright.yml": CONTENT, "joiner.yml": EUROS_ONLY}) as connection:
        yield connection


def charts(reply: Reply) -> list[ChartBlock]:
    return [block for block in reply.answer.blocks if isinstance(block, ChartBlock)]


def test_amounts_are_written_in_their_own_currency(base: Connection) -> None:
    said = told(Talk(base).ask("salary", WRIGHT))
    assert "€62,000" in said and "CHF 120,000" in said and "$" not in said


def test_a_chart_is_of_one_currency(base: Connection) -> None:
    drawn = charts(Talk(base).ask("salary", WRIGHT))
    assert [chart.unit for chart in drawn] == ["eur", "chf"]
    assert [[point.display for point in chart.points] for chart in drawn] == [
        ["€40,000", "€70,000"],
        ["CHF 50,000", "CHF 120,000"],
    ]


def test_each_currency_has_a_rank_of_its_own(base: Connection) -> None:
    asked = Talk(base).ask("salary", WRIGHT, ("aspect", "highest", "most"), text="which level earns most")
    head = told(asked).splitlines()[:3]
    assert any("€70,000" in line for line in head) and any("CHF 120,000" in line for line in head)
    assert not any("40,000" in line or "50,000" in line for line in head)


@pytest.mark.parametrize(
    ("occupation", "text", "verdict"),
    [
        (OTHER, "is €50,000 good?", "€50,000 is more than €48,000"),
        (OTHER, "is 50,000 good?", "€50,000 is more than €48,000"),
        (WRIGHT, "is CHF 100,000 good?", "CHF 100,000 is more than CHF 50,000 (first rank) and less than"),
        (WRIGHT, "is 45k euros good?", "€45,000 is more than €40,000 (first rank) and less than €62,000"),
    ],
)
def test_an_amount_is_compared_with_those_of_its_currency(
    base: Connection, occupation: tuple[str, str], text: str, verdict: str
) -> None:
    untold = () if "€" not in text and "euro" not in text else (("untold", "currency"),)
    reply = Talk(base).ask("salary", occupation, *untold, text=text)
    assert reply.answer.outcome == "answered"
    assert told(reply).startswith(verdict), told(reply)


def test_an_amount_in_another_currency_is_not_compared_and_that_is_said(base: Connection) -> None:
    said = told(Talk(base).ask("salary", OTHER, text="is $95,000 a good salary?"))
    assert said.startswith("My sources give amounts in euros only, and I do not convert: I cannot compare.")
    assert "€48,000" in said and "95,000" not in said


def test_a_bare_number_is_not_compared_with_amounts_in_two_currencies(base: Connection) -> None:
    said = told(Talk(base).ask("salary", WRIGHT, text="is 100,000 a good salary?"))
    assert said.startswith("My sources give amounts in euros and Swiss francs, and I do not convert: say")


def test_what_is_held_in_the_currency_asked_for_is_no_gap(base: Connection) -> None:
    asked = ("untold", "currency", "euros")
    reply = Talk(base).ask("salary", OTHER, asked, text="what do they earn in euros")
    assert reply.answer.outcome == "answered" and "€48,000" in told(reply)
    reply = Talk(base).ask("salary", OTHER, ("untold", "currency", "pounds"), text="what is that in pounds")
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources say nothing about other currencies than euros.")


def test_a_price_is_shown_in_its_currency(base: Connection) -> None:
    said = told(Talk(base).ask("certifications", WRIGHT, ("certification", "hub_badge")))
    assert "CHF 1,200" in said
