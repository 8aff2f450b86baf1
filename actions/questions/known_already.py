"""What somebody says to know already, and so does not ask: "I know what vets earn. What do they do?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.questions.cues import contains
from actions.questions.kinds import CUES
from actions.questions.message import UserMessage
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.thresholds import LIKELY_INTENTS, UNDOUBTED_ANSWER
from knowledge.terms import normalise

FEWEST = 2  # words of what is left
_I = r"(?:i|we)(?:'?ve| have)? (?:already )?"
_KNOWN = re.compile(
    r"(?:^|(?<=[.?!;:,] )|(?<=\band )|(?<=\bbut ))"
    rf"(?:(?:the|their|its) (?:\w+ ){{1,3}}{_I}(?:know|knew|seen|saw|have)(?: already)?"
    rf"|(?:yes |ok |so )?{_I}(?:know|knew|seen|saw|looked up|checked)\b[^.?!;:,]*)"
    r"(?:[.?!;:,]+|$)",
    re.IGNORECASE,
)


def read_known(message: UserMessage) -> UserMessage:
    """Return a message about an occupation without what is said to be known, if it asks something else."""
    if message.is_payload or not message.values("occupation"):
        return message
    found = _KNOWN.search(message.words)
    if not found:
        return message
    known = {topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, found[0])}
    rest = f"{message.words[: found.start()]} {message.words[found.end() :]}".strip()
    if not known or len(normalise(rest).split()) < FEWEST:
        return message
    taken = message.intent in known or any(part.intent in known for part in message.parts)
    topic = _asked(message, rest, known) if taken else None
    if topic is None:
        return message
    told = f" {normalise(found[0])} "
    entities = tuple(
        one for one in message.entities if one.kind not in CUES or f" {normalise(one.typed)} " not in told
    )
    return replace(
        message,
        text=rest,
        corrected=rest,
        intent=topic,
        confidence=UNDOUBTED_ANSWER,
        entities=entities,
        parts=(),
        unclear=(),
    )


def _asked(message: UserMessage, rest: str, known: set[str]) -> str | None:
    """Return the topic that the rest of a message asks for: that of its part, its words or the likeliest."""
    told = [topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, rest)]
    parts = [part.intent for part in message.parts]
    first, others = message.ranking[:1], message.ranking[1:LIKELY_INTENTS]
    return next((one for one in (*parts, *first, *told, *others) if one not in known), None)
