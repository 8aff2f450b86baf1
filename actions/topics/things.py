"""Topics that are lists of things: skills, languages, tools, algorithms; and whether one thing is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import Block, Button, ListBlock, TableBlock, TextBlock
from actions.composition.offers import SHOWN, payload
from actions.composition.sections import (
    Finding,
    Section,
    explanation_section,
    figure_section,
    merged,
    statement_section,
    unknown,
)
from actions.facts.pertinence import compares_things
from actions.formatting import capitalised, joined, quoted
from actions.messages import has_message, message
from actions.questions.kinds import THINGS
from actions.questions.linking import link_words
from actions.questions.question import LinkedEntity, Question
from actions.questions.topic_slots import GENERAL_TOOLS
from actions.state import Item
from actions.topics.base import Rows, TopicHandler, fetch_rows
from actions.topics.ranks import asks_for_a_place, named_before, place_of, rank_behind
from actions.topics.statements import statement_sections
from knowledge.queries.occupations import occupations_with_entity
from knowledge.queries.topic_rows import facts_naming
from knowledge.records import Association, Entity, Occupation, Statement

# Entities that stand for a whole category: "which cloud platforms?" asks for the list.
# The strongest requirement comes first.
REQUIREMENTS = ("required", "expected", "preferred", "named")


@dataclass(frozen=True)
class ThingRows(Rows):
    """… with the things that the question names, and the other occupations that have them."""

    things: tuple[LinkedEntity, ...]
    occupations_with: Mapping[str, tuple[Occupation, ...]]  # by the key of a thing


class ThingHandler(TopicHandler[ThingRows]):
    """A handler that can say what is known about one thing."""

    finds_in_words = False  # also things that NLU does not know yet

    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> ThingRows:
        """Return the rows, those about each thing that is named, and who else has what is not held."""
        rows = fetch_rows(connection, question, occupation)
        things = question.of(*THINGS)
        naming = dict(rows.naming)
        if not things and self.finds_in_words:
            things = link_words(connection, question.text)
            keys = [thing.value for thing in things if thing.value not in naming]
            naming |= facts_naming(connection, occupation=occupation.key, entities=keys)
        missing = [thing.value for thing in things if thing.entity and not naming.get(thing.value)]
        others = {key: occupations_with_entity(connection, entity=key) for key in missing}
        return ThingRows(
            **(vars(rows) | {"naming": naming}),
            things=tuple(things),
            occupations_with={
                key: tuple(one for one in found if one.key != occupation.key) for key, found in others.items()
            },
        )

    def decide_things(self, question: Question, rows: ThingRows) -> Finding:
        """Return what is known about each thing named; say so about those that no source names.

        No source says which of several is better.
        """
        if not rows.things:
            return _nothing_named(rows)
        sections = {thing: thing_section(rows, thing.entity) for thing in rows.things if thing.entity}
        found = [section for section in sections.values() if section]
        missing = [thing for thing in rows.things if not sections.get(thing)]
        if found and compares_things(question):
            section = merged(found)
            names = list(dict.fromkeys(thing.name for thing in rows.things))
            told = TextBlock(message("things.not_compared", names=joined(names)))
            return Finding((replace(section, blocks=(told, *section.blocks)),), "partial")
        if not missing:
            return Finding((merged(found), *_explained(rows)))
        text, offers = _not_named(rows, missing)
        offers += rows.offers.buttons(_near(missing), SHOWN - len(offers))
        if not found:
            return unknown(text, *offers)
        both = merged(found)
        section = Section((*both.blocks, TextBlock(text)), both.rows, both.items)
        return Finding((section,), "partial", tuple(offers))


class RequirementCheck(ThingHandler):
    """Whether an occupation needs, uses or meets one named thing."""

    topics = ("requirement_check",)
    honours = frozenset({"degree", "company", "industry"})
    finds_in_words = True

    def decide(self, question: Question, rows: ThingRows) -> Finding:
        """Return what is known about the things named."""
        return self.decide_things(question, rows)


class Skills(ThingHandler):
    """Skills by kind: hard and soft; required and preferred ones are the topic of qualifications."""

    topics = ("skills",)

    def decide(self, question: Question, rows: ThingRows) -> Finding:
        """Return the skills asked for, or the explained list, then hard, soft and the rest."""
        statements = rows.held.statements
        kinds = [kind for kind in question.cue("skill_kind") if kind in ("hard", "soft")]
        if kinds and statements:
            return Finding(tuple(_skills_of_kind(rows, kind) for kind in kinds))
        if question.of("skill", "tool") and not statements:
            return self.decide_things(question, rows)
        if question.rank and statements:
            first, *rest = statement_sections(rows.topic.key, rows.occupation, statements)
            told = TextBlock(message("skills.unranked", occupations=rows.occupation.plural))
            return Finding((replace(first, blocks=(told, *first.blocks)), *rest), "partial")
        return Finding(tuple(statement_sections(rows.topic.key, rows.occupation, statements)))


class Languages(ThingHandler):
    """Programming languages: which source names them, and the ranking by demand."""

    topics = ("programming_languages",)

    def decide(self, question: Question, rows: ThingRows) -> Finding:
        """Return a table of languages, then what each source says."""
        associations = rows.held.associations
        ranked = sorted(
            (association for association in associations if association.in_demand),
            key=lambda association: association.rank,
        )
        before = named_before(question, "tool")
        rank = rank_behind(question, before, [one.entity for one in ranked]) if before else None
        if rank:
            title = message("languages.in_demand")
            return Finding((ranked_names(replace(question, rank=rank), ranked, title),))
        if question.known("tool"):
            placed = [one for one in ranked if one.entity in question.known("tool")]
            if placed and asks_for_a_place(question):
                return Finding((_placed(question, placed, ranked),))
            return self.decide_things(question, rows)
        sections = []
        if ranked and question.rank and not question.rank.lowest:
            sections.append(ranked_names(question, ranked, message("languages.in_demand")))
        if associations:
            sections.append(_language_table(associations, ranked))
        sections += statement_sections(rows.topic.key, rows.occupation, rows.held.statements)
        return Finding(tuple(sections))


class Tools(ThingHandler):
    """Libraries, cloud and container tools by category."""

    topics = ("tools",)

    def decide(self, question: Question, rows: ThingRows) -> Finding:
        """Return the tools by category, then what is said about them."""
        named = question.of("tool")
        general = {tool.entity.category for tool in named if tool.entity and tool.entity.key in GENERAL_TOOLS}
        if named and not general:
            return self.decide_things(question, rows)
        shown = [one for one in rows.held.associations if not general or one.entity.category in general]
        sections = [_by_category(rows.occupation, shown)] if shown else []
        sections += statement_sections(rows.topic.key, rows.occupation, rows.held.statements)
        return Finding(tuple(sections))


class Algorithms(ThingHandler):
    """Algorithms in common use."""

    topics = ("algorithms",)

    def decide(self, question: Question, rows: ThingRows) -> Finding:
        """Return the list of algorithms, or what is known about the one named."""
        if question.of("algorithm", "tool"):
            return self.decide_things(question, rows)
        sections = []
        if associations := rows.held.associations:
            entities = distinct(associations)
            names = tuple(capitalised(entity.name) for entity in entities)
            items = tuple(Item("entity", entity.key) for entity in entities)
            block = ListBlock(names, message("algorithms.title"))
            sections.append(Section((block,), associations, items))
        sections += statement_sections(rows.topic.key, rows.occupation, rows.held.statements)
        return Finding(tuple(sections))


def distinct(associations: Iterable[Association]) -> list[Entity]:
    """Return the entities of associations, each once."""
    return list({association.entity.key: association.entity for association in associations}.values())


def ranked_names(question: Question, ranked: Sequence[Association], title: str) -> Section:
    """Return the names of an order, before them the one at the rank that the question asks for."""
    names = tuple(association.entity.name for association in ranked)
    items = tuple(Item("entity", association.entity.key) for association in ranked)
    blocks: list[Block] = [ListBlock(names, title)]
    if question.rank and question.rank.count == 1:
        position = question.rank.position
        text = (
            message("rank.position", position=position, thing=names[position - 1])
            if position <= len(names)
            else message("rank.beyond", number=len(names))
        )
        blocks.insert(0, TextBlock(text))
    return Section(tuple(blocks), tuple(ranked), items)


def thing_section(rows: Rows, entity: Entity) -> Section | None:
    """Return what is known about one thing for the occupation, or None."""
    found = rows.naming.get(entity.key)
    if not found:
        return None
    if not found.associations and not found.statements:
        return figure_section(found.figures, rows.occupation)
    associations = sorted(
        found.associations,
        key=lambda association: (REQUIREMENTS.index(association.requirement), not association.in_demand),
    )
    texts = list(dict.fromkeys(association.text for association in associations))
    if texts:
        return Section(_lines(texts), tuple(associations), (Item("entity", entity.key),))
    statements = found.statements[:3]
    return Section(_lines(list(dict.fromkeys(one.text for one in statements))), statements)


def _placed(question: Question, named: Sequence[Association], ranked: Sequence[Association]) -> Section:
    """Return the places of things in an order, and what is said of each in it."""
    ordered = [one.entity for one in ranked]
    texts = [place_of(question, one.entity, ordered) for one in named] + [one.text for one in named]
    items = tuple(Item("entity", one.entity.key) for one in named)
    return Section(tuple(TextBlock(text) for text in texts if text), tuple(named), items)


def _lines(texts: Sequence[str]) -> tuple[Block, ...]:
    return (TextBlock(texts[0]),) if len(texts) == 1 else (ListBlock(tuple(texts)),)


def _explained(rows: ThingRows) -> list[Section]:
    statements: dict[str, Statement] = {}
    for thing in rows.things:
        found = rows.naming.get(thing.value)
        statements |= {statement.key: statement for statement in (found.statements if found else ())}
    explained = explanation_section(list(statements.values()), message("statements.explained"))
    return [explained] if explained else []


def _nothing_named(rows: Rows) -> Finding:
    offers = rows.offers.buttons(["skills", "programming_languages", "tools"])
    return Finding((Section((TextBlock(message("clarify.which_thing")),)),), "clarify", tuple(offers))


def _not_named(rows: ThingRows, missing: Sequence[LinkedEntity]) -> tuple[str, list[Button]]:
    names = joined([quoted(thing.name) for thing in missing])
    elsewhere = [
        (occupation, thing) for thing in missing for occupation in rows.occupations_with.get(thing.value, ())
    ]
    if not elsewhere:
        return message("unknown.thing", names=names, occupations=rows.occupation.plural), []
    others = joined(list(dict.fromkeys(occupation.plural for occupation, _thing in elsewhere)))
    occupation, thing = elsewhere[0]
    title = message("requirement.ask", occupation=occupation.with_article, thing=thing.name)
    asked = payload("requirement_check", occupation=occupation.key, **{thing.kind: thing.value})
    text = message("unknown.thing_of_others", names=names, occupations=rows.occupation.plural, others=others)
    return text, [Button(title, asked)]


def _near(missing: Sequence[LinkedEntity]) -> list[str]:
    kinds = {thing.kind for thing in missing}
    near = {"certification": "certifications", "industry": "industries", "company": "companies"}
    topics = [topic for kind, topic in near.items() if kind in kinds]
    return [*topics, "tools", "programming_languages", "skills"]


def _skills_of_kind(rows: Rows, kind: str) -> Section:
    chosen = [statement for statement in rows.held.statements if statement.kind == kind]
    if chosen:
        return statement_section(chosen, message(f"skills.{kind}", occupations=rows.occupation.plural))
    return Section((TextBlock(message(f"skills.no_{kind}", occupations=rows.occupation.plural)),))


def _language_table(associations: Sequence[Association], ranked: Sequence[Association]) -> Section:
    ranks = {association.entity.key: association.rank for association in ranked}
    sources = {association.source.key for association in associations}
    named: dict[str, set[str]] = {}
    for association in associations:
        named.setdefault(association.entity.key, set()).add(association.source.key)
    languages = sorted(
        distinct(associations),
        key=lambda one: (ranks.get(one.key, len(ranks) + 1), -len(named[one.key]), one.name),
    )
    columns = tuple(message(f"table.{name}") for name in ("language", "demand", "named_by"))
    rows = tuple(
        (
            one.name,
            str(ranks.get(one.key, message("table.none"))),
            message("table.of", named=len(named[one.key]), total=len(sources)),
        )
        for one in languages
    )
    items = tuple(Item("entity", one.key) for one in languages)
    return Section((TableBlock(message("languages.caption"), columns, rows),), tuple(associations), items)


def _by_category(occupation: Occupation, associations: Sequence[Association]) -> Section:
    groups: dict[str, list[Entity]] = {}
    for entity in distinct(associations):
        groups.setdefault(entity.category or "other", []).append(entity)
    lines = tuple(
        message(
            "tools.group",
            category=message(f"category.{key}" if has_message(f"category.{key}") else "category.other"),
            names=joined([entity.name for entity in group]),
        )
        for key, group in groups.items()
    )
    title = message("tools.title", occupations=occupation.plural)
    return Section((ListBlock(lines, title),), tuple(associations))
