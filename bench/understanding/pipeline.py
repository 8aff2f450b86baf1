"""The NLU pipeline of config.yml, trained and used without the rest of Rasa's training."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path
from ruamel.yaml import YAML

from bench.advisor import ROOT

CONFIG = ROOT / "config.yml"
# Rasa's own list of its components would import TensorFlow with them.
RASA_COMPONENTS = {"FallbackClassifier": "rasa.nlu.classifiers.fallback_classifier.FallbackClassifier"}
_NO_CONTEXT = cast(ExecutionContext, None)
Phrase = tuple[str, str]  # text and intent


class Pipeline:
    """Components in the order of the configuration, each trained on what those before it make of the data."""

    def __init__(self, components: Sequence[Any]) -> None:
        self._components = components

    @classmethod
    def train(
        cls, phrases: Iterable[Phrase], folder: Path, *, only: Callable[[type], bool] = lambda _kind: True
    ) -> Pipeline:
        """Train the pipeline and return it as it comes out of a model.

        Args:
            phrases: the training phrases with their intents.
            folder: an empty folder, in which the components keep what they learn.
            only: whether to use a component; training stops at the first that is left out.
        """
        storage = LocalModelStorage.create(folder)
        data = TrainingData([Message({TEXT: text, INTENT: intent}) for text, intent in phrases])
        loaded = []
        for number, (kind, config) in enumerate(configured()):
            if not only(kind):
                break
            component = kind.create(config, storage, Resource(f"{number}_{kind.__name__}"), _NO_CONTEXT)
            if hasattr(component, "train"):
                resource = component.train(data)
                component = kind.load(config, storage, resource, _NO_CONTEXT)
            if hasattr(component, "process_training_data"):
                data = component.process_training_data(data)
            loaded.append(component)
        return cls(loaded)

    def parse(self, texts: Sequence[str]) -> list[Message]:
        """Return the messages as they come out of the pipeline."""
        messages = [Message({TEXT: text}) for text in texts]
        for component in self._components:
            messages = component.process(messages)
        return messages


def configured(path: Path = CONFIG) -> list[tuple[Any, dict[str, Any]]]:
    """Return the classes of the pipeline, each with its complete configuration."""
    entries = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["pipeline"]
    return [(kind := component(entry["name"]), {**kind.get_default_config(), **entry}) for entry in entries]


def component(name: str) -> Any:
    """Return the class that a pipeline names: one of Rasa's by its name, any other by its path."""
    return class_from_module_path(RASA_COMPONENTS.get(name, name))


def before_intents(kind: type) -> bool:
    """Return whether a component is no intent classifier: what comes before marks entities only."""
    return not issubclass(kind, IntentClassifier)
