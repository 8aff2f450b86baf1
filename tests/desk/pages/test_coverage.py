"""What is asked stands beside what can be answered; sources have an age."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import Engine

from bot.conversations.models import TALLIES, cell_figures
from desk.coverage.matrix import coverage, demand
from desk.coverage.staleness import age_of
from desk.queries import audit, links
from knowledge.queries.coverage import CitedSource
from tests.desk.conftest import Visitor

TODAY = date(2026, 11, 1)
NURSE = "29-1141.00"


def ask(
    engine: Engine, occupation: str, topic: str, *, answered: int = 0, unknown: int = 0, day: date = TODAY
) -> None:
    counted = {**dict.fromkeys(TALLIES, 0), "answered": answered, "unknown": unknown}
    with engine.begin() as connection:
        key = {"day": day, "occupation": occupation, "topic": topic}
        connection.execute(insert(cell_figures).values(**key, **counted))


def test_cells_are_full_thin_or_empty_and_weighted_by_demand(engine: Engine, dataset_engine: Engine) -> None:
    ask(engine, NURSE, "working_hours", unknown=7)
    ask(engine, NURSE, "salary", answered=3, unknown=1)
    ask(engine, "machine_learning_engineer", "skills", answered=2)
    ask(engine, NURSE, "salary", answered=99, day=date(2026, 1, 1))  # too long ago
    ask(engine, "no_such_occupation", "salary", unknown=5)
    with engine.connect() as conversations, dataset_engine.connect() as knowledge:
        found = coverage(knowledge, demand(conversations, TODAY))
        one = coverage(knowledge, [], search="electricians")
    cells = {(cell.occupation.key, cell.topic.key): cell for cell in found}
    hours, pay = cells[NURSE, "working_hours"], cells[NURSE, "salary"]
    skills = cells["machine_learning_engineer", "skills"]
    assert (hours.state, hours.asked, hours.missed) == ("empty", 7, 7)
    assert (pay.state, pay.rows, pay.asked, pay.missed) == ("full", 0, 4, 1)  # by a dataset
    assert skills.state == "full" and skills.rows >= 3 and skills.asked == 2
    assert "thin" in {cell.state for cell in found if 0 < cell.rows < 3}
    assert {cell.occupation.name for cell in one} == {"electrician"}


def test_the_page_filters_and_leads_to_the_missing_fact(
    editor: Visitor, reader: Visitor, engine: Engine
) -> None:
    today = datetime.now(timezone.utc).date()
    ask(engine, "data_scientist", "working_hours", unknown=2, day=today)
    page = editor.get("/desk/coverage/", query_string={"state": "empty", "topic": "working_hours"}).text
    assert "/desk/facts/new?occupation=data_scientist&amp;topic=working_hours" in page
    assert "/desk/facts/new" not in reader.get("/desk/coverage/").text
    odd = {"search": "<script>'; --", "state": "x", "topic": "../", "sort": "1; DROP", "page": "9999999999"}
    strange = reader.get("/desk/coverage/", query_string=odd)
    assert strange.status_code == 200 and "<script>" not in strange.text


@pytest.mark.parametrize(
    ("title", "publisher", "published", "kind", "state", "months"),
    [
        ("A survey of hours", None, "2025", "survey", "fresh", 11),
        ("Wages", "Bureau of Labor Statistics", "2023-05", "statistics", "stale", 42),
        ("What they do", None, None, "article", "undated", None),
        ("What they do", None, "2023-10-15", "article", "stale", 37),
        ("What they do", None, "2023-11", "article", "fresh", 36),
        ("Surveyors at work", None, "2024", "article", "fresh", 23),
    ],
)
def test_a_source_is_stale_when_it_is_older_than_its_kinds_cycle(
    title: str, publisher: str | None, published: str | None, kind: str, state: str, months: int | None
) -> None:
    found = age_of(CitedSource("k", title, publisher, published, "x.txt", dataset=False), TODAY)
    assert (found.kind.name, found.state, found.months) == (kind, state, months)


def test_sources_are_listed_with_age_and_link_and_an_editor_has_them_checked(
    editor: Visitor, reader: Visitor, engine: Engine
) -> None:
    with engine.begin() as connection:
        links.store(connection, "https://gone.example/", 404, "gone")
    page = reader.get("/desk/coverage/sources").text
    assert "undated" in page and "Machine Learning Engineer" in page and "Check the links" not in page
    assert reader.post("/desk/coverage/sources/check").status_code == 403
    assert editor.post("/desk/coverage/sources/check").status_code == 303  # no source has an address
    with engine.connect() as connection:
        assert audit.entries(connection)[0].action == "links_checked"
