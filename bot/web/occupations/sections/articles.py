"""What the curated content tells of an occupation: sentences and figures by topic, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from sqlalchemy.engine import Connection

from bot.web.occupations.addresses import page_path
from bot.web.occupations.blocks import Block, Bullets, Cell, Cited, Lead, Link, Links, Note, Section, Table
from bot.web.occupations.sections.subject import ask_link
from bot.web.occupations.texts import amount, capitalised, published, say, span
from knowledge.queries.comparisons import related_occupations
from knowledge.queries.disagreements import disagreements
from knowledge.queries.facts import figures, statements
from knowledge.queries.occupation_list import occupations_by_code
from knowledge.queries.occupations import get_occupation, occupation_codes, topics_held
from knowledge.records import Figure, Occupation, Row, Source, Statement, Topic
from knowledge.texts import TextFile

LAYOUT = TextFile(Path(__file__).parents[1] / "articles.yml")
STATEMENTS = 6  # of a topic


def article_sections(
    connection: Connection, occupation: Occupation, topics: Mapping[str, Topic]
) -> tuple[Section, ...]:
    """Return what the content holds under the topics of ``articles.yml``, then what else the chat tells."""
    held = topics_held(connection, key=occupation.key)
    shown = [key for key in LAYOUT.tree if key in held and key in topics]
    found = [part for key in shown if (part := _topic(connection, occupation, topics[key]))]
    if related := _related(connection, occupation):
        found.append(related)
    asked = (ask_link(topics, key, occupation) for key in held if key not in LAYOUT.tree)
    links = tuple(link for link in asked if link)
    if links:
        found.append(Section("articles-more", say("articles.more"), (Links(links),)))
    return tuple(found)


def definition_by_article(connection: Connection, occupation: Occupation) -> Lead | None:
    """Return the first sentence of the content on what the occupation is; None where it holds none."""
    told = statements(connection, occupation=occupation.key, topic="definition")
    return Lead(told[0].text, _cited([told[0].source])[0]) if told else None


def counted_with(connection: Connection, occupation: Occupation) -> tuple[Block, ...]:
    """Return among whom an occupation is counted that has no figures of its own, with links to them."""
    others = occupations_by_code(connection, codes=occupation.counted_with)
    if not others:
        return ()
    links = tuple(Link(capitalised(one.name), page_path(one)) for one in others)
    return (Note(say("articles.counted", occupations=occupation.plural)), Links(links))


def _topic(connection: Connection, occupation: Occupation, topic: Topic) -> Section | None:
    told = _told(statements(connection, occupation=occupation.key, topic=topic.key), LAYOUT.tree[topic.key])
    counted = figures(connection, occupation=occupation.key, topic=topic.key)
    rows: list[Row] = [*told, *counted]
    if not rows:
        return None
    blocks: list[Block] = [
        _table(list(of_one)) for _key, of_one in groupby(counted, lambda one: one.measure.key)
    ]
    if told:
        blocks.append(Bullets(tuple(one.text for one in told)))
    if topic.key == "outlook":
        codes = occupation_codes(connection, key=occupation.key)
        blocks += [Note(code.note) for code in codes if code.note]
    apart = disagreements(connection, rows=[row.key for row in rows])
    blocks += [Note(one.text) for one in apart if one.topic == topic.key]
    ask = ask_link({topic.key: topic}, topic.key, occupation)
    return Section(
        f"articles-{topic.key}", topic.title, tuple(blocks), _cited(row.source for row in rows), ask
    )


def _told(found: Sequence[Statement], kinds: Sequence[str]) -> list[Statement]:
    present = {one.kind for one in found}
    kind = next((kind for kind in kinds if kind in present), None)
    told = [one for one in found if one.kind in (None, kind)]
    return sorted(told, key=lambda one: one.rank)[:STATEMENTS]


def _table(rows: Sequence[Figure]) -> Table:
    columns = tuple(Cell(say(f"articles.column.{name}")) for name in ("what", "value", "year", "place"))
    return Table(
        rows[0].measure.title,
        columns,
        tuple(
            (
                Cell(capitalised(one.entity.name) if one.entity else one.measure.title),
                Cell(amount(one), one.value / 100 if one.unit == "percent" else None, note=_note(one)),
                Cell(span(one.as_of) or say("articles.no_year")),
                Cell(one.place or say("articles.no_place")),
            )
            for one in rows
        ),
    )


def _note(one: Figure) -> str:
    by = say("articles.by", name=one.attributed_to) if one.attributed_to else ""
    return " ".join(part for part in (by, one.note) if part)


def _related(connection: Connection, occupation: Occupation) -> Section | None:
    rows = related_occupations(connection, occupation=occupation.key)
    if not rows:
        return None
    others = (
        get_occupation(connection, key=key) for key in dict.fromkeys(row.other for row in rows if row.other)
    )
    links = tuple(Link(capitalised(one.name), page_path(one)) for one in others if one)
    blocks: list[Block] = [Bullets(tuple(dict.fromkeys(row.text for row in rows)))]
    if links:
        blocks.append(Links(links))
    cited = _cited(row.source for row in rows)
    return Section("articles-related", say("articles.related"), tuple(blocks), cited)


def _cited(sources: Iterable[Source]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(Cited(one.key, shown_title(one), published(one)) for one in sources))


def shown_title(source: Source) -> str:
    """Return the title of a source, in brackets where the source has none and it is ours."""
    return say("sources.supplied", title=source.title) if source.title_supplied else source.title
