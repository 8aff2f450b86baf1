"""The questions for facts and the conversations are well-formed, and none of it is trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bench.understanding.facts import (
    ALTERNATIVE,
    CONVERSATIONS,
    FOLDER,
    FURTHER_CONVERSATIONS,
    FURTHER_QUESTIONS,
    QUESTIONS,
    SECOND_CONVERSATIONS,
    SECOND_QUESTIONS,
    tells,
)
from bench.understanding.texts import UNSEEN_HALF
from knowledge.content import read_content
from knowledge.terms import normalise

ROOT = Path(__file__).resolve().parents[2]
SIZE = {
    **dict.fromkeys(QUESTIONS, 310),
    **dict.fromkeys(CONVERSATIONS, 80),
    **dict.fromkeys(SECOND_QUESTIONS, 120),
    **dict.fromkeys(SECOND_CONVERSATIONS[:2], 40),
    **dict.fromkeys(SECOND_CONVERSATIONS[2:], 30),
    **dict(zip(FURTHER_QUESTIONS, (255, 390, 100, 100), strict=True)),
    **dict(zip(FURTHER_CONVERSATIONS, (100, 30, 100, 30, 55, 110, 55, 54), strict=True)),
}
REFUSED = 60
SECOND_FORMS = {"question", "fragment", "yes_no", "personal", "typo", "several", "negation"}
FORMS = {"question", "fragment", "yes_no", "personal", "typo", "wordy"}
QUESTION = {"text": str, "expect": list, "forbid": list, "verdict": str, "refuse": bool, "form": str}
STEP = {"say": str, "expect": list, "forbid": list, "refuse": bool}


@cache
def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def entries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(FOLDER / f"{name}.yml")
    return found


def texts(name: str) -> list[str]:
    """Return what is said in a set, normalised."""
    if name in (*QUESTIONS, *SECOND_QUESTIONS, *FURTHER_QUESTIONS):
        return [normalise(entry["text"]) for entry in entries(name)]
    return [normalise(step["say"]) for step in steps(name)]


def steps(name: str) -> list[dict[str, Any]]:
    return [step for entry in entries(name) for step in entry["steps"]]


def malformed(entry: dict[str, Any], fields: dict[str, type]) -> Iterator[str]:
    """Yield what is wrong with the fields of an entry, without the entry: half of them nobody looks at."""
    for name, value in entry.items():
        if not isinstance(value, fields.get(name, type(None))) or value in ([], "", False):
            yield f"{name} is no {fields.get(name)} or empty"
    if "refuse" in entry and "expect" in entry:
        yield "what is refused has no expected fact"
    for element in (*entry.get("expect", []), *entry.get("forbid", [])):
        if not isinstance(element, str) or not all(part.strip() for part in element.split(ALTERNATIVE)):
            yield "an alternative is empty"


@cache
def trained_on() -> dict[str, str]:
    """Return the intent of each training phrase, normalised."""
    return {
        normalise(line.strip().removeprefix("- ")): group["intent"]
        for group in read(ROOT / "data" / "nlu.yml")["nlu"]
        for line in group.get("examples", "").splitlines()
        if "intent" in group and line.strip().startswith("- ")
    }


@cache
def beside_facts() -> dict[str, str]:
    """Return the fact beside which each question stands, normalised."""
    return {
        normalise(question): asked.row for asked in read_content().questions for question in asked.questions
    }


def test_the_sets_are_complete() -> None:
    assert {name: len(entries(name)) for name in SIZE} == SIZE


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_its_fields_and_no_others(name: str) -> None:
    wrong = [issue for entry in entries(name) for issue in malformed(entry, QUESTION)]
    assert wrong == []
    assert {entry["form"] for entry in entries(name)} == FORMS
    assert {entry.get("verdict", "no") for entry in entries(name)} == {"yes", "no"}
    assert all("expect" in entry or "refuse" in entry for entry in entries(name))
    assert sum("refuse" in entry for entry in entries(name)) == REFUSED


@pytest.mark.parametrize("name", SECOND_QUESTIONS)
def test_every_question_of_the_second_writer_has_its_fields_and_no_others(name: str) -> None:
    assert [issue for entry in entries(name) for issue in malformed(entry, QUESTION)] == []
    assert {entry["form"] for entry in entries(name)} == SECOND_FORMS
    assert all("expect" in entry or "refuse" in entry for entry in entries(name))


@pytest.mark.parametrize("name", FURTHER_QUESTIONS)
def test_every_question_of_further_writers_has_what_to_tell(name: str) -> None:
    assert [issue for entry in entries(name) for issue in malformed(entry, QUESTION)] == []
    assert all("expect" in entry or "refuse" in entry for entry in entries(name))


@pytest.mark.parametrize("name", [*SECOND_CONVERSATIONS, *FURTHER_CONVERSATIONS])
def test_every_conversation_of_a_later_writer_has_a_name_and_well_formed_steps(name: str) -> None:
    assert all(entry.keys() == {"name", "steps"} for entry in entries(name))
    assert all(1 <= len(entry["steps"]) <= 7 for entry in entries(name))
    assert [issue for step in steps(name) for issue in malformed(step, STEP)] == []


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_every_conversation_has_a_name_and_well_formed_steps(name: str) -> None:
    assert all(entry.keys() == {"name", "steps"} for entry in entries(name))
    assert all(3 <= len(entry["steps"]) <= 8 for entry in entries(name))
    assert [issue for step in steps(name) for issue in malformed(step, STEP)] == []
    both = [step for step in steps(name) if "expect" in step and "forbid" in step]
    assert both
    # What is expected in one alternative only must not be forbidden.
    contradicted = [
        step
        for step in both
        for element in step["expect"]
        if ALTERNATIVE not in element and any(tells(element, [forbidden]) for forbidden in step["forbid"])
    ]
    assert len(contradicted) == 0


def test_no_question_and_no_name_is_there_twice() -> None:
    counts = Counter(
        text for name in (*QUESTIONS, *SECOND_QUESTIONS, *FURTHER_QUESTIONS) for text in texts(name)
    )
    assert sum(count > 1 for count in counts.values()) == 0
    names = Counter(entry["name"] for name in CONVERSATIONS for entry in entries(name))
    assert sum(count > 1 for count in names.values()) == 0


# Where one coincides, the training phrase or the question beside the fact is reworded, never the set. The
# messages tell its intent or fact only: half of the questions nobody looks at. Messages of conversations such
# as "why?" may well be training phrases.


@pytest.mark.parametrize("name", [*QUESTIONS, *SECOND_QUESTIONS, *FURTHER_QUESTIONS])
def test_no_question_is_a_training_phrase(name: str) -> None:
    assert len(trained_on()) > 1000
    assert sorted(trained_on()[text] for text in texts(name) if text in trained_on()) == []


@pytest.mark.parametrize("name", SIZE)
def test_no_message_stands_beside_a_fact(name: str) -> None:
    assert len(beside_facts()) > 1000
    assert sorted(beside_facts()[text] for text in texts(name) if text in beside_facts()) == []


def test_the_half_that_nobody_looks_at_says_so() -> None:
    for name in SIZE:
        header = (FOLDER / f"{name}.yml").read_text(encoding="utf-8").split("\n\n", 1)[0]
        assert ("only measured" in header) is name.endswith(UNSEEN_HALF)
