"""What the words of a message show."""

from __future__ import annotations

import pytest

from actions.questions.cues import (
    asks_if_so,
    contains,
    is_affirmed,
    is_claim,
    is_refuted,
    leaves_out,
    without_names,
)
from knowledge.queries.lexical import content_words


@pytest.mark.parametrize("around", ["", "so ", "well, " * 200])
@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("Both", True),
        ("what do one and the other earn?", True),
        ("and the two of them?", True),
        ("bother", False),
        ("one and another", False),
        ("", False),
    ],
)
def test_a_phrase_is_found_as_whole_words_in_texts_of_any_length(
    around: str, text: str, is_there: bool
) -> None:
    assert contains("asks_for_both", f"{around}{text} {around}") is is_there


@pytest.mark.parametrize(
    ("text", "named", "out"),
    [
        ("how many don't have a PhD?", "PhD", True),
        ("the share without a master's", "master's", True),
        ("percentage of non-women", "women", True),
        ("salary except senior", "senior", True),
        ("not Europe, Asia", "Asia", False),
        ("not men but women", "women", False),
        ("I don't know yet, how many hold a PhD?", "PhD", False),
        ("how many women", "women", False),
        ("how many women", "men", False),
    ],
)
def test_what_a_question_leaves_out_stands_behind_a_word_that_says_so(
    text: str, named: str, out: bool
) -> None:
    assert leaves_out(text, named) is out


@pytest.mark.parametrize(
    ("question", "fact", "refuted"),
    [
        ("Can I be an engineer without coding?", "Yes: coding is essential for an engineer.", True),
        ("could someone get in who is bad at maths?", "They must know mathematics.", True),
        ("can someone get in who is bad at maths?", "Whoever gets in must know maths.", True),
        ("can I get in with no degree", "A degree is required.", True),
        ("can I get in with no degree", "A degree is usual.", False),
        ("can I get in with no degree", "A degree is not required.", False),
        ("do I need a degree if I have no experience?", "Experience is required.", False),
        ("what can I do without a degree?", "A degree is required.", False),
        ("can I be one without coding?", "Statistics is essential.", False),
    ],
)
def test_what_cannot_be_done_without_what_is_needed_is_refuted(
    question: str, fact: str, refuted: bool
) -> None:
    assert is_refuted(question, fact) is refuted


NEEDED = "The sample job description requires advanced mathematics skills."


@pytest.mark.parametrize(
    ("question", "fact", "refuted"),
    [
        ("is average maths enough?", NEEDED, True),
        ("so they don't need maths?", NEEDED, True),
        ("don't they need maths?", NEEDED, False),
        ("my uncle says you can do it without maths", NEEDED, True),
        ("I'm terrible at maths. A problem?", NEEDED, False),
        ("is it only tech firms?", "Technology is one of the industries.", True),
        ("is the demand shrinking?", "Demand for engineers keeps growing.", True),
        ("is the demand shrinking or growing?", "Demand for engineers keeps growing.", False),
    ],
)
def test_a_claim_is_refuted_by_what_is_needed_is_one_of_several_or_grows(
    question: str, fact: str, refuted: bool
) -> None:
    assert is_refuted(question, fact) is refuted


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("stacks, arrays: needed?", True),
        ("translation apps - is ML inside?", True),
        ("What is regularization used for?", False),
        ("cloud platforms?", False),
    ],
)
def test_a_fragment_may_ask_if_something_is_so(text: str, asks: bool) -> None:
    assert asks_if_so(text) is asks


def test_names_are_left_out_as_whole_words_however_they_are_written() -> None:
    assert without_names("Nurses in New York, pay?", ["NEW YORK", "nurse"]) == "nurses in pay"


OFFICE = "As a rule, machine learning engineers have an office of their own."
FORESTS = "Random forests are a commonly used machine learning algorithm."


@pytest.mark.parametrize(
    ("question", "fact", "known", "affirmed"),
    [
        ("Does one get an own room, an office?", OFFICE, {"room", "get"}, True),
        ("I'm easily distracted. Would I get an office of my own?", OFFICE, {"get"}, True),
        ("Do hip firms plant random forests?", FORESTS, {"hip", "firms", "plant"}, True),
        ("Do hip firms plant random forests?", FORESTS, set(), False),
        ("Are random forests out of fashion?", FORESTS, {"fashion"}, False),
        ("Is a random forest too simple?", FORESTS, {"simple"}, False),
        ("Does a closet count?", OFFICE, {"closet", "count"}, False),
        ("Is Java second?", "Java ranks third, after Python and R.", {"second"}, False),
        ("Do 30% work in finance?", "20% of them work in finance.", set(), False),
    ],
)
def test_a_fact_says_yes_to_what_it_is_asked_for_in_other_words(
    question: str, fact: str, known: set[str], affirmed: bool
) -> None:
    assert is_affirmed(question, fact, frozenset(content_words(" ".join(known)))) is affirmed


def test_what_somebody_tells_before_the_question_counts_for_a_refusal() -> None:
    fact = "Knowing how to code is essential."
    assert is_refuted("I can't code. Would this work for me?", fact)
    assert not is_refuted("I can't code. What would I do?", fact)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("more are men, right?", True),
        ("are most of them men", True),
        ("less than half have a degree?", True),
        ("how many are men?", False),
        ("are they men or women?", False),
        ("is it not so?", False),
        ("more are men", False),
    ],
)
def test_what_is_put_as_a_claim_can_be_right_or_wrong(text: str, claims: bool) -> None:
    assert is_claim(text) is claims
