"""Pieces of an answer."""

from __future__ import annotations

from actions.answer import ChartBlock, ListBlock, TextBlock
from actions.composition.sections import (
    explanation_section,
    figure_section,
    note_sentence,
    sentence,
    series_section,
    statement_section,
    unknown,
)
from knowledge.records import Entity, Figure, Measure, Occupation, Source, Statement

SOURCE = Source("almanac", "The Almanac", False, None, "2021", None, "almanac.txt", "public domain", None)
OCCUPATION = Occupation("bell_ringer", "bell ringer", "bell ringers", featured=False)


def statement(key: str, detail: str | None = None) -> Statement:
    return Statement(key, SOURCE, None, None, None, "t", None, 1, f"Text {key}.", detail, None)


def figure(value: float, note: str | None = None) -> Figure:
    entity = Entity("low", "low bells", "level", None, None)
    measure = Measure("bells", "Bells rung", "level", "bar")
    return Figure("key", SOURCE, None, None, None, "t", measure, entity, 1, value, "people", None, note)


def test_one_statement_is_a_paragraph_and_several_are_a_list() -> None:
    assert statement_section([statement("a")]).blocks == (TextBlock("Text a."),)
    assert statement_section([statement("a")], "Title").blocks == (ListBlock(("Text a.",), "Title"),)
    section = statement_section([statement("a"), statement("b")])
    assert section.blocks == (ListBlock(("Text a.", "Text b."), None),)
    assert [item.key for item in section.items] == [row.key for row in section.rows] == ["a", "b"]


def test_explanations_leave_out_what_has_none() -> None:
    assert explanation_section([statement("a")], "Explained:") is None
    section = explanation_section([statement("a", "More."), statement("b")], "Explained:")
    assert section is not None
    assert section.blocks == (ListBlock(("Text a. More.",), "Explained:"),)


def test_a_figure_without_a_phrase_of_its_own_is_told_by_its_measure_and_with_its_note() -> None:
    assert sentence(figure(5), OCCUPATION) == "Bells rung: 5 people."
    assert sentence(figure(5, "an estimate"), OCCUPATION) == "Bells rung: 5 people. An estimate."
    assert note_sentence(figure(5, "Estimated.")) == "Estimated."
    assert note_sentence(figure(5)) == ""
    assert len(figure_section([figure(1), figure(2)], OCCUPATION).blocks) == 2


def test_a_series_is_a_chart_and_a_single_figure_a_sentence() -> None:
    assert [type(block) for block in series_section([figure(1), figure(2)], OCCUPATION).blocks] == [
        ChartBlock
    ]
    alone = series_section([figure(5)], OCCUPATION)
    assert alone.blocks == (TextBlock("Bells rung: 5 people."),)
    assert [item.key for item in alone.items] == [row.key for row in alone.rows] == ["key"]


def test_what_is_not_held_is_said_in_a_sentence() -> None:
    finding = unknown("Nothing.")
    assert (finding.outcome, finding.sections[0].blocks) == ("unknown", (TextBlock("Nothing."),))
