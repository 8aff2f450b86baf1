"""Spelling correction towards the words of the project."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.lexicon import read_lexicon
from bot.nlu.spelling import CONTRACTIONS, Speller, english_words, project_words
from bot.nlu.tokenizer import words
from knowledge.records import Term
from tests.bot.nlu.conftest import ROOT, Parser

FEW = Speller({"salary": 20, "python": 10, "machine": 5, "ml": 50, "rust": 10, "certification": 10})


def corrected(nlu: Parser, text: str) -> str:
    return " ".join(token.text for token in nlu.tokenizer.tokenize(nlu.parse(text), "text"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("salry", "salary"),
        ("sallary of a machne lerning enginer", "salary of a machine learning engineer"),
        ("pyton", "python"),
        ("certifcation", "certification"),
        ("pytroch or tensorflwo", "pytorch or tensorflow"),
        ("wich skils are requird", "which skills are required"),
        ("data sientist", "data scientist"),
        ("waht langauges", "what languages"),
        ("frnace", "france"),
    ],
)
def test_typing_errors_become_the_words_that_were_meant(nlu: Parser, typed: str, meant: str) -> None:
    assert corrected(nlu, typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "kubernetes rust openai go r sql c++",
        "france romania costa rica el paso malang",
        "shouldnt wont dont arent doesnt youre",
        "zork",
        "a nurse",
        "118 000 15 1221",
        "зарплата 机器学习",
    ],
)
def test_other_words_stay_as_typed(nlu: Parser, text: str) -> None:
    assert corrected(nlu, text) == text


def test_no_word_of_the_knowledge_base_is_corrected(nlu: Parser, terms: list[Term]) -> None:
    wrong = {term.alias for term in terms if corrected(nlu, term.alias) != " ".join(words(term.alias))}
    assert wrong == set()


def test_no_word_of_the_lexicon_is_corrected(nlu: Parser) -> None:
    lexicon = read_lexicon()
    names = {*lexicon.names(), *lexicon.places, *lexicon.not_of_a_role, *lexicon.self_descriptions}
    assert {name for name in names | CONTRACTIONS if corrected(nlu, name) != " ".join(words(name))} == set()


def test_the_nearest_word_wins_and_of_two_as_near_the_more_frequent() -> None:
    assert FEW.correct("pythn") == "python"
    assert Speller({"trains": 1, "trainy": 5}).correct("trainx") == "trainy"


def test_of_two_words_as_near_and_as_frequent_the_same_wins_in_any_order() -> None:
    names = ["kubelet", "kubenet", "kubeset"]
    assert {Speller(dict.fromkeys(order, 1)).correct("kubexet") for order in (names, names[::-1])} == {
        "kubelet"
    }


def test_short_and_common_words_are_left_alone() -> None:
    assert [FEW.correct(word) for word in ("m", "mk", "rus", "trust", "celery")] == [
        "m",
        "mk",
        "rus",
        "trust",
        "celery",
    ]


def test_nothing_is_corrected_before_training() -> None:
    assert Speller({}).correct("salry") == "salry"


def test_a_word_whose_beginning_is_another_is_another_word() -> None:
    assert FEW.correct("zalary") == "zalary"
    assert FEW.correct("asalry") == "salary" or FEW.correct("aslary") == "salary"


@given(st.text(max_size=30))
def test_any_word_is_corrected_to_itself_or_to_a_word_of_the_project(word: str) -> None:
    once = FEW.correct(word)
    assert once == word or once in FEW.words
    assert FEW.correct(once) == once


def test_typing_errors_in_training_phrases_are_no_words_to_correct_towards() -> None:
    phrases = [
        ["salery"],
        ["salery"],
        ["salery"],
        ["salary", "xgboostx"],
        ["xgboostx"],
        ["xgboostx"],
        ["zzyzx"],
    ]
    kept = project_words(phrases, [["salary"], ["pytorch"]])
    assert kept == {"salary": 11, "pytorch": 10, "xgboostx": 3}


def test_english_words_are_common_ones() -> None:
    assert {"career", "nice", "reading"} <= english_words()
    assert "salry" not in english_words()


def test_the_words_are_the_same_in_every_process() -> None:
    code = (
        "from bot.nlu.spelling import Speller;"
        "print(Speller(dict.fromkeys({'kubelet', 'kubenet', 'kubeset'}, 1)).correct('kubexet'))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert said == {"kubelet\n"}
