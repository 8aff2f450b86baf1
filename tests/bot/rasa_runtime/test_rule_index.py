"""The index leaves out no rule that fits a state."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.constants import SHOULD_NOT_BE_SET as NOT_SET

from bot.rasa_runtime.graph_runner import SequentialGraphRunner
from bot.rasa_runtime.rule_index import RuleIndex
from bot.train import ensure_model

State = dict[str, Any]


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> RulePolicy:
    _metadata, runner = load_predict_graph_runner(
        tmp_path_factory.mktemp("model"), Path(ensure_model()), LocalModelStorage, SequentialGraphRunner
    )
    components = [node._component for node in runner._instantiated_nodes.values()]
    (found,) = [one for one in components if isinstance(one, RulePolicy)]
    return found


@pytest.fixture(scope="module")
def rules(policy: RulePolicy) -> dict[str, str]:
    return dict(policy.lookup[RULES])


def states_of(rules: dict[str, str]) -> list[State]:
    """Return every last state that a rule asks for, with an entity beside, and strange ones."""
    lasts = [json.loads(states)[-1] for states in rules]
    for state in lasts:
        if "user" in state:
            state["user"]["entities"] = ("place",)
    unknown = {"user": {"intent": "nlu_fallback"}, "prev_action": {"action_name": "action_unheard_of"}}
    return [
        *lasts,
        {},
        {"user": {"intent": "salary"}},
        {"prev_action": {"action_name": "action_listen"}},
        unknown,
    ]


def test_the_rules_found_are_those_that_rasa_finds(policy: RulePolicy, rules: dict[str, str]) -> None:
    index, find = RuleIndex(rules), RulePolicy._get_possible_keys
    for state in states_of(rules):
        assert find(policy, index.that_may_fit(state), [state]) == find(policy, rules, [state])


def test_few_rules_are_held_to_a_state(rules: dict[str, str]) -> None:
    index = RuleIndex(rules)
    state = {"user": {"intent": "salary"}, "prev_action": {"action_name": "action_listen"}}
    found = index.that_may_fit(state)
    assert "action_salary" in found.values()
    assert 0 < 10 * len(found) < len(rules)


def test_a_rule_that_asks_for_neither_is_held_to_every_state() -> None:
    rules = {
        json.dumps([{"prev_action": {"action_name": "action_a"}}]): "action_b",
        json.dumps([{"slots": {"mood": "good"}}]): "action_c",
        json.dumps([{"user": {"intent": NOT_SET}, "prev_action": {"action_name": "action_d"}}]): "action_e",
    }
    state = {"user": {"intent": "ask"}, "prev_action": {"action_name": "action_a"}}
    assert sorted(RuleIndex(rules).that_may_fit(state).values()) == ["action_b", "action_c"]
    other = {"prev_action": {"action_name": "action_d"}}
    assert sorted(RuleIndex(rules).that_may_fit(other).values()) == ["action_c", "action_e"]
