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

from actions.questions.asides import kept
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from bot.nlu.asides import find_asides
from bot.nlu.complaints import find_complaints
from bot.nlu.features import Phrase, PhraseFeatures
from bot.nlu.focus import Span, corrected, correction, declines, parts, shortened, unwanted
from bot.nlu.intent_model import IntentModel, Verdict
from bot.nlu.lexicon import read_lexicon
from bot.nlu.requests import find_requests
from bot.nlu.words import words

_ARRAYS, _NAMES = "arrays.npz", "names.json"
MAX_WORDS = 32  # of a span that are read, and of all questions of a message together
MAX_QUESTIONS = 8  # of a message
REQUEST_WORDS = 16  # of a request that are read
# In the output of a message, for the dialogue policy (actions/questions/message.py):
MEANT = "meant"  # the text with its spelling corrected, without …
ASIDES = "asides"  # … what it tells beside its question that changes no answer, as offsets
CORRECTS = "corrects"  # words were taken away that correct the last message or say what is not asked
FORM = "form"  # … and what the rest does: NAMES if it only names something, DECLINES if nothing is left
NAMES, DECLINES = "names", "declines"
PART = "part"  # kind of the entities that mark the parts of a message that ask something
CONFIDENCE = "confidence"  # … each with the confidence of its intent
REQUESTS = "requests"  # what it asks one after the other, with offsets, where that is more than one thing
BEGINS_ANEW = "begins_anew"  # … and whether it opens like a question, behind another part


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EntityAwareIntentClassifier(GraphComponent, IntentClassifier):
    """Softmax regression over sentence vectors and character n-grams of the corrected message.

    The confidence of the first intent is the calibrated probability that it is right. The parts of a message
    that ask something become entities of the kind ``part`` (value: the intent); the dialogue policy decides
    what to make of them and of the form of the message. The archive contains arrays and JSON only.

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
        beside the vectors.
        """
        return {
            "C": 8.0,
            "character_weight": 0.7,
            "character_dimensions": 256,
            "ranking_length": 10,
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
        complaints = find_complaints(typed)
        beside = complaints or find_asides(typed)
        whole = whole.without(token for start, end in beside for token in whole.within(start, end))
        span = self._asked(whole, typed) if whole.tokens else whole
        ranking, asking = self._read(span, whole, typed) if whole.tokens else ([], [])
        message.set(FORM, self._form(span, whole), add_to_output=True)
        message.set(CORRECTS, bool(complaints) or span is not whole, add_to_output=True)
        meant = (
            corrected(typed[:end], whole.within(start, end))[start:] for start, end in kept(typed, beside)
        )
        message.set(MEANT, "".join(meant), add_to_output=True)
        message.set(ASIDES, beside, add_to_output=True)
        message.set(ENTITIES, [*span.entities, *asking], add_to_output=True)
        message.set(REQUESTS, self._requests(span, typed), add_to_output=True)
        first = ranking[0] if ranking else {"name": None, "confidence": 0.0}
        message.set(INTENT, first, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _read(self, span: Span, whole: Span, typed: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the ranking of the intents, and entities for the parts that ask something.

        A message that only declines something is ranked as it is, and has no parts.
        """
        if not span.tokens:
            return self._ranking(*self._judge([whole])), []
        divided = parts(span, typed, self._lexicon)
        asking = _first_questions(divided)
        verdict, *verdicts = self._judge([span, *asking])
        marks = [
            self._mark(part, judged, typed, begins_anew=part.opens and part is not divided[0])
            for part, judged in zip(asking, verdicts, strict=True)
        ]
        return self._ranking(verdict), marks

    def _requests(self, span: Span, typed: str) -> list[dict[str, Any]]:
        """Return the requests of a message, each with the ranking of its intents and its form."""
        found = find_requests(span, typed, self._lexicon) if span.tokens else []
        verdicts = self._judge([shortened(one.asking, REQUEST_WORDS) for one in found]) if found else []
        return [
            {
                "start": one.start,
                "end": one.end,
                INTENT_RANKING_KEY: self._ranking(judged),
                FORM: self._form(one.asking, one.asking),
                MEANT: corrected(typed[: one.end], span.within(one.start, one.end))[one.start :],
            }
            for one, judged in zip(found, verdicts, strict=True)
        ]

    def _form(self, span: Span, whole: Span) -> str | None:
        """Return what a message does as a whole, where that is no more than to name or decline something."""
        if not span.tokens:
            return DECLINES if whole.tokens else None
        return NAMES if span.only_names(self._lexicon.function_words) else None

    def _judge(self, spans: Sequence[Span]) -> list[Verdict]:
        phrases = [self._phrase(shortened(span, MAX_WORDS)) for span in spans]
        return self._model.judge(self._features.transform(phrases))

    def _ranking(self, verdict: Verdict) -> list[dict[str, Any]]:
        """Return the most probable intents: the first with its confidence, the others in proportion to it."""
        order = np.argsort(-verdict.probabilities)[: self._config["ranking_length"]]
        probable = verdict.probabilities[order]
        confidences = [float(one) for one in verdict.confidence * probable / probable[0]]
        return [
            {"name": self._model.intents[place], "confidence": confidence}
            for place, confidence in zip(order, confidences, strict=True)
        ]

    def _asked(self, whole: Span, typed: str) -> Span:
        """Return a message without "no, I meant …" and without what it says it does not ask about.

        Unwanted words are removed only if they would be a question of their own, name another thing of the
        same kind as the rest, or say outright that they are not; so "is it not the same?" stays as it is.
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
        if not rest.tokens and declines(span, self._lexicon):
            return rest  # "I don't want to know the salary"
        if not rest.tokens or rest.only_names(self._lexicon.function_words):
            return rest if names else span
        if _contrasted(rest, against):
            return rest
        if len(span.tokens) > MAX_WORDS:
            return span
        first, second = self._judge([rest, against])
        differ = first.probabilities.argmax() != second.probabilities.argmax()
        sure = min(first.confidence, second.confidence) >= PART_IS_A_QUESTION
        sure = sure or (declines(against, self._lexicon) and first.confidence >= UNDOUBTED_ANSWER)
        return rest if differ and sure else span

    def _mark(self, part: Span, judged: Verdict, typed: str, *, begins_anew: bool) -> dict[str, Any]:
        """Return the entity that marks a part of a message, with its likeliest intent."""
        return {
            "entity": PART,
            "value": self._model.intents[judged.probabilities.argmax()],
            CONFIDENCE: float(judged.confidence),
            BEGINS_ANEW: begins_anew,
            MEANT: corrected(typed[: part.end], part.tokens)[part.start :],
            "start": part.start,
            "end": part.end,
            "extractor": type(self).__name__,
        }

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


def _contrasted(rest: Span, against: Span) -> bool:
    """Return whether the parts name different things of one kind: "not the women, how many men"."""
    kept, removed = ({(name["entity"], name["value"]) for name in part.names} for part in (rest, against))
    kinds = {kind for kind, _value in kept} & {kind for kind, _value in removed}
    return bool(kinds - {"occupation"}) and not kept & removed


def _whole(message: Message) -> Span:
    return Span(tuple(message.get(TOKENS_NAMES[TEXT]) or ()), tuple(message.get(ENTITIES) or ()))
