"""From what a person said of themselves to what the queries compare, and what of it they cannot use."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.about_you.directions import in_full
from actions.about_you.patterns import pattern, tree
from actions.advice.change.stand_ins import stand_ins
from actions.person import Person
from knowledge.dataset_records import Area
from knowledge.models import NATION
from knowledge.queries.fit_respects import known_things, steps_down
from knowledge.queries.occupation_matrix import occupation_matrix
from knowledge.queries.occupation_wishes import BELOW_ASSOCIATE, DEGREE, FitProfile
from knowledge.queries.occupations import get_occupation
from knowledge.queries.wages import find_areas

_MILITARY = "55-"  # how the codes of soldiers begin


@dataclass(frozen=True)
class Known:
    """What is known of a person: the profile, and the place of pay.

    Attributes:
        person: what they said.
        profile: the same, as the queries compare it.
        area: the place of pay, None for the nation.
        unknown_place: whether they named a place of which no wages are held.
    """

    person: Person
    profile: FitProfile
    area: Area | None
    unknown_place: bool


def known_of(connection: Connection, person: Person) -> Known:
    """Return what is known of a person."""
    areas = find_areas(connection, name=person.place) if person.place else []
    area = areas[0] if areas else None
    code, former = code_of(connection, person.occupation), _codes(connection, person.former)
    directions = [one for one in person.likes if pattern("direction").fullmatch(one)]
    wanted = list(dict.fromkeys((*person.towards, *directions)))
    named = {in_full(one) for one in wanted}
    liked = [one for one in person.likes if in_full(one) not in named]
    code, former = _civilian(code, former)
    last = code or "".join(former[-1:])
    if not last:
        licensed = (tree()["work_of_licences"].get(one) for one in person.licences)
        wanted += dict.fromkeys(one for one in licensed if one)
    profile = FitProfile(
        occupation=code,
        former=former,
        nearest=stand_ins(connection, code=last) if last else (),
        education=person.education,
        field=in_full(person.field),
        towards=known_things(connection, [in_full(one) for one in wanted]),
        likes=known_things(connection, [in_full(one) for one in liked]),
        skills=person.skills,
        technologies=person.technologies,
        area_code=area.code if area else NATION,
        interests=person.interests,
        pay=person.pay,
        growth=person.growth,
        wants=person.wants,
        refuses=person.refuses,
        either=person.either,
        most_school=_most_school(connection, person, last),
        avoids=person.avoids,
        declined=_codes(connection, person.declined),
    )
    return Known(person, profile, area, unknown_place=bool(person.place) and area is None)


def _civilian(code: str, former: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return somebody's work without that of soldiers, where they tell what they did there."""
    if all(one.startswith(_MILITARY) for one in (code, *former) if one):
        return code, former
    kept = tuple(one for one in former if not one.startswith(_MILITARY))
    return ("" if code.startswith(_MILITARY) else code), kept


def _most_school(connection: Connection, person: Person, work: str) -> int | None:
    """Return the most education that work may take: no more than one's own takes, where none is wanted."""
    matrix = occupation_matrix(connection)
    row = matrix.rows.get(work) if matrix else None
    if person.most_school is not None or DEGREE not in person.refuses or person.education is not None:
        return person.most_school
    own = int(matrix.education[row]) if matrix and row is not None else -1
    return own if own > BELOW_ASSOCIATE else None


def work_to_build_on(connection: Connection, person: Person) -> str:
    """Return the key of the work that a person goes on from: what took a degree rather than what does not.

    A nurse who cleans offices in a new country brings a nurse's skills along.
    """
    if not (person.occupation and person.former):
        return person.last_work
    matrix = occupation_matrix(connection)
    by_code = {code_of(connection, key): key for key in person.former}
    profile = FitProfile(occupation=code_of(connection, person.occupation), former=tuple(by_code))
    if matrix is None or not steps_down(matrix, profile):
        return person.last_work
    known = [code for code in by_code if code in matrix.rows]
    return by_code[max(known, key=lambda code: int(matrix.education[matrix.rows[code]]))]


def code_of(connection: Connection, key: str) -> str:
    """Return the O*NET-SOC code of an occupation, or the first with which it is counted; empty for none."""
    occupation = get_occupation(connection, key=key)
    if occupation is None:
        return ""
    return occupation.code or next(iter(occupation.counted_with), "")


def _codes(connection: Connection, keys: tuple[str, ...]) -> tuple[str, ...]:
    found = (code_of(connection, key) for key in keys)
    return tuple(dict.fromkeys(code for code in found if code))
