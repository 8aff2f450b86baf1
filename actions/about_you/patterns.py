"""The words by which people tell of themselves, from ``said.yml``, as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, reduce
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("said.yml")
# What stands for a title or a place in a plain text, with a number.
OCCUPATION, PLACE = "xoccupation", "xplace"
_APOSTROPHES = re.compile("['’`]")
_PLACEHOLDERS = {"occupation": rf"(?P<occupation>{OCCUPATION}\d+)", "place": rf"(?P<place>{PLACE}\d+)"}


def plain(text: str) -> str:
    """Return a text as the expressions are written for: in small letters, without apostrophes."""
    return _APOSTROPHES.sub("", text.casefold())


@cache
def tree() -> dict[str, Any]:
    """Return the file."""
    read: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return read


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the regular expression of this name."""
    return re.compile(re.sub(r"\n\s*", "", str(tree()[name])))


@cache
def replacements(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return (regular expression, what stands for it) for each entry of a mapping, in its order."""
    return tuple((re.compile(str(written)), str(own)) for written, own in tree()[name].items())


@cache
def patterns_of(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (key, regular expression) for each key of a mapping."""
    return tuple((str(key), re.compile(str(written))) for key, written in tree()[name].items())


@cache
def subjects_left_out() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (subject, the verbs before which it may be left out), where a clause begins with one."""
    begins = r"(?:^|(?<=, )|(?<=\band )|(?<=\bbut )|(?<=\bso ))(?<!\banything but )"
    written = tree()["subject_left_out"]
    verbs_of = {str(subject): re.sub(r"\n\s*", "", str(verbs)) for subject, verbs in written.items()}
    return tuple((subject, re.compile(f"{begins}{verbs}")) for subject, verbs in verbs_of.items())


@cache
def patterns_around(role: str) -> tuple[re.Pattern[str], ...]:
    """Return the regular expressions around a title that say whose it is: ``now`` or ``former``."""
    written = (reduce(_with_placeholder, _PLACEHOLDERS, str(one)) for one in tree()["around"][role])
    return tuple(re.compile(one) for one in written)


def _with_placeholder(written: str, name: str) -> str:
    return written.replace(f"{{{name}}}", _PLACEHOLDERS[name])


@cache
def any_of(name: str) -> re.Pattern[str]:
    """Return what finds one of the phrases of a list, the longest first."""
    return phrases_pattern(tree()[name])


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the phrases of a list."""
    return frozenset(str(one) for one in tree()[name])


@cache
def phrases_of(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (key, pattern) for each key of a mapping from keys to phrases."""
    return tuple((str(key), phrases_pattern(phrases)) for key, phrases in tree()[name].items())


def phrases_pattern(phrases: Iterable[Any]) -> re.Pattern[str]:
    """Return what finds one of some phrases as whole words, the longest first."""
    ordered = sorted((str(one) for one in phrases), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(one) for one in ordered) + r")(?!\w)")
