"""Topics that are told in numbers: salary, shares, outlook, market size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from actions.answer import TableBlock, TextBlock
from actions.charts import charts
from actions.cues import leaves_out
from actions.formatting import amount, joined, quoted, years
from actions.messages import message
from actions.offers import topic_button
from actions.request import PLACES, Ask, Mention
from actions.sections import (
    Finding,
    Section,
    code_section,
    figure_section,
    merged,
    sentence,
    series_section,
    statement_section,
    told_note,
    unknown,
)
from actions.topics.base import (
    DECISIVE_FOR_FIGURES,
    TopicHandler,
    covers_year,
    held_for,
    not_told,
    qualifier_not_told,
    topic_of,
)
from actions.topics.statements import statement_sections
from knowledge.queries import facts
from knowledge.queries.occupations import occupation_codes
from knowledge.records import Entity, Figure


class Series(TopicHandler):
    """Figures over one dimension: a chart, or the one figure that the question names."""

    topics = (
        "education_shares",
        "industries",
        "startups",
        "job_satisfaction",
        "gender_distribution",
        "age_distribution",
        "regional_demand",
    )
    decisive = DECISIVE_FOR_FIGURES
    dimensions: ClassVar[dict[str, frozenset[str]]] = {
        "education_shares": frozenset({"degree"}),
        "industries": frozenset({"industry"}),
        "startups": PLACES,
        "job_satisfaction": frozenset({"satisfaction"}),
        "gender_distribution": frozenset({"gender"}),
        "age_distribution": frozenset({"age_group"}),
        "regional_demand": PLACES,
    }

    def look_up(self, ask: Ask) -> Finding:
        """Return the figure asked for, or the whole series and what is said of it."""
        series = facts.figures(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        if not series:
            return self._told(ask)
        if not self.dimensions[ask.topic] & PLACES:
            series = held_for(ask, series)
            if not series:
                return not_told(ask, ask.of(*PLACES, "year"))
        mentions = [mention for mention in ask.mentions if mention.kind in self.dimensions[ask.topic]]
        mentions += [*self._by_number(ask, series), *self._dissatisfied(ask, series)]
        if ask.topic != "age_distribution" and {"below", "above"} & set(ask.hint("aspect")):
            mentions += [
                Mention("age_group", message("figure.age", age=written)) for written in ask.hint("number")
            ]  # "women over 45"
        excluded = [one for one in mentions if leaves_out(ask.text, one.typed)]
        if excluded:
            return _all_but(ask, series, excluded)
        if mentions:
            return self._narrowed(ask, series, mentions)
        extreme = {"highest", "lowest", "ranking"} & set(ask.hint("aspect"))
        headline = Section((self._headline(ask, series),) if extreme else ())
        sections = [merged([headline, series_section(series, ask.occupation)]), *self._told(ask).sections]
        return Finding(tuple(sections))

    def _told(self, ask: Ask) -> Finding:
        statements = facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        return Finding(tuple(statement_sections(ask.topic, ask.occupation, statements)))

    def _is_missing(self, ask: Ask, mention: Mention) -> bool:
        return mention.kind not in self.dimensions[ask.topic] and super()._is_missing(ask, mention)

    def _headline(self, ask: Ask, series: Sequence[Figure]) -> TextBlock:
        pick = min if "lowest" in ask.hint("aspect") else max
        return TextBlock(sentence(pick(series, key=lambda figure: figure.value), ask.occupation))

    def _narrowed(self, ask: Ask, series: Sequence[Figure], mentions: Sequence[Mention]) -> Finding:
        wanted = [mention.entity.key for mention in mentions if mention.entity]
        found = [figure for figure in series if figure.entity and figure.entity.key in wanted]
        held = {figure.entity.key for figure in found if figure.entity}
        missing = [mention for mention in mentions if not (mention.entity and mention.entity.key in held)]
        if not missing:
            return Finding((figure_section(found, ask.occupation), series_section(series, ask.occupation)))
        named = self._named_elsewhere(ask, missing)
        if named and not found and "share" not in ask.hint("aspect"):
            return Finding((*named, series_section(series, ask.occupation)))
        names = joined([quoted(mention.name) for mention in missing])
        told = joined([figure.entity.name for figure in series if figure.entity])
        text = message("unknown.dimension", measure=series[0].measure.title, names=names, told=told)
        if found or named:
            sections = [*([figure_section(found, ask.occupation)] if found else []), *named]
            blocks = (*(block for section in sections for block in section.blocks), TextBlock(text))
            rows = tuple(row for section in sections for row in section.rows)
            return Finding((Section(blocks, rows),), "partial")
        return unknown(text, topic_button(topic_of(ask), ask.occupation))

    def _named_elsewhere(self, ask: Ask, missing: Sequence[Mention]) -> list[Section]:
        """Return what is said under the topic of things that the series has no figure for."""
        keys = [mention.entity.key for mention in missing if mention.entity]
        if not keys:
            return []
        under = {"occupation": ask.occupation.key, "topic": ask.topic}
        statements = facts.statements(ask.connection, entities=keys, **under)
        return [statement_section(statements)] if statements else []

    def _by_number(self, ask: Ask, series: Sequence[Figure]) -> list[Mention]:
        """Turn an age in years into the age group that holds it."""
        if ask.topic != "age_distribution":
            return []
        found: list[Mention] = []
        for written in ask.hint("number"):
            beyond = self._beyond(ask, int(written), series)
            if beyond:
                found += beyond
                continue
            groups = [one.entity for one in series if one.entity and _within(int(written), one.entity)]
            mention = Mention("age_group", written, entity=groups[0] if groups else None)
            if not groups or not any(one.entity == mention.entity for one in found):
                found.append(mention)
        return found

    def _beyond(self, ask: Ask, age: int, series: Sequence[Figure]) -> list[Mention]:
        """Return the age groups that lie wholly below or above an age, if the question is put that way."""
        groups = [figure.entity for figure in series if figure.entity]
        if "below" in ask.hint("aspect"):
            groups = [group for group in groups if _bounds(group)[1] < age]
        elif "above" in ask.hint("aspect"):
            groups = [group for group in groups if _bounds(group)[0] >= age]
        else:
            return []
        return [Mention("age_group", group.name, entity=group) for group in groups]

    def _dissatisfied(self, ask: Ask, series: Sequence[Figure]) -> list[Mention]:
        """Return the levels of dissatisfaction, if the question is about the unhappy."""
        if ask.topic != "job_satisfaction" or "negative" not in ask.hint("aspect"):
            return []
        groups = [
            figure.entity for figure in series if figure.entity and "dissatisfied" in figure.entity.name
        ]
        return [Mention("satisfaction", group.name, entity=group) for group in groups]


def _all_but(ask: Ask, series: Sequence[Figure], excluded: Sequence[Mention]) -> Finding:
    """Return the whole series, for a question about all but some of it: that figure is not told."""
    names = joined([quoted(mention.name) for mention in excluded])
    shown = series_section(series, ask.occupation)
    told = TextBlock(message("unknown.all_but", names=names))
    return Finding((Section((told, *shown.blocks), shown.rows),), "partial")


def _bounds(group: Entity) -> tuple[int, int]:
    """Return the first and last year of an age group; an open one ends at 120."""
    first, *last = (int(bound) for bound in re.findall(r"\d+", group.name))
    return first, last[0] if last else 120


def _within(age: int, group: Entity) -> bool:
    first, last = _bounds(group)
    return first <= age <= last


class Salary(TopicHandler):
    """The average, the averages by level and the caveats; a level narrows."""

    topics = ("salary",)
    decisive = DECISIVE_FOR_FIGURES
    honours = frozenset({"level"})
    tells_beside: ClassVar[Mapping[str, frozenset[str]]] = {
        "salary": frozenset({"monthly", "hourly", "median", "currency", "taxes"})
    }

    def look_up(self, ask: Ask) -> Finding:
        """Return the salary asked for."""
        told = facts.figures(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        figures = held_for(ask, told)
        if told and not figures:  # each place and each year is told, but not together
            return not_told(ask, ask.of(*PLACES, "year"))
        series = [figure for figure in figures if figure.entity]
        single = [figure for figure in figures if not figure.entity]
        statements = facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        levels = ask.of("level")
        excluded = [one for one in levels if leaves_out(ask.text, one.typed)]
        if excluded and series:
            return _all_but(ask, series, excluded)
        if levels and (figures or statements):
            return self._by_level(ask, series, levels)
        if "bonus" in ask.hint("aspect"):
            extras = [one for one in statements if one.kind == "extras"]
            if extras:
                return Finding((merged([statement_section(extras), figure_section(single, ask.occupation)]),))
        sections = []
        if figures:
            drawn = merged(
                [
                    figure_section(single, ask.occupation),
                    *([series_section(series, ask.occupation)] if series else []),
                ]
            )
            sections.append(Section(drawn.blocks, tuple(figures)))
        if statements:
            sections += statement_sections(ask.topic, ask.occupation, statements)
        return Finding(tuple(sections))

    def _by_level(self, ask: Ask, series: Sequence[Figure], levels: Sequence[Mention]) -> Finding:
        wanted = [mention.entity.key for mention in levels if mention.entity]
        found = [figure for figure in series if figure.entity and figure.entity.key in wanted]
        held = {figure.entity.key for figure in found if figure.entity}
        missing = [level for level in levels if not (level.entity and level.entity.key in held)]
        if not found:
            return not_told(ask, missing)
        if missing:
            shown = figure_section(found, ask.occupation)
            text = TextBlock(qualifier_not_told(ask, missing))
            return Finding((Section((*shown.blocks, text), shown.rows),), "partial")
        sections = [figure_section(found, ask.occupation)]
        told = facts.statements(
            ask.connection, occupation=ask.occupation.key, topic=ask.topic, entities=wanted
        )
        sections += [statement_section(told)] if told else []
        sections.append(series_section(series, ask.occupation))
        return Finding(tuple(sections))


class Table(TopicHandler):
    """Figures of several measures as a table, over years as charts; a year or a measure narrows."""

    topics = ("outlook", "market_size")
    decisive = DECISIVE_FOR_FIGURES
    measures_of_hint: ClassVar[dict[str, tuple[str, ...]]] = {
        "growth": ("employment_growth", "employment_change", "market_growth"),
        "total": ("employment",),
    }

    def look_up(self, ask: Ask) -> Finding:
        """Return the figures asked for, or all of them and the trends."""
        figures = facts.figures(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        statements = facts.statements(ask.connection, occupation=ask.occupation.key, topic=ask.topic)
        if "code" in ask.hint("aspect"):
            codes = occupation_codes(ask.connection, key=ask.occupation.key)
            if codes:
                return Finding((code_section(ask.occupation, codes),))
        told = statement_sections(ask.topic, ask.occupation, statements) if statements else []
        narrowed = self._narrow(ask, figures)
        if narrowed:
            sections = [figure_section(narrowed, ask.occupation)]
            if len(narrowed) < len(figures):
                sections.append(self._table(figures, topic_of(ask).title))
            return Finding((*sections, *told))
        sections = [self._table(figures, topic_of(ask).title)] if figures else []
        return Finding((*sections, *told))

    def _narrow(self, ask: Ask, figures: Sequence[Figure]) -> list[Figure]:
        mentioned = [mention.typed for mention in ask.of("year")]
        if mentioned:
            exact = [figure for figure in figures if figure.as_of in mentioned]
            counted = {"total", "share"} & set(ask.hint("aspect")) or ask.topic == "market_size"
            return (exact if counted else []) or [
                figure for figure in figures if any(covers_year(figure, year) for year in mentioned)
            ]
        measures = [key for hint in ask.hint("aspect") for key in self.measures_of_hint.get(hint, ())]
        return [figure for figure in figures if figure.measure.key in measures]

    def _table(self, figures: Sequence[Figure], title: str) -> Section:
        shown = 4 if any(figure.note for figure in figures) else 3
        columns = tuple(message(f"table.{name}") for name in ("measure", "period", "value", "note")[:shown])
        nothing = message("table.none")
        rows = tuple(
            (
                figure.measure.title,
                years(figure.as_of) or nothing,
                amount(figure),
                told_note(figure).rstrip(".") or nothing,
            )[:shown]
            for figure in figures
        )
        return Section((*charts(figures), TableBlock(title, columns, rows)), tuple(figures))
