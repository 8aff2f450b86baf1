"""Keeps TensorFlow out of the Rasa server, whose model needs none: 390 MB, and two seconds of every start.

Rasa 3.6.21 imports it at start-up for the sake of a few names that only the training of neural components
uses. Those names' modules are replaced; a component that does need TensorFlow finds out with an error.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

# Modules that import TensorFlow or a neural component, with the names that are imported from them in passing.
STOOD_IN_FOR = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}


def keep_tensorflow_out() -> None:
    """Put the stand-ins in place; before Rasa is imported, in a process that serves and does not train."""
    for module, names in STOOD_IN_FOR.items():
        stand_in = ModuleType(module, "Stands in for a module that would import TensorFlow.")
        for name in names:
            setattr(stand_in, name, type(name, (), {"__init__": _refuse, "__module__": module}))
        sys.modules.setdefault(module, stand_in)


def _refuse(self: object, *_: Any, **__: Any) -> None:
    raise RuntimeError(
        f"{type(self).__name__} is not loaded in this server, which keeps TensorFlow out. A component of "
        "config.yml needs it: take the call of keep_tensorflow_out() out of bot/server.py."
    )
