"""Migrations give the tables that the models describe, on both databases."""

from __future__ import annotations

import re

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.engine import Engine

from knowledge.content import Content
from knowledge.database import MIGRATIONS, create_knowledge_engine, migrate
from knowledge.loader import load
from knowledge.models import metadata


def config_for(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def test_an_empty_database_gets_exactly_the_tables_of_the_models(empty: Engine) -> None:
    assert tables(empty) == set()
    migrate(empty)
    assert tables(empty) == {*metadata.tables, "alembic_version"}
    assert differences(empty) == []


def test_every_index_of_the_models_is_made(migrated: Engine) -> None:
    made = {index["name"] for table in metadata.tables for index in inspect(migrated).get_indexes(table)}
    assert {index.name for table in metadata.tables.values() for index in table.indexes} <= made


def test_a_database_made_of_the_models_needs_no_migration(empty: Engine) -> None:
    metadata.create_all(empty)
    assert differences(empty) == []


def test_migrating_twice_is_harmless(empty: Engine, content: Content) -> None:
    migrate(empty)
    counts = load(empty, content)
    migrate(empty)
    assert differences(empty) == []
    with empty.connect() as connection:
        assert len(connection.execute(metadata.tables["statement"].select()).all()) == counts["statement"]


def test_migrations_can_be_undone_and_done_again(empty: Engine) -> None:
    migrate(empty)
    with empty.begin() as connection:
        command.downgrade(config_for(connection), "base")
    assert tables(empty) <= {"alembic_version"}
    migrate(empty)
    assert differences(empty) == []


def test_a_loaded_database_can_be_taken_back(migrated: Engine, content: Content) -> None:
    load(migrated, content)
    with migrated.begin() as connection:
        command.downgrade(config_for(connection), "base")
    assert tables(migrated) <= {"alembic_version"}


def test_alembic_itself_runs_on_the_configured_database(database_url: str) -> None:
    command.upgrade(config_for(None), "head")
    assert set(metadata.tables) <= tables(create_knowledge_engine(database_url))


def test_migrations_are_numbered_without_a_gap_and_form_one_line() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    revisions = [script.revision for script in scripts.walk_revisions()][::-1]
    assert len(scripts.get_heads()) == 1
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    files = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))
    assert len(files) == len(revisions)
    for revision, file in zip(revisions, files, strict=True):
        assert re.fullmatch(rf"{revision}_[a-z0-9_]+\.py", file)


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_table_about_an_occupation_names_its_source(table: str) -> None:
    columns = metadata.tables[table].c
    if {"occupation_id", "key"} <= set(columns.keys()) and table != "disagreement":
        assert not columns["source_id"].nullable
