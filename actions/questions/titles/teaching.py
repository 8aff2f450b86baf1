"""Teachers who are told by where or whom they teach: "teach at an elementary or a high school"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from actions.questions.cues import contains
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.terms import normalise

FILE = Path(__file__).with_name("teaching.yml")
_TEACHES = re.compile(r"\b(?:teach|teaches|teaching|taught)\b")


def with_teachers_of_schools(message: UserMessage) -> UserMessage:
    """Return a message with the teachers of the schools that it names, where it speaks of teaching."""
    if message.is_payload or message.values("occupation") or contains("names_the_field", message.words):
        return message
    words = normalise(message.words)
    if not _TEACHES.search(words):
        return message
    titles = _titles()
    schools = dict.fromkeys(re.findall(rf"\b(?:{'|'.join(titles)})\b", words))
    if not schools:
        return message
    kept = tuple(one for one in message.entities if normalise(one.typed) not in schools)
    teachers = tuple(ParsedEntity("occupation", titles[one], one) for one in schools)
    return replace(message, entities=(*kept, *teachers))


@cache
def _titles() -> dict[str, str]:
    tree: dict[str, dict[str, str]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree["schools"]
