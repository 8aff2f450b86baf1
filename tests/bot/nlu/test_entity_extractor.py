"""The Rasa component that marks what a message names."""

from __future__ import annotations

import json

import pytest
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.entity_extractor import KnowledgeEntityExtractor
from bot.nlu.live_names import Names
from knowledge.datasets.occupations import carried_titles, carried_work
from knowledge.records import Term
from tests.bot.nlu.conftest import Parser, Store, example, training_phrases


def test_an_entity_has_kind_key_and_place(nlu: Parser) -> None:
    text = "How much does a Machne Lerning Enginer earn in Paris?"
    occupation, aspect, place = nlu.entities(text)
    assert occupation == {
        "entity": "occupation",
        "value": "machine_learning_engineer",
        "start": 16,
        "end": 38,
        "extractor": "KnowledgeEntityExtractor",
    }
    assert (aspect["entity"], text[aspect["start"] : aspect["end"]]) == ("aspect", "earn")
    assert (place["entity"], place["value"]) == ("place", "Paris")


def test_entities_that_are_there_already_stay(nlu: Parser) -> None:
    given = {"entity": "occupation", "value": "x", "start": 0, "end": 1}
    message = Message({TEXT: "python", ENTITIES: [given]})
    (parsed,) = nlu.extractor.process(nlu.tokenizer.process([message]))
    assert [entity["value"] for entity in parsed.get(ENTITIES)] == ["x", "python"]


@pytest.mark.parametrize("message", [Message({}), Message({TEXT: ""}), Message({TEXT: "untokenized"})])
def test_a_message_without_words_names_nothing(nlu: Parser, message: Message) -> None:
    (parsed,) = nlu.extractor.process([message])
    assert parsed.get(ENTITIES) == []


def test_training_phrases_are_marked_for_the_classifier(nlu: Parser) -> None:
    data = TrainingData([example("salary in Germany", "salary")])
    nlu.tokenizer.process_training_data(data)
    nlu.extractor.process_training_data(data)
    (marked,) = data.nlu_examples
    assert {"country", "aspect"} == {entity["entity"] for entity in marked.get(ENTITIES)}


def test_before_training_only_the_lexicon_is_known(store: Store, nlu: Parser) -> None:
    untrained = Parser(nlu.tokenizer, store.created(KnowledgeEntityExtractor, "untrained_extractor"))
    assert untrained.names("is PyTorch or Rust free") == [("tool", "Rust"), ("aspect", "free")]


def test_its_terms_are_kept_in_the_model_as_json(store: Store, trained: Parser, terms: list[Term]) -> None:
    with store.storage.read_from(Resource("extractor")) as folder:
        (file,) = folder.iterdir()
        kept = json.loads(file.read_text(encoding="utf-8"))
    assert file.suffix == ".json"
    assert [(kind, key) for _, kind, key in kept] == [(term.kind, term.key) for term in terms]


def test_the_parse_is_the_same_before_and_after_the_model_is_kept(
    trained: Parser, nlu: Parser, store: Store, terms: list[Term]
) -> None:
    """The titles that the training knows stand in the knowledge base, which a server reads at its start."""
    kept = Parser(nlu.tokenizer, store.loaded(KnowledgeEntityExtractor, "extractor"))
    kept.extractor.renew(Names(tuple(terms), carried_titles(), work=carried_work()))
    phrases = [phrase for _, phrase in training_phrases()][::7]
    for text in [*phrases, "salry of a dta enginer in frnace", "US or us", "R or r", "", "🙂"]:
        before, after = trained.parse(text), kept.parse(text)
        assert before.get(ENTITIES) == after.get(ENTITIES)
        assert before.get("text_tokens") == after.get("text_tokens")
