"""Misconceptions and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Button, ListBlock, TableBlock, TextBlock
from actions.offers import payload, topic_buttons
from actions.pertinence import likeness_to_topic
from actions.phrases import phrase
from actions.request import Ask, Item
from actions.sections import Finding, Section, merged, statement_section, unknown
from actions.topics.base import TopicHandler
from actions.wording import capitalised, with_article
from actions.words import asks_for
from knowledge.queries import facts, views
from knowledge.queries.roles import get_role
from knowledge.queries.search import search_misconceptions
from knowledge.records import Comparison, Misconception, Role
from knowledge.terms import normalise

# Likeness to a misconception, as explained in knowledge/queries/search.py. Chosen on one half of
# tests/actions/retrieval_questions.yml.
CLEARLY = 0.62  # what is said is the misconception …
STATED = 0.45  # … or perhaps it is, and is told with the doubt
LEAD = 0.05  # by so much it has to be nearer than the next one
RELATED = 0.35  # it is about something that the misconceptions are about
ASKED = 0.35  # cosine to the topic's own question


class Misconceptions(TopicHandler):
    """What people get wrong; a stated belief is answered itself."""

    topics = ("misconceptions",)

    def look_up(self, ask: Ask) -> Finding:
        """Return the misconception that the message states, or the list; say so if none treats a belief."""
        rows = views.misconceptions(ask.connection, role=ask.role.key)
        if not rows:
            return Finding(())
        listed = self._list(rows)
        near = [] if ask.says_nothing else self._near(ask)
        if near and (len(near) == 1 or near[0][1] - near[1][1] >= LEAD):
            stated, likeness = near[0]
            section = misconception_section(stated)
            if likeness >= CLEARLY:
                return Finding((section, listed))
            if likeness >= STATED and not _asks_for_list(ask):
                doubt = TextBlock(phrase("retrieval.nearest"))
                return Finding((replace(section, blocks=(doubt, *section.blocks)), listed), "partial")
        if not (near and near[0][1] >= RELATED) and not _asks_for_list(ask):
            text = phrase("retrieval.belief_untold")
            return unknown(
                text, *topic_buttons(ask.connection, role=ask.role, keys=[ask.topic, "definition"])
            )
        told = facts.statements(ask.connection, role=ask.role.key, topic=ask.topic)
        return Finding((listed, *([statement_section(told)] if told else [])))

    def _near(self, ask: Ask) -> list[tuple[Misconception, float]]:
        """Return the two misconceptions nearest to what is said.

        The other roles that it is about are said with it: "are they the same?" after one was named.
        """
        others = {one.role.name for one in ask.of("role") if one.role and one.role.key != ask.role.key}
        unsaid = sorted(name for name in others if normalise(name) not in normalise(ask.text))
        said = " ".join([ask.text, *unsaid])
        return search_misconceptions(ask.connection, role=ask.role.key, question=said, limit=2)

    def _list(self, rows: Sequence[Misconception]) -> Section:
        titles = tuple(row.title for row in rows)
        items = tuple(Item("misconception", row.key) for row in rows)
        return Section((ListBlock(titles, phrase("misconceptions.title")),), tuple(rows), items)


def misconception_section(row: Misconception) -> Section:
    """Return one misconception with what is true and the points that show it."""
    belief = phrase("misconceptions.belief", belief=row.belief)
    reality = phrase("misconceptions.reality", reality=row.reality)
    return Section((TextBlock(belief), TextBlock(reality), ListBlock(row.points)), (row,))


def _asks_for_list(ask: Ask) -> bool:
    """Tell whether the message asks what people get wrong, rather than stating a belief of its own."""
    return ask.says_nothing or asks_for("list", ask.text) or likeness_to_topic(ask) >= ASKED


class Comparisons(TopicHandler):
    """One role beside another."""

    topics = ("comparison",)

    def look_up(self, ask: Ask) -> Finding:
        """Return how the role differs from the one named, or from the one that it is compared with most."""
        others = [
            mention.role for mention in ask.of("role") if mention.role and mention.role.key != ask.role.key
        ]
        if others:
            return self._beside(ask, others[0])
        rows = views.comparisons(ask.connection, role=ask.role.key)
        if not rows:
            return Finding(())
        partner = rows[0].other if rows[0].role == ask.role.key else rows[0].role
        other = get_role(ask.connection, key=partner)
        return self._beside(ask, other) if other else Finding(())

    def _beside(self, ask: Ask, other: Role) -> Finding:
        finding, ties = self._between(ask, other), self._ties(ask, other)
        if finding.outcome == "partial":  # no source compares them: what ties them is told at once
            return replace(finding, sections=(merged([*finding.sections, *ties]),))
        return replace(finding, sections=(*finding.sections, *ties))

    def _between(self, ask: Ask, other: Role) -> Finding:
        rows = views.comparisons(ask.connection, role=ask.role.key, other=other.key)
        if not rows:
            return self._side_by_side(ask, other)
        short = [row for row in rows if row.form != "prose"] or rows
        sections = [self._table(ask.role, other, short)]
        prose = [row for row in rows if row.form == "prose"]
        if prose and short != rows:
            sections.append(self._table(ask.role, other, prose))
        return Finding(tuple(sections))

    def _ties(self, ask: Ask, other: Role) -> list[Section]:
        """Return how the two roles work together or follow each other."""
        both = ((ask.role, other), (other, ask.role))
        rows = [
            relation
            for one, another in both
            for relation in views.relations(ask.connection, role=one.key)
            if relation.other == another.key
        ]
        texts = tuple(dict.fromkeys(row.text for row in rows))
        return [Section((ListBlock(texts, phrase("comparison.relations")),), tuple(rows))] if texts else []

    def _table(self, role: Role, other: Role, rows: Sequence[Comparison]) -> Section:
        columns = ("", capitalised(role.name), capitalised(other.name))
        cells = tuple(
            (
                row.aspect,
                *((row.text, row.other_text) if row.role == role.key else (row.other_text, row.text)),
            )
            for row in rows
        )
        caption = phrase("comparison.caption", role=capitalised(role.name), other=other.name)
        notes = list(dict.fromkeys(row.note for row in rows if row.note))
        return Section(
            (TableBlock(caption, columns, cells), *(TextBlock(note) for note in notes)), tuple(rows)
        )

    def _side_by_side(self, ask: Ask, other: Role) -> Finding:
        """No source compares the two: show what is told of each."""
        told = facts.statements(ask.connection, role=other.key, topic="definition")
        told += facts.statements(ask.connection, role=other.key, topic="duties")
        mine = facts.statements(ask.connection, role=ask.role.key, topic="definition")[:3]
        if not (mine and told):
            text = phrase("unknown.comparison", role=with_article(ask.role), other=with_article(other))
            return unknown(
                text, *topic_buttons(ask.connection, role=ask.role, keys=["comparison", "definition"])
            )
        head = TextBlock(phrase("comparison.none", role=with_article(ask.role), other=with_article(other)))
        blocks = [
            ListBlock(
                tuple(one.text for one in rows), phrase("comparison.told", roles=capitalised(role.plural))
            )
            for role, rows in ((ask.role, mine), (other, told))
        ]
        button = Button(
            phrase("comparison.ask_definition", roles=other.plural), payload("definition", role=other.key)
        )
        return Finding((Section((head, *blocks), (*mine, *told)),), "partial", (button,))
