"""The intent classifier, trained on a small set of phrases."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_classifier import EntityAwareIntentClassifier
from tests.bot.nlu.conftest import Parser, Store, example

PHRASES = {
    "salary": [
        "what do they earn",
        "salary?",
        "how much money do they make",
        "average pay",
        "what is the pay",
    ],
    "skills": [
        "which skills are needed",
        "skills?",
        "what must I be able to do",
        "needed skills",
        "soft skills",
    ],
    "requirement_check": [
        "do I need Python",
        "is Docker needed",
        "must I know SQL",
        "need TensorFlow?",
        "is R a must",
    ],
    "greet": ["hello", "hi there", "good morning", "hey", "hello there"],
    "goodbye": ["bye", "see you later", "goodbye", "good night", "bye bye"],
    "working_hours": [
        "how many hours a week",
        "hours?",
        "do they work at weekends",
        "working hours",
        "long hours?",
    ],
}


class Classifier:
    """Tokenizer, extractor and classifier behind each other."""

    def __init__(self, parser: Parser, component: Any) -> None:
        self.parser = parser
        self.component = component

    def parse(self, text: str) -> Message:
        (message,) = self.component.process([self.parser.parse(text)])
        return message

    def intent(self, text: str) -> str:
        return str(self.parse(text).get(INTENT)["name"])


@pytest.fixture(scope="module")
def fitted(nlu: Parser, store: Store) -> Classifier:
    """The classifier as it is after training, before the model is kept."""
    data = TrainingData([example(text, intent) for intent, texts in PHRASES.items() for text in texts])
    nlu.tokenizer.process_training_data(data)
    nlu.extractor.process_training_data(data)
    component = store.created(EntityAwareIntentClassifier, "classifier")
    component.train(data)
    return Classifier(nlu, component)


@pytest.fixture(scope="module")
def classifier(fitted: Classifier, store: Store) -> Classifier:
    """The same as it comes out of the model."""
    return Classifier(fitted.parser, store.loaded(EntityAwareIntentClassifier, "classifier"))


def test_its_own_phrases_are_recognised(classifier: Classifier) -> None:
    wrong = [
        (text, intent)
        for intent, texts in PHRASES.items()
        for text in texts
        if classifier.intent(text) != intent
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("SALARY!!!", "salary"),
        ("wich skils are neded", "skills"),
        ("what salry do they have", "salary"),
        ("hello hello", "greet"),
        ("how many hours do they work", "working_hours"),
        # Tools that no phrase names: they look like those that one does.
        ("do I need Kubernetes", "requirement_check"),
        ("is PyTorch needed", "requirement_check"),
    ],
)
def test_phrases_alike_are_recognised(classifier: Classifier, text: str, intent: str) -> None:
    assert classifier.intent(text) == intent


def test_the_ranking_is_in_order_with_the_certainty_first(classifier: Classifier) -> None:
    message = classifier.parse("salary of a nurse in Paris")
    ranking = message.get(INTENT_RANKING_KEY)
    confidences = [one["confidence"] for one in ranking]
    assert message.get(INTENT) == ranking[0]
    assert {one["name"] for one in ranking} == set(PHRASES)
    assert confidences == sorted(confidences, reverse=True)
    assert all(type(one) is float and 0 <= one <= 1 for one in confidences)


@pytest.mark.parametrize("text", ["", " ", "🙂🙂🎉", "…?!", "机器学习工程师", "qwxz vbnjk", "\u200d"])
def test_a_message_without_known_words_is_recognised_as_nothing(classifier: Classifier, text: str) -> None:
    best = classifier.parse(text).get(INTENT)
    assert best["name"] in (None, "nlu_fallback") or best["confidence"] < 0.3


def test_what_somebody_is_beside_the_question_changes_nothing(classifier: Classifier) -> None:
    alone = classifier.parse("what salry do they have in Paris?")
    beside = classifier.parse("I'm a woman, 58. what salry do they have in Paris? My family is from Mexico.")
    for name in (INTENT_RANKING_KEY, "meant", "form", "corrects"):
        assert beside.get(name) == alone.get(name)
    named = [[(one["entity"], one["value"]) for one in message.get(ENTITIES)] for message in (alone, beside)]
    assert named[0] == named[1]
    assert beside.get("asides") == [(0, 17), (50, 76)]


def test_a_long_message_is_taken(classifier: Classifier) -> None:
    assert classifier.intent("what is the pay " * 60) == "salary"


def test_messages_are_taken_many_at_a_time_and_none(classifier: Classifier) -> None:
    texts = ["salary?", "", "bye"]
    messages = classifier.component.process([classifier.parser.parse(text) for text in texts])
    assert [message.get(INTENT) for message in messages] == [
        classifier.parse(text).get(INTENT) for text in texts
    ]


def test_the_parse_is_the_same_before_and_after_the_model_is_kept(
    fitted: Classifier, classifier: Classifier
) -> None:
    texts = [text for phrases in PHRASES.values() for text in phrases]
    for text in [*texts, "salry in frnace", "", "🙂", "is Kubernetes needed by a data engineer"]:
        before, after = (
            fitted.parse(text).get(INTENT_RANKING_KEY),
            classifier.parse(text).get(INTENT_RANKING_KEY),
        )
        assert [one["name"] for one in before] == [one["name"] for one in after]
        assert [one["confidence"] for one in before] == pytest.approx(
            [one["confidence"] for one in after], abs=1e-3
        )


def test_training_twice_gives_the_same_weights(fitted: Classifier, store: Store) -> None:
    data = TrainingData([example(text, intent) for intent, texts in PHRASES.items() for text in texts])
    fitted.parser.tokenizer.process_training_data(data)
    fitted.parser.extractor.process_training_data(data)
    again = store.created(EntityAwareIntentClassifier, "classifier_again")
    again.train(data)
    for text in ("salary?", "is Rust a must", "qwxz"):
        assert Classifier(fitted.parser, again).parse(text).get(INTENT_RANKING_KEY) == fitted.parse(text).get(
            INTENT_RANKING_KEY
        )


def test_everything_in_the_model_is_json_or_plain_arrays(
    store: Store, trained: Parser, classifier: Classifier
) -> None:
    files = [file for file in store.folder.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} == {".json", ".npz"}
    for file in files:
        if file.suffix == ".json":
            json.loads(file.read_text(encoding="utf-8"))
        else:
            with np.load(file, allow_pickle=False) as arrays:
                assert all(arrays[name].dtype.kind in "fiu" for name in arrays.files)


def test_it_needs_the_tokens_and_entities_of_this_package() -> None:
    names = [component.__name__ for component in EntityAwareIntentClassifier.required_components()]
    assert names == ["CorrectingTokenizer", "KnowledgeEntityExtractor"]
