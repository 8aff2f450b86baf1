"""Clauses that only say what is not asked: "not the pay. what do they do?", "no not how long, what is in it".

NLU leaves them out when it finds the intent; here what they name goes as well, which would answer them.
"""

from __future__ import annotations

import re

from actions.questions.blanking import blanked
from actions.questions.cues import phrases
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
    """Return a message without the clauses that name no more than what is not asked."""
    if message.is_payload:
        return message
    found = [(one.start(), one.end(), _disclaimed(one[0])) for one in _CLAUSE.finditer(message.text)]
    spans = [(start, end) for start, end, is_one in found if is_one]
    kept = " ".join(message.text[start:end] for start, end, is_one in found if not is_one)
    if not spans or len(normalise(kept).split()) < FEWEST_WORDS:
        return message
    return blanked(message, spans)


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
