"""What is known of a person, in sentences: one for each thing that they said."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.datasets.base import dollars
from actions.formatting import joined
from actions.messages import message
from actions.person import Person
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.occupation_wishes import ANY_SCHOOL
from knowledge.queries.occupations import get_occupation
from knowledge.queries.technology_names import technology_title


def described(connection: Connection, person: Person) -> list[str]:
    """Return the sentences, such as "You work as a registered nurse"."""
    told = []
    if names := _occupations(connection, [person.occupation]):
        told.append(message("about_you.occupation", occupation=names[0]))
    if names := _occupations(connection, person.former):
        told.append(message("about_you.former", occupations=joined(names)))
    if person.years is not None:
        told.append(message("about_you.years", years=f"{person.years:g}"))
    if person.education is not None:
        told.append(message("about_you.education", education=EDUCATION[person.education]))
    told += [
        message(f"about_you.{name}", value=value)
        for name, value in (("field", person.field), ("place", person.place))
        if value
    ]
    told += [
        message(f"about_you.{name}", values=joined(list(values)))
        for name, values in (
            ("skills", person.skills),
            ("technologies", [technology_title(connection, name=one) for one in person.technologies]),
            ("likes", person.likes),
            ("interests", _strongest(person)),
        )
        if values
    ]
    if person.pay:
        told.append(message("about_you.pay", pay=dollars(person.pay)))
    for name, wishes in (("wants", person.wants), ("refuses", person.refuses)):
        if wishes:
            told.append(message(f"about_you.{name}", values=joined([wish_name(one) for one in wishes])))
    if person.most_school is not None:
        level = EDUCATION[person.most_school].lower()
        name = "any_school" if person.most_school == ANY_SCHOOL else "most_school"
        told.append(message(f"about_you.{name}", education=level))
    if person.avoids:
        values = joined([message(f"field_of_work.{one}") for one in person.avoids])
        told.append(message("about_you.avoids", values=values))
    if names := _plurals(connection, person.declined):
        told.append(message("about_you.declined", occupations=joined(names)))
    return told


def wish_name(wish: str) -> str:
    """Return a wish in words, such as "work with people"."""
    return message(f"wish.{wish}")


def _strongest(person: Person) -> list[str]:
    ordered = sorted(person.interests, key=lambda one: -one[1])
    if {score for _name, score in ordered} == {0.0, 100.0}:  # told by their names alone
        return [name for name, score in ordered if score]
    return [f"{name} {score:.0f}" for name, score in ordered]


def _occupations(connection: Connection, keys: Sequence[str]) -> list[str]:
    found = (get_occupation(connection, key=key) for key in keys)
    return [one.with_article for one in found if one]


def _plurals(connection: Connection, keys: Sequence[str]) -> list[str]:
    found = (get_occupation(connection, key=key) for key in keys)
    return [one.plural for one in found if one]
