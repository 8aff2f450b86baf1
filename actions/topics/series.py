"""Topics answered in figures over one dimension: shares by degree, industry, region and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.answer import TextBlock
from actions.composition.offers import topic_button
from actions.composition.sections import (
    Finding,
    Section,
    figure_section,
    merged,
    series_section,
    statement_section,
    unknown,
)
from actions.formatting import joined, quoted
from actions.messages import message
from actions.questions.cues import contains, leaves_out
from actions.questions.kinds import DECISIVE_FOR_FIGURES, PLACES
from actions.questions.question import LinkedEntity, Question, Rank
from actions.questions.topic_slots import SCALES
from actions.state import Item
from actions.topics.amounts import amount_verdict, behind_verdict
from actions.topics.base import PlainTopicHandler, Rows, held_for, not_known_for
from actions.topics.calculated import added_up, calculated
from actions.topics.ranks import at_rank, in_order, named_before, place_of, rank_behind
from actions.topics.statements import statement_sections
from knowledge.records import Entity, Figure

OLDEST = 120  # where an age group ends that is open above


class Series(PlainTopicHandler):
    """Figures over one dimension: a chart, or the figures that the question names or ranks."""

    topics = tuple(SCALES)
    decisive = DECISIVE_FOR_FIGURES

    def decide(self, question: Question, rows: Rows) -> Finding:
        """Return the figures asked for, or the whole series and what is said about it."""
        series: Sequence[Figure] = rows.held.figures
        if not series:
            return Finding(tuple(_statements(rows)))
        if not SCALES[rows.topic.key] & PLACES:
            series = held_for(question, series)
            if not series:
                return not_known_for(rows, question.of(*PLACES, "year"))
        named = self._named(question, rows, series)
        before = named_before(question, *SCALES[rows.topic.key])
        ordered = [figure.entity for figure in in_order(series, Rank()) if figure.entity]
        if before and (rank := rank_behind(question, before, ordered)):
            drawn = series_section(series, rows.occupation)
            return Finding((ranked_section(rank, series, drawn, rows), *_statements(rows)))
        if excluded := [entity for entity in named if leaves_out(question.text, entity.typed)]:
            return all_but(series, excluded, rows)
        if named:
            return self._narrowed(question, rows, series, named)
        return self._whole(question, rows, series)

    def _whole(self, question: Question, rows: Rows, series: Sequence[Figure]) -> Finding:
        drawn = series_section(series, rows.occupation)
        if question.rank:
            drawn = ranked_section(question.rank, series, drawn, rows)
        elif verdict := amount_verdict(question, series):
            drawn = merged([verdict, drawn])
        return Finding((drawn, *_statements(rows)))

    def _named(self, question: Question, rows: Rows, series: Sequence[Figure]) -> list[LinkedEntity]:
        """Return the points on the dimension that the question names, also by a number or in other words."""
        named = question.of(*SCALES[rows.topic.key])
        if rows.topic.key == "age_distribution":
            return [*named, *_groups_ofages(question, series)]
        if rows.topic.key == "job_satisfaction" and question.asks_for("negative"):
            named += [
                LinkedEntity("satisfaction", figure.entity.name, entity=figure.entity)
                for figure in series
                if figure.entity and "dissatisfied" in figure.entity.name
            ]
        if question.asks_for("below", "above"):
            named += [
                LinkedEntity("age_group", message("figure.age", age=age)) for age in question.cue("number")
            ]  # "women over 45"
        return named

    def _lies_beyond(self, question: Question, rows: Rows) -> bool:
        """Return whether all below or above an age are asked for: "how many are under 35?"."""
        ages_asked = rows.topic.key == "age_distribution" and bool(question.cue("number"))
        beyond = question.asks_for("below", "above") or contains("ages_from", question.text)
        return ages_asked and beyond

    def _is_missing(self, question: Question, rows: Rows, entity: LinkedEntity) -> bool:
        return entity.kind not in SCALES[rows.topic.key] and super()._is_missing(question, rows, entity)

    def _narrowed(
        self, question: Question, rows: Rows, series: Sequence[Figure], named: Sequence[LinkedEntity]
    ) -> Finding:
        wanted = {entity.entity.key for entity in named if entity.entity}
        found = [figure for figure in series if figure.entity and figure.entity.key in wanted]
        held = {figure.entity.key for figure in found if figure.entity}
        missing = [entity for entity in named if not (entity.entity and entity.entity.key in held)]
        shown = figure_section(found, rows.occupation)
        together = added_up(found, rows.occupation) if self._lies_beyond(question, rows) else None
        if verdict := amount_verdict(question, found) or calculated(question, found) or together:
            shown = behind_verdict(verdict, shown)
        elif placed := _placed(question, found, series):
            shown = merged([placed, shown])
        whole = series_section(series, rows.occupation)
        if not missing:
            return Finding((shown, whole))
        said = rows.statements_naming(entity.entity.key for entity in missing if entity.entity)
        mentioned = [statement_section(said)] if said else []
        if mentioned and not found and not question.asks_for("share"):
            return Finding((*mentioned, whole))
        names = joined([quoted(entity.name) for entity in missing])
        known = joined([figure.entity.name for figure in series if figure.entity])
        text = message("unknown.dimension", measure=series[0].measure.title, names=names, known=known)
        if not found and not mentioned:
            return unknown(text, topic_button(rows.topic, rows.occupation))
        parts = [*([shown] if found else []), *mentioned, Section((TextBlock(text),))]
        return Finding((_without_items(merged(parts)),), "partial")


def ranked_section(rank: Rank, series: Sequence[Figure], drawn: Section, rows: Rows) -> Section:
    """Return the figures at a rank before the whole series; "and the third?" then counts in their order."""
    ordered = in_order(series, rank)
    items = tuple(Item("figure", figure.key) for figure in ordered)
    chosen = at_rank(series, rank)
    if chosen:
        head = figure_section(chosen, rows.occupation)
    else:
        head = Section((TextBlock(message("rank.beyond", number=len(series))),))
    shown = tuple(dict.fromkeys((*chosen, *(drawn.rows or series))))  # the one asked for first: "how many?"
    return Section((*head.blocks, *drawn.blocks), shown, items)


def _placed(question: Question, found: Sequence[Figure], series: Sequence[Figure]) -> Section | None:
    """Return the places of figures in the order of the series, where the question asks for them."""
    ordered = [figure.entity for figure in in_order(series, Rank()) if figure.entity]
    placed = [place_of(question, figure.entity, ordered) for figure in found if figure.entity]
    texts = tuple(TextBlock(text) for text in placed if text)
    return Section(texts, tuple(found)) if texts else None


def all_but(series: Sequence[Figure], excluded: Sequence[LinkedEntity], rows: Rows) -> Finding:
    """Return the whole series, for a question about all but some of it, for which there is no figure."""
    names = joined([quoted(entity.name) for entity in excluded])
    shown = series_section(series, rows.occupation)
    text = TextBlock(message("unknown.all_but", names=names))
    return Finding((Section((text, *shown.blocks), shown.rows),), "partial")


def _statements(rows: Rows) -> list[Section]:
    return statement_sections(rows.topic.key, rows.occupation, rows.held.statements)


def _without_items(section: Section) -> Section:
    return Section(section.blocks, section.rows)


def _groups_ofages(question: Question, series: Sequence[Figure]) -> list[LinkedEntity]:
    """Return the age groups that the numbers of a question stand for."""
    groups = [figure.entity for figure in series if figure.entity]
    found: list[LinkedEntity] = []
    for written in question.cue("number"):
        age = int(written)
        beyond = _groups_beyond(question, age, groups)
        if beyond:
            found += beyond
            continue
        holding = [group for group in groups if age in ages(group)]
        linked = LinkedEntity("age_group", written, entity=holding[0] if holding else None)
        if not holding or not any(one.entity == linked.entity for one in found):
            found.append(linked)
    return found


def _groups_beyond(question: Question, age: int, groups: Sequence[Entity]) -> list[LinkedEntity]:
    """Return the age groups that lie wholly below or above an age, if the question is put that way."""
    if question.asks_for("below"):
        beyond = [group for group in groups if ages(group) and ages(group)[-1] < age]
    elif question.asks_for("above") or contains("ages_from", question.text):
        beyond = [group for group in groups if ages(group) and ages(group)[0] >= age]
    else:
        return []
    return [LinkedEntity("age_group", group.name, entity=group) for group in beyond]


def ages(group: Entity) -> range:
    """Return the ages that an age group holds by its name: "25–34", "under 30", "55+"."""
    numbers = [int(number) for number in re.findall(r"\d+", group.name)]
    if not numbers:
        return range(0)
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 1:
        return range(first, last + 1)
    if contains("ages_up_to", group.name):
        return range(first + 1)
    if contains("ages_below", group.name):
        return range(first)
    beyond = contains("ages_above", group.name) and not contains("ages_from", group.name)
    return range(first + beyond, OLDEST + 1)
