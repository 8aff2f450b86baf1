"""Answers a question over all occupations: a table of those that match, with its filters named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Connection

from actions.answer import Answer, Block, Button, ButtonsBlock, NoteBlock, SourcesBlock, TextBlock
from actions.composition.compose import Reply, cite_rows
from actions.composition.offers import more_button, payload
from actions.datasets.base import names_of, number, occupation_items
from actions.datasets.pay import other_year
from actions.datasets.search.filters import filters_of
from actions.datasets.search.pages import SHOWN, places_in
from actions.datasets.search.reader import Search, read_search
from actions.datasets.search.table import search_table, value_of
from actions.datasets.unheld import unheld, unheld_aside
from actions.formatting import joined, quoted
from actions.messages import message
from actions.questions.cues import contains, phrases
from actions.questions.question import LinkedEntity, Question
from actions.questions.search_edits import EDITS
from actions.questions.search_intent import ranks_self_employed
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import REMEMBERED_SEARCH
from knowledge.queries.dataset_rows import PROJECTIONS, WAGES, dataset_source, row_fields
from knowledge.queries.occupation_search import (
    OccupationMatch,
    OccupationQuery,
    search_occupations,
)
from knowledge.queries.technology_names import known_technologies
from knowledge.queries.wages import release
from knowledge.records import Row
from knowledge.terms import normalise

FEWEST_IN_DEMAND = 3  # occupations
RESTS_TOLD = 3  # of groups, at most
_YEARS_OF_PROJECTIONS = ("2024", "2034")
# The filters without which a query may find something, those that are the first to be left out first.
_PARTS = (
    "pay_above",
    "pay_below",
    "growth_above",
    "growth_below",
    "people_above",
    "people_below",
    "openings_above",
    "openings_below",
    "technology",
    "skills",
    "training",
    "experience",
    "education",
    "groups",
    "left_out",
    "area_code",
)


def answer_search(connection: Connection, question: Question) -> Reply:
    """Return the occupations that a question asks for; a follow-up refines the last one."""
    state = question.state
    refines = (
        state.topic == OCCUPATION_SEARCH
        and question.topic is not None
        and question.topic.origin == "carried over"
    )
    text = f"{state.question}\n{question.text}" if refines and not question.page else question.text
    aside = None if refines or question.page else unheld_aside(question)
    if question.message.searches:
        aside = unheld(question)
    if not (question.page or aside) and (refused := _not_held(connection, question)):
        # What is held of the question may be refined: "remote jobs in Texas", then "without a degree".
        return _nothing(question, refused, state.question if refines else text)
    search = read_search(connection, question, text)
    if search.place and search.place.area is None:
        return _nothing(
            question, message("data.search.no_place", place=quoted(search.place.named.typed)), text
        )
    if search.unlisted:
        names = joined([quoted(one) for one in search.unlisted if one])
        if not names:
            return _nothing(question, message("data.search.which_technology"), text)
        return _nothing(question, message("data.search.no_technology", names=names), text)
    if search.no_fields:
        names = joined([quoted(one) for one in search.no_fields])
        return _nothing(question, message("data.search.no_field", names=names), text)
    search = _in_demand(connection, search)
    first, count = _places(question, text)
    found, total = search_occupations(connection, query=search.query, limit=count, offset=first)
    filters = filters_of(search)
    if not found:
        return _nothing(question, _impossible(connection, search), text)
    release_name = release(connection)
    lead = (
        _page(search, found, total, filters, first + 1)
        if first
        else _lead(search, found, total, filters, release_name)
    )
    shown = first + len(found)
    top = count < SHOWN  # "the top 3" asks for no more
    rows = _rows(connection)
    blocks: list[Block] = [
        TextBlock(lead),
        search_table(search, found, filters, release_name),
        *([NoteBlock(message("data.search.not_held", what=joined(aside)))] if aside else []),
        *([NoteBlock(" ".join(counted))] if (counted := _counted_together(found)) else []),
        *([NoteBlock(hourly)] if (hourly := _by_the_hour(found)) else []),
        *([NoteBlock(rests)] if not first and (rests := _rests_ahead(connection, search, found[0])) else []),
        SourcesBlock(cite_rows(rows)),
    ]
    buttons = _buttons(found, goes_on=not top and shown < total)
    blocks.append(ButtonsBlock(tuple(buttons), message("offers.next")))
    pages = question.page + 1 + (0 if top else -(-(total - shown) // SHOWN))
    return Reply(
        Answer("partial" if aside else "answered", OCCUPATION_SEARCH, None, tuple(blocks)),
        replace(
            state,
            topic=OCCUPATION_SEARCH,
            # The first line names the first of the list: "how do I become one?" is about that.
            occupations=(search.like.key,) if search.like else (found[0].code,),
            unknown_occupations=(),
            mentions=tuple((one.kind, one.value) for one in question.entities if one.kind != "occupation"),
            hints=question.hints(),
            question=text[-REMEMBERED_SEARCH:],
            page=question.page,
            pages=pages,
            shown_to=shown,
            items=occupation_items(one.code for one in found),
            choices=tuple(button.payload for button in buttons),
            misses=0,
        ),
    )


def _places(question: Question, text: str) -> tuple[int, int]:
    """Return the first place of the order that is asked for, from 0, and how many are shown."""
    asked = places_in(question.message.words)
    counts = [one.count for line in text.splitlines() if (one := places_in(line)).count and one.first is None]
    count = asked.count or (counts[-1] if counts and not question.page else None)
    goes_on = question.page or (asked.goes_on and question.message.searches == EDITS)
    first = asked.first if asked.first is not None else question.state.shown_to if goes_on else 0
    return first, count or SHOWN


def _counted_together(found: Sequence[OccupationMatch]) -> list[str]:
    """Return for which others that match each of those shown stands, as BLS counts them together."""
    return [
        message("data.search.counted", occupations=one.plural, others=joined(one.counted_with))
        for one in found
        if one.counted_with
    ]


def _by_the_hour(found: Sequence[OccupationMatch]) -> str:
    """Return of which of those shown only pay by the hour is published; empty where of none."""
    names = [one.plural for one in found if one.hourly is not None]
    return message("data.search.by_the_hour", occupations=joined(names)) if names else ""


def _rests_ahead(connection: Connection, search: Search, first: OccupationMatch) -> str:
    """Return which rests of groups, which no list holds, come before its first; empty where none does."""
    query = search.query
    bound = {"pay": first.median, "growth": first.growth}.get(query.measure)
    if bound is None or query.technology or query.related_to or query.interest:
        return ""
    side: Any = {f"{query.measure}_{'below' if query.lowest else 'above'}": bound}
    rests, _total = search_occupations(connection, query=replace(query, rests=True, **side), limit=RESTS_TOLD)
    named = joined([f"{one.plural} ({value_of(query, one)})" for one in rests])
    return message("data.search.rests", occupations=named) if named else ""


def _in_demand(connection: Connection, search: Search) -> Search:
    """Return the search for those whose employers often ask for a technology, where there are some."""
    if not search.query.technology:
        return search
    query = replace(search.query, in_demand=True)
    _found, total = search_occupations(connection, query=query, limit=1)
    return replace(search, query=query) if total >= FEWEST_IN_DEMAND else search


def _not_held(connection: Connection, question: Question) -> str | None:
    """Return why what a question is narrowed by is held of no occupation; None where it may be held."""
    held = message("untold.freelance") if ranks_self_employed(question.text) else None
    if told := [one for one in unheld(question) if one != held]:
        return message("data.search.not_held", what=joined(told))
    if companies := _companies(connection, question):
        return message("data.pay.no_company", names=names_of(companies))
    release_name = release(connection)
    other = other_year(question, release_name)
    if other and other not in _YEARS_OF_PROJECTIONS:
        return message("data.search.other_year", year=other, release=release_name)
    return None


def _companies(connection: Connection, question: Question) -> list[LinkedEntity]:
    """Return the companies that a question names; none that is called like what is used: "use Salesforce"."""
    named = question.of("company")
    said = f" {normalise(question.text)} "
    verbs = phrases("search_by_use") - {"where"}
    used = [
        name
        for one in named
        if (name := normalise(one.typed))
        and (
            contains("search_by_use_alone", said)
            or any(f" {verb} {name} " in said for verb in verbs)  # "jobs that want Salesforce"
        )
    ]
    names = known_technologies(connection, names=used)
    return [one for one in named if normalise(one.typed) not in names]


def _rows(connection: Connection) -> list[Row]:
    """Return what to cite: the wages and the projections, which the table shows."""
    rows = []
    for key in (WAGES, PROJECTIONS):
        source = dataset_source(connection, key=key)
        rows.append(Row(**row_fields(source, key, as_of=None)))
    return rows


def _lead(
    search: Search, found: Sequence[OccupationMatch], total: int, filters: str, release_name: str
) -> str:
    query, first = search.query, found[0]
    name = f"{'lowest' if query.lowest else 'highest'}_{query.measure}"
    return message(
        f"data.search.{name}",
        count=number(total),
        filters=f" {filters}" if filters else "",
        first=first.plural,
        value=value_of(query, first),
        release=release_name,
        skill=(query.skill or "").lower(),
    )


def _page(search: Search, found: Sequence[OccupationMatch], total: int, filters: str, first: int) -> str:
    """Return which places of the order a later page shows."""
    return message(
        "data.search.page",
        first=number(first),
        last=number(first + len(found) - 1),
        count=number(total),
        filters=f" {filters}" if filters else "",
        measure=message(f"data.search.measure.{search.query.measure}"),
    )


def _impossible(connection: Connection, search: Search) -> str:
    """Return which part of a query leaves nothing: the first without which something would be left."""
    query = search.query
    nothing = OccupationQuery()
    for name in _PARTS:
        part: Any = {name: getattr(query, name)}
        if part[name] == getattr(nothing, name):
            continue
        without: Any = {name: getattr(nothing, name)}
        _found, total = search_occupations(connection, query=replace(query, **without), limit=1)
        if total:
            only = replace(search, query=replace(nothing, **part), title=None)
            if name != "left_out":
                only = replace(only, fields_left_out=(), titles_left_out=(), judged=())
            if filters_of(only) == filters_of(search):
                break
            return message(
                "data.search.impossible",
                filters=filters_of(search),
                part=filters_of(only),
                count=number(total),
            )
    return message("data.search.none", filters=filters_of(search))


def _nothing(question: Question, text: str, asked: str) -> Reply:
    state = replace(
        question.state,
        topic=OCCUPATION_SEARCH,
        question=asked[-REMEMBERED_SEARCH:],
        items=(),
        page=0,
        pages=0,
        shown_to=0,
    )
    return Reply(
        Answer("unknown", OCCUPATION_SEARCH, None, (TextBlock(text),)),
        replace(state, misses=state.misses + 1),
    )


def _buttons(found: Sequence[OccupationMatch], *, goes_on: bool) -> list[Button]:
    buttons = [
        Button(
            message("data.search.about", occupations=one.plural), payload("definition", occupation=one.code)
        )
        for one in found[:2]
    ]
    return [*buttons, more_button()] if goes_on else buttons
