"""A user's message as NLU parsed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker

from actions.person import Person
from actions.questions.asides import Offsets, moved, without
from actions.questions.kinds import CUES, SCOPES
from actions.thresholds import (
    AMBIGUOUS_INTENTS,
    PART_IS_A_QUESTION,
    UNCLEAR_INTENT,
    UNCLEAR_PART_WORDS,
    UNDOUBTED_ANSWER,
    WHOLE_OUTRANKS_PARTS,
)
from knowledge.terms import normalise

PART = "part"  # the kind of entity that marks a part of a message which asks something of its own
WORK = "work"  # role of an occupation that is told by what is done
# Tags of spans that are work: the writer's now or before, what they aim at or refuse, what is asked about,
# and somebody else's.
WORK_TAGS = (NOW, BEFORE, GOAL, REFUSED, ASKED, OTHER) = (
    "now",
    "before",
    "goal",
    "refused",
    "asked",
    "other",
)
DONT = "dont"  # the tag of what somebody does not want beside work by its name
UNWANTED_TAGS = frozenset({DONT, REFUSED})
LICENCE = "licence"  # the tag of a licence that somebody tells of
PLACE, SCHOOL = "place", "school"  # … and of where they are and what school they have
DOCUMENT = "document"  # of a message's metadata: a person, as ``dataclasses.asdict`` makes it
FALLBACK = "nlu_fallback"
NAMES = "names"  # the form of a message that does no more than name something
CAPABILITIES = "bot_capabilities"
ABOUT_YOU = "about_you"  # the intent of messages that tell, show or take back who somebody is
SMALL_TALK = frozenset(
    {
        "greet",
        "thank",
        "goodbye",
        "bot_identity",
        CAPABILITIES,
        "bot_challenge",
        "insult",
        "praise",
        "how_are_you",
    }
)


@dataclass(frozen=True)
class ParsedEntity:
    """A stretch of a message: its kind, a key of the knowledge base or the words, and the words as typed."""

    kind: str
    value: str
    typed: str
    start: int | None = field(default=None, compare=False)  # offset in the text, None for a payload's
    # Whether an occupation is told by what is done, ``value`` in the form that is compared.
    is_work: bool = field(default=False, compare=False)
    # Of an occupation, how probable it is that its words are each kind of work, or none.
    tags: tuple[tuple[str, float], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class TaggedSpan:
    """A stretch of a message, as offsets, that says something of work or of the one who writes.

    ``tag``: one of ``TAGS`` in ``bot/nlu/span_tagger/marked.py``. ``confidence``: its probability; of work,
    that of the tag given that the words are work.
    """

    start: int
    end: int
    tag: str
    confidence: float

    def overlaps(self, named: ParsedEntity) -> bool:
        """Return whether some of its words name something already."""
        start = named.start
        return start is not None and start < self.end and start + len(named.typed) > self.start


@dataclass(frozen=True)
class UserMessage:
    """A message, or a part of one, with its intent and what it names.

    ``form`` is what NLU says about the whole of it: ``names`` if it does no more than name something,
    ``declines`` if it only says what is not asked. ``corrects``: part of it was taken away, as it corrects
    the last message ("no, I meant …") or says what is not asked.
    """

    text: str
    intent: str
    entities: tuple[ParsedEntity, ...] = ()
    ranking: tuple[str, ...] = ()
    confidence: float = 1.0
    corrected: str = ""  # the text with its spelling corrected; empty where NLU says nothing about it
    form: str = ""
    corrects: bool = False
    parts: tuple[UserMessage, ...] = ()  # the parts that ask different things
    unclear: tuple[str, ...] = ()  # … and those that were not understood
    requests: tuple[UserMessage, ...] = ()  # what it asks one after the other, each as a message of its own
    asked_beside: str = ""  # the one intent that a part of it surely has
    document: Person | None = None  # what was read from a file that was sent instead of words
    refused: tuple[ParsedEntity, ...] = ()  # titles that it names as what is not wanted
    protested: tuple[ParsedEntity, ...] = ()  # … those that were shown and are turned down
    disowned: tuple[ParsedEntity, ...] = ()  # … and those that are said not to be one's own work
    judged: bool = False  # its titles were read as what they stand for in the conversation
    tagged: tuple[TaggedSpan, ...] = ()  # what it tells of work and of the one who writes
    picked: tuple[ParsedEntity, ...] = ()  # what it picks of the lists that were shown
    searches: str = ""  # whether it asks for occupations by conditions: "anew", or "edits" the last search
    asks_fact: bool = False  # it surely asks for a fact rather than for advice
    channel: str = ""  # the name of the surface where it was written, such as "slack"

    @property
    def is_payload(self) -> bool:
        """Return whether the message is what a button sends, such as ``/salary``."""
        return self.text.startswith("/")

    @property
    def words(self) -> str:
        """What the message says, spelled correctly as far as possible; for search, not for display."""
        return self.corrected or self.text

    def named_kinds(self) -> set[str]:
        """Return the kinds of what the message names, beside an occupation."""
        return {entity.kind for entity in self.entities} - CUES - {"occupation"}

    def with_occupation(self, title: str, typed: str) -> UserMessage:
        """Return the message with an occupation that words name, in place of what is named within them."""
        kept = tuple(one for one in self.entities if f" {normalise(one.typed)} " not in f" {typed} ")
        return replace(self, entities=(*kept, ParsedEntity("occupation", title, typed)))

    def values(self, kind: str) -> list[str]:
        """Return the values of one kind of entity."""
        return [entity.value for entity in self.entities if entity.kind == kind]

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> UserMessage:
        """Read the latest message."""
        return cls.from_parse(tracker.latest_message or {})

    @classmethod
    def from_parse(cls, message: Mapping[str, Any]) -> UserMessage:
        """Read what NLU made of a message."""
        asides = [(start, end) for start, end in message.get("asides") or ()]
        text = without(str(message.get("text") or ""), asides)
        intent = message.get("intent") or {}
        found = [_moved(entity, asides) for entity in message.get("entities") or ()]
        named = [entity for entity in found if entity.get("entity") != PART]
        confidence = float(intent.get("confidence", 1.0))
        parts, unclear = ((), ()) if text.startswith("/") else _parts(text, found, named, intent)
        tagged = tuple(TaggedSpan(**_moved(one, asides)) for one in message.get("told") or ())
        requests = [_moved(one, asides) for one in message.get("requests") or ()]
        return cls(
            text=text,
            intent=str(intent.get("name") or ""),
            entities=tuple(_entity(text, entity) for entity in named),
            ranking=tuple(
                name
                for one in message.get("intent_ranking") or []
                if (name := str(one.get("name"))) != FALLBACK
            ),
            confidence=confidence,
            corrected="" if text.startswith("/") else str(message.get("meant") or ""),
            form=str(message.get("form") or ""),
            corrects=bool(message.get("corrects")),
            parts=parts,
            unclear=unclear,
            requests=tuple(_request(text, one, named, tagged) for one in requests),
            asked_beside=_asked_beside(found),
            document=_document(message),
            tagged=tagged,
            channel=str(message.get("channel") or ""),
        )


def _asked_beside(found: Sequence[Mapping[str, Any]]) -> str:
    """Return the one intent that a part of a message surely has, else nothing: "I'm a vet. My outlook?"."""
    sure = {
        str(part["value"])
        for part in found
        if part.get("entity") == PART and part["confidence"] >= UNDOUBTED_ANSWER
    } - {ABOUT_YOU, *SMALL_TALK}
    return sure.pop() if len(sure) == 1 else ""


def _document(message: Mapping[str, Any]) -> Person | None:
    """Return what was read from a file, which the channel puts beside the message."""
    read = (message.get("metadata") or {}).get(DOCUMENT)
    return None if read is None else Person.from_plain(read)


def _moved(entity: Mapping[str, Any], asides: Sequence[Offsets]) -> Mapping[str, Any]:
    """Return an entity with its offsets in the message without its asides."""
    offsets = {name: moved(entity[name], asides) for name in ("start", "end") if entity.get(name) is not None}
    return {**entity, **offsets}


def _entity(text: str, entity: Mapping[str, Any]) -> ParsedEntity:
    """Return an entity with what was typed; a payload types nothing."""
    start, end = entity.get("start"), entity.get("end")
    value = str(entity.get("value"))
    from_payload = text.startswith("/") or start is None or end is None
    if from_payload:
        return ParsedEntity(str(entity["entity"]), value, value)
    is_work = entity.get("role") == WORK
    tags = tuple((str(tag), float(share)) for tag, share in (entity.get("tags") or {}).items())
    return ParsedEntity(str(entity["entity"]), value, text[start:end], start, is_work, tags)


def _parts(
    text: str,
    found: Sequence[Mapping[str, Any]],
    named: Sequence[Mapping[str, Any]],
    whole: Mapping[str, Any],
) -> tuple[tuple[UserMessage, ...], tuple[str, ...]]:
    """Return the parts that ask different things, and the parts that were not understood.

    A message that asks one thing only has no parts.
    """
    clear: dict[str, Mapping[str, Any]] = {}
    unclear: list[str] = []
    for part in (entity for entity in found if entity.get("entity") == PART):
        words = text[part["start"] : part["end"]]
        if part["confidence"] >= PART_IS_A_QUESTION:
            clear.setdefault(str(part["value"]), part)
        elif part.get("begins_anew") and len(words.split()) >= UNCLEAR_PART_WORDS:
            unclear.append(words)
    if not clear or float(whole.get("confidence", 1.0)) >= WHOLE_OUTRANKS_PARTS:
        unclear = []
        clear = _without_doubtful(clear, str(whole.get("name") or ""))
    if len(clear) + len(unclear) < 2:
        return (), ()
    return tuple(_part(text, part, named) for part in clear.values()), tuple(unclear)


def _without_doubtful(clear: Mapping[str, Mapping[str, Any]], intent: str) -> dict[str, Mapping[str, Any]]:
    """Return the parts of a message of one sure intent without those that only may ask something else.

    "How many are women, percentage wise" asks one thing.
    """
    sure = {name: part for name, part in clear.items() if part["confidence"] >= UNDOUBTED_ANSWER}
    return sure if intent in sure else dict(clear)


def _request(
    text: str,
    request: Mapping[str, Any],
    named: Sequence[Mapping[str, Any]],
    tagged: Sequence[TaggedSpan],
) -> UserMessage:
    """Return a request as if it were a message of its own."""
    start, end = request["start"], request["end"]
    ranking = request["intent_ranking"]
    first, second = ({"name": "", "confidence": 0.0, **one} for one in [*ranking, {}, {}][:2])
    confidence = float(first["confidence"])
    unclear = confidence < UNCLEAR_INTENT or confidence - second["confidence"] < AMBIGUOUS_INTENTS
    inside = [entity for entity in named if start <= entity.get("start", -1) < end]
    entities = (_entity(text, entity) for entity in inside)
    return UserMessage(
        text=text[start:end],
        intent=FALLBACK if unclear else str(first["name"]),
        entities=tuple(replace(one, start=(one.start or 0) - start) for one in entities),
        ranking=tuple(str(one["name"]) for one in ranking),
        confidence=UNCLEAR_INTENT if unclear else confidence,
        corrected=str(request.get("meant") or ""),
        form=str(request.get("form") or ""),
        tagged=tuple(
            replace(one, start=one.start - start, end=one.end - start)
            for one in tagged
            if start <= one.start < end
        ),
    )


def _part(text: str, part: Mapping[str, Any], named: Sequence[Mapping[str, Any]]) -> UserMessage:
    """Return a part as a message; an occupation or place named in another part holds for it, too."""
    start, end = part["start"], part["end"]
    inside = [entity for entity in named if start <= entity.get("start", -1) < end]
    kinds = {entity["entity"] for entity in inside}
    inside += [entity for entity in named if entity["entity"] in SCOPES and entity["entity"] not in kinds]
    return UserMessage(
        text=text[start:end],
        intent=str(part["value"]),
        entities=tuple(_entity(text, entity) for entity in inside),
        confidence=float(part["confidence"]),
        corrected=str(part.get("meant") or ""),
    )
