"""Who is said to earn something and is nobody NLU knows: "do dragon tamers earn?", "pay of a wizard"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.questions.cues import contains, phrases
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.terms import normalise

LONGEST = 3  # words of a title
_WHOSE_PAY = re.compile(
    r"\b(?:salary|salaries|pay|wage|wages|income|earnings|paycheck) (?:of|for) an? (?P<who>\w+(?: \w+){0,2}?)"
    r"(?= (?:in|at|per|a|an|please|pls|these|now|and|like|around|near)\b|$)"
)


def with_unknown_earner(message: UserMessage) -> UserMessage:
    """Return a message with the plural noun that it says earns something as an occupation.

    What is no occupation is then looked up like one, instead of telling what somebody else earns.
    """
    if message.is_payload or message.values("occupation"):
        return message
    title = _earner(message) or _whose_pay(message)
    if title is None:
        return message
    return replace(message, entities=(*message.entities, ParsedEntity("occupation", title, title)))


def _earner(message: UserMessage) -> str | None:
    """Return the words between an auxiliary and "earn"; None where they name anything else."""
    words = normalise(message.text).split()
    named = {word for one in message.entities for word in normalise(one.typed).split()}
    for place, word in enumerate(words):
        if word not in phrases("before_an_earner"):
            continue
        for length in range(1, LONGEST + 1):
            last = place + length
            if last + 1 >= len(words) or words[last + 1] not in phrases("earns_something"):
                continue
            if words[last + 2 :] and words[last + 2] not in phrases("behind_earns"):
                return None  # "do certificates make sense?"
            title = words[place + 1 : last + 1]
            plain = set(title) & (phrases("no_earners") | named)
            return " ".join(title) if title[-1].endswith("s") and not plain else None
    return None


def _whose_pay(message: UserMessage) -> str | None:
    """Return the words behind "the pay of a"; None where NLU knows one of them, or they name nobody."""
    found = _WHOSE_PAY.search(normalise(message.text))
    if not found:
        return None
    words = found["who"].split()
    named = {word for one in message.entities for word in normalise(one.typed).split()}
    plain = set(words) & (phrases("no_earners") | phrases("nobody_who_is_paid") | named)
    return None if plain or contains("names_the_field", message.words) else " ".join(words)
