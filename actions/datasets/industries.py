"""In which industries people in an occupation work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from sqlalchemy.engine import Connection

from actions.answer import NoteBlock, TableBlock, TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, best_pay, found, group_note, names_of, not_held, number
from actions.datasets.elsewhere import held_there
from actions.datasets.places import place_of
from actions.messages import message
from actions.questions.cues import phrases, phrases_in
from actions.questions.industry_words import usual_names, where_of_work
from actions.questions.question import Question
from knowledge.dataset_records import Wage
from knowledge.queries.lexical import content_words
from knowledge.queries.wages import release, wages_by_industry
from knowledge.terms import normalise

SHOWN = 8
_LISTED = 3  # the level of the industries that are listed: none of them is part of another
LEAST_SHARED = 1 / 2  # of the words of an industry's name that a question has to hold
_RIGHT_BEFORE = re.compile(r"(?:[\w'’]+ ){1,2}$")  # up to two words that no sign parts from what follows
_FEWEST_LETTERS = 5  # that two words of the same stem share


def answer_industries(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the industries that employ most people of an occupation."""
    rows = wages_by_industry(connection, code=subject.onet.wage_code or "")
    counted = [row for row in listed(rows) if row.employment]
    if not counted:
        return not_held(message("data.industries.none", occupations=subject.plural))
    if named := industry_named(question, [row for row in rows if row.employment]):
        counted = [named, *(row for row in counted if row is not named)]
    first, release_name = counted[0], release(connection)
    lead = message(
        "data.industries.first" if named else "data.industries.most",
        occupations=subject.plural,
        industry=first.industry_name,
        count=number(first.employment or 0),
        release=release_name,
    )
    table = industry_table("data.industries.table", subject, counted[:SHOWN], release_name)
    note = group_note(subject)
    place = place_of(connection, question)
    if place and not (place.area and place.area.kind == "nation"):
        untold = message("data.industries.no_place", place=names_of([place.named]))
        there, cited = held_there(connection, subject, place)
        return not_held(untold, *there, TextBlock(lead), rows=(*cited, *counted[:1]))
    return found(lead, table, *([NoteBlock(note)] if note else []), rows=counted[:SHOWN])


def listed(rows: Sequence[Wage]) -> list[Wage]:
    """Return the rows of the industries none of which is part of another."""
    return [row for row in rows if row.industry and row.industry.level == _LISTED]


def industry_table(caption: str, subject: Subject, rows: Sequence[Wage], release_name: str) -> TableBlock:
    """Return how many people of an occupation industries employ, and at what pay."""
    return TableBlock(
        message(caption, occupations=subject.plural, release=release_name),
        tuple(message(f"data.column.{name}") for name in ("industry", "employment", "median")),
        tuple(
            (
                row.industry_name,
                number(row.employment) if row.employment else message("table.none"),
                best_pay(row) or message("table.none"),
            )
            for row in rows
        ),
    )


def industry_named(question: Question, rows: Sequence[Wage], part: str | None = None) -> Wage | None:
    """Return the industry that a question names, by its usual word or by most words of its name.

    ``part``: the words that may name it; the whole question where it is not given.
    """
    text = _without_occupations(question, question.text)
    where = _without_occupations(question, part) if part else where_of_work(text)
    in_full = [
        row for row in rows if row.industry and f" {normalise(row.industry.name)} " in f" {normalise(where)} "
    ]
    if in_full:
        return max(in_full, key=lambda row: len(row.industry.name) if row.industry else 0)
    for name in usual_names(where if part else f"{where} {_before_occupations(question)}"):
        called = [row for row in rows if row.industry and row.industry.name.startswith(name)]
        if called:  # "Accommodation" rather than "Accommodation and Food Services"
            return min(called, key=lambda row: len(row.industry.name) if row.industry else 0)
    asked = content_words(where) - _words_of_occupations(question) - phrases("no_industry_words")
    best: tuple[float, Wage] | None = None
    for row in rows:
        words = (content_words(row.industry.name) if row.industry else frozenset()) - phrases(
            "no_industry_words"
        )
        shared = sum(any(_same(one, other) for other in asked) for one in words)
        if shared and (best is None or shared / len(words) > best[0]):
            best = (shared / len(words), row)
    return best[1] if best and best[0] >= LEAST_SHARED else None


def _without_occupations(question: Question, text: str) -> str:
    """Return a text without the names of occupations: "home health aides" name no industry."""
    for one in question.of("occupation"):
        text = re.sub(rf"\b{re.escape(one.typed)}s?\b", " ", text, flags=re.IGNORECASE)
    return text


def _before_occupations(question: Question) -> str:
    """Return the industries right before occupations: "hospital security guards", but no "zoo keepers"."""
    named = question.of("occupation")
    before = [question.text.lower().partition(one.typed.lower())[0] for one in named]
    for one in named:  # "farm workers picking crops" names no farms before those who pick
        before = [text.replace(one.typed.lower(), " ; ") for text in before]
    words = " ".join(found[0] for text in before if (found := _RIGHT_BEFORE.search(text)))
    return " ; ".join(phrases_in(words, phrases("industry_before_a_title")))


def _words_of_occupations(question: Question) -> frozenset[str]:
    return frozenset().union(*(content_words(one.typed) for one in question.of("occupation", "place")))


def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    shared = sum(
        1 for _same_letter in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))
    )
    return shared >= _FEWEST_LETTERS and shared >= max(len(word), len(other)) - 3
