"""The intent that a message's form decides on."""

from __future__ import annotations

import pytest

from actions.questions.message import FALLBACK
from actions.questions.reader import DECLINED, MOVES, NAMED_ANEW, with_intent_of_form
from actions.thresholds import MOVE_CONFIDENCE, PART_IS_A_QUESTION, SMALL_TALK_CONFIDENCE
from tests.actions.asking import Named, message

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
