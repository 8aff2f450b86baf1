"""Reads what a resume or a job history says of a person; nothing of age, gender, origin or health."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy.engine import Connection

from actions.advice.resume.education import degree_of, education_of
from actions.advice.resume.jobs import jobs_of, last_year, years_in
from actions.advice.resume.text import lines_of, runs, segments, words
from actions.person import Person
from knowledge.queries.technology_names import MAKERS, known_technologies
from knowledge.queries.wages import find_areas
from knowledge.terms import normalise

LONGEST_TECHNOLOGY = 4
FEWEST_WORDS = 60  # of a message that is taken for a resume …
_FEWEST_YEARS, _FEWEST_HEADINGS = 2, 3  # … if it names as many
_FEWEST_LINES = 4
_SPAN = re.compile(
    r"\b(?:19|20)\d\d ?(?:-|–|—|to|until|till) ?(?:(?:19|20)?\d\d|now|present|today|current)\b", re.I
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
# What of a person a resume adds to; of the rest what it says takes the place of what was said before.
_ADDED = frozenset({"former", "skills", "technologies"})
MOST_TECHNOLOGIES, MOST_SKILLS, MOST_FORMER = 12, 6, 5
_CITY_AND_STATE = re.compile(r"\b((?:[A-Z][A-Za-z.]+ ){0,2}[A-Z][A-Za-z.]+),\s*([A-Z]{2})\b")
_CITY_AND_NAME = re.compile(r"\b((?:[A-Z][a-z.]+ ){0,2}[A-Z][a-z.]+),\s*([A-Z][a-z]+(?: [A-Z][a-z]+)?)\b")
_LIVES = re.compile(r"\b(?:live|living|based|located|residing) in ([A-Z][a-z.]+(?: [A-Z][a-z.]+){0,2})")


def read_resume(connection: Connection, text: str, today: date | None = None) -> Person:
    """Return what a resume says: occupations, years, education, field, skills, technologies and place.

    What is not clear is left out: everyday words are no titles and no technologies, and a title of several
    occupations is none.

    Args:
        connection: to the knowledge base.
        text: of at most ``MAX_CHARACTERS``; the rest is not read.
        today: until when what goes on has gone on; the day of the call by default.
    """
    lines = lines_of(text)
    now = today or date.today()
    jobs = jobs_of(connection, lines, now)
    keys = list(dict.fromkeys(job.key for job in reversed(jobs)))  # the newest first
    goes_on = not jobs or jobs[-1].end >= last_year(lines, now)
    education, field = education_of(lines)
    of_work = [line for line in lines if degree_of(line) is None]
    return Person(
        occupation=keys[0] if keys and goes_on else "",
        former=tuple(reversed(keys[goes_on : MOST_FORMER + 1])),
        years=years_in(jobs, keys[0] if keys else "", lines),
        education=education,
        field=field,
        skills=_skills(of_work),
        technologies=_technologies(connection, of_work),
        place=_place(connection, lines),
    )


def is_resume(text: str) -> bool:
    """Return whether a message is a resume, or holds one: long, and with years or the headings of one.

    A short one has its jobs in lines of their own, each with the years from and to.
    """
    found = normalise(text).split()
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) >= _FEWEST_LINES and sum(bool(_SPAN.search(line)) for line in lines) >= _FEWEST_YEARS:
        return True
    if len(found) < FEWEST_WORDS:
        return False
    years = len(_YEARS.findall(text))
    headings = set(found) & words().lists["headings"]
    return years >= _FEWEST_YEARS or len(headings) >= _FEWEST_HEADINGS


def merged(person: Person, read: Person) -> Person:
    """Return a person with what a resume says of them; a wish that was said stays."""
    changed: dict[str, Any] = {}
    for one in fields(Person):
        said = getattr(read, one.name)
        if one.name in _ADDED:
            changed[one.name] = tuple(dict.fromkeys((*getattr(person, one.name), *said)))
        elif said not in ("", None, ()):
            changed[one.name] = said
    return replace(person, **changed)


def _skills(lines: Sequence[str]) -> tuple[str, ...]:
    """Return O*NET's skills that the text names, those named most often first.

    A name of one word, such as "writing", only counts as an item of a list.
    """
    counts: Counter[str] = Counter()
    for line in lines:
        text, items = f" {normalise(line)} ", {normalise(part) for part in segments(line)}
        for name, phrases in words().skills.items():
            own, *others = phrases
            anywhere = sum(text.count(f" {phrase} ") for phrase in others if phrase != own)
            counts[name] += anywhere + (own in items if " " not in own else text.count(f" {own} "))
    return tuple(name for name, count in counts.most_common(MOST_SKILLS) if count)


def _technologies(connection: Connection, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the technologies that the text names, in its order."""
    candidates = [(line, run) for line in lines for run in _capitalised_runs(line)]
    known = known_technologies(connection, names={normalise(run) for _line, run in candidates})
    found: dict[str, None] = {}
    for line in lines:
        named = [run for run in _capitalised_runs(line) if normalise(run) in known]
        whole = {part for part in segments(line) if normalise(part) in known}
        listed = len(whole) > 1
        taken: list[str] = []
        for run in sorted(named, key=lambda one: -len(one.split())):
            inside = any(run in one for one in taken)
            if not inside and (_is_sure(run) or (listed and run in whole) or _is_opened(line, run)):
                taken.append(run)
        found |= dict.fromkeys(normalise(run) for run in named if run in taken)
    # "Microsoft Excel" beside "Excel" is the same.
    by_name = {_without_maker(name): name for name in reversed(found)}
    return tuple(name for name in found if by_name[_without_maker(name)] == name)[:MOST_TECHNOLOGIES]


def _without_maker(name: str) -> str:
    first, _space, rest = name.partition(" ")
    return rest if rest and first in MAKERS else name


def _capitalised_runs(line: str) -> list[str]:
    """Return the runs of words of which each begins with a capital or holds more than small letters."""
    if line.isupper():  # a heading: its capitals say nothing
        return []
    runs_found: list[str] = []
    for part in segments(line):
        tokens = part.split()
        runs_found += [
            " ".join(tokens[start:end]).strip(".")
            for start, end in runs(tokens, LONGEST_TECHNOLOGY)
            if all(not token.islower() for token in tokens[start:end])
        ]
    return list(dict.fromkeys(runs_found))


def _is_sure(run: str) -> bool:
    """Return whether a name is written as no everyday word is: "AutoCAD", "SQL", "Google Analytics"."""
    return len(run.split()) > 1 or (len(run) > 1 and run[1:] != run[1:].lower()) or not run.isalpha()


def _is_opened(line: str, run: str) -> bool:
    """Return whether what stands before a name says that it is used: "with Excel"."""
    before = normalise(line.partition(run)[0]).split()
    openings = {" ".join(before[-count:]) for count in (1, 2)}
    return bool(openings & words().lists["opens_technology"]) and len(run) > 1


def _place(connection: Connection, lines: Sequence[str]) -> str:
    """Return the first place that is named as a city with its state, or as where the person lives."""
    for line in lines:
        for city, state in (*_CITY_AND_STATE.findall(line), *_CITY_AND_NAME.findall(line)):
            if name := _city_or_state(connection, city.split(), state):
                return name
        if (found := _LIVES.search(line)) and find_areas(connection, name=found[1]):
            return found[1]
    return ""


def _city_or_state(connection: Connection, city: Sequence[str], state: str) -> str:
    """Return a city with its state, else the state; empty where there is no such state."""
    states = [area for area in find_areas(connection, name=state) if area.kind == "state"]
    if not states:
        return ""
    for first in range(len(city)):  # "Acme Corp Denver, CO"
        name = f"{' '.join(city[first:])}, {states[0].state}"
        if find_areas(connection, name=name):
            return name
    return states[0].name
