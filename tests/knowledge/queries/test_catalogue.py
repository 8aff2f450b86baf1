"""Listings for the command line."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.engine import Connection

from knowledge.content import Content
from knowledge.models import CURATED_TABLES
from knowledge.queries.catalogue import TABLES, export_all, find_row, list_rows


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_listed_whole_and_in_order(
    connection: Connection, content: Content, table: str
) -> None:
    listed = [key for key, _text in list_rows(connection, table=table)]
    assert listed == [entry.key for entry in getattr(content, table)]


def test_a_listing_narrows_by_occupation_and_topic(connection: Connection) -> None:
    rows = list_rows(connection, table="figures", occupation="machine_learning_engineer", topic="salary")
    assert [key for key, _text in rows] == [
        "salary.entry",
        "salary.mid",
        "salary.senior",
        "salary.indeed_average",
    ]
    assert dict(rows)["salary.senior"] == "170000.0"
    assert list_rows(connection, table="figures", occupation="data_scientist") == []
    assert list_rows(connection, table="figures", topic="gardening") == []


def test_what_has_no_occupation_or_topic_is_not_listed_by_it(connection: Connection) -> None:
    assert list_rows(connection, table="sources", occupation="machine_learning_engineer") == []
    assert list_rows(connection, table="related_occupations", topic="salary") == []


def test_a_row_is_shown_with_keys_in_the_place_of_ids(connection: Connection) -> None:
    found = find_row(connection, key="salary.senior")
    assert found == {
        "table": "figures",
        "key": "salary.senior",
        "occupation": "machine_learning_engineer",
        "source": "overview_and_tables",
        "attributed_to": None,
        "as_of": None,
        "place": None,
        "topic": "salary",
        "measure": "average_salary_by_level",
        "entity": "senior_level",
        "rank": 3,
        "value": 170000.0,
        "unit": "usd",
        "bound": None,
        "note": None,
    }


@pytest.mark.parametrize(
    ("key", "table"),
    [
        ("data_scientist", "occupations"),
        ("what_they_do", "sources"),
        ("disagreement.salary", "disagreements"),
        ("related_occupation.devops_team.works_with", "related_occupations"),
    ],
)
def test_a_row_of_any_table_is_found(connection: Connection, key: str, table: str) -> None:
    found = find_row(connection, key=key)
    assert found is not None
    assert found["table"] == table


def test_an_unknown_row_is_not_found(connection: Connection) -> None:
    assert find_row(connection, key="nothing") is None


def test_the_export_holds_every_table_without_ids(connection: Connection, content: Content) -> None:
    export = export_all(connection)
    assert set(export) == {table.name for table in CURATED_TABLES} - {
        "content_version",
        "passage",
        "passage_version",
    }
    assert [row["key"] for row in export["statement"]] == [row.key for row in content.statements]
    assert all("id" not in row for rows in export.values() for row in rows)
    assert {"statement": "skills.explained.programming", "entity": "julia"} in export["statement_entity"]
    assert {"disagreement": "disagreement.salary", "row_key": "salary.senior"} in export["disagreement_row"]
    assert json.loads(json.dumps(export)) == export
