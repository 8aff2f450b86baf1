"""Lines, segments and times of a resume."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.engine import Connection

from actions.advice.resume.text import Span, lines_of, segments, span_of, words
from knowledge.queries.occupation_matrix import occupation_matrix
from knowledge.queries.occupation_search import EDUCATION

TODAY = date(2026, 5, 1)


def test_sentences_stand_alone_and_abbreviations_do_not_end_one() -> None:
    assert lines_of("I cook. Then I bake! B.S. in Art\n\n done ") == [
        "I cook.",
        "Then I bake!",
        "B.S. in Art",
        "done",
    ]


def test_segments_stand_between_marks() -> None:
    assert segments("Cook, Blue Inn (2012) – Reno: pies | tea at home") == [
        *("Cook", "Blue Inn", "2012", "Reno", "pies", "tea", "home"),
    ]


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("2015–2019", Span(2015, 2019)),
        ("May 2015 - Jun. 2019", Span(2015, 2019)),
        ("2015 to present", Span(2015, 2026)),
        ("2015 - Today", Span(2015, 2026)),
        ("since March 2020", Span(2020, 2026)),
        ("class of 2011", Span(2011, 2011)),
        ("555-0100, 80202", None),
    ],
)
def test_times_are_years(line: str, span: Span | None) -> None:
    assert span_of(line, TODAY) == span


def test_every_skill_is_one_of_onets_and_every_degree_a_level(datasets: Connection) -> None:
    matrix = occupation_matrix(datasets)
    assert matrix is not None
    assert set(words().skills) == set(matrix.skills)
    levels = [degree.level for degree in words().degrees]
    assert levels == sorted(levels, reverse=True)
    assert set(levels) < set(range(len(EDUCATION)))
