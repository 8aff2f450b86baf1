"""Intents and phrases of the operator's own, from the folders of ``ADVISOR_CONTENT_DIRS``.

A topic of one's own is an intent of the same name; the file ``nlu.yml`` of a folder holds phrases for it and
further ones for the project's intents. Domain and rules follow from the topics, so nobody writes them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from knowledge.content_folder import content_files, own_folders, phrase_files
from knowledge.content_issues import ContentIssue, display_path
from knowledge.terms import normalise
from knowledge.yaml_tree import Mapping, YamlError, read_yaml

FEWEST_PHRASES = 3  # of an intent; with fewer its confidence cannot be told
FORMAT_VERSIONS = ("3.0", "3.1")  # of Rasa's training data; a file of another is passed over by Rasa
_INTENT = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*\Z")
_ANNOTATION = re.compile(r"\[[^\]]*\][({]")


@dataclass(frozen=True)
class Phrase:
    """A training phrase and where it stands."""

    text: str
    file: Path
    line: int


@dataclass(frozen=True)
class OwnTopic:
    """A topic of one's own: where it stands, and what it tells that no other source does."""

    file: Path
    line: int
    tells: tuple[str, ...]


@dataclass
class OwnIntents:
    """What own folders add to the training data."""

    topics: dict[str, OwnTopic] = field(default_factory=dict)  # by key
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)  # by intent
    files: list[Path] = field(default_factory=list)  # that hold the phrases
    issues: list[ContentIssue] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is added, so that the project's model is the right one."""
        return not self.topics and not self.files

    def fingerprint(self) -> str:
        """Return a hash of all that a training reads of it."""
        topics = [(key, topic.tells) for key, topic in sorted(self.topics.items())]
        total = hashlib.sha256(json.dumps(topics).encode())
        for file in self.files:
            total.update(hashlib.sha256(file.read_bytes()).digest())
        return total.hexdigest()


def read_own_intents(root: Path = ROOT, folders: Sequence[Path] | None = None) -> OwnIntents:
    """Return the topics and phrases of own folders, with what is wrong with them.

    Args:
        root: the project's folder, for its intents.
        folders: by default those of the setting.

    Raises:
        SettingError: a folder cannot be used.
    """
    own = OwnIntents()
    read = own_folders() if folders is None else folders
    projects = project_intents(root) if read else frozenset[str]()
    answered = shipped_topics(root) if read else frozenset[str]()
    for folder in read:
        for file in content_files(folder):
            own.topics |= {key: topic for key, topic in _topics(file) if key not in answered}
    for folder in read:
        for file in phrase_files(folder):
            own.files.append(file)
            own.issues += _read_phrases(file, own)
    own.issues += _misfits(own, projects)
    return own


@cache
def project_intents(root: Path = ROOT) -> frozenset[str]:
    """Return the intents of the project's domain."""
    files = sorted((root / "domain").rglob("*.yml")) or [root / "domain.yml"]
    found: set[str] = set()
    for file in files:
        tree = read_yaml(file.read_text(encoding="utf-8"))
        for one in (tree.get("intents") if isinstance(tree, dict) else None) or ():
            found.add(str(next(iter(one)) if isinstance(one, dict) else one))
    return frozenset(found)


@cache
def shipped_topics(root: Path = ROOT) -> frozenset[str]:
    """Return the topics of the content that the project ships."""
    files = content_files(root / "knowledge" / "content")
    return frozenset(key for file in files for key, _topic in _topics(file))


def project_phrases(root: Path = ROOT) -> dict[str, str]:
    """Return the intent of each of the project's training phrases, by its normal form."""
    found: dict[str, str] = {}
    for file in sorted((root / "data").rglob("*.yml")):
        tree = read_yaml(file.read_text(encoding="utf-8"))
        for block in (tree.get("nlu") if isinstance(tree, dict) else None) or ():
            for line in str(block.get("examples") or "").splitlines():
                found[normalise(line.strip().removeprefix("- "))] = str(block.get("intent"))
    return found


def _topics(file: Path) -> Iterator[tuple[str, OwnTopic]]:
    """Yield the topics of a content file by their keys; a file that cannot be read is reported elsewhere."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    if "topics" not in text:
        return
    try:
        tree = read_yaml(text)
    except YamlError:
        return
    for topic in (tree.get("topics") if isinstance(tree, Mapping) else None) or ():
        if isinstance(topic, Mapping) and isinstance(topic.get("key"), str):
            tells = topic.get("tells")
            told = tuple(str(one) for one in tells) if isinstance(tells, list) else ()
            yield topic["key"], OwnTopic(file, topic.line, told)


def _read_phrases(file: Path, own: OwnIntents) -> Iterator[ContentIssue]:
    """Add the phrases of a file; yield what is wrong with its form."""
    name = display_path(file)
    try:
        tree = read_yaml(file.read_text(encoding="utf-8"))
    except YamlError as error:
        yield ContentIssue(name, error.line, f"not valid YAML: {error.problem}", "fix the YAML at this line")
        return
    except (OSError, UnicodeDecodeError):
        yield ContentIssue(name, 1, "cannot be read", "make it a readable file in UTF-8")
        return
    blocks = tree.get("nlu") if isinstance(tree, Mapping) else None
    if not isinstance(blocks, list):
        yield ContentIssue(name, 1, "no phrases in this file", "begin it with 'nlu:' and a list of intents")
        return
    if str(tree.get("version", FORMAT_VERSIONS[-1])) not in FORMAT_VERSIONS:
        fix = f'write version: "{FORMAT_VERSIONS[-1]}"'
        yield ContentIssue(name, tree.lines["version"], f"Rasa does not read version {tree['version']}", fix)
    for key in set(tree) - {"nlu", "version"}:
        yield ContentIssue(name, tree.lines[key], f"'{key}' is not read from this file", "remove it")
    for place, block in enumerate(blocks):
        line = blocks.lines[place] if hasattr(blocks, "lines") else 1
        yield from _read_block(file, name, line, block, own)


def _read_block(file: Path, name: Path, line: int, block: Any, own: OwnIntents) -> Iterator[ContentIssue]:
    wanted = {"intent", "examples"}
    if not isinstance(block, Mapping) or set(block) != wanted or not isinstance(block["examples"], str):
        fix = "write 'intent: <key>' and 'examples: |' with a line '- …' for each phrase"
        yield ContentIssue(name, line, "not an intent with its phrases", fix)
        return
    phrases = own.phrases.setdefault(str(block["intent"]), [])
    for place, written in enumerate(block["examples"].splitlines(), start=block.lines["examples"] + 1):
        text = written.strip()
        if not text or text.startswith("#"):
            continue
        if not text.startswith("- "):
            yield ContentIssue(name, place, f"'{text}' is no phrase", "begin the line with '- '")
        elif _ANNOTATION.search(text):
            fix = "write the phrase as people say it: names are found by the entities of the content"
            yield ContentIssue(name, place, "a phrase with marked entities", fix)
        else:
            phrases.append(Phrase(text.removeprefix("- ").strip(), file, place))


def _misfits(own: OwnIntents, projects: frozenset[str]) -> Iterator[ContentIssue]:
    """Yield intents that lead nowhere, and names that cannot be those of intents."""
    from actions.no_answer.refusals import refusals

    for key, topic in own.topics.items():
        name = display_path(topic.file)
        if not _INTENT.match(key):
            fix = "use lower-case letters, digits and underscores"
            yield ContentIssue(name, topic.line, f"'{key}' cannot be the name of an intent", fix)
        elif key in projects and key not in refusals():
            message = f"'{key}' is already an intent of the advisor, which is no topic"
            yield ContentIssue(name, topic.line, message, "give the topic another key")
    for intent, phrases in own.phrases.items():
        if not phrases:
            continue
        first = phrases[0]
        name = display_path(first.file)
        if intent not in own.topics and intent not in projects:
            fix = f"add a topic with the key '{intent}' to a content file, or correct the name"
            yield ContentIssue(name, first.line - 1, f"there is no topic and no intent '{intent}'", fix)
        elif intent not in projects and len(phrases) < FEWEST_PHRASES:
            message = f"'{intent}' has {len(phrases)} of at least {FEWEST_PHRASES} phrases"
            yield ContentIssue(name, first.line, message, "add phrases; 20 to 50 are understood well")
