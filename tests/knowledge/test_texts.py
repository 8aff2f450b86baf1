"""Texts of a file by dotted name."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.texts import TextFile


@pytest.fixture
def texts(tmp_path: Path) -> TextFile:
    file = tmp_path / "texts.yml"
    file.write_text('greeting: "Hello, {name}."\nerror:\n  late: Too late\n  codes: {1: one}\n', "utf-8")
    return TextFile(file)


def test_a_nested_text_has_a_dotted_name(texts: TextFile) -> None:
    assert texts.texts == {"greeting": "Hello, {name}.", "error.late": "Too late", "error.codes.1": "one"}
    assert texts.tree["error"]["late"] == texts.text("error.late")


def test_placeholders_are_filled_in(texts: TextFile) -> None:
    assert texts.text("greeting", name="{Ada}") == "Hello, {Ada}."


@pytest.mark.parametrize(("name", "values"), [("parting", {}), ("greeting", {}), ("error", {})])
def test_a_missing_text_or_value_is_an_error(texts: TextFile, name: str, values: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        texts.text(name, **values)


def test_json_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "texts.json"
    file.write_text('{"title": "Ask", "starters": ["salary", "skills"]}', "utf-8")
    assert TextFile(file).tree == {"title": "Ask", "starters": ["salary", "skills"]}


def test_a_file_is_read_at_the_first_use_only(texts: TextFile) -> None:
    assert texts.text("error.late") == "Too late"
    texts.path.write_text("error: {late: changed}", "utf-8")
    assert texts.text("error.late") == "Too late"
