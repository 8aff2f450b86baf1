"""Splits a message into words and corrects their spelling; the typed text and its offsets stay."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
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
from bot.nlu.live_names import Names, keep_live
from bot.nlu.spelling.english import english_words
from bot.nlu.spelling.project_counts import ProjectCounts, project_counts, with_names
from bot.nlu.spelling.speller import Speller
from bot.nlu.words import split, words
from knowledge.records import Term
from knowledge.vocabulary import content_terms, trained_folders

_FILE = "counts.json"
_NOT_NAMES = frozenset({"gender"})  # kinds whose single words may be typing errors: "how man courses"


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
        """Take the arguments of the graph and the speller, empty before training."""
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._speller = speller
        self._trained = speller.counts

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CorrectingTokenizer:
        """Return a tokenizer that corrects nothing yet."""
        return cls(config, model_storage, resource, Speller(ProjectCounts()))

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words to correct towards and store the counts in the model."""
        phrases = [words(example.get(TEXT)) for example in training_data.nlu_examples if example.get(TEXT)]
        lexicon = read_lexicon()
        named = _in_words(content_terms(*trained_folders()))
        named += [(name.split(), kind) for name, kind in lexicon.unknown.items()]
        groups = [name.split() for name in lexicon.names()]
        terms = [term for term, _kind in named] + groups
        names = [*_fixed(named), *(" ".join(group) for group in groups if len(group) > 1)]
        counts = project_counts(phrases, terms, names)
        self._speller = Speller(counts)
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(asdict(counts), sort_keys=True), encoding="utf-8")
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
            counts = ProjectCounts(**json.loads((folder / _FILE).read_text(encoding="utf-8")))
        speller = Speller(counts)
        # Reads the lists of English now; else the first message would wait for them.
        speller.correct(["mispelt"])
        tokenizer = cls(config, model_storage, resource, speller)
        keep_live(tokenizer)
        return tokenizer

    def renew(self, names: Names) -> list[str]:
        """Correct towards these names, too, from now on; return those that were not there in the training.

        The names of the training stay until the next one. Of job titles only the words count that are no
        everyday English.
        """
        named = _in_words(names.terms)
        rare = sorted({word for title in names.titles for word in title.split() if _is_rare(word)})
        terms = [*(term for term, _kind in named), *([word] for word in rare)]
        counts = with_names(self._trained, terms, [*_fixed(named), *rare])
        if counts == self._speller.counts:
            return []
        self._speller = Speller(counts)
        known = set(self._trained.names)
        return [name for name in counts.names if name not in known and name not in rare]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the corrected words of ``attribute``; a word with a missing space becomes two tokens."""
        text = message.get(attribute)
        tokens = self._joined(text, [part for token in split(text) for part in self._split(token)])
        typed = [text[token.start : token.end] for token in tokens]
        corrected = self._speller.correct([token.text for token in tokens], typed)
        for token, word in zip(tokens, corrected, strict=True):
            token.text = token.lemma = word
        return tokens

    def _split(self, token: Token) -> list[Token]:
        """Split a word with a missing space, unless its normal form differs in length from the typed one."""
        parts = self._speller.split(token.text)
        if len(parts) == 1 or token.end - token.start != len(token.text):
            return [token]
        middle = token.start + len(parts[0])
        return [Token(parts[0], token.start, middle), Token(parts[1], middle, token.end)]

    def _joined(self, text: str, tokens: list[Token]) -> list[Token]:
        """Join two words where the space between them is needless."""
        joined: list[Token] = []
        for token in tokens:
            last = joined[-1] if joined else None
            if (
                last
                and text[last.end : token.start] == " "
                and self._speller.are_one_word(last.text, token.text)
            ):
                joined[-1] = Token(last.text + token.text, last.start, token.end)
            else:
                joined.append(token)
        return joined


def _is_rare(word: str) -> bool:
    return word.isalpha() and len(word) > 1 and word not in english_words()


def _in_words(terms: Iterable[Term]) -> list[tuple[list[str], str]]:
    return [(words(term.alias), term.kind) for term in terms]


def _fixed(named: Iterable[tuple[list[str], str]]) -> list[str]:
    """Return the names that are never taken for misspellings of something else."""
    return [" ".join(term) for term, kind in named if len(term) > 1 or kind not in _NOT_NAMES]
