"""Spelling correction by what stands around a word."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT

from bot.nlu.lexicon import read_lexicon
from bot.nlu.spelling.english import CONTRACTIONS, english_words
from bot.nlu.spelling.project_counts import ProjectCounts, project_counts
from bot.nlu.spelling.speller import Speller
from bot.nlu.words import words
from knowledge.records import Term
from tests.bot.nlu.conftest import ROOT, Parser, example

PHRASES = [
    *(["how", "many", "courses", "are", "there"],) * 9,
    *(["a", "machine", "learning", "engineer"],) * 9,
    *(["what", "is", "the", "salary"],) * 9,
    *(["a", "man", "is", "leaning", "on", "a", "wall"],) * 3,
]
WORD = st.text(max_size=30) | st.text("mancourseleaning", max_size=9)


@cache
def few() -> Speller:
    counts = project_counts(PHRASES, [["pytorch"], ["rust"], ["data", "structure"]], ["pytorch", "rust"])
    return Speller(counts)


def corrected(nlu: Parser, text: str) -> str:
    return " ".join(token.text for token in nlu.tokenizer.tokenize(example(text), TEXT))


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
        # words that exist, told by those beside them
        ("machine leaning engineer", "machine learning engineer"),
        ("how man courses are there", "how many courses are there"),
        ("wat is an mle", "what is an mle"),
        ("doss it pay well", "does it pay well"),
        # the first letter
        ("which xourse", "which course"),
        ("walary", "salary"),
        ("ata scientist", "data scientist"),
        ("the uture of the job", "the future of the job"),
        ("is my noss happy", "is my boss happy"),
        ("igh school", "high school"),
        # short words
        ("tha salary", "the salary"),
        ("hw much do they earn", "how much do they earn"),
        ("des it pay", "does it pay"),
        # words that are not the project's
        ("my npehew", "my nephew"),
        ("is it intenwive", "is it intensive"),
        ("how many womn", "how many women"),
        # spaces
        ("machinelearning engineer", "machine learning engineer"),
        ("howmuch do they earn", "how much do they earn"),
        ("data scien tist", "data scientist"),
        # capitals
        ("Waht does a Machine Leaning Enginer earn", "what does a machine learning engineer earn"),
        ("WICH SKILS", "which skills"),
    ],
)
def test_typing_errors_become_the_words_that_were_meant(nlu: Parser, typed: str, meant: str) -> None:
    assert corrected(nlu, typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "kubernetes rust openai go r sql c++",
        "is keras kafka scala or julia needed",
        "france romania costa rica el paso malang",
        "shouldnt wont dont arent doesnt youre",
        "zork",
        "i am leaning towards it",
        "a man told me",
        "i trust my boss",
        "ok thx",
        "a nurse",
        "the 11th course of 2024",
        "118 000 15 1221",
        "зарплата 机器学习",
        "🙂 x",
    ],
)
def test_other_words_stay_as_typed(nlu: Parser, text: str) -> None:
    assert corrected(nlu, text) == " ".join(words(text))


@pytest.mark.parametrize("text", ["is BERT any good", "what would Jon say", "should i work at Zalano"])
def test_names_in_capitals_stay(nlu: Parser, text: str) -> None:
    assert corrected(nlu, text) == text.lower()


def test_no_word_of_the_knowledge_base_is_corrected(nlu: Parser, terms: list[Term]) -> None:
    wrong = {term.alias for term in terms if corrected(nlu, term.alias) != " ".join(words(term.alias))}
    assert wrong == set()


def test_no_word_of_the_lexicon_is_corrected(nlu: Parser) -> None:
    lexicon = read_lexicon()
    names = {*lexicon.names(), *lexicon.places, *lexicon.not_in_titles}
    assert {name for name in names | CONTRACTIONS if corrected(nlu, name) != " ".join(words(name))} == set()


def test_a_word_that_exists_gives_way_only_beside_words_that_tell() -> None:
    assert few().correct(["how", "man", "courses"]) == ["how", "many", "courses"]
    assert few().correct(["machine", "leaning", "engineer"]) == ["machine", "learning", "engineer"]
    for said in (["man"], ["a", "man", "is"], ["leaning"], ["is", "leaning", "on"]):
        assert few().correct(said) == said


def test_a_word_of_the_project_wins_over_another_english_word() -> None:
    assert few().correct(["salarx"]) == ["salary"]
    assert Speller(project_counts([["kubectl"]] * 3, [])).correct(["kubctl"]) == ["kubectl"]
    assert few().correct(["what", "is", "tha", "salary"]) == ["what", "is", "the", "salary"]


def test_a_neighbouring_key_is_likelier_than_another() -> None:
    near = Speller(project_counts([["xqvorm"]] * 3 + [["xqvolm"]] * 3, []))
    assert near.correct(["xqvotm"]) == ["xqvorm"]
    assert near.correct(["xqvokm"]) == ["xqvolm"]


def test_a_long_word_may_hold_two_errors_and_a_short_one_may_not() -> None:
    speller = Speller(project_counts([["kubernetes", "gvqx"]] * 3, []))
    assert speller.correct(["kubrnetess"]) == ["kubernetes"]
    assert speller.correct(["gxvqq"]) == ["gxvqq"]


def test_of_two_words_as_likely_the_same_wins_in_any_order() -> None:
    names = ["kubelet", "kubenet", "kubewet"]
    spellers = [Speller(ProjectCounts(dict.fromkeys(order, 1))) for order in (names, names[::-1])]
    assert [speller.correct(["kubexet"]) for speller in spellers] == [["kubelet"], ["kubelet"]]


def test_a_letter_that_nobody_mistypes_first_makes_another_word() -> None:
    assert few().correct(["palary"]) == ["palary"]
    assert few().correct(["trust"]) == ["trust"]
    assert few().correct(["dalary"]) == ["salary"]


def test_names_are_never_changed_and_never_replace_a_word_that_exists() -> None:
    assert few().correct(["a", "rust", "engineer"]) == ["a", "rust", "engineer"]
    assert few().correct(["a", "bust", "engineer"]) == ["a", "bust", "engineer"]
    assert few().correct(["pytroch"]) == ["pytorch"]


def test_words_of_a_name_stay_beside_each_other() -> None:
    phrases = [["data", "structures", "are", "hard"]] * 30
    loose = project_counts(phrases, [["data", "structure"]])
    assert Speller(ProjectCounts(loose.words, loose.bigrams, ["data structure"])).correct(
        ["data", "structure"]
    ) == [
        "data",
        "structure",
    ]


def test_what_is_written_in_capitals_within_a_sentence_is_a_name() -> None:
    said = ["what", "is", "thw", "salry"]
    assert few().correct(said, said) == ["what", "is", "the", "salary"]
    assert few().correct(said, ["what", "is", "THW", "salry"])[2] == "thw"
    assert few().correct(said, ["WHAT", "IS", "THW", "SALRY"])[2] == "the"
    assert few().correct(said, ["Waht", "is", "the", "Salry"])[3] == "salary"


def test_nothing_is_corrected_before_training() -> None:
    untrained = Speller(ProjectCounts())
    assert untrained.correct(["salry", "teh"]) == ["salry", "teh"]
    assert untrained.split("machinelearning") == ["machinelearning"]
    assert not untrained.are_one_word("scien", "tist")


@given(st.lists(WORD, max_size=8))
def test_any_words_are_corrected_to_as_many_words_that_exist(said: list[str]) -> None:
    once = few().correct(said)
    known = few().counts.words.keys() | english_words()
    assert len(once) == len(said)
    assert all(new == old or new in known for old, new in zip(said, once, strict=True))
    assert few().correct(said) == once


@pytest.mark.parametrize("said", [[], ["a"], [""], ["a" * 1000], ["salry"] * 200, ["й"], ["x1y"], ["c++"]])
def test_odd_input_is_taken(said: list[str]) -> None:
    assert few().correct(said) == (["salary"] * 200 if len(said) > 1 else said)


def test_a_long_word_is_not_taken_apart() -> None:
    word = "machinelearning" * 1000
    assert few().split(word) == [word]


def test_a_missing_space_is_found_where_the_words_follow_each_other() -> None:
    assert few().split("machinelearning") == ["machine", "learning"]
    assert few().split("learningmachine") == ["learningmachine"]
    assert few().split("machine") == ["machine"]
    assert few().split("salary") == ["salary"]
    assert few().split("") == [""]


def test_a_needless_space_is_found_where_the_words_are_one() -> None:
    assert few().are_one_word("machi", "ne")
    assert not few().are_one_word("many", "courses")
    assert not few().are_one_word("on", "a")


def test_counts_come_back_from_json_and_correct_the_same() -> None:
    again = Speller(ProjectCounts(**json.loads(json.dumps(asdict(few().counts), sort_keys=True))))
    for said in (*PHRASES, ["how", "man", "coures"], ["machne", "leaning", "enginer"]):
        assert again.correct(said) == few().correct(said)
    assert again.counts == few().counts


def test_the_words_are_the_same_in_every_process() -> None:
    code = (
        "from bot.nlu.spelling.project_counts import ProjectCounts;"
        "from bot.nlu.spelling.speller import Speller;"
        "counts = ProjectCounts(dict.fromkeys({'kubelet', 'kubenet', 'kubewet'}, 1));"
        "print(Speller(counts).correct(['kubexet']))"
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
    assert said == {"['kubelet']\n"}
