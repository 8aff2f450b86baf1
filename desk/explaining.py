"""A conversation as it was held, and why each answer came: what NLU saw, what was ranked, what decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions import thresholds
from actions.questions.kinds import PLACES
from desk.databases import reading_knowledge
from desk.masking import Known, Mask
from desk.queries.turns import FoundTurn
from knowledge.passages import FACT
from knowledge.queries.passage_rows import passage_rows

Json = dict[str, Any]
OTHER_INTENTS = 3
# Of ``actions/thresholds.py``: those that a confidence is compared with most.
OF_INTENT = (
    "UNCLEAR_INTENT",
    "PART_IS_A_QUESTION",
    "REFUSAL_CONFIDENCE",
    "UNDOUBTED_ANSWER",
    "OUTRANKS_CONVERSATION",
)
OF_RANKING = (
    "FACT_LEADS",
    "FACT_ANSWERS",
    "FACT_OUTRANKS_TOPIC",
    "FACT_OUTRANKS_REFUSAL",
    "FACT_ANSWERS_UNCLEAR",
)


@dataclass(frozen=True)
class Threshold:
    """A threshold, and whether what was measured reaches it."""

    name: str
    value: float
    is_reached: bool


@dataclass(frozen=True)
class Entity:
    """What NLU found: its kind, the key or the words it stands for, and what was typed."""

    kind: str
    value: str
    typed: str


@dataclass(frozen=True)
class Ranking:
    """Facts about an occupation, the best first: key, text and share of the probability."""

    occupation: str
    confidence: float
    facts: tuple[tuple[str, str, float], ...]
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True)
class Why:
    """What led to an answer."""

    intent: str
    confidence: float
    others: tuple[tuple[str, float], ...]
    entities: tuple[Entity, ...]
    thresholds: tuple[Threshold, ...]
    steps: tuple[str, ...] = ()
    rankings: tuple[Ranking, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the bot said, and what was thought of it."""

    text: str
    rating: int | None
    reasons: tuple[str, ...]
    comment: str


@dataclass(frozen=True)
class ShownTurn:
    """A turn with its texts, masked or not; ``why`` None where nothing of it was kept."""

    turn: FoundTurn
    said: str | None
    is_payload: bool
    answers: tuple[Answer, ...]
    why: Why | None


@dataclass
class _Parts:
    user: Json = field(default_factory=dict)
    bot: list[Json] = field(default_factory=list)
    context: Json = field(default_factory=dict)


def said(message: Json | None, mask: Mask | None) -> str | None:
    """Return the text of a user's event, masked if there is a mask; None without an event."""
    if message is None:
        return None
    text = str(message.get("text") or "")
    if mask is None or text.startswith("/"):  # a button's payload is the bot's own text
        return text
    return mask.message(text, known_parts(message))


def known_parts(message: Json) -> list[Known]:
    """Return the parts of a message that NLU knows by a key of the knowledge base, or takes for a place."""
    return [
        Known(int(one["start"]), int(one["end"]))
        for one in _entities(message)
        if one.get("entity") in PLACES or _typed(message, one) != str(one.get("value"))
    ]


def shown_turns(
    turns: Sequence[FoundTurn], events: Sequence[Json], feedback: Sequence[Json], mask: Mask | None
) -> list[ShownTurn]:
    """Return turns as a page shows them.

    Args:
        turns: of one conversation, in order.
        events: theirs, with ``sequence``.
        feedback: on answers of the conversation, as ``bot.conversations.feedback.given`` returns it.
        mask: hides what identifies people; None shows all.
    """
    parts = _by_turn(turns, events)
    given = {one["answer_id"]: one for one in feedback}
    texts = _fact_texts(parts.values())
    shown = []
    for one in turns:
        found = parts[one.id]
        text = said(found.user or None, mask)
        shown.append(
            ShownTurn(
                one,
                text,
                bool(text and text.startswith("/")),
                tuple(_answer(event, given, mask) for event in found.bot if event.get("text")),
                _why(found, texts, mask) if found.user else None,
            )
        )
    return shown


def _by_turn(turns: Sequence[FoundTurn], events: Sequence[Json]) -> dict[str, _Parts]:
    parts = {one.id: _Parts() for one in turns}
    begins = {one.sequence: one.id for one in turns if one.sequence is not None}
    current: _Parts | None = None
    for event in events:
        if event["sequence"] in begins:
            current = parts[begins[event["sequence"]]]
        if current is None:
            continue
        if event["event"] == "user" and not current.user:
            current.user = event
        elif event["event"] == "bot":
            current.bot.append(event)
        elif (
            event["event"] == "slot"
            and event.get("name") == "context"
            and isinstance(event.get("value"), dict)
        ):
            current.context = event["value"]
    return parts


def _answer(event: Json, given: dict[str, Json], mask: Mask | None) -> Answer:
    text = str(event.get("text") or "")
    custom = (event.get("data") or {}).get("custom") or {}
    opinion = given.get(str(custom.get("id")), {})
    comment = str(opinion.get("comment") or "")
    return Answer(
        mask.answer(text) if mask else text,
        opinion.get("rating"),
        tuple(opinion.get("reasons") or ()),
        mask.message(comment) if mask else comment,
    )


def _why(parts: _Parts, texts: dict[tuple[str, str], str], mask: Mask | None) -> Why:
    parsed = parts.user.get("parse_data") or {}
    intent = parsed.get("intent") or {}
    confidence = float(intent.get("confidence") or 0.0)
    ranked = [one for one in parsed.get("intent_ranking") or () if one.get("name") != intent.get("name")]
    context = parts.context
    return Why(
        intent=str(intent.get("name") or ""),
        confidence=confidence,
        others=tuple((str(one["name"]), float(one["confidence"])) for one in ranked[:OTHER_INTENTS]),
        entities=tuple(_entity(parts.user, one, mask) for one in _entities(parts.user)),
        thresholds=_reached(OF_INTENT, confidence),
        steps=tuple(map(str, context.get("steps") or ())),
        rankings=tuple(_ranking(one, texts) for one in context.get("rankings") or ()),
    )


def _entity(message: Json, one: Json, mask: Mask | None) -> Entity:
    typed, value = _typed(message, one), str(one.get("value"))
    is_key = typed != value
    return Entity(
        str(one.get("entity")),
        value if is_key or mask is None else mask.answer(value),
        mask.answer(typed) if mask else typed,
    )


def _ranking(one: Json, texts: dict[tuple[str, str], str]) -> Ranking:
    occupation, confidence = str(one["occupation"]), float(one["confidence"])
    facts = tuple((key, texts.get((occupation, key), ""), float(share)) for key, share in one["facts"])
    return Ranking(occupation, confidence, facts, _reached(OF_RANKING, confidence))


def _reached(names: Iterable[str], measured: float) -> tuple[Threshold, ...]:
    values = ((name, float(getattr(thresholds, name))) for name in names)
    return tuple(Threshold(name, value, measured >= value) for name, value in values)


def _entities(message: Json) -> list[Json]:
    found = (message.get("parse_data") or {}).get("entities") or []
    return [one for one in found if "start" in one and "end" in one]


def _typed(message: Json, entity: Json) -> str:
    return str(message.get("text") or "")[int(entity["start"]) : int(entity["end"])]


def _fact_texts(parts: Iterable[_Parts]) -> dict[tuple[str, str], str]:
    """Return the texts of the facts that were ranked, by occupation and key; of those that are still held."""
    wanted: dict[str, set[str]] = {}
    for one in parts:
        for ranking in one.context.get("rankings") or ():
            wanted.setdefault(str(ranking["occupation"]), set()).update(key for key, _ in ranking["facts"])
    texts: dict[tuple[str, str], str] = {}
    with reading_knowledge() as connection:
        for occupation, keys in wanted.items():
            rows, _version = passage_rows(connection, occupation=occupation, kind=FACT)
            texts |= {(occupation, row.row_key): row.text for row in rows if row.row_key in keys}
    return texts
