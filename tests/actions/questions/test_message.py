"""A message as NLU parsed it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.questions.message import ParsedEntity, UserMessage
from actions.thresholds import PART_IS_A_QUESTION, WHOLE_OUTRANKS_PARTS
from tests.actions.asking import MLE

Part = tuple[str, str, float]  # words, intent, confidence


def read(message: dict[str, Any]) -> UserMessage:
    return UserMessage.from_tracker(
        Tracker("someone", {"context": None}, message, [], False, None, {}, "action_listen")
    )


def parsed(
    text: str, *entities: tuple[str, str, str], parts: tuple[Part, ...] = (), confidence: float = 0.5
) -> dict[str, Any]:
    """Return a parsed message; entities, (kind, value, as typed), and parts stand where they are typed."""
    found: list[dict[str, Any]] = []
    for kind, value, typed in entities:
        start = text.index(typed)
        found.append({"entity": kind, "value": value, "start": start, "end": start + len(typed)})
    for place, (words, intent, sure) in enumerate(parts):
        start = text.index(words)
        marked = {"confidence": sure, "begins_anew": place > 0, "start": start, "end": start + len(words)}
        found.append({"entity": "part", "value": intent, **marked})
    return {"text": text, "intent": {"name": "salary", "confidence": confidence}, "entities": found}


def test_a_message_is_read_off_the_tracker() -> None:
    message = read(
        {
            "text": "salry in Canada",
            "intent": {"name": "salary", "confidence": 0.42},
            "intent_ranking": [{"name": "salary"}, {"name": "outlook"}],
            "entities": [{"entity": "place", "value": "canada", "start": 9, "end": 15}],
            "meant": "salary in Canada",
            "form": "names",
            "corrects": True,
        }
    )
    assert message.entities == (ParsedEntity("place", "canada", "Canada"),)
    assert message.ranking == ("salary", "outlook")
    assert (message.confidence, message.form, message.corrects) == (0.42, "names", True)
    assert (message.text, message.words) == ("salry in Canada", "salary in Canada")


def test_what_changes_no_answer_is_no_part_of_a_message() -> None:
    aside = {"asides": [[0, 8]], "meant": "salary in Canada"}
    message = read({**parsed("I'm 58. salry in Canada", ("place", "canada", "Canada")), **aside})
    assert (message.text, message.words) == ("salry in Canada", "salary in Canada")
    assert message.entities == (ParsedEntity("place", "canada", "Canada", 9),)


def test_a_message_without_a_confidence_is_certain() -> None:
    assert read({"text": "/salary", "intent": {"name": "salary"}}).confidence == 1


def test_entities_of_a_payload_are_named_by_their_values() -> None:
    message = read(
        {
            "text": '/salary{"occupation":"x"}',
            "intent": {"name": "salary"},
            "entities": [{"entity": "occupation", "value": MLE, "start": 7, "end": 19}],
        }
    )
    assert message.entities == (ParsedEntity("occupation", MLE, MLE),)


@pytest.mark.parametrize(
    "message", [{}, {"text": None, "intent": None, "entities": None, "intent_ranking": None}]
)
def test_an_empty_message_says_nothing(message: dict[str, Any]) -> None:
    assert read(message) == UserMessage("", "")


def test_the_fallback_is_no_intent_that_may_have_been_meant() -> None:
    ranked = [{"name": "nlu_fallback"}, {"name": "salary"}, {"name": "outlook"}]
    message = read({"text": "x", "intent": ranked[0], "intent_ranking": ranked})
    assert message.ranking == ("salary", "outlook")


# Parts.


def test_the_parts_of_a_message_are_messages_with_what_they_name() -> None:
    text = "What do juniors earn and how old are they?"
    parts = (("What do juniors earn", "salary", 0.9), ("how old are they", "age_distribution", 0.8))
    message = read(parsed(text, ("level", "entry_level", "juniors"), parts=parts))
    assert [(part.intent, part.confidence) for part in message.parts] == [
        ("salary", 0.9),
        ("age_distribution", 0.8),
    ]
    junior = ParsedEntity("level", "entry_level", "juniors")
    assert [part.entities for part in message.parts] == [(junior,), ()]
    assert message.entities == (junior,)


def test_a_part_below_the_threshold_is_no_question_and_the_rest_is_one_question() -> None:
    text = "what do they earn, fnord gnarf"
    parts = (("what do they earn", "salary", 0.9), ("fnord gnarf", "duties", PART_IS_A_QUESTION - 0.01))
    message = read(parsed(text, parts=parts))
    assert (message.parts, message.unclear) == ((), ())


def test_parts_that_ask_the_same_are_one_question() -> None:
    text = "what do they earn, how much is it"
    parts = (("what do they earn", "salary", 0.9), ("how much is it", "salary", 0.8))
    assert read(parsed(text, parts=parts)).parts == ()


def test_a_part_that_was_not_understood_is_kept_as_typed() -> None:
    text = "What do they earn? And WHY do elephants dance?"
    parts = (("What do they earn", "salary", 0.9), ("WHY do elephants dance", "why", 0.1))
    message = read(parsed(text, parts=parts))
    assert message.unclear == ("WHY do elephants dance",)
    assert [(part.intent, part.text) for part in message.parts] == [("salary", "What do they earn")]


def test_beside_a_message_that_is_clear_as_a_whole_no_part_is_unclear() -> None:
    text = "What do they earn? And WHY do elephants dance?"
    parts = (("What do they earn", "salary", 0.9), ("WHY do elephants dance", "why", 0.1))
    message = read(parsed(text, parts=parts, confidence=WHOLE_OUTRANKS_PARTS))
    assert (message.parts, message.unclear) == ((), ())


def test_too_few_words_are_not_worth_saying_that_they_were_not_understood() -> None:
    parts = (("What do they earn", "salary", 0.9), ("gnarf it", "why", 0.1))
    assert read(parsed("What do they earn? gnarf it", parts=parts)).unclear == ()


@pytest.mark.parametrize(("sure", "asked"), [(0.6, []), (0.8, ["salary", "mathematics"])])
def test_beside_a_message_that_is_clear_as_a_whole_a_doubtful_part_asks_nothing(
    sure: float, asked: list[str]
) -> None:
    parts = (("What do they earn", "salary", 0.9), ("percentage wise", "mathematics", sure))
    message = read(parsed("What do they earn, percentage wise", parts=parts, confidence=WHOLE_OUTRANKS_PARTS))
    assert [part.intent for part in message.parts] == asked


def test_an_occupation_named_anywhere_holds_for_the_parts_that_name_none() -> None:
    message = read(
        parsed(
            "what do data scientists earn, how old are they, and are nurses happy",
            ("occupation", "data_scientist", "data scientists"),
            ("occupation", "nurses", "nurses"),
            parts=(
                ("what do data scientists earn", "salary", 0.9),
                ("how old are they", "age_distribution", 0.9),
                ("are nurses happy", "job_satisfaction", 0.9),
            ),
        )
    )
    assert [part.values("occupation") for part in message.parts] == [
        ["data_scientist"],
        ["data_scientist", "nurses"],
        ["nurses"],
    ]


def test_what_else_is_named_in_one_part_is_of_that_part_alone() -> None:
    message = read(
        parsed(
            "demand in Africa, and the price of it",
            ("region", "africa", "Africa"),
            ("aspect", "price", "price"),
            parts=(
                ("demand in Africa", "regional_demand", 0.9),
                ("the price of it", "certifications", 0.9),
            ),
        )
    )
    first, second = message.parts
    assert first.entities == (ParsedEntity("region", "africa", "Africa"),)
    assert second.entities == (ParsedEntity("aspect", "price", "price"),)


def test_a_payload_has_no_parts_whatever_it_is_marked_with() -> None:
    text = "/salary{} and x y"
    message = read(parsed(text, parts=(("/salary{}", "salary", 0.9), ("x y", "duties", 0.9))))
    assert (message.parts, message.unclear, message.entities) == ((), (), ())


@pytest.mark.parametrize(
    ("parts", "beside"),
    [
        ([("what is my outlook", "outlook", 0.8)], "outlook"),
        ([("what is my outlook", "outlook", 0.6)], ""),
        ([("I am a tester", "about_you", 0.9), ("what is my outlook", "outlook", 0.8)], "outlook"),
        ([("I am a tester", "duties", 0.9), ("what is my outlook", "outlook", 0.8)], ""),
    ],
)
def test_the_one_thing_that_a_part_surely_asks_is_known(parts: list[Part], beside: str) -> None:
    message = read(parsed("I am a tester, what is my outlook?", parts=tuple(parts)))
    assert message.asked_beside == beside


def test_an_occupation_that_is_told_by_what_is_done_is_marked() -> None:
    found = parsed("I flip burgers", ("occupation", "flip burger", "flip burgers"))
    found["entities"][0]["role"] = "work"
    (named,) = read(found).entities
    assert named.is_work and named.typed == "flip burgers"
