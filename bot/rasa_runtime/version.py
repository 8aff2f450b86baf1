"""The version of Rasa whose methods this package replaces by name."""

from __future__ import annotations

import rasa

RASA_VERSION = "3.6.21"


def check_version(module: str) -> None:
    """Refuse another version of Rasa, at which a module that patches it must be looked at first.

    Raises:
        RuntimeError: another version is installed.
    """
    if rasa.__version__ != RASA_VERSION:
        raise RuntimeError(f"written for Rasa {RASA_VERSION}, not {rasa.__version__}: check {module}")
