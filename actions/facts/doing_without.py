"""Answers no where a question supposes that a requirement can be skipped: "can I be one without coding?"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from actions.answer import Block, ListBlock, TextBlock
from actions.composition.sections import Finding, Section, begins_with_verdict
from actions.formatting import SENTENCE_END, capitalised
from actions.messages import message
from actions.questions.cues import asking, asks_if_so, contains, is_affirmed, is_refuted
from actions.questions.question import Question
from knowledge.dataset_records import Projection
from knowledge.queries.lexical import content_words
from knowledge.records import Association, Figure, Row, Statement

HALF = 50  # percent


def with_refutation(question: Question, finding: Finding) -> Finding:
    """Return a finding that begins with a no, if one of the first rows says so; else the finding as it is."""
    if finding.outcome != "answered" or question.message.is_payload:
        return finding
    first, *rest = finding.sections
    if begins_with_verdict(first) or (led := _led(question, first)) is None:
        return finding
    return replace(finding, sections=(led, *rest))


def refutation(text: str) -> str:
    """Return a requirement as the answer no, without the yes with which it may begin."""
    return message("facts.no", text=without_yes(text))


def without_yes(text: str) -> str:
    """Return a fact without the yes with which it may begin: it answers more questions than one."""
    return capitalised(text.removeprefix(message("facts.says_yes")).strip())


def is_of_most(question: Question, figure: Figure) -> bool | None:
    """Return whether a share is that of most, which a question asks; None if it asks for something else."""
    if figure.unit != "percent" or not asks_if_so(asking(question.text)):
        return None
    if not contains("says_most", asking(question.text)):
        return None
    return figure.value > HALF or (None if contains("ranks_first", question.text) else False)


def _led(question: Question, section: Section) -> Section | None:
    """Return the section behind a no: its first sentence as one, or that of the row which decides."""
    opening, *others = section.blocks
    if isinstance(opening, TextBlock):
        asked_by = frozenset(content_words(" ".join(cue.typed for cue in question.cues)))
        # What a row of figures says yes or no to is decided by the figure, where it is told.
        if section.rows and isinstance(section.rows[0], Figure):
            of_most = is_of_most(question, section.rows[0])
            if of_most is not None and not begins_with_verdict(section):
                name = "facts.yes" if of_most else "facts.no"
                return replace(section, blocks=(TextBlock(message(name, text=opening.text)), *others))
        figure = question.quantity or (section.rows and isinstance(section.rows[0], Figure))
        figure = figure or (
            question.topic_is("outlook") and any(isinstance(one, Projection) for one in section.rows)
        )
        if not figure and is_affirmed(question.text, opening.text, asked_by):
            affirmed = TextBlock(message("facts.yes", text=opening.text))
            return replace(section, blocks=(affirmed, *others))
        sentence, *more = SENTENCE_END.split(opening.text)
        if is_refuted(question.text, sentence) and not _names_alternatives(question, sentence):
            text = " ".join((refutation(sentence), *more))
            return replace(section, blocks=(TextBlock(text), *others))
        if opening.text.startswith(message("facts.no", text="").strip()):
            return None
    statements = [one for one in section.rows if isinstance(one, Statement) or _is_required(one)]
    if statements and contains("says_what_will_do", statements[0].text):
        return None  # "equivalent experience can also be considered"
    refuting = (one for one in statements if is_refuted(question.text, one.text))
    decisive = next((one for one in refuting if not _names_alternatives(question, one.text)), None)
    if decisive is None:
        return None
    return replace(
        section,
        blocks=(TextBlock(refutation(decisive.text)), *_rest(section, decisive.text)),
        lead=frozenset({decisive.key}),
    )


def _is_required(row: Row) -> TypeGuard[Association]:
    return isinstance(row, Association) and row.requirement == "required"


def _names_alternatives(question: Question, text: str) -> bool:
    """Return whether a text names what is asked about as one of several that will do: "B.Sc. or Ph.D."."""
    named = any(one.entity and one.entity.name.lower() in text.lower() for one in question.entities)
    return named and contains("names_alternatives", text)


def _rest(section: Section, told: str) -> Iterator[Block]:
    """Yield the blocks without what was told of their lists and paragraphs."""
    for block in section.blocks:
        if isinstance(block, ListBlock) and told in block.items and len(block.items) > 1:
            yield replace(block, items=tuple(one for one in block.items if one != told))
        elif not isinstance(block, TextBlock) or told not in block.text:
            yield block
        elif left := block.text.replace(told, "").strip():
            yield TextBlock(left)
