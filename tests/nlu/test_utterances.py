"""The held-out questions are well-formed and none of them is trained on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.nlu.lexicon import read_lexicon
from knowledge.content import read_content
from knowledge.terms import normalise

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = {"text": str, "topic": str, "outcome": list, "form": str}
OPTIONAL = {"also": list, "entities": dict, "expect": list, "forbid": list, "refuse": bool}
FORMS = {"question", "fragment", "typo", "indirect"}
# What these turn on is how one asks, or the context; they are tested in conversations.
FOLLOW_UPS = {"affirm", "deny", "difference", "more", "pick", "source_of", "what_about", "why"}


def read(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


UTTERANCES: list[dict[str, Any]] = read("tests/nlu/utterances.yml")
DOMAIN = read("domain.yml")


def training_phrases() -> Iterator[tuple[str, str]]:
    for group in read("data/nlu.yml")["nlu"]:
        for line in group.get("examples", "").splitlines():
            if "intent" in group and line.startswith("- "):
                yield line.removeprefix("- ").strip(), group["intent"]


def named(utterance: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, values in utterance.get("entities", {}).items():
        yield from ((kind, str(value)) for value in (values if isinstance(values, list) else [values]))


def intents() -> set[str]:
    return {next(iter(intent)) if isinstance(intent, dict) else intent for intent in DOMAIN["intents"]}


def test_every_question_has_its_fields_and_no_others() -> None:
    for utterance in UTTERANCES:
        assert REQUIRED.keys() <= utterance.keys() <= {*REQUIRED, *OPTIONAL}, utterance
        for name, value in utterance.items():
            assert isinstance(value, {**REQUIRED, **OPTIONAL}[name]), utterance
            assert value not in ([], {}, "", False), utterance
        for name in ("outcome", "also", "expect", "forbid"):
            assert all(isinstance(one, str) and one for one in utterance.get(name, [])), utterance


def test_forms_outcomes_intents_and_kinds_exist() -> None:
    schema = json.loads((ROOT / "actions" / "answer.schema.json").read_text(encoding="utf-8"))
    outcomes = set(schema["properties"]["outcome"]["enum"]) - {"error"}
    assert {utterance["form"] for utterance in UTTERANCES} == FORMS
    assert {outcome for utterance in UTTERANCES for outcome in utterance["outcome"]} == outcomes
    assert {
        one for utterance in UTTERANCES for one in (utterance["topic"], *utterance.get("also", []))
    } <= intents()
    assert {kind for utterance in UTTERANCES for kind, _ in named(utterance)} <= set(DOMAIN["entities"])


def test_every_intent_that_needs_no_context_has_questions_in_several_forms() -> None:
    counts = Counter(utterance["topic"] for utterance in UTTERANCES)
    assert counts.keys() == intents() - FOLLOW_UPS
    assert min(counts.values()) >= 3
    forms = {topic: {one["form"] for one in UTTERANCES if one["topic"] == topic} for topic in counts}
    assert {topic for topic, some in forms.items() if len(some) < 2} == set()


def test_what_a_question_names_is_a_key_or_as_typed() -> None:
    content = read_content()
    keys = {("role", role.key) for role in content.roles} | {(one.kind, one.key) for one in content.entities}
    unknown = [
        (value, utterance["text"])
        for utterance in UTTERANCES
        for kind, value in named(utterance)
        if (kind, value) not in keys
        and normalise(value) not in normalise(utterance["text"])
        # A typing error in a name that no source holds: the meant word is then one of the lexicon.
        and not (utterance["form"] == "typo" and normalise(value) in read_lexicon().names())
    ]
    assert unknown == []


def test_a_refusal_is_no_plain_answer() -> None:
    for utterance in UTTERANCES:
        if utterance.get("refuse"):
            assert "answered" not in utterance["outcome"], utterance
            assert "expect" not in utterance, utterance
        if "also" in utterance:
            assert utterance["topic"] not in utterance["also"], utterance


def test_what_is_expected_is_not_forbidden() -> None:
    for utterance in UTTERANCES:
        expected, forbidden = (
            {one.casefold() for one in utterance.get(name, [])} for name in ("expect", "forbid")
        )
        assert not expected & forbidden, utterance


def test_no_question_is_there_twice() -> None:
    counts = Counter(normalise(utterance["text"]) for utterance in UTTERANCES)
    assert {text for text, count in counts.items() if count > 1} == set()


@pytest.mark.parametrize("topic", sorted({utterance["topic"] for utterance in UTTERANCES}))
def test_no_question_is_trained_on(topic: str) -> None:
    trained = {normalise(phrase): intent for phrase, intent in training_phrases()}
    texts = [utterance["text"] for utterance in UTTERANCES if utterance["topic"] == topic]
    assert {text: trained[normalise(text)] for text in texts if normalise(text) in trained} == {}
