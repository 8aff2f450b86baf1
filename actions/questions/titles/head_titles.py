"""The title that a longer name of work is about: "a receptionist at a dentist" is a receptionist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.about_you.patterns import pattern, plain
from actions.questions.message import BEFORE, NOW, WORK_TAGS, ParsedEntity, TaggedSpan, UserMessage
from actions.thresholds import TAG_OUTRANKS_PLACES


def with_head_titles(message: UserMessage) -> UserMessage:
    """Return a message without what only says where, or for whom, work is done, or what is studied."""
    if message.is_payload or not message.tagged:
        return message
    message = replace(message, tagged=_without_tears(message))
    titles = [one for one in message.entities if one.kind == "occupation"]
    beside = [one for one in titles if _is_beside(message, one) or _is_studied(message.text, one)]
    beside += _employers(message, [one for one in titles if one not in beside])
    if not beside:
        return message
    kept = tuple(one for one in message.entities if one not in beside)
    parts = tuple(
        replace(part, entities=tuple(one for one in part.entities if one not in beside))
        for part in message.parts
    )
    return replace(message, entities=kept, parts=parts)


def _without_tears(message: UserMessage) -> tuple[TaggedSpan, ...]:
    """Return the tags with spans of one's own work joined that are torn: "[assistant to a] [CEO]"."""
    joined: list[TaggedSpan] = []
    for one in message.tagged:
        last = joined[-1] if joined else None
        alike = last is not None and last.tag == one.tag and one.tag in WORK_TAGS
        if last and alike and pattern("ends_open").search(plain(message.text[last.start : one.start])):
            joined[-1] = replace(last, end=one.end)
        else:
            joined.append(one)
    return tuple(joined)


def _is_beside(message: UserMessage, title: ParsedEntity) -> bool:
    start = title.start
    if start is None:
        return False
    return any(
        span.tag in WORK_TAGS
        and span.confidence >= TAG_OUTRANKS_PLACES
        and span.start < start < span.end
        and pattern("work_is_beside").search(plain(message.text[span.start : start].rstrip()))
        for span in message.tagged
    )


def _is_studied(text: str, title: ParsedEntity) -> bool:
    """Return whether a title only says what the one who writes studies: "I'm a nursing student"."""
    if title.start is None:
        return False
    before, behind = plain(text[: title.start]), plain(text[title.start + len(title.typed) :])
    student = pattern("student_behind").match(behind) and pattern("student_before").search(before)
    return student is not None


def _employers(message: UserMessage, titles: Sequence[ParsedEntity]) -> list[ParsedEntity]:
    """Return companies within one's own work, of which nothing is asked: "Amazon van driver, 23"."""
    spans = [
        span
        for span in message.tagged
        if span.tag in (NOW, BEFORE) and span.confidence >= TAG_OUTRANKS_PLACES
        if any(span.overlaps(title) for title in titles)
    ]
    companies = (one for one in message.entities if one.kind == "company")
    return [one for one in companies if any(span.overlaps(one) for span in spans)]
