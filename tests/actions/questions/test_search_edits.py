"""Whether a message searches all occupations by conditions, anew or as an edit of the last search."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import UserMessage
from actions.questions.search_edits import ANEW, EDITS, read_as_search, with_kept_search
from actions.state import ConversationState, Item, PastQuestion
from tests.actions.datasets.figures import NURSE

SEARCHED = ConversationState(
    "occupation_search",
    ("29-1141.00",),
    question="best paid jobs",
    items=(Item("occupation", "29-1141.00"),) * 2,
)


def how(connection: Connection, text: str, state: ConversationState) -> str | None:
    searched = read_as_search(connection, UserMessage(text, "nlu_fallback"), state)
    return searched.searches if searched else None


@pytest.mark.parametrize(
    ("text", "searches"),
    [
        ("jobs with a master's but bad pay", ANEW),
        ("jobs with short training over 60k", ANEW),
        ("best paid jobs, not teaching", ANEW),
        ("how many occupations need a doctorate?", ANEW),
        ("construction trades over seventy grand", ANEW),
        ("jobs with maths but little coding", ANEW),
        ("I am a nurse. jobs with short training?", None),
        ("what do nurses earn?", None),
        ("outdoor jobs over 60k", None),  # which advice judges
        ("is a degree needed?", None),
    ],
)
def test_conditions_of_occupations_are_searched_for_but_whoever_tells_of_themselves_is_advised(
    datasets: Connection, text: str, searches: str | None
) -> None:
    assert how(datasets, text, ConversationState()) == searches


@pytest.mark.parametrize(
    ("text", "searches"),
    [
        ("no teaching", EDITS),
        ("ok but I said no big training, and id want over 60k", EDITS),
        ("ditch the managers", EDITS),
        ("by growth", EDITS),
        ("7 to 10", EDITS),
        ("the other way round", EDITS),
        ("forget the pay", EDITS),
        ("and growing", EDITS),
        ("jobs with a PhD, worst paid", ANEW),
        ("start over, jobs with a PhD and over 90k", ANEW),
        ("how long is the training?", None),
        ("which of those pays best?", None),
        ("which cities pay them most?", None),
        ("and no desk jobs", None),
    ],
)
def test_behind_a_search_few_words_edit_it_and_a_question_of_its_own_does_not(
    datasets: Connection, text: str, searches: str | None
) -> None:
    assert how(datasets, text, SEARCHED) == searches


@pytest.mark.parametrize(
    ("text", "pages", "searches"),
    [
        ("which of those pay over 100k?", 3, EDITS),
        ("which of those pay over 100k?", 1, None),  # all are shown
        ("how many is that?", 3, EDITS),
    ],
)
def test_a_bound_holds_of_all_that_was_found_and_these_are_counted(
    datasets: Connection, text: str, pages: int, searches: str | None
) -> None:
    assert how(datasets, text, replace(SEARCHED, pages=pages)) == searches


def test_what_is_known_of_somebody_leaves_their_wishes_to_advice(datasets: Connection) -> None:
    known = replace(SEARCHED, topic=None, person=Person(NURSE[1]))
    assert how(datasets, "jobs with short training over 60k", known) is None


def test_a_sort_goes_back_to_the_search_that_another_question_followed(datasets: Connection) -> None:
    past = PastQuestion("occupation_search", ("29-1141.00",), question="best paid jobs")
    later = replace(SEARCHED, topic="definition", question="what do nurses do?", earlier=(past,))
    back = with_kept_search(datasets, UserMessage("sort by growth", "salary"), later)
    assert (back.topic, back.question) == ("occupation_search", "best paid jobs")
    assert with_kept_search(datasets, UserMessage("and their pay?", "salary"), later) == later
