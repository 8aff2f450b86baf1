"""The rows of a list that a message picks, by words of their names or by their places.

"The supervisor one and the equipment operator", "the last two", "the hygienist. Where do they earn most?":
what fits a row that was shown is that row, before it is looked up anywhere else, and never the work of the
one who writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over import shown
from actions.questions.cues import contains, numerals, phrases, without_names
from actions.questions.linking import link
from actions.questions.message import (
    ASKED,
    BEFORE,
    FALLBACK,
    GOAL,
    NOW,
    UNWANTED_TAGS,
    ParsedEntity,
    TaggedSpan,
    UserMessage,
)
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH, SKILL_GAP
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import get_occupation
from knowledge.records import Occupation
from knowledge.terms import normalise

_OPENERS = ("opens_yes_no", "wh_words", "wh_adverbs")  # cues
_OPENING = 3  # words of a sentence, one of which opens a question
# What is asked of an item of the list by its place.
_OF_THE_ITEM = ("declines_an_item", "asks_for_reason")
MOST_WORDS = 5  # of a name
SKILL = "skill"  # the tag of what somebody can do
SHORTENED = 4  # letters from which on a word may be the beginning of another: "tech"
MOST_SHOWN = 16  # occupations of the last lists
_WORD = re.compile(r"[\w+#]+(?:['’]\w+)?")
_SENTENCES = re.compile(r"[.?!;,]+(?=\s|$)")
_INTENTS_LEFT_OPEN = frozenset({FALLBACK, "out_of_scope", "pick", "more", "about_you", "affirm"})


# … and those that ask nothing of several that are picked.
_ASKED_OF_ONE_OR_ALL = _INTENTS_LEFT_OPEN | {*ADVICE_TOPICS, OCCUPATION_SEARCH} - {SKILL_GAP}


@dataclass(frozen=True)
class _Pick:
    keys: tuple[str, ...]
    start: int
    end: int


def with_picked(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message with the rows of the last lists that it picks as the occupations that it names."""
    if message.is_payload or not (keys := _rows(state)):
        return message
    message = _with_claims(message, state)
    rows = [one for key in keys if (one := get_occupation(connection, key=key))]
    picks = _by_words(connection, message, rows)
    places = _by_places(message, shown.listed(state))
    known = {key for pick in picks for key in pick.keys} | set(_named(connection, message))
    picks += [replace(one, keys=() if known & set(one.keys) else one.keys) for one in places]
    return _with(message, picks) if picks else message


def _with_claims(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that asks what is missing with the work that it tells beside as a skill.

    "What would I lack? I trained new people" changes nothing of what somebody is who said it before.
    """
    if not _asks_for_gap(message) or not (state.other or state.person).last_work:
        return message
    titles = [one for one in message.entities if one.kind == "occupation" and not one.is_work]
    tagged = tuple(
        replace(one, tag=SKILL)
        if one.tag in (NOW, BEFORE) and not any(one.overlaps(title) for title in titles)
        else one
        for one in message.tagged
    )
    claimed = [one for one in tagged if one.tag == SKILL]
    entities = tuple(
        one for one in message.entities if not (one.is_work and any(tag.overlaps(one) for tag in claimed))
    )
    return replace(message, tagged=tagged, entities=entities)


def _asks_for_gap(message: UserMessage) -> bool:
    return message.intent == SKILL_GAP or contains("asks_for_gap", message.words)


def _rows(state: ConversationState) -> tuple[str, ...]:
    """Return the occupations of the last list, of those before, and those talked about; not one's own."""
    own = state.other or state.person
    keys = (*shown.listed(state), *reversed(state.shown[-MOST_SHOWN:]), *reversed(state.occupations_so_far()))
    seen = {own.occupation, *own.former}
    return tuple(one for one in dict.fromkeys(keys) if one not in seen)


def _named(connection: Connection, message: UserMessage) -> list[str]:
    return [one.occupation.key for one in link(connection, message.entities) if one.occupation]


def _by_words(connection: Connection, message: UserMessage, rows: Sequence[Occupation]) -> list[_Pick]:
    """Return the picks by words, from the left, of several the longest."""
    words = list(_WORD.finditer(message.text))
    picks: list[_Pick] = []
    place = 0
    while place < len(words):
        for length in range(min(MOST_WORDS, len(words) - place), 0, -1):
            span = words[place : place + length]
            row = _row_of(connection, message, words, place, length, rows)
            if row is not None:
                picks.append(_Pick((row.key,), span[0].start(), span[-1].end()))
                place += length
                break
        else:
            place += 1
    return picks


def _row_of(
    connection: Connection,
    message: UserMessage,
    words: Sequence[re.Match[str]],
    place: int,
    length: int,
    rows: Sequence[Occupation],
) -> Occupation | None:
    """Return the row that a stretch of a message picks; None where it picks none."""
    span = words[place : place + length]
    start, end = span[0].start(), span[-1].end()
    said = [one[0].casefold() for one in span]
    loose = phrases("beside_a_pick")
    if said[0] in loose or said[-1] in loose or _SENTENCES.search(message.text[start:end]):
        return None
    before = words[place - 1][0].casefold() if place else ""
    behind = words[place + length][0].casefold() if place + length < len(words) else ""
    points = behind in phrases("stands_for_a_row")
    named = [one for one in message.entities if one.kind == "occupation" and _overlaps(one, start, end)]
    if any(one.is_work for one in named) and _asks_for_gap(message):
        points = (
            True  # "what would I lack? I trained new people" tells a skill for it, and no work of their own
        )
    if not points and _is_set_apart(message, start, end, before):
        return None
    if any(normalise(one.typed) != normalise(message.text[start:end]) for one in named):
        return None  # a title is looked up as it stands
    if named:
        return _of_open_title(connection, named, said, rows, points=points)
    told = [one for one in said if one not in loose and content_words(one)]
    fits = [one for one in rows if told and _fits(told, one.name)]
    if not fits or (len(told) == 1 and contains("words_of_topics", told[0])):
        return None
    opens = place == 0 or bool(_SENTENCES.search(message.text[words[place - 1].end() : start]))
    is_head = all(told[-1:] == _heads(told[-1], one.name) for one in fits)
    if len(told) == 1 and not points:
        if not is_head or not (opens or before in phrases("before_a_pick")):
            return None
        return fits[0] if len(fits) == 1 else None
    if len(fits) > 1 and not points and not is_head:
        return None
    return min(fits, key=lambda one: len(content_words(one.name)))


def _of_open_title(
    connection: Connection,
    named: Sequence[ParsedEntity],
    said: Sequence[str],
    rows: Sequence[Occupation],
    *,
    points: bool,
) -> Occupation | None:
    """Return the row that a title means which several occupations bear, or any title of "the … one"."""
    (linked,) = link(connection, named[:1]) or (None,)
    if linked is None:
        return None
    if linked.occupation in rows:
        return linked.occupation
    if linked.occupation:
        return next((one for one in rows if _fits(said, one.name)), None) if points else None
    codes = {match.code for match in linked.candidates}
    borne = [one for one in rows if one.code in codes]
    called = [one for one in rows if _fits(said, one.name)]
    both = [one for one in called if one in borne]
    return next(iter((*both, *called, *borne)), None)


def _is_set_apart(message: UserMessage, start: int, end: int, before: str) -> bool:
    """Return whether a stretch is what somebody does, did or does not want, by its tag."""
    tags = {one.tag for one in message.tagged if one.start < end and start < one.end}
    own = bool(tags & {NOW, BEFORE}) and before != "the"
    return own or bool(tags & UNWANTED_TAGS)


def _fits(said: Iterable[str], name: str) -> bool:
    """Return whether each of some words is one of a name, the beginning of one or two of them in one."""
    words = [one.casefold() for one in _WORD.findall(name)]
    stems = content_words(name)
    return all(content_words(one) <= stems or _is_short_for(one, words) for one in said)


def _is_short_for(said: str, words: Sequence[str]) -> bool:
    """Return whether a word is short for some of others: "tech", "OT", "ironworker"."""
    if len(said) < SHORTENED:
        return len(said) > 1 and said in "".join(one[0] for one in words if one not in phrases("articles"))
    if any(one.startswith(said) for one in words):
        return True
    return any(
        len(one) >= SHORTENED and said.startswith(one) and _is_short_for(said[len(one) :], words)
        for one in words
    )


def _heads(said: str, name: str) -> list[str]:
    """Return a word if it is what the people of a name are called: the last one, or one before "and"."""
    parts = re.split(r",| and | or ", name.casefold())
    heads = [part.split()[-1] for part in parts if part.split()]
    return [said] if _fits([said], " ".join(heads)) or _is_short_for(said, name.casefold().split()) else []


def _by_places(message: UserMessage, keys: Sequence[str]) -> list[_Pick]:
    """Return the pick of several rows by their places: "the last two", "the first and the third"."""
    if not keys:
        return []
    text = message.text.casefold()
    counts, ordinals = numerals("cardinals"), {"first": 1, **numerals("ordinals")}
    names = "|".join(map(re.escape, counts))
    found = re.search(
        rf"\b(?:the )?(?P<end>first|top|last|bottom) (?P<count>{names}|[2-9])\b(?: ones?)?", text
    )
    if found:
        count = int(found["count"]) if found["count"].isdigit() else counts[found["count"]]
        chosen = keys[:count] if found["end"] in ("first", "top") else keys[-count:]
        return [_Pick(tuple(chosen), found.start(), found.end())] if 1 < count < len(keys) else []
    word = "|".join(map(re.escape, sorted((*ordinals, "last"), key=len, reverse=True)))
    one = rf"(?:the |number |no |#)?(?:{word}|[1-9](?:st|nd|rd|th))"
    if not (found := re.search(rf"\b{one}(?: one)?(?:,? (?:and|or|vs) |, ){one}(?: ones?)?\b", text)):
        single = rf"\b(?:the (?P<place>{word})(?: one)?|(?:number|option|no|nr) ?(?P<number>[1-9]))\b"
        return _by_place(message, keys, re.search(single, text))
    said = re.findall(rf"\b(?:{word}|[1-9](?=st|nd|rd|th))", found[0])
    places = [int(one) if one.isdigit() else len(keys) if one == "last" else ordinals[one] for one in said]
    chosen = [keys[one - 1] for one in places if 0 < one <= len(keys)]
    return [_Pick(tuple(chosen), found.start(), found.end())] if len(chosen) > 1 else []


def _by_place(message: UserMessage, keys: Sequence[str], found: re.Match[str] | None) -> list[_Pick]:
    """Return the pick of a row by its place, where another sentence asks for the way there or of it.

    "I like the second one. How do I get there?"; what one sentence asks of an item is asked of the list.
    """
    ordinals = {"first": 1, "last": len(keys), **numerals("ordinals")}
    if found is None:
        return []
    place = int(found["number"]) if found["number"] else ordinals[found["place"]]
    if not 0 < place <= len(keys):
        return []
    before = _SENTENCES.split(message.text[: found.end()])[-1]
    rest = normalise(" ".join(_SENTENCES.split(message.text[found.end() :])[1:]))
    asks = any(set(rest.split()[:_OPENING]) & phrases(one) for one in _OPENERS)
    if not asks or any(contains(cue, f"{before} {rest}") for cue in _OF_THE_ITEM):
        return []
    return [_Pick((keys[place - 1],), found.start(), found.end())]


def _with(message: UserMessage, picks: Sequence[_Pick]) -> UserMessage:
    """Return a message that names what it picks, and asks of that what it asks."""
    named = tuple(
        ParsedEntity("occupation", key, message.text[one.start : one.end], one.start)
        for one in picks
        for key in one.keys
    )
    parts = tuple(
        _with_part(part, named, picks, message)
        for part in message.parts
        if not (part.intent in _INTENTS_LEFT_OPEN or _only_picks(part, named))
    )
    changed = replace(
        message,
        entities=(*_kept(message.entities, picks), *named),
        tagged=tuple(_as_asked(one, picks) for one in message.tagged),
        parts=parts if len(parts) > 1 else (),
        picked=named,
        unclear=tuple(one for one in message.unclear if not _says_a_pick(one, picks, message)),
    )
    topics = {topic for _cue, topic in ALL_TOPICS_OF_CUES}
    sure = message.intent in topics and message.confidence >= PART_IS_A_QUESTION
    several = len(named) > 1 and message.intent in _ASKED_OF_ONE_OR_ALL
    if sure or not (several or message.intent in _INTENTS_LEFT_OPEN):
        return changed
    told = next((topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, message.words)), None)
    intent = told or ("comparison" if len(named) > 1 else NAMED_ANEW)
    return replace(changed, intent=intent, confidence=1.0)


def _kept(entities: Iterable[ParsedEntity], picks: Sequence[_Pick]) -> tuple[ParsedEntity, ...]:
    return tuple(one for one in entities if not any(_overlaps(one, pick.start, pick.end) for pick in picks))


def _only_picks(part: UserMessage, named: Sequence[ParsedEntity]) -> bool:
    """Return whether a part says nothing but what is picked: "the last two, LPN and …"."""
    left = without_names(part.words, (one.typed for one in named))
    return not content_words(" ".join(one for one in left.split() if one not in phrases("beside_a_pick")))


def _with_part(
    part: UserMessage, named: Sequence[ParsedEntity], picks: Sequence[_Pick], whole: UserMessage
) -> UserMessage:
    """Return a part of a message that names what is picked in it, else what is picked in the whole."""
    begin = whole.text.find(part.text)
    inside = tuple(
        one
        for one in named
        if one.start is not None and begin <= one.start < begin + len(part.text) and begin >= 0
    )
    others = any(one.kind == "occupation" for one in _kept(part.entities, picks))
    return replace(
        part, entities=(*_kept(part.entities, picks), *(inside or (() if others else tuple(named))))
    )


def _as_asked(span: TaggedSpan, picks: Sequence[_Pick]) -> TaggedSpan:
    """Return a tag; what is picked is asked about or aimed at, and nobody's own work."""
    picked = any(span.start < one.end and one.start < span.end for one in picks)
    return replace(span, tag=ASKED) if picked and span.tag != GOAL else span


def _says_a_pick(part: str, picks: Sequence[_Pick], message: UserMessage) -> bool:
    """Return whether a part that was not understood holds what is picked."""
    at = message.text.find(part)
    return at >= 0 and any(at <= pick.start < at + len(part) for pick in picks)


def _overlaps(one: ParsedEntity, start: int, end: int) -> bool:
    return one.start is not None and one.start < end and start < one.start + len(one.typed)
