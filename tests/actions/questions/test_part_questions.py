"""Parts of a message are questions of their own only if they ask something."""

from __future__ import annotations

import pytest

from actions.questions.message import UserMessage
from actions.questions.part_questions import with_questions_alone
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
        ((PAY, UNI), (PAY, UNI)),
        ((DUTIES, SALARY), (DUTIES, SALARY)),
        ((PAY, part("outlook", "how many")), (PAY, part("outlook", "how many"))),
    ],
    ids=[
        "a name",
        "the field",
        "how to answer",
        "who offers it",
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
