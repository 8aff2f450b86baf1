"""Names that are loaded after the training are found and corrected to without another."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.engine import Engine

from bot.nlu import live_names
from bot.nlu.entity_extractor import KnowledgeEntityExtractor
from bot.nlu.live_names import LiveNames, Names
from bot.nlu.tokenizer import CorrectingTokenizer
from knowledge import models
from knowledge.content import CONTENT, content_fingerprint, read_content
from knowledge.database import create_knowledge_engine
from knowledge.loader import load
from tests.bot.nlu.conftest import Parser, Store, example
from tests.databases import copied
from tests.knowledge.datasets.tiny import import_all, tiny_datasets

OWN = """\
occupation: {key: ropemaker, name: ropemaker, plural: ropemakers, aliases: [cordwainer of ropes]}
entities:
  - {key: ropewalk, name: ropewalk, kind: tool, aliases: [hemp hackle]}
"""
SHIPPED_PHRASES = ["whats a machin leaning enginer", "salry of a dta enginer in frnace", "do i need pytorch"]


@pytest.fixture
def engine(shipped_database: Path, tmp_path: Path) -> Iterator[Engine]:
    made = create_knowledge_engine(copied(shipped_database, tmp_path))
    yield made
    made.dispose()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "ropes.yml").write_text(OWN, encoding="utf-8")
    return folder


@pytest.fixture
def parser(store: Store, trained: Parser) -> Parser:
    """Components of a loaded model that no other test uses."""
    return Parser(
        store.loaded(CorrectingTokenizer, "tokenizer"), store.loaded(KnowledgeEntityExtractor, "extractor")
    )


def load_into(engine: Engine, *folders: Path) -> None:
    load(engine, read_content(*folders), content_fingerprint(*folders))


def parses(parser: Parser) -> list[object]:
    return [
        (parser.parse(text).get("text_tokens"), parser.parse(text).get("entities"))
        for text in SHIPPED_PHRASES
    ]


def test_a_new_name_is_found_and_its_misspelling_corrected(parser: Parser, engine: Engine, own: Path) -> None:
    text = "do ropemakrs need a hemp hakle"
    assert parser.names(text, "tool") == []
    load_into(engine, CONTENT, own)
    found = LiveNames(engine).look()
    assert {"ropemaker", "ropemakers", "hemp hackle"} <= set(found)
    assert parser.names(text) == [("occupation", "ropemaker"), ("aspect", "necessity"), ("tool", "ropewalk")]


def test_what_was_understood_before_is_understood_the_same(parser: Parser, engine: Engine, own: Path) -> None:
    before = parses(parser)
    load_into(engine, CONTENT, own)
    assert LiveNames(engine).look()
    assert parses(parser) == before


def test_a_name_that_is_gone_is_no_longer_found(parser: Parser, engine: Engine, own: Path) -> None:
    names = LiveNames(engine)
    load_into(engine, CONTENT, own)
    names.look()
    assert parser.names("what is a ropewalk", "tool") == [("tool", "ropewalk")]
    load_into(engine, CONTENT)
    assert names.look() == []
    assert parser.names("what is a ropewalk", "tool") == []
    before = [token.text for token in parser.tokenizer.tokenize(example("ropewlk"), "text")]
    assert before == ["ropewlk"]


def test_the_content_of_the_training_renews_nothing(parser: Parser, engine: Engine) -> None:
    load_into(engine, CONTENT)
    finder, speller = parser.extractor._finder, parser.tokenizer._speller
    assert LiveNames(engine).look() == []
    assert (parser.extractor._finder, parser.tokenizer._speller) == (finder, speller)


def test_titles_and_places_that_are_imported_are_found_and_corrected(
    parser: Parser, engine: Engine, tmp_path: Path
) -> None:
    text = "what does a statistics wizard earn in OR"
    load_into(engine, CONTENT)
    names = LiveNames(engine)
    assert names.look() == []
    assert parser.names(text, "occupation", "place") == []
    import_all(engine, tiny_datasets(tmp_path))
    assert names.look() == []  # titles are not listed in the log
    assert parser.names(text, "occupation", "place") == [
        ("occupation", "statistics wizard"),
        ("place", "OR"),
    ]
    assert parser.names("pay of anesthesiologits", "occupation") == [("occupation", "anesthesiologist")]
    assert parser.names("do i need pytorch", "tool") == [("tool", "pytorch")]


def test_components_are_told_terms_titles_and_places_once_a_version(engine: Engine, tmp_path: Path) -> None:
    class Component:
        def __init__(self) -> None:
            self.told: list[Names] = []

        def renew(self, names: Names) -> list[str]:
            self.told.append(names)
            return ["a name"]

    component = Component()
    live_names.keep_live(component)
    names = LiveNames(engine)
    load_into(engine, CONTENT)
    assert "a name" in names.look()
    import_all(engine, tiny_datasets(tmp_path))
    names.look()
    names.look()
    without, with_datasets = component.told
    assert (without.titles, without.areas) == (frozenset(), frozenset())
    assert without.terms == with_datasets.terms
    assert {"nurse", "statistics wizard"} <= with_datasets.titles
    assert {"oregon", "or", "rose city"} <= with_datasets.areas


@pytest.mark.parametrize("state", ["no version", "no tables", "no file"])
def test_a_knowledge_base_that_does_not_answer_changes_nothing(
    parser: Parser, engine: Engine, state: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if state == "no version":
        with engine.begin() as connection:
            connection.execute(delete(models.content_version))
    elif state == "no tables":
        models.metadata.drop_all(engine)
    else:
        engine = create_knowledge_engine(f"sqlite:///{tmp_path}")
    names = LiveNames(engine)
    assert names.look() == names.look() == []
    assert parser.names("do i need pytorch", "tool") == [("tool", "pytorch")]
    assert len(caplog.records) == (state != "no version")  # told once, not every second


async def test_it_looks_again_and_again(
    parser: Parser, engine: Engine, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_names, "INTERVAL_SECONDS", 0.01)
    following = asyncio.create_task(LiveNames(engine).follow())
    load_into(engine, CONTENT, own)
    for _ in range(300):
        if parser.names("what is a ropewalk", "tool"):
            break
        await asyncio.sleep(0.02)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    assert parser.names("what is a ropewalk", "tool") == [("tool", "ropewalk")]
