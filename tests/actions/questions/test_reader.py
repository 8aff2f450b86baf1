"""The intent that a message's form decides on."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import FALLBACK
from actions.questions.reader import DECLINED, MOVES, NAMED_ANEW, REQUIREMENT, with_intent_of_form
from actions.state import ConversationState
from actions.thresholds import MOVE_CONFIDENCE, PART_IS_A_QUESTION, SMALL_TALK_CONFIDENCE
from tests.actions.asking import Named, message, question

NURSE: Named = ("occupation", "nurse")


@pytest.mark.parametrize(
    ("named", "confidence", "corrects", "anew"),
    [
        ((NURSE,), PART_IS_A_QUESTION - 0.01, False, True),
        ((NURSE,), PART_IS_A_QUESTION, False, False),
        ((NURSE, ("aspect", "price")), 0.1, False, True),
        ((NURSE, ("tool", "docker")), 0.1, False, False),
        ((("tool", "docker"),), 0.1, False, False),
        ((("tool", "docker"),), 0.9, True, True),
    ],
)
def test_a_mere_name_asks_anew_if_it_is_an_unclear_occupation_or_corrects(
    named: tuple[Named, ...], confidence: float, corrects: bool, anew: bool
) -> None:
    sent = message("salary", *named, form="names", confidence=confidence, corrects=corrects)
    read = with_intent_of_form(sent)
    assert read.intent == (NAMED_ANEW if anew else "salary")
    assert read.confidence == (1.0 if anew else confidence)


def test_a_message_that_declines_says_no_whatever_it_sounds_like() -> None:
    assert with_intent_of_form(message("salary", form="declines")).intent == DECLINED


@pytest.mark.parametrize(
    ("intent", "least"), [("greet", SMALL_TALK_CONFIDENCE), (sorted(MOVES)[0], MOVE_CONFIDENCE)]
)
def test_small_talk_and_moves_have_to_be_clear(intent: str, least: float) -> None:
    assert with_intent_of_form(message(intent, confidence=least)).intent == intent
    assert with_intent_of_form(message(intent, confidence=least - 0.01)).intent == FALLBACK


@pytest.mark.parametrize(
    ("named", "ranking", "needed"),
    [
        ((("tool", "docker"), ("aspect", "necessity")), ("tools", REQUIREMENT), True),
        ((("tool", "docker"), ("aspect", "necessity")), ("tools", "skills", REQUIREMENT), False),
        ((("tool", "docker"),), ("tools", REQUIREMENT), False),
        ((("aspect", "necessity"),), ("tools", REQUIREMENT), False),
    ],
)
def test_between_two_intents_a_thing_with_a_word_for_need_is_checked(
    named: tuple[Named, ...], ranking: tuple[str, ...], needed: bool
) -> None:
    read = with_intent_of_form(message(FALLBACK, *named, ranking=ranking, confidence=0.24))
    assert read.intent == (REQUIREMENT if needed else FALLBACK)


SEARCH = "occupation_search"


@pytest.mark.parametrize(
    ("text", "last", "topic", "origin"),
    [
        ("which jobs pay most?", None, SEARCH, "said"),
        ("what careers have a future?", "salary", SEARCH, "said"),
        ("highest salaries with a two-year degree", None, SEARCH, "said"),
        ("what is the highest mountain?", None, None, None),
        ("how do I cook rice?", None, None, None),
        ("and over $100k?", "salary", None, None),
        ("and over $100k?", SEARCH, SEARCH, "carried over"),
        ("only those without a degree", SEARCH, SEARCH, "carried over"),
        ("which jobs grow fastest?", SEARCH, SEARCH, "said"),
        ('/occupation_search{"place": "Texas"}', None, SEARCH, "said"),
    ],
)
def test_a_question_over_all_occupations_names_them_or_goes_on_with_the_last(
    datasets: Connection, text: str, last: str | None, topic: str | None, origin: str | None
) -> None:
    state = ConversationState(topic=last, question="which jobs pay most?")
    read = question(datasets, SEARCH, text=text, state=state)
    assert (read.topic and read.topic.value, read.topic and read.topic.origin) == (topic, origin)


NURSES: Named = ("occupation", "29-1141.00", "nurses")
BOSTON: Named = ("place", "Boston", "Boston")


@pytest.mark.parametrize(
    ("text", "named", "topic"),
    [
        ("nurses in Boston", (NURSES, BOSTON), "salary"),
        ("nurses Boston", (NURSES, BOSTON), "salary"),
        ("nurses who strike in Boston", (NURSES, BOSTON), None),
        ("nurses", (NURSES,), None),
        ("in Boston", (BOSTON,), None),
    ],
)
def test_no_more_than_an_occupation_and_a_place_asks_for_pay(
    datasets: Connection, text: str, named: tuple[Named, ...], topic: str | None
) -> None:
    asked = question(datasets, "job_search", *named, text=text, confidence=0.3)
    assert (asked.topic.value if asked.topic else None) == topic
    later = question(
        datasets, "job_search", *named, text=text, confidence=0.3, state=ConversationState(topic="outlook")
    )
    assert not later.topic_is("salary")


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "searches"),
    [
        ("what occupation is projected to grow fastest?", "outlook", 0.9, True),
        ("which jobs have the highest wages?", "salary", 0.9, True),
        ("do they earn the highest wages?", "salary", 0.9, False),
        ("what do those jobs pay?", "salary", 0.9, False),
        ("which jobs need the most training?", "education", 0.9, True),
    ],
)
def test_a_measure_by_which_all_are_ranked_is_a_search(
    datasets: Connection, text: str, intent: str, confidence: float, searches: bool
) -> None:
    assert question(datasets, intent, text=text, confidence=confidence).topic_is(SEARCH) == searches
    assert not question(datasets, intent, NURSES, text=text, confidence=confidence).topic_is(SEARCH)


@pytest.mark.parametrize(
    ("text", "confidence", "searches"),
    [
        ("new nurses jobs every year", 0.3, False),
        ("new nurses jobs every year", 0.9, False),
        ("nurses jobs that pay well", 0.9, False),
        ("best paid jobs beside nurses", 0.3, True),
        ("jobs like that of nurses", 0.3, True),
    ],
)
def test_a_search_that_names_one_occupation_and_ranks_nothing_is_about_it(
    datasets: Connection, text: str, confidence: float, searches: bool
) -> None:
    assert question(datasets, SEARCH, NURSES, text=text, confidence=confidence).topic_is(SEARCH) == searches


def test_an_occupation_that_opens_a_conversation_is_described_and_no_way_there(
    connection: Connection,
) -> None:
    fields = {"text": "software engineer", "form": "names", "confidence": 0.6}
    named: Named = ("occupation", "software_engineer", "software engineer")
    assert question(connection, "career_change", named, **fields).topic_key == "definition"
    aware = ConversationState(person=Person(occupation="data_scientist"))
    assert question(connection, "career_change", named, state=aware, **fields).topic_key == "career_change"
