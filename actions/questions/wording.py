"""Slots that stand in the wording of a message: form, rank, polarity, amounts, and places in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from actions.composition.plain_text import LETTERS
from actions.questions.cues import (
    asks_for,
    clauses,
    contains,
    is_yes_no,
    numerals,
    phrases,
    without_phrases,
    words_of_question,
)
from actions.questions.message import UserMessage
from actions.questions.question import Cue, Form, Quantity, Rank
from knowledge.currencies import currencies
from knowledge.terms import normalise

RANKED_ASPECTS = frozenset({"highest", "lowest", "ranking"})
_REACH = 3  # words from an ordinal to its superlative: "second best paid level"
_FEW_WORDS = 5  # of a message that does no more than point at a choice
_LARGEST_POSITION = 100  # in a list; larger numbers are amounts and years
_LETTER = re.compile(
    r"^\W*(?:i(?:'ll|’ll| will| would)? (?:take|choose|pick|like|go with|go for) )?"
    r"(?:(?:option|choice|answer|letter)\s+)?([a-z])(?![+#])\W*"  # "c++?" chooses nothing
    r"(?:(?<=[\s,])(?:please|pls|thanks|thank you))?\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^\W*(?:(?:option|choice|button|answer|number|no|nr|item)\W*)?(\d{1,2})\W*$", re.IGNORECASE
)
_UNIT = r"%|per ?cent\b|percent\b|hours?\b|hrs?\b|years?\b|(?:a|each|every) week\b"
# A number that measures or counts is no place in a list: "2 years of school", "$3", "10 people", "top 5".
_MEASURED = re.compile(
    r"(?:\$ ?|\btop |\bwhich )(\d{1,2})\b|(?<![\d.,])(\d{1,2})\+?"
    r"(?=[ -]?(?:%|k\b|\$|(?:year|yr|month|week|hour|hr|worker|dollar|buck|degree)s?\b"
    r"|per ?cent\b|people\b|grand\b|thousand\b|million\b))",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten)(?=\s(?:hours?|years?|percent|per cent)\b)",
    re.IGNORECASE,
)
# "$23.50 an hour", "19/hr", "4,000 a month"
_RATE = re.compile(
    r"(?<![\w.,])(?P<sign>\$\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<factor>k\b|grand\b)?"
    r"\s?(?P<name>dollars?\b|bucks\b|usd\b)?\s?(?:/\s?|an?\s|per\s|each\s|every\s)"
    r"(?P<period>h|hrs?|hour|w|week|wk|mo|month|year|yr|annum)\b(?! off)",
    re.IGNORECASE,
)
# How many of a period make a year, by its first letter; pay by the hour stays what it is.
_PERIODS = {"h": None, "w": 52, "m": 12, "y": 1, "a": 1}
_LEAST_AN_HOUR, _MOST_AN_HOUR, _LEAST_A_YEAR, _LEAST_WITHOUT_SIGN = 5, 1_000, 1_000, 300
_FACTORS = {"k": 1_000, "thousand": 1_000, "grand": 1_000, "million": 1_000_000}
_UNITS = {"%": "percent", "p": "percent", "h": "hours", "y": "years", "a": "hours", "e": "hours"}
_DEFAULT_CURRENCY = "usd"
_KNOWN_CODES = ("usd", "eur", "gbp", "chf", "inr")  # no English words, so they may be written in small


def form_of(text: str, intent: str) -> Form:
    """Return the form of a question."""
    words = words_of_question(text)
    first = words[0] if words else ""
    if intent in ("comparison", "difference"):
        return "comparison"
    if intent == "source_of":
        return "source"
    if is_yes_no(text):
        return "personal" if set(words[:3]) & phrases("first_person") else "yes_no"
    if asks_for("number", text):
        return "number"
    for form, cue in (
        ("which", "opens_which"),
        ("explanation", "opens_explanation"),
        ("list", "opens_list"),
    ):
        if first in phrases(cue):
            return form  # type: ignore[return-value]
    return "statement"


# Rank.


def rank_of(text: str, cues: Sequence[Cue]) -> Rank | None:
    """Return the places of an order that are asked for, such as the second largest or the top three.

    A cue for a ranking is enough where the words hold no superlative of the lists.
    """
    if contains("runner_up", text):
        return Rank(position=2)
    words = without_phrases("no_superlatives", text).split()
    removed = set(normalise(text).split()) - set(words)
    aspects = {
        cue.value for cue in cues if cue.kind == "aspect" and not set(normalise(cue.typed).split()) & removed
    } & RANKED_ASPECTS
    most, least, nouns = (
        _places_of(name, words) for name in ("superlatives_most", "superlatives_least", "rank_nouns")
    )
    lowest = "lowest" in aspects or bool(least)
    for place in (*most, *least, *nouns):
        if position := _numeral_near(words[max(0, place - _REACH) : place][::-1], "ordinals"):
            return Rank(position=position, lowest=lowest)
    superlatives = [place for place in (*most, *least) if not _is_majority(words, place)]
    if not aspects and not superlatives:
        return None
    for place in superlatives:
        around = [*words[max(0, place - _REACH) : place][::-1], *words[place + 1 : place + 2]]
        if count := _numeral_near(around, "cardinals"):
            return Rank(count=count, lowest=lowest)
    return Rank(lowest=lowest, majority=bool(most) and not superlatives)


def _places_of(name: str, words: Sequence[str]) -> list[int]:
    """Return where the phrases of a list begin in a text."""
    return sorted(place for phrase in phrases(name) for place in _places(words, phrase.split()))


def _places(words: Sequence[str], phrase: Sequence[str]) -> list[int]:
    """Return where a phrase begins in a text."""
    length = len(phrase)
    return [
        place
        for place in range(len(words) - length + 1)
        if list(words[place : place + length]) == list(phrase)
    ]


def _is_majority(words: Sequence[str], place: int) -> bool:
    return words[place] == "most" and bool(set(words[place + 1 : place + 2]) & phrases("majority_of"))


def _numeral_near(words: Sequence[str], name: str) -> int | None:
    values = numerals(name)
    return next((values[word] for word in words if word in values), None)


# Polarity.


def is_negated(text: str) -> bool:
    """Return whether a question asks what is not so: "which tools do they not need?", "what to avoid?".

    A yes-no question means the same with a negation and without; "why not" asks for reasons.
    """
    return not is_yes_no(text) and any(_is_negated(normalise(clause)) for clause in clauses(text))


def _is_negated(clause: str) -> bool:
    words = clause.split()
    asks = [place for place, word in enumerate(words) if word in phrases("wh_words")]
    if not asks:
        return False
    words = words[asks[0] :]
    if set(words) & phrases("negating_words") or contains("negating_phrases", " ".join(words)):
        return True
    negating = [place for place in range(1, len(words)) if _negates(words, place)]
    return bool(negating) and "without" not in words[negating[0] :]  # "what would not exist without them?"


def _negates(words: Sequence[str], place: int) -> bool:
    """Return whether the word at a place negates what is asked, not what the person says of themselves."""
    if phrases("negation_of_oneself") & set(words[:place]):
        return False
    if words[place] == "not":
        following = words[place + 1 : place + 2]
        return not set(following) & phrases("not_negating")
    return words[place] in phrases("negated_auxiliaries")


# What is counted.


def asks_for_openings(text: str) -> bool:
    """Return whether a text asks for openings: "how many jobs is that a year?"."""
    by_year = contains("counts_jobs", text) and contains("for_each_year", text)
    return by_year or contains("asks_for_openings", text)


# Amounts.


def rate_of_pay(text: str) -> Quantity | None:
    """Return the pay that a text states for a period: dollars by the hour, or by the year for any other.

    Without a sign of dollars a number is pay by the hour only: "19/hr", but not "3 a week".
    """
    for found in _RATE.finditer("" if names_foreign_currency(text) else text):
        value = float(found["number"].replace(",", "")) * _FACTORS.get((found["factor"] or "").lower(), 1)
        periods = _PERIODS[found["period"][0].lower()]
        paid = found["sign"] or found["name"] or value >= _LEAST_WITHOUT_SIGN
        if periods is None and _LEAST_AN_HOUR <= value < _MOST_AN_HOUR:
            return Quantity(value, _DEFAULT_CURRENCY, found[0].strip())
        if periods is not None and paid and value * periods >= _LEAST_A_YEAR:
            return Quantity(value * periods, _DEFAULT_CURRENCY, found[0].strip())
    return None


def quantity_of(text: str) -> Quantity | None:
    """Return the amount that a question states, such as $95,000, 95k, 40 % or 50 hours; None without one.

    A bare number counts from a thousand on, unless it may be a year.
    """
    if rate := rate_of_pay(text):
        return rate
    written = _WORDED.sub(lambda found: str(numerals("counted")[found[1].lower()]), text)
    for found in _amount_pattern().finditer(written):
        value = float(found["number"].replace(",", "")) * _FACTORS.get((found["factor"] or "").lower(), 1)
        currency = found["before"] or found["after"]
        unit = _code(currency) if currency else _UNITS.get((found["unit"] or " ")[0].lower())
        is_year = unit is None and not found["factor"] and 1900 <= value < 2100
        if unit or (value >= 1_000 and not is_year):
            return Quantity(value, unit, found[0].strip())
    return None


def currencies_named(text: str) -> list[str]:
    """Return the currencies that a text names by sign, name or code, each once.

    A code in capitals counts beside an amount and after "in": "TOP" and "ALL" are codes as well.
    """
    named = [found[0] for found in _currency_pattern("named").finditer(text)]
    named += [found["before"] or found["after"] or "" for found in _amount_pattern().finditer(text)]
    return list(dict.fromkeys(_code(one) for one in named if one))


def names_foreign_currency(text: str) -> bool:
    """Return whether a text names another currency than US dollars."""
    return any(code != _DEFAULT_CURRENCY for code in currencies_named(text))


def _code(written: str) -> str:
    return _codes()[written.lower()]


@cache
def _codes() -> dict[str, str]:
    """Return the currency of each sign, code and name that people write, in lower case."""
    known = currencies()
    found = {code: code for code in known.codes}
    found |= {sign.lower(): code for code, sign in known.signs.items()}
    found |= {name.lower(): code for code, names in known.names.items() for name in names}
    return found


@cache
def _currency_pattern(where: str) -> re.Pattern[str]:
    """Return what matches a currency ``beside`` an amount, or ``named`` anywhere in a text."""
    known = currencies()

    def one_of(found: Iterable[str]) -> str:
        return "|".join(re.escape(one) for one in sorted(found, key=len, reverse=True))

    names = one_of(name for found in known.names.values() for name in found)
    codes = one_of(code.upper() for code in known.codes)
    allowed = "" if where == "beside" else r"(?<=\bin )"
    words = rf"\b(?i:{names}|{'|'.join(_KNOWN_CODES)})\b|{allowed}\b(?:{codes})\b"
    return re.compile(rf"{one_of(known.signs.values())}|{words}")


@cache
def _amount_pattern() -> re.Pattern[str]:
    currency = _currency_pattern("beside").pattern
    return re.compile(
        rf"(?P<before>{currency})?\s?(?<![\d.,-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        r"\s?(?P<factor>(?i:k\b|thousand\b|grand\b|million\b))?"
        rf"\s?(?:(?P<unit>(?i:{_UNIT}))|(?P<after>{currency}))?"
    )


# Places in a list.


def choice_position(message: UserMessage, choices: int) -> int | None:
    """Return the place, from 0, of the choice that a message is no more than the letter or the number of.

    A number alone may also be that of an item; "option 2" is always a choice.
    """
    if letter := _LETTER.match(message.text):
        place = LETTERS.index(letter[1].lower())
        return place if place < choices or message.intent == "pick" else None
    if choices and contains("names_a_choice", message.text) and len(message.text.split()) <= _FEW_WORDS:
        return item_position(message)
    return None


def item_position(message: UserMessage) -> int | None:
    """Return the place in a list that a message names, from 0, -1 for the last; None where it names none."""
    before = contains("one_that", message.words) and message.words.rstrip(" ?.!").endswith(" first")
    if before or contains("the_first_ones", message.words):
        return None  # "which of the first ones pays best?", "one that needs no experience first"
    number = _NUMBER.match(message.text)
    measured = {int(found[1] or found[2]) for found in _MEASURED.finditer(message.words)}
    counted = {found[1].lower() for found in _WORDED.finditer(message.words)}
    said = [one for one in message.entities if one.kind == "ordinal" and one.typed.lower() not in counted]
    ordinals = [int(one.value) for one in said]
    ordinals += (
        [int(number[1])]
        if number
        else [
            int(value)
            for value in message.values("number")
            if int(value) < _LARGEST_POSITION and int(value) not in measured
        ]
    )
    if not ordinals or (not said and len(ordinals) > 1):
        return None  # "2 + 2?"
    return ordinals[-1] - 1 if ordinals[-1] > 0 else -1


def is_only_a_number(text: str) -> bool:
    """Return whether a message is no more than the number of something on offer."""
    return bool(_NUMBER.match(text))
