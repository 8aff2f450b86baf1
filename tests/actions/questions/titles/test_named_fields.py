"""Fields of work are found in a text, the longest first."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.questions.titles.named_fields import fields_in


def test_a_field_is_found_with_its_place_and_its_occupation(datasets: Connection) -> None:
    text = "what about dental hygiene or phlebotomy"
    assert [(one.text, one.code, text[one.start : one.end]) for one in fields_in(datasets, text)] == [
        ("dental hygiene", "29-1292.00", "dental hygiene"),
        ("phlebotomy", "31-9097.00", "phlebotomy"),
    ]


def test_nothing_is_found_where_no_field_is_named(datasets: Connection) -> None:
    assert fields_in(datasets, "what is it like at home") == []
    assert fields_in(datasets, "") == []
