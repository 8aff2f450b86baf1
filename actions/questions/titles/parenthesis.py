"""What stands in parentheses behind an occupation: its title, or what explains it.

"A foot doctor (podiatrist)" is a podiatrist. "Glaziers (glass in windows)" are glaziers: NLU may take the
words in the parentheses for something else that is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases
from actions.questions.industry_words import usual_names
from actions.questions.kinds import PLACES
from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.titles import is_title, resolve_title
from knowledge.terms import normalise

LONGEST_TITLE = 4  # words
DOUBTED = (PART_IS_A_QUESTION + UNDOUBTED_ANSWER) / 2
_PARENTHESIS = re.compile(r"\s*\(([^()]{2,60})\)")
_SOMEBODY = re.compile(
    r"\b(?:person|people|someone|somebody|guy|lady|man|woman|one)\b[^,;:.?!()]*$", re.IGNORECASE
)


def with_parenthesis(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the title in its parentheses in place of what that explains.

    Parentheses that only explain a title are left out; those that tell a place, a measure or which of several
    occupations is meant stay.
    """
    if message.is_payload:
        return message
    ends = 0
    found = []
    for one in _PARENTHESIS.finditer(message.text):
        found.append((one, ends))
        ends = one.end()
    for one, opens in reversed(found):  # so that the places of those before it stay
        message = _with_one(connection, message, one, opens)
    return message


def _with_one(connection: Connection, message: UserMessage, found: re.Match[str], opens: int) -> UserMessage:
    """Return a message with what one pair of parentheses tells of what stands before, from ``opens`` on."""
    inside = " ".join(one for one in normalise(found[1]).split() if one not in phrases("beside_a_title"))
    before = [
        one
        for one in message.entities
        if one.kind == "occupation" and one.start is not None and opens <= one.start < found.start()
    ]
    if len(inside.split()) <= LONGEST_TITLE and is_title(connection, inside):
        return _with_title(message, found, inside, before)
    return _without_explanation(connection, message, found, before)


def _with_title(
    message: UserMessage, found: re.Match[str], title: str, before: list[ParsedEntity]
) -> UserMessage:
    opens = before[-1].start if before else None
    if opens is None:
        told = _SOMEBODY.search(message.text[: found.start()])
        if told is None:
            return message  # "consulting (management analyst)" explains nothing
        opens = told.start()
    if _asks_between(message, opens, found):
        opens = found.start()  # "nurse salary in Ohio (RN)"
    named = ParsedEntity("occupation", title, title, opens)
    kept = tuple(
        one
        for one in message.entities
        if one not in before[-1:] and (one.start is None or not opens <= one.start < found.end())
    )
    return _rewritten(message, found, f" {title}", opens, (*kept, named))


def _asks_between(message: UserMessage, opens: int, found: re.Match[str]) -> bool:
    """Return whether more stands between an occupation and the parentheses than what explains it."""
    between = message.text[opens : found.start()]
    places = any(
        one.kind in PLACES and one.start is not None and opens <= one.start < found.start()
        for one in message.entities
    )
    return places or _asks(between)


def _without_explanation(
    connection: Connection, message: UserMessage, found: re.Match[str], before: list[ParsedEntity]
) -> UserMessage:
    title = before[-1] if before else None
    if title is None or (title.start or 0) + len(title.typed) < found.start() or _says_more(message, found):
        return message
    if not resolve_title(connection, title=title.value).clear:
        return message  # "a teacher (high school)" says which
    kept = tuple(one for one in message.entities if one.start is None or not _within(one.start, found))
    return _rewritten(message, found, "", found.start(), kept)


def _rewritten(
    message: UserMessage,
    found: re.Match[str],
    words: str,
    opens: int,
    entities: tuple[ParsedEntity, ...],
) -> UserMessage:
    """Return a message in which words stand for the parentheses and what they explain, from ``opens`` on."""
    told = message.text[opens : found.end()]
    text = f"{message.text[:opens].rstrip()}{words}{message.text[found.end() :]}".strip()
    corrected = (
        message.corrected.replace(told, words if told[:1] == " " else words.strip())
        if told in message.corrected
        else text
    )
    parts = tuple(one for one in message.parts if found[1] not in one.text)
    shift = len(text) - len(message.text)
    inside = text.find(found[1], max(opens - 1, 0)) - found.start(1)  # of what stands in place of it
    entities = tuple(
        replace(one, start=one.start + shift) if one.start is not None and one.start >= found.end() else one
        for one in entities
    )
    tagged = tuple(_moved(message.tagged, found, shift, inside if inside > -found.start(1) else None))
    doubted = min(message.confidence, DOUBTED)  # NLU read the words that explain, too
    return replace(
        message,
        text=text,
        corrected=corrected,
        entities=entities,
        tagged=tagged,
        parts=parts,
        confidence=doubted,
    )


def _moved(
    tagged: Sequence[TaggedSpan], found: re.Match[str], shift: int, inside: int | None
) -> Iterator[TaggedSpan]:
    """Yield the spans where their words stand now: behind the parentheses, or out of them."""
    for one in tagged:
        if one.start >= found.end():
            yield replace(one, start=one.start + shift, end=one.end + shift)
        elif found.start(1) <= one.start and one.end <= found.end(1):
            if inside is not None:
                yield replace(one, start=one.start + inside, end=one.end + inside)
        elif one.end <= found.start():
            yield one


def _says_more(message: UserMessage, found: re.Match[str]) -> bool:
    """Return whether parentheses tell more than what an occupation is: a place, a measure, an industry."""
    inside = found[1]
    names = any(
        one.kind != "occupation" and one.start is not None and _within(one.start, found)
        for one in message.entities
    )
    return names or any(one.isdigit() for one in inside) or _asks(inside) or bool(usual_names(inside))


def _asks(text: str) -> bool:
    """Return whether a text has a word for a topic."""
    return any(contains(cue, text) for cue, _topic in ALL_TOPICS_OF_CUES)


def _within(start: int, found: re.Match[str]) -> bool:
    return found.start() <= start < found.end()
