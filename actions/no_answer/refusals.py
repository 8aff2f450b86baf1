"""Career questions that no source answers: ``refusals.yml`` by intent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("refusals.yml")


@dataclass(frozen=True)
class Refusal:
    """What to say to a kind of question, and the keys of the topics nearest to it.

    ``cue``: the list of ``cues.yml`` whose words ask for it beside something else.
    ``tells``: the topic of which the first sentence on an occupation of the datasets stands below it, if any.
    """

    says: str
    near: tuple[str, ...]
    tells: str = ""
    cue: str = ""


@cache
def refusals() -> Mapping[str, Refusal]:
    """Return every refusal by its intent."""
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {
        intent: Refusal(
            str(entry["says"]), tuple(entry["near"]), str(entry.get("tells", "")), str(entry.get("cue", ""))
        )
        for intent, entry in tree.items()
    }
