"""Things that no list names and that may be needed."""

from __future__ import annotations

import pytest

from actions.questions.carry_over.needs import is_certificate, thing_asked_for


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("do i need security+", "security+"),
        ("Do I need a car?", "car"),
        ("so do they really need a license?", "license"),
        ("would I need to have a CDL", "CDL"),
        ("is a CPA required?", "CPA"),
        ("does one need the PE exam", "PE exam"),
    ],
)
def test_the_thing_is_read_as_it_is_written(text: str, thing: str) -> None:
    assert thing_asked_for(text) == thing


@pytest.mark.parametrize(
    "text",
    [
        "do i need to be smart",
        "do i need help",
        "do they need more people",
        "what do i need",
        "do i need to know anything about the law of contracts",
        "i need a car",
        "is it required",
    ],
)
def test_what_names_no_thing_asks_for_none(text: str) -> None:
    assert thing_asked_for(text) is None


@pytest.mark.parametrize(
    ("thing", "expected"),
    [("security+", True), ("CDL", True), ("driving license", True), ("car", False), ("Excel", False)],
)
def test_a_certificate_is_told_from_a_tool(thing: str, *, expected: bool) -> None:
    assert is_certificate(thing) is expected
