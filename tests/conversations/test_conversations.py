"""The conversations of the YAML files beside this one, through the trained model and a real action server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.messages import has_message, messages
from tests.conversations.talk import Advisor, Conversation

FILES = (
    "topics",
    "occupations",
    "follow_ups",
    "refusals",
    "small_talk",
    "understanding",
    "slots",
    "bad_input",
)
FIELDS = {"say", "press", "intent", "topic", "occupation", "outcome", "contains", "lacks", "offers"}


def conversations() -> list[Any]:
    found = []
    for name in FILES:
        text = Path(__file__).with_name(f"{name}.yml").read_text(encoding="utf-8")
        told = yaml.safe_load(text)
        found += [pytest.param(one["steps"], id=f"{name}: {one['name']}") for one in told]
    return found


@pytest.mark.parametrize("steps", conversations())
def test_the_conversation_goes_as_written(advisor: Advisor, steps: list[dict[str, Any]]) -> None:
    conversation = Conversation(advisor)
    for step in steps:
        assert set(step) <= FIELDS, f"unknown field in {step}"
        answer = conversation.press(step["press"]) if "press" in step else conversation.say(step["say"])
        told = f"to {step.get('say', 'a button')!r} the bot said:\n{answer['text']}"
        for field in ("topic", "occupation", "outcome"):
            if field in step:
                assert answer[field] == step[field], told
        for part in step.get("contains", []):
            assert part in answer["text"], told
        for part in step.get("lacks", []):
            assert part not in answer["text"], told
        assert len(conversation.offered) >= step.get("offers", 0), told
        if "intent" in step:
            assert opens_as(step["intent"], answer["text"]), told
        if answer["outcome"] == "answered":
            assert {block["type"] for block in answer["blocks"]} & {"text", "list", "table", "chart"}, told


def opens_as(intent: str, text: str) -> bool:
    """Return whether an answer opens with the phrase of its intent, where the intent has one."""
    for name in (f"of_all_occupations.{intent}", f"smalltalk.{intent}", f"unanswered.{intent}"):
        if has_message(name):
            return text.startswith(re.split(r"\{", messages()[name])[0])
    return True


def test_every_answer_with_facts_names_a_source(advisor: Advisor) -> None:
    conversation = Conversation(advisor)
    for question in ("salary", "duties", "certifications", "is R used", "age distribution", "outlook"):
        answer = conversation.say(question)
        assert answer["outcome"] == "answered"
        assert "sources" in {block["type"] for block in answer["blocks"]}
