"""Who is said to earn something and is no occupation that NLU knows: "how much do dragon tamers earn?"."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.cues import phrases
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.terms import normalise

LONGEST = 3  # words of a title


def with_unknown_earner(message: UserMessage) -> UserMessage:
    """Return a message with the plural noun that it says earns something as an occupation.

    What is no occupation is then looked up like one, instead of telling what somebody else earns.
    """
    if message.is_payload or message.values("occupation"):
        return message
    title = _earner(message)
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
