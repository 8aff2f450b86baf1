"""Levels of experience that a message names in other words, and the gap in pay between two of them."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.cues import contains, phrases, phrases_in
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.thresholds import LIKELY_INTENTS, PART_IS_A_QUESTION

LEVEL, ENTRY, SALARY = "level", "entry_level", "salary"


def read_levels(message: UserMessage) -> UserMessage:
    """Return the message with the newcomers that it names beside a level: "from newbie to senior".

    A question for the gap between two levels is about pay: the knowledge base has no other figures by level.
    """
    levels = set(message.values(LEVEL))
    if message.is_payload or not levels:
        return message
    if ENTRY not in levels and (named := phrases_in(message.words, phrases("newcomers"))):
        message = replace(message, entities=(*message.entities, ParsedEntity(LEVEL, ENTRY, named[0])))
        levels.add(ENTRY)
    if len(levels) > 1:  # "the pay gap between rookie and mid-level" is none between men and women
        kept = tuple(one for one in message.entities if (one.kind, one.value) != ("untold", "pay_gap"))
        message = replace(message, entities=kept)
    about_pay = message.intent == FALLBACK and SALARY in message.ranking[:LIKELY_INTENTS]
    if about_pay and len(levels) > 1 and contains("asks_for_the_gap", message.words):
        return replace(message, intent=SALARY, confidence=PART_IS_A_QUESTION)
    return message
