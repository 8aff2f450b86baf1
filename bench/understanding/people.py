"""Whether what people say of themselves is found, by sentences written from O*NET's and BLS's files alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.about_you.details import skills_in
from actions.person import Person
from bench.understanding.facts import FOLDER
from bench.understanding.texts import UNSEEN_HALF
from knowledge.database import create_knowledge_engine
from knowledge.queries.occupations import list_occupations
from knowledge.terms import normalise

SENTENCES = ("people_extraction", f"people_extraction{UNSEEN_HALF}")
# The sets name levels of education; a person holds the place of a level in EDUCATION.
EDUCATION = (
    "no diploma",
    "high school",
    "some college",
    "certificate",
    "associate",
    "bachelor",
    "master",
    "doctorate",
)
_SLOTS = """SELECT data FROM conversation_event
    WHERE conversation_id = ? AND type = 'slot' ORDER BY sequence"""
_LEAST_PAY = "pay_min:"


@dataclass(frozen=True)
class Sentence:
    """What somebody says, and what of it is about themselves, as the sets name it."""

    text: str
    person: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """How many things that were said were found, missed, and found although they were not said."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(self.right + other.right, self.missed + other.missed, self.wrong + other.wrong)

    @property
    def f1(self) -> float:
        """Return the F1 score, in percent."""
        return 100 * 2 * self.right / max(1, 2 * self.right + self.missed + self.wrong)


def read_sentences(folder: Path = FOLDER) -> dict[str, list[Sentence]]:
    """Return the sentences of both halves, by set."""
    yaml = YAML(typ="safe")
    read = {name: yaml.load((folder / f"{name}.yml").read_text(encoding="utf-8")) for name in SENTENCES}
    return {name: [Sentence(one["say"], one["person"]) for one in found] for name, found in read.items()}


def told_to(conversations: Path, sender: str) -> Person:
    """Return what a conversation holds of its person, from the advisor's database of conversations."""
    with closing(sqlite3.connect(conversations)) as connection:
        rows = connection.execute(_SLOTS, (sender,)).fetchall()
    slots = [json.loads(data) for (data,) in rows]
    contexts = [one["value"] for one in slots if one["name"] == "context" and one["value"]]
    return Person.from_plain(contexts[-1]["person"]) if contexts else Person()


def curated_codes(database: Path) -> dict[str, str]:
    """Return the O*NET-SOC code of each occupation of the content; the first with which BLS counts it."""
    engine = create_knowledge_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        found = list_occupations(connection, limit=99)
    engine.dispose()
    return {one.key: one.code or next(iter(one.counted_with), one.key) for one in found}


def f1_of(found: Iterable[tuple[Sentence, Person]], codes: Mapping[str, str]) -> float:
    """Return the F1 score over all that was said, in percent."""
    total = Found()
    for sentence, person in found:
        total += compare(sentence.person, person, codes)
    return total.f1


def compare(expected: Mapping[str, Any], person: Person, codes: Mapping[str, str]) -> Found:
    """Compare what was found with what was said.

    Args:
        expected: by field, as the sets have it.
        person: what was found.
        codes: O*NET's code of each occupation that has a key of its own.
    """
    wanted, told = list(_wanted(expected)), dict.fromkeys(_told(person, codes))
    right = 0
    for alternatives in wanted:
        match = next((one for one in told if one in alternatives), None)
        if match is not None:
            right += 1
            del told[match]
    return Found(right, len(wanted) - right, len(told))


def _wanted(expected: Mapping[str, Any]) -> Iterator[frozenset[tuple[str, str]]]:
    """Yield the alternatives of each thing that was said."""
    for field, value in expected.items():
        if field in ("occupation", "former"):
            yield frozenset((field, code) for code in value)
        elif field == "education":
            yield frozenset({(field, str(EDUCATION.index(value)))})
        elif field in ("years", "place", "field"):
            yield frozenset({(field, _plain(field, value))})
        elif field in ("skills", "interests", "technologies"):
            for one in value:
                named = [
                    ("able", normalise(str(one))),
                    *(("able", skill.lower()) for skill in skills_in(str(one))),
                ]
                yield frozenset(named)
        else:
            for one in value:
                yield frozenset({(field, str(one))})


def _told(person: Person, codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if person.occupation:
        yield "occupation", codes.get(person.occupation, person.occupation)
    for key in person.former:
        yield "former", codes.get(key, key)
    for field in ("years", "place", "field"):
        if (value := getattr(person, field)) not in (None, ""):
            yield field, _plain(field, value)
    if person.education is not None:
        yield "education", str(person.education)
    for one in (*person.skills, *person.technologies, *person.likes):
        yield "able", normalise(one)
    if person.pay:
        yield "wants", f"{_LEAST_PAY}{person.pay:.0f}"
    for field in ("wants", "refuses"):
        yield from ((field, one) for one in getattr(person, field))


def _plain(field: str, value: Any) -> str:
    if field == "years":
        return f"{float(value):g}"
    return normalise(str(value).split(",")[0]) if field == "place" else normalise(str(value))
