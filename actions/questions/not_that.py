"""Clauses that only say what is not asked: "not the pay. what do they do?", "no not how long, what is in it".

NLU leaves them out when it finds the intent; here what they name goes as well, which would answer them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from actions.questions.blanking import blanked
from actions.questions.cues import phrases
from actions.questions.kinds import PLACES, SCOPES
from actions.questions.message import UserMessage
from knowledge.terms import normalise

FEWEST_WORDS = 2  # of what is asked beside it
_CLAUSE = re.compile(r"[^.?!;,\n]+")
_DISCLAIMS = re.compile(
    r"^(?:(?:no|nah|nope|ok|okay|oh|well|sorry|hey|but|and|please|again) )*"
    r"(?:not|forget|skip|never mind|nevermind|leave out|leave aside|enough of"
    r"|(?:i|we) (?:really )?(?:dont|do not|didnt|did not) (?:want|mean|ask|care|need)(?: to know)?"
    r"|(?:im|i am|i was|i wasnt|wasnt|was) (?:not )?asking|i never asked|instead of|rather than)"
    r"(?: (?:about|for|to know|to hear|with))?(?P<what>(?: .+)?)$"
)
# What stands between a name and the one that takes its place: "chefs, no wait, bakers", "Ohio, sorry, Iowa".
_TAKES_BACK = re.compile(
    r"[\s.,;:…–—-]+(?:(?:no(?=\s*[.,…–—]|\s+(?:wait|sorry|i mean|make))|oh|nope|sorry|wait|oops|i mean"
    r"|i meant|or rather|make that|scratch that|correction)[\s.,;:…–—-]+)+(?:(?:in|an?|the) )?",
    re.IGNORECASE,
)
# Lists of words, each for something that occupations and things are asked for.
_NAMED_BY = (
    "search_by_pay",
    "search_by_growth",
    "asks_for_education",
    "asks_for_duration",
    "names_an_attribute",
    "beside_an_attribute",
)


def without_disclaimed(message: UserMessage) -> UserMessage:
    """Return a message without names that it takes back, and clauses that name only what is not asked."""
    if message.is_payload:
        return message
    message = _without_taken_back(message)
    found = [(one.start(), one.end(), _disclaimed(one[0])) for one in _CLAUSE.finditer(message.text)]
    spans = [(start, end) for start, end, is_one in found if is_one]
    kept = " ".join(message.text[start:end] for start, end, is_one in found if not is_one)
    if not spans or len(normalise(kept).split()) < FEWEST_WORDS:
        return message
    return blanked(message, spans)


def _without_taken_back(message: UserMessage) -> UserMessage:
    """Return "what do chefs, no wait, bakers earn" without the name that is taken back at once."""
    named = sorted(
        (one for one in message.entities if one.kind in SCOPES and one.start is not None),
        key=lambda one: one.start or 0,
    )
    spans = []
    for first, second in pairwise(named):
        end = (first.start or 0) + len(first.typed)
        alike = (first.kind in PLACES) == (second.kind in PLACES)
        if alike and _TAKES_BACK.fullmatch(message.text[end : second.start]):
            spans.append((first.start or 0, second.start or 0))
    return replace(blanked(message, spans), requests=()) if spans else message


def _disclaimed(clause: str) -> bool:
    """Return whether a clause rules out something by the name of what can be asked for, and says no more."""
    words = normalise(clause.replace("'", ""))
    matched = _DISCLAIMS.match(words)
    if matched is None:
        return False
    rest = f" {matched['what'].strip()} "
    named = False
    for name in _NAMED_BY:
        for phrase in sorted(phrases(name), key=len, reverse=True):
            if f" {phrase} " in rest:
                named = named or name != "beside_an_attribute"
                rest = rest.replace(f" {phrase} ", "  ")
    return named and not rest.strip()
