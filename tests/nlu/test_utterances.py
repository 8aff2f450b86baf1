"""The held-out questions and dialogues are well-formed and no question is trained on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.advice.kinds import ADVICE_INTENTS
from actions.topics.datasets import Datasets
from bot.nlu.lexicon import read_lexicon
from knowledge.terms import normalise
from tests.databases import shipped_content

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = {"text": str, "topic": str, "outcome": list, "form": str}
OPTIONAL = {"also": list, "and": list, "entities": dict, "expect": list, "forbid": list, "refuse": bool}
STEP = {
    "say": str,
    "topic": str,
    "occupation": str,
    "outcome": list,
    "expect": list,
    "forbid": list,
    "offers": bool,
    "differs": bool,
}
FORMS = {"question", "fragment", "typo", "indirect"}
# What these turn on is how one asks, or the context; they are tested in conversations.
FOLLOW_UPS = {
    *("affirm", "deny", "difference", "go_back", "more", "pick"),
    *("source_of", "start_over", "what_about", "why"),
}


@cache
def read(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


def questions(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(f"tests/nlu/{name}.yml")
    return found


def utterances() -> list[dict[str, Any]]:
    return [*questions("utterances"), *questions("unseen")]


def dialogues() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read("tests/nlu/dialogues.yml")
    return found


@cache
def training_phrases() -> dict[str, str]:
    return {
        normalise(line.removeprefix("- ")): group["intent"]
        for group in read("data/nlu.yml")["nlu"]
        for line in group.get("examples", "").splitlines()
        if "intent" in group and line.startswith("- ")
    }


def named(utterance: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, values in utterance.get("entities", {}).items():
        yield from ((kind, str(value)) for value in (values if isinstance(values, list) else [values]))


@cache
def outcomes() -> set[str]:
    schema = json.loads((ROOT / "actions" / "answer.schema.json").read_text(encoding="utf-8"))
    return set(schema["properties"]["outcome"]["enum"]) - {"error"}


@cache
def occupations() -> set[str]:
    return {occupation.key for occupation in shipped_content().occupations}


def intents() -> set[str]:
    return {
        next(iter(intent)) if isinstance(intent, dict) else intent for intent in read("domain.yml")["intents"]
    }


def test_every_question_has_its_fields_and_no_others() -> None:
    for utterance in utterances():
        assert REQUIRED.keys() <= utterance.keys() <= {*REQUIRED, *OPTIONAL}, utterance
        for name, value in utterance.items():
            assert isinstance(value, {**REQUIRED, **OPTIONAL}[name]), utterance
            assert value not in ([], {}, "", False), utterance
        for name in ("outcome", "also", "and", "expect", "forbid"):
            assert all(isinstance(one, str) and one for one in utterance.get(name, [])), utterance


def test_forms_outcomes_intents_and_kinds_exist() -> None:
    assert {utterance["form"] for utterance in utterances()} == FORMS
    assert {outcome for utterance in utterances() for outcome in utterance["outcome"]} == outcomes()
    named_topics = {
        one
        for utterance in utterances()
        for one in (utterance["topic"], *utterance.get("also", []), *utterance.get("and", []))
    }
    assert named_topics <= intents()
    assert {kind for utterance in utterances() for kind, _ in named(utterance)} <= set(
        read("domain.yml")["entities"]
    )


@pytest.mark.parametrize(("name", "fewest"), [("utterances", 3), ("unseen", 2)])
def test_every_intent_that_needs_no_context_has_questions_in_several_forms(name: str, fewest: int) -> None:
    counts = Counter(utterance["topic"] for utterance in questions(name))
    # What only the datasets answer, and advice, have questions of their own: occupations.yml and people.yml.
    assert counts.keys() == intents() - FOLLOW_UPS - set(Datasets.topics) - ADVICE_INTENTS
    assert min(counts.values()) >= fewest
    forms = {topic: {one["form"] for one in questions(name) if one["topic"] == topic} for topic in counts}
    assert {topic for topic, some in forms.items() if len(some) < 2} == set()


def test_a_third_of_the_unseen_questions_has_no_answer() -> None:
    refused = [utterance for utterance in questions("unseen") if utterance.get("refuse")]
    assert 3 / 10 <= len(refused) / len(questions("unseen")) <= 4 / 10


def test_what_a_question_names_is_a_key_or_as_typed() -> None:
    content = shipped_content()
    keys = {("occupation", occupation.key) for occupation in content.occupations} | {
        (one.kind, one.key) for one in content.entities
    }
    unknown = [
        (value, utterance["text"])
        for utterance in utterances()
        for kind, value in named(utterance)
        if (kind, value) not in keys
        and normalise(value) not in normalise(utterance["text"])
        # A typing error in a name that no source holds: the meant word is then one of the lexicon.
        and not (utterance["form"] == "typo" and normalise(value) in read_lexicon().names())
    ]
    assert unknown == []


def test_a_refusal_is_no_plain_answer() -> None:
    for utterance in utterances():
        if utterance.get("refuse"):
            assert "answered" not in utterance["outcome"], utterance
            assert "expect" not in utterance, utterance
        if "also" in utterance:
            assert utterance["topic"] not in utterance["also"], utterance


def test_a_message_of_two_parts_expects_something_of_each_answered_part() -> None:
    for utterance in utterances():
        if parts := utterance.get("and"):
            assert utterance["topic"] not in parts, utterance
            answered = len(parts) + 1 if utterance["outcome"] == ["answered"] else 1
            assert len(utterance["expect"]) >= answered, utterance


def test_what_is_expected_is_not_forbidden() -> None:
    for one in (*utterances(), *(step for dialogue in dialogues() for step in dialogue["steps"])):
        expected, forbidden = (
            {text.casefold() for text in one.get(name, [])} for name in ("expect", "forbid")
        )
        assert not expected & forbidden, one


def test_no_question_is_there_twice() -> None:
    counts = Counter(normalise(utterance["text"]) for utterance in utterances())
    assert {text for text, count in counts.items() if count > 1} == set()


def test_no_question_is_trained_on() -> None:
    trained = training_phrases()
    assert len(trained) > 1000
    texts = [utterance["text"] for utterance in utterances()]
    assert {text: trained[normalise(text)] for text in texts if normalise(text) in trained} == {}


def test_every_dialogue_has_a_name_of_its_own_and_two_to_four_steps() -> None:
    names = [dialogue["name"] for dialogue in dialogues()]
    assert len(names) == len(set(names)) >= 40
    for dialogue in dialogues():
        assert dialogue.keys() == {"name", "steps"}, dialogue
        assert 2 <= len(dialogue["steps"]) <= 4, dialogue
        assert "differs" not in dialogue["steps"][0], dialogue


def test_every_step_of_a_dialogue_is_well_formed() -> None:
    for step in (step for dialogue in dialogues() for step in dialogue["steps"]):
        assert {"say", "outcome"} <= step.keys() <= STEP.keys(), step
        for name, value in step.items():
            assert isinstance(value, STEP[name]), step
            assert value not in ([], "", False), step
        assert set(step["outcome"]) <= outcomes(), step
        assert all(
            isinstance(text, str) and text for text in (*step.get("expect", []), *step.get("forbid", []))
        )
        assert "topic" not in step or step["topic"] in intents(), step
        assert "occupation" not in step or step["occupation"] in occupations(), step
