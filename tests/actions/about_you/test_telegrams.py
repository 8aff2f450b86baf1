"""Messages in telegram style are spelled out; those that ask, or name nobody's own, are not."""

from __future__ import annotations

import pytest

from actions.about_you.telegrams import asks, spelled_out, tells_personally


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("42, xoccupation0, bad back", "42, im a xoccupation0, bad back"),
        ("xoccupation0 8 yrs, xplace0, knees gone", "im a xoccupation0 8 yrs, xplace0, knees gone"),
        ("xoccupation0. 26 years. one man shop.", "im a xoccupation0. 26 years. one man shop."),
        ("married, two kids, xoccupation0 in xplace0", "married, two kids, im a xoccupation0 in xplace0"),
        ("former xoccupation0, tired", "i was a xoccupation0, tired"),
        ("ex xoccupation0, now a xoccupation1, tired", "i was a xoccupation0, im a xoccupation1, tired"),
        ("hotel front desk 6 yrs", "i work hotel front desk 6 yrs"),
        ("army vet, five years", "im army vet, five years"),
        ("a levels, 33, xplace0", "i have a levels, 33, xplace0"),
        ("xoccupation0 10 years. what else is there?", "im a xoccupation0 10 years. what else is there?"),
    ],
)
def test_a_telegram_says_i_before_what_stands_alone(text: str, spelled: str) -> None:
    assert spelled_out(text) == spelled


@pytest.mark.parametrize(
    "text",
    [
        "xoccupation0 in xplace0",
        "xoccupation0, xoccupation1, xoccupation2",
        "xoccupation0, 10 years, salary in xplace0",
        "my husband, xoccupation0, 12 years",
        "is a xoccupation0 with 10 years paid well",
        "xoccupation0 or xoccupation1, im tired",
        "xoccupation0 jobs, no degree",
        "xoccupation0, 10 years, xoccupation1, 5 years",
    ],
)
def test_what_asks_or_may_be_of_others_stays_as_it_is(text: str) -> None:
    assert spelled_out(text) == text


def test_a_title_in_the_plural_is_nobodys_own() -> None:
    assert spelled_out("xoccupation0, burned out", nobodys=[0]) == "xoccupation0, burned out"


@pytest.mark.parametrize(
    "text", ["im a xoccupation0, outlook", "what else", "im 30, will ai take my job", "give me a list"]
)
def test_a_message_asks_without_a_question_mark(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["i know how to weld", "dont tell me to code", "i love what i do"])
def test_words_that_ask_elsewhere_may_tell(text: str) -> None:
    assert not asks(text)


def test_only_what_people_say_of_themselves_is_personal() -> None:
    assert tells_personally("been underground since i was 19. xplace0, xplace1.")
    assert not tells_personally("xplace0, xplace1")
