"""The answer contract: typed blocks with an outcome, a topic and an occupation (``answer.schema.json``)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union

import fastjsonschema

OPTIONAL = {"optional": True}  # a field that is left out of the JSON where it is None
SCHEMA = Path(__file__).with_name("answer.schema.json")
Outcome = Literal["answered", "partial", "unknown", "clarify", "smalltalk", "error"]
ChartKind = Literal["bar", "column", "share", "stack", "line", "range"]


@dataclass(frozen=True)
class TextBlock:
    """A paragraph."""

    text: str
    type: str = "text"


@dataclass(frozen=True)
class NoteBlock:
    """A caveat: where sources disagree, what a figure leaves out."""

    text: str
    type: str = "note"


@dataclass(frozen=True)
class ListBlock:
    """Items in order; ``title`` stands above them."""

    items: tuple[str, ...]
    title: str | None = None
    type: str = "list"


@dataclass(frozen=True)
class TableBlock:
    """Rows of cells under ``columns``."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    type: str = "table"


@dataclass(frozen=True)
class Point:
    """One mark of a chart: the number to draw and how it is written.

    ``low``: where a range begins that ends at ``value``. ``at``: the year of a value in a line.
    """

    label: str
    value: float
    display: str
    low: float | None = field(default=None, metadata=OPTIONAL)
    at: float | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True)
class ChartBlock:
    """A series to draw, which is a table too. ``actions.composition.charts`` says what each kind shows."""

    title: str
    unit: str
    points: tuple[Point, ...]
    kind: ChartKind = "bar"
    type: str = "chart"


@dataclass(frozen=True)
class Citation:
    """One source of an answer: what to show of it."""

    title: str
    title_supplied: bool
    date: str
    year: str | None
    attributed_to: str | None
    location: str
    attribution: str | None


@dataclass(frozen=True)
class SourcesBlock:
    """Where the answer comes from."""

    items: tuple[Citation, ...]
    type: str = "sources"


@dataclass(frozen=True)
class Button:
    """A choice: what it shows and the message it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class ButtonsBlock:
    """Choices under a line of text."""

    items: tuple[Button, ...]
    title: str | None = None
    type: str = "buttons"


@dataclass(frozen=True)
class ContactBlock:
    """How to reach the people who run the advisor, behind a line of text.

    ``address`` is shown. ``link``: a page or ``mailto:…``. ``channel``: of Slack, as its Web API takes it.
    """

    text: str
    address: str
    link: str | None = field(default=None, metadata=OPTIONAL)
    channel: str | None = field(default=None, metadata=OPTIONAL)
    type: str = "contact"


Block = Union[
    TextBlock, NoteBlock, ListBlock, TableBlock, ChartBlock, SourcesBlock, ButtonsBlock, ContactBlock
]


@dataclass(frozen=True)
class Answer:
    """One reply. ``topic`` and ``occupation`` are keys of the knowledge base, or None where neither is meant.

    ``unsure``: the reply answers what was most likely asked, and says so.
    ``personal``: it may repeat what the person said of themselves, so it is shared only as they choose.
    """

    outcome: Outcome
    topic: str | None
    occupation: str | None
    blocks: tuple[Block, ...]
    unsure: bool = False
    personal: bool = False
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def lead(self) -> str | None:
        """The first line, which answers by itself; it stands first in the blocks. None without one."""
        first = self.blocks[0] if self.blocks else None
        return first.text if isinstance(first, TextBlock) else None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON of the contract.

        Raises:
            fastjsonschema.JsonSchemaValueException: it does not fit the schema.
        """
        data: dict[str, Any] = {
            "outcome": self.outcome,
            "topic": self.topic,
            "occupation": self.occupation,
            "lead": self.lead,
            "blocks": [_plain(block) for block in self.blocks],
            "id": self.id,
        }
        data |= {name: True for name in ("unsure", "personal") if getattr(self, name)}
        contract()(data)
        return data


def _plain(value: Any) -> Any:
    """Turn blocks into plain JSON values; unlike ``dataclasses.asdict`` tuples become lists."""
    if is_dataclass(value):
        given = {
            one.name: (_plain(getattr(value, one.name)), one.metadata.get("optional"))
            for one in fields(value)
        }
        return {name: plain for name, (plain, optional) in given.items() if not (optional and plain is None)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


@cache
def contract() -> Callable[[Any], Any]:
    """Return a function, made of the schema once a process, that raises for what does not fit."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    check: Callable[[Any], Any] = fastjsonschema.compile(schema)
    return check
