"""Rasa component: extracts the entities of a message by the names of the knowledge base."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
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

from bot.nlu.entity_finder import EntityFinder, Word
from bot.nlu.lexicon import read_lexicon
from bot.nlu.live_names import Names, keep_live
from bot.nlu.words import words
from knowledge.datasets.occupations import carried_titles, carried_work
from knowledge.records import Term
from knowledge.vocabulary import content_terms, trained_folders

_FILE = "terms.json"
WORK = "work"  # role of an occupation that is told by what is done
Terms = list[tuple[list[str], str, str]]


# Also registered as a featurizer: only tokenizers and featurizers see the training data before classifiers,
# and the intent classifier reads the entities of its examples.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class KnowledgeEntityExtractor(GraphComponent, EntityExtractorMixin):
    """An entity has its kind as ``entity``, and as ``value`` a key of the base, or the words as typed."""

    def __init__(self, storage: ModelStorage, resource: Resource, terms: Terms) -> None:
        """Take the terms to look for: none before training."""
        self._storage = storage
        self._resource = resource
        self._terms = terms
        self._imported = Names()  # titles, places and work of the datasets
        self._finder = EntityFinder(terms, read_lexicon())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeEntityExtractor:
        """Return an extractor that knows only the lexicon."""
        return cls(model_storage, resource, [])

    def train(self, training_data: TrainingData) -> Resource:
        """Read the terms from the content files and store them in the model."""
        terms = self._terms = _in_words(content_terms(*trained_folders()))
        # Titles are found by the knowledge base's; those of the project stand in the training phrases.
        self._finder = EntityFinder(terms, read_lexicon(), carried_titles(), work=carried_work())
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
            kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        terms = [(name, kind, key) for name, kind, key in kept]
        extractor = cls(model_storage, resource, terms)
        keep_live(extractor)
        return extractor

    def renew(self, names: Names) -> list[str]:
        """Find these names from now on; return the new ones of the content."""
        now = _in_words(names.terms)
        if (now, replace(names, terms=())) == (self._terms, self._imported):
            return []
        known = {" ".join(term) for term, _kind, _key in self._terms}
        self._finder = EntityFinder(now, read_lexicon(), names.titles, names.areas, names.work)
        self._terms, self._imported = now, replace(names, terms=())
        return [name for name in (" ".join(term) for term, _kind, _key in now) if name not in known]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Extract the entities of the training phrases, which the intent classifier learns from."""
        self.process(training_data.nlu_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Extract the entities of each message."""
        for message in messages:
            message.set(ENTITIES, message.get(ENTITIES, []) + self._entities(message), add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        typed = message.get(TEXT) or ""
        tokens = message.get(TOKENS_NAMES[TEXT]) or []
        said = [Word(token.text, typed[token.start : token.end], token.start, token.end) for token in tokens]
        return [
            {
                "entity": span.kind,
                "value": span.value,
                "start": said[span.first].start,
                "end": said[span.last].end,
                "extractor": type(self).__name__,
                **({"role": WORK} if span.is_work else {}),
            }
            for span in self._finder.find(said)
        ]


def _in_words(terms: Iterable[Term]) -> Terms:
    return [(words(term.alias), term.kind, term.key) for term in terms]
