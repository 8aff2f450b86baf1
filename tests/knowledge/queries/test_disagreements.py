"""Where sources contradict each other."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from knowledge.content import Content
from knowledge.queries.disagreements import disagreements

ENGINEER = "machine_learning_engineer"


@pytest.mark.parametrize("row", ["salary.indeed_average", "salary.entry", "salary.mid", "salary.senior"])
def test_every_salary_tells_that_the_sources_disagree(connection: Connection, row: str) -> None:
    (found,) = disagreements(connection, rows=[row])
    assert (found.key, found.topic) == ("disagreement.salary", "salary")
    assert "$118,000" in found.text
    assert "$170,000" in found.text


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("market.growth", "disagreement.market_growth"),
        ("market.size_2027", "disagreement.market_growth"),
        ("career_path.step.high_school", "disagreement.education_needed"),
        ("education.overview.degree", "disagreement.education_needed"),
        ("outlook.employment_2030", "disagreement.outlook_occupation"),
        ("industries.share.finance", "disagreement.industry_shares"),
        ("association.julia.named", "disagreement.programming_languages"),
    ],
)
def test_what_the_articles_disagree_on_is_told(connection: Connection, row: str, key: str) -> None:
    assert key in [found.key for found in disagreements(connection, rows=[row])]


def test_a_disagreement_of_several_rows_is_told_once(connection: Connection) -> None:
    rows = ["salary.mid", "salary.senior", "market.growth", "salary.mid", "nothing"]
    found = [one.key for one in disagreements(connection, rows=rows)]
    assert found == ["disagreement.salary", "disagreement.market_growth"]


def test_rows_on_which_all_agree_have_no_disagreement(connection: Connection) -> None:
    assert disagreements(connection, rows=["startups.india", "nothing", ""]) == []
    assert disagreements(connection, rows=[]) == []


def test_disagreements_keep_the_order_of_the_content(connection: Connection, content: Content) -> None:
    rows = {row for one in content.disagreements for row in one.rows}
    found = [one.key for one in disagreements(connection, rows=sorted(rows))]
    assert found == [one.key for one in content.disagreements]


def test_a_disagreement_over_figures_that_have_changed_since_is_left_out(connection: Connection) -> None:
    change = text("UPDATE figure SET value = value + 1000 WHERE key = 'salary.senior'")
    connection.execute(change)
    try:
        assert disagreements(connection, rows=["salary.senior"]) == []
        assert disagreements(connection, rows=["market.growth"]) != []
    finally:
        connection.rollback()
    assert disagreements(connection, rows=["salary.senior"]) != []
