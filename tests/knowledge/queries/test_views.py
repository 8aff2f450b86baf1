"""Misconceptions, comparisons, relations and disagreements."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from knowledge.content import Content
from knowledge.queries.views import comparisons, disagreements, misconceptions, relations

ENGINEER = "machine_learning_engineer"


def test_seven_misconceptions_are_told_each_with_its_points(connection: Connection) -> None:
    rows = misconceptions(connection, role=ENGINEER)
    assert [(row.rank, row.title, len(row.points)) for row in rows] == [
        (1, "They only create models", 1),
        (2, "Machine learning is the same as AI", 1),
        (3, "They alone are responsible for a project", 1),
        (4, "Only coding experts can do it", 3),
        (5, "It is the same role as data scientist", 3),
        (6, "Machine learning is plug-and-play", 3),
        (7, "Machines learn on their own", 3),
    ]
    assert rows[3].points[0] == "Engineers also require a strong knowledge of mathematics and statistics."
    assert {row.source.key for row in rows} == {"overview_and_tables"}


@pytest.mark.parametrize("role", ["data_scientist", "nurse", ""])
def test_a_role_without_misconceptions_has_none(connection: Connection, role: str) -> None:
    assert misconceptions(connection, role=role) == []


def test_the_two_roles_are_compared_in_prose_in_a_table_and_in_a_faq(connection: Connection) -> None:
    rows = comparisons(connection, role=ENGINEER, other="data_scientist")
    assert [row.form for row in rows] == ["prose"] * 3 + ["table"] * 3 + ["faq"]
    assert {(row.role, row.other) for row in rows} == {(ENGINEER, "data_scientist")}


def test_a_comparison_is_found_from_either_role(connection: Connection) -> None:
    rows = comparisons(connection, role=ENGINEER, other="data_scientist")
    assert comparisons(connection, role="data_scientist", other=ENGINEER) == rows
    assert comparisons(connection, role="data_scientist") == rows
    assert comparisons(connection, role=ENGINEER) == rows


@pytest.mark.parametrize(
    ("role", "other"),
    [(ENGINEER, "software_engineer"), (ENGINEER, "nurse"), ("nurse", None), (ENGINEER, ENGINEER), ("", None)],
)
def test_roles_that_no_source_compares_have_no_comparison(
    connection: Connection, role: str, other: str | None
) -> None:
    assert comparisons(connection, role=role, other=other) == []


def test_relations_are_told_by_kind_and_rank(connection: Connection) -> None:
    rows = relations(connection, role=ENGINEER)
    assert [row.kind for row in rows] == sorted(row.kind for row in rows)
    steps = relations(connection, role=ENGINEER, kind="career_step")
    assert [row.other for row in steps] == ["applied_machine_learning", "software_engineer"]
    (title,) = relations(connection, role=ENGINEER, kind="alternate_title")
    assert (title.other, title.other_name) == (None, "machine learning specialist")
    partners = {
        row.other or row.other_name for row in relations(connection, role=ENGINEER, kind="works_with")
    }
    assert partners >= {"data_scientist", "software_engineer", "DevOps team"}


def test_unknown_relations_are_none(connection: Connection) -> None:
    assert relations(connection, role="nurse") == []
    assert relations(connection, role=ENGINEER, kind="married_to") == []


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
        ("link.julia.named", "disagreement.programming_languages"),
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
