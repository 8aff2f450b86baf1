"""What every topic's handler shares: who it is about, what narrows it, and when it must say no."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from actions.answer import TextBlock
from actions.formatting import capitalised, joined, quoted
from actions.messages import message
from actions.offers import SHOWN, next_topics, topic_button, topic_buttons
from actions.request import PLACES, Ask, Mention
from actions.sections import Finding, unknown
from knowledge.queries import facts
from knowledge.queries import topics as topic_queries
from knowledge.queries.occupations import occupations_with_topic
from knowledge.records import Figure, Row, Topic
from knowledge.terms import normalise

# An answer that passes one of these over answers another question than the one that was asked.
DECISIVE = frozenset({*PLACES, "company", "year", "level", "gender", "age_group", "degree"})
# … and a figure over one of these as well; in prose they are often no more than a word.
DECISIVE_FOR_FIGURES = DECISIVE | {
    "industry",
    "tool",
    "algorithm",
    "product",
    "certification",
    "satisfaction",
}

# Aspects that certifications have and these topics lack.
UNTOLD_ASPECTS = {"career_path": {"duration", "price"}, "education": {"price", "duration"}}
FIELD = "the_field"  # group of topics that belong to the field, not to an occupation


class TopicHandler(ABC):
    """Looks up one family of topics. Subclasses say which topics and implement :meth:`look_up`."""

    topics: ClassVar[tuple[str, ...]] = ()
    honours: ClassVar[frozenset[str]] = frozenset()  # kinds of mention that this family looks up itself
    decisive: ClassVar[frozenset[str]] = DECISIVE
    # By topic: what no source tells, beside which the rest is worth telling, as the pay by the year
    # is where that by the month is not told.
    tells_beside: ClassVar[Mapping[str, frozenset[str]]] = {}

    def find(self, ask: Ask) -> Finding:
        """Return what is held on the question, or say what is not."""
        hints = self._untold_hints(ask)
        if hints and not set(hints) <= self.tells_beside.get(ask.topic, frozenset()):
            return self._untold(ask, hints)
        missing = [mention for mention in ask.mentions if self._is_missing(ask, mention)]
        if missing:
            return not_told(ask, missing) if self.rows(ask) else nothing_held(ask)
        finding = self.look_up(ask)
        if not finding.sections:
            return nothing_held(ask)
        return _beside(finding, hints) if hints else finding

    @abstractmethod
    def look_up(self, ask: Ask) -> Finding:
        """Return the sections for the question; none when nothing is held."""

    def _is_missing(self, ask: Ask, mention: Mention) -> bool:
        if mention.kind == "industry" and not mention.entity and mention.kind not in self.honours:
            return True
        if mention.kind not in self.decisive or mention.kind in self.honours:
            return False
        if mention.kind == "level" and topic_of(ask).group == FIELD:
            return False  # "explain machine learning to a beginner"
        if mention.kind == "year":
            return not any(covers_year(row, mention.typed) for row in self.rows(ask))
        if mention.kind in PLACES:
            held = [normalise(row.place) for row in self.rows(ask) if row.place]
            return normalise(mention.name) not in held
        return True

    def _untold_hints(self, ask: Ask) -> list[str]:
        """Return what the question is for that people often ask and no source tells."""
        hints = [hint for hint in ask.hint("untold") if not self._kinds(ask, hint)]
        return hints + [hint for hint in ask.hint("aspect") if hint in UNTOLD_ASPECTS.get(ask.topic, ())]

    def _untold(self, ask: Ask, hints: Sequence[str]) -> Finding:
        text = untold_text(hints)
        keys = [ask.topic, *next_topics(ask.connection, topic=ask.topic, asked=())]
        return unknown(text, *topic_buttons(ask.connection, occupation=ask.occupation, keys=keys))

    def _kinds(self, ask: Ask, kind: str) -> bool:
        return bool(
            facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic, kind=kind)
        )

    def rows(self, ask: Ask) -> Sequence[Row]:
        """Return the rows under the topic, to see which years and places they hold for."""
        under = {"occupation": ask.occupation.key, "topic": ask.topic}
        return [*facts.figures(ask.connection, **under), *facts.statements(ask.connection, **under)]


def untold_text(hints: Sequence[str]) -> str:
    """Return the sentence that no source tells these."""
    names = joined([message(f"untold.{hint}") for hint in dict.fromkeys(hints)])
    return message("unknown.aspect", names=names)


def _beside(finding: Finding, hints: Sequence[str]) -> Finding:
    """Return what was found with the sentence before it that it is not quite what was asked."""
    first, *rest = finding.sections
    blocks = (TextBlock(untold_text(hints)), TextBlock(message("unknown.beside")), *first.blocks)
    outcome = "partial" if finding.outcome == "answered" else finding.outcome
    return replace(finding, sections=(replace(first, blocks=blocks), *rest), outcome=outcome)


def covers_year(row: Row, year: str) -> bool:
    """Return whether a row holds for a year: it names it as its own, or as an end of its range."""
    return year in (row.as_of or "").split("-")


def held_for(ask: Ask, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of the places and years that the question names; all of them where it names none."""
    places = {normalise(mention.name) for mention in ask.of(*PLACES)}
    asked = [mention.typed for mention in ask.of("year")]
    return [
        figure
        for figure in figures
        if (not places or normalise(figure.place or "") in places)
        and (not asked or any(covers_year(figure, year) for year in asked))
    ]


def topic_of(ask: Ask) -> Topic:
    """Return the topic of the question."""
    (topic,) = topic_queries.get_topics(ask.connection, keys=[ask.topic])
    return topic


def not_told(ask: Ask, missing: Sequence[Mention]) -> Finding:
    """Say that the topic is not told for what the question turns on, and offer it without."""
    related = next_topics(ask.connection, topic=ask.topic, asked=())
    offers = topic_buttons(ask.connection, occupation=ask.occupation, keys=[ask.topic, *related])
    return unknown(qualifier_not_told(ask, missing), *offers)


def qualifier_not_told(ask: Ask, missing: Sequence[Mention]) -> str:
    """Return the sentence that the topic is not told for what the question turns on."""
    topic = topic_of(ask)
    names = joined([quoted(mention.name) for mention in missing])
    name = "unknown.qualifier" if "{occupation" in topic.question else "unknown.qualifier_of_field"
    return message(name, topic=capitalised(topic.title), occupations=ask.occupation.plural, names=names)


def nothing_held(ask: Ask) -> Finding:
    """Say that nothing is held on this topic for this occupation, and offer what is."""
    topic = topic_of(ask)
    text = message("unknown.topic", topic=topic.title, occupations=ask.occupation.plural)
    related = next_topics(ask.connection, topic=ask.topic, asked=())
    offers = topic_buttons(ask.connection, occupation=ask.occupation, keys=related, limit=SHOWN - 1)
    holding = occupations_with_topic(ask.connection, topic_key=ask.topic)
    elsewhere = [occupation for occupation in holding if occupation.key != ask.occupation.key]
    offers += [topic_button(topic, occupation) for occupation in elsewhere[:1]]
    return unknown(text, *offers)
