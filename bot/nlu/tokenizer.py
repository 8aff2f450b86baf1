"""Splits a message into words and corrects their spelling; the typed text and its offsets stay."""

from __future__ import annotations

import json
import re
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.lexicon import read_lexicon
from bot.nlu.spelling import Speller, project_words
from knowledge.database import create_knowledge_engine
from knowledge.queries.entities import vocabulary
from knowledge.terms import normalise

# Abbreviations with dots (Ph.D.), numbers with separators (118,000), words with an apostrophe or sign (C++).
_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\b\.?|\d[\d,.]*\d|[^\W_]+(?:['’][^\W_]+)*[+#]*")
_FILE = "words.json"


def split(text: str) -> list[Token]:
    """Return the words of ``text`` in normal form with their offsets in it."""
    tokens = []
    for match in _WORD.finditer(text):
        word = normalise(match.group())
        if word:
            tokens.append(Token(word, match.start(), match.end()))
    return tokens


def words(text: str) -> list[str]:
    """Return the words of ``text`` in normal form."""
    return [token.text for token in split(text)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class CorrectingTokenizer(Tokenizer):
    """Rasa tokenizer whose tokens hold corrected words at the offsets of the typed ones."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return Rasa's tokenizer defaults."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, speller: Speller
    ) -> None:
        """Take what the graph gives and the speller, empty before training."""
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._speller = speller

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CorrectingTokenizer:
        """Return a tokenizer that corrects nothing yet."""
        return cls(config, model_storage, resource, Speller({}))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words to correct towards and keep them in the model."""
        phrases = [words(example.get(TEXT)) for example in training_data.nlu_examples if example.get(TEXT)]
        with create_knowledge_engine().connect() as connection:
            terms = [words(term.alias) for term in vocabulary(connection)]
        terms += [name.split() for name in read_lexicon().names()]
        self._speller = Speller(project_words(phrases, terms))
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(self._speller.words, sort_keys=True), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CorrectingTokenizer:
        """Return the trained tokenizer."""
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, Speller(counts))

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the corrected words of ``attribute``."""
        tokens = split(message.get(attribute))
        for token in tokens:
            token.text = token.lemma = self._speller.correct(token.text)
        return tokens
