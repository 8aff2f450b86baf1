"""Abbreviations of degrees are no occupations."""

from __future__ import annotations

from actions.questions.degrees import without_degrees
from actions.questions.message import ParsedEntity, UserMessage

LIBRARIAN = ParsedEntity("occupation", "librarian", "Librarian", 0)


def test_an_abbreviated_degree_is_no_occupation() -> None:
    degree = ParsedEntity("occupation", "mlis", "MLIS", 11)
    message = UserMessage("Librarian, MLIS, 7 years", "about_you", (LIBRARIAN, degree))
    assert without_degrees(message).entities == (LIBRARIAN,)


def test_an_abbreviated_title_and_a_degree_of_another_kind_are_kept() -> None:
    nurse, degree = ParsedEntity("occupation", "cna", "CNA"), ParsedEntity("degree", "msw", "MSW")
    message = UserMessage("CNA with an MSW", "about_you", (nurse, degree))
    assert without_degrees(message) == message
