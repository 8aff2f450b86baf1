"""Titles of which a message says but the last word."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.message import FALLBACK
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.titles.kin import with_kin_title
from actions.state import ConversationState
from tests.actions.asking import message

THERAPIST, HYGIENIST, CARPENTER = "29-1123.00", "29-1292.00", "47-2031.00"
SURVEYOR, DEALER, SCHOOL, CIVIL, DENTIST = (
    "17-1022.00",
    "39-3011.00",
    "25-2021.00",
    "17-2051.00",
    "29-1021.00",
)


@pytest.mark.parametrize(
    ("last", "text", "title"),
    [
        (THERAPIST, "and assistants", "physical therapist assistants"),
        (THERAPIST, "what about the aides?", "physical therapist aides"),
        (HYGIENIST, "the assistants?", "dental assistants"),
        (HYGIENIST, "assistants too", "dental assistants"),
        (CARPENTER, "and the helper?", "carpenter helper"),
        (THERAPIST, "too much. the assistant one?", "physical therapist assistant"),
        (THERAPIST, "assistant of the PT?", "physical therapist assistant"),
        (SURVEYOR, "and the technician version", "17-3031.00"),
        (DEALER, "and managers of a casino", "casino managers"),
        (SCHOOL, "or middle school?", "middle school teacher"),
        (CIVIL, "and electrical?", "electrical engineer"),
        (DENTIST, "the assistant job", "dentist assistant"),
    ],
)
def test_the_last_word_of_a_title_names_the_one_beside_the_last_occupation(
    datasets: Connection, last: str, text: str, title: str
) -> None:
    read = with_kin_title(datasets, message("what_about", text=text), ConversationState("salary", (last,)))
    assert (read.intent, [one.value for one in read.entities]) == (NAMED_ANEW, [title])


@pytest.mark.parametrize(
    "text", ["and skills", "why", "the therapists?", "do they have assistants?", "salary", ""]
)
def test_what_is_no_last_word_of_a_title_stays_as_it_is(datasets: Connection, text: str) -> None:
    unread = message("skills", text=text)
    assert with_kin_title(datasets, unread, ConversationState("salary", (THERAPIST,))) == unread


def test_high_school_is_of_teachers_unless_education_is_asked_about(datasets: Connection) -> None:
    said = message("nlu_fallback", ("degree", "high_school_diploma", "high school"), text="or high school")
    of_pay = with_kin_title(datasets, said, ConversationState("salary", (SCHOOL,)))
    assert [one.value for one in of_pay.entities] == ["high school teacher"]
    assert with_kin_title(datasets, said, ConversationState("education", (SCHOOL,))) == said


@pytest.mark.parametrize("text", ["and software?", "or school?", "what about travel"])
def test_a_word_for_a_topic_is_no_part_of_a_title(datasets: Connection, text: str) -> None:
    unread = message("what_about", text=text)
    assert with_kin_title(datasets, unread, ConversationState("salary", (CIVIL,))) == unread


def test_a_word_that_is_also_a_name_is_part_of_a_title_beside_one(datasets: Connection) -> None:
    state = ConversationState("salary", ("29-1051.00",))
    tech = message("what_about", ("industry", "information_technology", "tech"), text="the tech?")
    assert with_kin_title(datasets, tech, state).values("occupation") == ["29-2052.00"]
    retail = message("what_about", ("industry", "retail"), text="in retail")
    assert with_kin_title(datasets, retail, state) == retail


def test_a_title_of_many_is_the_one_beside_what_is_talked_about_or_named(datasets: Connection) -> None:
    asked = message("duties", ("occupation", "assistant"), text="is there an assistant job?")
    after = with_kin_title(datasets, asked, ConversationState("salary", (THERAPIST,)))
    assert after.values("occupation") == ["physical therapist assistant"]
    pair = message(
        "comparison", ("occupation", "hygienist"), ("occupation", "assistant"), text="hygienist vs assistant"
    )
    assert with_kin_title(datasets, pair, ConversationState()).values("occupation")[1] == "dental assistant"


@pytest.mark.parametrize("text", ["what does the assistant earn?", "do the assistants need a degree"])
def test_a_title_that_nlu_leaves_out_behind_an_article_is_completed(datasets: Connection, text: str) -> None:
    state = ConversationState("education", (THERAPIST,))
    read = with_kin_title(datasets, message("salary", text=text), state)
    assert next(one.value for one in read.entities).startswith("physical therapist assistant")


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("collaboration", "how does the assistant help them?"),
        ("duties", "do they work with an assistant?"),
        ("duties", "what does the therapist do?"),
        ("salary", "what does the degree cost?"),
    ],
)
def test_colleagues_and_the_occupation_itself_are_completed_to_nothing(
    datasets: Connection, intent: str, text: str
) -> None:
    unread = message(intent, text=text)
    assert with_kin_title(datasets, unread, ConversationState("salary", (THERAPIST,))) == unread


def test_a_name_that_is_stressed_asks_the_last_question_of_it(datasets: Connection) -> None:
    said = message("definition", ("occupation", "dentist"), text="the dentist itself?", confidence=0.3)
    read = with_kin_title(datasets, said, ConversationState("salary", (HYGIENIST,)))
    assert (read.intent, read.values("occupation")) == (NAMED_ANEW, ["dentist"])


def test_at_the_beginning_nothing_is_completed(datasets: Connection) -> None:
    unread = message("what_about", text="and assistants")
    assert with_kin_title(datasets, unread, ConversationState()) == unread


@pytest.mark.parametrize("text", ["and judges?", "what about cooks"])
def test_a_title_that_nlu_does_not_mark_is_looked_up_in_an_unclear_message(
    datasets: Connection, text: str
) -> None:
    state = ConversationState("salary", (THERAPIST,))
    read = with_kin_title(datasets, message("what_about", text=text), state)
    assert [one.kind for one in read.entities] == ["occupation"]
    clear = message("skills", text=text)
    assert with_kin_title(datasets, clear, state) == clear


@pytest.mark.parametrize("text", ["and love", "and me", "what about weekends", "and bonuses"])
def test_a_word_that_is_no_title_names_no_occupation(datasets: Connection, text: str) -> None:
    unread = message("what_about", text=text)
    assert with_kin_title(datasets, unread, ConversationState("salary", (THERAPIST,))) == unread


def test_a_place_beside_the_last_word_is_kept(datasets: Connection) -> None:
    said = message("what_about", ("place", "phoenix"), text="and the assistant, in phoenix")
    read = with_kin_title(datasets, said, ConversationState("salary", (HYGIENIST,)))
    assert [one.value for one in read.entities] == ["dental assistant", "phoenix"]


def test_a_correction_may_say_but_the_first_words_of_a_title(datasets: Connection) -> None:
    degree = ("degree", "high_school_diploma", "high school")
    said = message("education_shares", degree, text="no i meant high school ones, nationwide", confidence=0.4)
    read = with_kin_title(datasets, said, ConversationState("salary", (SCHOOL,)))
    assert read.values("occupation") == ["high school teacher"]


def test_an_occupation_behind_a_remark_is_asked_the_last_question(datasets: Connection) -> None:
    named = ("occupation", "lawyers", "lawyers")
    said = message("salary", named, text="that's next to nothing. and the lawyers", confidence=0.75)
    assert with_kin_title(datasets, said, ConversationState("outlook", (CIVIL,))).intent == NAMED_ANEW
    asks = message("salary", named, text="why is that? what do lawyers earn", confidence=0.75)
    assert with_kin_title(datasets, asks, ConversationState("outlook", (CIVIL,))) == asks


def test_a_title_that_was_taken_for_a_misspelled_word_is_read_as_typed(datasets: Connection) -> None:
    sent = message(FALLBACK, text="and pilots", corrected="and plots")
    read = with_kin_title(datasets, sent, ConversationState("salary", (CARPENTER,)))
    assert (read.intent, [one.value for one in read.entities]) == (NAMED_ANEW, ["pilots"])
    nothing = message(FALLBACK, text="and plitos", corrected="and plots")
    assert with_kin_title(datasets, nothing, ConversationState("salary", (CARPENTER,))) == nothing
