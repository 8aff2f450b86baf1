"""The technologies that a name means: one in full, at its start, with its maker or without."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import onet_technology
from knowledge.queries.dataset_rows import ONET, dataset_import, of_dataset
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read
from knowledge.terms import normalise

# What people leave out of the name of a technology: "Excel", "AutoCAD".
MAKERS = (
    *"microsoft adobe autodesk oracle google ibm apple amazon apache atlassian esri intuit".split(),
    "dassault systemes",
    "the mathworks",
    "thomson reuters",
    "bentley",
    "trimble",
    "corel",
    "mcneel",
    "wolfram research",
    "national instruments",
    "unity technologies",
    "unreal technology",
    "avid technology",
    "statacorp",
    "qlik tech",
    "siemens",
    "cisco",
    "ptc",
)
# … and what tells no technology from another.
_SAYS_LITTLE = frozenset("software system systems suite server statistics ci millennium pro js".split())
CACHE_BYTES = 4_000_000  # four imports of nine thousand names
_TEXT_BYTES = 60  # of a text, beside its characters
_NAMES = (
    select(onet_technology.c.normalised, onet_technology.c.name)
    .where(of_dataset(onet_technology, ONET))
    .distinct()
)
# "Hypertext markup language HTML" ends with what people call it.
_ABBREVIATION = re.compile(r"(?P<first>[A-Z])\S+ [a-z]+(?: [a-z]+)* (?P<short>(?P=first)[A-Z]{1,5})")
_TITLES = (
    select(onet_technology.c.name)
    .where(one_of(onet_technology.c.normalised, "names"), of_dataset(onet_technology, ONET))
    .distinct()
)

LANGUAGES = "Object or component oriented development software"  # a category
_CATEGORIES = (
    select(onet_technology.c.category)
    .where(one_of(onet_technology.c.normalised, "names"), of_dataset(onet_technology, ONET))
    .distinct()
)


@dataclass(frozen=True)
class _Names:
    ordered: tuple[str, ...]
    abbreviated: Mapping[str, tuple[str, ...]]  # names by the abbreviation that they end with

    @property
    def size(self) -> int:
        return sum(len(name) + _TEXT_BYTES for name in self.ordered)

    def beginning_so(self, start: str) -> tuple[str, ...]:
        """Return the names that are ``start`` or begin with these words."""
        exact = bisect_left(self.ordered, start)
        found = self.ordered[exact : exact + (self.ordered[exact : exact + 1] == (start,))]
        # "!" is the character behind the space.
        longer = slice(bisect_left(self.ordered, f"{start} "), bisect_left(self.ordered, f"{start}!"))
        return (*found, *self.ordered[longer], *self.abbreviated.get(start, ()))


_indexes: IndexCache[_Names] = IndexCache(CACHE_BYTES)


@cached_query
def technologies_called(connection: Connection, *, name: str) -> tuple[str, ...]:
    """Return the carried technologies, in normal form, that a name in normal form means."""
    names = _all_names(connection)
    return tuple(
        called
        for start in (name, *(f"{maker} {name}" for maker in MAKERS))
        for called in names.beginning_so(start)
    )


@cached_query
def known_technology(connection: Connection, *, names: tuple[str, ...]) -> str | None:
    """Return the first of some texts in normal form by which people call a technology, None without one."""
    for one in names:
        if any(_is_all_of(one, name) for name in technologies_called(connection, name=one)):
            return one
    return None


def known_technologies(connection: Connection, *, names: Iterable[str]) -> frozenset[str]:
    """Return those of some texts in normal form by which people call a technology."""
    index = _all_names(connection)
    return frozenset(
        name
        for name in names
        for start in (name, *(f"{maker} {name}" for maker in MAKERS))
        if any(_is_all_of(name, called) for called in index.beginning_so(start))
    )


@cached_query
def technology_title(connection: Connection, *, name: str) -> str:
    """Return how O*NET writes a technology: with its maker, else the words of the name in a longer one."""
    alone = [name, *(f"{maker} {name}" for maker in MAKERS)]
    for names in (alone, technologies_called(connection, name=name)):
        titles = [row.name for row in read(connection, _TITLES, names=names)] if names else []
        if titles:
            title = min(titles, key=lambda one: (len(one), one))
            return title if names is alone else _words_of(name, title)
    return name


def _words_of(name: str, title: str) -> str:
    """Return the words of a name in normal form as a title writes them."""
    written, length = title.split(), len(name.split())
    starts = range(len(written) - length + 1)
    runs = (" ".join(written[start : start + length]) for start in starts)
    return next((run for run in runs if normalise(run) == name), name)


def _all_names(connection: Connection) -> _Names:
    """Return the names of all carried technologies, which are read once for an import."""
    imported = dataset_import(connection, key=ONET)
    if imported is None:
        return _Names((), {})
    index = _indexes.get(imported)
    if index is None:
        rows = connection.execute(_NAMES).all()
        index = _Names(tuple(sorted({row.normalised for row in rows})), _abbreviated(rows))
        _indexes.put(imported, index)
    return index


def _abbreviated(rows: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if ends := _ABBREVIATION.fullmatch(row.name):
            key = ends["short"].lower()
            found[key] = (*found.get(key, ()), row.normalised)
    return found


def _is_all_of(typed: str, name: str) -> bool:
    """Return whether a text is all that tells a technology from others: "future" is no name of its own."""
    words = [word for word in name.split() if word not in _SAYS_LITTLE]
    if len(words) > 2 and words[-1] == typed:
        return True  # its abbreviation, by which it was found
    return (
        words == typed.split() or (words[:1] == [typed] and typed in MAKERS) or _without_maker(words) == typed
    )


def _without_maker(words: list[str]) -> str:
    text = " ".join(words)
    return next((text[len(maker) + 1 :] for maker in MAKERS if text.startswith(f"{maker} ")), text)


@cached_query
def is_programming_language(connection: Connection, *, name: str) -> bool:
    """Return whether a technology is one in which programs are written, by the category of O*NET."""
    found = read(connection, _CATEGORIES, names=[name, *technologies_called(connection, name=name)])
    return any(row.category == LANGUAGES for row in found)
