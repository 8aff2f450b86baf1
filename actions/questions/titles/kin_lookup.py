"""Looks up the occupation beside another one of which but a part of the title is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from knowledge.queries.onet import related
from knowledge.queries.titles import KINDS, resolve_title
from knowledge.records import Occupation
from knowledge.terms import normalise, singulars, title_forms

OWN = ("everyday", "occupation")  # kinds of titles that stand by themselves: "and judges?"
SHARED_LETTERS = 4  # with which words of two titles begin that belong together: dental, dentist
LONGEST_WHOSE = 3  # words of whose assistant or manager somebody is
_OF = re.compile(r"\b(\w+) (?:of|for|in|at|to) (?:(?:a|an|the|their|your|our) )?((?:\w+ ?)+)$")


class KinTitle(NamedTuple):
    """A title or a code, and the words that it was said in."""

    value: str
    typed: str


def titled(connection: Connection, title: str, kinds: tuple[str, ...]) -> str | None:
    """Return the code of the occupation that clearly bears a title of these kinds; None without one."""
    resolved = resolve_title(connection, title=title, listed=True)
    if not resolved.clear:
        return None
    found = resolved.matches[0]
    return found.code if found.kind in kinds and normalise(found.title) in title_forms(title) else None


def kin_of(connection: Connection, word: str, last: Occupation) -> str | None:
    """Return what the last word of a title means beside an occupation, as a title or a code.

    "Assistant" beside physical therapists is a physical therapist assistant, "technician" beside surveyors
    one of surveying, which is related to it.
    """
    for base in _bases(last):
        code = titled(connection, f"{base} {word}", OWN)
        if code is not None and code != last.code:
            return f"{base} {word}"
    if titled(connection, word, OWN):
        return None
    heads = set(title_forms(word))
    near = [
        one
        for one in related(connection, code=last.code or "")
        if heads & set(singulars(normalise(one.plural).split()[-1]))
    ]
    alike = [one for one in near if _share_beginning(normalise(one.plural), normalise(last.name))]
    return alike[0].code if alike else None


def other_by_modifier(connection: Connection, modifier: str, last: Occupation) -> str | None:
    """Return the title that other words make with the last one of an occupation: "or high school?".

    Else the only related occupation whose name begins so: "avionics", beside aircraft mechanics.
    """
    title = f"{modifier} {normalise(last.name).split()[-1]}"
    code = titled(connection, title, OWN)
    if code is not None:
        return title if code != last.code else None
    if titled(connection, modifier, OWN):
        return None  # "plumber", beside electricians, is no plumber's helper
    near = [
        one.code
        for one in related(connection, code=last.code or "")
        if normalise(one.plural).startswith(f"{modifier} ")
    ]
    return near[0] if len(near) == 1 else None


def title_of_whose(
    connection: Connection, text: str, last: Occupation | None, *, head: str = ""
) -> KinTitle | None:
    """Return the title that a message tells as "the assistant of the PT" or "managers of a casino".

    Args:
        connection: to the knowledge base.
        text: of the message.
        last: the occupation that is talked about; None where a title has to be told in full.
        head: the title before "of", such as "manager"; empty for any.
    """
    words = [one for one in normalise(text).split() if one not in phrases("after_a_title")]
    found = _OF.search(" ".join(words))
    if not found or (head and found[1] != head):
        return None
    word, whose = found[1], " ".join(found[2].split()[:LONGEST_WHOSE])
    typed = f"{word} {whose}"
    if last and (whose in phrases("one_of_them") or titled(connection, whose, KINDS) == last.code):
        kin = kin_of(connection, word, last)
        return KinTitle(kin, typed) if kin else None
    told = (f"{name} {word}" for name in singulars(whose))
    return next((KinTitle(title, typed) for title in told if titled(connection, title, OWN)), None)


def _bases(last: Occupation) -> Iterator[str]:
    """Yield the words of an occupation's name that another title may begin with, the most first."""
    words = normalise(last.name).split()
    yield " ".join(words)
    yield from (" ".join(words[at:]) for at in range(1, len(words)))
    if words[1:]:
        yield " ".join(words[:-1])


def _share_beginning(title: str, other: str) -> bool:
    """Return whether two titles share a word, be it in another form: "dental" and "dentist"."""
    beginnings = {word[:SHARED_LETTERS] for word in other.split() if len(word) >= SHARED_LETTERS}
    return any(word[:SHARED_LETTERS] in beginnings for word in title.split()[:-1])
