"""Few words behind an answer, which are read first as a question on its own topic."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.fragments import read_fragment
from actions.questions.message import FALLBACK, NAMES
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState, Item, PastQuestion
from tests.actions.asking import MLE, Named, message

GENDERS = ConversationState("gender_distribution", (MLE,))
DEGREES = ConversationState("education_shares", (MLE,))
AGES = ConversationState("age_distribution", (MLE,))
REGIONS = ConversationState("regional_demand", (MLE,), told=("regional_demand.europe",))
PAY = ConversationState("salary", (MLE,))
HOURS = ConversationState("working_hours", (MLE,), earlier=(PastQuestion("salary", (MLE,)),))
SKILLS = ConversationState("skills", (MLE,), asked=("skills",))
OUTLOOK = ConversationState("outlook", (MLE,))
OF_NURSES = ConversationState(
    "education", ("29-1171.00",), earlier=(PastQuestion("salary", (MLE,)),), asked=("salary", "education")
)
LANGUAGES = ConversationState("programming_languages", (MLE,), items=(Item("entity", "python"),))


@pytest.mark.parametrize(
    ("state", "text", "named", "values"),
    [
        (GENDERS, "and blokes", (), ["male"]),
        (DEGREES, "and doctors?", (("occupation", "doctors"),), ["phd"]),
        (DEGREES, "how many only the lower one", (), ["bachelors_degree"]),
        (AGES, "and the kids just out of school?", (), ["age_18_24"]),
        (PAY, "greenhorns?", (), ["entry_level"]),
        (PAY, "how much more is that than a newbie", (), ["entry_level"]),
        (HOURS, "and in the middle and at the top?", (), ["mid_level", "senior_level"]),
        (OF_NURSES, "and a fresh one there gets paid?", (("aspect", "pay", "paid"),), []),
        (REGIONS, "asia is ahead of them surely", (("place", "asia"),), ["europe", "asia_pacific"]),
        (
            REGIONS,
            "and africa + south america?",
            (("region", "africa"), ("country", "united_states", "america")),
            ["africa", "latin_america"],
        ),
    ],
)
def test_a_value_of_the_last_figures_is_heard_in_other_words(
    connection: Connection, state: ConversationState, text: str, named: tuple[Named, ...], values: list[str]
) -> None:
    read = read_fragment(connection, message(FALLBACK, *named, text=text, confidence=0.2), state)
    assert [one.value for one in read.entities if one.kind != "aspect"] == values
    assert (read.form == NAMES) is bool(values)


@pytest.mark.parametrize(
    ("state", "text", "named"),
    [
        (GENDERS, "do guys who work in banks earn more?", ()),
        (GENDERS, "and plumbers?", (("occupation", "plumbers"),)),
        (PAY, "i want to go back to school", ()),
        (HOURS, "and doctors?", (("occupation", "doctors"),)),
        (ConversationState(), "blokes?", ()),
    ],
)
def test_what_says_more_or_is_no_value_stays_as_it_is(
    connection: Connection, state: ConversationState, text: str, named: tuple[Named, ...]
) -> None:
    asked = message(NAMED_ANEW, *named, text=text)
    assert read_fragment(connection, asked, state) == asked


@pytest.mark.parametrize(
    ("state", "intent", "text", "read_as"),
    [
        (OUTLOOK, "start_over", "starting from what?", FALLBACK),
        (OUTLOOK, "start_over", "can we start over?", "start_over"),
        (OUTLOOK, "source_of", "from how many?", FALLBACK),
        (OUTLOOK, "source_of", "where did you get that?", "source_of"),
        (OUTLOOK, "salary", "per yr thats how much up?", "outlook"),
        (OUTLOOK, "people_and_records", "which job code is that", "outlook"),
        (PAY, FALLBACK, "ok now back to skills, just the people ones", "skills"),
        (SKILLS, FALLBACK, "only the techy ones", NAMED_ANEW),
        (SKILLS, "go_back", "back to pay", "salary"),
    ],
)
def test_what_goes_on_is_not_taken_for_another_intent(
    connection: Connection, state: ConversationState, intent: str, text: str, read_as: str
) -> None:
    asked = message(intent, text=text, confidence=0.4)
    assert read_fragment(connection, asked, state).intent == read_as


def test_the_same_question_is_asked_of_an_occupation_talked_about_before(connection: Connection) -> None:
    asked = message(
        "go_back", ("level", "entry_level", "first job"), text="back to the first job. same question"
    )
    read = read_fragment(connection, asked, OF_NURSES)
    assert [(one.kind, one.value) for one in read.entities] == [("occupation", MLE)]


def test_an_everyday_word_is_no_occupation_behind_figures(connection: Connection) -> None:
    asked = message("outlook", ("occupation", "extra"), text="so how many extra people is that")
    assert read_fragment(connection, asked, OUTLOOK).entities == ()
    assert read_fragment(connection, asked, replace(OUTLOOK, occupations=("29-1141.00",))) == asked


def test_a_place_in_the_order_points_at_the_last_list(connection: Connection) -> None:
    asked = message("outlook", ("ordinal", "2", "2nd"), text="2nd in demand?", confidence=0.5)
    assert read_fragment(connection, asked, LANGUAGES).intent == "pick"


def test_ages_are_asked_for_behind_another_share(connection: Connection) -> None:
    named = (("aspect", "above", "over"), ("number", "40"))
    asked = message(
        FALLBACK, *named, text="and most are over 40?", ranking=("what_about", "age_distribution")
    )
    assert read_fragment(connection, asked, DEGREES).intent == "age_distribution"
