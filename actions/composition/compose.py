"""From findings to the reply: sources, disagreements, next questions, and the state to remember."""

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
    Outcome,
    SourcesBlock,
    TextBlock,
)
from actions.composition.lengths import LEAD_WORDS, REPLY_WORDS, fitted, with_lead, words
from actions.composition.notes import full_notes, notes_below
from actions.composition.offers import SHOWN, more_button, next_topics, topic_buttons
from actions.composition.sections import Finding, Section, begins_with_verdict
from actions.composition.ways_on import ways_on
from actions.formatting import capitalised, joined, source_date, years
from actions.messages import message
from actions.questions.kinds import DECISIVE
from actions.questions.question import Question
from actions.questions.topic_slots import ATTRIBUTE_OF_ASPECT
from actions.state import REMEMBERED_CHARACTERS, ConversationState, PastQuestion
from knowledge.queries.occupations import featured_occupation
from knowledge.records import Occupation, Row, Source

REMEMBERED_TOPICS = 12
FEWEST = 2  # choices that an answer offers at the least


@dataclass(frozen=True)
class Reply:
    """An answer and the state of the conversation after it."""

    answer: Answer
    state: ConversationState


def say(
    state: ConversationState,
    outcome: Outcome,
    text: str,
    buttons: Sequence[Button] = (),
    title: str = "",
    *,
    about_occupation: bool = True,
) -> Reply:
    """Return a reply of one paragraph and perhaps choices; topic and occupation stay under discussion.

    ``about_occupation``: whether the answer itself is about the occupation under discussion.
    """
    blocks: list[Block] = [TextBlock(text)]
    if buttons:
        blocks.append(ButtonsBlock(tuple(buttons), title or None))
    choices = tuple(button.payload for button in buttons)
    missed = outcome in ("unknown", "clarify")
    state = replace(state, choices=choices, items=(), misses=state.misses + 1 if missed else 0)
    occupation = state.occupations[-1] if state.occupations and about_occupation else None
    return Reply(Answer(outcome, state.topic, occupation, tuple(blocks)), state)


def compose(
    connection: Connection,
    *,
    topic: str,
    found: Sequence[tuple[Occupation, Finding]],
    state: ConversationState,
    question: Question | None = None,
    missing: str | None = None,
) -> Reply:
    """Return the reply that shows a page of what was found on a topic for one or several occupations.

    Args:
        connection: to the knowledge base.
        topic: the key of the topic that is answered.
        found: what was found for each occupation.
        state: the conversation before the reply.
        question: what is answered; None for an aside, such as the reason for the last answer.
        missing: a sentence that says which part of the question cannot be answered.
    """
    occupation = found[-1][0]
    if len(found) == 1:
        found = [(one, _laid_out(connection, topic, question, finding, one)) for one, finding in found]
    page = question.page if question else 0
    section = _page(found, page)
    pages = max(len(finding.sections) for _occupation, finding in found)
    outcome = joint_outcome(finding.outcome for _occupation, finding in found)
    notes = notes_below(connection, topic, section, question, state)
    blocks: list[Block] = [*section.blocks, *notes.blocks]
    if missing:
        blocks.append(TextBlock(missing))
        outcome = "partial" if outcome == "answered" else outcome
    citations = cite_rows(section.rows)
    if citations:
        blocks.append(SourcesBlock(citations))
    buttons = _buttons(connection, topic, found, state, goes_on=page + 1 < pages)
    if buttons:
        title = "offers.instead" if outcome in ("unknown", "clarify") else "offers.next"
        blocks.append(ButtonsBlock(tuple(buttons), message(title)))
    asked = PastQuestion(
        topic=topic,
        occupations=tuple(one.key for one, _finding in found),
        mentions=(
            *_remembered_entities(question, outcome),
            *_compared(question, topic, occupation),
            *_only_certificate(question, topic, section),
        ),
        hints=question.hints() if question else (),
        question=question.text[:REMEMBERED_CHARACTERS] if question else "",
    )
    remembered = ConversationState(
        **vars(asked),
        page=page,
        pages=pages,
        items=section.items,
        choices=tuple(button.payload for button in buttons),
        rows=tuple(dict.fromkeys(row.key for row in section.rows)),
        sources=tuple(dict.fromkeys((row.source.key, row.attributed_to or "") for row in section.rows)),
        asked=_asked_topics(state, topic),
        misses=state.misses + 1 if outcome in ("unknown", "clarify") else 0,
        earlier=state.history(asked),
        noted=notes.told,
        title=state.title,
        person=state.person,
        notes=state.notes,
        finder=state.finder,
        other=state.other,
    )
    return Reply(Answer(outcome, topic, occupation.key, tuple(blocks)), remembered)


def _buttons(
    connection: Connection,
    topic: str,
    found: Sequence[tuple[Occupation, Finding]],
    state: ConversationState,
    *,
    goes_on: bool,
) -> list[Button]:
    """Return what the finding offers, "tell me more", and topics that come next."""
    occupation, finding = found[-1]
    buttons = list(finding.offers)
    if goes_on:
        buttons = [*buttons[: SHOWN - 1], more_button()]
    if len(buttons) >= SHOWN:
        return buttons
    keys = next_topics(connection, topic=topic, asked=state.asked)
    further = topic_buttons(connection, occupation=occupation, keys=keys)
    if len(buttons) + len(further) < FEWEST:
        of_all = None if occupation.only_in_datasets else featured_occupation(connection)
        further += ways_on(connection, state, of_all, [topic, *keys])
    new = [button for button in further if button not in buttons]
    return [*buttons, *new[: SHOWN - len(buttons)]]


def _remembered_entities(question: Question | None, outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Return what the question names; what nothing is known for does not narrow the next question."""
    return tuple(
        (entity.kind, entity.value)
        for entity in (question.entities if question else ())
        if entity.kind != "occupation" and not (outcome == "unknown" and entity.kind in DECISIVE)
    )


def _asked_topics(state: ConversationState, topic: str) -> tuple[str, ...]:
    return (*(key for key in state.asked if key != topic), topic)[-REMEMBERED_TOPICS:]


def _only_certificate(question: Question | None, topic: str, section: Section) -> tuple[tuple[str, str], ...]:
    """Return the certificate that an answer tells of alone: "how long does it take?" is about this one."""
    if (
        question is None
        or question.of("certification")
        or not question.asks_for("free", *ATTRIBUTE_OF_ASPECT)
    ):
        return ()
    if topic != "certifications" or len(section.items) != 1 or section.items[0].kind != "entity":
        return ()
    return (("certification", section.items[0].key),)


def _compared(question: Question | None, topic: str, occupation: Occupation) -> tuple[tuple[str, str], ...]:
    """Return the occupations that the one under discussion is compared with."""
    if question is None or topic != "comparison":
        return ()
    named = [one.occupation.key for one in question.of("occupation") if one.occupation]
    return tuple(("occupation", key) for key in dict.fromkeys(named) if key != occupation.key)


def _laid_out(
    connection: Connection, topic: str, question: Question | None, finding: Finding, occupation: Occupation
) -> Finding:
    """Return a finding whose sections begin with a sentence and are short enough to be read at once.

    Behind a yes or a no the notes count as well.
    """
    led = [with_lead(section, occupation) for section in finding.sections]
    if not led or not begins_with_verdict(led[0]):
        return replace(finding, sections=fitted(led))
    room = max(LEAD_WORDS, REPLY_WORDS - words(full_notes(connection, topic, led[0], question)))
    return replace(finding, sections=(*fitted(led[:1], room), *fitted(led[1:])))


def _page(found: Sequence[tuple[Occupation, Finding]], page: int) -> Section:
    if len(found) == 1:
        sections = found[0][1].sections
        return sections[min(page, len(sections) - 1)]
    blocks: list[Block] = []
    rows: list[Row] = []
    for occupation, finding in found:
        if page < len(finding.sections):
            section = finding.sections[page]
            heading = message("compose.occupation", occupations=capitalised(occupation.plural))
            blocks += headed(heading, section.blocks)
            rows += section.rows
    return Section(tuple(blocks), tuple(rows))


def headed(heading: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks below a heading; it and a first line are one paragraph, so that this still answers."""
    first = blocks[0] if blocks else None
    if isinstance(first, TextBlock):
        return TextBlock(f"{heading} {first.text}"), *blocks[1:]
    return TextBlock(heading), *blocks


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
    date = source_date(source)
    if held:
        date = message("render.as_of", date=date, years=joined([years(one) for one in held]))
    return Citation(
        title=source.title,
        title_supplied=source.title_supplied,
        date=date,
        year=source.published[:4] if source.published else None,
        attributed_to=attributed_to,
        location=source.location,
        attribution=source.attribution,
    )
