"""Certificates: the list, the most held, and what is known about one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.answer import TableBlock, TextBlock
from actions.composition.sections import Finding, Section, merged, statement_section, unknown
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import LinkedEntity, Question
from actions.state import Item
from actions.topics.base import Rows, TopicHandler, fetch_rows, not_covered, not_known_for
from actions.topics.certificate_attributes import (
    ATTRIBUTES,
    asked_attributes,
    attribute,
    describe,
    summary,
)
from actions.topics.ranks import asks_for_a_place
from actions.topics.statements import statement_sections
from actions.topics.things import ranked_names
from knowledge.queries.entities import certifications, find_entities
from knowledge.records import Certification, Occupation
from knowledge.terms import normalise


@dataclass(frozen=True)
class CertificationRows(Rows):
    """… with the details of the certificates, and the keys of those named after a tool of the question."""

    listed: tuple[Certification, ...]
    of_tools: frozenset[str]


class Certifications(TopicHandler[CertificationRows]):
    """Certifications and courses; a name, a provider or an attribute narrows."""

    topics = ("certifications",)
    honours = frozenset({"company", "level"})

    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> CertificationRows:
        """Return the rows and the details of the certificates under the topic."""
        rows = fetch_rows(connection, question, occupation)
        keys = [association.entity.key for association in rows.held.associations]
        of_tools = {
            entity.key
            for tool in question.of("tool")
            for entity in find_entities(connection, term=f"{tool.name} certificate")
        }
        return CertificationRows(
            **vars(rows),
            listed=tuple(certifications(connection, keys=keys)) if keys else (),
            of_tools=frozenset(of_tools),
        )

    def decide(self, question: Question, rows: CertificationRows) -> Finding:
        """Return the certificates asked for."""
        if not rows.listed:
            return Finding(())
        missing = [one for one in question.of("certification") if not one.entity]
        if missing:
            return not_known_for(rows, missing)
        if chosen := _chosen(question, rows):
            if placed := _how_widely_held(question, chosen, rows):
                return Finding((placed, *_most_held(question, rows), _table(rows)))
            return describe(question, chosen, rows.held.associations)
        if named := [one for one in question.of("certification") if one.entity]:
            return not_known_for(rows, named)  # it is one of another occupation
        if providers := question.of("company", "tool"):
            return not_known_for(rows, providers)
        return self._by_form(question, rows) or Finding(
            (
                _table(rows),
                *_most_held(question, rows),
                *statement_sections(rows.topic.key, rows.occupation, rows.held.statements),
            )
        )

    def _by_form(self, question: Question, rows: CertificationRows) -> Finding | None:
        """Return what is asked about all of them: the need, the most held, the free, those at a level."""
        needed = [statement for statement in rows.held.statements if statement.kind == "need"]
        if needed and {"necessity", "required", "preferred"} & {
            *question.cue("aspect"),
            *question.cue("skill_kind"),
        }:
            return Finding((statement_section(needed), _table(rows)))
        if question.rank and not question.rank.lowest:
            return Finding((*_most_held(question, rows), _table(rows)))
        if question.asks_for("free"):
            return _free(rows)
        if question.asks_for("difficulty"):
            text = not_covered(["difficulty"], rows)
            return unknown(
                text, *rows.offers.buttons([rows.topic.key, *rows.offers.following(rows.topic.key)])
            )
        return self._at_level(question, rows)

    def _at_level(self, question: Question, rows: CertificationRows) -> Finding | None:
        """Return the certificates at the levels that are named, or all with a level if one is asked for."""
        levels = question.of("level")
        if not levels and "level" not in asked_attributes(question):
            return None
        at_level = [
            one
            for one in rows.listed
            if one.level and (not levels or any(_is_at(one.level, level) for level in levels))
        ]
        if not at_level and levels:
            return not_known_for(rows, levels)
        if not at_level:
            return describe(question, rows.listed, rows.held.associations)  # which says that none is known
        return Finding((summary(at_level, rows.held.associations, ["provider", "level"]), _table(rows)))


def _is_at(written: str, level: LinkedEntity) -> bool:
    """Return whether a certificate's level, as its source words it, is one that the question names."""
    if contains("beginner_levels", written):
        return any(contains("beginner_levels", name) for name in (level.name, level.typed))
    return normalise(level.typed) in normalise(written) or normalise(written) in normalise(level.name)


def _chosen(question: Question, rows: CertificationRows) -> list[Certification]:
    """Return the certificates that the question names, by name or by provider."""
    named = {entity.key for entity in question.known("certification", "course")}
    providers = [normalise(word) for one in question.of("company", "tool") for word in (one.typed, one.name)]
    by_provider = {
        one.entity.key
        for one in rows.listed
        if any(name and name in normalise(one.provider or one.entity.name) for name in providers)
    }
    for keys in (named, by_provider, rows.of_tools):
        if chosen := [one for one in rows.listed if one.entity.key in keys]:
            return chosen
    return []


def _free(rows: CertificationRows) -> Finding:
    free = [one for one in rows.listed if one.price == 0]
    if free:
        return Finding((summary(free, rows.held.associations, ["price"]), _table(rows)))
    none = Section((TextBlock(message("certification.none_free")),))
    return Finding((merged([none, _table(rows)]),), "partial")


def _table(rows: CertificationRows) -> Section:
    columns = tuple(message(f"table.{name}") for name in ("certification", *ATTRIBUTES))
    nothing = message("table.none")
    cells = tuple(
        (one.entity.name, *(attribute(one, name) or nothing for name in ATTRIBUTES)) for one in rows.listed
    )
    items = tuple(Item("entity", one.entity.key) for one in rows.listed)
    caption = message("certification.caption", occupations=rows.occupation.plural)
    return Section((TableBlock(caption, columns, cells),), rows.held.associations, items)


def _how_widely_held(
    question: Question, chosen: list[Certification], rows: CertificationRows
) -> Section | None:
    """Return how widely held certificates are, for "the Google one is the most common?"; None if unasked."""
    if not (question.rank or question.asks_for("ranking") or asks_for_a_place(question)):
        return None
    keys = {one.entity.key for one in chosen}
    held = tuple(one for one in rows.held.associations if one.widely_held and one.entity.key in keys)
    items = tuple(Item("entity", one.entity.key) for one in held)
    return Section(tuple(TextBlock(one.text) for one in held), held, items) if held else None


def _most_held(question: Question, rows: CertificationRows) -> tuple[Section, ...]:
    """Return the section of those that the source lists as most widely held, if it lists any."""
    held = sorted(
        (association for association in rows.held.associations if association.widely_held),
        key=lambda association: association.rank,
    )
    if not held:
        return ()
    title = message("certification.most_held", occupations=rows.occupation.plural)
    return (ranked_names(question, held, title),)
