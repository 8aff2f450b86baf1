"""Reads and checks the YAML content; every fault is told with file, line and mend."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from knowledge import content_schema as schema
from knowledge.numbers import untold_numbers
from knowledge.passages import encoder_identity
from knowledge.terms import normalise

CONTENT = Path(__file__).resolve().parent / "content"
ROW_SECTIONS = (
    "statements",
    "associations",
    "figures",
    "misconceptions",
    "comparisons",
    "related_occupations",
)
KEYED_SECTIONS = ("sources", "topics", "measures", "entities", *ROW_SECTIONS, "disagreements")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the content."""

    file: Path
    line: int
    message: str
    mend: str

    def __str__(self) -> str:
        """Return one line: place, fault, mend."""
        return f"{self.file}:{self.line}: {self.message} — {self.mend}"


class ContentError(Exception):
    """The content cannot be used; ``faults`` holds every reason found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults; the message is one line for each."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = list(faults)


class Place(NamedTuple):
    """Where an entry stands."""

    file: Path
    line: int


@dataclass
class Content:
    """All content, checked one by one; each entry with the place it was read from."""

    occupations: list[schema.Occupation] = field(default_factory=list)
    sources: list[schema.Source] = field(default_factory=list)
    topics: list[schema.Topic] = field(default_factory=list)
    measures: list[schema.Measure] = field(default_factory=list)
    entities: list[schema.Entity] = field(default_factory=list)
    statements: list[schema.Statement] = field(default_factory=list)
    associations: list[schema.Association] = field(default_factory=list)
    figures: list[schema.Figure] = field(default_factory=list)
    misconceptions: list[schema.Misconception] = field(default_factory=list)
    comparisons: list[schema.Comparison] = field(default_factory=list)
    related_occupations: list[schema.RelatedOccupation] = field(default_factory=list)
    disagreements: list[schema.Disagreement] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)

    def place(self, entry: schema.Entry) -> Place:
        """Return where ``entry`` was read."""
        return self.places[id(entry)]

    def rows(self) -> Iterator[schema.OccupationRow]:
        """Yield every row about an occupation."""
        for section in ROW_SECTIONS:
            yield from getattr(self, section)


def content_fingerprint(folder: Path = CONTENT) -> str:
    """Return a hash of the content files, of the code that reads and writes them and of the sentence encoder.

    Raises:
        EncoderError: there is no encoder, or it is damaged.
    """
    digest = hashlib.sha256(encoder_identity().encode())
    for file in [*sorted(folder.rglob("*.yml")), *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def read_content(folder: Path = CONTENT) -> Content:
    """Read and check every YAML file below ``folder``.

    Raises:
        ContentError: with every fault found, each with file, line and mend.
    """
    files = sorted(folder.rglob("*.yml"))
    if not files:
        mend = "name a folder that holds .yml files"
        raise ContentError([Fault(_shown(folder), 1, "no content files here", mend)])
    content = Content()
    faults: list[Fault] = []
    for file in files:
        faults += _read_file(file, content)
    if not faults:
        faults = list(_cross_faults(content, folder))
    if faults:
        raise ContentError(faults)
    return content


def _read_tree(file: Path, shown: Path) -> Any:
    """Return the sections of a YAML file.

    Raises:
        ContentError: with the one fault that keeps the file from being read.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ContentError([Fault(shown, 1, "not UTF-8 text", "save the file as UTF-8")]) from None
    except OSError as error:
        fault = Fault(shown, 1, f"cannot be read: {error.strerror}", "make it a file that can be read")
        raise ContentError([fault]) from None
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        fault = Fault(shown, line, f"not valid YAML: {error.problem}", "mend the YAML at this line")
        raise ContentError([fault]) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        fault = Fault(shown, line, f"not valid YAML: {error.reason}", "mend the YAML at this line")
        raise ContentError([fault]) from None
    if not isinstance(tree, CommentedMap):
        mend = "begin it with a section such as 'statements:'"
        raise ContentError([Fault(shown, 1, "no sections in this file", mend)])
    odd = [Fault(shown, tree.lc.key(key)[0] + 1, *_unknown(key)) for key in tree if not isinstance(key, str)]
    if odd:
        raise ContentError(odd)
    return tree


def _read_file(file: Path, content: Content) -> list[Fault]:
    shown = _shown(file)
    try:
        tree = _read_tree(file, shown)
    except ContentError as error:
        return error.faults
    try:
        parsed = schema.ContentFile.parse_obj(tree)
    except ValidationError as error:
        return [_fault_of(shown, tree, detail) for detail in error.errors()]
    about = parsed.occupation.key if parsed.occupation else parsed.about
    if parsed.occupation:
        content.occupations.append(parsed.occupation)
        content.places[id(parsed.occupation)] = Place(shown, tree["occupation"].lc.line + 1)
    faults = []
    for section in KEYED_SECTIONS:
        for index, entry in enumerate(getattr(parsed, section)):
            place = Place(shown, tree[section][index].lc.line + 1)
            if isinstance(entry, (schema.OccupationRow, schema.Disagreement)) and not entry.occupation:
                if not about:
                    mend = "write 'about: <key>' at the top of the file, or 'occupation:' on the entry"
                    faults.append(Fault(shown, place.line, f"'{entry.key}' is about no occupation", mend))
                    continue
                completed = entry.copy(update={"occupation": about})
            else:
                completed = entry
            content.places[id(completed)] = place
            getattr(content, section).append(completed)
    return faults


def _fault_of(file: Path, tree: Any, detail: Any) -> Fault:
    """Turn one of pydantic's errors into a fault with the line of the deepest part that exists."""
    line = 1
    node: Any = tree
    for part in detail["loc"]:
        if part == "__root__":
            break
        try:
            line = (node.lc.key(part) if hasattr(node, "keys") else node.lc.item(part))[0] + 1
            node = node[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    name = detail["loc"][-1]
    if detail["type"] == "value_error.extra":
        return Fault(file, line, *_unknown(name))
    if detail["type"] == "value_error.missing":
        return Fault(file, line, f"'{name}' is missing", f"add '{name}:' to this entry")
    path = ".".join(str(part) for part in detail["loc"] if part != "__root__")
    return Fault(file, line, f"'{path}': {detail['msg']}", "correct the value")


def _unknown(key: object) -> tuple[str, str]:
    return f"unknown key '{key}'", "remove it or correct its spelling"


def _shown(file: Path) -> Path:
    """Return the path as a person would name it: below the working folder if it is there."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def _cross_faults(content: Content, folder: Path) -> Iterator[Fault]:
    yield from _duplicate_keys(content)
    yield from _duplicate_aliases(content)
    yield from _dangling_links(content)
    yield from _outdated_disagreements(content)
    if sum(occupation.featured for occupation in content.occupations) != 1:
        place = content.place(content.occupations[0]) if content.occupations else Place(_shown(folder), 1)
        mend = "set 'featured: true' on the one occupation that a question without an occupation is about"
        yield Fault(*place, "not exactly one occupation is featured", mend)


def _duplicate_keys(content: Content) -> Iterator[Fault]:
    for sections in (
        ("occupations",),
        ("topics",),
        ("measures",),
        ("sources",),
        ("entities",),
        (*ROW_SECTIONS, "disagreements"),
    ):
        seen: dict[str, Place] = {}
        for section in sections:
            for entry in getattr(content, section):
                if entry.key in seen:
                    first = seen[entry.key]
                    message = f"the key '{entry.key}' stands already at {first.file}:{first.line}"
                    yield Fault(*content.place(entry), message, "give one of the two another key")
                seen.setdefault(entry.key, content.place(entry))


def _duplicate_aliases(content: Content) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    named: list[tuple[str, schema.Occupation | schema.Entity]] = [
        ("occupation", occupation) for occupation in content.occupations
    ]
    named += [(entity.kind, entity) for entity in content.entities]
    for kind, entry in named:
        extra = [entry.plural] if isinstance(entry, schema.Occupation) else []
        own = set()
        for alias in (entry.name, *extra, *entry.aliases):
            term = normalise(alias)
            if not term:
                yield Fault(*content.place(entry), f"'{alias}' has no letter or digit", "remove this alias")
            elif term in own and alias in entry.aliases:
                message = f"'{alias}' repeats another name of '{entry.key}'"
                yield Fault(
                    *content.place(entry), message, "remove this alias: case, dots and hyphens do not count"
                )
            elif (kind, term) in seen and seen[kind, term] != entry.key:
                message = f"'{alias}' already names '{seen[kind, term]}'"
                yield Fault(*content.place(entry), message, f"let one {kind} have this name")
            own.add(term)
            seen.setdefault((kind, term), entry.key)


def _dangling_links(content: Content) -> Iterator[Fault]:
    known = {
        "occupation": {occupation.key for occupation in content.occupations},
        "source": {source.key for source in content.sources},
        "topic": {topic.key for topic in content.topics},
        "measure": {measure.key for measure in content.measures},
        "entity": {entity.key for entity in content.entities},
        "row": {row.key for row in content.rows()},
    }

    def check(entry: schema.Entry, kind: str, *keys: str | None) -> Iterator[Fault]:
        for key in keys:
            if key and key not in known[kind]:
                near = get_close_matches(key, known[kind], n=1)
                mend = f"did you mean '{near[0]}'?" if near else f"add the {kind} or correct the key"
                yield Fault(*content.place(entry), f"there is no {kind} '{key}'", mend)

    for occupation in content.occupations:
        yield from check(occupation, "source", *(code.source for code in occupation.codes))
    for entity in content.entities:
        yield from check(entity, "source", entity.source)
        told = (
            entity.description,
            entity.provider,
            entity.level,
            entity.courses,
            entity.weeks,
            entity.price_usd,
        )
        if any(value is not None for value in told) and not entity.source:
            message = f"'{entity.key}' tells facts without a source"
            yield Fault(*content.place(entity), message, "add 'source:' to this entry")
    for row in content.rows():
        yield from check(row, "occupation", row.occupation)
        yield from check(row, "source", row.source)
        yield from check(row, "topic", getattr(row, "topic", None))
        yield from check(row, "entity", getattr(row, "entity", None), *getattr(row, "entities", ()))
        yield from check(row, "measure", getattr(row, "measure", None))
        yield from check(row, "occupation", getattr(row, "other", None))
    for disagreement in content.disagreements:
        yield from check(disagreement, "occupation", disagreement.occupation)
        yield from check(disagreement, "topic", disagreement.topic)
        yield from check(disagreement, "row", *disagreement.rows)


def _outdated_disagreements(content: Content) -> Iterator[Fault]:
    values = {figure.key: figure.value for figure in content.figures}
    for disagreement in content.disagreements:
        told = [values[key] for key in disagreement.rows if key in values]
        for written in untold_numbers(disagreement.text, told):
            message = f"'{disagreement.key}' does not tell {written}, though a figure among its rows does"
            yield Fault(
                *content.place(disagreement), message, "write its text anew for the figures as they are"
            )
