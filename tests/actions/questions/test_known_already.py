"""What somebody says to know already, and so does not ask."""

from __future__ import annotations

import pytest

from actions.questions.known_already import read_known
from tests.actions.asking import message

TAILOR = ("occupation", "51-6052.00", "tailor")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I know what a tailor earns. What is done all day?", "What is done all day?"),
        ("tailor: a usual week? the money I already know", "tailor: a usual week?"),
        ("I've seen the wages, what does a tailor do", "what does a tailor do"),
        ("we looked up the salary; tailor, main tasks", "tailor, main tasks"),
    ],
)
def test_what_is_known_is_not_asked(text: str, left: str) -> None:
    asked = message("salary", TAILOR, ("aspect", "pay", "money"), text=text, ranking=("salary", "duties"))
    read = read_known(asked)
    assert (read.intent, read.text) == ("duties", left)
    assert read.values("occupation") == ["51-6052.00"]


@pytest.mark.parametrize(
    "text",
    [
        "do you know what a tailor earns?",
        "I know a tailor. What is the salary?",
        "I already know the pay of a tailor",
        "what tailor software should I already know, and the pay?",
        "what does a tailor earn in Ohio? I know no numbers",
    ],
)
def test_who_asks_for_pay_is_told_it(text: str) -> None:
    unread = message("salary", TAILOR, text=text, ranking=("salary", "outlook"))
    assert read_known(unread).intent == "salary" or read_known(unread) == unread
