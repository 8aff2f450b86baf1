"""Splitting and correcting a message, with the offsets of what was typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT

from bot.nlu.tokenizer import CorrectingTokenizer, split, words
from knowledge.terms import normalise
from tests.bot.nlu.conftest import Parser, Store, example

ANYTHING = st.text(st.characters(exclude_categories=()))


@given(ANYTHING | st.text("aZé'’.,+#-_ 1/ßﬁ½\u0301"))
def test_offsets_point_at_what_was_typed(text: str) -> None:
    end = 0
    for token in split(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text == normalise(text[token.start : token.end])
        end = token.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What's an MLE?", ["whats", "an", "mle"]),
        ("is a Ph.D. needed", ["is", "a", "phd", "needed"]),
        ("the U.S. market", ["the", "us", "market"]),
        ("C++, C# and R.", ["c++", "c#", "and", "r"]),
        ("scikit-learn/TensorFlow", ["scikit", "learn", "tensorflow"]),
        ("8.43 and 118,000", ["8 43", "and", "118 000"]),
        ("SOC 15-1221", ["soc", "15", "1221"]),
        ("Café ÜBER", ["cafe", "uber"]),
        ("don’t", ["dont"]),
        ("<b>salary</b>", ["b", "salary", "b"]),
        ("зарплата? 机器学习", ["зарплата", "机器学习"]),
        ("", []),
        (" \n\t", []),
        ("🙂 👩\u200d💻 ?! --- …", []),
    ],
)
def test_a_message_is_split_into_words_in_normal_form(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_tokens_hold_the_corrected_word_at_the_place_of_the_typed_one(nlu: Parser) -> None:
    text = "Which  Salry for a machne-lerning enginer?"
    tokens = nlu.tokenizer.tokenize(example(text), TEXT)
    assert [(token.text, token.lemma, text[token.start : token.end]) for token in tokens[1:]] == [
        ("salary", "salary", "Salry"),
        ("for", "for", "for"),
        ("a", "a", "a"),
        ("machine", "machine", "machne"),
        ("learning", "learning", "lerning"),
        ("engineer", "engineer", "enginer"),
    ]


def test_before_training_nothing_is_corrected(store: Store) -> None:
    untrained = store.created(CorrectingTokenizer, "untrained")
    assert [token.text for token in untrained.tokenize(example("Salry"), TEXT)] == ["salry"]


def test_its_words_are_kept_in_the_model_as_json(store: Store, trained: Parser) -> None:
    with store.storage.read_from(Resource("tokenizer")) as folder:
        (file,) = folder.iterdir()
        kept = json.loads(file.read_text(encoding="utf-8"))
    assert file.suffix == ".json"
    assert kept == trained.tokenizer._speller.words
    assert {"salary", "pytorch", "scikit", "kubernetes"} <= kept.keys()


@given(text=ANYTHING)
def test_any_message_is_taken(nlu: Parser, text: str) -> None:
    tokens = nlu.tokenizer.tokenize(example(text), TEXT)
    assert [(token.start, token.end) for token in tokens] == [(one.start, one.end) for one in split(text)]
    assert all(token.text for token in tokens)
