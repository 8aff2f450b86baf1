"""A message read by what its titles stand for in the conversation: "pilot?? I said flight controller".

What is turned down, denied or named beside is neither asked about nor aimed at, and nobody's own work; what
is one's own, or asked about, is tagged so, even if the tagger read the message alone otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.engine import Connection

from actions.about_you.patterns import any_of, pattern, plain
from actions.about_you.told import tag_of
from actions.questions.blanking import blanked
from actions.questions.linking import link
from actions.questions.message import (
    ASKED,
    BEFORE,
    GOAL,
    NOW,
    OTHER,
    REFUSED,
    WORK_TAGS,
    ParsedEntity,
    TaggedSpan,
    UserMessage,
)
from actions.questions.protested import disowned_keys, protested_keys
from actions.questions.titles.standing.clauses import Clause, clauses_of, goes_on_protesting
from actions.questions.titles.standing.features import NO_TAG, TitleSaid, features_of
from actions.questions.titles.standing.in_part import said_in_part
from actions.questions.titles.standing.model import Standing, standing_model
from actions.questions.topic_slots import CAREER_FIT
from actions.state import ConversationState
from actions.thresholds import NO_TITLE, STANDING_IS_SURE, TITLE_IS_BESIDE
from knowledge.terms import normalise

NAMED = 12  # titles of the person that are remembered


class Judged(NamedTuple):
    """A title, what it stands for, how probable that is, and who brought it up."""

    title: ParsedEntity
    standing: Standing
    confidence: float
    origins: frozenset[str]


def with_standing(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that goes on with a conversation, its titles read as what they stand for."""
    if message.is_payload or message.judged:
        return message
    judged = judged_in(connection, message, state)
    if state.topic is None and not state.person:  # a first message is read by its tags
        kept = tuple(one for one in message.entities if not any(_is_none(said, one) for said in judged))
        return replace(message, entities=kept, judged=True)
    advised = CAREER_FIT in state.topics_so_far()
    message = replace(message, judged=True)
    for one in judged:
        message = _retagged(message, one)
    beside = [one.title for one in judged if _is_beside(one)]
    message = replace(message, entities=tuple(one for one in message.entities if one not in beside))
    return _without_told_of(_without_turned_down(message, judged, advised=advised), beside)


def without_goal_turned_down(
    connection: Connection, message: UserMessage, state: ConversationState
) -> ConversationState:
    """Return a conversation that goes on with what was spoken of before an occupation that is turned down."""
    gone = {*protested_keys(connection, message), *disowned_keys(connection, message)} & {
        *state.occupations,
        state.goal,
    }
    if gone and state.goal in gone:
        state = replace(state, goal="")
    if not gone:
        return state
    before = next((one.occupations for one in reversed(state.earlier) if not gone & {*one.occupations}), ())
    kept = tuple(one for one in state.occupations if one not in gone)
    mentions = tuple(one for one in state.mentions if one[1] not in gone)
    own = state.own_occupation
    goal = tuple(one for one in before if one != own)
    return replace(state, occupations=kept if set(kept) - {own} else goal or kept, mentions=mentions)


def judged_in(connection: Connection, message: UserMessage, state: ConversationState) -> list[Judged]:
    """Return the titles of a message with what they stand for, from left to right."""
    named = [one for one in message.entities if one.kind == "occupation" and one.start is not None]
    named = [one for one in named if _tags_of(message, one)]
    if any(message.text[one.start or 0 :][: len(one.typed)] != one.typed for one in named):
        return []  # of a part, whose titles have their places in the whole
    in_part = said_in_part(connection, message, state)
    titles = sorted([*named, *in_part], key=lambda one: one.start or 0)
    said = [
        TitleSaid(
            one.start or 0,
            (one.start or 0) + len(one.typed),
            _tags_of(message, one) or {NO_TAG: 1.0},
            origins_of(connection, one, state),
        )
        for one in titles
    ]
    judged = []
    for place, one in enumerate(titles):
        probable = standing_model().probabilities(features_of(message.text, said, place))
        best = max(probable, key=lambda standing: probable[standing])
        if one not in in_part or best in ("denied", "refused"):
            judged.append(Judged(one, best, probable[best], said[place].origins))
    return judged


def origins_of(connection: Connection, title: ParsedEntity, state: ConversationState) -> frozenset[str]:
    """Return who brought up the occupation that a title means: see ``features.Origin``."""
    keys = {
        key
        for one in link(connection, [title])
        for key in ([one.occupation.key] if one.occupation else [match.code for match in one.candidates])
    }
    person = state.other or state.person
    rows = {*state.shown, *(one.key for one in state.items), *(key for one in state.sets for key in one)}
    found = {"said"} if normalise(title.typed).removesuffix("s") in state.named else set[str]()
    if keys & {person.occupation, *person.former}:
        return frozenset({*found, "own"})
    if keys & {*state.occupations, state.goal}:
        return frozenset({*found, "subject"})
    return frozenset({*found, "row"} if keys & {*rows, *person.declined} else found)


def named_after(message: UserMessage, state: ConversationState) -> tuple[str, ...]:
    """Return the titles that a person has named, those of a message among them."""
    new = [normalise(one.typed).removesuffix("s") for one in message.entities if one.kind == "occupation"]
    return tuple(dict.fromkeys((*state.named, *new)))[-NAMED:]


def _tags_of(message: UserMessage, title: ParsedEntity) -> dict[str, float]:
    """Return how probable each tag is of a title; where NLU does not say it, by the span over it, if any."""
    if title.tags:
        return dict(title.tags)
    span = tag_of(message, title)
    return {span.tag: span.confidence} if span else {}


def _retagged(message: UserMessage, judged: Judged) -> UserMessage:
    """Return a message in which the tag of a title is that of what it surely stands for."""
    title, tags = judged.title, _tags_of(message, judged.title)
    kinds = {"own": (NOW, BEFORE), "asked": (GOAL, ASKED), "refused": (REFUSED,)}.get(
        judged.standing, (OTHER,)
    )
    if judged.confidence < STANDING_IS_SURE or (judged.standing == "aside" and not _is_beside(judged)):
        return message
    tag = GOAL if judged.standing == "asked" else max(kinds, key=lambda one: tags.get(one, 0.0))
    held = tag_of(message, title)
    if held is not None and held.tag in kinds:
        return message
    start = title.start or 0
    kept = [one for one in message.tagged if one.tag not in WORK_TAGS or not one.overlaps(title)]
    if judged.standing != "aside":
        kept.append(TaggedSpan(start, start + len(title.typed), tag, judged.confidence))
    return replace(message, tagged=tuple(sorted(kept, key=lambda one: one.start)))


def _is_left(judged: Judged) -> bool:
    """Return whether somebody only leaves their own work: "I don't want to teach any more"."""
    return judged.standing == "refused" and "own" in judged.origins


def _opens_with_no(text: str, title: ParsedEntity) -> bool:
    """Return whether no more than a "no" stands before a title: it tells nothing of its writer."""
    return pattern("before_turned_down").search(plain(text[: title.start or 0])) is not None


def _is_beside(judged: Judged) -> bool:
    """Return whether a title is no work that matters: "student teachers", but not "my wife is a nurse"."""
    others = dict(judged.title.tags).get(OTHER, 0.0)
    return judged.standing == "aside" and judged.confidence >= TITLE_IS_BESIDE and others < TITLE_IS_BESIDE


def _is_none(judged: Judged, title: ParsedEntity) -> bool:
    """Return whether what NLU takes for a title surely is none: "which is closer to what I do?".

    One that a message opens with is a title: "baker in Ohio, 35k".
    """
    no_work = dict(title.tags).get(NO_TAG, 0.0) >= TITLE_IS_BESIDE
    sure = judged.standing == "aside" and judged.confidence >= NO_TITLE
    return judged.title is title and sure and no_work and bool(title.start)


def _without_told_of(message: UserMessage, titles: Sequence[ParsedEntity]) -> UserMessage:
    """Return a message without titles of whom its writer dealt with: "I trained student teachers"."""
    spans = [
        (one.start or 0, (one.start or 0) + len(one.typed))
        for one in titles
        if one.is_work or any_of("first_person").search(plain(message.text[: one.start or 0]))
    ]
    return blanked(message, spans) if spans else message


def _without_turned_down(message: UserMessage, judged: Sequence[Judged], *, advised: bool) -> UserMessage:
    """Return a message without what it turns down or denies, in whole clauses where they say no more."""
    text = message.text
    told = (one for one in judged if not _is_left(one) or _opens_with_no(text, one.title))
    sure = [one for one in told if one.confidence >= STANDING_IS_SURE]
    denied = tuple(
        one.title for one in sure if one.standing == "denied" and one.confidence >= TITLE_IS_BESIDE
    )
    refused = tuple(one.title for one in sure if one.standing == "refused" and (advised or one.origins))
    if not (denied or refused):
        return message
    gone = (*denied, *refused)
    named = [*message.entities, *(one for one in gone if one not in message.entities)]
    clauses = clauses_of(replace(message, entities=tuple(named)))
    spans = [span for place in range(len(clauses)) for span in _spans_of(message, clauses, place, gone)]
    corrected = any(one.standing == "own" for one in sure)
    kept = blanked(message, spans)
    if len(gone) == 1 and pattern("asks_of_protested").search(plain(kept.text)) and not _titles_in(kept):
        return message  # "probation officer? that's random. what do they do"
    return replace(kept, protested=refused if corrected else (*refused, *denied), disowned=denied)


def _titles_in(message: UserMessage) -> list[ParsedEntity]:
    return [one for one in message.entities if one.kind == "occupation"]


def _spans_of(
    message: UserMessage, clauses: Sequence[Clause], place: int, gone: Sequence[ParsedEntity]
) -> list[tuple[int, int]]:
    """Return what is left out of a clause: all of it, or the titles alone where it says something else."""
    clause = clauses[place]
    titles = [one for one in clause.titles if one in gone]
    if not titles:
        return []
    tells = any(one.tag not in WORK_TAGS and clause.start <= one.start < clause.end for one in message.tagged)
    if not tells and len(titles) == len(clause.titles):
        last = place + 1
        while last < len(clauses) and goes_on_protesting(clauses[last]):
            last += 1
        return [(clause.start, clauses[last - 1].end)]
    found = []
    for one in titles:
        start = one.start or 0
        opening = pattern("before_turned_down").search(plain(message.text[clause.start : start]))
        found.append((start - (len(opening[0]) if opening else 0), start + len(one.typed)))
    return found
