"""Finds the rules that may fit a state; Rasa compares each of its rules with every state."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Optional

from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

Signs = tuple[Optional[str], Optional[str]]  # the action before, and the intent; None where there is none


class RuleIndex:
    """The rules of a trained policy by the action and the intent that their last states ask for."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        """Take the rules as Rasa stores them: their states as JSON, and the action that follows."""
        self._rules = dict(rules)
        self._by_signs: dict[Signs, dict[str, str]] = defaultdict(dict)
        for states, action in rules.items():
            self._by_signs[_signs(json.loads(states)[-1])][states] = action

    def that_may_fit(self, state: Mapping[str, Any]) -> dict[str, str]:
        """Return all rules that fit a conversation with this last state, and few others."""
        action, intent = _signs(state)
        if action is None:  # the start of a conversation, which Rasa compares in a way of its own
            return self._rules
        signs = ((action, intent), (action, None), (None, intent), (None, None))
        return {
            states: follows
            for asked in dict.fromkeys(signs)
            for states, follows in self._by_signs.get(asked, {}).items()
        }


def _signs(state: Mapping[str, Any]) -> Signs:
    action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    intent = state.get(USER, {}).get(INTENT)
    return _value(action), _value(intent)


def _value(value: Optional[str]) -> Optional[str]:
    return None if not value or value == SHOULD_NOT_BE_SET else value
