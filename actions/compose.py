"""From what was found to the answer: sources, disagreements, next questions, and the context to remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import (
    Answer,
    Block,
    Button,
    ButtonsBlock,
    Citation,
    NoteBlock,
    Outcome,
    SourcesBlock,
    TextBlock,
)
from actions.formatting import capitalised, joined, source_date, years
from actions.messages import message
from actions.offers import SHOWN, more_button, next_topics, topic_buttons
from actions.request import Context, Mention
from actions.sections import Finding, Section
from actions.topics.base import DECISIVE
from knowledge.queries import disagreements as disagreement_queries
from knowledge.queries.occupations import featured_occupation
from knowledge.records import Occupation, Row, Source

REMEMBERED_TOPICS = 12
REMEMBERED_CHARACTERS = 500
FEWEST = 2  # choices that an answer offers at the least


@dataclass(frozen=True)
class Reply:
    """An answer and the context after it."""

    answer: Answer
    context: Context


def say(
    context: Context,
    outcome: Outcome,
    text: str,
    buttons: Sequence[Button] = (),
    title: str = "",
    *,
    about_occupation: bool = True,
) -> Reply:
    """Return a reply of one paragraph and perhaps choices; topic and occupation stay under discussion.

    ``about_occupation`` tells whether the answer itself is about the occupation under discussion.
    """
    blocks: list[Block] = [TextBlock(text)]
    if buttons:
        blocks.append(ButtonsBlock(tuple(buttons), title or None))
    choices = tuple(button.payload for button in buttons)
    missed = outcome in ("unknown", "clarify")
    context = replace(context, choices=choices, items=(), misses=context.misses + 1 if missed else 0)
    occupation = context.occupations[-1] if context.occupations and about_occupation else None
    return Reply(Answer(outcome, context.topic, occupation, tuple(blocks)), context)


def compose(
    connection: Connection,
    *,
    topic: str,
    found: Sequence[tuple[Occupation, Finding]],
    page: int = 0,
    context: Context,
    mentions: Sequence[Mention] = (),
    hints: Sequence[tuple[str, str]] = (),
    question: str = "",
    missing: str | None = None,
) -> Reply:
    """Return the reply that shows ``page`` of what was found on a topic for one or several occupations.

    ``missing`` says which part of the question cannot be answered.
    """
    occupation, finding = found[-1]
    section = _page(found, page)
    pages = max(len(one.sections) for _occupation, one in found)
    blocks: list[Block] = [*section.blocks, *notes(connection, topic, section.rows)]
    outcome = _outcome([one for _occupation, one in found])
    if missing:
        blocks.append(TextBlock(missing))
        outcome = "partial" if outcome == "answered" else outcome
    citations = cite_rows(section.rows)
    if citations:
        blocks.append(SourcesBlock(citations))
    buttons = list(finding.offers)
    if not buttons and page + 1 < pages:
        buttons.append(more_button())
    if len(buttons) < SHOWN:
        keys = next_topics(connection, topic=topic, asked=context.asked)
        further = topic_buttons(connection, occupation=occupation, keys=keys)
        if len(buttons) + len(further) < FEWEST:
            further += topic_buttons(
                connection, occupation=featured_occupation(connection), keys=[topic, *keys]
            )
        buttons += [button for button in further if button not in buttons][: SHOWN - len(buttons)]
    if buttons:
        title = "offers.instead" if outcome in ("unknown", "clarify") else "offers.next"
        blocks.append(ButtonsBlock(tuple(buttons), message(title)))
    remembered = Context(
        topic=topic,
        occupations=tuple(one.key for one, _finding in found),
        mentions=tuple(
            (mention.kind, mention.value)
            for mention in mentions
            if mention.kind != "occupation" and not (outcome == "unknown" and mention.kind in DECISIVE)
        ),
        hints=tuple(hints),
        question=question[:REMEMBERED_CHARACTERS],
        page=page,
        pages=pages,
        items=section.items,
        choices=tuple(button.payload for button in buttons),
        rows=tuple(dict.fromkeys(row.key for row in section.rows)),
        sources=tuple(dict.fromkeys((row.source.key, row.attributed_to or "") for row in section.rows)),
        asked=tuple(dict.fromkeys((*(key for key in context.asked if key != topic), topic)))[
            -REMEMBERED_TOPICS:
        ],
        misses=context.misses + 1 if outcome in ("unknown", "clarify") else 0,
    )
    return Reply(Answer(outcome, topic, occupation.key, tuple(blocks)), remembered)


def notes(connection: Connection, topic: str, rows: Sequence[Row]) -> list[NoteBlock]:
    """Return where the sources of rows disagree: on the topic itself, else what bears on the rows most."""
    found = disagreement_queries.disagreements(connection, rows=[row.key for row in rows])
    topics = {getattr(row, "topic", topic) for row in rows} if topic == "requirement_check" else {topic}
    on_topic = [one for one in found if one.topic in topics]
    return [NoteBlock(one.text) for one in on_topic or found[:1]]


def _page(found: Sequence[tuple[Occupation, Finding]], page: int) -> Section:
    if len(found) == 1:
        sections = found[0][1].sections
        return sections[min(page, len(sections) - 1)]
    blocks: list[Block] = []
    rows: list[Row] = []
    for occupation, finding in found:
        if page < len(finding.sections):
            section = finding.sections[page]
            blocks += [
                TextBlock(message("compose.occupation", occupations=capitalised(occupation.plural))),
                *section.blocks,
            ]
            rows += section.rows
    return Section(tuple(blocks), tuple(rows))


def _outcome(findings: Sequence[Finding]) -> Outcome:
    return joint_outcome(finding.outcome for finding in findings)


def joint_outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of several answers in one: theirs if they agree, else ``partial``."""
    distinct = set(outcomes)
    return distinct.pop() if len(distinct) == 1 else "partial"


def cite_rows(rows: Iterable[Row]) -> tuple[Citation, ...]:
    """Return each source of the rows once for each body that it cites."""
    cited: dict[tuple[str, str | None], list[Row]] = {}
    for row in rows:
        cited.setdefault((row.source.key, row.attributed_to), []).append(row)
    return tuple(citation(group[0].source, group[0].attributed_to, group) for group in cited.values())


def citation(source: Source, attributed_to: str | None, rows: Sequence[Row] = ()) -> Citation:
    """Return what to show of a source, with the years that its rows hold for."""
    held = sorted({row.as_of for row in rows if row.as_of})
    told = source_date(source)
    if held:
        told = message("render.as_of", date=told, years=joined([years(one) for one in held]))
    return Citation(
        title=source.title,
        title_supplied=source.title_supplied,
        date=told,
        year=source.published[:4] if source.published else None,
        attributed_to=attributed_to,
        location=source.location,
        attribution=source.attribution,
    )
