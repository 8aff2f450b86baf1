"""The form of a fact: what editors fill in, and the content that it becomes, checked as the YAML is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy.engine import Connection

from desk.content.folder import DeskContent, Item
from desk.content.line_text import is_showable, one_line
from desk.content.occupation_names import meant_occupation
from desk.texts import say
from knowledge.content_files import what_is_wrong
from knowledge.content_schema import Figure, Source, Statement
from knowledge.queries.catalogue import find_row
from knowledge.queries.occupations import get_occupation
from knowledge.records import Occupation

STATEMENT, FIGURE, QUESTIONS = "statement", "figure", "questions"  # questions for a row of another folder
KINDS = (STATEMENT, FIGURE)
COMMON = ("topic", "source", "attributed_to", "as_of", "place")
OF_KIND = {
    STATEMENT: ("text", "detail", "why"),
    FIGURE: ("measure", "entity", "value", "unit", "bound", "note"),
}
SECTIONS = {STATEMENT: "statements", FIGURE: "figures"}
SCHEMAS: dict[str, type[BaseModel]] = {STATEMENT: Statement, FIGURE: Figure}
OF_SOURCE = ("title", "publisher", "published", "date_note", "location", "licence")
SOURCE_FIELDS = tuple(f"source_{name}" for name in OF_SOURCE)
FIELDS = (
    *("key", "kind", "occupation"),
    *COMMON,
    *(name for names in OF_KIND.values() for name in names),
    *SOURCE_FIELDS,
    "questions",
)
MOST_QUESTIONS = 60
LONGEST_KEY = 80
NO_SOURCE = "none"  # stands for a new source that has errors of its own
Errors = dict[str, list[str]]  # by field; "" for those of no field


@dataclass(frozen=True)
class ParsedFact:
    """A filled-in form as entries of the content; ``errors`` says by field what keeps it from being that."""

    item: Item | None = None
    source: dict[str, Any] | None = None  # a new one
    occupation: dict[str, Any] | None = None  # one that only the datasets had so far
    errors: Errors = field(default_factory=dict)

    def put_into(self, content: DeskContent) -> None:
        """Add the fact to the desk's content."""
        if self.item is None:
            raise ValueError("a form with errors is no fact")
        if self.source is not None:
            content.put_source(self.source)
        content.put(self.item, self.occupation)


def clean_form(given: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a form, each in one line but the questions, which have a line each."""
    form = {name: one_line(str(given.get(name) or "")) for name in FIELDS if name != "questions"}
    lines = map(one_line, str(given.get("questions") or "").splitlines())
    return {**form, "questions": "\n".join(dict.fromkeys(filter(None, lines)))}


def form_of(item: Item) -> dict[str, str]:
    """Return the form that a published fact was made from."""
    kind = next((one for one, section in SECTIONS.items() if section == item.section), QUESTIONS)
    shown = {name: item.entry.get(name) for name in (*COMMON, *OF_KIND.get(kind, ()))}
    form = {name: "" if value is None else _plain(value) for name, value in shown.items()}
    form |= {"key": item.key, "kind": kind, "occupation": item.occupation}
    return clean_form({**form, "questions": "\n".join(item.questions)})


def parse_fact(form: Mapping[str, str], content: DeskContent, connection: Connection) -> ParsedFact:
    """Return what a form becomes.

    Args:
        form: of :func:`clean_form`.
        content: the desk's, for keys that are not used yet.
        connection: to the knowledge base.
    """
    errors: Errors = defaultdict(list)
    for name in FIELDS:
        if not is_showable(form[name].replace("\n", " ")):
            errors[name].append(say("fact.unshowable"))
    questions = tuple(form["questions"].splitlines())
    if len(questions) > MOST_QUESTIONS:
        errors["questions"].append(say("fact.many_questions", most=MOST_QUESTIONS))
    if form["kind"] == QUESTIONS:
        if not questions:
            errors["questions"].append(say("fact.no_questions"))
        row = find_row(connection, key=form["key"])
        if row is None or not row.get("occupation"):
            errors["key"].append(say("fact.no_row"))
        if errors or row is None:
            return ParsedFact(errors=dict(errors))
        return ParsedFact(Item(form["key"], str(row["occupation"]), "", {}, questions))
    kind = form["kind"]
    if kind not in KINDS:
        errors["kind"].append(say("fact.no_kind"))
    found, problem = meant_occupation(connection, form["occupation"])
    if problem:
        errors["occupation"].append(problem)
    if errors or found is None:
        return ParsedFact(errors=dict(errors))
    occupation = _occupation_entry(found, connection) if found.only_in_datasets else None
    occupation_key = str(occupation["key"]) if occupation else found.key
    source = _source(form, content, errors) if not form["source"] else None
    entry = {name: form[name] for name in (*COMMON, *OF_KIND[kind]) if form[name]}
    entry["source"] = form["source"] or (source["key"] if source else NO_SOURCE)
    entry["key"] = form["key"] or _new_key(occupation_key, form, content)
    checked = _checked(SCHEMAS[kind], entry, errors, lambda name: name)
    if errors or checked is None:
        return ParsedFact(errors=dict(errors))
    item = Item(str(entry["key"]), occupation_key, SECTIONS[kind], checked, questions)
    return ParsedFact(item, source, occupation)


def _source(form: Mapping[str, str], content: DeskContent, errors: Errors) -> dict[str, Any] | None:
    given = {name: form[f"source_{name}"] for name in OF_SOURCE if form[f"source_{name}"]}
    taken = {str(one.get("key")) for one in content.sources()}
    name = f"{given.get('title', 'source')} {given.get('published', '')}"
    given["key"] = _unused(f"desk_{slug(name)}"[: LONGEST_KEY - 4].rstrip("_"), taken, "_")
    return _checked(Source, given, errors, lambda name: f"source_{name}" if name in OF_SOURCE else "source")


def _checked(
    schema: type[BaseModel], given: Mapping[str, Any], errors: Errors, field_of: Callable[[str], str]
) -> dict[str, Any] | None:
    """Return an entry as the schema reads it; add what is wrong to the errors."""
    try:
        read = schema.parse_obj(given)
    except ValidationError as error:
        for detail in error.errors():
            message, fix = what_is_wrong(detail)
            name = str(detail["loc"][0])
            errors[field_of(name if name in FIELDS or name in OF_SOURCE else "")].append(
                f"{message.removeprefix(chr(39) * 2 + ': ')} — {fix}"
            )
        return None
    return {name: _number(value) for name, value in read.dict(exclude_unset=True).items()}


def _occupation_entry(found: Occupation, connection: Connection) -> dict[str, Any]:
    """Return the entry of an occupation of the datasets, with which it joins the content."""
    key = slug(found.name)
    if get_occupation(connection, key=key) is not None:
        key = f"{key}_{slug(found.key)}"
    return {"key": key, "name": found.name, "plural": found.plural, "onet_code": found.key}


def _new_key(occupation: str, form: Mapping[str, str], content: DeskContent) -> str:
    """Return a key that tells what a new fact is about."""
    words = (
        form["text"] if form["kind"] == STATEMENT else f"{form['measure']} {form['place']} {form['as_of']}"
    )
    start = f"{occupation}.{slug(form['topic']) or 'fact'}.desk_{slug(words)}"
    return _unused(start[: LONGEST_KEY - 4].rstrip("_."), {item.key for item in content.items()}, "_")


def _unused(start: str, taken: set[str], join: str) -> str:
    return next(
        key for n in range(1, 10_000) if (key := start if n == 1 else f"{start}{join}{n}") not in taken
    )


def slug(words: str) -> str:
    """Return the first words of a text as a part of a key."""
    return "_".join(re.findall(r"[a-z0-9]+", words.lower())[:6])


def _number(value: Any) -> Any:
    """Return a whole number as such: 62000, not 62000.0."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _plain(value: Any) -> str:
    return str(_number(value))
