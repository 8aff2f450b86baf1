"""In which industries people in an occupation work, by their official names and by everyday words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.industries import industry_named
from knowledge.queries.wages import wages_by_industry
from tests.actions.asking import Named, Talk, question
from tests.actions.datasets.figures import NURSE, all_of, lead, release, table

Begin = Callable[..., Talk]
pytestmark = pytest.mark.usefixtures("published_wages")
COUNTS = (
    "SELECT w.employment FROM wage w JOIN industry i ON i.code = w.industry_code WHERE w.code = '29-1141'"
    " AND w.area_code = '0000000' AND i.level = 3 AND w.employment IS NOT NULL ORDER BY 1 DESC LIMIT 8"
)


def test_the_industry_that_employs_most_comes_first(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("industries", NURSE, text="where do nurses work?")
    counts = all_of(datasets, COUNTS)
    assert lead(reply) == (
        f"Most registered nurses work in this industry: Hospitals, {counts[0]:,} of them"
        f" (BLS, {release(datasets)})."
    )
    assert [row[1] for row in table(reply).rows] == [f"{count:,}" for count in counts]


def test_an_industry_that_is_named_comes_first(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("industries", NURSE, text="how many nurses work in schools?")
    (count,) = all_of(
        datasets,
        "SELECT w.employment FROM wage w JOIN industry i ON i.code = w.industry_code WHERE w.code = '29-1141'"
        " AND w.area_code = '0000000' AND i.name = 'Elementary and Secondary Schools'",
    )
    assert lead(reply).startswith(
        f"Elementary and Secondary Schools employs {count:,} registered nurses (BLS,"
    )
    assert table(reply).rows[0][0] == "Elementary and Secondary Schools"


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("what do nurses earn in hospitals?", "Hospitals"),
        ("what do nurses earn in home health?", "Home Health Care Services"),
        ("nurses in the insurance industry", "Insurance Carriers and Related Activities"),
        ("what do nurses earn at outpatient care centers?", "Outpatient Care Centers"),
        ("what do nurses earn in the federal government?", "Federal Government"),
        ("what do nurses earn in government?", "Federal, State, and Local Government"),
        ("what do nurses earn?", None),
        ("what do nurses earn in general?", None),
        ("what do nurses earn in the state?", None),
        ("what do home health nurses earn in Georgia?", "Home Health Care Services"),
        ("do hospitals look for nurses?", None),  # named, but not as where they work
    ],
)
def test_an_industry_is_known_by_its_usual_word_or_by_most_of_its_name(
    datasets: Connection, text: str, industry: str | None
) -> None:
    rows = wages_by_industry(datasets, code="29-1141")
    found = industry_named(question(datasets, "salary", NURSE, text=text), rows)
    name = found.industry.name if found and found.industry else None
    assert name is None if industry is None else (name or "").startswith(industry)


def test_the_name_of_an_occupation_names_no_industry(datasets: Connection) -> None:
    aide: Named = ("occupation", "31-1121.00", "home health aides")
    asked = question(datasets, "salary", aide, text="wage for home health aides in the state of Georgia")
    assert industry_named(asked, wages_by_industry(datasets, code="31-1120")) is None


def test_an_occupation_without_figures_by_industry_has_none(talk: Begin) -> None:
    reply = talk().ask("industries", ("occupation", "55-3016.00", "infantry"), text="where do they work?")
    assert reply.answer.outcome == "unknown"
    assert lead(reply) == "BLS publishes no figures by industry for infantry soldiers."


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("hospital nurse pay", "Hospitals"),
        ("what do hospitals' nurses earn?", "Hospitals"),
        ("hospital? nurse pay", None),  # a sign parts them
        ("what do nurses earn in hotels?", "Accommodation"),
    ],
)
def test_an_industry_may_stand_right_before_an_occupation(
    datasets: Connection, text: str, industry: str | None
) -> None:
    named = ("occupation", "29-1141.00", "nurses" if "nurses" in text else "nurse")
    asked = question(datasets, "salary", named, text=text)
    found = industry_named(asked, wages_by_industry(datasets, code="29-1141"))
    assert (found.industry.name if found and found.industry else None) == industry
