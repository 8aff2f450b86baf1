"""What people get wrong about an occupation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import ListBlock, TextBlock
from actions.cues import asks_for
from actions.messages import message
from actions.offers import topic_buttons
from actions.pertinence import similarity_to_topic
from actions.request import Ask, Item
from actions.sections import Finding, Section, statement_section, unknown
from actions.topics.base import TopicHandler
from knowledge.queries import facts
from knowledge.queries import misconceptions as misconception_queries
from knowledge.queries.search import search_misconceptions
from knowledge.records import Misconception
from knowledge.terms import normalise

# Similarity to a misconception, as explained in knowledge/queries/search.py. Chosen on one half of
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
        rows = misconception_queries.misconceptions(ask.connection, occupation=ask.occupation.key)
        if not rows:
            return Finding(())
        listed = self._list(rows)
        near = [] if ask.says_nothing else self._near(ask)
        if near and (len(near) == 1 or near[0][1] - near[1][1] >= LEAD):
            stated, similarity = near[0]
            section = misconception_section(stated)
            if similarity >= CLEARLY:
                return Finding((section, listed))
            if similarity >= STATED and not _asks_for_list(ask):
                doubt = TextBlock(message("retrieval.nearest"))
                return Finding((replace(section, blocks=(doubt, *section.blocks)), listed), "partial")
        if not (near and near[0][1] >= RELATED) and not _asks_for_list(ask):
            text = message("retrieval.belief_untold")
            return unknown(
                text,
                *topic_buttons(ask.connection, occupation=ask.occupation, keys=[ask.topic, "definition"]),
            )
        told = facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        return Finding((listed, *([statement_section(told)] if told else [])))

    def _near(self, ask: Ask) -> list[tuple[Misconception, float]]:
        """Return the two misconceptions nearest to what is said.

        The other occupations that it is about are said with it: "are they the same?" after one was named.
        """
        others = {
            one.occupation.name
            for one in ask.of("occupation")
            if one.occupation and one.occupation.key != ask.occupation.key
        }
        unsaid = sorted(name for name in others if normalise(name) not in normalise(ask.text))
        said = " ".join([ask.text, *unsaid])
        return search_misconceptions(ask.connection, occupation=ask.occupation.key, question=said, limit=2)

    def _list(self, rows: Sequence[Misconception]) -> Section:
        titles = tuple(row.title for row in rows)
        items = tuple(Item("misconception", row.key) for row in rows)
        return Section((ListBlock(titles, message("misconceptions.title")),), tuple(rows), items)


def misconception_section(row: Misconception) -> Section:
    """Return one misconception with what is true and the points that show it."""
    belief = message("misconceptions.belief", belief=row.belief)
    reality = message("misconceptions.reality", reality=row.reality)
    return Section((TextBlock(belief), TextBlock(reality), ListBlock(row.points)), (row,))


def _asks_for_list(ask: Ask) -> bool:
    """Return whether the message asks what people get wrong, rather than stating a belief of its own."""
    return ask.says_nothing or asks_for("list", ask.text) or similarity_to_topic(ask) >= ASKED
