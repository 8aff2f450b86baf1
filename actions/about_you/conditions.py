"""What the work is to be like, by the spans that NLU marks: "can't [climb]{dont}", "[INSIDE]{want}".

A span means the described condition to which it is nearest by the sentence encoder (``conditions.yml``); its
tag says whether that is wanted. A part of the body alone is no wish: health changes no advice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from actions.about_you.patterns import plain
from actions.person import ONLY_REFUSED, Person, added
from actions.questions.message import DONT, TaggedSpan, UserMessage
from actions.thresholds import CONDITION_IS_NEAR, TAG_MAY_SAY, WORDS_ARE_CONDITION
from knowledge.encoder import load_encoder
from knowledge.queries.passage_rows import question_vector

FILE = Path(__file__).with_name("conditions.yml")
WANT = "want"
_MESSAGES_KEPT = 8
_ENDS = re.compile(r"[.?!;\n]")
_WORDS = re.compile(r"\w+(?: (?!and\b|but\b|or\b|so\b|because\b|what\b)\w+){0,3}")
_PART, _NEITHER, _FIELD, _ALLOWED = "part", "neither", "field", "allowed"


@dataclass(frozen=True)
class Condition:
    """What a span says of the work: a wish, a field of work, or no more than a part of the body.

    ``key``: of the wish, of the field or of the wish that may go with the part; ``sort``: empty for a wish,
    ``allowed`` for what they put up with: "I don't mind nights".
    """

    span: TaggedSpan
    key: str
    wanted: bool
    sort: str = ""


@dataclass(frozen=True)
class _Example:
    sort: str
    key: str
    has: bool


@lru_cache(_MESSAGES_KEPT)
def conditions_in(message: UserMessage) -> tuple[Condition, ...]:
    """Return what the spans of a message say of how the work is to be, in their order."""
    if message.is_payload:
        return ()
    tagged = tuple(_conditions(message))
    return (*tagged, *_untagged(message))


def is_condition(message: UserMessage, span: TaggedSpan) -> bool:
    """Return whether a span tells how the work is to be, so that it names no work."""
    return any(one.span == span for one in conditions_in(message))


def tells_beside_title(message: UserMessage) -> bool:
    """Return whether a sentence names a title and says how the work is to be behind it: "miner, no dust"."""
    told = [one.span.start for one in conditions_in(message) if one.sort in ("", _FIELD)]
    titles = [one.start for one in message.entities if one.kind == "occupation" and one.start is not None]
    return any(
        start < place and not _ENDS.search(message.text[start:place]) for start in titles for place in told
    )


def refused_in_words(text: str) -> tuple[str, ...]:
    """Return the wishes that a text refuses by its words alone: "jobs without heavy lifting"."""
    found = _in_words(text.lower())
    keys = (one.key for _start, _end, one, allowed in found if one.has and not (allowed or one.sort))
    return tuple(dict.fromkeys(keys))


def parts_in(text: str) -> list[str]:
    """Return the wishes that may go with the parts of the body that a plain text names, each once."""
    words = re.findall(r"[a-z]+", text)
    return [key for key, named in _tree()["parts"].items() if any(one in words for one in named)]


def with_conditions(message: UserMessage, person: Person, before: Person) -> Person:
    """Return a person with what a message says of how the work is to be; nothing of it is liked as well.

    Args:
        message: the message.
        person: after it, by all other ways of reading.
        before: ahead of it.
    """
    found = conditions_in(message)
    keys = {one.key for one in found}
    for one in found:
        if one.sort == _FIELD and not one.wanted:
            person = replace(person, avoids=added(person.avoids, [one.key]))
        elif one.sort == _ALLOWED:
            person = replace(person, refuses=tuple(key for key in person.refuses if key != one.key))
        elif not one.sort:
            person = _with_wish(person, one)
    likes, towards = (
        tuple(one for one in things if one in known or not _tells(one, keys))
        for things, known in ((person.likes, before.likes), (person.towards, before.towards))
    )
    return replace(person, likes=likes, towards=towards)


def _with_wish(person: Person, one: Condition) -> Person:
    wants = tuple(key for key in person.wants if key != one.key)
    refuses = tuple(key for key in person.refuses if key != one.key)
    if not one.wanted:
        refuses = added(refuses, [one.key])
    elif one.key not in ONLY_REFUSED:
        wants = added(wants, [one.key])
    return replace(person, wants=wants, refuses=refuses)


def _tells(thing: str, keys: Collection[str]) -> bool:
    """Return whether a thing is no more than what the work is to be like, as one of some keys has it."""
    example = _meaning(re.sub(rf"^{_tree()['turned']} ", "", thing)) if keys else None
    return example is not None and example.key in keys


def _conditions(message: UserMessage) -> Iterator[Condition]:
    for span in message.tagged:
        if span.tag not in (WANT, DONT) or span.confidence < TAG_MAY_SAY:
            continue
        before, behind = plain(message.text[: span.start]), plain(message.text[span.end :])
        if _pattern("somebody_behind").match(behind):
            continue
        allowed = _ends_with("allowed_before", before) or _pattern("allowed_behind").match(behind)
        words = " ".join(plain(message.text[span.start : span.end]).replace("-", " ").split())
        turned = re.match(rf"{_tree()['turned']} ", words)
        bare = words[turned.end() :] if turned else words
        scoped = re.search(rf"\b{_tree()['turned']} $", before)
        belongs = _pattern("belongs_before").search(before)
        example = _meaning(f"{belongs[0]}{words}" if belongs and not turned else bare)
        if example is None or example.sort == _NEITHER:
            continue
        wanted = span.tag == WANT and not (turned or scoped)
        yield Condition(span, example.key, wanted == example.has, _ALLOWED if allowed else example.sort)


def _ends_with(name: str, text: str) -> bool:
    return any(one.end() == len(text) for one in _pattern(name).finditer(text))


def _untagged(message: UserMessage) -> Iterator[Condition]:
    """Yield what a message refuses, or does not mind, in words that are not marked: "out of the fumes"."""
    for start, end, example, allowed in _in_words(message.text.lower()):
        if not any(one.start < end and start < one.end for one in message.tagged):
            span = TaggedSpan(start, end, DONT, 1.0)
            yield Condition(span, example.key, not example.has, _ALLOWED if allowed else example.sort)


def _in_words(text: str) -> Iterator[tuple[int, int, _Example, bool]]:
    """Yield the words beside "out of" and the like that are near an example; whether they are not minded."""
    for name in ("refused_before", "allowed_before"):
        for cue in _pattern(name).finditer(text):
            words = _WORDS.match(text, cue.end())
            parts = words[0].split() if words else []
            found = _nearest([" ".join(parts[:count]) for count in range(1, len(parts) + 1)])
            if words and found:
                yield words.start(), words.end(), found, name == "allowed_before"
    for words in _pattern("refused_behind").finditer(text):
        parts = words[0].split()
        if found := _nearest([" ".join(parts[first:]) for first in range(len(parts))]):
            yield words.start(), words.end(), found, False


def _nearest(texts: Sequence[str]) -> _Example | None:
    """Return the condition that one of some texts surely means, the longest of those that mean one."""
    found = [_meaning(one, WORDS_ARE_CONDITION) for one in sorted(texts, key=len, reverse=True)]
    return next((one for one in found if one is not None and one.sort in ("", _FIELD)), None)


def _meaning(text: str, least: float = CONDITION_IS_NEAR) -> _Example | None:
    """Return the example to which a text is nearest, None where none is near."""
    examples, vectors = _examples()
    similarities = vectors @ question_vector(text)
    best = int(similarities.argmax())
    return examples[best] if similarities[best] >= least else None


@cache
def _examples() -> tuple[tuple[_Example, ...], NDArray[np.float32]]:
    tree = _tree()
    found = [
        (_Example("", key, has=side == "with"), text)
        for key, sides in tree["conditions"].items()
        for side, texts in sides.items()
        for text in texts
    ]
    found += [
        (_Example(_FIELD, key, has=True), one) for key, texts in tree["fields"].items() for one in texts
    ]
    found += [(_Example(_PART, key, has=True), one) for key, texts in tree["parts"].items() for one in texts]
    found += [(_Example(_NEITHER, "", has=True), one) for one in tree["neither"]]
    # In one call, which takes a fifth of the time of one for each, and fills no cache of questions.
    return tuple(one for one, _text in found), load_encoder().encode([text for _example, text in found])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(_tree()[name]))


@cache
def _tree() -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return read
