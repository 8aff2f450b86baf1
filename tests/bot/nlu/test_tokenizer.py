"""Splitting and correcting a message, with the offsets of what was typed."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT

from bot.nlu.tokenizer import CorrectingTokenizer
from bot.nlu.words import normal_form, split, words
from tests.bot.nlu.conftest import Parser, Store, example

ANYTHING = st.text(st.characters(exclude_categories=()))


@given(ANYTHING | st.text("$€%aZé'’.,+#-_ 1/ßﬁ½\u0301"))
def test_offsets_point_at_what_was_typed(text: str) -> None:
    end = 0
    for token in split(text):
        assert end <= token.start < token.end <= len(text)
        typed = text[token.start : token.end]
        sign = "percent" if typed == "%" else "money" if set(typed) <= set("$€£") else None
        assert token.text == (sign or normal_form(typed))
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
        ("senior $$$, 5 €", ["senior", "money", "5", "money"]),
        ("$118,000", ["118 000"]),
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


def test_a_missing_space_makes_two_tokens_over_their_parts_of_the_typed_word(nlu: Parser) -> None:
    text = "MachineLearning engineers"
    tokens = nlu.tokenizer.tokenize(example(text), TEXT)
    assert [(token.text, text[token.start : token.end]) for token in tokens] == [
        ("machine", "Machine"),
        ("learning", "Learning"),
        ("engineers", "engineers"),
    ]


def test_a_needless_space_makes_one_token_over_both_parts(nlu: Parser) -> None:
    text = "a data scien tist?"
    tokens = nlu.tokenizer.tokenize(example(text), TEXT)
    assert [(token.text, text[token.start : token.end]) for token in tokens] == [
        ("a", "a"),
        ("data", "data"),
        ("scientist", "scien tist"),
    ]


def test_parts_of_a_word_that_stand_apart_by_more_than_a_space_are_two_words(nlu: Parser) -> None:
    assert len(nlu.tokenizer.tokenize(example("scien, tist"), TEXT)) == 2


def test_training_and_the_model_correct_the_same(nlu: Parser, trained: Parser) -> None:
    for text in ("whats a machin leaning enginer", "how man corses", "doss the igh school tech pyhton"):
        one, other = (parser.tokenizer.tokenize(example(text), TEXT) for parser in (nlu, trained))
        assert [token.text for token in one] == [token.text for token in other]


def test_its_counts_are_kept_in_the_model_as_json(store: Store, trained: Parser) -> None:
    with store.storage.read_from(Resource("tokenizer")) as folder:
        (file,) = folder.iterdir()
        kept = json.loads(file.read_text(encoding="utf-8"))
    assert file.suffix == ".json"
    assert kept == asdict(trained.tokenizer._speller.counts)
    assert {"salary", "pytorch", "scikit", "kubernetes"} <= kept["words"].keys()
    assert {"pytorch", "kubernetes"} <= set(kept["names"])


@given(text=ANYTHING | st.text("machinelearngdt st", max_size=40))
def test_any_message_is_taken(nlu: Parser, text: str) -> None:
    tokens = nlu.tokenizer.tokenize(example(text), TEXT)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert token.text
        end = token.end
    typed = {place for one in split(text) for place in range(one.start, one.end)}
    assert typed <= {place for token in tokens for place in range(token.start, token.end)}
