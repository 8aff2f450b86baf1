"""Whoever adds an occupation breaks no guard of the content, and changes no answer about another one."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy.engine import Connection, Engine

from knowledge.content import CONTENT, Content, read_content
from knowledge.loader import load
from knowledge.queries.catalogue import export_all
from tests.knowledge import test_content, test_coverage
from tests.knowledge.queries import (
    test_comparisons,
    test_disagreements,
    test_entities,
    test_facts,
    test_misconceptions,
    test_occupations,
    test_search,
    test_sources,
    test_topics,
)

ADDED = Path(__file__).with_name("growth") / "data_engineer.yml"
OF_CONTENT = (test_content, test_coverage)
OF_QUERIES = (
    test_comparisons,
    test_disagreements,
    test_entities,
    test_facts,
    test_misconceptions,
    test_occupations,
    test_search,
    test_sources,
    test_topics,
)


def guards(modules: tuple[ModuleType, ...], argument: str) -> list[Callable[[Any], None]]:
    """Return the tests that take nothing but ``argument``."""
    return [
        function
        for module in modules
        for name, function in vars(module).items()
        if name.startswith("test_") and list(inspect.signature(function).parameters) == [argument]
    ]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The shipped content and a further occupation."""
    folder = tmp_path_factory.mktemp("grown") / "content"
    shutil.copytree(CONTENT, folder)
    shutil.copy(ADDED, folder / "occupations")
    return read_content(folder)


@pytest.fixture
def grown_connection(writable: Engine, grown: Content) -> Iterator[Connection]:
    load(writable, grown)
    with writable.connect() as connection:
        yield connection


@pytest.mark.parametrize("guard", guards(OF_CONTENT, "content"), ids=lambda guard: guard.__name__)
def test_the_guards_of_the_shipped_content_hold(grown: Content, guard: Callable[[Content], None]) -> None:
    guard(grown)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_tests_of_the_queries_hold(grown_connection: Connection) -> None:
    held = guards(OF_QUERIES, "connection")
    for guard in held:
        guard(grown_connection)
    assert len(held) > 25


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_rows_of_other_occupations_stay_as_they_are(loaded: Engine, grown_connection: Connection) -> None:
    with loaded.connect() as connection:
        before = export_all(connection)
    after = export_all(grown_connection)
    for table, rows in before.items():
        assert [row for row in after[table] if row in rows] == rows, table
    added = {row["occupation"] for rows in after.values() for row in rows if "occupation" in row}
    assert "data_engineer" in added
