"""Messages that mean something else than what NLU, which knows no conversation, takes them for."""

from __future__ import annotations

import pytest

from actions.questions.doubts import (
    read_age_limit,
    read_age_of_sources,
    read_doubt,
    read_if_still_needed,
    read_needs_of_others,
    read_order,
    read_past,
    read_thanks,
)
from actions.state import ConversationState
from tests.actions.asking import message

TOLD = ConversationState("salary", ("29-1141.00",), sources=(("wages", ""),))


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("nlu_fallback", "really?"),
        ("affirm", "are you sure?"),
        ("source_of", "you sure"),
        ("praise", "wow really"),
        ("deny", "that can't be right"),
        ("unanswered_career_question", "is that true?"),
        ("misconceptions", "is that so?"),
    ],
)
def test_a_doubt_alone_asks_where_the_last_answer_is_from(intent: str, text: str) -> None:
    assert read_doubt(message(intent, text=text, confidence=0.6), TOLD).intent == "source_of"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("salary", "are you sure they earn that in Ohio?"),
        ("affirm", "sure"),
        ("affirm", "yes really"),
        ("outlook", "is it really growing?"),
    ],
)
def test_what_says_more_than_a_doubt_is_read_as_it_is(intent: str, text: str) -> None:
    unread = message(intent, text=text, confidence=0.6)
    assert read_doubt(unread, TOLD) == unread


def test_a_doubt_before_any_answer_asks_for_no_source() -> None:
    unread = message("nlu_fallback", text="really?")
    assert read_doubt(unread, ConversationState()) == unread


@pytest.mark.parametrize("text", ["what does an accountant need", "what must an accountant have?"])
def test_what_an_occupation_needs_is_no_advice(text: str) -> None:
    named = ("occupation", "13-2011.00", "accountant")
    read = read_needs_of_others(message("skill_gap", named, text=text, confidence=0.5))
    assert read.intent == "qualifications"


@pytest.mark.parametrize(
    ("text", "confidence"),
    [("what do I still need for an accountant", 0.5), ("what is missing to become an accountant", 0.8)],
)
def test_what_the_person_lacks_is_advice(text: str, confidence: float) -> None:
    named = ("occupation", "13-2011.00", "accountant")
    unread = message("skill_gap", named, text=text, confidence=confidence)
    assert read_needs_of_others(unread) == unread


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("nlu_fallback", "can you code me a docker file"),
        ("requirement_check", "could you write the code for it in docker?"),
        ("tools", "show me code that uses docker"),
    ],
)
def test_who_orders_work_asks_how_it_is_done(intent: str, text: str) -> None:
    named = ("tool", "docker", "docker")
    assert read_order(message(intent, named, text=text, confidence=0.6)).intent == "technical_how_to"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("requirement_check", "do they write code with docker?"),
        ("tools", "what do they use docker for"),
        ("skill_gap", "can you build me a plan with docker?"),
        ("job_application", "write me a cover letter that names docker"),
    ],
)
def test_a_question_about_what_others_do_is_no_order(intent: str, text: str) -> None:
    unread = message(intent, ("tool", "docker", "docker"), text=text, confidence=0.6)
    assert read_order(unread) == unread


@pytest.mark.parametrize(
    "text",
    [
        "how recent is what you know about nurses?",
        "is there any date on these articles",
        "when was the article on duties published",
        "what's the date of the salary article?",
        "from which year are your facts on pay?",
        "I hope your information is not out of date",
    ],
)
def test_how_old_the_sources_are_is_a_question_for_the_sources(text: str) -> None:
    assert read_age_of_sources(message("duties", text=text, confidence=0.7)).intent == "source_of"


@pytest.mark.parametrize(
    "text",
    [
        "how old are they?",
        "when was Python made",
        "do your articles tell what they earn?",
        "how old are engineers in the article?",
    ],
)
def test_ages_and_what_the_sources_tell_are_not(text: str) -> None:
    assert read_age_of_sources(message("duties", text=text, confidence=0.7)).intent == "duties"


def test_whether_an_occupation_is_still_needed_is_its_outlook() -> None:
    typist = ("occupation", "43-9022.00", "typists")
    asked = message("skill_gap", typist, text="do we still need typists?", confidence=0.8)
    assert read_if_still_needed(asked).intent == "outlook"
    own = message("skill_gap", typist, text="what do I still need? typists need nothing", confidence=0.8)
    assert read_if_still_needed(own) == own


@pytest.mark.parametrize(
    ("text", "named", "asks"),
    [
        ("how old must you be to drive a truck", True, True),
        ("is there an age limit", False, True),
        ("how old are truck drivers?", True, False),
        ("am I old enough to be told?", False, False),
    ],
)
def test_how_old_somebody_may_be_is_what_nobody_tells(text: str, named: bool, asks: bool) -> None:
    titles = [("occupation", "truck driver", "truck")] if named else []
    read = read_age_limit(message("education", *titles, text=text), TOLD)
    assert (read.intent == "unanswered_career_question") is asks


@pytest.mark.parametrize(
    ("text", "thanks"),
    [
        ("thx, how depressing", True),
        ("thank you, that is bleak lol", True),
        ("thanks, what else", False),
        ("thanks but where", False),
        ("thanks a lot for the long list of things you told me", False),
    ],
)
def test_thanks_with_a_remark_are_thanks(text: str, thanks: bool) -> None:
    assert (read_thanks(message("nlu_fallback", text=text)).intent == "thank") is thanks


def test_thanks_with_a_question_are_read_as_it() -> None:
    assert read_thanks(message("salary", text="thanks and the pay")).intent == "salary"


def test_beside_another_question_only_the_part_on_age_is_refused() -> None:
    parts = (
        message("education", text="do you need a degree"),
        message("age_distribution", text="is there an age limit"),
    )
    whole = message("education", text="do you need a degree and is there an age limit", parts=parts)
    read = read_age_limit(whole, TOLD)
    assert read.intent == "education"
    assert [one.intent for one in read.parts] == ["education", "unanswered_career_question"]


@pytest.mark.parametrize(
    ("text", "topic", "intent"),
    [
        ("has it gone up since last year", "salary", "salary"),
        ("has it gone up since last year", "outlook", "outlook"),
        ("will it go up", "salary", "outlook"),
    ],
)
def test_behind_pay_what_went_up_is_the_pay(text: str, topic: str, intent: str) -> None:
    state = ConversationState(topic, ("29-1141.00",))
    assert read_past(message("outlook", text=text, confidence=0.46), state).intent == intent
