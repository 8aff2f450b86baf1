"""What NLU's tags say of the one who writes, read where the patterns for whole sentences found nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from actions.about_you.directions import listed_spans
from actions.about_you.patterns import pattern, words_of
from actions.about_you.told import plain_text
from actions.person import Person, added
from actions.questions.message import DONT, TaggedSpan, UserMessage
from actions.thresholds import TAG_SAYS_OF_ONESELF

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

_OF_SCHOOL = frozenset({"school", "field"})


def in_sentences(message: UserMessage) -> UserMessage | None:
    """Return what the tags say as a message of plain sentences; None where they say nothing."""
    text = plain_text(message).text
    aside = _OF_SCHOOL if pattern("pupil").search(text) else frozenset[str]()
    aside |= {"pay"} if pattern("pay_is_offered").search(text) else set()
    listed = listed_spans(message)
    said = [
        _SENTENCES[one.tag].format(span=message.text[one.start : one.end])
        for one in message.tagged
        if one.tag in _SENTENCES and one.confidence >= TAG_SAYS_OF_ONESELF
        if one.tag not in aside and not (one.tag == "field" and one in listed)
        if not _goes_on(message, one)
        if not _means_others(one, message.text.casefold())
    ]
    return UserMessage(text=" ".join(said), intent=message.intent) if said else None


def _goes_on(message: UserMessage, one: TaggedSpan) -> bool:
    """Return whether a span is the end of a level before it: the "degree" of "associates degree"."""
    typed = message.text[one.start : one.end].casefold()
    before = any(each.tag == one.tag and each.end == one.start - 1 for each in message.tagged)
    return before and typed in words_of("degrees_by_kind")


def _means_others(one: TaggedSpan, text: str) -> bool:
    """Return whether a field was given up, or something is not merely wanted: "not just phones"."""
    if one.tag == "field":
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
