"""Places that NLU marks in a message and does not all know by name: "in LA and sacramento", "vs la"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.questions.kinds import PLACES
from actions.questions.message import ParsedEntity, UserMessage
from actions.thresholds import WORK_IS_TAGGED
from knowledge.queries.wages import find_areas
from knowledge.terms import normalise

PLACE = "place"
_BETWEEN = re.compile(r"\s*(?:[,/&]\s*)?\b(?:and|or|vs|versus|than)\b\s*|\s*[/&]\s*", re.IGNORECASE)


def with_tagged_places(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with each place that is marked in it; "New Orleans, LA" is one."""
    if message.is_payload:
        return message
    known = {normalise(one.typed) for one in message.entities if one.kind in PLACES}
    found: list[ParsedEntity] = []
    for span in message.tagged:
        if span.tag != PLACE or span.confidence < WORK_IS_TAGGED:
            continue
        for part in _BETWEEN.split(message.text[span.start : span.end]):
            name = normalise(part)
            everyday = part.islower() and name in phrases("words_that_are_places")  # "college?"
            if name and name not in known and not everyday and find_areas(connection, name=name):
                known.add(name)
                found.append(ParsedEntity(PLACE, name, part, message.text.find(part)))
    return replace(message, entities=(*message.entities, *found)) if found else message
