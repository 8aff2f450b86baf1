"""What people call a technology."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Connection

from knowledge.models import onet_technology
from knowledge.queries.technology_names import (
    MAKERS,
    known_technologies,
    known_technology,
    technologies_called,
    technology_title,
)


def test_the_first_text_that_names_a_technology_is_found(tiny: Connection) -> None:
    assert known_technology(tiny, names=("zzz", "excel", "python")) == "excel"
    assert known_technology(tiny, names=("python", "excel")) == "python"
    assert known_technology(tiny, names=("zzz", "pyth")) is None
    assert known_technology(tiny, names=()) is None


def test_a_technology_is_called_in_full_at_its_start_or_without_its_maker(tiny: Connection) -> None:
    for name in ("microsoft", "excel", "microsoft excel"):
        assert technologies_called(tiny, name=name) == ("microsoft excel",)
    for name in ("excel spreadsheets", "exce", "micro", "icrosoft excel", ""):
        assert technologies_called(tiny, name=name) == ()


@pytest.mark.parametrize("name", ["excel", "adobe", "java", "c", "c#", "sas", "git", "autocad"])
def test_every_technology_that_begins_with_these_words_is_meant(datasets: Connection, name: str) -> None:
    held = set(datasets.execute(select(onet_technology.c.normalised)).scalars())
    starts = [f"{start} " for start in (name, *(f"{maker} {name}" for maker in MAKERS))]
    meant = {one for one in held if f"{one} ".startswith(tuple(starts))}
    assert meant and sorted(technologies_called(datasets, name=name)) == sorted(meant)


def test_names_are_read_once_for_an_import(datasets: Connection) -> None:
    technologies_called(datasets, name="excel")
    ran: list[str] = []
    note = lambda _connection, _cursor, statement, *_rest: ran.append(statement)  # noqa: E731
    event.listen(datasets.engine, "before_cursor_execute", note)
    try:
        technologies_called(datasets, name="python")
    finally:
        event.remove(datasets.engine, "before_cursor_execute", note)
    assert ran and not [one for one in ran if "onet_technology" in one]


def test_nothing_is_called_so_where_no_dataset_is_loaded(connection: Connection) -> None:
    assert technologies_called(connection, name="excel") == ()


def test_of_many_texts_those_are_found_that_call_a_technology(tiny: Connection) -> None:
    assert known_technologies(tiny, names=["excel", "python", "microsoft excel", "pyth", "", "zzz"]) == {
        "excel",
        "python",
        "microsoft excel",
    }


def test_a_technology_is_written_as_onet_writes_it(datasets: Connection) -> None:
    assert technology_title(datasets, name="excel") == "Microsoft Excel"
    assert technology_title(datasets, name="autocad") == "Autodesk AutoCAD"
    assert technology_title(datasets, name="sql") == "SQL"  # of "Microsoft SQL Server"
    assert technology_title(datasets, name="sap") == "SAP"
    assert technology_title(datasets, name="no such thing") == "no such thing"
