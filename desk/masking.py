"""Hides names, mail addresses and phone numbers in what people write.

Rules, not a model: a capitalised word within a sentence is taken for a name unless NLU knows it as something
else, so more is hidden than has to be. Names that were found once are hidden in the answers as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from knowledge.texts import TextFile

MAIL, PHONE, NAME = "[mail]", "[phone]", "[name]"
FEWEST_DIGITS, MOST_DIGITS = 7, 15

_MAIL = re.compile(r"[\w.+%'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w$€£.,])(?:\+|00)?\(?\d(?:[\s()./–-]{0,2}\d){5,}(?![\w%])")
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d|\d\d-\d{4}(?:\.\d\d)?|\d{1,3}(?:[ .]\d{3})+|\d{4}-\d\d-\d\d"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]\s*|[\"“(]\s*)$")
_BETWEEN_NAMES = re.compile(r"[ \t]+(?:(?:van|von|de|da|der|del|la|bin|al)[ \t]+)*|\.[ \t]+|-")
RULES = TextFile(Path(__file__).with_name("masking.yml"))


@dataclass(frozen=True)
class Known:
    """A part of a message that NLU knows as something of a career: never a name."""

    start: int
    end: int


@dataclass
class Mask:
    """Hides what identifies people in one conversation; remembers their names as it reads."""

    names: set[str] = field(default_factory=set)

    def message(self, text: str, known: Sequence[Known] = ()) -> str:
        """Return a person's message with everything hidden."""
        hidden = _without_addresses(text, known)
        for start, end in reversed(_names(hidden, _moved(text, hidden, known))):
            self.names.update(word.casefold() for word in _WORD.findall(hidden[start:end]) if len(word) > 2)
            hidden = f"{hidden[:start]}{NAME}{hidden[end:]}"
        return hidden

    def answer(self, text: str) -> str:
        """Return an answer with the addresses hidden, and the names that were found in messages."""
        hidden = _without_addresses(text, ())
        if not self.names:
            return hidden
        return _WORD.sub(lambda found: NAME if found[0].casefold() in self.names else found[0], hidden)


def _without_addresses(text: str, known: Sequence[Known]) -> str:
    def phone(found: re.Match[str]) -> str:
        digits = sum(character.isdigit() for character in found[0])
        is_none = _NO_PHONE.fullmatch(found[0].strip()) or not FEWEST_DIGITS <= digits <= MOST_DIGITS
        return found[0] if is_none or _overlaps(found.start(), found.end(), known) else PHONE

    return _PHONE.sub(phone, _MAIL.sub(MAIL, text))


def _moved(text: str, hidden: str, known: Sequence[Known]) -> list[Known]:
    """Return the known parts where they stand after addresses are hidden."""
    if text == hidden:
        return list(known)
    found = []
    for one in known:
        place = hidden.find(text[one.start : one.end])
        if place >= 0:
            found.append(Known(place, place + one.end - one.start))
    return found


def _names(text: str, known: Sequence[Known]) -> list[tuple[int, int]]:
    """Return where names stand, in order and apart from each other."""
    words = [one for one in _WORD.finditer(text) if text[one.start() - 1 : one.start()] != "["]
    held = [_overlaps(word.start(), word.end(), known) for word in words]
    introduced = _introduced(text, words)
    is_name = [
        introduced.get(place, False)
        or (not held[place] and (place in introduced or _is_given(word[0]) or _may_be_name(text, word)))
        for place, word in enumerate(words)
    ]
    for place in range(
        len(words) - 1
    ):  # the surname behind a given name, and what begins a sentence before one
        first, second = words[place], words[place + 1]
        if not _BETWEEN_NAMES.fullmatch(text[first.end() : second.start()]):
            continue
        if is_name[place] and (not held[place + 1] or _is_given(first[0])):  # "Jane Miller"
            is_name[place + 1] |= _is_capitalised(second[0]) and not _is_common(second[0])
        if is_name[place + 1] and not held[place]:
            is_name[place] |= _is_capitalised(first[0]) and not _is_common(first[0])
    spans: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if not is_name[place]:
            continue
        if spans and _BETWEEN_NAMES.fullmatch(text[spans[-1][1] : word.start()]):
            spans[-1] = (spans[-1][0], word.end())
        else:
            spans.append((word.start(), word.end()))
    return spans


def _may_be_name(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is capitalised where only a name would be."""
    if not _is_capitalised(word[0]) or _is_common(word[0]):
        return False
    return not _SENTENCE_START.search(text[: word.start()])


def _is_capitalised(written: str) -> bool:
    return written[:1].isupper() and not written.isupper()


def _is_given(written: str) -> bool:
    return _base(written) in RULE_SET.given_names


def _introduced(text: str, words: Sequence[re.Match[str]]) -> dict[int, bool]:
    """Return the places of words behind "my name is" or "I am", and whether these are names for sure."""
    found: dict[int, bool] = {}
    for one in RULE_SET.introductions:
        for opening in one.pattern.finditer(text):
            begun = [place for place, word in enumerate(words) if word.start() >= opening.end()][: one.words]
            for number, place in enumerate(begun):
                written = words[place][0]
                between = text[
                    opening.end() if number == 0 else words[place - 1].end() : words[place].start()
                ]
                if number and not _BETWEEN_NAMES.fullmatch(between):
                    break
                if _is_common(written) or not (
                    _is_capitalised(written) or (one.in_lower_case and number == 0)
                ):
                    break
                found[place] = found.get(place, False) or one.is_sure
    return found


def _is_common(written: str) -> bool:
    base = _base(written)
    return base in RULE_SET.no_names or base.startswith(("i'", "i’"))


def _base(written: str) -> str:
    return _POSSESSIVE.sub("", written).casefold()


def _overlaps(start: int, end: int, known: Sequence[Known]) -> bool:
    return any(one.start < end and start < one.end for one in known)


@dataclass(frozen=True)
class Introduction:
    """What stands before a name of so many words at most; ``is_sure``: whatever else they may mean."""

    pattern: re.Pattern[str]
    words: int
    in_lower_case: bool
    is_sure: bool


class Rules:
    """The word lists of ``masking.yml``, read at the first use."""

    @cached_property
    def no_names(self) -> frozenset[str]:
        """Words that are no names even where they are capitalised, in lower case."""
        return _words("no_names") | _words("not_before_names")

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Names that are no other words, in lower case."""
        return _words("given_names")

    @cached_property
    def introductions(self) -> list[Introduction]:
        """What stands before a name."""
        return [
            Introduction(
                re.compile(rf"\b(?:{one['pattern']})\s+", re.IGNORECASE),
                one["words"],
                one["lower"],
                one["sure"],
            )
            for one in RULES.tree["introductions"]
        ]


def _words(name: str) -> frozenset[str]:
    return frozenset(" ".join(RULES.tree[name]).casefold().split())


RULE_SET = Rules()
