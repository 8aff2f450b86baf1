"""What of a message is asked: corrections and what is not wanted taken away, and the rest in its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from rasa.nlu.tokenizers.tokenizer import Token

from bot.nlu.lexicon import Lexicon
from bot.nlu.mentions import HOW_PEOPLE_ASK
from knowledge.terms import normalise

_SENTENCE_ENDS = frozenset("?.;!\n")
_SEPARATORS = _SENTENCE_ENDS | frozenset(",")
_SIGNS_FOR_AND = frozenset({"+", "&"})  # with a space: R&D is one thing
_ELLIPSIS = 7  # so many words ask something without a question's form: "the certificates an MLE can get"
_LONGEST_PHRASE = 5  # words of the lexicon's phrases for corrections and for what is not wanted


@dataclass(frozen=True)
class Span:
    """A stretch of a message: its words in normal form with offsets, and what they name."""

    tokens: tuple[Token, ...]
    entities: tuple[dict[str, Any], ...]
    asks: bool = True  # has the form of a question or of the title of one
    opens: bool = True  # … and begins like one

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return int(self.tokens[0].start)

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return int(self.tokens[-1].end)

    @property
    def names(self) -> list[dict[str, Any]]:
        """What the stretch names; how it asks is no name."""
        return [one for one in self.entities if one["entity"] not in HOW_PEOPLE_ASK]

    def only_names(self, small_words: frozenset[str]) -> bool:
        """Return whether nothing is said but names, with the small words around them."""
        words = {one.text for one in self.tokens if not _inside(one, self.names)}
        return bool(self.names) and words <= small_words

    def without(self, gone: Iterable[Token]) -> Span:
        """Return the span without some of its words and without what these name."""
        places = {token.start for token in gone}
        tokens = tuple(token for token in self.tokens if token.start not in places)
        kept = tuple(one for one in self.entities if one["start"] not in places)
        return replace(self, tokens=tokens, entities=kept)


def corrected(typed: str, tokens: Iterable[Token]) -> str:
    """Return what was typed, with the words put right that the tokens spell otherwise."""
    pieces, place = [], 0
    for token in tokens:
        if normalise(typed[token.start : token.end]) != token.text:
            pieces += [typed[place : token.start], token.text]
            place = token.end
    return "".join([*pieces, typed[place:]])


def _inside(token: Token, entities: Iterable[dict[str, Any]]) -> bool:
    return any(one["start"] <= token.start < one["end"] for one in entities)


def correction(span: Span, typed: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Return the words that say that the last message was wrong: "no, I meant …"; none when it does not.

    Behind a bare "no" a comma has to follow: "no degree" is what the question is about.
    """
    tokens = span.tokens
    place, meant = 0, False
    while place < len(tokens):
        length = _phrase_at(tokens, place, lexicon.corrections)
        if length:
            place, meant = place + length, True
        elif tokens[place].text in lexicon.objections:
            place += 1
        else:
            break
    if not 0 < place < len(tokens):
        return ()
    objects = tokens[0].text in lexicon.denials
    if tokens[place - 1].text == "no":
        objects = objects and _separates(typed[tokens[place - 1].end : tokens[place].start])
    return tokens[:place] if meant or objects else ()


def unwanted(span: Span, typed: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Return the words of what the message says that it does not ask: "not the salary, the hours"."""
    gone: list[Token] = []
    tokens = span.tokens
    place = 0
    while place < len(tokens):
        length = _phrase_at(tokens, place, lexicon.negations) or _not_a_name(span, place, lexicon)
        length = length or _declined(tokens, place, lexicon)
        if not length:
            place += 1
            continue
        end = place + length
        while end < len(tokens) and tokens[end].text not in lexicon.negation_ends:
            if _separates(typed[tokens[end - 1].end : tokens[end].start]):
                break
            end += 1
        gone += tokens[place:end]
        place = end
    return tuple(gone)


def _not_a_name(span: Span, place: int, lexicon: Lexicon) -> int:
    """Return the length of "not" and the small words before a name: "not for Europe"."""
    if span.tokens[place].text != "not" or (place and span.tokens[place - 1].text == "why"):
        return 0
    names = [one for one in span.entities if one["entity"] != "aspect"]
    for end in range(place + 1, min(place + 3, len(span.tokens))):
        if _inside(span.tokens[end], names):
            return end - place
        if span.tokens[end].text not in lexicon.small_words:
            break
    return 0


def _declined(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> int:
    """Return the length of "no" with what is declined: "no bootcamp please"."""
    if tokens[place].text != "no":
        return 0
    for end in range(place + 2, min(place + _LONGEST_PHRASE, len(tokens))):
        if tokens[end].text in lexicon.declining:
            return end + 1 - place
    return 0


def _phrase_at(tokens: Sequence[Token], place: int, phrases: frozenset[str]) -> int:
    """Return the length in words of the longest of the phrases that begins at a place, or 0."""
    if tokens[place].text not in _first_words(phrases):
        return 0
    for length in range(min(_LONGEST_PHRASE, len(tokens) - place), 0, -1):
        if " ".join(token.text for token in tokens[place : place + length]) in phrases:
            return length
    return 0


@lru_cache(maxsize=8)
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


def parts(span: Span, typed: str, lexicon: Lexicon) -> list[Span]:
    """Return the parts of a message between marks, commas and "and", if there are several.

    A part that only names things ("… and data scientists") is none.
    """
    groups: list[list[Token]] = [[]]
    marks: list[str] = []
    for place, token in enumerate(span.tokens):
        between = typed[span.tokens[place - 1].end : token.start] if place else ""
        joint = token.text in lexicon.joints and not _joins_names(span, place, lexicon)
        if joint or _separates(between):
            groups.append([])
            marks.append(between)
        if not joint:
            groups[-1].append(token)
    marks.append(typed[span.tokens[-1].end :] if span.tokens else "")
    found: list[Span] = []
    for group, mark in zip(groups, marks, strict=True):
        if group:
            found.append(_part(span, group, mark, found[-1] if found else None, lexicon))
    asked = [part for part in found if not part.only_names(lexicon.small_words)]
    return asked if len(asked) > 1 else []


def _separates(between: str) -> bool:
    return bool(set(between) & _SEPARATORS) or (" " in between and between.strip() in _SIGNS_FOR_AND)


def _joins_names(span: Span, place: int, lexicon: Lexicon) -> bool:
    """Return whether a word joins two names of a kind: "engineers and data scientists"."""
    before = {one["entity"] for one in span.names if place and _inside(span.tokens[place - 1], [one])}
    after = place + 1
    while after < len(span.tokens) - 1 and span.tokens[after].text in lexicon.small_words:
        after += 1
    following = span.tokens[after : after + 1]
    return any(one["entity"] in before for one in span.names if following and _inside(following[0], [one]))


def _part(span: Span, tokens: Sequence[Token], mark: str, previous: Span | None, lexicon: Lexicon) -> Span:
    first, last = tokens[0].start, tokens[-1].end
    entities = tuple(one for one in span.entities if first <= one["start"] < last)
    words = {token.text for token in tokens}
    opens = tokens[0].text in lexicon.question_openers or bool(words & lexicon.wonderings)
    # "I'm good with people and like statistics": what follows a part that tells goes on telling.
    goes_on = previous is not None and not previous.asks
    title = len(tokens) <= _ELLIPSIS and not words & lexicon.narrating and not goes_on
    return Span(tuple(tokens), entities, asks="?" in mark or opens or title, opens=opens)
