"""What of a message is asked: corrections, what is not wanted, and parts."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from rasa.nlu.tokenizers.tokenizer import Token

from bot.nlu.focus import Span, correction, parts, shortened, unwanted
from bot.nlu.lexicon import read_lexicon
from bot.nlu.words import split

LEXICON = read_lexicon()
Named = tuple[str, str]  # kind, and the words as typed


def span(typed: str, *named: Named) -> Span:
    """Return a message as it comes out of the components before the classifier."""
    entities = []
    for kind, words in named:
        start = typed.index(words)
        entities.append({"entity": kind, "value": words, "start": start, "end": start + len(words)})
    return Span(tuple(split(typed)), tuple(entities))


def said(tokens: Iterable[Token]) -> str:
    return " ".join(token.text for token in tokens)


def asked(typed: str, *named: Named) -> list[str]:
    """Return the parts of a message as typed."""
    return [typed[part.start : part.end] for part in parts(span(typed, *named), typed, LEXICON)]


@pytest.mark.parametrize(
    ("most", "kept"),
    [(5, "the pay in texas please"), (4, "the pay texas please"), (3, "the texas please"), (1, "please")],
)
def test_a_long_span_keeps_its_first_and_its_last_words(most: int, kept: str) -> None:
    assert said(shortened(span("the pay in Texas please"), most).tokens) == kept


def test_a_shortened_span_loses_the_entities_of_the_words_it_loses() -> None:
    whole = span(
        "python or perhaps java or even rust", ("tool", "python"), ("tool", "java"), ("tool", "rust")
    )
    assert [entity["value"] for entity in shortened(whole, 2).entities] == ["python", "rust"]
    assert shortened(whole, 7) is whole


@pytest.mark.parametrize(
    ("typed", "objection"),
    [
        ("no, I meant data scientists", "no i meant"),
        ("No, sorry, I mean the hours", "no sorry i mean"),
        ("sorry, the outlook", "sorry"),
        ("nope, the other one", "nope"),
        ("actually the salary", "actually"),
        ("I was asking about the salary", "i was asking about"),
        ("oops, wrong one: the salary", "oops wrong one"),
        ("🙂 no, I meant data scientists", "no i meant"),
    ],
)
def test_the_words_of_a_correction_are_found(typed: str, objection: str) -> None:
    assert said(correction(span(typed), typed, LEXICON)) == objection


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "no",
        "No!",
        "no no no",
        "sorry",
        "actually",
        "I have no idea what they do",
        "I'm sorry to hear that",
        "well, what do they earn?",
        "ok what do they earn",
        "what do they earn, sorry?",
        "what I meant was the salary",
    ],
)
def test_a_message_that_puts_nothing_right_is_no_correction(typed: str) -> None:
    assert correction(span(typed), typed, LEXICON) == ()


def test_a_correction_leaves_what_was_meant_with_its_names_and_offsets() -> None:
    typed = "🎉 no, I meant data scientists"
    whole = span(typed, ("occupation", "data scientists"))
    left = whole.without(correction(whole, typed, LEXICON))
    assert typed[left.start : left.end] == "data scientists"
    assert left.entities == whole.entities
    assert left.only_names(LEXICON.function_words)
    assert not whole.only_names(LEXICON.function_words)


@pytest.mark.parametrize(
    ("typed", "named", "gone"),
    [
        ("not the salary, the hours", (), "not the salary"),
        ("the hours not the salary", (), "not the salary"),
        ("the hours, not the salary", (), "not the salary"),
        ("I don't want the duties, just the skills", (), "i dont want the duties"),
        ("I don't want the duties just the skills", (), "i dont want the duties"),
        ("instead of the salary tell me the hours", (), "instead of the salary"),
        ("forget the salary, what about the hours?", (), "forget the salary"),
        ("not the salary. not the duties. the hours", (), "not the salary not the duties"),
        ("not Europe, Asia", (("region", "Europe"), ("region", "Asia")), "not europe"),
        ("Asia, not Europe", (("region", "Europe"), ("region", "Asia")), "not europe"),
        ("not for Europe, for Asia", (("region", "Europe"), ("region", "Asia")), "not for europe"),
        (
            "not data scientists but ML engineers",
            (("occupation", "data scientists"), ("occupation", "ML engineers")),
            "not data scientists",
        ),
    ],
)
def test_what_a_message_does_not_want_is_told_apart(typed: str, named: tuple[Named, ...], gone: str) -> None:
    assert said(unwanted(span(typed, *named), typed, LEXICON)) == gone


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "what do they earn?",
        "not only the salary",
        "not only the salary but the hours",
        "why not?",
        "no thanks",
        "no thanks tell me the hours",
        "is it not hard?",
        "I did not study mathematics",
    ],
)
def test_a_message_that_says_not_wants_it_all_unless_a_thing_follows(typed: str) -> None:
    assert unwanted(span(typed), typed, LEXICON) == ()


def test_why_not_asks_for_what_follows() -> None:
    typed = "why not Europe?"
    assert unwanted(span(typed, ("region", "Europe")), typed, LEXICON) == ()


def test_a_name_goes_with_the_words_that_are_not_wanted_and_the_other_stays() -> None:
    typed = "🙂 not Europe, Asia"
    whole = span(typed, ("region", "Europe"), ("region", "Asia"))
    left = whole.without(unwanted(whole, typed, LEXICON))
    assert [one["value"] for one in left.entities] == ["Asia"]
    assert (typed[left.start : left.end], said(left.tokens)) == ("Asia", "asia")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("salary, outlook", ["salary", "outlook"]),
        ("salary + hours", ["salary", "hours"]),
        ("salary & hours + outlook", ["salary", "hours", "outlook"]),
        ("salary\nhours", ["salary", "hours"]),
        ("how old are they and what do they earn", ["how old are they", "what do they earn"]),
        ("What do they earn? How old are they?", ["What do they earn", "How old are they"]),
        ("what do they earn, and then how old are they", ["what do they earn", "how old are they"]),
        ("🙂 what do they earn 🎉, how old are they?", ["what do they earn", "how old are they"]),
    ],
)
def test_a_message_has_its_parts_between_marks_and_joining_words(typed: str, expected: list[str]) -> None:
    assert asked(typed) == expected


@pytest.mark.parametrize(
    "typed", ["", "?!", "and", "salary", "what do they earn?", "is 118,000 a year a lot?"]
)
def test_a_message_of_one_part_has_none(typed: str) -> None:
    assert asked(typed) == []


def test_a_part_that_only_names_things_is_none() -> None:
    occupations = (("occupation", "ML engineers"), ("occupation", "data scientists"))
    assert asked("ML engineers and the data scientists", *occupations) == []
    assert asked("tell me of ML engineers and data scientists", *occupations) == []
    assert asked("skills, salary, data scientists", occupations[1]) == ["skills", "salary"]


def test_what_a_hint_says_makes_no_name_of_a_part() -> None:
    assert asked("salary, hours", ("aspect", "salary")) == ["salary", "hours"]


def test_and_between_two_names_of_a_kind_parts_nothing_but_between_two_hints_it_does() -> None:
    occupations = (("occupation", "ML engineers"), ("occupation", "data scientists"))
    assert asked("what do ML engineers and data scientists earn?", *occupations) == []
    hints = (("aspect", "pay"), ("aspect", "do I need"))
    assert asked("whats the pay and do I need a phd?", *hints) == ["whats the pay", "do I need a phd"]


def test_a_part_has_what_is_named_in_it() -> None:
    typed = "do they use R, and how is it in Asia?"
    found = parts(span(typed, ("tool", "R"), ("region", "Asia")), typed, LEXICON)
    assert [[one["value"] for one in part.entities] for part in found] == [["R"], ["Asia"]]


@pytest.mark.parametrize(
    ("typed", "asks", "opens"),
    [
        ("I'm a nurse. What do they earn?", [False, True], [False, True]),
        ("we like maths; can I do it?", [False, True], [False, True]),
        ("salary, outlook", [True, True], [False, False]),
        ("my salary? their hours", [True, True], [False, False]),
        ("what they do, their salary", [True, True], [True, False]),
        ("the many certificates that engineers can get now, salary", [False, False], [False, False]),
        ("the certificates that engineers can get now, salary", [True, True], [False, False]),
        (
            "machine learning is all over the news these days. what do they earn?",
            [False, True],
            [False, True],
        ),
    ],
)
def test_a_part_asks_when_it_has_the_form_of_a_question_or_of_a_title(
    typed: str, asks: list[bool], opens: list[bool]
) -> None:
    found = parts(span(typed), typed, LEXICON)
    assert [part.asks for part in found] == asks
    assert [part.opens for part in found] == opens
