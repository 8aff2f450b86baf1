"""The names in the content files are what NLU learns from the knowledge base."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection

from knowledge.queries.entities import vocabulary
from knowledge.vocabulary import content_names, vocabulary_fingerprint


def test_the_names_are_those_that_the_knowledge_base_teaches(connection: Connection) -> None:
    learned = {(term.key, str(term.alias)) for term in vocabulary(connection)}
    named = {
        (key, str(written))
        for key, _kind, name, plural, aliases in content_names()
        for written in (name, plural, *(aliases or ()))
        if written is not None
    }
    assert learned <= named
    assert {key for key, _alias in learned} == {key for key, _alias in named}


def test_a_file_without_names_is_not_parsed(tmp_path: Path) -> None:
    before = vocabulary_fingerprint(tmp_path)
    (tmp_path / "facts.yml").write_text("statements: [{key: a, entities: [x]\n")
    assert vocabulary_fingerprint(tmp_path) == before
    (tmp_path / "names.yml").write_text("entities: [{key: a\n")
    assert vocabulary_fingerprint(tmp_path) != before
