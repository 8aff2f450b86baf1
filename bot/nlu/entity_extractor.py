"""Rasa component: marks what a message names, from the terms that the knowledge base held at training."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.lexicon import read_lexicon
from bot.nlu.mentions import MentionFinder, Word
from bot.nlu.tokenizer import words
from knowledge.database import create_knowledge_engine
from knowledge.queries.entities import vocabulary

_FILE = "terms.json"
Terms = list[tuple[list[str], str, str]]


# Also registered as a featurizer: only tokenizers and featurizers see the training data before classifiers,
# and the intent classifier reads the entities of its examples.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class KnowledgeEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Entities have the kind as ``entity`` and a key of the base, or the typed words, as ``value``."""

    def __init__(self, storage: ModelStorage, resource: Resource, terms: Terms) -> None:
        """Take the terms to look for, none before training."""
        self._storage = storage
        self._resource = resource
        self._finder = MentionFinder(terms, read_lexicon())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeEntityExtractor:
        """Return an extractor that knows the lexicon only."""
        return cls(model_storage, resource, [])

    def train(self, training_data: TrainingData) -> Resource:
        """Take the terms from the knowledge base and keep them in the model."""
        with create_knowledge_engine().connect() as connection:
            terms = [(words(term.alias), term.kind, term.key) for term in vocabulary(connection)]
        self._finder = MentionFinder(terms, read_lexicon())
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(terms), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KnowledgeEntityExtractor:
        """Return the trained extractor."""
        with model_storage.read_from(resource) as folder:
            terms = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, terms)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mark the training phrases, so that the intent classifier learns from what they name."""
        self.process(training_data.nlu_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Mark each message."""
        for message in messages:
            message.set(ENTITIES, message.get(ENTITIES, []) + self._entities(message), add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        typed = message.get(TEXT) or ""
        tokens = message.get(TOKENS_NAMES[TEXT]) or []
        found = [Word(token.text, typed[token.start : token.end], token.start, token.end) for token in tokens]
        return [
            {
                "entity": mention.kind,
                "value": mention.value,
                "start": found[mention.first].start,
                "end": found[mention.last].end,
                "extractor": type(self).__name__,
            }
            for mention in self._finder.find(found)
        ]
