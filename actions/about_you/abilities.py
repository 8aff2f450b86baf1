"""What somebody says that they can do, use or like: skills, technologies and likes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you import details, wishes
from actions.about_you.kept import trimmed
from actions.about_you.patterns import OCCUPATION, PLACE, any_of, pattern, words_of
from actions.about_you.told import Clause, Told
from actions.person import Person, added
from knowledge.queries.everyday_work import occupation_code_of_work
from knowledge.queries.technology_names import known_technology
from knowledge.terms import normalise
from knowledge.work_forms import work_form


def with_abilities(connection: Connection, told: Told, clause: Clause, person: Person) -> Person:
    """Return a person with what a clause says that they can do, use or like."""
    text = clause.text
    in_words = set(details.items_after("able_in_words", text))
    own = (one["item"] for one in pattern("ability_of").finditer(text))
    skills, technologies = _held_by_name(text), list[str]()
    likes = list(details.likes_in(told.with_work_as_typed(text)))
    subjects = set(details.items_after("has_to_do_with", text))
    likes += [one for one in subjects if details.may_be_liked(one) and OCCUPATION not in one]
    for placed in dict.fromkeys((*details.items_after("able", text), *own, *in_words)):
        item = told.as_typed(placed)
        if OCCUPATION in placed and OCCUPATION not in (done := told.with_work_as_typed(placed)):
            likes += [done] if details.may_be_liked(done) else []  # "I can weld"
            continue
        if (OCCUPATION in placed or PLACE in placed) and item not in words_of("languages"):
            continue  # "compare me with nurses"
        if placed in subjects:
            continue  # "that has to do with building"
        found = details.skills_in(item)
        everyday = item in words_of("everyday_technologies") and item not in told.names
        name = known_technology(connection, names=(normalise(item),))
        if name and not (found and everyday):
            technologies.append(name)
            continue
        skills += found
        if occupation_code_of_work(connection, work=work_form(item)):
            likes.append(item)  # "I can weld and drive a forklift"
            continue
        in_own_words = not found or any_of("asks_with").search(text)
        if placed in in_words and details.may_be_liked(item) and in_own_words:
            likes.append(item)
    if not (clause.asks or any_of("asks_for_pay").search(text)):  # "pay and outlook?"
        technologies += _listed(connection, told, text)
        technologies += _told_of(connection, told, text)
        likes += details.traits(text)
    skills += details.skills_by_adjective(text)
    kept = dict.fromkeys(trimmed(one) for one in likes)
    person = without_abilities(told, text, person)
    return replace(
        person,
        skills=added(person.skills, skills),
        technologies=added(person.technologies, technologies),
        likes=added(person.likes, [one for one in kept if one and not wishes.is_wish(one)]),
    )


def _held_by_name(text: str) -> list[str]:
    """Return the skills that somebody says to have by their names: "so I have the repairing"."""
    held = (one for item in details.items_after("has_skill", text) for one in details.skills_named(item))
    return list(dict.fromkeys(held))


def without_abilities(told: Told, text: str, person: Person) -> Person:
    """Take away what somebody says not to know: "I don't know Python"."""
    lost = {normalise(told.as_typed(item)) for item in details.items_after("unable", text)}
    lost |= {skill for item in lost for skill in details.skills_in(item)}
    return replace(
        person,
        skills=tuple(one for one in person.skills if one not in lost),
        technologies=tuple(one for one in person.technologies if one not in lost),
        likes=tuple(one for one in person.likes if one not in lost),
        towards=tuple(one for one in person.towards if one not in lost),
    )


def _listed(connection: Connection, told: Told, text: str) -> Iterator[str]:
    """Yield the technologies of a bare list, "AutoCAD and Revit"; an everyday word counts as a name alone."""
    for item in details.items_of(text):
        words = item.split()
        if pattern("not_known").search(item):
            continue  # "no SQL no SAS"
        for one in (item, *(words if 2 * len(told.tools.intersection(words)) >= len(words) > 1 else ())):
            may_be = one in told.names or one not in words_of("everyday_technologies")
            may_be = may_be and one not in words_of("no_technologies")
            if may_be and (name := known_technology(connection, names=(normalise(one),))):
                yield name


def _told_of(connection: Connection, told: Told, text: str) -> Iterator[str]:
    """Yield the technologies that a clause writes as names, unless it says that they are not known.

    No verb has to introduce them: "SAP I picked up on the job".
    """
    if pattern("not_known").search(text):
        return
    words = re.findall(r"[\w+#.]*[\w+#]", text)
    for length in (3, 2, 1):
        for place in range(len(words) - length + 1):
            name = " ".join(words[place : place + length])
            if name not in told.names or name in words_of("no_technologies"):
                continue
            everyday = name in words_of("everyday_technologies") or name in told.openings
            if not everyday and (found := known_technology(connection, names=(normalise(name),))):
                words[place : place + length] = [""] * length  # "Power BI" holds "Power", too
                yield found
