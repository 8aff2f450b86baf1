"""One of the occupations talked about, pointed at by a word of its name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.titles.pointed_by_word import with_one_pointed_at
from actions.state import ConversationState, Item
from tests.actions.asking import message

ROUSTABOUT, WIND, SPEECH, OCCUPATIONAL = "47-5071.00", "49-9081.00", "29-1127.00", "29-1122.00"
COMPARED = ConversationState("comparison", (ROUSTABOUT,), mentions=(("occupation", WIND),))
THERAPISTS = ConversationState("comparison", (OCCUPATIONAL,), mentions=(("occupation", SPEECH),))


@pytest.mark.parametrize(
    ("state", "text", "pointed"),
    [
        (COMPARED, "what schooling for the wind one", WIND),
        (COMPARED, "what does the wind turbine guy do?", WIND),
        (COMPARED, "and the gas job, is it growing", ROUSTABOUT),
        (THERAPISTS, "which state pays the best for speech", SPEECH),
        (THERAPISTS, "outlook in the occupational one", OCCUPATIONAL),
    ],
)
def test_a_word_that_only_one_of_them_bears_points_at_it(
    datasets: Connection, state: ConversationState, text: str, pointed: str
) -> None:
    read = with_one_pointed_at(datasets, message("education", text=text), state)
    assert read.values("occupation") == [pointed]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (COMPARED, "what schooling for the second one"),
        (COMPARED, "which is better for me?"),
        (COMPARED, "pay for training"),
        (THERAPISTS, "what do they need for it"),
        (ConversationState(), "pay for the wind one"),
    ],
)
def test_what_points_at_none_or_where_there_is_but_one_stays_as_it_is(
    datasets: Connection, state: ConversationState, text: str
) -> None:
    unread = message("education", text=text)
    assert with_one_pointed_at(datasets, unread, state) == unread


@pytest.mark.parametrize(
    "state",
    [
        ConversationState("salary", (WIND,)),
        ConversationState(
            "comparison", (ROUSTABOUT,), mentions=(("occupation", WIND),), items=(Item("occupation", WIND),)
        ),
    ],
)
def test_the_only_one_that_was_shown_may_be_meant(datasets: Connection, state: ConversationState) -> None:
    read = with_one_pointed_at(datasets, message("education", text="school for the wind one"), state)
    assert read.values("occupation") == [WIND]


ENVIRONMENTAL, RESTORATION, CONSERVATION = "19-2041.00", "19-2041.02", "19-1031.00"
LISTED = ConversationState(
    "career_fit", items=tuple(Item("occupation", one) for one in (CONSERVATION, RESTORATION, ENVIRONMENTAL))
)


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("pay on the environmental one", [ENVIRONMENTAL]),
        ("what does the restoration job pay", [RESTORATION]),
        ("which of them are in conservation", []),
        ("what does the cheap one pay", []),
    ],
)
def test_one_of_a_list_is_pointed_at_by_a_word_of_its_name(
    datasets: Connection, text: str, pointed: list[str]
) -> None:
    assert with_one_pointed_at(datasets, message("salary", text=text), LISTED).values("occupation") == pointed


POLICE, HAIRDRESSER = "33-3051.00", "39-5012.00"
FITS = ConversationState("career_fit", items=(Item("occupation", POLICE), Item("occupation", ROUSTABOUT)))


@pytest.mark.parametrize(
    ("text", "intent", "code", "topic"),
    [
        ("the fraud one sounds good, what does it pay", "nlu_fallback", "13-2099.04", "salary"),
        ("whats the wind one make", "out_of_scope", WIND, "salary"),
        ("the forensic one?", "pick", "19-4092.00", "what_about"),
        ("solar one pay?", "salary", "47-2231.00", "salary"),
        ("tell me about that hotel thing", "nlu_fallback", "43-4081.00", "what_about"),
    ],
)
def test_what_is_in_no_list_is_looked_for_among_all_occupations(
    datasets: Connection, text: str, intent: str, code: str, topic: str
) -> None:
    read = with_one_pointed_at(datasets, message(intent, text=text), FITS)
    assert (read.values("occupation"), read.intent) == ([code], topic)


@pytest.mark.parametrize(
    "text",
    [
        "how long til I'm one",
        "which is the best paid one",
        "is that a good job",
        "how do I become one",
        "the second one",
        "what does the cheap one pay",
        "without the fraud ones",
        "not the fraud one",
    ],
)
def test_words_that_call_no_occupation_name_none(datasets: Connection, text: str) -> None:
    assert not with_one_pointed_at(datasets, message("pick", text=text), FITS).values("occupation")


def test_teaching_it_is_the_work_of_those_who_teach_ones_own(datasets: Connection) -> None:
    state = replace(FITS, person=Person(HAIRDRESSER))
    text = "teaching it sounds nice, what would I make?"
    read = with_one_pointed_at(datasets, message("career_fit", text=text), state)
    assert read.values("occupation") == ["25-1194.00"] and read.intent == "salary"
    assert not with_one_pointed_at(datasets, message("career_fit", text=text), FITS).values("occupation")


def test_what_articles_tell_of_is_no_occupation(datasets: Connection) -> None:
    state = ConversationState("skills", ("machine_learning_engineer",))
    assert not with_one_pointed_at(datasets, message("skills", text="the solar one?"), state).entities
