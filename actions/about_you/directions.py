"""What somebody names as work that they would do without a title of it: "writing or teaching", "into IT".

The tags of NLU tell it, several things between which stand no more than commas and "or" by any of them.
Only what some occupation is clearly near to is kept, so that "a good boss" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.about_you import details, wishes
from actions.about_you.kept import trimmed
from actions.about_you.patterns import pattern, plain, tree, words_of
from actions.about_you.unwanted import unwanted_in
from actions.questions.cues import contains
from actions.questions.message import (
    ASKED,
    BEFORE,
    GOAL,
    NOW,
    OTHER,
    REFUSED,
    ParsedEntity,
    TaggedSpan,
    UserMessage,
)
from actions.thresholds import WORD_IS_AIM
from knowledge.queries.fit_respects import known_things

_WANTED = frozenset({"want", GOAL})
_NAMES = frozenset({"want", "like", "field", "skill", GOAL, ASKED})  # tags of a thing in a list
_NOT_OPEN = frozenset({NOW, BEFORE, OTHER, REFUSED, "dont"})
_BETWEEN = re.compile(
    r"[\s,;/&+]*(?:\b(?:or|and|maybe|perhaps|like|such as|even|also|possibly|my|the|in|with)\b[\s,;/&+]*)*"
)
_PARTS = re.compile(r"\s*(?:,|/|&|\bor\b|\band\b)\s*")
_MOST_WORDS = 4


@dataclass(frozen=True)
class Direction:
    """A thing that work is to be about, in the words of the writer; ``titled``: whether a title names it."""

    text: str
    titled: bool


def directions_in(message: UserMessage) -> list[Direction]:
    """Return what a message names as work that somebody would do, in its order.

    A title alone is none: that is an aim of its own. Among other things it is one: "museum or library".
    """
    found = [*_listed(message), *_named(message)]
    return list({one.text: one for one in found}.values())


def with_directions(connection: Connection, message: UserMessage, before: Sequence[str]) -> tuple[str, ...]:
    """Return the directions of somebody after a message: what it names anew, else what was named before.

    One alone is an aim, of which much may be asked, unless work that is about it is looked for.
    """
    found = [one.text for one in known_directions(connection, message)]
    if len(found) == 1 and not (_looks_for_work(message) or is_broad(found[0])):
        return tuple(before)
    return tuple(found) or tuple(before)


def is_broad(text: str) -> bool:
    """Return whether a direction is a whole field, such as "computers", rather than a kind of work."""
    return pattern("direction").fullmatch(text) is not None


def known_directions(connection: Connection, message: UserMessage) -> list[Direction]:
    """Return the directions of a message that occupations can be told apart by."""
    found = directions_in(message)
    full = {one.text: in_full(one.text) for one in found}
    known = known_things(connection, list(full.values())) if found else ()
    return [one for one in found if full[one.text] in known]


def listed_spans(message: UserMessage) -> list[TaggedSpan]:
    """Return the spans of a message that are in a list of directions: nothing there was studied."""
    return [
        one for group in _groups(message) if len(group) > 1 and _is_wanted(message, group) for one in group
    ]


def _looks_for_work(message: UserMessage) -> bool:
    words = plain(message.words)
    return pattern("work_about").search(words) is not None or contains("asks_for_fit", words)


def in_full(text: str) -> str:
    """Return a thing with its abbreviations in full, as titles and duties have them."""
    if text == "it":
        return "information technology"
    if text in words_of("languages"):
        return str(tree()["use_of_a_language"]).format(text)
    full = tree()["abbreviated_fields"]
    return str(full.get(text) or " ".join(full.get(word, word) for word in text.split()))


def _listed(message: UserMessage) -> Iterator[Direction]:
    for group in _groups(message):
        if not _is_wanted(message, group):
            continue
        found = [
            one
            for span in group
            if span.tag in _NAMES and not _is_told_otherwise(message, span)
            for one in _things(message, span)
        ]
        if len(group) > 1 and _gives_examples(message, group):
            found = [replace(one, text=f"{found[0].text} {one.text}") for one in found[1:]] or found
        if all(one.titled for one in found):
            continue
        if _opens("mixes", message, group[0]):
            found = [Direction(" and ".join(one.text for one in found), titled=False)]
        yield from found


def _things(message: UserMessage, span: TaggedSpan) -> Iterator[Direction]:
    """Yield the things that a span names; a title is one thing, even with "and" in it."""
    titled = any(span.overlaps(one) for one in _titles(message))
    whole = plain(message.text[span.start : span.end])
    for part in [whole] if titled else _PARTS.split(whole):
        if bare := _bare(in_full(part)):
            yield Direction(bare, titled and not _opens("uses", message, span))


def _is_wanted(message: UserMessage, group: Sequence[TaggedSpan]) -> bool:
    """Return whether a list names work that is wanted: by a tag, or as all that a sentence says."""
    about = pattern("work_about").search(plain(message.words)) is not None
    wanted = _WANTED | {ASKED} if about else _WANTED
    if any(one.tag in wanted and one.confidence >= WORD_IS_AIM for one in group):
        return True
    if any(one.tag in _NAMES for one in group) and _opens("opens_direction", message, group[0]):
        return True
    if about and _opens("uses_own", message, group[0]):
        return True
    if len(group) > 1 and contains("asks_for_fit", message.words) and _is_mixed(message, group):
        return True
    opens = re.search(r"(?:^|[.!?;])\s*$", message.text[: group[0].start])
    alike = {one.tag for one in group} <= {"like", "field", "want", GOAL}
    return len(group) > 1 and opens is not None and alike and any(one.tag == "like" for one in group)


def _groups(message: UserMessage) -> list[list[TaggedSpan]]:
    """Return the tagged spans of a message in runs of a list."""
    groups: list[list[TaggedSpan]] = []
    for one in sorted((*message.tagged, *_untagged(message)), key=lambda each: each.start):
        last = groups[-1][-1] if groups else None
        between = message.text[last.end : one.start].casefold() if last else ""
        goes_on = last is not None and last.tag in _NAMES and _BETWEEN.fullmatch(between)
        if goes_on:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _gives_examples(message: UserMessage, group: Sequence[TaggedSpan]) -> bool:
    """Return whether the first of a list is done to the others: "repair things, like fridges or bikes"."""
    first, second, *_others = group
    typed = plain(message.text[first.start : second.start])
    return pattern("done_to_examples").match(typed) is not None


def _is_mixed(message: UserMessage, group: Sequence[TaggedSpan]) -> bool:
    """Return whether a list of likes holds a title among other things: "I love baking and gardening"."""
    titled = {any(span.overlaps(one) for one in _titles(message)) for span in group if span.tag == "like"}
    return len(titled) > 1


def _opens(name: str, message: UserMessage, span: TaggedSpan) -> bool:
    """Return whether what a pattern finds stands before a span, or begins it."""
    first = plain(message.text[span.start : span.end]).split(" ")[0]
    before = plain(message.text[: span.start])
    return any(pattern(name).search(one) is not None for one in (before, f"{before}{first} "))


def _untagged(message: UserMessage) -> Iterator[TaggedSpan]:
    """Yield the industries that no tag marks, which may stand in a list: "accounting or IT"."""
    for one in message.entities:
        marked = any(span.overlaps(one) for span in message.tagged)
        if one.kind == "industry" and one.start is not None and not marked:
            yield TaggedSpan(one.start, one.start + len(one.typed), "like", 0.0)


def _titles(message: UserMessage) -> list[ParsedEntity]:
    return [one for one in message.entities if one.kind == "occupation"]


def _is_told_otherwise(message: UserMessage, span: TaggedSpan) -> bool:
    """Return whether a span is what the bases do not tell, such as benefits, or is not wanted."""
    untold = [one for one in message.entities if one.kind in ("untold", "degree", "place", "number", "tool")]
    text = plain(message.text)
    unwanted = any(start <= span.start < end for start, end in unwanted_in(text))
    unwanted = unwanted or pattern("left_behind").search(text[: span.start]) is not None
    return unwanted or any(span.overlaps(one) for one in untold)


def _named(message: UserMessage) -> Iterator[Direction]:
    """Yield the industries and subjects that a message names as what work is to be in, or about."""
    aside = [one for one in message.tagged if one.tag in _NOT_OPEN and one.tag != REFUSED]
    about = pattern("work_about").search(plain(message.words)) is not None
    for one in message.entities:
        if one.kind not in ("industry", "skill") or any(span.overlaps(one) for span in aside):
            continue
        before = plain(message.text[: one.start or 0])
        aimed = one.kind == "industry" and pattern("industry_aimed_at").search(before)
        subject = one.kind == "skill" and about and pattern("about_subject").search(before)
        if pattern("left_behind").search(before) or not (aimed or subject):
            continue
        if bare := _bare(in_full(plain(one.typed))):
            yield Direction(bare, titled=False)
    if pattern("it_as_a_field").search(plain(message.text)):
        yield Direction(in_full("it"), titled=False)


def _bare(text: str) -> str:
    """Return a thing without what leads to it or fills, "computers" of "on computers maybe"."""
    words = text.split()
    while words and words[0] in words_of("before_a_direction"):
        words = words[1:]
    while words and words[-1] in words_of("behind_a_direction"):
        words = words[:-1]
    bare = trimmed(" ".join(words)).rpartition(" with ")[2]  # "indoors with computers"
    if not 0 < len(bare.split()) <= _MOST_WORDS or (
        wishes.is_wish(bare) and not wishes.avoided(f"no {bare}")
    ):
        return ""
    if any(letter.isdigit() for letter in bare) or details.education(bare) is not None:
        return ""
    return "" if pattern("no_direction").search(bare) else bare
