"""The occupations and kinds of work among which somebody chooses: "HR or UX research", "parking booth".

NLU's tags tell what is aimed at, titles and other words alike; what is no title is the row of the last lists
that it picks, the field of an occupation, or the work nearest to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.engine import Connection

from actions.about_you.directions import in_full
from actions.about_you.reader import own_titles, titles_of_others
from actions.about_you.told import tag_of
from actions.about_you.unwanted import is_unwanted
from actions.about_you.wishes import is_wish
from actions.advice.aims import without_filler
from actions.questions.carry_over import shown
from actions.questions.cues import phrases
from actions.questions.linking import link
from actions.questions.message import ASKED, BEFORE, GOAL, NOW, OTHER, UNWANTED_TAGS, ParsedEntity
from actions.questions.picked import MOST_SHOWN
from actions.questions.question import LinkedEntity, Question
from actions.questions.titles.named_fields import fields_in
from actions.thresholds import AIM_IS_OCCUPATION, WORD_IS_AIM, WORK_OUTRANKS_TITLE
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupations import get_occupation
from knowledge.terms import normalise

_NOT_CHOSEN = frozenset({NOW, BEFORE, OTHER, *UNWANTED_TAGS})
# What may stand between two that are held against one another, and what says that they are.
_BETWEEN = re.compile(
    r"[\s,.;?/&+()-]*(?:\b(?:or|and|vs|versus|maybe|perhaps|like|with|than|against|to|of|a|an|the|as|in|be|become"
    r"|becoming|even|also|possibly|rather|then|being|working|work|job|jobs)\b[\s,.;?/&+()-]*){0,4}"
)
# "Would electrician be easier for me than pipefitter?"
_EASIER_THAN = re.compile(
    r"\s*(?:\w+\s+){0,4}(?:less|more|better|(?:eas|quick|fast|clos|near|saf|calm|light|simpl|short)i?er)\b"
    r"(?:\s+\w+){0,4}\s+than(?:\s+as)?(?:\s+(?:an?|the))?\s+"
)
_OR = re.compile(
    r"\s*,?\s*\b(?:or|vs\.?|versus)\s+(?:an? |the )?(?P<other>[\w'’-]+(?: [\w'’-]+){0,2}?)"
    r"(?=\s*(?:[,.;?!]|$)| (?:which|is|for|would|what|whats)\b)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:or|vs|versus|with|than|against|rather)\b|/")
_OPENS = re.compile(r"\b(?:between|compare|which of|either|what about|how about)\b")
_REACH = 24  # characters before the first of some
_WITHIN = 0.12  # of the similarity of the nearest occupation to a kind of work, what else is of that kind
_ALIKE = 0.06  # … within which they are about equally near
_NEAREST = 8
_LEAST_LETTERS = 4  # of a word that picks a row by how its name begins


@dataclass(frozen=True)
class Kind:
    """What somebody names as one of several: in their words, with the occupations that it may stand for.

    ``keys``: the likeliest first; ``titled``: whether it is a title, rather than a field or an activity;
    ``alike``: how many of them are about equally likely; ``start``, ``end``: where it stands in the message.
    """

    typed: str
    keys: tuple[str, ...]
    titled: bool
    alike: int = 1
    start: int = 0
    end: int = 0


def kinds_named(connection: Connection, question: Question, criteria: Iterable[str]) -> list[Kind]:
    """Return what a message names as what its writer may do, in its order.

    Args:
        connection: to the knowledge base.
        question: the message.
        criteria: words that ask by what to choose; "closer" is no title there.
    """
    message, said = question.message, f" {' '.join(normalise(one) for one in criteria)} "
    titles = [
        one
        for one in map(partial(_placed, message.text.casefold()), message.entities)
        if one.kind == "occupation" and one.start is not None and not one.is_work
        if f" {normalise(one.typed)} " not in said
        and normalise(one.typed) not in phrases("degree_abbreviations")
    ]
    found: dict[int, Kind] = {}
    linked = {one.typed: one for one in question.of("occupation") if one.origin == "said"}
    others = {*own_titles(message), *titles_of_others(message)}
    for one in titles:
        tag = tag_of(message, one)
        if one.typed in others or (tag and tag.tag in _NOT_CHOSEN and tag.confidence >= WORD_IS_AIM):
            continue
        if kind := _of_title(connection, linked.get(one.typed) or link(connection, [one])[0]):
            start = one.start or 0
            found[start] = replace(kind, start=start, end=start + len(one.typed))
    rows = _rows(connection, question)
    for span in message.tagged:
        if span.tag not in (GOAL, ASKED) or span.confidence < WORD_IS_AIM:
            continue
        if any(span.overlaps(one) for one in titles):
            continue
        text = without_filler(message.text[span.start : span.end].casefold())
        if is_unwanted(message, text) or is_wish(normalise(text)):
            continue
        if kind := _of_words(connection, text, rows):
            found[span.start] = replace(kind, start=span.start, end=span.end)
    found |= _behind_or(connection, message.text, found, rows)
    own = {question.person.occupation, *question.person.former}
    kinds = (replace(one, keys=tuple(key for key in one.keys if key not in own)) for one in found.values())
    ordered = [kind for _start, kind in sorted(zip(found, kinds, strict=True), key=lambda one: one[0])]
    return _whole(connection, question, [one for one in ordered if one.keys])


def joined_kinds(question: Question, kinds: Sequence[Kind], shown_last: Sequence[str]) -> list[Kind]:
    """Return those of some kinds that a message holds against one another: "a, b or c", "a vs b".

    What was shown and is no more than named, one after the other, is not chosen among: "musician? dancer?".
    """
    text = question.message.text.casefold()
    groups: list[tuple[list[Kind], bool]] = []
    for one in kinds:
        between = text[groups[-1][0][-1].end : one.start] if groups else ""
        goes_on = bool(groups) and bool(_BETWEEN.fullmatch(between) or _EASIER_THAN.fullmatch(between))
        if goes_on:
            group, strong = groups[-1]
            groups[-1] = ([*group, one], strong or _AGAINST.search(between) is not None)
        else:
            before = text[max(0, one.start - _REACH) : one.start]
            groups.append(([one], _OPENS.search(before) is not None))
    chosen = [
        group
        for group, strong in groups
        if len(group) > 1 and (strong or not any(key in shown_last for one in group for key in one.keys[:1]))
    ]
    group = max(chosen, key=len, default=[])
    return list({one.keys[:1] if one.titled else one.keys: one for one in group}.values())


def _whole(connection: Connection, question: Question, kinds: Sequence[Kind]) -> list[Kind]:
    """Return kinds without what is part of the name behind it: "construction" and building inspectors."""
    kept: list[Kind] = []
    for one in kinds:
        occupation = get_occupation(connection, key=one.keys[0])
        name = occupation.plural if occupation else ""
        start = kept[-1].start if kept else 0
        part = bool(kept) and normalise(name).startswith(normalise(question.message.text[start : one.end]))
        kept = [*kept[:-1], replace(one, start=start)] if part else [*kept, one]
    return kept


def _placed(text: str, one: ParsedEntity) -> ParsedEntity:
    """Return what is named with where it stands, be it that it was read in words behind NLU."""
    place = text.find(one.typed.casefold()) if one.start is None else -1
    return replace(one, start=place) if place >= 0 else one


def _behind_or(
    connection: Connection, text: str, found: Mapping[int, Kind], rows: Sequence[tuple[str, str]]
) -> dict[int, Kind]:
    """Return what stands behind "or" beside what is aimed at, where no tag marks it."""
    more: dict[int, Kind] = {}
    for one in found.values():
        behind = _OR.match(text, one.end)
        if behind is None or any(behind.start("other") <= start < behind.end("other") for start in found):
            continue
        if kind := _of_words(connection, behind["other"].casefold().strip(), rows):
            more[behind.start("other")] = replace(kind, start=behind.start("other"), end=behind.end("other"))
    return more


def _of_title(connection: Connection, one: LinkedEntity) -> Kind | None:
    """Return the occupation of a title; of several that bear it the nearest in meaning first."""
    if one.occupation:
        return Kind(one.typed, (one.occupation.key,), titled=True)
    keys = [match.code for match in one.candidates]
    if len(keys) > 1:
        near = [each.code for each in nearest_occupations(connection, text=one.typed, limit=_NEAREST)]
        keys.sort(key=lambda key: near.index(key) if key in near else len(near))
    return Kind(one.typed, tuple(keys), titled=True) if keys else None


def _of_words(connection: Connection, text: str, rows: Sequence[tuple[str, str]]) -> Kind | None:
    """Return the kind of work that words name: a row that was shown, a field, what is nearest."""
    words = normalise(text).split()
    picks = any(len(one) >= _LEAST_LETTERS for one in words)  # "art" is a field rather than art therapists
    if picked := [key for key, name in rows if picks and all(_begins(one, name) for one in words)]:
        return Kind(text, tuple(picked[:1]), titled=True)
    full = in_full(normalise(text))
    bare = " ".join(words)
    fields = (*fields_in(connection, bare), *fields_in(connection, full))
    field = [one.code for one in fields if one.text in (bare, full)]
    linked = link(connection, [ParsedEntity("occupation", text, text)])[0]
    near = nearest_occupations(connection, text=full, limit=_NEAREST)
    if not field and linked.occupation and not (near and near[0].similarity >= WORK_OUTRANKS_TITLE):
        return Kind(text, (linked.occupation.key,), titled=True)
    if not near or (near[0].similarity < AIM_IS_OCCUPATION and not field):
        return None
    least = max(AIM_IS_OCCUPATION, near[0].similarity - _WITHIN)
    keys = dict.fromkeys((*field, *(one.code for one in near if one.similarity >= least)))
    alike = sum(one.similarity >= near[0].similarity - _ALIKE for one in near)
    return Kind(text, tuple(keys), titled=False, alike=1 if field else alike)


def _rows(connection: Connection, question: Question) -> list[tuple[str, str]]:
    """Return the occupations of the last lists, and those talked about, each with its name."""
    state = question.state
    keys = (*shown.listed(state), *reversed(state.shown[-MOST_SHOWN:]), *reversed(state.occupations_so_far()))
    found = (get_occupation(connection, key=key) for key in dict.fromkeys(keys))
    return [(one.key, f" {normalise(one.plural)} ") for one in found if one]


def _begins(word: str, name: str) -> bool:
    """Return whether a word is one of a name, or begins one: "shuttle" of "shuttle drivers"."""
    return f" {word} " in name or (len(word) >= _LEAST_LETTERS and f" {word}" in name)
