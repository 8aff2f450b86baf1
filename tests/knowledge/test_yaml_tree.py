"""YAML is read as its version 1.2 means it, with the line of every entry."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge.content_folder import CONTENT, content_files
from knowledge.yaml_tree import Quoted, YamlError, read_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("off", "off"),
        ("2023-10-15", "2023-10-15"),
        ("12:30", "12:30"),
        ("010", 10),
        ("-5", -5),
        ("3.5", 3.5),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.inf", -math.inf),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("'5'", "5"),
        ("C#", "C#"),
        ("a:b", "a:b"),
    ],
)
def test_a_scalar_is_what_yaml_1_2_says(written: str, value: Any) -> None:
    read = read_yaml(f"a: {written}\n")["a"]
    assert (read, type(read) if not isinstance(read, str) else str) == (value, type(value))


def test_a_text_in_quotes_is_told_from_a_plain_one() -> None:
    read = read_yaml("[plain, 'quoted', \"quoted\"]")
    assert [isinstance(item, Quoted) for item in read] == [False, True, True]


def test_every_key_and_item_knows_its_line() -> None:
    read = read_yaml("# comment\na:\n  - key: b\n    text: >-\n      long\n      text\n  - key: c\n")
    assert read.lines == {"a": 2}
    assert read["a"].lines == [3, 7]
    assert read["a"][0].lines == {"key": 3, "text": 4}
    assert read["a"][1].line == 7


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\na: 2\n", 2), ("a: &x\n  - *x\n", 1), ("a: 1\n<<: {b: 2}\n", 2), ("? [a]\n: b\n", 1)],
)
def test_what_no_content_can_mean_is_a_fault_with_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(text)
    assert caught.value.line == line


def test_the_shipped_content_reads_as_a_round_trip_reader_reads_it() -> None:
    for file in content_files(CONTENT):
        text = file.read_text(encoding="utf-8")
        expected = YAML(typ="rt").load(text)
        assert json.dumps(read_yaml(text)) == json.dumps(expected, default=str), file  # dates are text here
