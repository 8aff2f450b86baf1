"""Occupations that are named only to say what is meant, or who one is."""

from __future__ import annotations

from actions.person import Person
from actions.questions.meant import read_meant, without_own_work
from actions.questions.message import NOW, ParsedEntity, TaggedSpan, UserMessage
from actions.state import ConversationState

MLE = "machine_learning_engineer"


def occupations(text: str, *titles: str) -> tuple[ParsedEntity, ...]:
    return tuple(ParsedEntity("occupation", one, one, text.index(one)) for one in titles)


def test_the_last_question_is_asked_of_the_one_that_is_meant() -> None:
    text = "not nurse. i meant baker"
    sent = UserMessage(text, "what_about", occupations(text, "nurse", "baker"))
    read = read_meant(sent, ConversationState("salary", question="what do they earn?"))
    assert (read.intent, [one.value for one in read.entities]) == ("salary", ["baker"])
    wished = ConversationState("career_fit", person=Person(wants=("growth",)))
    assert read_meant(sent, wished).intent == "outlook"


def test_two_that_are_both_asked_about_are_kept() -> None:
    text = "not only nurse, i like baker"
    sent = UserMessage(text, "what_about", occupations(text, "nurse", "baker"))
    assert read_meant(sent, ConversationState("salary")) is sent


def test_own_work_behind_a_question_that_goes_on_is_not_asked_about() -> None:
    text = "and without any degree at all? i got 6 yrs as a sysadmin"
    span = TaggedSpan(text.index("sysadmin"), len(text), NOW, 0.9)
    sent = UserMessage(text, "education", occupations(text, "sysadmin"), tagged=(span,))
    state = ConversationState("education", (MLE,))
    assert without_own_work(sent, state).entities == ()
    asked = UserMessage("and what does a sysadmin need?", "education", occupations(text, "sysadmin"))
    assert without_own_work(asked, state).entities
