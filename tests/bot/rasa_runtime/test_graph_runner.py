"""Our runner does what Rasa's does, in the same order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_runtime.graph_runner import SequentialGraphRunner
from bot.train import ensure_model

Loaded = tuple[ModelMetadata, SequentialGraphRunner]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("model")
    metadata, runner = load_predict_graph_runner(
        folder, Path(ensure_model()), LocalModelStorage, SequentialGraphRunner
    )
    assert isinstance(runner, SequentialGraphRunner)
    return metadata, runner


@pytest.mark.parametrize("text", ["salary of a junior ML engineer", "pay and skils?", "", "zxqv"])
def test_a_message_is_parsed_as_by_rasas_runner(loaded: Loaded, text: str) -> None:
    metadata, runner = loaded
    targets = [metadata.nlu_target]

    def parsed(run: Any) -> dict[str, Any]:
        found = run(runner, {PLACEHOLDER_MESSAGE: [UserMessage(text)]}, targets)
        assert list(found) == targets
        message = found[targets[0]][0]
        told: dict[str, Any] = message.as_dict(only_output_properties=True)
        return told

    assert parsed(SequentialGraphRunner.run) == parsed(DaskGraphRunner.run)


def test_an_action_is_predicted_as_by_rasas_runner(loaded: Loaded) -> None:
    metadata, runner = loaded
    domain = metadata.domain
    said = UserUttered("salary", {"name": "salary", "confidence": 1.0})
    tracker = DialogueStateTracker.from_events("ada", [ActionExecuted("action_listen"), said], domain.slots)

    def predicted(run: Any) -> str:
        prediction = run(runner, {PLACEHOLDER_TRACKER: tracker}, [metadata.core_target])[metadata.core_target]
        return str(domain.action_names_or_texts[prediction.max_confidence_index])

    assert predicted(SequentialGraphRunner.run) == predicted(DaskGraphRunner.run) == "action_salary"


def test_all_targets_are_run_unless_some_are_named(loaded: Loaded) -> None:
    metadata, runner = loaded
    tracker = DialogueStateTracker.from_events("ada", [], metadata.domain.slots)
    inputs = {PLACEHOLDER_MESSAGE: [UserMessage("hello")], PLACEHOLDER_TRACKER: tracker}
    assert set(runner.run(inputs)) == set(metadata.predict_schema.target_names)


def test_an_agent_loads_with_our_runner_where_the_patches_are_in_place() -> None:
    from bot.rasa_runtime import patches

    patches.apply()
    agent = Agent.load(str(ensure_model()))
    assert agent.processor and isinstance(agent.processor.graph_runner, SequentialGraphRunner)
