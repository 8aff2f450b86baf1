"""What NLU's tags say of the one who writes, read where the patterns for whole sentences found nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from actions.about_you import details
from actions.about_you.directions import listed_spans
from actions.about_you.kept import trimmed
from actions.about_you.patterns import any_of, pattern, plain
from actions.about_you.told import plain_text
from actions.person import Person, added
from actions.questions.message import DONT, LICENCE, SCHOOL, TaggedSpan, UserMessage
from actions.thresholds import TAG_MAY_SAY, TAG_SAYS_OF_ONESELF

# A span of each tag in a sentence that the patterns know.
_SENTENCES: Mapping[str, str] = {
    "like": "I like {span}.",
    "skill": "I am good at {span}.",
    "want": "I want {span}.",
    "dont": "I don't want {span}.",
    "pay": "I want at least {span}.",
    "years": "I have {span} of experience.",
    "school": "I have a {span}.",
    "field": "I studied {span}.",
    "licence": "I have a {span}.",
}

_CLAUSES = re.compile(r"[.,;!?]")
_REACH = 30  # characters before a school in which it may be wanted or refused: "without a master's"
_YEARS, _FIELD = "years", "field"
_OF_SCHOOL = frozenset({SCHOOL, _FIELD})


def in_sentences(message: UserMessage) -> UserMessage | None:
    """Return what the tags say as a message of plain sentences; None where they say nothing."""
    text = plain_text(message).text
    aside = _OF_SCHOOL if pattern("pupil").search(text) else frozenset[str]()
    away = _away(message)
    aside |= {"pay"} if pattern("pay_is_offered").search(text) else set()
    remarked = pattern("pay_is_remarked")
    listed = listed_spans(message)
    said = [
        _SENTENCES[one.tag].format(span=message.text[one.start : one.end])
        for one in _joined_spans(message)
        if one.tag in _SENTENCES and one.confidence >= TAG_SAYS_OF_ONESELF
        if one.tag not in aside and not (one.tag == "field" and one in listed)
        if not _means_others(one, message.text.casefold())
        if one.tag != _YEARS or _years_in(message, one) - away
        if one.tag != "pay" or not remarked.match(plain(message.text[one.end :]))
    ]
    return UserMessage(text=" ".join(said), intent=message.intent) if said else None


def _joined_spans(message: UserMessage) -> list[TaggedSpan]:
    """Return the spans, those of a school joined that are torn: "an [associates] [degree]"."""
    joined: list[TaggedSpan] = []
    for one in message.tagged:
        last = joined[-1] if joined else None
        torn = last and last.tag == one.tag == SCHOOL and not message.text[last.end : one.start].strip()
        if last and torn:
            joined[-1] = replace(last, end=one.end)
        else:
            joined.append(one)
    return joined


def without_unmarked(message: UserMessage, told: Person, before: Person) -> Person:
    """Return a person without the years and the school that a message names and no tag marks as theirs.

    "6 years off", "they only want high school, right?". What was kept is taken back where it is denied.
    """
    text = plain_text(message).text
    marked = {one.tag for one in message.tagged if one.confidence >= TAG_MAY_SAY}
    counted = [one for one in message.tagged if one.tag == _YEARS and one.confidence >= TAG_MAY_SAY]
    said = [years for one in counted for years in _years_in(message, one) - _away(message)]
    if told.years and told.years == before.years and told.years not in said:
        return replace(told, years=None) if _denies(told.years, text) else told
    if not message.tagged:
        return told
    if told.years != before.years and told.years not in said:
        told = replace(told, years=said[0] if said else before.years)
    alone = any(pattern("high_school_alone").match(one.strip()) for one in _CLAUSES.split(text))
    of_mine = alone or pattern("school_of_mine").search(text)
    if told.education != before.education and not (of_mine or {*_OF_SCHOOL, LICENCE} & marked):
        told = replace(told, education=before.education)
    return _with_field(message, told, before)


def _denies(years: float, text: str) -> bool:
    """Return whether a text says that so many years were none of work: "6 years OFF, not experience"."""
    named = years in details.years_counted(text) and pattern("years_of_work_denied").search(text)
    return bool(named or pattern("experience_denied").search(text))


def _with_field(message: UserMessage, told: Person, before: Person) -> Person:
    """Return a person with the field that is tagged where other words were read as it: "psych BA in may"."""
    tags = [one for one in message.tagged if one.tag == _FIELD and one.confidence >= TAG_SAYS_OF_ONESELF]
    studied = [trimmed(plain(message.text[one.start : one.end])) for one in tags]
    if told.field == before.field or not studied or any(told.field in one for one in studied):
        return told
    return replace(told, field=studied[0] or before.field)


def _away(message: UserMessage) -> set[float]:
    """Return the years of time without work, in the words typed as well: "stay-at-home mom"."""
    typed = plain(message.text).replace("-", " ")
    return details.years_away(plain_text(message).text) | details.years_away(typed)


def _years_in(message: UserMessage, span: TaggedSpan) -> set[float]:
    return details.years_counted(plain(message.text[span.start : span.end]))


def _means_others(one: TaggedSpan, text: str) -> bool:
    """Return whether school is not held, a field given up, or something not merely: "not just phones"."""
    if one.tag == SCHOOL:
        return (
            any_of("education_in_progress").search(_CLAUSES.split(plain(text[: one.start]))[-1][-_REACH:])
            is not None
        )
    if one.tag == _FIELD:
        return pattern("school_abandoned").search(text[: one.start]) is not None
    first_words = " ".join(text[one.start : one.end].split()[:2])
    return one.tag == DONT and pattern("not_merely").search(f"{text[: one.start]}{first_words} ") is not None


def joined(message: UserMessage, told: Person, tagged: Person, before: Person) -> Person:
    """Return a person with what the tags say, where a message was not read to say otherwise.

    Args:
        message: whose tags they are.
        told: after the message, by the patterns.
        tagged: what the tags alone say.
        before: ahead of the message.
    """
    wants = [one for one in tagged.wants if one not in told.refuses]
    refuses = [one for one in tagged.refuses if one not in told.wants]
    liked = [message.text[one.start : one.end].casefold() for one in message.tagged if one.tag == "like"]
    likes = [one for one in tagged.likes if any(one in span for span in liked)]
    new = {
        name: getattr(tagged, name)
        for name in ("years", "education", "field", "pay")
        if getattr(told, name) == getattr(before, name) and getattr(tagged, name) not in (None, "")
    }
    return replace(
        told,
        **new,
        skills=added(told.skills, tagged.skills),
        technologies=added(told.technologies, tagged.technologies),
        licences=added(told.licences, tagged.licences),
        likes=told.likes if told.likes != before.likes else added(told.likes, likes),
        wants=added(told.wants, wants),
        refuses=added(told.refuses, refuses),
        avoids=added(told.avoids, tagged.avoids),
    )
