"""What a page consists of, free of markup; the templates draw it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class Link:
    """A link to a path below the root; ``note`` stands behind it."""

    text: str
    path: str
    note: str = ""


@dataclass(frozen=True)
class Fact:
    """A value under its name; ``note`` says where and when it holds, or whom else it counts."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``share``, from 0 to 1, is drawn as a bar."""

    text: str
    share: float | None = None
    link: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    kind: ClassVar[str] = "text"
    text: str


@dataclass(frozen=True)
class Note:
    """A caveat: whom figures count, where sources disagree."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True)
class Facts:
    """Values under their names."""

    kind: ClassVar[str] = "facts"
    items: tuple[Fact, ...]


@dataclass(frozen=True)
class Bullets:
    """A list; ``title`` stands before it."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]
    title: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Links:
    """A list of links; ``title`` stands before it."""

    kind: ClassVar[str] = "links"
    items: tuple[Link, ...]
    title: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first column names the rows; ``columns`` are its headers."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Text | Note | Facts | Bullets | Links | Table


@dataclass(frozen=True)
class Cited:
    """A source of a section, and for where and when its figures hold."""

    key: str
    title: str
    holds: str


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading; ``key`` is its fragment."""

    key: str
    heading: str
    blocks: tuple[Block, ...]
    cited: tuple[Cited, ...] = ()
    ask: Link | None = None
    parts: tuple[Section, ...] = ()

    @property
    def all_cited(self) -> tuple[Cited, ...]:
        """The sources of the section and of its parts."""
        return self.cited + tuple(one for part in self.parts for one in part.all_cited)


@dataclass(frozen=True)
class Lead:
    """What an occupation is, in a sentence; ``aside`` is what a classification calls it."""

    text: str
    cited: Cited | None = None
    aside: str = ""


@dataclass(frozen=True)
class SourceEntry:
    """A source in full, at the end of a page."""

    key: str
    title: str
    about: str
    location: str | None
    attribution: str | None


@dataclass(frozen=True)
class Page:
    """A page; ``path`` is its canonical one below the root, ``template`` draws it."""

    template: str
    path: str
    title: str
    heading: str
    description: str
    listed: bool = True  # whether search engines are to keep it
    trail: tuple[Link, ...] = ()
    data: dict[str, Any] | None = None
    parts: dict[str, Any] = field(default_factory=dict)
    status: int = 200
