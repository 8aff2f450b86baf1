"""NLU on a temporary knowledge base with the project's content, its components trained once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.nlu.entity_extractor import KnowledgeEntityExtractor
from bot.nlu.tokenizer import CorrectingTokenizer
from knowledge.database import create_knowledge_engine
from knowledge.queries.entities import vocabulary
from knowledge.records import Term
from tests.databases import copied

ROOT = Path(__file__).resolve().parents[3]
NO_CONTEXT = cast(ExecutionContext, None)


def training_phrases() -> list[tuple[str, str]]:
    """Return (intent, phrase) of data/nlu.yml; Rasa's own reader takes seconds."""
    data = YAML(typ="safe").load((ROOT / "data" / "nlu.yml").read_text(encoding="utf-8"))
    return [
        (group["intent"], line.removeprefix("- ").strip())
        for group in data["nlu"]
        for line in group.get("examples", "").splitlines()
        if line.startswith("- ")
    ]


def example(text: str, intent: str | None = None) -> Message:
    """Return a message, with its intent if it is for training."""
    return Message({TEXT: text, **({INTENT: intent} if intent else {})})


@dataclass
class Parser:
    """Tokenizer and entity extractor behind each other."""

    tokenizer: CorrectingTokenizer
    extractor: KnowledgeEntityExtractor

    def parse(self, text: str) -> Message:
        (message,) = self.extractor.process(self.tokenizer.process([example(text)]))
        return message

    def entities(self, text: str) -> list[dict[str, Any]]:
        return list(self.parse(text).get(ENTITIES))

    def names(self, text: str, *kinds: str) -> list[tuple[str, str]]:
        """Return kind and value of what is named, of all kinds or of some."""
        found = [(entity["entity"], entity["value"]) for entity in self.entities(text)]
        return [one for one in found if not kinds or one[0] in kinds]


@dataclass
class Store:
    """A model storage and the folder in which it keeps its resources."""

    storage: LocalModelStorage
    folder: Path

    def loaded(self, component: Any, name: str, config: dict[str, Any] | None = None) -> Any:
        """Return a component as it comes out of a model."""
        given = {**component.get_default_config(), **(config or {})}
        return component.load(given, self.storage, Resource(name), NO_CONTEXT)

    def created(self, component: Any, name: str, config: dict[str, Any] | None = None) -> Any:
        """Return a component before training."""
        given = {**component.get_default_config(), **(config or {})}
        return component.create(given, self.storage, Resource(name), NO_CONTEXT)


@pytest.fixture(scope="session")
def knowledge_url(shipped_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return copied(shipped_database, tmp_path_factory.mktemp("nlu"))


@pytest.fixture(autouse=True)
def database_url(monkeypatch: pytest.MonkeyPatch, knowledge_url: str) -> None:
    """Keep every test away from the developer's own knowledge base."""
    monkeypatch.setenv("DATABASE_URL", knowledge_url)


@pytest.fixture(scope="session")
def terms(knowledge_url: str) -> list[Term]:
    """Every name and alias of the knowledge base."""
    engine = create_knowledge_engine(knowledge_url)
    with engine.connect() as connection:
        found = vocabulary(connection)
    engine.dispose()
    return found


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("model")
    return Store(LocalModelStorage.create(folder), folder)


@pytest.fixture(scope="session")
def trained(store: Store, knowledge_url: str) -> Parser:
    """Tokenizer and extractor trained on the project's phrases, as they are before the model is kept."""
    data = TrainingData([example(phrase, intent) for intent, phrase in training_phrases()])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", knowledge_url)
        tokenizer = store.created(CorrectingTokenizer, "tokenizer")
        extractor = store.created(KnowledgeEntityExtractor, "extractor")
        tokenizer.train(data)
        extractor.train(data)
    return Parser(tokenizer, extractor)


@pytest.fixture(scope="session")
def nlu(store: Store, trained: Parser) -> Parser:
    """The same as they come out of the model."""
    return Parser(
        store.loaded(CorrectingTokenizer, "tokenizer"), store.loaded(KnowledgeEntityExtractor, "extractor")
    )
