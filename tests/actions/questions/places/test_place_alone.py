"""Messages that are no more than a place, and words that are spelled like one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import FALLBACK
from actions.questions.places.place_alone import read_place_alone, with_place_after_advice
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState, PastQuestion
from tests.actions.asking import Named, message

NURSE = "29-1141.00"
PAY = ConversationState("salary", (NURSE,))
IN_OHIO = ConversationState("salary", (NURSE,), mentions=(("place", "Ohio"),))
SKILLS = ConversationState("skills", (NURSE,))


@pytest.mark.parametrize(
    ("text", "named", "place"),
    [
        ("arizona", (), "arizona"),
        ("phoenix specifically", (), "phoenix"),
        ("vs georgia", (("place", "georgia"),), "georgia"),
        ("Washington state?", (("place", "Washington state"),), "Washington state"),
        ("and what about new york", (), "new york"),
        ("NY", (), "ny"),
        ("UT", (("industry", "information_technology", "UT"),), "ut"),
        ("tx?", (), "tx"),
        ("in OR", (), "or"),
        ("in reading", (), "reading"),
        ("so back home in Phoenix", (), "phoenix"),
        ("phoenix, same question", (), "phoenix"),
    ],
)
def test_a_place_alone_asks_the_last_question_of_it(
    datasets: Connection, text: str, named: tuple[Named, ...], place: str
) -> None:
    read = read_place_alone(datasets, message("deny", *named, text=text, confidence=0.9), PAY)
    assert (read.intent, read.confidence, read.form) == (NAMED_ANEW, 1.0, "names")
    assert [(one.kind, one.value) for one in read.entities] == [("place", place)]


def test_the_whole_country_is_a_place_as_well(datasets: Connection) -> None:
    read = read_place_alone(datasets, message("source_of", text="and nationally?"), IN_OHIO)
    assert [(one.kind, one.value) for one in read.entities] == [("country", "united_states")]


@pytest.mark.parametrize("text", ["in the same state", "same city", "and in that state?"])
def test_the_same_place_is_the_one_that_was_named_last(datasets: Connection, text: str) -> None:
    read = read_place_alone(datasets, message(FALLBACK, text=text), IN_OHIO)
    assert [(one.kind, one.value) for one in read.entities] == [("place", "Ohio")]
    unread = message(FALLBACK, text=text)
    assert read_place_alone(datasets, unread, PAY) == unread


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("ok", IN_OHIO),
        ("OK", PAY),
        ("is it OK?", IN_OHIO),
        ("HI", PAY),
        ("in me", IN_OHIO),
        ("MA?", SKILLS),
        ("tx", SKILLS),
        ("reading", PAY),
        ("college?", PAY),
        ("what's the mission", PAY),
        ("do they like texas?", PAY),
        ("texas instruments", PAY),
        ("IT", IN_OHIO),
        ("arizona", ConversationState()),
        ("arizona", ConversationState("career_fit", (NURSE,))),
    ],
)
def test_what_says_more_or_may_be_a_word_is_no_place_alone(
    datasets: Connection, text: str, state: ConversationState
) -> None:
    unread = message("deny", text=text)
    assert read_place_alone(datasets, unread, state) == unread


def test_what_names_something_else_is_no_place_alone(datasets: Connection) -> None:
    unread = message("what_about", ("occupation", NURSE, "nurses"), ("place", "Ohio"), text="nurses in Ohio")
    assert read_place_alone(datasets, unread, PAY) == unread


def test_a_code_that_is_a_word_is_a_place_in_capitals_behind_another_place(datasets: Connection) -> None:
    read = read_place_alone(datasets, message("affirm", text="OK"), IN_OHIO)
    assert [one.value for one in read.entities] == ["ok"]


def test_several_places_alone_are_all_asked_about(datasets: Connection) -> None:
    read = read_place_alone(datasets, message("what_about", text="and california and nevada"), PAY)
    assert [one.value for one in read.entities] == ["california", "nevada"]


@pytest.mark.parametrize(
    "text", ["vs utah", "and compared to Utah?", "and Utah, is it more?", "utah pays better?"]
)
def test_a_place_is_held_against_the_one_that_was_named_last(datasets: Connection, text: str) -> None:
    read = read_place_alone(datasets, message("out_of_scope", text=text), IN_OHIO)
    assert [one.value for one in read.entities] == ["Ohio", "utah"]


def test_the_two_states_are_those_that_were_named_last(datasets: Connection) -> None:
    state = replace(IN_OHIO, earlier=(PastQuestion("salary", (NURSE,), (("place", "Utah"),)),))
    asked = message("difference", text="which of those two states is higher")
    read = read_place_alone(datasets, asked, state)
    assert [one.value for one in read.entities] == ["Utah", "Ohio"]
    assert read_place_alone(datasets, asked, IN_OHIO) == asked


def test_which_of_these_compares_the_places_that_were_named_last(datasets: Connection) -> None:
    state = replace(IN_OHIO, earlier=(PastQuestion("salary", (NURSE,), (("place", "Utah"),)),))
    read = read_place_alone(datasets, message("difference", text="which of these is best"), state)
    assert [one.value for one in read.entities] == ["Utah", "Ohio"]
    other = message("occupation_search", text="which of these jobs needs a degree")
    assert read_place_alone(datasets, other, state) == other


@pytest.mark.parametrize("text", ["here?", "in my state"])
def test_ones_own_place_is_the_one_that_was_told(datasets: Connection, text: str) -> None:
    asked = message("nlu_fallback", text=text)
    read = read_place_alone(datasets, asked, replace(PAY, person=Person(place="Texas")))
    assert [one.value for one in read.entities] == ["Texas"]
    assert read_place_alone(datasets, asked, PAY) == asked


TWO = (("place", "Ohio"), ("place", "Texas"))


@pytest.mark.parametrize("text", ["how much more is that than the one before", "so who wins?"])
def test_how_far_apart_is_asked_of_the_last_two_places(datasets: Connection, text: str) -> None:
    before = PastQuestion("salary", (NURSE,), (("place", "Ohio"),))
    state = ConversationState("salary", (NURSE,), mentions=(("place", "Texas"),), earlier=(before,))
    read = read_place_alone(datasets, message("market_size", text=text), state)
    assert [one.value for one in read.entities] == ["Ohio", "Texas"]


@pytest.mark.usefixtures("published_wages")
def test_the_other_one_of_two_places_is_that_which_pays_less(datasets: Connection) -> None:
    state = ConversationState("salary", (NURSE,), mentions=TWO)
    read = read_place_alone(datasets, message("difference", text="the other one is how much"), state)
    assert [one.value for one in read.entities] == ["Ohio"]


def test_two_places_may_be_asked_which_is_better(datasets: Connection) -> None:
    read = read_place_alone(datasets, message(FALLBACK, text="colorado or arizona better?"), PAY)
    assert [one.value for one in read.entities] == ["colorado", "arizona"]


def test_which_is_higher_compares_the_last_two_places_of_one_occupation(datasets: Connection) -> None:
    before = PastQuestion("salary", (NURSE,), (("place", "Ohio"),))
    state = ConversationState("salary", (NURSE,), mentions=(("place", "Utah"),), earlier=(before,))
    read = read_place_alone(datasets, message(FALLBACK, text="so which is higher?"), state)
    assert [one.value for one in read.entities] == ["Ohio", "Utah"]
    other = replace(state, earlier=(replace(before, occupations=("47-2111.00",)),))
    sent = message(FALLBACK, text="so which is higher?")
    assert read_place_alone(datasets, sent, other) == sent


@pytest.mark.parametrize("text", ["what about Utah, I live there?", "and if I am in Utah"])
def test_where_one_lives_is_asked_of_behind_pay(datasets: Connection, text: str) -> None:
    read = read_place_alone(datasets, message("about_you", ("place", "Utah"), text=text), PAY)
    assert (read.intent, [one.value for one in read.entities]) == (NAMED_ANEW, ["Utah"])


def test_who_only_says_where_they_live_asks_nothing(datasets: Connection) -> None:
    sent = message("about_you", ("place", "Utah"), text="I live in Utah")
    assert read_place_alone(datasets, sent, PAY) == sent


@pytest.mark.parametrize(("text", "place"), [("arizona?", "arizona"), ("and in Denver", "Denver")])
def test_a_place_alone_behind_advice_is_marked_for_whom_the_advice_is(
    datasets: Connection, text: str, place: str
) -> None:
    change = ConversationState("career_change", (NURSE,))
    marked = with_place_after_advice(datasets, message(FALLBACK, text=text), change)
    assert marked.values("place") == [place] or marked.values("place") == [place.casefold()]
    assert marked.entities[0].start == text.index(place)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("arizona?", SKILLS),
        ("ok?", ConversationState("career_change", (NURSE,))),
        ("reading?", ConversationState("career_fit", (NURSE,))),
        ("why arizona", ConversationState("career_change", (NURSE,))),
    ],
)
def test_no_place_is_marked_elsewhere_or_in_a_word_that_is_none(
    datasets: Connection, text: str, state: ConversationState
) -> None:
    assert not with_place_after_advice(datasets, message(FALLBACK, text=text), state).entities
