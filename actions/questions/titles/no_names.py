"""Words of a message that NLU marks as names and that are none where they stand: "does it go down?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.about_you.patterns import words_of
from actions.questions.cues import contains, phrases
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK, PLACE, SCHOOL, ParsedEntity, UserMessage
from knowledge.terms import normalise

TOOL, OCCUPATION, INDUSTRY, REQUIREMENT = "tool", "occupation", "industry", "requirement_check"
REGIONS = "regional_demand"
_HAS_TO_BE = re.compile(
    r"\b(?:(?:have|has|need|needs|got) to|must(?: \w+)?|should(?: \w+)?) be(?: an?)?(?: \w+)?$"
)
_REACH = 4  # words before a language that say that one is meant
_INTENTS_OF_A_TOOL = frozenset({REQUIREMENT, "tools", "programming_languages"})
# Topics that do not turn on an industry, so that a word such as "tech" is no more than a word in them.
_WITHOUT_INDUSTRIES = frozenset(
    {
        "automation",
        "challenges",
        "coding_need",
        "collaboration",
        "definition",
        "duties",
        "education",
        "ethics",
        "job_description",
        "job_interview",
        "misconceptions",
        "skills",
        "tools",
    }
)


def without_degree_words(message: UserMessage) -> UserMessage:
    """Return a message without words of degree that are taken for titles: "with a fatter paycheck"."""
    kept = tuple(
        one
        for one in message.entities
        if one.kind != OCCUPATION or normalise(one.typed) not in phrases("search_more")
    )
    return message if kept == message.entities else replace(message, entities=kept)


def without_no_names(message: UserMessage, *, of_field: bool = False) -> UserMessage:
    """Return the message without words that are no names; one recognised by such a word is unclear then.

    ``of_field``: the talk is of the field that the articles tell of.
    """
    if message.is_payload:
        return message
    words = normalise(message.text).split()
    dropped = [one for one in message.entities if _is_no_name(one, message, words)]
    if of_field or contains("names_the_field", message.words):
        dropped += [one for one in message.entities if _describes(one, message)]
    if not dropped:
        return message
    kept = tuple(one for one in message.entities if one not in dropped)
    parts = tuple(
        replace(part, entities=tuple(one for one in part.entities if one not in dropped))
        for part in message.parts
    )
    message = replace(message, parts=parts)
    of_tool = any(one.kind == TOOL for one in dropped) and not any(one.kind == TOOL for one in kept)
    if of_tool and message.intent in _INTENTS_OF_A_TOOL:
        return replace(message, entities=kept, intent=FALLBACK, confidence=0.0)
    return replace(message, entities=kept)


def _is_no_name(one: ParsedEntity, message: UserMessage, words: Sequence[str]) -> bool:
    """Return whether a word is a verb, a school, no place, an advert for a job or anybody at all."""
    typed = normalise(one.typed)
    if typed not in words:
        return False
    place = words.index(typed)
    before, behind = words[:place][-1:], words[place + 1 : place + 2]
    if one.kind == TOOL:
        around = set(behind) & phrases("behind_such_a_verb")
        if one.typed.islower():
            around |= set(before) & phrases("before_such_a_verb")
        return typed in phrases("verbs_that_are_tools") and bool(around)
    if one.kind == INDUSTRY:
        if typed in phrases("adverts_for_jobs"):
            of_jobs = bool(set(before) & phrases("right_before_job_adverts"))
            return of_jobs or message.intent == REGIONS
        in_it = bool(set(before) & phrases("right_before_a_place"))
        plain = typed in phrases("words_that_are_industries") and not in_it
        return plain and message.intent in _WITHOUT_INDUSTRIES
    if one.kind in PLACES:
        return _is_no_place(one, message, words)
    if one.kind == OCCUPATION:
        if typed in phrases("degree_abbreviations"):
            return True  # "Librarian, MLIS"
        if _is_in_a_place(one, message):
            return True  # "Cook County"
        if typed in phrases("no_compared_titles") or _is_of_the_body(typed, before):
            return True  # "the other's growth?", "good with my hands"
        if typed in phrases("no_titles_in_small"):
            return one.typed.islower() or bool(set(before) & phrases("before_a_capital"))
        return typed in phrases("anybody_at_all") and bool(set(before) & phrases("points_at_a_person"))
    return False


def _describes(one: ParsedEntity, message: UserMessage) -> bool:
    """Return whether a title says what somebody has to be good at: "must they be expert coders?"."""
    if one.kind != OCCUPATION or one.start is None:
        return False
    return _HAS_TO_BE.search(normalise(message.text[: one.start])) is not None


def _is_of_the_body(typed: str, before: Sequence[str]) -> bool:
    return typed in phrases("parts_of_the_body") and bool(set(before) & phrases("before_a_part_of_the_body"))


def _is_no_place(one: ParsedEntity, message: UserMessage, words: Sequence[str]) -> bool:
    """Return whether a name of a place is a school, a language that is studied, or a word in capitals."""
    typed = normalise(one.typed)
    before = words[: words.index(typed)]
    if one.typed.islower() and any(tag.tag == SCHOOL and tag.overlaps(one) for tag in message.tagged):
        return True  # "senior in college"
    if typed in phrases("schools_that_are_places"):
        in_it = bool(set(before[-1:]) & phrases("right_before_a_place"))
        return not (in_it or any(other.kind in PLACES for other in message.entities if other != one))
    if typed in words_of("languages"):
        return bool(set(before[-_REACH:]) & phrases("before_a_language"))
    if typed not in phrases("states_that_are_words") or _behind_a_comma(one, message.text):
        return False
    last = normalise(message.text[: one.start]).split()[-1:]
    stands_in = bool(set(last) & phrases("right_before_a_place"))
    tagged = any(tag.tag == PLACE and tag.overlaps(one) for tag in message.tagged)
    beside = any(other.kind in PLACES for other in message.entities if other != one)
    stressed = one.typed.isupper() and not (stands_in or tagged or beside)  # "jobs for ME"
    return message.text.isupper() or stressed


def _is_in_a_place(one: ParsedEntity, message: UserMessage) -> bool:
    """Return whether a title is the beginning of the name of a place, with capitals: "Mason City"."""
    if one.start is None or not one.typed[:1].isupper():
        return False
    behind = re.match(r" ([A-Z][a-z]+)\b", message.text[one.start + len(one.typed) :])
    return behind is not None and normalise(behind[1]) in phrases("ends_a_place")


def _behind_a_comma(one: ParsedEntity, text: str) -> bool:
    """Return whether what is named stands behind a comma, as a state does: "PORTLAND, OR"."""
    return one.start is not None and text[: one.start].rstrip().endswith(",")
