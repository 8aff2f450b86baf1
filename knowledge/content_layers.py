"""Folders of content over each other: a later one adds entries, and replaces those that it says it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge import content_schema as schema
from knowledge.content_issues import ContentIssue, Location

if TYPE_CHECKING:
    from knowledge.content import Content

# Sections whose entries share their keys.
KEY_SPACES = (
    ("occupations",),
    ("topics",),
    ("measures",),
    ("sources",),
    ("entities",),
    (*schema.ROW_SECTIONS, "disagreements"),
)


def duplicate_keys(layer: Content) -> Iterator[ContentIssue]:
    """Yield the keys that a folder uses twice."""
    for sections in KEY_SPACES:
        seen: dict[str, Location] = {}
        for section in sections:
            for entry in getattr(layer, section):
                if entry.key in seen:
                    message = f"the key '{entry.key}' is already used at {_place(seen[entry.key])}"
                    yield ContentIssue(*layer.location(entry), message, "give one of the two another key")
                seen.setdefault(entry.key, layer.location(entry))


def lay_over(content: Content, layer: Content) -> list[ContentIssue]:
    """Add a folder's entries to those of the folders before it; return what does not fit."""
    issues: list[ContentIssue] = []
    for sections in KEY_SPACES:
        places = {
            entry.key: (section, place)
            for section in sections
            for place, entry in enumerate(getattr(content, section))
        }
        for section in sections:
            for entry in getattr(layer, section):
                issues += _lay(content, layer, section, entry, places.get(entry.key))
    _feature_the_last(content, layer)
    _ask_as_well(content, layer)
    content.locations |= layer.locations
    return issues


def _lay(
    content: Content, layer: Content, section: str, entry: schema.KeyedEntry, known: tuple[str, int] | None
) -> list[ContentIssue]:
    if known is None and entry.override:
        fix = "correct the key, or remove 'override: true'"
        message = f"'{entry.key}' overrides nothing: no folder before this one has this key"
        return [ContentIssue(*layer.location(entry), message, fix)]
    if known is None:
        getattr(content, section).append(entry)
        return []
    there, place = known
    before = getattr(content, there)[place]
    if not entry.override:
        message = f"the key '{entry.key}' is already used at {_place(content.location(before))}"
        fix = "write 'override: true' on this entry to replace that one, or give this one another key"
        return [ContentIssue(*layer.location(entry), message, fix)]
    if there != section:
        message = f"'{entry.key}' overrides an entry of '{there}' at {_place(content.location(before))}"
        fix = f"write it under '{there}:', or give it another key"
        return [ContentIssue(*layer.location(entry), message, fix)]
    getattr(content, section)[place] = entry
    return []


def _feature_the_last(content: Content, layer: Content) -> None:
    """Let a folder that features an occupation take that from those of the folders before it."""
    own = {id(occupation) for occupation in layer.occupations}
    if not any(occupation.featured for occupation in layer.occupations):
        return
    for place, occupation in enumerate(content.occupations):
        if occupation.featured and id(occupation) not in own:
            plain = occupation.copy(update={"featured": False})
            content.locations[id(plain)] = content.location(occupation)
            content.occupations[place] = plain


def _ask_as_well(content: Content, layer: Content) -> None:
    """Add a folder's questions, also to those by which earlier folders ask for the same row."""
    places = {asked.row: place for place, asked in enumerate(content.questions)}
    for asked in layer.questions:
        place = places.get(asked.row)
        if place is None:
            content.questions.append(asked)
        else:
            both = (*content.questions[place].questions, *asked.questions)
            content.questions[place] = replace(asked, questions=both)


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}"
