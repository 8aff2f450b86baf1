"""Situations of which the sources hold nothing are said so, and only the wish that goes with one is kept."""

from __future__ import annotations

import pytest

from actions.advice.situations import in_situation, situations_in, with_situation
from actions.answer import Answer, TextBlock
from actions.composition.compose import Reply
from actions.composition.plain_text import render
from actions.person import Person
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.state import ConversationState

TOLD = {
    "record": (
        "I have a felony from 10 years ago. which jobs will take me",
        "just got out of prison, who hires people like me",
        "I got a record, what can I do",
    ),
    "seated": ("what jobs can i do from a wheelchair", "which work is there in a wheel chair?"),
    "licence": (
        "I'm a doctor from Syria, my degree isn't recognized here. what can I do",
        "nurse from Manila, license not yet. what work can I do while waiting for it?",
        "I was a lawyer, I can't take the bar yet. what work is there",
    ),
    "hours": ("I need to be home by 3. any ideas", "a job 8 to 3, any ideas"),
    "benefits": ("a job that has health insurance, any ideas",),
    "young": ("I'm 16 and like dogs. what job", "what can a 15 year old get"),
}
NOT_TOLD = (
    "what do probation officers earn?",
    "I work at a record store, what else fits",
    "do I need a license to cut hair?",
    "I like wheels and chairs",
    "I have a record of good sales, what else fits",
    "I love animals but can't stand blood",
    "I'm a health insurance agent, what else fits",
    "I earn 16 an hour at 40 hours a week, what else",
    "I was a clerk for 15 years, what else",
)


def of(text: str) -> UserMessage:
    return UserMessage(text, "career_fit")


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in TOLD.items() for text in texts])
def test_a_situation_is_recognised(name: str, text: str) -> None:
    assert [one.says for one in situations_in(of(text))] == [name]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert situations_in(of(text)) == ()


def test_who_may_not_practise_is_shown_other_work_and_who_has_to_earn_soon_short_training() -> None:
    lawyer = Person(former=("23-1011.00",))
    assert in_situation(of(TOLD["licence"][2]), lawyer).wants == ("unlicensed",)
    assert in_situation(of("what job can I get fast"), lawyer).most_school == 3


def test_who_has_a_record_is_advised_work_that_takes_little_school() -> None:
    text = TOLD["record"][0]
    assert in_situation(of(text), Person()).most_school == 1
    assert in_situation(of(text), Person(education=5)).most_school is None
    assert in_situation(of(text), Person(most_school=4)).most_school == 4


def test_health_changes_no_advice_but_is_answered_with_the_wish_that_would() -> None:
    message = of("my knees are shot after 15 years of tile. now what")
    assert in_situation(message, Person()) == Person()
    reply = Reply(Answer("answered", "career_fit", None, (TextBlock("Told."),)), ConversationState())
    told = with_situation(Question(message, ConversationState()), reply)
    assert "“no climbing or kneeling”" in render(told.answer.blocks)


def test_the_answer_says_what_the_sources_do_not_hold() -> None:
    question = Question(of(TOLD["record"][0]), ConversationState())
    for topic, told in (("career_fit", True), ("salary", False)):
        reply = Reply(Answer("answered", topic, None, (TextBlock("Told."),)), ConversationState())
        assert ("background checks" in render(with_situation(question, reply).answer.blocks)) is told


def test_what_tells_the_situation_is_no_like() -> None:
    person = in_situation(of("a machinist with a bad back, what else"), Person(likes=("bad back", "cars")))
    assert person.likes == ("cars",)


def test_who_never_worked_is_advised_work_that_takes_no_diploma() -> None:
    text = "what jobs can I get with no experience"
    assert in_situation(of(text), Person()).most_school == 0
    assert in_situation(of("which jobs can I do with no experience in sales"), Person()).most_school is None
