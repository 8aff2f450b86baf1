"""Occupations that a message names in protest: "why electricians??", "I never said electrician is mine".

What such a clause names is neither asked about nor aimed at, so that the message is read without it, and goes
on with what else it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.about_you.patterns import OCCUPATION, pattern
from actions.about_you.told import tag_of
from actions.person import Person, added
from actions.questions.blanking import blanked
from actions.questions.cues import contains
from actions.questions.linking import link
from actions.questions.message import BEFORE, NOW, UNWANTED_TAGS, ParsedEntity, UserMessage
from actions.questions.topic_slots import CAREER_FIT
from actions.state import ConversationState
from actions.thresholds import TAG_OUTRANKS_PLACES
from knowledge.terms import normalise

_ENDS = re.compile(
    r"[.?!;,\n]+(?=\s|$)|\s+(?=(?:and|but|so)\s+(?:why|how|what|where|who|which|any|show|give|i|im|i'm|not|no)\b)"
)
_ELLIPSIS = re.compile(r"\.{2,}|…")
_INSISTS = 2  # marks behind a clause: "electricians??"


@dataclass(frozen=True)
class _Clause:
    start: int
    end: int
    text: str  # in small letters, with a placeholder for a title
    marks: str
    titles: tuple[ParsedEntity, ...]


def without_protested(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message without the clauses that protest against an occupation that was shown or taken."""
    if message.is_payload:
        return message
    clauses = list(_clauses(message))
    protests = [
        (place, titles)
        for place, one in enumerate(clauses)
        if (titles := _known(connection, message, one.titles, state))
        if _protests(message, clauses, place, state)
    ]
    if not protests:
        return message
    spans = []
    for place, _titles in protests:
        last = place + 1
        while last < len(clauses) and not clauses[last].titles and _follows(clauses[last]):
            last += 1
        spans.append((clauses[place].start, clauses[last - 1].end))
    if len(protests) == 1 and _asks_of_them(message.text[spans[0][1] :]):
        return message  # "probation officer? that's random. what do they do"
    return replace(
        blanked(message, spans),
        protested=tuple(title for _place, titles in protests for title in titles),
        disowns=any(pattern("protest_disowns").search(clauses[place].text) for place, _titles in protests),
    )


def _asks_of_them(rest: str) -> bool:
    """Return whether what stands behind a protest asks of those that it named."""
    asks = contains("wh_words", rest) or contains("wh_adverbs", rest)
    return asks and contains("says_they", rest)


def without_disowned(connection: Connection, message: UserMessage, person: Person) -> Person:
    """Return a person who is not shown what a message protests against, and whose work it is not."""
    keys = protested_keys(connection, message)
    if not keys:
        return person
    occupation = "" if message.disowns and person.occupation in keys else person.occupation
    former = tuple(one for one in person.former if not (message.disowns and one in keys))
    new = [one for one in keys if one not in (occupation, *former)]
    return replace(person, occupation=occupation, former=former, declined=added(person.declined, new))


def protested_keys(connection: Connection, message: UserMessage) -> list[str]:
    """Return the keys of the occupations that a message protests against."""
    linked = link(connection, message.protested)
    keys = (one.occupation.key if one.occupation else one.candidates[0].code for one in linked if one)
    return list(dict.fromkeys(keys))


def _clauses(message: UserMessage) -> Sequence[_Clause]:
    text = _ELLIPSIS.sub(lambda found: " " * len(found[0]), message.text)
    found, start = [], 0
    for end in (*_ENDS.finditer(text), None):
        stop = end.start() if end else len(text)
        if text[start:stop].strip():
            found.append(_clause(message, start, stop, end[0] if end else ""))
        start = end.end() if end else stop
    return found


def _clause(message: UserMessage, start: int, stop: int, marks: str) -> _Clause:
    inside = [
        one
        for one in message.entities
        if one.kind == "occupation" and one.start is not None and start <= one.start < stop
    ]
    said = message.text[start:stop]
    for one in sorted(inside, key=lambda entity: -(entity.start or 0)):
        place = (one.start or 0) - start
        said = f"{said[:place]}{OCCUPATION}{said[place + len(one.typed) :]}"
    plain = normalise(said)
    return _Clause(start, stop + len(marks.rstrip()), plain, marks, tuple(inside))


def _is_own(message: UserMessage, title: ParsedEntity) -> bool:
    tag = tag_of(message, title)
    return tag is not None and tag.tag in (NOW, BEFORE) and tag.confidence >= TAG_OUTRANKS_PLACES


def _known(
    connection: Connection, message: UserMessage, titles: Sequence[ParsedEntity], state: ConversationState
) -> tuple[ParsedEntity, ...]:
    """Return the titles of a clause that the bot itself may have brought up; none beside one's own."""
    if any(_is_own(message, one) for one in titles):
        return ()  # "I'm a cook, not a butcher" is read as what it tells
    if CAREER_FIT in state.topics_so_far():
        return tuple(titles)
    shown = {*state.occupations, *(one.key for one in state.items), state.person.occupation}
    return tuple(
        title
        for title in titles
        for one in link(connection, [title])
        if (one.occupation and one.occupation.key in shown)
        or any(candidate.code in shown for candidate in one.candidates)
    )


def _protests(message: UserMessage, clauses: Sequence[_Clause], place: int, state: ConversationState) -> bool:
    clause = clauses[place]
    if pattern("protest").search(clause.text):
        return True
    if state.topic != CAREER_FIT and pattern("protest_refuses").search(clause.text):
        return True  # after a list of what fits, what is refused is left out of it
    named = pattern("protest_bare").fullmatch(clause.text)
    if not (named or pattern("protest_reason").fullmatch(clause.text)):
        return False
    insists = len(re.sub(r"[^?!]", "", clause.marks)) >= _INSISTS
    behind = place + 1 < len(clauses) and _follows(clauses[place + 1])
    return insists or behind or (not named and _refuses_beside(message, clause))


def _follows(clause: _Clause) -> bool:
    """Return whether a clause only goes on with a protest: "what does that have to do with psychology"."""
    return pattern("protest_behind").match(clause.text) is not None


def _refuses_beside(message: UserMessage, clause: _Clause) -> bool:
    """Return whether a message refuses something beside a question: "no phd. and why electricians?"."""
    others = (one for one in message.tagged if not clause.start <= one.start < clause.end)
    return any(one.tag in UNWANTED_TAGS for one in others)
