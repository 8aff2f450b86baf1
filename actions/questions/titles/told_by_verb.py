"""An occupation that is told by what one does: "my uncle drives an 18 wheeler, what do they earn?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import clauses, contains, phrases
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.titles.kin_lookup import OWN, titled
from actions.state import ConversationState
from knowledge.terms import normalise, singulars

# Topics of an occupation; who tells their work for advice is read elsewhere.
_ASKED = frozenset({"salary", "outlook", "education", "skills", "duties", "tools", "experience"})
_DOES = re.compile(r"(\w{3,}) (?:(?:a|an|the|my|his|her|their|big|people s) )*(\w+(?: \w+){0,2})")


def with_work_told_by_verb(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a message that asks about an occupation with the one that somebody's work tells.

    In the midst of a conversation it may be told for what one could change to from it.
    """
    if state.topic is not None:
        return message
    tells = contains("relations", message.words) or contains("first_person", message.words)
    if message.is_payload or message.values("occupation") or not tells or message.intent not in _ASKED:
        return message
    for clause in clauses(message.words):
        words = normalise(clause)
        if set(words.split()) & phrases("wh_words") or contains("asks_for_number", words):
            continue
        for verb, work, typed in _done(words):
            for title in _titles(verb, work):
                if titled(connection, title, OWN):
                    named = ParsedEntity("occupation", title, typed)
                    return replace(message, entities=(*message.entities, named))
    return message


def _done(words: str) -> Iterator[tuple[str, str, str]]:
    """Yield each word of a clause that may be a verb, what may be its object, and both as they were said."""
    for start in re.finditer(r"\b(?=\w)", words):
        found = _DOES.match(words, start.start())
        if not found:
            continue
        objects = found[2].split()
        for length in range(len(objects), 0, -1):
            work = " ".join(objects[:length])
            yield found[1], work, words[found.start() : found.start(2) + len(work)]


def _titles(verb: str, work: str) -> Iterator[str]:
    """Yield the titles of who does that: a "hair cutter" cuts hair, an "18 wheeler driver" drives one."""
    thing = singulars(work)[-1]
    for stem in {verb, verb.removesuffix("s"), verb.removesuffix("es")}:
        endings = ("or",) if stem.endswith("at") else ("er", f"{stem[-1]}er", "r")
        yield from (f"{thing} {stem}{ending}" for ending in endings)
        if stem.endswith("ate"):
            yield f"{thing} {stem[:-1]}or"
