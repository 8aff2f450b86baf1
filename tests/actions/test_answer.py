"""The answer contract."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import pytest
from fastjsonschema import JsonSchemaValueException

from actions.answer import (
    SCHEMA,
    Answer,
    Button,
    ButtonsBlock,
    ChartBlock,
    Citation,
    ListBlock,
    NoteBlock,
    Point,
    SourcesBlock,
    TableBlock,
    TextBlock,
    contract,
)

CITATION = Citation("Title", False, "2021", "2021", None, "file.txt", None)
BLOCKS = (
    TextBlock("Text."),
    NoteBlock("Note."),
    ListBlock(("a",), "Title"),
    TableBlock("Caption", ("A",), (("a",),)),
    ChartBlock("Title", "percent", (Point("a", 1.0, "1%"), Point("b", 2.5, "2.5%"))),
    SourcesBlock((CITATION,)),
    ButtonsBlock((Button("Ask", '/salary{"occupation": "x"}'),), "Next:"),
)


@cache
def validator() -> jsonschema.Draft7Validator:
    """Return the contract as the schema tells it, apart from what the actions make of it."""
    return jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_schema_is_sound() -> None:
    validator().check_schema(validator().schema)


def test_an_answer_of_all_blocks_is_plain_json_that_fits_the_schema() -> None:
    data = Answer("answered", "salary", "x", BLOCKS).as_dict()
    assert json.loads(json.dumps(data)) == data
    assert [block["type"] for block in data["blocks"]] == "text note list table chart sources buttons".split()


def test_what_a_point_does_not_have_is_left_out() -> None:
    points = (Point("a", 2.0, "1–2", low=1.0), Point("b", 3.0, "3", at=2020.0), Point("c", 4.0, "4"))
    (block,) = Answer("answered", None, None, (ChartBlock("Title", "x", points, "range"),)).as_dict()[
        "blocks"
    ]
    assert [set(point) - {"label", "value", "display"} for point in block["points"]] == [
        {"low"},
        {"at"},
        set(),
    ]


def test_every_answer_has_an_id_of_its_own() -> None:
    assert Answer("answered", None, None, BLOCKS).id != Answer("answered", None, None, BLOCKS).id


@pytest.mark.parametrize(
    "block",
    [
        TextBlock(""),
        ListBlock(()),
        ListBlock(("",)),
        TableBlock("Caption", ("A",), ()),
        TableBlock("", ("A",), (("a",),)),
        ChartBlock("Title", "percent", ()),
        ChartBlock("Title", "percent", (Point("a", 1.0, "1%"),), "pie"),  # type: ignore[arg-type]
        SourcesBlock(()),
        ButtonsBlock(()),
        ButtonsBlock((Button("", "/x"),)),
        ButtonsBlock((Button("Ask", "salary"),)),
        ButtonsBlock((Button("Ask", "/Salary please"),)),
    ],
    ids=lambda block: f"{type(block).__name__}",
)
def test_an_empty_or_odd_block_does_not_fit(block: Any) -> None:
    with pytest.raises(JsonSchemaValueException):
        Answer("answered", None, None, (block,)).as_dict()


def test_an_answer_without_blocks_or_of_another_outcome_does_not_fit() -> None:
    with pytest.raises(JsonSchemaValueException):
        Answer("answered", None, None, ()).as_dict()
    with pytest.raises(JsonSchemaValueException):
        Answer("perhaps", None, None, BLOCKS).as_dict()  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["outcome", "topic", "occupation", "blocks", "id"])
def test_every_part_is_required_and_no_other_is_allowed(name: str) -> None:
    data = Answer("answered", None, None, BLOCKS).as_dict()
    assert not fits(data | {"more": 1})
    del data[name]
    assert not fits(data)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x"},
        {"id": None},
        {"unsure": False},
        {"unsure": True},
        {"outcome": None},
        {"topic": 1},
        {"blocks": {}},
        {"blocks": [{"type": "text"}]},
        {"blocks": [{"type": "text", "text": "a", "more": 1}]},
        {"blocks": [{"type": "table", "caption": "a", "columns": ["a"], "rows": [[1]]}]},
        {"blocks": [{"type": "chart", "kind": "pie", "title": "a", "unit": "a", "points": []}]},
        {"blocks": [{"type": "video", "text": "a"}]},
    ],
    ids=json.dumps,
)
def test_the_compiled_contract_decides_as_the_schema_does(change: dict[str, Any]) -> None:
    data = Answer("answered", None, None, BLOCKS).as_dict() | change
    assert fits(data) == validator().is_valid(data)


def fits(data: dict[str, Any]) -> bool:
    try:
        contract()(data)
    except JsonSchemaValueException:
        return False
    return True
