"""The text of a fact, whatever its table: what the ranker compares a question with."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge import content_schema as schema
from knowledge.numbers import number


def fact_text(
    row: schema.OccupationRow,
    measures: Mapping[str, schema.Measure],
    entities: Mapping[str, schema.Entity],
) -> str:
    """Return what a row says, in one text."""
    if isinstance(row, schema.Figure):
        return _figure(row, measures, entities)
    if isinstance(row, schema.Misconception):
        return _joined(row.title, row.belief, row.reality, *row.points)
    if isinstance(row, schema.Comparison):
        return _joined(row.aspect, row.text, row.other_text, row.note)
    if isinstance(row, (schema.Association, schema.RelatedOccupation)):
        return row.text
    if isinstance(row, schema.Statement):
        return _joined(row.text, row.detail)
    raise TypeError(f"{type(row).__name__} is no fact")


def _figure(
    row: schema.Figure, measures: Mapping[str, schema.Measure], entities: Mapping[str, schema.Entity]
) -> str:
    title = measures[row.measure].title.replace("{occupations}", "they")
    name = entities[row.entity].name if row.entity else None
    return _joined(title, name, number(row.value), row.unit, row.as_of, row.place, row.note)


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
