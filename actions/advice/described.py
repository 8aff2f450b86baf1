"""What is known of a person, in sentences: one for each thing that they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy.engine import Connection

from actions.about_you.details import TOLD_SCORES
from actions.datasets.base import dollars, percent
from actions.formatting import joined
from actions.messages import message
from actions.person import Person
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.occupation_wishes import ANY_SCHOOL
from knowledge.queries.occupations import get_occupation
from knowledge.queries.technology_names import technology_title

About = Literal["about_you", "about_other"]
_STATE_CODE = 2  # letters


def described(connection: Connection, person: Person, *, about: About = "about_you") -> list[str]:
    """Return the sentences, such as "You work as a registered nurse"; of somebody else, "They work …"."""
    told = []
    if names := _occupations(connection, [person.occupation]):
        told.append(_sentence(about, "occupation", occupation=names[0]))
    if names := _occupations(connection, person.former):
        told.append(_sentence(about, "former", occupations=joined(names)))
    if person.years is not None:
        told.append(_sentence(about, "years", years=f"{person.years:g}"))
    if person.education is not None:
        told.append(
            _sentence(
                about, "studying" if person.studying else "education", education=EDUCATION[person.education]
            )
        )
    told += [
        _sentence(about, name, value=value)
        for name, value in (("field", person.field), ("place", _as_name(person.place)))
        if value
    ]
    told += [
        _sentence(about, name, values=joined(list(values)))
        for name, values in (
            ("skills", person.skills),
            ("technologies", [technology_title(connection, name=one) for one in person.technologies]),
            ("licences", person.licences),
            ("likes", person.likes),
            ("towards", person.towards),
            ("interests", _strongest(person)),
        )
        if values
    ]
    if person.pay:
        told.append(_sentence(about, "pay", pay=dollars(person.pay)))
    if person.growth is not None:
        told.append(_sentence(about, "growth", growth=percent(person.growth)))
    for name, wishes in (("wants", person.wants), ("refuses", person.refuses)):
        if wishes:
            told.append(_sentence(about, name, values=joined([wish_name(one) for one in wishes])))
    if person.most_school is not None:
        level = EDUCATION[person.most_school].lower()
        name = "any_school" if person.most_school == ANY_SCHOOL else "most_school"
        told.append(_sentence(about, name, education=level))
    if person.avoids:
        values = joined([message(f"field_of_work.{one}") for one in person.avoids])
        told.append(_sentence(about, "avoids", values=values))
    if names := _plurals(connection, person.declined):
        told.append(_sentence(about, "declined", occupations=joined(names)))
    return told


def _sentence(about: About, name: str, **values: str) -> str:
    if about == "about_other":
        return message(f"about_other.{name}", **values)
    return message(f"about_you.{name}", **values)


def _as_name(place: str) -> str:
    """Return a place as names are written: "Albany NY" for "albany ny"."""
    if not (place.islower() or place.isupper()):
        return place
    first, *rest = place.split()
    return " ".join([first.capitalize(), *(_part_of_name(one) for one in rest)])


def _part_of_name(word: str) -> str:
    return word.upper() if len(word) == _STATE_CODE else word.capitalize()


def wish_name(wish: str) -> str:
    """Return a wish in words, such as "work with people"."""
    return message(f"wish.{wish}")


def _strongest(person: Person) -> list[str]:
    ordered = sorted(person.interests, key=lambda one: -one[1])
    told = tuple(score for _name, score in ordered if score)
    if told == TOLD_SCORES[: len(told)]:  # by their names alone
        return [name for name, score in ordered if score]
    return [f"{name} {score:.0f}" for name, score in ordered]


def _occupations(connection: Connection, keys: Sequence[str]) -> list[str]:
    found = (get_occupation(connection, key=key) for key in keys)
    return [one.with_article for one in found if one]


def _plurals(connection: Connection, keys: Sequence[str]) -> list[str]:
    found = (get_occupation(connection, key=key) for key in keys)
    return [one.plural for one in found if one]
