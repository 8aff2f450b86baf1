"""What a conversation is about: the state that one turn leaves to the next, kept in the slot ``context``."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from actions.person import Person

REMEMBERED_QUESTIONS = 4  # to go back to
REMEMBERED_CHARACTERS = 500  # of a question's text
REMEMBERED_SEARCH = 2_000  # … and of the lines of a search, each of which holds a condition


@dataclass(frozen=True)
class Item:
    """A row, an entity or a figure of the last answer that "the second one" may point at, by key."""

    kind: str
    key: str


@dataclass(frozen=True)
class Request:
    """A request of the last message that made several, in plain values: "you forgot the second part"."""

    text: str
    intent: str
    confidence: float
    entities: tuple[tuple[str, str, str], ...] = ()  # kind, value and words


@dataclass(frozen=True)
class PastQuestion:
    """A question that was answered before the last one, in plain values, so that it can be asked again."""

    topic: str
    occupations: tuple[str, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    question: str = ""

    def together(self) -> tuple[str, ...]:
        """Return the occupations that it was about, in the order in which they were named."""
        mentioned = (value for kind, value in self.mentions if kind == "occupation")
        return tuple(dict.fromkeys((*self.occupations[:1], *mentioned, *self.occupations[1:])))


@dataclass(frozen=True)
class ConversationState:
    """What the last answer was about and showed. Plain values only, as Rasa stores slots as JSON."""

    topic: str | None = None
    occupations: tuple[str, ...] = ()
    unknown_occupations: tuple[str, ...] = ()  # named last, and not in the knowledge base
    mentions: tuple[tuple[str, str], ...] = ()  # kind and value of what the last question named
    hints: tuple[tuple[str, str], ...] = ()  # how it was put: (aspect, price) …
    question: str = ""  # its words, as far as an answer may turn on them
    page: int = 0
    pages: int = 0
    shown_to: int = 0  # places of the order of all occupations that the last search was shown up to
    items: tuple[Item, ...] = ()
    choices: tuple[str, ...] = ()  # payloads
    rows: tuple[str, ...] = ()  # keys of the rows shown
    sources: tuple[tuple[str, str], ...] = ()  # source key and whom it cites ("" for none)
    asked: tuple[str, ...] = ()  # topics asked, newest last
    misses: int = 0  # turns in a row without an answer
    earlier: tuple[PastQuestion, ...] = ()  # questions before the last one, newest last
    noted: tuple[str, ...] = ()  # disagreements that were told, newest last
    told: tuple[str, ...] = ()  # keys of the topic's figures that were told by themselves, newest last
    shown: tuple[str, ...] = ()  # keys of the occupations of all lists of what fits, newest last
    amounts: tuple[tuple[str, ...], ...] = ()  # of the last first lines, as they were written, newest last
    title: str = ""  # of the occupation that was named last, in the person's words: who "she" is
    named: tuple[str, ...] = ()  # titles that the person named, in normal form, newest last
    in_distress: bool = False  # since the last answer on a topic
    person: Person = field(default_factory=Person)  # what the person said of themselves
    goal: str = ""  # the occupation that they asked the way to, until another is named or it is let go
    profile: tuple[str, ...] = ()  # the lines of what is known of them, where the last answer showed it
    notes: tuple[tuple[str, str], ...] = ()  # … and what of it no advice depends on, by its kind
    missed: int = 0  # turns in a row that were no answer, whatever was said to them
    contact_shown: bool = False  # how to reach a person
    other: Person | None = None  # somebody else for whom advice was asked, as long as it goes on
    open_titles: tuple[str, ...] = ()  # that were named and of which it was asked who is meant
    beside: tuple[str, Person] | None = None  # "my husband", told of beside the speaker, with what was told
    sets: tuple[tuple[str, ...], ...] = ()  # of occupations that were listed or compared, newest last
    of_sources: str = ""  # what the last message asked of the sources themselves: "disagreement"
    requests: tuple[Request, ...] = ()  # of the last message, where it made several
    finder: str | None = None  # taps in the interest finder, a digit each; None where it is not open

    def as_slot(self) -> dict[str, Any]:
        """Return the slot's value."""
        return asdict(self)

    @classmethod
    def from_slot(cls, value: Any) -> ConversationState:
        """Read the slot; anything that does not fit is the state of a new conversation."""
        if not isinstance(value, dict):
            return cls()
        try:
            return cls(
                topic=value["topic"],
                occupations=tuple(value["occupations"]),
                unknown_occupations=tuple(str(name) for name in value["unknown_occupations"]),
                mentions=_pairs(value["mentions"]),
                hints=_pairs(value["hints"]),
                question=str(value["question"]),
                page=int(value["page"]),
                pages=int(value["pages"]),
                shown_to=int(value["shown_to"]),
                items=tuple(Item(**item) for item in value["items"]),
                choices=tuple(value["choices"]),
                rows=tuple(value["rows"]),
                sources=_pairs(value["sources"]),
                asked=tuple(value["asked"]),
                misses=int(value["misses"]),
                earlier=tuple(_past_question(past) for past in value["earlier"]),
                noted=tuple(str(key) for key in value["noted"]),
                told=tuple(str(key) for key in value["told"]),
                shown=tuple(str(key) for key in value["shown"]),
                amounts=tuple(tuple(str(one) for one in lead) for lead in value["amounts"]),
                title=str(value["title"]),
                named=tuple(str(title) for title in value["named"]),
                in_distress=bool(value["in_distress"]),
                person=Person.from_plain(value["person"]),
                goal=str(value["goal"]),
                profile=tuple(str(line) for line in value["profile"]),
                notes=_pairs(value["notes"]),
                missed=int(value["missed"]),
                contact_shown=bool(value["contact_shown"]),
                other=Person.from_plain(value["other"]) if value["other"] is not None else None,
                open_titles=tuple(str(title) for title in value["open_titles"]),
                beside=_beside(value["beside"]),
                sets=tuple(tuple(str(key) for key in one) for one in value["sets"]),
                of_sources=str(value["of_sources"]),
                requests=tuple(_request(one) for one in value["requests"]),
                finder=None if value["finder"] is None else str(value["finder"]),
            )
        except (KeyError, TypeError, ValueError):
            return cls()

    def last_question(self) -> PastQuestion | None:
        """Return the question that was answered last."""
        if self.topic is None:
            return None
        return PastQuestion(self.topic, self.occupations, self.mentions, self.hints, self.question)

    @property
    def own_occupation(self) -> str:
        """The occupation of whom the advice is for: somebody else or the speaker; empty if not told."""
        return (self.other or self.person).occupation

    @property
    def last_occupation(self) -> str:
        """The key of the occupation that the last answer was about; empty where it was about none."""
        return "".join(self.occupations[-1:])

    @property
    def aim(self) -> str:
        """The key of the occupation talked about last, else of the goal where that was one's own or none."""
        last = self.last_occupation
        return self.goal or last if last in ("", self.own_occupation) else last

    @property
    def of_articles(self) -> bool:
        """Whether the last answer was about an occupation of the articles, whose key is no code."""
        return not self.last_occupation[:1].isdigit()

    def topics_so_far(self) -> frozenset[str]:
        """Return the topics that the conversation was about, as far back as questions are remembered."""
        return frozenset(one.topic for one in self.latest_questions())

    def latest_questions(self) -> tuple[PastQuestion, ...]:
        """Return the questions that were answered, the last one first."""
        last = self.last_question()
        return (*([last] if last else []), *reversed(self.earlier))

    def occupations_so_far(self) -> tuple[str, ...]:
        """Return the occupations that were asked about or compared, the last one at the end."""
        past = [*self.earlier, *(one for one in [self.last_question()] if one)]
        named = [key for one in past for key in one.together()[::-1]]
        return tuple(dict.fromkeys(named[::-1]))[::-1]

    def history(self, following: PastQuestion | None) -> tuple[PastQuestion, ...]:
        """Return the questions that lie behind ``following``, the last one among them if it is another.

        A question about an occupation that is not known had no answer to go back to.
        """
        last = self.last_question()
        if last is None or (self.unknown_occupations and not self.rows):
            return self.earlier
        if following and replace(last, question="") == replace(following, question=""):
            return self.earlier
        return (*self.earlier, last)[-REMEMBERED_QUESTIONS:]


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in value)


def _beside(value: Any) -> tuple[str, Person] | None:
    if value is None:
        return None
    who, person = value
    return str(who), Person.from_plain(person)


def _request(value: dict[str, Any]) -> Request:
    named = tuple((str(kind), str(one), str(typed)) for kind, one, typed in value["entities"])
    return Request(str(value["text"]), str(value["intent"]), float(value["confidence"]), named)


def _past_question(value: dict[str, Any]) -> PastQuestion:
    return PastQuestion(
        topic=str(value["topic"]),
        occupations=tuple(value["occupations"]),
        mentions=_pairs(value["mentions"]),
        hints=_pairs(value["hints"]),
        question=str(value["question"]),
    )
