"""Parts of a message are questions of their own only if they ask something."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.message import UserMessage
from actions.questions.part_questions import with_questions_alone, with_scope
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import Named, message


def part(intent: str, text: str, *named: Named) -> UserMessage:
    return message(intent, *named, text=text)


PAY, UNI = part("salary", "what do they earn"), part("university_choice", "which uni")
SALARY = part("salary", "salary", ("aspect", "pay", "salary"))
DUTIES = part("duties", "what does an actuary do", ("occupation", "actuary", "an actuary"))


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ((PAY, part("comparison", "ml engineer", ("occupation", "mle", "ml engineer"))), ()),
        ((PAY, part("machine_learning", "machine learning")), ()),
        ((PAY, part("more", "name me a few")), ()),
        ((part("bootcamp", "ML bootcamp, any good?"), UNI), ()),
        ((PAY, DUTIES), (PAY, DUTIES)),
        ((part("experience", "4 years there"), PAY), (PAY,)),
        ((part("age_distribution", "22 yrs"),), ()),
        ((part("experience", "4 years there?"), UNI, PAY), (UNI, PAY)),
        ((part("experience", "how many years"), PAY), (part("experience", "how many years"), PAY)),
        ((PAY, UNI), (PAY, UNI)),
        ((DUTIES, SALARY), (DUTIES, SALARY)),
        ((PAY, part("outlook", "how many")), (PAY, part("outlook", "how many"))),
    ],
    ids=[
        "a name",
        "the field",
        "how to answer",
        "who offers it",
        "years beside a question",
        "years alone",
        "years beside two questions",
        "a question for years",
        "of names and a verb",
        "refused",
        "a cue",
        "a few words",
    ],
)
def test_parts_that_ask_nothing_of_their_own_are_left_out(
    parts: tuple[UserMessage, ...], left: tuple[UserMessage, ...]
) -> None:
    assert with_questions_alone(message("salary", parts=parts)).parts == left


def test_a_message_that_is_clear_as_a_whole_alone_was_torn_apart() -> None:
    torn = message("misconceptions", parts=(PAY, DUTIES), confidence=0.98)
    assert with_questions_alone(torn).parts == ()
    doubtful = message("misconceptions", parts=(PAY, DUTIES), confidence=0.8)
    assert with_questions_alone(doubtful).parts == (PAY, DUTIES)


def test_words_that_say_how_to_answer_are_not_called_unclear() -> None:
    unclear = ("give me both numbers", "fill in the blanks")
    asked = message("salary", parts=(PAY,), unclear=unclear, confidence=0.9)
    assert with_questions_alone(asked).unclear == ("fill in the blanks",)


def test_a_part_that_holds_two_against_each_other_compares_them() -> None:
    two = (("occupation", "nurse", "nurse"), ("occupation", "cook", "cook"))
    compares = part("comparison", "nurse versus cook.", *two)
    assert with_questions_alone(message("salary", parts=(compares, PAY))).parts == (compares, PAY)


def test_a_part_is_about_the_occupation_that_another_one_tells(datasets: Connection) -> None:
    named = ("occupation", "social worker", "social worker"), ("place", "Utah", "Utah")
    text = "I'd go to Utah as a school social worker, is it cold? What do they earn?"
    whole = read_question(datasets, message("salary", *named, text=text), ConversationState())
    (worker,) = (one.occupation for one in whole.of("occupation"))
    assert worker
    scoped = with_scope(part("salary", "What do they earn?", named[0]), whole)
    assert scoped.values("occupation") == [worker.key] and scoped.values("place") == ["Utah"]
    assert with_scope(part("salary", "What do they earn?"), whole).values("occupation") == [worker.key]


def test_a_part_keeps_what_it_names_itself(datasets: Connection) -> None:
    named = ("occupation", "baker", "baker"), ("occupation", "chef", "chef")
    whole = read_question(datasets, message("salary", *named, text="baker? chef?"), ConversationState())
    kept = with_scope(part("salary", "what does a chef earn", named[1]), whole)
    assert [one.typed for one in kept.entities] == ["chef"]


YOUNG = part("age_distribution", "under 25s", ("age_group", "age_18_24", "under 25"))


def leaning(confidence: float) -> UserMessage:
    return message("industries", text="what slice of the field are they", confidence=confidence)


def test_what_is_asked_of_a_value_that_was_just_named_is_one_question() -> None:
    assert with_questions_alone(message("age_distribution", parts=(YOUNG, leaning(0.5)))).parts == ()


@pytest.mark.parametrize(
    ("intent", "parts"),
    [
        ("age_distribution", (YOUNG, leaning(0.9))),
        ("industries", (YOUNG, leaning(0.5))),
        ("salary", (SALARY, part("age_distribution", "how old are they"))),
    ],
)
def test_two_questions_of_which_one_says_they_stay_two(intent: str, parts: tuple[UserMessage, ...]) -> None:
    assert with_questions_alone(message(intent, parts=parts)).parts == parts


@pytest.mark.parametrize("text", ["like how much", "short list pls"])
def test_how_much_of_what_was_asked_is_no_question(text: str) -> None:
    assert with_questions_alone(message("mathematics", parts=(DUTIES, part("salary", text)))).parts == ()
