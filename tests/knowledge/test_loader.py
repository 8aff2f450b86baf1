"""Loading replaces the content in one transaction and can be repeated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from knowledge import models
from knowledge.content import Content, ContentError, read_content
from knowledge.database import create_knowledge_engine
from knowledge.encoder import EncoderMissing, load_encoder
from knowledge.loader import load
from knowledge.queries.catalogue import export_all, find_row
from knowledge.queries.facts import figures, statements
from knowledge.queries.occupations import get_occupation
from knowledge.queries.search import search_statements

WriteContent = Callable[..., Path]


def export(engine: Engine) -> object:
    with engine.connect() as connection:
        return export_all(connection)


def changed(content: Content, **figure: object) -> Content:
    """Return content whose one figure differs."""
    other = Content(**{name: value for name, value in vars(content).items() if name != "locations"})
    other.figures = [content.figures[0].copy(update=figure)]
    return other


def test_loading_returns_the_number_of_rows_by_table(writable: Engine, content: Content) -> None:
    counts = load(writable, content)
    assert set(counts) == {table.name for table in models.CURATED_TABLES} - {
        "content_version",
        "passage_version",
    }
    assert counts["passage"] >= len(content.statements) + 2 * len(content.misconceptions)
    with writable.connect() as connection:
        stored = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in models.metadata.tables.items()
            if name in counts
        }
    assert stored == counts
    assert counts["statement"] == len(content.statements)
    assert counts["association"] == len(content.associations)
    assert counts["figure"] == len(content.figures)
    assert counts["misconception_point"] == sum(len(one.points) for one in content.misconceptions)


def test_loading_again_changes_nothing(writable: Engine, content: Content) -> None:
    before = export(writable)
    load(writable, content)
    assert export(writable) == before


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_both_databases_hold_the_same(loaded: Engine, content: Content, tmp_path: Path) -> None:
    other = create_knowledge_engine(f"sqlite:///{tmp_path}/other.db")
    models.metadata.create_all(other)
    load(other, content)
    assert export(loaded) == export(other)


def test_a_load_that_fails_leaves_the_old_content(migrated: Engine, write_content: WriteContent) -> None:
    content = read_content(write_content())
    load(migrated, content)
    before = export(migrated)
    with pytest.raises(KeyError, match="nowhere"):
        load(migrated, changed(content, topic="nowhere"))
    assert export(migrated) == before


def test_a_load_that_the_database_refuses_leaves_the_old_content(
    migrated: Engine, write_content: WriteContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = read_content(write_content())
    load(migrated, content)
    before = export(migrated)
    content.related_occupations.append(content.related_occupations[0])
    with pytest.raises(Exception, match=r"(?i)unique"):
        load(migrated, content)
    assert export(migrated) == before


def test_faulty_content_never_reaches_the_database(migrated: Engine, write_content: WriteContent) -> None:
    load(migrated, read_content(write_content()))
    before = export(migrated)
    with pytest.raises(ContentError):
        load(migrated, read_content(write_content(other="associations: 7\n")))
    assert export(migrated) == before


def test_a_changed_fact_is_live_to_an_open_engine_at_once(
    migrated: Engine, write_content: WriteContent
) -> None:
    content = read_content(write_content())
    load(migrated, content)
    reader = create_knowledge_engine(migrated.url.render_as_string(hide_password=False))

    def value() -> float:
        with reader.connect() as connection:
            return figures(connection, occupation="bell_ringer")[0].value

    assert value() == 100
    load(migrated, changed(content, value=250))
    assert value() == 250
    reader.dispose()


def test_what_left_the_content_leaves_the_database(migrated: Engine, write_content: WriteContent) -> None:
    folder = write_content(other="occupation: {key: sexton, name: sexton, plural: sextons}\n")
    load(migrated, read_content(folder))
    (folder / "other.yml").unlink()
    load(migrated, read_content(folder))
    with migrated.connect() as connection:
        assert get_occupation(connection, key="sexton") is None
        assert get_occupation(connection, key="bell_ringer") is not None


def test_a_reader_sees_the_old_content_until_all_of_the_new_is_in(
    migrated: Engine, write_content: WriteContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = read_content(write_content())
    load(migrated, content)
    seen = []

    def look(*_arguments: object) -> None:
        reader = create_knowledge_engine(migrated.url.render_as_string(hide_password=False))
        with reader.connect() as connection:
            seen.append([row.text for row in statements(connection, occupation="bell_ringer")])
        reader.dispose()

    monkeypatch.setattr("knowledge.loader._Writer._disagreements", look)
    load(migrated, changed(content, value=250))
    assert seen == [["A sense of timing."]]


def test_names_plurals_and_aliases_are_kept_once_each(migrated: Engine, write_content: WriteContent) -> None:
    load(
        migrated, read_content(write_content(other="occupation: {key: sheep, name: sheep, plural: sheep}\n"))
    )
    with migrated.connect() as connection:
        aliases = connection.execute(select(models.occupation_alias.c.alias)).scalars().all()
    assert sorted(aliases) == ["bell ringer", "bell ringers", "ringer", "sheep"]


def test_of_two_spellings_of_a_name_the_first_is_kept(migrated: Engine, write_content: WriteContent) -> None:
    other = "occupation: {key: sheep, name: Sheep, plural: sheep}\n"
    load(migrated, read_content(write_content(other=other)))
    with migrated.connect() as connection:
        aliases = connection.execute(select(models.occupation_alias.c.alias)).scalars().all()
    assert [one for one in aliases if one.lower() == "sheep"] == ["Sheep"]


def test_an_entity_named_twice_by_a_row_is_tied_once(migrated: Engine, write_content: WriteContent) -> None:
    other = (
        "about: bell_ringer\n"
        "statements: [{key: a, source: almanac, topic: skills, text: A., entities: [rope, rope]}]\n"
        "disagreements: [{key: d, topic: skills, text: D., rows: [a, a]}]\n"
    )
    assert load(migrated, read_content(write_content(other=other)))["statement_entity"] == 2
    with migrated.connect() as connection:
        assert [row.key for row in statements(connection, occupation="bell_ringer", entities=["rope"])] == [
            "skills.timing",
            "a",
        ]


def test_the_longest_texts_allowed_fit_both_databases(migrated: Engine, write_content: WriteContent) -> None:
    key, name, prose = "k" * 80, "n" * 200, "t" * 1200
    other = (
        f"occupation: {{key: {key}, name: {name}, plural: {'p' * 200}, aliases: [{'a' * 200}],"
        f" codes: [{{scheme: ESCO, code: '{'9' * 20}', title: {prose}, source: almanac}}]}}\n"
        f"statements: [{{key: s.{'k' * 78}, source: almanac, topic: skills, kind: {key}, text: {prose}}}]\n"
    )
    load(migrated, read_content(write_content(other=other)))
    with migrated.connect() as connection:
        found = find_row(connection, key=key)
    assert found is not None
    assert found["name"] == name


def vectors_of(engine: Engine) -> dict[str, bytes]:
    with engine.connect() as connection:
        rows = connection.execute(select(models.passage.c.text, models.passage.c.vector))
        return {row.text: bytes(row.vector) for row in rows}


def test_what_is_told_is_kept_with_what_the_encoder_makes_of_it(
    migrated: Engine, write_content: WriteContent
) -> None:
    load(migrated, read_content(write_content()))
    held = vectors_of(migrated)
    assert {"A sense of timing.", "A rope."} <= set(held)
    for text, vector in held.items():
        assert vector == load_encoder().encode([text])[0].astype("float16").tobytes()


def test_a_row_is_kept_by_its_text_and_by_the_questions_that_people_ask_for_it(
    migrated: Engine, write_content: WriteContent
) -> None:
    asked = 'questions:\n  skills.timing: ["does rhythm matter?", "what must a bell ringer feel?"]\n'
    load(migrated, read_content(write_content(other=asked)))
    with migrated.connect() as connection:
        rows = connection.execute(
            select(models.passage.c.kind, models.passage.c.row_key, models.passage.c.text)
        )
        kept = {tuple(row) for row in rows if row.row_key == "skills.timing"}
    assert kept == {
        ("statement", "skills.timing", "A sense of timing."),
        ("fact", "skills.timing", "A sense of timing."),
        ("question", "skills.timing", "does rhythm matter?"),
        ("question", "skills.timing", "what must they feel?"),
    }


def test_an_occupation_is_not_named_in_its_passages(migrated: Engine, write_content: WriteContent) -> None:
    other = (
        "about: bell_ringer\nstatements: [{key: a, source: almanac, topic: skills, detail: Every day.,"
        " text: A ringer is strong.}]\n"
    )
    load(migrated, read_content(write_content(other=other)))
    assert {"they is strong.", "they is strong. Every day."} <= set(vectors_of(migrated))


def test_only_texts_that_have_changed_are_encoded_again(
    migrated: Engine, write_content: WriteContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []

    class Counting:
        def encode(self, texts: list[str]) -> Any:
            encoded.extend(texts)
            return load_encoder().encode(texts)

    monkeypatch.setattr("knowledge.passages.load_encoder", Counting)
    folder = write_content()
    load(migrated, read_content(folder))
    first = len(encoded)
    assert set(encoded) == set(vectors_of(migrated))
    load(migrated, read_content(folder))
    assert len(encoded) == first
    main = (folder / "main.yml").read_text(encoding="utf-8")
    (folder / "main.yml").write_text(main.replace("A sense of timing.", "A steady hand."), encoding="utf-8")
    load(migrated, read_content(folder))
    assert encoded[first:] == ["A steady hand."]
    monkeypatch.setattr("knowledge.loader.encoder_identity", lambda: "another encoder")
    load(migrated, read_content(folder))
    assert set(encoded[first + 1 :]) == set(vectors_of(migrated))
    assert "A sense of timing." not in vectors_of(migrated)


def test_a_changed_statement_is_found_at_once(migrated: Engine, write_content: WriteContent) -> None:
    folder = write_content()
    load(migrated, read_content(folder))
    main = (folder / "main.yml").read_text(encoding="utf-8")
    question = "must they be able to swim?"

    def similarity() -> float:
        with migrated.connect() as connection:
            return search_statements(connection, occupation="bell_ringer", question=question)[0][1]

    before = similarity()
    (folder / "main.yml").write_text(main.replace("A sense of timing.", "Swimming well."), encoding="utf-8")
    load(migrated, read_content(folder))
    assert similarity() > before + 0.3


def test_without_an_encoder_nothing_is_loaded_and_it_is_said_how_to_get_one(
    migrated: Engine, write_content: WriteContent, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = read_content(write_content())
    load(migrated, content)
    before = export(migrated)
    monkeypatch.setenv("ADVISOR_ENCODER_DIR", str(tmp_path))
    with pytest.raises(EncoderMissing, match="make encoder"):
        load(migrated, changed(content, value=250))
    assert export(migrated) == before
