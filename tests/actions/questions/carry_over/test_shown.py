"""The occupations that were shown last, and messages that mean them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.person import Person
from actions.questions.carry_over import shown
from actions.state import ConversationState, Item

NURSE, BAKER = "29-1141.00", "51-3011.00"
LIST = ConversationState("related_occupations", items=(Item("occupation", NURSE), Item("occupation", BAKER)))


def test_a_list_is_of_two_occupations_or_more() -> None:
    assert shown.listed(LIST) == (NURSE, BAKER)
    assert shown.listed(replace(LIST, items=LIST.items[:1])) == ()
    assert shown.listed(replace(LIST, items=(*LIST.items, Item("entity", "python")))) == ()


def test_the_sides_of_a_change_are_ones_own_and_the_one_thought_of() -> None:
    state = ConversationState("career_change", (NURSE,), person=Person(BAKER))
    assert shown.sides_of_change(state) == (BAKER, NURSE)
    assert shown.sides_of_change(replace(state, person=Person(), occupations=(BAKER, NURSE))) == (
        BAKER,
        NURSE,
    )
    assert shown.sides_of_change(replace(state, person=Person())) == ()
    assert shown.sides_of_change(replace(state, topic="salary")) == ()


@pytest.mark.parametrize(
    "words",
    [
        "which of those pays the most",
        "which one is fastest to start earning",
        "quickest one to get into?",
        "and the best paid?",
        "best paid of those",
        "highest paying one",
        "which has the best outlook",
        "which is easier to get into",
    ],
)
def test_a_superlative_that_names_nothing_to_search_means_what_was_shown(words: str) -> None:
    assert shown.ranks_shown(words)


@pytest.mark.parametrize(
    "words",
    [
        "what is the best paid job",
        "which jobs pay the most",
        "highest paying occupation with no degree",
        "which careers in healthcare grow fastest",
        "what do those earn",
    ],
)
def test_words_that_say_what_to_search_or_rank_nothing_do_not(words: str) -> None:
    assert not shown.ranks_shown(words)


def test_those_jobs_are_the_ones_that_were_shown() -> None:
    assert not shown.names_what_to_search("are those jobs going away?")
    assert shown.names_what_to_search("which jobs are going away?")
