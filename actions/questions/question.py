"""The question: one frozen record of what a message asks, which everything after it looks at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Generic, Literal, TypeVar

from actions.person import Person
from actions.questions.kinds import PLACES
from actions.questions.members.records import MembersAsked
from actions.questions.message import UserMessage
from actions.state import ConversationState, Item
from knowledge.dataset_records import TitleMatch
from knowledge.records import Entity, Occupation

Origin = Literal["said", "carried over", "default"]
Form = Literal[
    "yes_no", "number", "which", "list", "explanation", "comparison", "source", "personal", "statement"
]
Value = TypeVar("Value")
AGAINST_ALL = "against_all"  # the aspect of what holds a figure against all occupations, this once


@dataclass(frozen=True)
class Slot(Generic[Value]):
    """A value, where it comes from, and the confidence that it is meant (0 to 1)."""

    value: Value
    origin: Origin = "said"
    confidence: float = 1.0


@dataclass(frozen=True)
class LinkedEntity:
    """Something that is named. ``entity`` or ``occupation`` is set when the knowledge base holds it."""

    kind: str
    typed: str
    entity: Entity | None = None
    occupation: Occupation | None = None
    origin: Origin = "said"
    candidates: tuple[TitleMatch, ...] = ()  # occupations that a title may mean, where none is clearly meant

    @property
    def name(self) -> str:
        """What to call it in an answer."""
        if self.occupation:
            return self.occupation.plural
        return self.entity.name if self.entity else self.typed

    @property
    def value(self) -> str:
        """A key of the knowledge base, or what was typed."""
        return self.occupation.key if self.occupation else self.entity.key if self.entity else self.typed

    @property
    def likeliest(self) -> str:
        """The key of the occupation that is meant, or most likely meant; empty if it is none."""
        if self.occupation:
            return self.occupation.key
        return self.candidates[0].code if self.candidates else ""


@dataclass(frozen=True)
class Cue:
    """How a question is put, such as ``(aspect, price)`` or ``(skill_kind, soft)``."""

    kind: str
    value: str
    typed: str = ""
    origin: Origin = "said"


@dataclass(frozen=True)
class Rank:
    """The places of an order that are asked for: ``position`` 2: the second largest, ``count`` 3: the top 3.

    ``majority``: only the largest share is meant, as in "how old are most of them?".
    """

    position: int = 1
    count: int = 1
    lowest: bool = False
    majority: bool = False


@dataclass(frozen=True)
class Quantity:
    """An amount that is compared with what is known; ``unit`` as in figures, None where none is said."""

    value: float
    unit: str | None
    typed: str


@dataclass(frozen=True)
class Question:
    """What is asked. Slots that the message leaves open are filled from the conversation (``carry_over``)."""

    message: UserMessage
    state: ConversationState = field(default_factory=ConversationState)
    topic: Slot[str] | None = None
    occupations: tuple[Slot[Occupation], ...] = ()
    unknown_occupations: tuple[LinkedEntity, ...] = ()
    entities: tuple[LinkedEntity, ...] = ()  # including places, levels and the occupations that are named
    cues: tuple[Cue, ...] = ()
    quantity: Quantity | None = None
    rank: Rank | None = None
    item: Item | None = None  # of the last answer's list, if the message points at one
    item_position: int | None = None  # … and its place from 0, or -1 for the last; None where it names none
    points: bool = False  # the item is pointed at by its words, or as the one behind the last
    choice_position: int | None = None  # the same for the choices that were offered
    negated: bool = False
    exclusions: tuple[LinkedEntity, ...] = ()
    form: Form = "statement"
    text: str = ""  # the words that an answer may turn on
    page: int = 0
    of_members: MembersAsked | None = None  # what is asked of several occupations that it points back to
    keeps_items: bool = False  # the list that an item or attribute is asked of stays at hand

    @property
    def intent(self) -> str:
        """What NLU recognised, or what the form of the message says it is."""
        return self.message.intent

    @property
    def person(self) -> Person:
        """What is known of the person, by this message included."""
        return self.state.person

    @property
    def confidence(self) -> float:
        """Return how likely it is that the intent is meant."""
        return self.message.confidence

    @property
    def says_nothing(self) -> bool:
        """Return whether there are no words of the person's own: none at all, or a payload."""
        return not self.text.strip() or self.text.startswith("/")

    @property
    def topic_key(self) -> str:
        """The topic that is asked about.

        Raises:
            LookupError: if the question is about no topic.
        """
        if self.topic is None:
            raise LookupError(f"the intent '{self.intent}' is no topic")
        return self.topic.value

    def topic_is(self, key: str) -> bool:
        """Return whether this is the topic that is asked about."""
        return self.topic is not None and self.topic.value == key

    @property
    def place(self) -> LinkedEntity | None:
        """The place that is named."""
        return next(iter(self.of(*PLACES)), None)

    @property
    def year(self) -> str | None:
        """The year that is named."""
        return next((one.typed for one in self.of("year")), None)

    def of(self, *kinds: str) -> list[LinkedEntity]:
        """Return the entities of these kinds."""
        return [entity for entity in self.entities if entity.kind in kinds]

    def known(self, *kinds: str) -> list[Entity]:
        """Return the entities of these kinds that the knowledge base holds."""
        return [linked.entity for linked in self.of(*kinds) if linked.entity]

    def cue(self, kind: str) -> list[str]:
        """Return the values of the cues of one kind."""
        return [cue.value for cue in self.cues if cue.kind == kind]

    def asks_for(self, *aspects: str) -> bool:
        """Return whether the question is put for one of these aspects."""
        return bool(set(aspects) & set(self.cue("aspect")))

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Return the cues in plain values, as the state of the conversation keeps them."""
        return tuple((cue.kind, cue.value) for cue in self.cues if cue.value != AGAINST_ALL)

    def about(self, topic: str, *, origin: Origin = "said") -> Question:
        """Return the same question about another topic."""
        return replace(self, topic=Slot(topic, origin, self.confidence))
