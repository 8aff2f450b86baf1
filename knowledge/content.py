"""The curated content: YAML files, read and checked as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import content_schema as schema
from knowledge.content_checks import check_content
from knowledge.content_files import read_file
from knowledge.content_folder import CONTENT, content_files, content_folders, phrase_files
from knowledge.content_issues import ContentError, ContentIssue, Location, display_path
from knowledge.content_layers import duplicate_keys, lay_over
from knowledge.passages import encoder_identity

__all__ = ["CONTENT", "Content", "ContentError", "ContentIssue", "Location", "read_content"]

# The code that decides which rows the files become.
_CODE = ("*.py", "models/*.py")


@dataclass(frozen=True)
class AskedFor:
    """The questions by which people ask for a row, and where they were read."""

    row: str
    questions: tuple[str, ...]
    location: Location


@dataclass
class Content:
    """All content; ``locations`` holds where each entry was read, by the entry's ``id()``."""

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
    questions: list[AskedFor] = field(default_factory=list)
    locations: dict[int, Location] = field(default_factory=dict)
    origin: str = ""  # the folders, where there are several: ", from knowledge/content and /srv/own"

    def location(self, entry: schema.Entry) -> Location:
        """Return where ``entry`` was read."""
        return self.locations[id(entry)]

    def rows(self) -> Iterator[schema.OccupationRow]:
        """Yield every row about an occupation."""
        for section in schema.ROW_SECTIONS:
            yield from getattr(self, section)

    @property
    def summary(self) -> str:
        """What the content holds, by numbers: occupations, facts about them, entities and sources."""
        facts = sum(1 for _row in self.rows())
        counted = [
            _counted(len(self.occupations), "occupation", "occupations"),
            _counted(len(self.entities), "entity", "entities"),
            _counted(len(self.sources), "source", "sources"),
        ]
        return f"{_counted(facts, 'fact', 'facts')} about {', '.join(counted[:-1])} and {counted[-1]}"


def _counted(count: int, singular: str, plural: str) -> str:
    return f"{count:,} {singular if count == 1 else plural}"


def content_fingerprint(*folders: Path) -> str:
    """Return a hash of the content files, of the code that reads and writes them and of the sentence encoder.

    Args:
        folders: those of :func:`read_content`.

    Raises:
        EncoderError: there is no encoder, or it is damaged.
        SettingError: a folder of the operator's own cannot be used.
    """
    digest = hashlib.sha256(encoder_identity().encode())
    code = sorted(file for pattern in _CODE for file in Path(__file__).parent.glob(pattern))
    layers = [content_files(folder) for folder in folders or content_folders()]
    for files in (*layers, code):
        for file in files:
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        digest.update(b"\0")
    return digest.hexdigest()


def read_content(*folders: Path) -> Content:
    """Read and check every content file below the folders, each laid over those before it.

    Args:
        folders: by default the shipped content, then the folders of the operator's own.

    Raises:
        ContentError: with every issue found, each with file, line and fix.
        SettingError: a folder of the operator's own cannot be used.
    """
    read = folders or content_folders()
    content = Content(origin=origin_of(read))
    unreadable: list[ContentIssue] = []
    misfits: list[ContentIssue] = []
    for folder in read:
        layer, issues = _read_folder(folder)
        unreadable += issues
        misfits += [*duplicate_keys(layer), *lay_over(content, layer)]
    # Where a file cannot be read, all that refers to it would be an issue as well.
    if issues := unreadable or [*misfits, *check_content(content, read[0])]:
        raise ContentError(issues)
    return content


def origin_of(folders: Sequence[Path]) -> str:
    """Return where content of several folders is from, to stand behind its summary."""
    return f", from {' and '.join(str(display_path(one)) for one in folders)}" if len(folders) > 1 else ""


def _read_folder(folder: Path) -> tuple[Content, list[ContentIssue]]:
    """Return a folder's entries, and what is wrong with its files by themselves."""
    layer = Content()
    files = content_files(folder)
    issues = [issue for file in files for issue in _add_file(file, layer)]
    if files or phrase_files(folder):
        return layer, issues
    fix = "name a folder that holds .yml or .yaml files"
    return layer, [ContentIssue(display_path(folder), 1, "no content files here", fix)]


def _add_file(file: Path, content: Content) -> list[ContentIssue]:
    """Add a file's entries to ``content``; return what is wrong with the file by itself."""
    name = display_path(file)
    try:
        sections, tree = read_file(file, name)
    except ContentError as error:
        return error.issues
    about = sections.occupation.key if sections.occupation else sections.about
    if sections.occupation:
        content.occupations.append(sections.occupation)
        content.locations[id(sections.occupation)] = Location(name, tree["occupation"].line)
    content.questions += [
        AskedFor(row, tuple(asked), Location(name, tree["questions"].lines[row]))
        for row, asked in sections.questions.items()
    ]
    issues = []
    for section in schema.KEYED_SECTIONS:
        for index, entry in enumerate(getattr(sections, section)):
            location = Location(name, tree[section].lines[index])
            if isinstance(entry, (schema.OccupationRow, schema.Disagreement)) and not entry.occupation:
                if not about:
                    fix = "write 'about: <key>' at the top of the file, or 'occupation:' on the entry"
                    issues.append(ContentIssue(*location, f"'{entry.key}' is about no occupation", fix))
                    continue
                completed = entry.copy(update={"occupation": about})
            else:
                completed = entry
            content.locations[id(completed)] = location
            getattr(content, section).append(completed)
    return issues
