"""Rasa component: what a message asks, how sure that is, and whether it asks several things."""

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
from bot.nlu.focus import Span, corrected, correction, parts, unwanted
from bot.nlu.intent_model import IntentModel, Verdict
from bot.nlu.lexicon import read_lexicon
from bot.nlu.tokenizer import words

_ARRAYS, _NAMES = "arrays.npz", "names.json"
FEWEST_WORDS = 3  # of a part of a message that is worth asking about
MEANT = "meant"  # in the output: the message with its spelling corrected
CONFIDENCE = "confidence"  # … and how sure it is that a part of the message asks this
NAMED_ANEW = "what_about"  # asks the last question for something else
SET_ASIDE = "deny"  # says only what it does not ask


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EntityAwareIntentClassifier(GraphComponent, IntentClassifier):
    """Sentence vectors and characters of the corrected words, with and without names; then regression.

    The confidence of the first intent is the calibrated probability that it is what is meant. The parts of a
    message that ask different things become entities of the kind ``question`` (value: the intent), those
    that ask something unclear beside them of the kind ``unclear``. The archive carries arrays and JSON only.
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

        ``C`` is the inverse of the regularisation, ``character_weight`` weighs characters beside vectors, and
        ``question_certainty`` is the least with which a part of a message counts as a question of its own,
        ``single_certainty`` the one from which a message is clear whatever an unclear part of it may say.
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
        """Fit on the training phrases and keep what was learned in the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        intents = [str(example.get(INTENT)) for example in examples]
        phrases = [self._phrase(_whole(example)) for example in examples]
        # The name of an intent is an example of it too: worth half a point where there are only ten others.
        names = sorted(set(intents))
        phrases += [Phrase(name, name, name) for name in (" ".join(words(one)) for one in names)]
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
        """Set intent and ranking of each message, and the questions it consists of."""
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        typed, whole = message.get(TEXT) or "", _whole(message)
        span = self._asked(whole, typed) if whole.tokens else whole
        ranking, questions = self._read(span, typed) if span.tokens else ([], [])
        if span is not whole and not span.tokens:
            ranking = self._put_first(SET_ASIDE, ranking)
        elif span.only_names(self._lexicon.small_words) and (
            span is not whole or (_names_an_occupation(span) and self._is_unclear(ranking))
        ):
            ranking = self._put_first(NAMED_ANEW, ranking)
        message.set(MEANT, corrected(typed, whole.tokens), add_to_output=True)
        message.set(ENTITIES, [*span.entities, *questions], add_to_output=True)
        first = ranking[0] if ranking else {"name": None, "confidence": 0.0}
        message.set(INTENT, first, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _read(self, span: Span, typed: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the ranking of the intents and the marks of the parts that ask different things."""
        divided = parts(span, typed, self._lexicon)
        asking = [part for part in divided if part.asks]
        verdict, *verdicts = self._judge([span, *asking])
        return self._ranking(verdict), self._questions(typed, verdict, divided, asking, verdicts)

    def _is_unclear(self, ranking: Sequence[dict[str, Any]]) -> bool:
        return not ranking or bool(ranking[0]["confidence"] < self._config["question_certainty"])

    def _put_first(self, intent: str, ranking: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a ranking with an intent first that the form of the message decides on."""
        if intent not in self._model.intents:
            return ranking
        return [{"name": intent, "confidence": 1.0}, *(one for one in ranking if one["name"] != intent)]

    def _judge(self, spans: Sequence[Span]) -> list[Verdict]:
        return self._model.judge(self._features.transform([self._phrase(span) for span in spans]))

    def _ranking(self, verdict: Verdict) -> list[dict[str, Any]]:
        """Return the likeliest intents: the first with its confidence, none after it above that."""
        order = np.argsort(-verdict.probabilities)[: self._config["ranking_length"]]
        confidences = [verdict.confidence] + [
            min(float(verdict.probabilities[place]), verdict.confidence) for place in order[1:]
        ]
        return [
            {"name": self._model.intents[place], "confidence": confidence}
            for place, confidence in zip(order, confidences, strict=True)
        ]

    def _asked(self, whole: Span, typed: str) -> Span:
        """Return what is left of a message without "no, I meant …" and without what it says it does not ask.

        Words are only taken away as unwanted when they would be a question of their own, or name what the
        rest names something else for; so "is it not the same?" stays as it is.
        """
        span = whole
        said = correction(span, typed, self._lexicon)
        if said:
            span = span.without(said)
        gone = unwanted(span, typed, self._lexicon)
        rest = span.without(gone)
        if not gone:
            return span
        kept = {token.start for token in rest.tokens}
        against = Span(gone, tuple(one for one in span.entities if one["start"] not in kept))
        names = any(one["entity"] != "aspect" for one in against.entities)
        if not rest.tokens or rest.only_names(self._lexicon.small_words):
            return rest if names else span
        if _contrasted(rest, against):
            return rest
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
        """Mark the parts of a message that ask different things; none when it asks one thing only."""
        clear: dict[str, tuple[Span, float]] = {}
        unclear: list[Span] = []
        for span, verdict in zip(asking, verdicts, strict=True):
            if verdict.confidence >= self._config["question_certainty"]:
                intent = self._model.intents[verdict.probabilities.argmax()]
                clear.setdefault(intent, (span, verdict.confidence))
            elif span.opens and len(span.tokens) >= FEWEST_WORDS and span is not divided[0]:
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
        """Return a span in the forms that features are made from."""
        names: dict[int, tuple[str, int]] = {}
        for entity in span.entities:
            if entity["entity"] in self._lexicon.spoken:
                names.setdefault(entity["start"], (entity["entity"], entity["end"]))
        marked, spoken, skip_until = [], [], -1
        for token in span.tokens:
            if token.start in names:
                kind, skip_until = names[token.start]
                marked.append(f"_{kind}_")
                spoken.append(self._lexicon.spoken[kind])
            elif token.start >= skip_until:
                marked.append(token.text)
                spoken.append(token.text)
        plain = " ".join(token.text for token in span.tokens)
        return Phrase(plain, " ".join(marked), " ".join(spoken))


def _names_an_occupation(span: Span) -> bool:
    return [one["entity"] for one in span.names] == ["occupation"]


def _contrasted(rest: Span, against: Span) -> bool:
    """Return whether the parts name different things of one kind: "not the women, how many men"."""
    kept, gone = ({(one["entity"], one["value"]) for one in part.names} for part in (rest, against))
    kinds = {kind for kind, _value in kept} & {kind for kind, _value in gone}
    return bool(kinds - {"occupation"}) and not kept & gone


def _whole(message: Message) -> Span:
    return Span(tuple(message.get(TOKENS_NAMES[TEXT]) or ()), tuple(message.get(ENTITIES) or ()))
