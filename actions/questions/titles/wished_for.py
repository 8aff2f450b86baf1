"""Work that a message names, and that is an aim by the words behind it, or none by those before it.

"I watch the bakers and think why not me" aims at it, "how long does it take, teaching full time" does not.
"""

from __future__ import annotations

from dataclasses import replace

from actions.about_you.patterns import pattern, plain
from actions.advice.asked import asks
from actions.questions.message import GOAL, WORK_TAGS, TaggedSpan, UserMessage
from actions.questions.titles.head_titles import with_head_titles
from actions.state import ConversationState


def with_titles_told(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message whose titles are those of its writer, or what they aim at, by its own words."""
    return with_head_titles(with_work_wished_for(without_work_meanwhile(message, state)))


def with_work_wished_for(message: UserMessage) -> UserMessage:
    """Return a message in which a title is an aim to which its writer points back as what they want."""
    if message.is_payload:
        return message
    wished = _wished_for(message)
    if not wished:
        return message
    kept = [
        one
        for one in message.tagged
        if one.tag not in WORK_TAGS or not any(one.start < aim.end and aim.start < one.end for aim in wished)
    ]
    return replace(message, tagged=tuple(sorted([*kept, *wished], key=lambda one: one.start)))


def _wished_for(message: UserMessage) -> list[TaggedSpan]:
    """Return titles and other work that NLU marks, as aims, where the words behind wish for them."""
    titles = [one for one in message.entities if one.kind == "occupation" and one.start is not None]
    spans = [TaggedSpan(one.start or 0, (one.start or 0) + len(one.typed), GOAL, 1.0) for one in titles]
    spans += [
        replace(one, tag=GOAL, confidence=1.0)
        for one in message.tagged
        if one.tag in WORK_TAGS and not any(one.overlaps(title) for title in titles)
    ]
    spans.sort(key=lambda one: one.start)
    nexts = [*(one.start for one in spans[1:]), len(message.text)]
    return [one for one, end in zip(spans, nexts, strict=False) if _is_wished_for(message.text, one, end)]


def without_work_meanwhile(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message on how long the way takes without the work that is gone on with meanwhile."""
    if message.is_payload or not state.goal or not asks("how_long", message.words):
        return message
    spans = [one for one in message.tagged if one.tag in WORK_TAGS and _is_meanwhile(message.text, one.start)]
    named = tuple(
        one
        for one in message.entities
        if one.kind != "occupation" or not any(span.overlaps(one) for span in spans)
    )
    kept = tuple(one for one in message.tagged if one not in spans)
    return replace(message, entities=named, tagged=kept)


def _is_meanwhile(text: str, start: int) -> bool:
    return pattern("done_meanwhile_before").search(plain(text[:start])) is not None


def _is_wished_for(text: str, span: TaggedSpan, end: int) -> bool:
    before, behind = plain(text[: span.start]), plain(text[span.end : end])
    if not before.strip() or pattern("own_before").search(before):
        return False
    return pattern("wished_for_behind").search(behind[: behind.find("?") + 1 or None]) is not None
