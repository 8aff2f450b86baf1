"""What a turn asks, read off the tracker, and what the conversation is about."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from rasa_sdk import Tracker
from sqlalchemy.engine import Connection

from knowledge.queries import entities as entity_queries
from knowledge.queries import occupations as occupation_queries
from knowledge.records import Entity, Occupation

PLACES = frozenset({"place", "country", "region"})
HOW_PEOPLE_ASK = frozenset({"aspect", "untold", "skill_kind", "ordinal", "number"})
SCOPES = frozenset({"occupation", "company", "place", "country"})  # what holds for all parts of a message
PARTS = frozenset({"question", "unclear"})  # stretches of a message, not what it names


@dataclass(frozen=True)
class Mention:
    """Something the message names. ``entity`` or ``occupation`` is set when the knowledge base holds it."""

    kind: str
    typed: str
    entity: Entity | None = None
    occupation: Occupation | None = None

    @property
    def name(self) -> str:
        """How to call it in an answer."""
        if self.occupation:
            return self.occupation.plural
        return self.entity.name if self.entity else self.typed

    @property
    def value(self) -> str:
        """A key of the knowledge base, or what was typed."""
        return self.occupation.key if self.occupation else self.entity.key if self.entity else self.typed


@dataclass(frozen=True)
class Item:
    """What "the second one" may mean: a row, an entity or a choice of the last answer, by key or payload."""

    kind: str
    key: str


@dataclass(frozen=True)
class Context:
    """What the conversation is about; kept in a slot, so plain values only."""

    topic: str | None = None
    occupations: tuple[str, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()  # kind and value
    hints: tuple[tuple[str, str], ...] = ()  # how the question was put: (aspect, price) …
    question: str = ""  # its words, as far as an answer may turn on them
    page: int = 0
    pages: int = 0
    items: tuple[Item, ...] = ()
    choices: tuple[str, ...] = ()  # payloads
    rows: tuple[str, ...] = ()  # keys of the rows shown
    sources: tuple[tuple[str, str], ...] = ()  # source key and whom it cites ("" for none)
    asked: tuple[str, ...] = ()  # topics asked, newest last
    misses: int = 0  # turns in a row without an answer

    def as_slot(self) -> dict[str, Any]:
        """Return the slot's value."""
        return asdict(self)

    @classmethod
    def from_slot(cls, value: Any) -> Context:
        """Read the slot; anything that does not fit is a fresh context."""
        if not isinstance(value, dict):
            return cls()
        try:
            return cls(
                topic=value["topic"],
                occupations=tuple(value["occupations"]),
                mentions=tuple((kind, name) for kind, name in value["mentions"]),
                hints=tuple((kind, name) for kind, name in value["hints"]),
                question=str(value["question"]),
                page=int(value["page"]),
                pages=int(value["pages"]),
                items=tuple(Item(**item) for item in value["items"]),
                choices=tuple(value["choices"]),
                rows=tuple(value["rows"]),
                sources=tuple((key, cited) for key, cited in value["sources"]),
                asked=tuple(value["asked"]),
                misses=int(value["misses"]),
            )
        except (KeyError, TypeError, ValueError):
            return cls()


@dataclass(frozen=True)
class Turn:
    """A user's message as the tracker tells it."""

    text: str
    intent: str
    entities: tuple[tuple[str, str, str], ...]  # kind, value, typed
    ranking: tuple[str, ...] = ()
    context: Context = field(default_factory=Context)
    questions: tuple[Turn, ...] = ()  # the parts of the message that ask different things
    unclear: tuple[str, ...] = ()  # … and what else it asks that was not understood
    confidence: float = 1.0  # that the intent is what is meant
    meant: str = ""  # the text with its spelling corrected, where NLU tells it

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> Turn:
        """Read the latest message and the context slot."""
        message = tracker.latest_message or {}
        text = str(message.get("text") or "")
        found = message.get("entities") or []
        named = [entity for entity in found if entity.get("entity") not in PARTS]
        questions = [entity for entity in found if entity.get("entity") == "question"]
        unclear = [entity for entity in found if entity.get("entity") == "unclear"]
        ranked = [str(one.get("name")) for one in message.get("intent_ranking") or []]
        intent = message.get("intent") or {}
        return cls(
            text=text,
            intent=str(intent.get("name") or ""),
            entities=tuple(_entity(text, entity) for entity in named),
            ranking=tuple(name for name in ranked if name != "nlu_fallback"),
            context=Context.from_slot(tracker.get_slot("context")),
            questions=tuple(_question(text, one, named) for one in questions if not text.startswith("/")),
            unclear=tuple(text[one["start"] : one["end"]] for one in unclear if not text.startswith("/")),
            confidence=float(intent.get("confidence", 1.0)),
            meant="" if text.startswith("/") else str(message.get("meant") or ""),
        )

    @property
    def words(self) -> str:
        """What the message says, as far as possible without typing errors; for search, not for display."""
        return self.meant or self.text

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """How the question is put, as kind and value, such as (aspect, price)."""
        return tuple((kind, value) for kind, value, _typed in self.entities if kind in HOW_PEOPLE_ASK)

    def values(self, kind: str) -> list[str]:
        """Return the values of one kind of entity."""
        return [value for one, value, _typed in self.entities if one == kind]


def _entity(text: str, entity: dict[str, Any]) -> tuple[str, str, str]:
    """Return kind, value and what was typed; a payload types nothing."""
    start, end = entity.get("start"), entity.get("end")
    value = str(entity.get("value"))
    from_payload = text.startswith("/") or start is None or end is None
    return str(entity["entity"]), value, value if from_payload else text[start:end]


def _question(text: str, part: dict[str, Any], named: list[dict[str, Any]]) -> Turn:
    """Return a part of a message as a turn; an occupation or place from elsewhere applies if it has none."""
    start, end = part["start"], part["end"]
    inside = [entity for entity in named if start <= entity.get("start", -1) < end]
    kinds = {entity["entity"] for entity in inside}
    inside += [one for one in named if one["entity"] in SCOPES and one["entity"] not in kinds]
    entities = tuple(_entity(text, entity) for entity in inside)
    confidence = float(part.get("confidence", 1.0))
    meant = str(part.get("meant") or "")
    return Turn(text[start:end], str(part["value"]), entities, confidence=confidence, meant=meant)


@dataclass(frozen=True)
class Ask:
    """A question about one topic and one occupation, ready to be looked up."""

    connection: Connection
    topic: str
    occupation: Occupation
    text: str = ""
    mentions: tuple[Mention, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()  # how people ask: (aspect, price), (skill_kind, soft) …

    @property
    def says_nothing(self) -> bool:
        """Return whether there are no words of the person's own: none at all, or a payload."""
        return not self.text.strip() or self.text.startswith("/")

    def of(self, *kinds: str) -> list[Mention]:
        """Return the mentions of these kinds."""
        return [mention for mention in self.mentions if mention.kind in kinds]

    def held(self, *kinds: str) -> list[Entity]:
        """Return the entities of these kinds that the knowledge base holds."""
        return [mention.entity for mention in self.of(*kinds) if mention.entity]

    def hint(self, kind: str) -> list[str]:
        """Return the hints of one kind."""
        return [value for one, value in self.hints if one == kind]


def resolve(connection: Connection, entities: tuple[tuple[str, str, str], ...]) -> tuple[Mention, ...]:
    """Look up what a message names; the knowledge base decides, not what NLU knew when it was trained."""
    mentions: list[Mention] = []
    for kind, value, typed in entities:
        if kind in HOW_PEOPLE_ASK:
            continue
        if kind == "occupation":
            occupation = occupation_queries.get_occupation(
                connection, key=value
            ) or occupation_queries.find_occupation(connection, term=typed)
            mention = Mention(kind, typed, occupation=occupation)
        else:
            entity = entity_queries.get_entity(connection, key=value)
            if entity is None:
                same_kind = [
                    one for one in entity_queries.find_entities(connection, term=typed) if _fits(kind, one)
                ]
                entity = same_kind[0] if same_kind else None
            mention = Mention(entity.kind if entity else kind, typed, entity=entity)
        if mention not in mentions:
            mentions.append(mention)
    return tuple(mentions)


def _fits(kind: str, entity: Entity) -> bool:
    return entity.kind == kind or (kind == "place" and entity.kind in PLACES)
