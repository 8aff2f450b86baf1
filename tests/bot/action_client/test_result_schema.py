"""What an action answers is held to Rasa's schema, as Rasa's own check would hold it."""

from __future__ import annotations

from typing import Any

import pytest
from fastjsonschema import JsonSchemaValueException
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction

from bot.action_client.result_schema import result_check

SCHEMA = RemoteAction.action_response_format_spec()
SLOT = {"event": "slot", "name": "context", "value": {"topic": "salary"}, "timestamp": None}
SAID = {"event": "bot", "text": "hello", "data": {}, "metadata": {}}
GOOD: list[dict[str, Any]] = [
    {"events": [], "responses": []},
    {"events": [SLOT, SAID], "responses": [{"text": "hello", "custom": {}}]},
    {"events": [{"event": "followup", "name": "action_listen"}]},
    {},
]
BAD: list[Any] = [
    {"events": [{"no": "event"}]},
    {"events": [{"event": "unheard of"}]},
    {"events": [{"event": "slot", "value": 1}]},
    {"events": [{**SLOT, "timestamp": "now"}]},
    {"events": ["slot"]},
    {"events": SLOT},
    {"responses": ["hello"]},
    [],
]


@pytest.mark.parametrize("result", GOOD)
def test_what_rasa_accepts_is_accepted(result: dict[str, Any]) -> None:
    validate(result, SCHEMA)
    result_check(SCHEMA)(result)


@pytest.mark.parametrize("result", BAD)
def test_what_rasa_refuses_is_refused(result: Any) -> None:
    with pytest.raises(ValidationError):
        validate(result, SCHEMA)
    with pytest.raises(JsonSchemaValueException):
        result_check(SCHEMA)(result)


def test_every_kind_of_event_in_rasas_schema_has_a_name() -> None:
    kinds = SCHEMA["properties"]["events"]["items"]["oneOf"]
    names = [kind["properties"]["event"]["const"] for kind in kinds]
    assert len(set(names)) == len(names) > 20
