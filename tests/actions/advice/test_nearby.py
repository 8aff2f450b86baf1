"""Work near an occupation that a message means without naming it."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.person import Person
from actions.policy import decide
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import MLE, question, told
from tests.actions.datasets.figures import lead, table

ESTIMATOR, CARPENTER, CIVIL, MAID = "13-1051.00", "47-2031.00", "17-2051.00", "37-2012.00"
DEGREES = ("bachelor", "master", "doctoral")


def say(
    connection: Connection,
    text: str,
    state: ConversationState,
    intent: str = FALLBACK,
    *named: tuple[str, ...],
) -> Reply:
    return decide(connection, question(connection, intent, *named, text=text, state=state)).reply


def education(reply: Reply) -> set[str]:
    return {row[4].lower() for row in table(reply).rows}


@pytest.mark.parametrize("text", ["is there one without a degree", "any similar ones without college?"])
def test_one_that_keeps_a_wish_is_near_the_occupation_talked_about(datasets: Connection, text: str) -> None:
    state = ConversationState(topic="education", occupations=(ESTIMATOR,), person=Person(former=(CARPENTER,)))
    reply = say(datasets, text, state, "education")
    assert "most like cost estimators" in lead(reply)
    assert not any(degree in one for one in education(reply) for degree in DEGREES)


def test_what_else_is_similar_needs_no_wish_and_nothing_known_of_the_person(datasets: Connection) -> None:
    state = ConversationState(topic="salary", occupations=(ESTIMATOR,))
    assert "most like cost estimators" in lead(say(datasets, "what else similar", state))


def test_one_that_is_asked_for_without_a_wish_is_no_occupation(datasets: Connection) -> None:
    state = ConversationState(topic="education", occupations=(ESTIMATOR,))
    reply = say(datasets, "is there one with exams", state, "certifications")
    assert reply.answer.topic != "career_fit"


def test_a_smaller_step_takes_less_school_and_leaves_the_wishes_as_they_were(datasets: Connection) -> None:
    state = ConversationState(
        topic="education", occupations=(CIVIL,), person=Person(former=(CIVIL,), education=5)
    )
    reply = say(datasets, "what is a smaller step while I wait", state)
    assert "most like civil engineers" in lead(reply)
    assert not any(degree in one for one in education(reply) for degree in DEGREES)
    assert reply.state.person == state.person


@pytest.mark.usefixtures("published_wages")
def test_what_one_could_move_up_to_pays_at_least_as_much_as_ones_own_work(datasets: Connection) -> None:
    state = ConversationState(person=Person(occupation=MAID))
    reply = say(datasets, "what could I move up to", state, "salary")
    assert reply.answer.topic == "career_fit"
    assert "at least $" in told(reply)
    assert reply.state.person.pay is None


def test_what_people_of_an_occupation_can_switch_to_is_like_it(datasets: Connection) -> None:
    named = ("occupation", CARPENTER, "carpenter")
    reply = say(datasets, "what can a carpenter switch to", ConversationState(), "career_change", named)
    assert "most like carpenters" in lead(reply)
    own = ConversationState(person=Person(occupation=CARPENTER))
    assert "for you" in lead(say(datasets, "what can a carpenter switch to", own, "career_change", named))


def test_what_an_engineer_of_the_articles_can_switch_to_is_like_those_they_are_counted_with(
    datasets: Connection,
) -> None:
    named = ("occupation", MLE, "machine learning engineer")
    reply = say(
        datasets,
        "what can a machine learning engineer switch to",
        ConversationState(),
        "career_path",
        named,
    )
    assert "most like data scientists" in lead(reply)


def test_what_a_carpenter_does_is_no_search(datasets: Connection) -> None:
    named = ("occupation", CARPENTER, "carpenter")
    assert (
        say(datasets, "what does a carpenter do", ConversationState(), "definition", named).answer.topic
        != "career_fit"
    )


@pytest.mark.usefixtures("published_wages")
def test_what_somebody_whose_occupation_is_told_with_it_could_move_up_to_is_above_that(
    datasets: Connection,
) -> None:
    text = "I am a housekeeper, what could I move up to"
    title = ParsedEntity("occupation", MAID, "housekeeper", text.index("housekeeper"))
    message = UserMessage(text, "related_occupations", (title,), confidence=0.5)
    reply = decide(datasets, read_question(datasets, message, ConversationState())).reply
    assert (reply.answer.topic, "leading others" in told(reply)) == ("career_fit", True)
