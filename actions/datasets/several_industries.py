"""The pay of one occupation in several industries that a question names, and in one beside a place."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import NoteBlock, TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, best_pay, found, group_note, in_place, median_sentence, not_held
from actions.datasets.industries import industry_named, industry_table
from actions.formatting import joined
from actions.messages import message
from actions.questions.industry_words import side_by_side
from actions.questions.question import Question
from knowledge.dataset_records import Area, Wage
from knowledge.queries.wages import median_of


def industries_named(question: Question, rows: Sequence[Wage]) -> list[Wage]:
    """Return the industries that a question holds against each other, the one or none that it names else."""
    parts = side_by_side(question.text)
    named = [industry_named(question, rows, part) for part in parts] if len(parts) > 1 else []
    several = list({row.industry.name: row for row in named if row and row.industry}.values())
    if len(several) > 1:
        return several
    one = industry_named(question, rows)
    return [one] if one else []


def answer_several_industries(subject: Subject, rows: Sequence[Wage], release_name: str) -> Finding:
    """Return where of several industries an occupation earns most."""
    paid = sorted((row for row in rows if best_pay(row)), key=lambda row: -median_of(row))
    if not paid:
        return not_held(message("data.industries.none", occupations=subject.plural))
    first, *others = paid
    against = [
        message("data.industries.of", value=best_pay(row), industry=row.industry_name) for row in others
    ]
    lead = (
        message(
            "data.industries.most_paid" if others[1:] else "data.industries.more_paid",
            occupations=subject.Plural,
            industry=first.industry_name,
            value=best_pay(first),
            others=joined(against),
            release=release_name,
        )
        if others
        else median_sentence(subject, first, release_name) or ""
    )
    notes = [NoteBlock(note)] if (note := group_note(subject)) else []
    table = industry_table("data.pay.industries_table", subject, rows, release_name)
    return found(lead, table, *notes, rows=rows)


def industry_beside_place(
    subject: Subject, industry: Wage, area: Area, there: Wage | None, release_name: str
) -> Finding:
    """Say that pay by industry is published for the nation alone, and tell both figures."""
    told = [row for row in (industry, there) if row and best_pay(row)]
    texts = [TextBlock(median_sentence(subject, row, release_name) or "") for row in told]
    return not_held(message("data.industries.not_by_place", place=in_place(area)), *texts, rows=told)
