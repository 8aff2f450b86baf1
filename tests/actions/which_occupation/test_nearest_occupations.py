"""Occupations that nobody is called by are told with doubt, offered, or said to be unknown."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.question import LinkedEntity
from actions.which_occupation.nearest_occupations import nearest_to, nearest_to_question, work_told
from tests.actions.asking import FIGURES_OF_PAY, Talk, choices, question, told


@pytest.mark.parametrize(
    ("typed", "work"),
    [
        ("someone who fixes planes", "fixes planes"),
        ("Somebody that cuts hair do", "cuts hair"),
        ("someone stocking shelves", "stocking shelves"),
        ("rec therapist", None),
        ("someone who", None),
        ("someone", None),
        ("🙂", None),
        ("", None),
    ],
)
def test_what_is_done_is_read_off_the_words(typed: str, work: str | None) -> None:
    assert work_told(typed) == work


@pytest.mark.usefixtures("published_wages")
def test_one_told_by_what_is_done_is_answered_with_doubt_and_others_are_offered(datasets: Connection) -> None:
    here = Talk(datasets)
    planes = ("occupation", "someone who fixes planes")
    reply = here.ask("salary", planes, text="yearly salary for someone who fixes planes")
    assert (reply.answer.outcome, reply.answer.unsure) == ("answered", True)
    assert "Aircraft mechanics in the United States" in told(reply)
    assert "I take this for aircraft mechanics, who come nearest to “fixes planes”." in told(reply)
    assert len(choices(reply)) == 2 and all(one.startswith("/salary") for one in choices(reply))
    assert "aircraft mechanics" in told(here.ask("outlook", text="and the outlook?"))


def test_near_a_title_that_no_list_has_occupations_are_offered(datasets: Connection) -> None:
    here = Talk(datasets)
    reply = here.ask("duties", ("occupation", "airplane fixing"), text="what does airplane fixing involve?")
    assert reply.answer.outcome == "clarify" and "aircraft mechanics" in told(reply)
    assert [figure for figure in FIGURES_OF_PAY if figure in told(reply)] == []
    assert "aircraft" in told(here.press(choices(reply)[0]))


@pytest.mark.parametrize(
    "typed", ["fnordologist", "youtuber", "unicorn whisperer", "someone who blorps fnords"]
)
def test_what_comes_near_to_nothing_is_unknown(datasets: Connection, typed: str) -> None:
    asked = question(datasets, "salary", text=f"what does {typed} earn?")
    assert nearest_to(datasets, asked, LinkedEntity("occupation", typed)) == []
    reply = Talk(datasets).ask("salary", ("occupation", typed), text=f"what does {typed} earn?")
    assert reply.answer.outcome == "unknown" and "I know no occupation" in told(reply)


def test_without_the_datasets_nothing_comes_near(connection: Connection) -> None:
    asked = question(connection, "salary", text="what does someone who fixes planes earn?")
    assert nearest_to(connection, asked, LinkedEntity("occupation", "someone who fixes planes")) == []


@pytest.mark.usefixtures("published_wages")
def test_the_others_are_offered_for_the_place_that_was_named(datasets: Connection) -> None:
    planes, texas = ("occupation", "someone who fixes planes"), ("place", "Texas")
    reply = Talk(datasets).ask("salary", planes, texas, text="pay of someone who fixes planes in Texas")
    assert all('"place": "Texas"' in one for one in choices(reply)) and choices(reply)


TEACHING = "to teach business at a university, which qualification"


def test_a_question_that_names_no_occupation_is_about_the_nearest_with_doubt(datasets: Connection) -> None:
    reply = Talk(datasets).ask("education", text=TEACHING)
    assert (reply.answer.outcome, reply.answer.unsure) == ("answered", True)
    assert "You name no occupation, so I take this for business professors" in told(reply)
    assert choices(reply)


@pytest.mark.parametrize(
    "text",
    [
        "which degree do they need?",
        "which libraries do they use?",
        "does machine learning need a degree to teach in elementary school?",
        "",
    ],
)
def test_what_the_featured_occupation_is_asked_is_about_no_other(datasets: Connection, text: str) -> None:
    assert nearest_to_question(datasets, question(datasets, "education", text=text)) == []


@pytest.mark.parametrize(
    "text",
    ["which industries hire?", "what industries employ?", "which industry recruits", "industries hiring"],
)
def test_a_question_that_says_no_more_than_its_topic_is_about_no_other(
    datasets: Connection, text: str
) -> None:
    assert nearest_to_question(datasets, question(datasets, "industries", text=text)) == []


@pytest.mark.parametrize("text", ["which industries hire people who weld pipes?", TEACHING])
def test_a_question_that_tells_what_is_done_is_about_who_does_it(datasets: Connection, text: str) -> None:
    assert nearest_to_question(datasets, question(datasets, "industries", text=text))


def test_a_word_that_is_a_skill_as_well_keeps_no_work_from_being_told(datasets: Connection) -> None:
    named = [("skill", "integrity_and_drive", "drive"), ("country", "united_states", "the US")]
    text = "how many drive a school bus in the US"
    assert nearest_to_question(datasets, question(datasets, "outlook", *named, text=text))


def test_in_a_conversation_a_question_is_about_the_occupation_discussed(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("salary", ("occupation", "29-1141.00", "nurse"), text="what do nurses earn?")
    assert here.ask("education", text=TEACHING).answer.occupation == "29-1141.00"
