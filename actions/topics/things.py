"""Topics that are lists of things: skills, languages, tools, algorithms; and whether one thing is needed."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Block, Button, ListBlock, TableBlock, TextBlock
from actions.formatting import capitalised, joined, quoted, with_article
from actions.messages import has_message, message
from actions.offers import SHOWN, payload, topic_buttons
from actions.request import Ask, Item, Mention
from actions.sections import (
    Finding,
    Section,
    explanation_section,
    figure_section,
    merged,
    statement_section,
    unknown,
)
from actions.topics.base import TopicHandler
from actions.topics.statements import statement_sections
from knowledge.queries import entities as entity_queries
from knowledge.queries import facts
from knowledge.queries.occupations import occupations_with_entity
from knowledge.records import Association, Entity, Statement

THINGS = ("skill", "tool", "algorithm", "product", "certification", "course", "degree", "company", "industry")
# Entities that stand for a whole category: "which cloud platforms?" asks for the list.
GENERAL = frozenset({"cloud_platforms", "containers"})
# The strongest requirement comes first.
REQUIREMENTS = ("required", "expected", "preferred", "named")


def distinct(associations: Sequence[Association]) -> list[Entity]:
    """Return the entities of associations, each once."""
    return list({association.entity.key: association.entity for association in associations}.values())


class RequirementCheck(TopicHandler):
    """Whether an occupation needs, uses or meets one named thing."""

    topics = ("requirement_check",)
    honours = frozenset({"degree", "company", "industry"})

    def look_up(self, ask: Ask) -> Finding:
        """Return what is told of each thing named; say so of those that no source names."""
        mentions = ask.of(*THINGS) or named_in_words(ask)
        if not mentions:
            return self._nothing_named(ask)
        found: list[Section] = []
        missing: list[Mention] = []
        for mention in mentions:
            section = thing_section(ask, mention.entity) if mention.entity else None
            if section:
                found.append(section)
            else:
                missing.append(mention)
        if not missing:
            return Finding((merged(found), *self._explained(ask, mentions)))
        text, offers = self._not_named(ask, missing)
        offers += topic_buttons(
            ask.connection, occupation=ask.occupation, keys=self._near(missing), limit=SHOWN - len(offers)
        )
        if not found:
            return unknown(text, *offers)
        both = merged(found)
        return Finding(
            (Section((*both.blocks, TextBlock(text)), both.rows, both.items),), "partial", tuple(offers)
        )

    def _explained(self, ask: Ask, mentions: Sequence[Mention]) -> list[Section]:
        keys = [mention.value for mention in mentions]
        statements = facts.statements(ask.connection, occupation=ask.occupation.key, entities=keys)
        explained = explanation_section(statements, message("statements.explained"))
        return [explained] if explained else []

    def _nothing_named(self, ask: Ask) -> Finding:
        keys = ["skills", "programming_languages", "tools"]
        offers = topic_buttons(ask.connection, occupation=ask.occupation, keys=keys)
        return Finding((Section((TextBlock(message("clarify.which_thing")),)),), "clarify", tuple(offers))

    def _not_named(self, ask: Ask, missing: Sequence[Mention]) -> tuple[str, list[Button]]:
        names = joined([quoted(mention.name) for mention in missing])
        elsewhere = [
            (occupation, mention)
            for mention in missing
            if mention.entity
            for occupation in occupations_with_entity(ask.connection, entity=mention.entity.key)
            if occupation.key != ask.occupation.key
        ]
        if elsewhere:
            others = joined(list(dict.fromkeys(occupation.plural for occupation, _mention in elsewhere)))
            occupation, mention = elsewhere[0]
            title = message("requirement.ask", occupation=with_article(occupation), thing=mention.name)
            button = Button(
                title,
                payload("requirement_check", occupation=occupation.key, **{mention.kind: mention.value}),
            )
            text = message(
                "unknown.thing_of_others", names=names, occupations=ask.occupation.plural, others=others
            )
            return text, [button]
        return message("unknown.thing", names=names, occupations=ask.occupation.plural), []

    def _near(self, missing: Sequence[Mention]) -> list[str]:
        kinds = {mention.kind for mention in missing}
        near = {"certification": ["certifications"], "industry": ["industries"], "company": ["companies"]}
        keys = [key for kind, topics in near.items() if kind in kinds for key in topics]
        return [*keys, "tools", "programming_languages", "skills"]


def named_in_words(ask: Ask) -> list[Mention]:
    """Find things of the base in the words of the message: those added since NLU was trained."""
    found = entity_queries.find_entities_in(ask.connection, text=ask.text)
    return [Mention(entity.kind, entity.name, entity=entity) for entity in found if entity.kind in THINGS]


def thing_section(ask: Ask, entity: Entity) -> Section | None:
    """Return what is told of one thing for the occupation, or None."""
    associations = facts.associations(ask.connection, occupation=ask.occupation.key, entities=[entity.key])
    statements = facts.statements(ask.connection, occupation=ask.occupation.key, entities=[entity.key])
    if not associations and not statements:
        figures = facts.figures(ask.connection, occupation=ask.occupation.key, entities=[entity.key])
        return figure_section(figures, ask.occupation) if figures else None
    associations = sorted(
        associations,
        key=lambda association: (REQUIREMENTS.index(association.requirement), not association.in_demand),
    )
    texts = list(dict.fromkeys(association.text for association in associations))
    if not texts:
        texts = list(dict.fromkeys(statement.text for statement in statements[:3]))
        return Section(_lines(texts), tuple(statements[:3]))
    return Section(_lines(texts), tuple(associations), (Item("entity", entity.key),))


def _lines(texts: Sequence[str]) -> tuple[Block, ...]:
    return (TextBlock(texts[0]),) if len(texts) == 1 else (ListBlock(tuple(texts)),)


class Skills(TopicHandler):
    """Skills by kind: hard and soft; required and preferred ones are the topic of qualifications."""

    topics = ("skills",)

    def look_up(self, ask: Ask) -> Finding:
        """Return the skills asked for, or the explained list, then hard, soft and the rest."""
        statements = facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        asked = [kind for kind in ask.hint("skill_kind") if kind in ("hard", "soft")]
        if asked and statements:
            return Finding(tuple(self._of_kind(ask, kind, statements) for kind in asked))
        mine = ask.of("skill", "tool")
        if mine and not statements:
            return RequirementCheck().look_up(ask)
        return Finding(tuple(statement_sections(ask.topic, ask.occupation, statements)))

    def _of_kind(self, ask: Ask, kind: str, statements: Sequence[Statement]) -> Section:
        chosen = [statement for statement in statements if statement.kind == kind]
        if chosen:
            return statement_section(chosen, message(f"skills.{kind}", occupations=ask.occupation.plural))
        return Section((TextBlock(message(f"skills.no_{kind}", occupations=ask.occupation.plural)),))


class Languages(TopicHandler):
    """Programming languages: which source names them, and the ranking by demand."""

    topics = ("programming_languages",)

    def look_up(self, ask: Ask) -> Finding:
        """Return a table of languages, then what each source says."""
        associations = facts.associations(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        statements = facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        sections = []
        if ask.held("tool"):
            return RequirementCheck().look_up(ask)
        ranked = [association for association in associations if association.in_demand]
        if ranked and {"ranking", "highest"} & set(ask.hint("aspect")):
            names = tuple(
                association.entity.name
                for association in sorted(ranked, key=lambda association: association.rank)
            )
            title = message("languages.in_demand")
            items = tuple(Item("entity", association.entity.key) for association in ranked)
            sections.append(Section((ListBlock(names, title),), tuple(ranked), items))
        if associations:
            sections.append(self._table(associations, ranked))
        sections += statement_sections(ask.topic, ask.occupation, statements) if statements else []
        return Finding(tuple(sections))

    def _table(self, associations: Sequence[Association], ranked: Sequence[Association]) -> Section:
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


class Tools(TopicHandler):
    """Libraries, cloud and container tools by category."""

    topics = ("tools",)

    def look_up(self, ask: Ask) -> Finding:
        """Return the tools by category, then what is said of them."""
        associations = facts.associations(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        statements = facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        named = ask.of("tool")
        general = {
            mention.entity.category for mention in named if mention.entity and mention.entity.key in GENERAL
        }
        if named and not general:
            return RequirementCheck().look_up(ask)
        shown = [
            association
            for association in associations
            if not general or association.entity.category in general
        ]
        sections = [self._by_category(ask, shown)] if shown else []
        sections += statement_sections(ask.topic, ask.occupation, statements) if statements else []
        return Finding(tuple(sections))

    def _by_category(self, ask: Ask, associations: Sequence[Association]) -> Section:
        groups: dict[str, list[Entity]] = {}
        for entity in distinct(associations):
            groups.setdefault(entity.category or "other", []).append(entity)
        lines = tuple(
            message(
                "tools.group",
                category=message(f"category.{key}")
                if has_message(f"category.{key}")
                else message("category.other"),
                names=joined([entity.name for entity in group]),
            )
            for key, group in groups.items()
        )
        title = message("tools.title", occupations=ask.occupation.plural)
        return Section((ListBlock(lines, title),), tuple(associations))


class Algorithms(TopicHandler):
    """Algorithms in common use."""

    topics = ("algorithms",)

    def look_up(self, ask: Ask) -> Finding:
        """Return the list of algorithms, or what is told of the one named."""
        if ask.of("algorithm", "tool"):
            return RequirementCheck().look_up(ask)
        associations = facts.associations(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        statements = facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        sections = []
        if associations:
            entities = distinct(associations)
            names = tuple(capitalised(entity.name) for entity in entities)
            items = tuple(Item("entity", entity.key) for entity in entities)
            sections.append(
                Section((ListBlock(names, message("algorithms.title")),), tuple(associations), items)
            )
        sections += statement_sections(ask.topic, ask.occupation, statements) if statements else []
        return Finding(tuple(sections))
