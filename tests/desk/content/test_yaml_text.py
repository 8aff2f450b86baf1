"""Content is written so that it is read back as what it was, whatever somebody types."""

from __future__ import annotations

import pytest
import yaml

from bot.own_intents import read_own_intents
from desk.content.yaml_text import content_yaml, phrases_yaml
from knowledge.yaml_tree import read_yaml

ODD = [
    "yes",
    "null",
    "2026-03-15",
    "1e3",
    "0x10",
    "~",
    "\"quoted\" and 'single'",
    "- a list: {of: [braces]}",
    "!!python/object/apply:os.system ['true']",
    "&anchor *alias <<",
    "# no comment",
    "{{ 7 * 7 }} {% raw %}",
    "<script>alert(1)</script>",
    "'; DROP TABLE fact; --",
    "a line\u2028that breaks",
    "ü 漢字 🙂",
    "back\\slash",
]


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_read_as_it_was_written_by_this_and_other_readers(text: str) -> None:
    entry = {"key": "a.b", "topic": "salary", "text": text, "source": "s"}
    written = content_yaml({"about": "nurse", "statements": [entry], "questions": {"a.b": [text]}})
    for read in (read_yaml, yaml.safe_load):
        tree = read(written)
        assert tree["statements"][0]["text"] == text
        assert tree["questions"] == {"a.b": [text]}


def test_the_order_does_not_depend_on_who_writes_first() -> None:
    one = {"key": "a.one", "topic": "salary", "text": "One.", "source": "s"}
    two = {"source": "s", "text": "Two.", "topic": "salary", "key": "a.two"}
    forwards = content_yaml({"statements": [one, two], "about": "nurse"})
    assert forwards == content_yaml({"about": "nurse", "statements": [two, one]})
    assert forwards.index("a.one") < forwards.index("a.two")
    assert forwards.startswith("about: nurse\nstatements:\n- key: a.one\n")


def test_phrases_are_in_rasas_format(tmp_path) -> None:
    text = phrases_yaml({"salary": ["what's the pay", "how much: a lot?"], "outlook": ["any future?"]})
    (tmp_path / "nlu.yml").write_text(text, encoding="utf-8")
    own = read_own_intents(folders=[tmp_path])
    assert own.issues == []
    assert {intent: [one.text for one in found] for intent, found in own.phrases.items()} == {
        "outlook": ["any future?"],
        "salary": ["how much: a lot?", "what's the pay"],
    }
