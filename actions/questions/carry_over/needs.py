"""Whether a thing that no list names is needed in the occupation under discussion: "do I need security+?"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over.carrying import carried
from actions.questions.cues import contains, phrases
from actions.questions.message import FALLBACK
from actions.questions.occupations import last_occupation
from actions.questions.question import LinkedEntity, Question
from knowledge.terms import normalise

REQUIREMENT = "requirement_check"
_TAKEN_FOR = frozenset({FALLBACK, "unanswered_career_question", "out_of_scope"})
MOST_WORDS = 3  # of a thing
_ASKED = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|well|hey)\W+)*(?:do|does|would|will|must|should)\s+"
    r"(?:i|you|u|they|he|she|one|we|people)\s+(?:(?:really|still|even|actually|also|always)\s+)*"
    r"(?:need|require|have)s?\s+(?:to\s+(?:have|get|own)\s+)?(?:(?:a|an|the|any|some|my)\s+)?(?P<thing>.+?)[\s?!.]*$"
    r"|^\W*is\s+(?:(?:a|an|the)\s+)?(?P<other>.+?)\s+(?:needed|required|necessary|mandatory|a must)\W*$",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(r"^[A-Z][A-Z-]{1,5}\b|\w\+(?:\s|$)")  # "CDL", "Security+"


def asked_if_needed(connection: Connection, question: Question) -> Question | None:
    """Ask of the last occupation whether it needs a thing that no list of names knows."""
    if question.intent not in _TAKEN_FOR or question.entities or question.message.is_payload:
        return None
    occupation = last_occupation(connection, question.state)
    thing = thing_asked_for(question.message.text)
    if occupation is None or not occupation.code or thing is None:
        return None
    if contains("asks_for_education", thing):
        return carried(connection, question, [("occupation", occupation.key)], topic="education")
    kind = "certification" if is_certificate(thing) else "tool"
    named = replace(question, entities=(LinkedEntity(kind, thing),))
    return carried(connection, named, [("occupation", occupation.key)], topic=REQUIREMENT)


def thing_asked_for(text: str) -> str | None:
    """Return the thing that a text asks whether it is needed, as it is written; None without one."""
    found = _ASKED.match(text.strip().rstrip("?!. "))
    thing = (found["thing"] or found["other"] or "").strip() if found else ""
    words = normalise(thing).split()
    if not words or len(words) > MOST_WORDS or set(words) & (phrases("no_thing") | phrases("wh_words")):
        return None
    return thing


def is_certificate(thing: str) -> bool:
    """Return whether a thing is a license, an exam or the like, to judge by how it is called."""
    return bool(_CERTIFICATE.search(thing)) or contains("names_a_license", thing)
