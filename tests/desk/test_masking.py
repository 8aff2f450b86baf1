"""What identifies people is hidden, and what a question is about is not."""

from __future__ import annotations

import pytest

from desk.masking import Known, Mask


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("My name is Jane Miller and I earn $118,000", "My name is [name] and I earn $118,000"),
        ("my name is jane and i like cats", "my name is [name] and i like cats"),
        ("i am john", "i am [name]"),
        ("Kevin told me", "[name] told me"),
        ("my boss Svetlana O'Brien said hi", "my boss [name] said hi"),
        ("Tell Mr Smith", "Tell Mr [name]"),
        ("Dr. Grace Hopper helped me", "Dr. [name] helped me"),
        ("Kind regards, Peter van der Berg", "Kind regards, [name]"),
        ("ich heiße Jürgen Groß", "ich heiße [name]"),
        ("Is Fnordina's pay fair?", "Is [name] pay fair?"),
        ("mail me: jane.miller@example.com.", "mail me: [mail]."),
        ("jane (at) example.org", "[mail]"),
        ("call me at +49 170 1234567 or (555) 123-4567", "call me at [phone] or [phone]"),
        ("ring 5551234567 please", "ring [phone] please"),
        ("0049-30/1234567", "[phone]"),
    ],
)
def test_people_are_hidden(text: str, hidden: str) -> None:
    assert Mask().message(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "What does a machine learning engineer earn?",
        "WHAT DOES A NURSE EARN",
        "Do I need a PhD? I think March is fine",
        "jobs 2019-2024, 15-1252.00, 1 000 000 and 118,000.50 dollars",
        "Is $1234567 or 50 % much? 2026-11-29",
        "I'm American and I speak German",
        "How do I get from Python to Java?",
        "",
    ],
)
def test_questions_stay_as_they_are(text: str) -> None:
    assert Mask().message(text) == text


def test_what_nlu_knows_is_no_name() -> None:
    text = "Do I need Kubernetes in Springfield?"
    known = [Known(10, 20), Known(24, 35)]
    assert Mask().message(text, known) == text
    assert Mask().message(text) == "Do I need [name] in [name]?"


def test_what_nlu_knows_is_found_again_behind_a_hidden_address() -> None:
    text = "a@example.org asks: is Kubernetes hard?"
    assert Mask().message(text, [Known(23, 33)]) == "[mail] asks: is Kubernetes hard?"


def test_a_surname_is_one_though_it_is_an_occupation() -> None:
    text = "My name is Jane Miller"
    assert Mask().message(text, [Known(16, 22)]) == "My name is [name]"


def test_names_that_were_found_are_hidden_in_answers() -> None:
    mask = Mask()
    assert mask.answer("“Miller” is an occupation") == "“Miller” is an occupation"
    mask.message("My name is Jane Miller")
    assert mask.answer("“Miller” of jane@example.org") == "“[name]” of [mail]"
