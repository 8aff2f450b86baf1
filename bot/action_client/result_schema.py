"""Validates results of actions against Rasa's own schema, each event against the part for its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import fastjsonschema

Check = Callable[[dict[str, Any]], object]


def result_check(schema: dict[str, Any]) -> Check:
    """Return a function that raises ``fastjsonschema.JsonSchemaValueException`` for what does not fit.

    The schema says that an event fits exactly one of some twenty kinds, each named by a constant; to try all
    of them for every event took longer than the rest of the check.

    Args:
        schema: of Rasa's ``RemoteAction.action_response_format_spec``.
    """
    of_any_event = schema["properties"]["events"]["items"]
    kinds = {
        kind["properties"]["event"]["const"]: fastjsonschema.compile({**kind, "type": "object"})
        for kind in of_any_event["oneOf"]
    }
    any_event = {key: value for key, value in of_any_event.items() if key != "oneOf"}
    any_event["properties"] = {**any_event["properties"], "event": {"enum": list(kinds)}}
    events = {**schema["properties"]["events"], "items": any_event}
    whole = fastjsonschema.compile({**schema, "properties": {**schema["properties"], "events": events}})

    def check(result: dict[str, Any]) -> None:
        whole(result)
        for event in result.get("events", ()):
            kinds[event["event"]](event)

    return check
