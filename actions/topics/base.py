"""What every topic's handler shares: fetch all rows of a question at once, then decide, then compose."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import ClassVar, Generic, TypeVar

from sqlalchemy.engine import Connection

from actions.about_you.patterns import pattern
from actions.answer import ListBlock, TextBlock
from actions.composition.offers import SHOWN, Offers, offers_for, topic_button
from actions.composition.sections import Finding, Section, figure_section, statement_section, unknown
from actions.formatting import joined, lower_first, quoted
from actions.messages import message
from actions.questions.kinds import DECISIVE, PLACES
from actions.questions.occupations import FIELD
from actions.questions.question import LinkedEntity, Question
from actions.questions.topic_slots import ASKED_NEGATIVELY
from actions.questions.wording import currencies_named
from actions.state import Item
from knowledge.currencies import currencies_of, name_of
from knowledge.queries.occupations import occupations_with_topic
from knowledge.queries.topic_rows import Facts, facts_naming, facts_of_topic
from knowledge.queries.topics import get_topics
from knowledge.records import Figure, Occupation, Row, Statement, Topic
from knowledge.terms import normalise

CURRENCY = "currency"  # the hint that a message names another currency than US dollars
# Aspects that certifications have and these topics lack.
UNTOLD_ASPECTS = {
    "career_path": {"duration", "price"},
    "education": {"price", "duration"},
    "working_hours": {"pay"},
}


@dataclass(frozen=True)
class Rows:
    """All that the knowledge base holds on a question; handlers with other needs extend it."""

    occupation: Occupation
    topic: Topic
    held: Facts  # under the topic
    naming: Mapping[str, Facts]  # under any topic, what names an entity of the question, by its key
    offers: Offers
    elsewhere: tuple[Occupation, ...]  # others with the topic, where nothing is held

    @property
    def all(self) -> list[Row]:
        """Return the rows that say for which years and places the topic is known."""
        return [*self.held.figures, *self.held.statements]

    def says(self, name: str) -> bool:
        """Return whether the words of a statement or association of the topic contain a name."""
        texts = (row.in_full for row in self.held.statements), (row.text for row in self.held.associations)
        return any(f" {normalise(name)} " in f" {normalise(text)} " for text in chain.from_iterable(texts))

    def statements_naming(self, keys: Iterable[str]) -> list[Statement]:
        """Return the topic's statements that name at least one of these entities."""
        naming = {row.key for key in keys if key in self.naming for row in self.naming[key].statements}
        return [statement for statement in self.held.statements if statement.key in naming]


# What ends a clause that says where somebody is, as the question comes behind it.
_ENDS = re.compile(
    r"[^.?!;]*[.!;]|,? (?:and|but|so)\b|, (?:which|what|how|do|does|is|are|can|should|where|who)\b"
)
AnyRows = TypeVar("AnyRows", bound=Rows)


def fetch_rows(connection: Connection, question: Question, occupation: Occupation) -> Rows:
    """Return the rows that every decision about a topic may turn on."""
    (topic,) = get_topics(connection, keys=[question.topic_key])
    held = facts_of_topic(connection, occupation=occupation.key, topic=topic.key)
    others = () if held else occupations_with_topic(connection, topic_key=topic.key)
    return Rows(
        occupation=occupation,
        topic=topic,
        held=held,
        naming=facts_naming(connection, occupation=occupation.key, entities=named_keys(question)),
        offers=offers_for(connection, occupation),
        elsewhere=tuple(one for one in others if one.key != occupation.key),
    )


class TopicHandler(ABC, Generic[AnyRows]):
    """Answers one family of topics: :meth:`fetch` reads everything, :meth:`decide` reads nothing."""

    topics: ClassVar[tuple[str, ...]] = ()
    honours: ClassVar[frozenset[str]] = frozenset()  # kinds of entities that this family looks up itself
    decisive: ClassVar[frozenset[str]] = DECISIVE
    # By topic: what no source says, beside which the rest is worth saying, as the pay by the year is where
    # that by the month is not known.
    says_beside: ClassVar[Mapping[str, frozenset[str]]] = {}

    def find(self, connection: Connection, question: Question, occupation: Occupation) -> Finding:
        """Return what is held on the question for an occupation, or say what is not."""
        return self.answer(question, self.fetch(connection, question, occupation))

    @abstractmethod
    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> AnyRows:
        """Return all rows that the decision may turn on."""

    def answer(self, question: Question, rows: AnyRows) -> Finding:
        """Return the finding, or the reason why there is none."""
        hints = self._unsupported_hints(question, rows)
        if hints and not set(hints) <= self.says_beside.get(rows.topic.key, frozenset()):
            keys = [rows.topic.key, *rows.offers.following(rows.topic.key)]
            return unknown(not_covered(hints, rows), *rows.offers.buttons(keys))
        missing = [entity for entity in question.entities if self._is_missing(question, rows, entity)]
        if missing:
            return not_known_for(rows, missing) if rows.all else nothing_held(rows)
        finding = self.decide(question, rows)
        if not finding.sections:
            finding = held_plainly(rows)
        if not finding.sections:
            return nothing_held(rows)
        if hints:
            return _beside(finding, [not_covered(hints, rows), message("unknown.beside")])
        if question.negated and rows.topic.key not in ASKED_NEGATIVELY and not question.exclusions:
            return _beside(finding, [message("unknown.negated", topic=lower_first(rows.topic.title))])
        return finding

    @abstractmethod
    def decide(self, question: Question, rows: AnyRows) -> Finding:
        """Return the sections for the question; none when nothing is held."""

    def _is_missing(self, question: Question, rows: AnyRows, entity: LinkedEntity) -> bool:
        """Return whether the question turns on something that the topic is not known for."""
        if entity.kind == "industry" and not entity.entity and entity.kind not in self.honours:
            return True
        if entity.kind not in self.decisive or entity.kind in self.honours:
            return False
        if entity.kind == "level" and rows.topic.group == FIELD:
            return False  # "explain machine learning to a beginner"
        if entity.kind == "year":
            return not any(covers_year(row, entity.typed) for row in rows.all)
        if rows.says(entity.name):
            return False  # "a bootcamp in San Diego", of that of the University of California San Diego
        if entity.kind in PLACES:
            held = {normalise(row.place) for row in rows.all if row.place}
            return normalise(entity.name) not in held and not _says_where_one_is(question, entity)
        return True

    def _unsupported_hints(self, question: Question, rows: AnyRows) -> list[str]:
        """Return what the question is for that people often ask and no source says."""
        told = {statement.kind for statement in rows.held.statements} | {*rows.topic.tells}
        hints = [hint for hint in question.cue("untold") if hint not in told]
        if CURRENCY in hints and not _asks_for_other_currency(question, rows):
            hints = [hint for hint in hints if hint != CURRENCY]
        missing = UNTOLD_ASPECTS.get(rows.topic.key, set())
        return hints + [hint for hint in question.cue("aspect") if hint in missing]


def _says_where_one_is(question: Question, entity: LinkedEntity) -> bool:
    """Return whether a place is no part of the question: "I am from Brazil. Which bootcamp is there?"."""
    before, found, behind = question.message.text.partition(entity.typed)
    if entity.typed in behind:
        return False
    if not found:
        return bool(question.person.place) and normalise(entity.typed) == normalise(question.person.place)
    said = re.split(r"[.?!;]", before)[-1].casefold().replace("'", "")
    ends = _ENDS.match(behind)
    return bool(ends and (pattern("lives_before").search(said) or pattern("comes_from").search(said)))


class PlainTopicHandler(TopicHandler[Rows]):
    """A handler that needs no rows but those under the topic and about what is named."""

    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> Rows:
        """Return the rows."""
        return fetch_rows(connection, question, occupation)


def named_keys(question: Question) -> list[str]:
    """Return the keys of the entities that the question names and the knowledge base holds."""
    return [one.entity.key for one in question.entities if one.entity]


def not_covered(hints: Sequence[str], rows: Rows) -> str:
    """Return the sentence that no source says anything about these."""
    held = joined([name_of(code) for code in _currencies_held(rows)])
    names = joined([message(f"untold.{hint}", currencies=held) for hint in dict.fromkeys(hints)])
    return message("unknown.aspect", names=names)


def _beside(finding: Finding, texts: Sequence[str]) -> Finding:
    """Return what was found behind sentences that it is not quite what was asked."""
    if finding.outcome not in ("answered", "partial"):
        return finding
    first, *rest = finding.sections
    blocks = (*(TextBlock(text) for text in texts), *first.blocks)
    return replace(finding, sections=(replace(first, blocks=blocks), *rest), outcome="partial")


def _currencies_held(rows: Rows) -> list[str]:
    return currencies_of(figure.unit for figure in rows.held.figures)


def _asks_for_other_currency(question: Question, rows: Rows) -> bool:
    """Return whether a question names currencies, and the topic has amounts, but in others only."""
    held = _currencies_held(rows)
    return bool(held) and not set(held) & {*currencies_named(question.text)}


def covers_year(row: Row, year: str) -> bool:
    """Return whether a row holds for a year: it names it as its own, or as an end of its range."""
    return year in (row.as_of or "").split("-")


def held_for(question: Question, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of the places and years that the question names; all of them where it names none."""
    asked = (one for one in question.of(*PLACES) if not _says_where_one_is(question, one))
    places = {normalise(entity.name) for entity in asked}
    years = [entity.typed for entity in question.of("year")]
    return [
        figure
        for figure in figures
        if (not places or normalise(figure.place or "") in places)
        and (not years or any(covers_year(figure, year) for year in years))
    ]


def held_plainly(rows: Rows) -> Finding:
    """Return all that is held under the topic, in the order of the kinds of rows."""
    held = rows.held
    sections = []
    if held.statements:
        sections.append(statement_section(held.statements))
    if held.associations:
        things = tuple(row.text for row in held.associations)
        items = tuple(Item("entity", row.entity.key) for row in held.associations)
        blocks = (TextBlock(things[0]),) if len(things) == 1 else (ListBlock(things),)
        sections.append(Section(blocks, held.associations, items))
    if held.figures:
        sections.append(figure_section(held.figures, rows.occupation))
    return Finding(tuple(sections))


def not_known_for(rows: Rows, missing: Sequence[LinkedEntity]) -> Finding:
    """Say that the topic is not known for what the question turns on, and offer it without."""
    keys = [rows.topic.key, *rows.offers.following(rows.topic.key)]
    return unknown(qualifier_not_known(rows, missing), *rows.offers.buttons(keys))


def qualifier_not_known(rows: Rows, missing: Sequence[LinkedEntity]) -> str:
    """Return the sentence that the topic is not known for what the question turns on."""
    names = joined([quoted(entity.name) for entity in missing])
    name = "unknown.qualifier" if "{occupation" in rows.topic.question else "unknown.qualifier_of_field"
    return message(name, topic=lower_first(rows.topic.title), occupations=rows.occupation.plural, names=names)


def nothing_held(rows: Rows) -> Finding:
    """Say that nothing is held on this topic for this occupation, and offer what is."""
    text = message("unknown.topic", topic=lower_first(rows.topic.title), occupations=rows.occupation.plural)
    offers = rows.offers.buttons(rows.offers.following(rows.topic.key), SHOWN - 1)
    offers += [topic_button(rows.topic, occupation) for occupation in rows.elsewhere[:1]]
    return unknown(text, *offers)
