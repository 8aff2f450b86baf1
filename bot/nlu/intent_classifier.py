"""Rasa component: classifies the intent of a message and of each question it contains."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.features import Phrase, PhraseFeatures
from bot.nlu.focus import Span, corrected, correction, parts, shortened, unwanted
from bot.nlu.intent_model import IntentModel, Verdict
from bot.nlu.lexicon import read_lexicon
from bot.nlu.words import words

_ARRAYS, _NAMES = "arrays.npz", "names.json"
MAX_WORDS = 32  # of a span that are read, and of all questions of a message together
MAX_QUESTIONS = 8  # of a message
MIN_WORDS = 3  # of a part of a message that is worth asking back about
MEANT = "meant"  # in the output: the message with corrected spelling
CONFIDENCE = "confidence"  # … and the confidence in the intent of a part of it
NAMED_ANEW = "what_about"  # asks the last question about something else
SET_ASIDE = "deny"  # says only what it does not ask about


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EntityAwareIntentClassifier(GraphComponent, IntentClassifier):
    """Softmax regression over sentence vectors and character n-grams of the corrected message.

    The confidence of the first intent is the calibrated probability that it is right. The parts of a message
    that ask different things become entities of the kind ``question`` (value: the intent), unclear parts
    beside them of the kind ``unclear``. The archive contains arrays and JSON only.

    The work for a message is bounded: long spans are read at their ends only, and only so many parts.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components whose tokens and entities this one needs."""
        from bot.nlu.entity_extractor import KnowledgeEntityExtractor
        from bot.nlu.tokenizer import CorrectingTokenizer

        return [CorrectingTokenizer, KnowledgeEntityExtractor]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults.

        ``C`` is the inverse of the regularisation strength; ``character_weight`` the weight of the n-grams
        beside the vectors; ``question_certainty`` the confidence from which a part of a message is a question
        of its own; ``single_certainty`` that from which a message is clear in spite of an unclear part.
        """
        return {
            "C": 8.0,
            "character_weight": 0.7,
            "character_dimensions": 256,
            "ranking_length": 10,
            "question_certainty": 0.5,
            "single_certainty": 0.95,
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """Set up the untrained model."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._lexicon = read_lexicon()
        self._features = PhraseFeatures(
            character_weight=config["character_weight"], character_dimensions=config["character_dimensions"]
        )
        self._model = IntentModel(config["C"])

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
        """Fit on the training phrases and store what was learned in the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        intents = [str(example.get(INTENT)) for example in examples]
        phrases = [self._phrase(_whole(example)) for example in examples]
        # The name of an intent is an example, too: worth half a point of accuracy beside ten others.
        names = sorted(set(intents))
        phrases += [Phrase(name, name, name) for name in (" ".join(words(intent)) for intent in names)]
        self._model.fit(self._features.fit(phrases), [*intents, *names])
        self._persist()
        return self._resource

    def _persist(self) -> None:
        grams, arrays = self._features.state()
        with self._storage.write_to(self._resource) as folder:
            names = {"intents": self._model.intents, "characters": grams}
            (folder / _NAMES).write_text(json.dumps(names), encoding="utf-8")
            np.savez_compressed(folder / _ARRAYS, **arrays, **self._model.arrays())

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
            names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
            arrays = dict(np.load(folder / _ARRAYS, allow_pickle=False))
        classifier._features.restore(names["characters"], arrays)
        classifier._model.restore(names["intents"], arrays)
        return classifier

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message, and the questions it contains."""
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        typed, whole = message.get(TEXT) or "", _whole(message)
        span = self._asked(whole, typed) if whole.tokens else whole
        ranking, questions = self._read(span, typed) if span.tokens else ([], [])
        if span is not whole and not span.tokens:
            ranking = self._put_first(SET_ASIDE, ranking)
        elif span.only_names(self._lexicon.function_words) and (
            span is not whole or (_names_an_occupation(span) and self._is_unclear(ranking))
        ):
            ranking = self._put_first(NAMED_ANEW, ranking)
        message.set(MEANT, corrected(typed, whole.tokens), add_to_output=True)
        message.set(ENTITIES, [*span.entities, *questions], add_to_output=True)
        first = ranking[0] if ranking else {"name": None, "confidence": 0.0}
        message.set(INTENT, first, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _read(self, span: Span, typed: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the ranking of the intents, and entities for the parts that ask different things."""
        divided = parts(span, typed, self._lexicon)
        asking = _first_questions(divided)
        verdict, *verdicts = self._judge([span, *asking])
        return self._ranking(verdict), self._questions(typed, verdict, divided, asking, verdicts)

    def _is_unclear(self, ranking: Sequence[dict[str, Any]]) -> bool:
        return not ranking or bool(ranking[0]["confidence"] < self._config["question_certainty"])

    def _put_first(self, intent: str, ranking: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a ranking with an intent first that the form of the message decides on."""
        if intent not in self._model.intents:
            return ranking
        return [{"name": intent, "confidence": 1.0}, *(other for other in ranking if other["name"] != intent)]

    def _judge(self, spans: Sequence[Span]) -> list[Verdict]:
        phrases = [self._phrase(shortened(span, MAX_WORDS)) for span in spans]
        return self._model.judge(self._features.transform(phrases))

    def _ranking(self, verdict: Verdict) -> list[dict[str, Any]]:
        """Return the most probable intents: the first with its confidence, none after it with more."""
        order = np.argsort(-verdict.probabilities)[: self._config["ranking_length"]]
        confidences = [verdict.confidence] + [
            min(float(verdict.probabilities[place]), verdict.confidence) for place in order[1:]
        ]
        return [
            {"name": self._model.intents[place], "confidence": confidence}
            for place, confidence in zip(order, confidences, strict=True)
        ]

    def _asked(self, whole: Span, typed: str) -> Span:
        """Return a message without "no, I meant …" and without what it says it does not ask about.

        Unwanted words are removed only if they would be a question of their own, or name another thing of the
        same kind as the rest; so "is it not the same?" stays as it is.
        """
        span = whole
        said = correction(span, typed, self._lexicon)
        if said:
            span = span.without(said)
        removed = unwanted(span, typed, self._lexicon)
        rest = span.without(removed)
        if not removed:
            return span
        kept = {token.start for token in rest.tokens}
        against = Span(removed, tuple(entity for entity in span.entities if entity["start"] not in kept))
        names = any(entity["entity"] != "aspect" for entity in against.entities)
        if not rest.tokens or rest.only_names(self._lexicon.function_words):
            return rest if names else span
        if _contrasted(rest, against):
            return rest
        if len(span.tokens) > MAX_WORDS:
            return span
        first, second = self._judge([rest, against])
        differ = first.probabilities.argmax() != second.probabilities.argmax()
        sure = min(first.confidence, second.confidence) >= self._config["question_certainty"]
        return rest if differ and sure else span

    def _questions(
        self,
        typed: str,
        whole: Verdict,
        divided: Sequence[Span],
        asking: Sequence[Span],
        verdicts: Sequence[Verdict],
    ) -> list[dict[str, Any]]:
        """Return entities for the parts of a message that ask different things; none if there is only one."""
        clear: dict[str, tuple[Span, float]] = {}
        unclear: list[Span] = []
        for span, verdict in zip(asking, verdicts, strict=True):
            if verdict.confidence >= self._config["question_certainty"]:
                intent = self._model.intents[verdict.probabilities.argmax()]
                clear.setdefault(intent, (span, verdict.confidence))
            elif span.opens and len(span.tokens) >= MIN_WORDS and span is not divided[0]:
                unclear.append(span)
        found = [
            {**self._mark("question", intent, span, typed), CONFIDENCE: confidence}
            for intent, (span, confidence) in clear.items()
        ]
        if found and whole.confidence < self._config["single_certainty"]:
            found += [self._mark("unclear", "", span, typed) for span in unclear]
        return found if len(found) > 1 else []

    def _mark(self, kind: str, value: str, span: Span, typed: str) -> dict[str, Any]:
        place = {"start": span.start, "end": span.end, "extractor": type(self).__name__}
        meant = corrected(typed[: span.end], span.tokens)[span.start :]
        return {"entity": kind, "value": value, MEANT: meant, **place}

    def _phrase(self, span: Span) -> Phrase:
        """Return a span in the forms that features are computed from."""
        names: dict[int, tuple[str, int]] = {}
        for entity in span.entities:
            if entity["entity"] in self._lexicon.generic_phrases:
                names.setdefault(entity["start"], (entity["entity"], entity["end"]))
        masked, generic, skip_until = [], [], -1
        for token in span.tokens:
            if token.start in names:
                kind, skip_until = names[token.start]
                masked.append(f"_{kind}_")
                generic.append(self._lexicon.generic_phrases[kind])
            elif token.start >= skip_until:
                masked.append(token.text)
                generic.append(token.text)
        plain = " ".join(token.text for token in span.tokens)
        return Phrase(plain, " ".join(masked), " ".join(generic))


def _first_questions(divided: Sequence[Span]) -> list[Span]:
    """Return the parts that ask, as many of them as the bounds allow."""
    found: list[Span] = []
    room = MAX_WORDS
    for part in divided:
        words = min(len(part.tokens), MAX_WORDS)
        if part.asks and words <= room and len(found) < MAX_QUESTIONS:
            found.append(part)
            room -= words
    return found


def _names_an_occupation(span: Span) -> bool:
    return [name["entity"] for name in span.names] == ["occupation"]


def _contrasted(rest: Span, against: Span) -> bool:
    """Return whether the parts name different things of one kind: "not the women, how many men"."""
    kept, removed = ({(name["entity"], name["value"]) for name in part.names} for part in (rest, against))
    kinds = {kind for kind, _value in kept} & {kind for kind, _value in removed}
    return bool(kinds - {"occupation"}) and not kept & removed


def _whole(message: Message) -> Span:
    return Span(tuple(message.get(TOKENS_NAMES[TEXT]) or ()), tuple(message.get(ENTITIES) or ()))
