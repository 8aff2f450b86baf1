"""Advice that leans on what was said before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.person import Person
from actions.policy import decide
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState, PastQuestion
from tests.actions.asking import Named, question, told
from tests.actions.datasets.figures import lead

GUARD, WARDEN, TRUCKER, DISPATCHER = "33-9032.00", "33-3031.00", "53-3032.00", "43-5032.00"
NURSE = "29-1141.00"
THINKING = ConversationState(topic="career_path", occupations=(WARDEN,), person=Person(occupation=GUARD))


def say(
    connection: Connection, text: str, state: ConversationState, intent: str = FALLBACK, *named: Named
) -> Reply:
    return decide(connection, question(connection, intent, *named, text=text, state=state)).reply


@pytest.mark.parametrize("text", ["is it a big step for me", "how hard would that be for me"])
def test_how_big_a_step_is_asked_of_the_occupation_talked_about(datasets: Connection, text: str) -> None:
    reply = say(datasets, text, THINKING)
    assert (reply.answer.topic, "For a security guard" in lead(reply)) == ("career_change", True)


def test_who_told_no_occupation_takes_no_step(datasets: Connection) -> None:
    reply = say(datasets, "is it a big step for me", replace(THINKING, person=Person()))
    assert reply.answer.topic != "career_change"


def test_whether_what_was_told_changes_anything_gives_the_last_advice_anew(datasets: Connection) -> None:
    past = PastQuestion("skill_gap", (WARDEN,))
    state = replace(THINKING, topic="requirement_check", earlier=(past,))
    assert say(datasets, "does that change anything?", state, "deny").answer.topic == "skill_gap"
    assert say(datasets, "does that change anything?", THINKING, "deny").answer.topic != "skill_gap"


def test_pay_is_held_against_what_the_person_needs(datasets: Connection) -> None:
    state = replace(THINKING, topic="salary", person=Person(occupation=GUARD, pay=75_000.0))
    reply = say(datasets, "so below what i need?", state)
    assert reply.answer.topic == "salary"
    assert lead(reply).startswith("$75,000 is ")


def test_without_a_need_nothing_is_held_against_it(datasets: Connection) -> None:
    assert not told(say(datasets, "so below what i need?", replace(THINKING, topic="salary"))).startswith("$")


def test_an_occupation_that_is_set_aside_is_not_what_is_asked_about(datasets: Connection) -> None:
    state = ConversationState(
        topic="career_change", occupations=(DISPATCHER,), person=Person(occupation=TRUCKER)
    )
    text = "forget dispatcher. what pays more than 60k without school"
    reply = say(datasets, text, state, FALLBACK, ("occupation", DISPATCHER, "dispatcher"))
    assert reply.answer.topic == "career_fit"
    assert reply.state.person.pay == 60_000
    assert "no_degree" in reply.state.person.wants


def test_another_occupation_after_a_gap_asks_for_the_way_there(datasets: Connection) -> None:
    state = replace(THINKING, topic="skill_gap")
    named: Named = ("occupation", DISPATCHER, "dispatcher")
    assert say(datasets, "alternatively dispatcher?", state, FALLBACK, named).answer.topic == "career_change"
    assert say(datasets, "and dispatcher?", state, FALLBACK, named).answer.topic == "skill_gap"


def test_ones_own_occupation_elsewhere_is_told_about_without_a_comparison(datasets: Connection) -> None:
    state = ConversationState(person=Person(former=(WARDEN,)))
    named: Named = ("occupation", WARDEN, "game warden")
    reply = say(datasets, "can I be a game warden, too? what is needed?", state, "career_change", named)
    assert "typically need a bachelor's degree" in lead(reply)
    assert "there is nothing to compare" in told(reply)


def test_work_that_is_told_rather_than_named_is_looked_for_by_its_wishes(datasets: Connection) -> None:
    text = "sitting work that still has to do with building"
    reply = say(datasets, text, ConversationState(), "work_environment")
    assert reply.answer.topic == "career_fit"
    assert reply.state.person == Person(wants=("desk",), likes=("building",))


def place_in(text: str, title: str, key: str, intent: str = FALLBACK) -> UserMessage:
    """Return a message with a title where it stands, as NLU marks it."""
    return UserMessage(text, intent, (ParsedEntity("occupation", key, title, text.index(title)),))


def test_and_me_asks_what_fits_of_whom_no_advice_was_for(datasets: Connection) -> None:
    state = replace(THINKING, topic="career_change", person=Person())
    message = place_in("and me? I am a dispatcher, I like children", "dispatcher", DISPATCHER, "about_you")
    assert decide(datasets, read_question(datasets, message, state)).reply.answer.topic == "career_fit"


def test_a_field_within_ones_own_title_is_no_aim(datasets: Connection) -> None:
    message = place_in("Retail pharmacist, 15 years, hate the chain", "Retail pharmacist", "29-1051.00")
    asked = read_question(datasets, message, ConversationState())
    assert asked.person.occupation == "29-1051.00"
    assert decide(datasets, asked).reply.answer.topic != "career_change"


@pytest.mark.parametrize("text", ["how long?", "and how long til I'm one", "how many years would it take"])
def test_how_long_it_takes_is_told_by_what_it_takes(datasets: Connection, text: str) -> None:
    state = replace(THINKING, topic="career_change")
    reply = say(datasets, text, state)
    assert reply.answer.topic == "education"
    assert lead(reply).startswith("No source of mine says how long it takes to become")
    assert "to enter" in told(reply)


def test_how_long_something_else_is_is_not_taken_for_the_change(datasets: Connection) -> None:
    reply = say(datasets, "how long are the shifts?", replace(THINKING, topic="career_change"))
    assert "No source of mine says how long it takes" not in told(reply)


def test_a_hole_in_ones_profile_is_what_is_missing(datasets: Connection) -> None:
    reply = say(datasets, "what is the biggest hole in my profile?", replace(THINKING, topic="career_change"))
    assert reply.answer.topic == "skill_gap"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("security guard, 4 years. phlebotomy sounds better", "phlebotomist"),
        (
            "I'm a security guard, could I move into corporate training?",
            "training and development specialist",
        ),
        ("security guard here, how do I get into medical coding or software?", "medical records specialist"),
    ],
)
def test_a_field_of_work_that_is_thought_of_is_what_the_advice_is_about(
    datasets: Connection, text: str, target: str
) -> None:
    start = text.lower().index("security guard")
    own = ParsedEntity("occupation", "security guard", text[start : start + 14], start)
    asked = read_question(datasets, UserMessage(text, FALLBACK, (own,)), ConversationState())
    reply = decide(datasets, asked).reply
    assert reply.answer.topic == "career_change"
    assert target in lead(reply)


@pytest.mark.parametrize("text", ["nothing in corporate training please", "no more medical coding"])
def test_a_field_that_is_refused_is_no_aim(datasets: Connection, text: str) -> None:
    text = f"I'm a security guard, {text}"
    own = ParsedEntity("occupation", "security guard", "security guard", 6)
    asked = read_question(datasets, UserMessage(text, FALLBACK, (own,)), ConversationState())
    assert decide(datasets, asked).reply.answer.topic != "career_change"


def test_a_list_of_what_one_likes_names_no_field_to_get_into(datasets: Connection) -> None:
    reply = say(datasets, "I like hiking, photography, baking", ConversationState())
    assert reply.answer.topic != "career_change"


@pytest.mark.parametrize(
    ("education", "begins"), [(5, "Your education is enough"), (1, "Your education is below")]
)
@pytest.mark.parametrize("text", ["is my diploma enough?", "would I have to go back to school for that?"])
def test_ones_education_is_held_against_what_is_typical(
    datasets: Connection, text: str, education: int, begins: str
) -> None:
    state = ConversationState("career_change", (NURSE,), person=Person(GUARD, education=education))
    reply = say(datasets, text, state, "education")
    assert reply.answer.topic == "education"
    assert lead(reply).startswith(begins)


def test_of_whom_no_education_is_known_none_is_held_against_it(datasets: Connection) -> None:
    reply = say(datasets, "is my diploma enough?", replace(THINKING, topic="career_change"), "education")
    assert not lead(reply).startswith("Your education")


@pytest.mark.parametrize("text", ["what on my resume helps for it?", "which of my skills carry over?"])
def test_what_of_ones_own_work_helps_is_told_by_the_change(datasets: Connection, text: str) -> None:
    reply = say(datasets, text, replace(THINKING, topic="career_change"), "job_application")
    assert (reply.answer.topic, "For a security guard" in lead(reply)) == ("career_change", True)


def test_who_teaches_something_does_not_aim_at_that(datasets: Connection) -> None:
    text = "I teach high school maths. Should I get into bookkeeping?"
    asked = read_question(datasets, UserMessage(text, FALLBACK), ConversationState())
    assert "becoming a bookkeep" in lead(decide(datasets, asked).reply)


@pytest.mark.parametrize(
    "text", ["vs what I do now", "compare that please with my job", "against my current work?"]
)
def test_the_occupation_talked_about_is_held_against_ones_own(datasets: Connection, text: str) -> None:
    reply = say(datasets, text, THINKING, "personal_decision")
    assert reply.answer.topic == "comparison"
    assert "security guards" in told(reply) and "wardens" in told(reply)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("vs what I do now", replace(THINKING, person=Person())),
        ("what do I do now", THINKING),
        ("is that what my job pays", THINKING),
    ],
)
def test_nothing_is_held_against_work_that_is_not_known_or_asked_for(
    datasets: Connection, text: str, state: ConversationState
) -> None:
    assert say(datasets, text, state, "personal_decision").answer.topic != "comparison"


def test_a_hobby_is_no_aim_and_nothing_taken_into_account_is_not_told_of(datasets: Connection) -> None:
    text = "security guard is my day job, painting only as a hobby. what fits?"
    own = ParsedEntity("occupation", "security guard", "security guard", 0)
    asked = read_question(datasets, UserMessage(text, FALLBACK, (own,)), ConversationState())
    assert decide(datasets, asked).reply.answer.topic != "career_change"
    assert "Taken into account: ." not in told(say(datasets, "want something outdoors", ConversationState()))


@pytest.mark.parametrize(
    "text", ["what should I take in school next year for that", "which classes would help for it"]
)
def test_what_to_take_at_school_is_told_by_the_skills_that_school_teaches(
    datasets: Connection, text: str
) -> None:
    reply = say(datasets, text, THINKING, "career_fit")
    assert (reply.answer.topic, "name no school subjects" in lead(reply)) == ("education", True)
    assert "mathematics" in lead(reply)
