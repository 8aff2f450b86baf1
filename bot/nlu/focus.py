"""What a message asks: without corrections and what it rules out, and divided into its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from rasa.nlu.tokenizers.tokenizer import Token

from bot.nlu.entity_finder import CUE_KINDS
from bot.nlu.lexicon import Lexicon
from bot.nlu.words import normal_form

_SENTENCE_ENDS = frozenset("?.;!\n")
_SEPARATORS = _SENTENCE_ENDS | frozenset(",")
_AND_SIGNS = frozenset({"+", "&"})  # between spaces only: R&D is a single name
_MAX_TITLE = 7  # words of a question in the form of a title: "the certificates an MLE can get"
_MAX_PHRASE = 6  # words of the lexicon's phrases for corrections and negations


@dataclass(frozen=True)
class Span:
    """A part of a message: its words in normal form with offsets, and the entities in it."""

    tokens: tuple[Token, ...]
    entities: tuple[dict[str, Any], ...]
    asks: bool = True  # has the form of a question or of a title
    opens: bool = True  # … and begins like a question

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return int(self.tokens[0].start)

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return int(self.tokens[-1].end)

    @cached_property
    def names(self) -> list[dict[str, Any]]:
        """The entities without those that say how the question is put."""
        return [entity for entity in self.entities if entity["entity"] not in CUE_KINDS]

    def only_names(self, function_words: frozenset[str]) -> bool:
        """Return whether the span consists of names and function words only."""
        offsets = {offset for name in self.names for offset in range(name["start"], name["end"])}
        words = {token.text for token in self.tokens if token.start not in offsets}
        return bool(self.names) and words <= function_words

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the words between two offsets."""
        return tuple(token for token in self.tokens if start <= token.start < end)

    def without(self, removed: Iterable[Token]) -> Span:
        """Return the span without some of its words and the entities that begin there."""
        starts = {token.start for token in removed}
        tokens = tuple(token for token in self.tokens if token.start not in starts)
        kept = tuple(entity for entity in self.entities if entity["start"] not in starts)
        return replace(self, tokens=tokens, entities=kept)


def shortened(span: Span, most: int) -> Span:
    """Return a span of at most so many words: the first and the last half of them where there are more."""
    if len(span.tokens) <= most:
        return span
    return span.without(span.tokens[most // 2 : -(most - most // 2)])


def corrected(typed: str, tokens: Iterable[Token]) -> str:
    """Return the typed text with the words replaced whose spelling was corrected."""
    pieces, place = [], 0
    for token in tokens:
        if normal_form(typed[token.start : token.end]) != token.text:
            pieces += [typed[place : token.start], token.text]
            place = token.end
    return "".join([*pieces, typed[place:]])


def _inside(token: Token, entities: Iterable[dict[str, Any]]) -> bool:
    return any(entity["start"] <= token.start < entity["end"] for entity in entities)


def correction(span: Span, typed: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Return the words at the start that correct the last message, "no, I meant …", or none.

    A bare "no" needs a comma after it: "no degree" is what the question is about.
    """
    tokens = span.tokens
    place, explicit = 0, False
    while place < len(tokens):
        length = _phrase_at(tokens, place, lexicon.corrections)
        if length:
            place, explicit = place + length, True
        elif tokens[place].text in lexicon.objections:
            place += 1
        else:
            break
    if not 0 < place < len(tokens):
        return ()
    objects = tokens[0].text in lexicon.denials
    if tokens[place - 1].text == "no":
        objects = objects and _separates(typed[tokens[place - 1].end : tokens[place].start])
    return tokens[:place] if explicit or objects else ()


def unwanted(span: Span, typed: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Return the words of what the message says it does not ask about: "not the salary, the hours"."""
    found: list[Token] = []
    tokens = span.tokens
    place = 0
    while place < len(tokens):
        length = _phrase_at(tokens, place, lexicon.negations) or _not_a_name(span, place, lexicon)
        length = length or _declined(tokens, place, lexicon)
        if not length:
            place += 1
            continue
        end = place + length
        if tokens[end - 1].text in lexicon.asking_verbs:
            end += 1  # the question that follows is not asked: "I'm not asking what they earn"
        while end < len(tokens) and tokens[end].text not in lexicon.negation_ends:
            if _separates(typed[tokens[end - 1].end : tokens[end].start]):
                break
            end += 1
        found += tokens[place:end]
        place = end
    return tuple(found)


def declines(span: Span, lexicon: Lexicon) -> bool:
    """Return whether a message begins by saying that something is not wanted: "don't tell me the salary"."""
    return bool(span.tokens) and bool(_phrase_at(span.tokens, 0, lexicon.refusals))


def _not_a_name(span: Span, place: int, lexicon: Lexicon) -> int:
    """Return the length of "not" and the function words before a name ("not for Europe"), or 0."""
    if span.tokens[place].text != "not" or (place and span.tokens[place - 1].text == "why"):
        return 0
    names = [entity for entity in span.entities if entity["entity"] != "aspect"]
    for end in range(place + 1, min(place + 3, len(span.tokens))):
        if _inside(span.tokens[end], names):
            return end - place
        if span.tokens[end].text not in lexicon.function_words:
            break
    return 0


def _declined(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> int:
    """Return the length of "no" with what is declined ("no bootcamp please", "please no hours"), or 0."""
    if tokens[place].text != "no":
        return 0
    if place and tokens[place - 1].text in lexicon.declining and place + 1 < len(tokens):
        return 2
    for end in range(place + 2, min(place + _MAX_PHRASE, len(tokens))):
        if tokens[end].text in lexicon.declining:
            return end + 1 - place
    return 0


def _phrase_at(tokens: Sequence[Token], place: int, phrases: frozenset[str]) -> int:
    """Return the length in words of the longest of the phrases that begins at ``place``, or 0."""
    if tokens[place].text not in _first_words(phrases):
        return 0
    for length in range(min(_MAX_PHRASE, len(tokens) - place), 0, -1):
        if " ".join(token.text for token in tokens[place : place + length]) in phrases:
            return length
    return 0


@lru_cache(maxsize=8)
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


def parts(span: Span, typed: str, lexicon: Lexicon) -> list[Span]:
    """Return the parts of a message between punctuation and conjunctions; none if there is only one.

    What consists of names only ("… and data scientists") is no part.
    """
    groups: list[list[Token]] = [[]]
    marks: list[str] = []
    for place, token in enumerate(span.tokens):
        between = typed[span.tokens[place - 1].end : token.start] if place else ""
        is_joint = token.text in lexicon.conjunctions and not _joins_names(span, place, lexicon)
        if is_joint or _separates(between):
            groups.append([])
            marks.append(between)
        if not is_joint:
            groups[-1].append(token)
    marks.append(typed[span.tokens[-1].end :] if span.tokens else "")
    found: list[Span] = []
    for group, mark in zip(groups, marks, strict=True):
        if group:
            found.append(_part(span, group, mark, found[-1] if found else None, lexicon))
    asked = [part for part in found if not part.only_names(lexicon.function_words)]
    return asked if len(asked) > 1 else []


def _separates(between: str) -> bool:
    """Return whether what stands between two words parts them; a colon in a time ("9:00") does not."""
    parts_them = bool(set(between) & _SEPARATORS) or ": " in between
    return parts_them or (" " in between and between.strip() in _AND_SIGNS)


def _joins_names(span: Span, place: int, lexicon: Lexicon) -> bool:
    """Return whether a word joins two names of the same kind: "engineers and data scientists"."""
    before = {name["entity"] for name in span.names if place and _inside(span.tokens[place - 1], [name])}
    after = place + 1
    while after < len(span.tokens) - 1 and span.tokens[after].text in lexicon.function_words:
        after += 1
    following = span.tokens[after : after + 1]
    return any(name["entity"] in before for name in span.names if following and _inside(following[0], [name]))


def _part(span: Span, tokens: Sequence[Token], mark: str, previous: Span | None, lexicon: Lexicon) -> Span:
    first, last = tokens[0].start, tokens[-1].end
    entities = tuple(entity for entity in span.entities if first <= entity["start"] < last)
    words = {token.text for token in tokens}
    opens = tokens[0].text in lexicon.question_openers or bool(words & lexicon.indirect_openers)
    # "I'm good with people and like statistics": after a statement, what follows continues it.
    continues = previous is not None and not previous.asks
    title = len(tokens) <= _MAX_TITLE and not words & lexicon.first_person_words and not continues
    return Span(tuple(tokens), entities, asks="?" in mark or opens or title, opens=opens)
