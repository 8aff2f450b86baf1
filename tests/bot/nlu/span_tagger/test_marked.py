"""Marked messages are read, and none of them is one that is only measured."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from actions.questions.message import WORK_TAGS
from bot.nlu.span_tagger.marked import (
    WORK,
    Mark,
    MarkingError,
    fingerprint,
    marked_files,
    read_marked,
    word_offsets,
)
from bot.nlu.span_tagger.network import TaggerNetwork
from bot.nlu.span_tagger.tagger import LABELS
from bot.settings import ROOT

UNSEEN = ROOT / "tests" / "nlu"
MANY_WORDS = 7  # in more than so many, two writers say nothing alike: "how much is that"


def strings(value: object) -> set[str]:
    """Return all texts in a tree of YAML."""
    if isinstance(value, str):
        return {value.casefold()}
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return {text for part in parts for text in strings(part)}


def test_marks_become_offsets_in_the_text_without_them(tmp_path: Path) -> None:
    file = tmp_path / "some.txt"
    file.write_text("# comment\n\n+ [cook]{before}, now a [nurse]{now}!\n", encoding="utf-8")
    (message,) = read_marked(file)
    assert message.text == "cook, now a nurse!"
    assert message.marks == (Mark(0, 4, "before"), Mark(12, 17, "now"))


@pytest.mark.parametrize("line", ["a [cook]{someday}", "a [cook] here", "a [cook]{now", "a {now}"])
def test_a_line_that_cannot_be_read_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "some.txt"
    file.write_text(f"I'm a [nurse]{{now}}\n{line}\n", encoding="utf-8")
    with pytest.raises(MarkingError, match=r"^some\.txt:2: a bracket"):
        read_marked(file)


def test_words_keep_their_apostrophes_and_hyphens() -> None:
    text = "I'm an ex-cop, 14 yrs"
    assert [text[start:end] for start, end in word_offsets(text)] == ["I'm", "an", "ex-cop", ",", "14", "yrs"]


def test_no_message_that_is_only_measured_is_learned() -> None:
    learned = {one.text.casefold() for file in marked_files() for one in read_marked(file)}
    measured = {one.text.casefold() for one in read_marked(UNSEEN / "marked_messages.txt")}
    for file in UNSEEN.glob("*.yml"):
        measured |= strings(YAML(typ="safe", pure=False).load(file.read_text(encoding="utf-8")))
    coincidences = {one for one in learned & measured if len(one.split()) <= MANY_WORDS}
    assert len(learned) > 5_000 and not (learned & measured) - coincidences


def test_the_marks_of_a_message_stand_behind_each_other() -> None:
    for file in marked_files():
        for message in read_marked(file):
            assert all(one.end <= other.start for one, other in pairwise(message.marks)), message.text


def test_the_weights_are_learned_from_the_messages_of_now() -> None:
    network = TaggerNetwork.load()
    assert network.trained_from == fingerprint(marked_files()), "run: make tagger"
    assert network.labels == LABELS


def test_the_policy_knows_the_tags_of_work() -> None:
    assert WORK == WORK_TAGS
