"""Migrations give the tables that the models describe, on both databases."""

from __future__ import annotations

import re

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from knowledge.content import Content
from knowledge.database import MIGRATIONS, UnknownRevision, create_knowledge_engine, migrate
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


def test_migrating_twice_is_harmless(writable: Engine, content: Content) -> None:
    migrate(writable)
    assert differences(writable) == []
    with writable.connect() as connection:
        statements = connection.execute(metadata.tables["statement"].select()).all()
    assert len(statements) == len(content.statements)


def test_a_schema_of_a_newer_release_is_refused_with_both_revisions(migrated: Engine) -> None:
    with migrated.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnknownRevision, match=r"has schema 9999, and this release knows up to \d{4}"):
        migrate(migrated)
    with migrated.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
        connection.execute(text("DELETE FROM alembic_version"))
        command.stamp(config_for(connection), "head")


def test_migrations_can_be_undone_and_done_again(empty: Engine) -> None:
    migrate(empty)
    with empty.begin() as connection:
        command.downgrade(config_for(connection), "base")
    assert tables(empty) <= {"alembic_version"}
    migrate(empty)
    assert differences(empty) == []


def test_a_loaded_database_can_be_downgraded(writable: Engine) -> None:
    with writable.begin() as connection:
        command.downgrade(config_for(connection), "base")
    assert tables(writable) <= {"alembic_version"}


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
