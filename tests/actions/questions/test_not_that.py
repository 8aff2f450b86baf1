"""Clauses that only say what is not asked."""

from __future__ import annotations

import pytest

from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.not_that import without_disclaimed


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("not the pay. what do they do differently", "what do they do differently"),
        ("i dont want the salary!! compare the duties of the two", "compare the duties of the two"),
        ("no not how long, what do you learn in it", "what do you learn in it"),
        ("forget pay, what tasks does each have", "what tasks does each have"),
        ("no, not the price, what does one learn there", "what does one learn there"),
    ],
)
def test_what_is_not_asked_goes_with_what_it_names(text: str, kept: str) -> None:
    told = ParsedEntity("aspect", "pay", "pay", text.find("pay"))
    read = without_disclaimed(UserMessage(text, "comparison", (told,) if "pay" in text else ()))
    assert read.text.strip(" ,!.").endswith(kept) and read.text.split() != text.split()
    assert not read.entities


@pytest.mark.parametrize(
    "text",
    [
        "not the pay",
        "i dont want to work with people, what fits me",
        "no degree, what can i earn",
        "i have no money. what pays well",
        "does it pay more, or not",
    ],
)
def test_what_says_more_than_that_is_kept(text: str) -> None:
    assert without_disclaimed(UserMessage(text, "salary")).text == text


@pytest.mark.parametrize(
    ("between", "taken_back"),
    [
        (", no wait, ", True),
        ("... no, ", True),
        (", sorry, i mean ", True),
        (" or ", False),
        (", no ", False),
        (", ", False),
    ],
)
def test_a_name_that_is_taken_back_at_once_is_not_asked_about(between: str, taken_back: bool) -> None:
    text = f"what do chefs{between}bakers earn"
    named = [ParsedEntity("occupation", one, one, text.index(one)) for one in ("chefs", "bakers")]
    read = without_disclaimed(UserMessage(text, "salary", tuple(named)))
    assert read.values("occupation") == (["bakers"] if taken_back else ["chefs", "bakers"])
