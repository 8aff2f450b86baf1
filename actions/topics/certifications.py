"""Certifications: the list, the most held, and what is told of one."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Button, ListBlock, TableBlock, TextBlock
from actions.formatting import joined
from actions.messages import message
from actions.offers import payload
from actions.request import Ask, Item
from actions.sections import Finding, Section, merged, statement_section
from actions.topics.base import TopicHandler, not_told
from actions.topics.statements import Statements, statement_sections
from knowledge.queries import facts
from knowledge.queries.entities import certifications, find_entities
from knowledge.records import Association, Certification, Row
from knowledge.terms import normalise

ATTRIBUTES = ("provider", "level", "courses", "weeks", "price")
BEGINNERS = "entry_level"  # the only level for which a source names certifications
ATTRIBUTE_OF_HINT = {
    "duration": "weeks",
    "price": "price",
    "free": "price",
    "provider": "provider",
    "courses": "courses",
    "target_level": "level",
    "difficulty": "difficulty",
}


def attribute(certification: Certification, name: str) -> str | None:
    """Return an attribute in words, or None where no source tells it."""
    values = {
        "provider": certification.provider,
        "level": certification.level,
        "courses": certification.courses,
        "weeks": certification.weeks,
        "price": certification.price_usd,
    }
    value = values.get(name)
    if value is None:
        return None
    if name in ("provider", "level"):
        return str(value)
    if name == "price" and value == 0:
        return message("certification.free")
    return message(f"certification.{name}", value=value)


def attribute_told(certification: Certification, name: str) -> str | None:
    """Return an attribute as part of a sentence."""
    value = attribute(certification, name)
    return (
        message(f"certification.{name}_told", value=value)
        if value and name in ("provider", "level")
        else value
    )


def asked_attributes(ask: Ask) -> list[str]:
    """Return the attributes that how the question is put points to."""
    names = [ATTRIBUTE_OF_HINT[hint] for hint in ask.hint("aspect") if hint in ATTRIBUTE_OF_HINT]
    return list(dict.fromkeys(names))


def told(ask: Ask, chosen: Sequence[Certification], associations: Sequence[Association]) -> Finding:
    """Return what is told of the chosen ones, or say that the attribute asked for is not."""
    asked = asked_attributes(ask)
    if asked and not any(attribute(one, name) for one in chosen for name in asked):
        return attribute_not_told(chosen, associations, asked)
    partial = bool(asked) and not all(attribute(one, name) for one in chosen for name in asked)
    return Finding((summary(chosen, associations, asked),), "partial" if partial else "answered")


def summary(
    chosen: Sequence[Certification], associations: Sequence[Association], asked: Sequence[str]
) -> Section:
    """Return what is told of each certification, of the attributes asked for or of all."""
    lines = []
    for one in chosen:
        facts_told = [told for name in asked or ATTRIBUTES if (told := attribute_told(one, name))]
        untold = [message(f"certification.attribute.{name}") for name in asked if not attribute(one, name)]
        line = (
            message("certification.line", certification=one.entity.name, facts=joined(facts_told))
            if facts_told
            else ""
        )
        if untold:
            told_not = message(
                "certification.untold", certification=one.entity.name, attributes=joined(untold, "or")
            )
            line = f"{line} {told_not}".strip()
        if not asked and one.entity.description:
            line = f"{line or one.entity.name + '.'} {one.entity.description}"
        lines.append(line or f"{one.entity.name}.")
    keys = {one.entity.key for one in chosen}
    rows = tuple(association for association in associations if association.entity.key in keys)
    items = tuple(Item("entity", one.entity.key) for one in chosen)
    if len(lines) == 1:
        return Section((TextBlock(lines[0]),), rows, items)
    return Section((ListBlock(tuple(lines)),), rows, items)


def attribute_not_told(
    chosen: Sequence[Certification], associations: Sequence[Association], asked: Sequence[str]
) -> Finding:
    """Say that no source tells the attributes asked for, and what it does tell."""
    untold = joined([message(f"certification.attribute.{name}") for name in asked], "or")
    names = joined([one.entity.name for one in chosen])
    text = message("certification.untold", certification=names, attributes=untold)
    known = [fact for one in chosen for name in ATTRIBUTES if (fact := attribute_told(one, name))]
    rows: tuple[Row, ...] = ()
    if known:
        text = f"{text} {message('certification.told', facts=joined(known))}"
        keys = {one.entity.key for one in chosen}
        rows = tuple(association for association in associations if association.entity.key in keys)
    button = Button(
        message("certification.ask", certification=chosen[0].entity.name),
        payload("certifications", certification=chosen[0].entity.key),
    )
    return Finding((Section((TextBlock(text),), rows),), "unknown", (button,))


class Certifications(TopicHandler):
    """Certifications and courses; a name, a provider or an attribute narrows."""

    topics = ("certifications",)
    honours = frozenset({"company", "level"})

    def look_up(self, ask: Ask) -> Finding:
        """Return the certifications asked for."""
        associations = facts.associations(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        if not associations:
            return Finding(())
        listed = certifications(ask.connection, keys=[association.entity.key for association in associations])
        missing = [mention for mention in ask.of("certification") if not mention.entity]
        if missing:
            return not_told(ask, missing)
        chosen = self._chosen(ask, listed)
        if chosen:
            return told(ask, chosen, associations)
        if ask.of("company", "tool"):
            return not_told(ask, ask.of("company", "tool"))
        asked = asked_attributes(ask)
        if {"necessity", "required", "preferred"} & {*ask.hint("aspect"), *ask.hint("skill_kind")}:
            needed = facts.statements(
                ask.connection, occupation=ask.occupation.key, topic=ask.topic, kind="need"
            )
            if needed:
                return Finding((statement_section(needed), self._table(listed, associations)))
        if "ranking" in ask.hint("aspect") or "highest" in ask.hint("aspect"):
            return Finding((self._held(associations), self._table(listed, associations)))
        if "free" in ask.hint("aspect"):
            free = [one for one in listed if one.price_usd == 0]
            if not free:
                none = Section((TextBlock(message("certification.none_free")),))
                return Finding((merged([none, self._table(listed, associations)]),), "partial")
            return Finding((summary(free, associations, ["price"]), self._table(listed, associations)))
        levels = [level for level in ask.of("level") if not level.entity or level.entity.key != BEGINNERS]
        if levels:
            return not_told(ask, levels)
        if ask.of("level") or "level" in asked:
            levelled = [one for one in listed if one.level]
            return Finding(
                (summary(levelled, associations, ["provider", "level"]), self._table(listed, associations))
            )
        statements = statement_sections(
            ask.topic,
            ask.occupation,
            facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic),
        )
        return Finding((self._table(listed, associations), self._held(associations), *statements))

    def _chosen(self, ask: Ask, listed: Sequence[Certification]) -> list[Certification]:
        """Return the certifications that the question names, by name or by provider."""
        named = {entity.key for entity in ask.held("certification", "course")}
        chosen = [one for one in listed if one.entity.key in named]
        if chosen:
            return chosen
        others = [
            normalise(word) for mention in ask.of("company", "tool") for word in (mention.typed, mention.name)
        ]
        by_provider = [
            one
            for one in listed
            if any(other and other in normalise(one.provider or one.entity.name) for other in others)
        ]
        if by_provider:
            return by_provider
        return [
            one
            for one in listed
            for mention in ask.of("tool")
            if any(
                entity.key == one.entity.key
                for entity in find_entities(ask.connection, term=f"{mention.name} certificate")
            )
        ]

    def _table(self, listed: Sequence[Certification], associations: Sequence[Association]) -> Section:
        columns = tuple(message(f"table.{name}") for name in ("certification", *ATTRIBUTES))
        nothing = message("table.none")
        rows = tuple(
            (one.entity.name, *(attribute(one, name) or nothing for name in ATTRIBUTES)) for one in listed
        )
        items = tuple(Item("entity", one.entity.key) for one in listed)
        return Section(
            (TableBlock(message("certification.caption"), columns, rows),), tuple(associations), items
        )

    def _held(self, associations: Sequence[Association]) -> Section:
        held = sorted(
            (association for association in associations if association.widely_held),
            key=lambda association: association.rank,
        )
        names = tuple(association.entity.name for association in held)
        items = tuple(Item("entity", association.entity.key) for association in held)
        return Section((ListBlock(names, message("certification.most_held")),), tuple(held), items)


class Bootcamp(Statements):
    """What is told of the bootcamp; its price or length is looked up like a certification's."""

    topics = ("bootcamp",)

    def look_up(self, ask: Ask) -> Finding:
        """Return the statements, or the attribute asked for."""
        associations = facts.associations(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        courses = certifications(
            ask.connection, keys=[association.entity.key for association in associations]
        )
        if courses and asked_attributes(ask):
            return told(ask, courses, associations)
        return super().look_up(ask)
