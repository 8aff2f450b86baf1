"""The list of occupations that an answer on fit shows: table, notes, sources, and the state after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.fit.profile import Known
from actions.advice.fit.texts import median_text, short_reasons, some_of
from actions.answer import Answer, Block, Button, ButtonsBlock, NoteBlock, SourcesBlock, TableBlock
from actions.composition.compose import Reply, cite_rows
from actions.composition.offers import SHOWN as BUTTONS
from actions.composition.offers import more_button, payload
from actions.datasets.base import caption_of_place, occupation_items, percent
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.topic_slots import CAREER_FIT, INTEREST_FINDER
from actions.state import ConversationState
from knowledge.queries.dataset_rows import ONET, PROJECTIONS, WAGES, dataset_source, row_fields
from knowledge.queries.occupation_fit import Fit
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.wages import release
from knowledge.records import Row

_COLUMNS = ("fit.column.why", "data.column.median", "data.column.growth", "data.column.education")
_SOURCES = (ONET, WAGES, PROJECTIONS)


_REMEMBERED = 60  # occupations that were shown


def listed(
    connection: Connection,
    state: ConversationState,
    blocks: Sequence[Block],
    fits: Sequence[Fit],
    *,
    page: int = 0,
    pages: int = 1,
    goes_on: bool = False,
    offers: Sequence[Button] = (),
) -> Reply:
    """Return an answer with a list of occupations, its sources and what comes next."""
    buttons = [about_button(fits[0]), *offers]
    if not (offers or state.person.interests):
        buttons.append(Button(message("fit.offer.finder"), payload(INTEREST_FINDER)))
    if goes_on:
        buttons.append(more_button())
    buttons = buttons[:BUTTONS]
    shown = (
        *blocks,
        SourcesBlock(cite_rows(cited_rows(connection))),
        ButtonsBlock(tuple(buttons), message("offers.next")),
    )
    return Reply(
        Answer("answered", CAREER_FIT, None, shown),
        replace(
            state,
            topic=CAREER_FIT,
            shown=tuple(dict.fromkeys((*state.shown, *(one.code for one in fits))))[-_REMEMBERED:],
            mentions=(),
            hints=(),
            question="",
            page=page,
            pages=pages,
            items=occupation_items(one.code for one in fits),
            choices=tuple(button.payload for button in buttons),
            rows=(),
            sources=tuple((key, "") for key in _SOURCES),
            misses=0,
        ),
    )


def fit_table(
    connection: Connection, known: Known, fits: Sequence[Fit], why: Sequence[str] | None = None
) -> TableBlock:
    """Return occupations with why they fit, their pay, growth and education; ``why``: a text for each."""
    nothing = message("table.none")
    where = known.area.name if known.area else message("data.nation")
    rows = tuple(
        (
            capitalised(one.plural),
            reason,
            _median(one, known) or nothing,
            percent(round(one.growth, 1)) if one.growth is not None else nothing,
            EDUCATION[one.education] if one.education is not None else nothing,
        )
        for one, reason in zip(fits, why or [short_reasons(one) for one in fits], strict=True)
    )
    columns = tuple(message(name) for name in ("data.column.occupation", *_COLUMNS))
    names = ("fit.table", "fit.table_place")
    if not known.person.says_who:
        names = ("fit.table_of_all", "fit.table_place_of_all")
    caption = caption_of_place(*names, where, release=release(connection))
    return TableBlock(caption, columns, rows)


def sourced_table(
    connection: Connection, known: Known, fits: Sequence[Fit], notes: Sequence[NoteBlock] = ()
) -> tuple[Block, ...]:
    """Return what stands below a first line on some occupations: their figures, notes and the sources."""
    sources = SourcesBlock(cite_rows(cited_rows(connection)))
    drawn = (_plain_table(connection, known, fits),) if fits else ()
    return (*drawn, *notes, sources)


def _plain_table(connection: Connection, known: Known, fits: Sequence[Fit]) -> TableBlock:
    """Return occupations that were not picked for anybody, with their pay, growth and education."""
    table = fit_table(connection, known, fits)
    where = known.area.name if known.area else message("data.nation")
    year = release(connection)
    title = caption_of_place("fit.of_list.table", "fit.of_list.table_place", where, release=year)
    columns = (table.columns[0], *table.columns[2:])
    return TableBlock(title, columns, tuple((row[0], *row[2:]) for row in table.rows))


def _median(fit: Fit, known: Known) -> str:
    if fit.median is None:
        return ""
    value = median_text(fit.median)
    return value if fit.in_place or known.area is None else message("fit.of_nation", value=value)


def figure_notes(known: Known, fits: Sequence[Fit]) -> list[str]:
    """Return of whom or where some of the figures are, where that is not what the table's title says."""
    notes = []
    if known.area and any(one.median is not None and not one.in_place for one in fits):
        notes.append(message("fit.nation_note", place=known.area.name))
    if grouped := [one.plural for one in fits if one.median is not None and not one.own_wages]:
        notes.append(message("fit.group_note", occupations=some_of(grouped)))
    return notes


def about_button(fit: Fit) -> Button:
    """Return the button that asks what an occupation does."""
    return Button(
        message("fit.offer.about", occupations=fit.plural), payload("definition", occupation=fit.code)
    )


def cited_rows(connection: Connection) -> list[Row]:
    """Return what to cite: what is compared, pay and projections."""
    sources = [dataset_source(connection, key=key) for key in _SOURCES]
    return [Row(**row_fields(source, source.key)) for source in sources]
