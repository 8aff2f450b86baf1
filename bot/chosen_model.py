"""The model that the operators' desk has chosen: running servers take it, and keep it when they start again.

The choice is a file beside the desk's content, so advisors that run with another folder know nothing of it. A
start by the supervisor forgets it: then the model of the present inputs is the right one.
"""

from __future__ import annotations

import json
import logging
import os
import re
from pathlib import Path

from bot.settings import MODELS, ContentSettings

logger = logging.getLogger(__name__)
FILE = "model.json"
_NAME = re.compile(r"[A-Za-z0-9_-]+\.tar\.gz\Z")


def choice_file() -> Path:
    """Return the file that names the chosen model, whether it exists or not."""
    return ContentSettings.read().desk / FILE


def chosen_model() -> Path | None:
    """Return the model that was chosen, or None: none was, or it is gone."""
    try:
        name = json.loads(choice_file().read_text(encoding="utf-8"))["model"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        logger.warning("%s names no model", choice_file())
        return None
    if not isinstance(name, str) or not _NAME.match(name):
        logger.warning("%s names no model", choice_file())
        return None
    model = MODELS / name
    return model if model.is_file() else None


def choose_model(model: Path) -> None:
    """Let running servers take a model of the folder of models.

    Raises:
        OSError: the choice cannot be written.
    """
    file = choice_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{FILE}.{os.getpid()}")
    new.write_text(json.dumps({"model": model.name}), encoding="utf-8")
    new.replace(file)


def forget_choice() -> None:
    """Let servers that start take the model that they are given."""
    try:
        choice_file().unlink(missing_ok=True)
    except OSError as error:
        logger.warning("%s cannot be deleted: %s", choice_file(), error.strerror)
