"""Titles of a message are read as what they stand for in the conversation."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import FALLBACK, NOW, OTHER, ParsedEntity, UserMessage
from actions.questions.titles.standing.applied import (
    judged_in,
    named_after,
    origins_of,
    with_standing,
    without_goal_turned_down,
)
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT
from actions.state import ConversationState, Item, PastQuestion

ELECTRICIAN, WELDER, NURSE = "47-2111.00", "51-4121.00", "29-1141.00"
LISTED = ConversationState(
    topic=CAREER_FIT, items=(Item("occupation", ELECTRICIAN),), person=Person(field="psychology")
)
CHANGED = ConversationState(topic=CAREER_CHANGE, occupations=(ELECTRICIAN,), person=Person(WELDER))
REFUSED, ASKED, BESIDE = ("refused", 0.9), ("asked", 0.9), ("none", 0.9)


def said(text: str, *tags: tuple[str, float], titles: tuple[str, ...] = ("electrician",)) -> UserMessage:
    """Return a message whose titles have a tag each."""
    named = tuple(
        ParsedEntity("occupation", one, one, text.casefold().index(one), tags=(tag,))
        for one, tag in zip(titles, tags, strict=True)
    )
    return UserMessage(text, FALLBACK, named)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("electrician?? what does that have to do with psychology", ""),
        ("why am I seeing electrician, I hate wires", "I hate wires"),
        ("electrician? no thanks. something with animals", "something with animals"),
        ("forget electrician. which of these pays more", "which of these pays more"),
        ("electrician -20% is a joke. only jobs that grow", "only jobs that grow"),
    ],
)
def test_what_is_turned_down_takes_its_clause_with_it(datasets: Connection, text: str, left: str) -> None:
    read = with_standing(datasets, said(text, REFUSED), LISTED)
    assert [one.typed for one in read.protested] == ["electrician"]
    assert not read.values("occupation") and left in read.text
    assert "electrician" not in read.text


@pytest.mark.parametrize(
    "text", ["electrician sounds good, how do i get in", "electrician 95k wow, what do i need"]
)
def test_what_is_asked_about_stays(datasets: Connection, text: str) -> None:
    read = with_standing(datasets, said(text, ASKED), LISTED)
    assert read.values("occupation") == ["electrician"] and read.text == text and not read.protested


def test_what_is_asked_beside_stays_and_what_is_turned_down_goes(datasets: Connection) -> None:
    message = said(
        "electrician?? i said welder, what do they earn", REFUSED, ASKED, titles=("electrician", "welder")
    )
    read = with_standing(datasets, message, LISTED)
    assert read.values("occupation") == ["welder"]


def test_somebody_whom_one_dealt_with_is_no_aim(datasets: Connection) -> None:
    read = with_standing(
        datasets, said("I trained electrician apprentices for 5 years, does it count", BESIDE), CHANGED
    )
    assert not read.values("occupation")


def test_what_is_denied_is_disowned_and_what_is_told_instead_is_ones_own(datasets: Connection) -> None:
    message = said("i'm not a welder, i'm a nurse", (OTHER, 0.9), (NOW, 0.9), titles=("welder", "nurse"))
    read = with_standing(datasets, message, CHANGED)
    assert [one.typed for one in read.disowned] == ["welder"] and read.values("occupation") == ["nurse"]
    assert not read.protested, "who puts their work right may be shown what it was taken for"


def test_a_first_message_is_read_by_its_tags(datasets: Connection) -> None:
    message = said("electrician?? no way", REFUSED)
    read = with_standing(datasets, message, ConversationState())
    assert read.entities == message.entities and read.text == message.text and not read.protested


def test_who_brought_a_title_up_is_known(datasets: Connection) -> None:
    title = said("electrician", ASKED).entities[0]
    assert origins_of(datasets, title, LISTED) == {"row"}
    assert origins_of(datasets, title, CHANGED) == {"subject"}
    assert origins_of(datasets, title, ConversationState(person=Person(ELECTRICIAN))) == {"own"}
    assert origins_of(datasets, title, ConversationState(named=("electrician",))) == {"said"}
    assert origins_of(datasets, title, ConversationState()) == frozenset()


def test_a_name_said_in_part_is_judged_as_well(datasets: Connection) -> None:
    state = ConversationState(topic=CAREER_FIT, person=Person("17-2141.00"))  # a mechanical engineer
    (one,) = judged_in(datasets, said("No, not mechanical.", titles=()), state)
    assert (one.title.typed, one.title.value) == ("mechanical", "17-2141.00")
    assert one.standing in ("denied", "refused")


def test_titles_that_were_named_are_remembered_in_one_form(datasets: Connection) -> None:
    message = said("electricians", ASKED, titles=("electricians",))
    assert named_after(message, ConversationState(named=("nurse",))) == ("nurse", "electrician")


def test_a_goal_that_is_turned_down_gives_way_to_the_one_before(datasets: Connection) -> None:
    before = PastQuestion(CAREER_CHANGE, (NURSE,))
    state = ConversationState(topic=CAREER_CHANGE, occupations=(ELECTRICIAN,), earlier=(before,))
    message = with_standing(datasets, said("electrician?? no way", REFUSED), state)
    assert without_goal_turned_down(datasets, message, state).occupations == (NURSE,)


def test_a_title_that_opens_a_first_message_is_one(datasets: Connection) -> None:
    message = said("baker in ohio, 35k", ("none", 0.9), titles=("baker",))
    assert with_standing(datasets, message, ConversationState()).entities == message.entities
