"""Messages that say what they ask for: ``fact: how long does a vet study``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from actions.questions.asked_for.model import ALL_ASKED_FOR, AskedFor
from bot.settings import ROOT

FOLDER = ROOT / "data" / "asked_for"


class LabelError(ValueError):
    """A line cannot be read; the message says which."""


class Labelled(NamedTuple):
    """A message and what it asks for."""

    text: str
    asked_for: AskedFor


def read_labelled(file: Path) -> list[Labelled]:
    """Read the messages of a file, one on each line; empty lines and comments are none.

    Raises:
        LabelError: a line does not begin with what it asks for.
    """
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        label, colon, text = line.partition(": ")
        if not line.strip() or line.startswith("#"):
            continue
        asked_for = next((one for one in ALL_ASKED_FOR if one == label), None)
        if asked_for is None or not (colon and text.strip()):
            raise LabelError(f"{file.name}:{number}: no message behind one of {', '.join(ALL_ASKED_FOR)}")
        found.append(Labelled(text, asked_for))
    return found
