"""Intents from words, characters and the kinds of what a message names."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.nlu.mentions import HOW_PEOPLE_ASK

_JOINTS = frozenset({"and", "then", "plus", "also"})
_STOPS = frozenset("?.;!,")
_WEIGHTS, _VOCABULARY = "weights.npz", "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EntityAwareIntentClassifier(GraphComponent, IntentClassifier):
    """TF-IDF of words (with entities as placeholders) and of characters, then logistic regression.

    The model archive carries arrays and JSON only.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Need the tokens and the entities of this package."""
        from bot.nlu.entity_extractor import KnowledgeEntityExtractor
        from bot.nlu.tokenizer import CorrectingTokenizer

        return [CorrectingTokenizer, KnowledgeEntityExtractor]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults.

        ``C`` is the inverse of the regularisation, ``character_weight`` weighs characters beside words, and
        ``question_confidence`` is the least with which a part of a message counts as a question of its own.
        """
        return {"C": 20.0, "character_weight": 0.7, "ranking_length": 10, "question_confidence": 0.6}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """Set up the untrained model."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._words = TfidfVectorizer(
            analyzer="word", ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+"
        )
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2
        )
        self._coefficients = np.zeros((0, 0))
        self._intercepts = np.zeros(0)
        self._intents: list[str] = []

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityAwareIntentClassifier:
        """Return an untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the training phrases and keep the weights in the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._words.fit([_masked(example) for example in examples])
        self._characters.fit([_plain(example) for example in examples])
        model = LogisticRegression(C=self._config["C"], max_iter=400, class_weight="balanced", random_state=0)
        model.fit(self._features(examples), [example.get(INTENT) for example in examples])
        self._intents = [str(intent) for intent in model.classes_]
        coefficients, intercepts = model.coef_.astype(np.float32), model.intercept_
        if len(self._intents) == 2:  # scikit-learn keeps one row for two classes: that of the second
            coefficients, intercepts = (
                np.vstack([-coefficients, coefficients]),
                np.hstack([-intercepts, intercepts]),
            )
        self._coefficients, self._intercepts = coefficients, intercepts
        self._persist()
        return self._resource

    def _persist(self) -> None:
        vocabulary = {
            "intents": self._intents,
            "words": {term: int(place) for term, place in self._words.vocabulary_.items()},
            "characters": {term: int(place) for term, place in self._characters.vocabulary_.items()},
        }
        with self._storage.write_to(self._resource) as folder:
            (folder / _VOCABULARY).write_text(json.dumps(vocabulary), encoding="utf-8")
            np.savez_compressed(
                folder / _WEIGHTS,
                coefficients=self._coefficients,
                intercepts=self._intercepts,
                words_idf=self._words.idf_,
                characters_idf=self._characters.idf_,
            )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EntityAwareIntentClassifier:
        """Return the trained classifier."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            vocabulary = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
            weights = dict(np.load(folder / _WEIGHTS))
        classifier._intents = vocabulary["intents"]
        classifier._coefficients, classifier._intercepts = weights["coefficients"], weights["intercepts"]
        for name, vectorizer in (("words", classifier._words), ("characters", classifier._characters)):
            vectorizer.vocabulary_ = vocabulary[name]
            vectorizer.idf_ = weights[f"{name}_idf"]
        return classifier

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of each message."""
        logits = self._features(messages) @ self._coefficients.T + self._intercepts
        for message, row in zip(messages, logits, strict=True):
            exponents = np.exp(row - row.max())
            confidences = exponents / exponents.sum()
            order = np.argsort(-confidences)[: self._config["ranking_length"]]
            ranking = [{"name": self._intents[i], "confidence": float(confidences[i])} for i in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            questions = self._questions(message)
            if questions:
                message.set(ENTITIES, (message.get(ENTITIES) or []) + questions, add_to_output=True)
        return messages

    def _questions(self, message: Message) -> list[dict[str, Any]]:
        """Mark the parts of a message that ask different things; none when it asks one thing only."""
        if not self._intents:
            return []
        asked: dict[str, dict[str, Any]] = {}
        for part in _parts(message):
            (logits,) = self._features([part]) @ self._coefficients.T + self._intercepts
            exponents = np.exp(logits - logits.max())
            best = int(exponents.argmax())
            intent, tokens = self._intents[best], _tokens(part)
            if (
                exponents[best] / exponents.sum() >= self._config["question_confidence"]
                and intent not in asked
            ):
                asked[intent] = {
                    "entity": "question",
                    "value": intent,
                    "start": tokens[0].start,
                    "end": tokens[-1].end,
                    "extractor": type(self).__name__,
                }
        return list(asked.values()) if len(asked) > 1 else []

    def _features(self, messages: list[Message]) -> csr_matrix:
        words = self._words.transform([_masked(message) for message in messages])
        characters = self._characters.transform([_plain(message) for message in messages])
        return hstack([words, characters * self._config["character_weight"]], format="csr")


def _tokens(message: Message) -> list[Token]:
    return list(message.get(TOKENS_NAMES[TEXT]) or [])


def _plain(message: Message) -> str:
    return " ".join(token.text for token in _tokens(message))


def _parts(message: Message) -> list[Message]:
    """Return the parts of a message between question marks, full stops and "and".

    A part that only names things ("… and data scientists") is none.
    """
    typed, tokens = message.get(TEXT) or "", _tokens(message)
    parts: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        between = typed[tokens[place - 1].end : token.start] if place else ""
        if token.text in _JOINTS or set(between) & _STOPS:
            parts.append([])
        if token.text not in _JOINTS:
            parts[-1].append(token)
    named = [(entity["start"], entity["end"]) for entity in message.get(ENTITIES) or []]
    asking = [
        part
        for part in parts
        if any(not any(start <= token.start < end for start, end in named) for token in part)
    ]
    return [_part(message, part) for part in asking] if len(asking) > 1 else []


def _part(message: Message, tokens: list[Token]) -> Message:
    first, last = tokens[0].start, tokens[-1].end
    entities = [one for one in message.get(ENTITIES) or [] if first <= one["start"] < last]
    return Message({TEXT: message.get(TEXT), TOKENS_NAMES[TEXT]: tokens, ENTITIES: entities})


def _masked(message: Message) -> str:
    """Return the words of a message followed by the kinds of what it names.

    What is named also stands in the place of its words, so that phrases with other tools look alike.
    """
    kinds: dict[int, tuple[str, int]] = {}
    for entity in message.get(ENTITIES) or []:
        if entity["entity"] not in HOW_PEOPLE_ASK:
            kinds.setdefault(entity["start"], (entity["entity"], entity["end"]))
    masked, skip_until = [], -1
    for token in _tokens(message):
        if token.start in kinds:
            kind, skip_until = kinds[token.start]
            masked.append(f"_{kind}_")
        elif token.start >= skip_until:
            masked.append(token.text)
    return " ".join(masked) + " | " + _plain(message)
