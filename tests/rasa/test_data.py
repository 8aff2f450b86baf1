"""The tests in Rasa's own format, held against the project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.settings.addresses import DEFAULT_ACTION_URL

ROOT = Path(__file__).resolve().parents[2]
ANNOTATION = re.compile(r"\[([^]]*)\]\{[^}]*\}")


def read(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


def messages() -> dict[str, list[str]]:
    found = {}
    for block in read("tests/rasa/nlu.yml")["nlu"]:
        lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
        found[block["intent"]] = [ANNOTATION.sub(r"\1", line) for line in lines]
    return found


def test_every_intent_is_tested() -> None:
    assert list(messages()) == [next(iter(intent)) for intent in read("domain.yml")["intents"]]


def test_the_messages_are_those_of_the_held_out_questions_and_of_the_conversations() -> None:
    known = {question["text"] for question in read("tests/nlu/utterances.yml")}
    for file in (ROOT / "tests" / "conversations").glob("*.yml"):
        known |= {step.get("say") for talk in read(str(file.relative_to(ROOT))) for step in talk["steps"]}
    assert [text for texts in messages().values() for text in texts if text not in known] == []


def test_the_stories_lead_where_the_rules_do() -> None:
    rules = read("data/rules.yml")["rules"]
    routes = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}
    for story in read("tests/rasa/test_stories.yml")["stories"]:
        steps = story["steps"]
        for said, done in zip(steps[::2], steps[1::2], strict=True):
            assert routes[said["intent"]] == done["action"]


def test_the_action_server_is_called_where_it_listens_by_default() -> None:
    assert read("endpoints.yml")["action_endpoint"] == {"url": DEFAULT_ACTION_URL}
