"""Topics that are lists of things: skills, languages, tools, algorithms; and whether one thing is needed."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Block, Button, ListBlock, TableBlock, TextBlock
from actions.offers import SHOWN, payload, topic_buttons
from actions.phrases import has_phrase, phrase
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
from actions.wording import capitalised, joined, quoted, with_article
from knowledge.queries import entities as entity_queries
from knowledge.queries import facts
from knowledge.queries.roles import roles_with_entity
from knowledge.records import Entity, Link, Statement

THINGS = ("skill", "tool", "algorithm", "product", "certification", "course", "degree", "company", "industry")
# Entities that stand for a whole category: "which cloud platforms?" asks for the list.
GENERAL = frozenset({"cloud_platforms", "containers"})
# The strongest tie is told first.
STRENGTH = ("required", "hard", "soft", "in_demand", "preferred", "named", "offered", "held")


def distinct(links: Sequence[Link]) -> list[Entity]:
    """Return the entities of links, each once."""
    return list({link.entity.key: link.entity for link in links}.values())


class RequirementCheck(TopicHandler):
    """Whether a role needs, uses or meets one named thing."""

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
            ask.connection, role=ask.role, keys=self._near(missing), limit=SHOWN - len(offers)
        )
        if not found:
            return unknown(text, *offers)
        both = merged(found)
        return Finding(
            (Section((*both.blocks, TextBlock(text)), both.rows, both.items),), "partial", tuple(offers)
        )

    def _explained(self, ask: Ask, mentions: Sequence[Mention]) -> list[Section]:
        keys = [mention.value for mention in mentions]
        statements = facts.statements(ask.connection, role=ask.role.key, entities=keys)
        explained = explanation_section(statements, phrase("statements.explained"))
        return [explained] if explained else []

    def _nothing_named(self, ask: Ask) -> Finding:
        keys = ["skills", "programming_languages", "tools"]
        offers = topic_buttons(ask.connection, role=ask.role, keys=keys)
        return Finding((Section((TextBlock(phrase("clarify.which_thing")),)),), "clarify", tuple(offers))

    def _not_named(self, ask: Ask, missing: Sequence[Mention]) -> tuple[str, list[Button]]:
        names = joined([quoted(mention.name) for mention in missing])
        elsewhere = [
            (role, mention)
            for mention in missing
            if mention.entity
            for role in roles_with_entity(ask.connection, entity=mention.entity.key)
            if role.key != ask.role.key
        ]
        if elsewhere:
            others = joined(list(dict.fromkeys(role.plural for role, _mention in elsewhere)))
            role, mention = elsewhere[0]
            title = phrase("requirement.ask", role=with_article(role), thing=mention.name)
            button = Button(
                title, payload("requirement_check", role=role.key, **{mention.kind: mention.value})
            )
            text = phrase("unknown.thing_of_others", names=names, roles=ask.role.plural, others=others)
            return text, [button]
        return phrase("unknown.thing", names=names, roles=ask.role.plural), []

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
    """Return what is told of one thing for the role, or None."""
    links = facts.links(ask.connection, role=ask.role.key, entities=[entity.key])
    statements = facts.statements(ask.connection, role=ask.role.key, entities=[entity.key])
    if not links and not statements:
        figures = facts.figures(ask.connection, role=ask.role.key, entities=[entity.key])
        return figure_section(figures, ask.role) if figures else None
    links = sorted(links, key=lambda link: STRENGTH.index(link.kind))
    texts = list(dict.fromkeys(link.text for link in links))
    if not texts:
        texts = list(dict.fromkeys(statement.text for statement in statements[:3]))
        return Section(_lines(texts), tuple(statements[:3]))
    return Section(_lines(texts), tuple(links), (Item("entity", entity.key),))


def _lines(texts: Sequence[str]) -> tuple[Block, ...]:
    return (TextBlock(texts[0]),) if len(texts) == 1 else (ListBlock(tuple(texts)),)


class Skills(TopicHandler):
    """Skills by kind: hard and soft; required and preferred ones are the topic of qualifications."""

    topics = ("skills",)

    def look_up(self, ask: Ask) -> Finding:
        """Return the skills asked for, or the explained list, then hard, soft and the rest."""
        statements = facts.statements(ask.connection, role=ask.role.key, topic=ask.topic)
        asked = [kind for kind in ask.hint("skill_kind") if kind in ("hard", "soft")]
        if asked and statements:
            return Finding(tuple(self._of_kind(ask, kind, statements) for kind in asked))
        mine = ask.of("skill", "tool")
        if mine and not statements:
            return RequirementCheck().look_up(ask)
        return Finding(tuple(statement_sections(ask.topic, ask.role, statements)))

    def _of_kind(self, ask: Ask, kind: str, statements: Sequence[Statement]) -> Section:
        chosen = [statement for statement in statements if statement.kind == kind]
        if chosen:
            return statement_section(chosen, phrase(f"skills.{kind}", roles=ask.role.plural))
        return Section((TextBlock(phrase(f"skills.no_{kind}", roles=ask.role.plural)),))


class Languages(TopicHandler):
    """Programming languages: which source names them, and the ranking by demand."""

    topics = ("programming_languages",)

    def look_up(self, ask: Ask) -> Finding:
        """Return a table of languages, then what each source says."""
        links = facts.links(ask.connection, role=ask.role.key, topic=ask.topic)
        statements = facts.statements(ask.connection, role=ask.role.key, topic=ask.topic)
        sections = []
        if ask.held("tool"):
            return RequirementCheck().look_up(ask)
        ranked = [link for link in links if link.kind == "in_demand"]
        if ranked and {"ranking", "highest"} & set(ask.hint("aspect")):
            names = tuple(link.entity.name for link in sorted(ranked, key=lambda link: link.rank))
            title = phrase("languages.in_demand")
            items = tuple(Item("entity", link.entity.key) for link in ranked)
            sections.append(Section((ListBlock(names, title),), tuple(ranked), items))
        if links:
            sections.append(self._table(links, ranked))
        sections += statement_sections(ask.topic, ask.role, statements) if statements else []
        return Finding(tuple(sections))

    def _table(self, links: Sequence[Link], ranked: Sequence[Link]) -> Section:
        ranks = {link.entity.key: link.rank for link in ranked}
        sources = {link.source.key for link in links}
        named: dict[str, set[str]] = {}
        for link in links:
            named.setdefault(link.entity.key, set()).add(link.source.key)
        languages = sorted(
            distinct(links),
            key=lambda one: (ranks.get(one.key, len(ranks) + 1), -len(named[one.key]), one.name),
        )
        columns = tuple(phrase(f"table.{name}") for name in ("language", "demand", "named_by"))
        rows = tuple(
            (
                one.name,
                str(ranks.get(one.key, phrase("table.none"))),
                phrase("table.of", named=len(named[one.key]), total=len(sources)),
            )
            for one in languages
        )
        items = tuple(Item("entity", one.key) for one in languages)
        return Section((TableBlock(phrase("languages.caption"), columns, rows),), tuple(links), items)


class Tools(TopicHandler):
    """Libraries, cloud and container tools by category."""

    topics = ("tools",)

    def look_up(self, ask: Ask) -> Finding:
        """Return the tools by category, then what is said of them."""
        links = facts.links(ask.connection, role=ask.role.key, topic=ask.topic)
        statements = facts.statements(ask.connection, role=ask.role.key, topic=ask.topic)
        named = ask.of("tool")
        general = {
            mention.entity.category for mention in named if mention.entity and mention.entity.key in GENERAL
        }
        if named and not general:
            return RequirementCheck().look_up(ask)
        shown = [link for link in links if not general or link.entity.category in general]
        sections = [self._by_category(ask, shown)] if shown else []
        sections += statement_sections(ask.topic, ask.role, statements) if statements else []
        return Finding(tuple(sections))

    def _by_category(self, ask: Ask, links: Sequence[Link]) -> Section:
        groups: dict[str, list[Entity]] = {}
        for entity in distinct(links):
            groups.setdefault(entity.category or "other", []).append(entity)
        lines = tuple(
            phrase(
                "tools.group",
                category=phrase(f"category.{key}")
                if has_phrase(f"category.{key}")
                else phrase("category.other"),
                names=joined([entity.name for entity in group]),
            )
            for key, group in groups.items()
        )
        title = phrase("tools.title", roles=ask.role.plural)
        return Section((ListBlock(lines, title),), tuple(links))


class Algorithms(TopicHandler):
    """Algorithms in common use."""

    topics = ("algorithms",)

    def look_up(self, ask: Ask) -> Finding:
        """Return the list of algorithms, or what is told of the one named."""
        if ask.of("algorithm", "tool"):
            return RequirementCheck().look_up(ask)
        links = facts.links(ask.connection, role=ask.role.key, topic=ask.topic)
        statements = facts.statements(ask.connection, role=ask.role.key, topic=ask.topic)
        sections = []
        if links:
            entities = distinct(links)
            names = tuple(capitalised(entity.name) for entity in entities)
            items = tuple(Item("entity", entity.key) for entity in entities)
            sections.append(Section((ListBlock(names, phrase("algorithms.title")),), tuple(links), items))
        sections += statement_sections(ask.topic, ask.role, statements) if statements else []
        return Finding(tuple(sections))
