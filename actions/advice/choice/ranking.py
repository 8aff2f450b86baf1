"""Orders occupations for a person: by what is asked, else by how well they fit what was told."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy.engine import Connection

from actions.about_you.details import HIGH_SCHOOL
from actions.advice.change.reader import Change, own_occupation
from actions.advice.change.sides import Sides, read_sides
from actions.advice.choice.asked import Criterion
from actions.advice.fit.order import fits_of, what_it_takes
from actions.advice.fit.profile import Known, known_of
from actions.questions.question import Question
from knowledge.queries.occupation_fit import Fit
from knowledge.queries.occupation_matrix import OccupationMatrix, occupation_matrix
from knowledge.queries.occupation_wishes import judged_work
from knowledge.queries.occupations import get_occupation
from knowledge.queries.transitions import Transition, transition
from knowledge.records import Occupation

# What O*NET rates that comes near to pressure: deciding, answering for people, and dealing with them.
PRESSURE = (
    "Judgment and Decision Making",
    "Management of Personnel Resources",
    "Coordination",
    "Negotiation",
    "Service Orientation",
    "Social Perceptiveness",
)
_LIFTING = "lifting"  # the kind of work, told by judgement


@dataclass(frozen=True)
class Option:
    """An occupation to choose, with what the data hold of it for a person.

    Attributes:
        typed: what it was called by; empty where it was shown.
        occupation: itself.
        fit: how it fits what was told.
        sides: it beside the person's own work; None where that is not told.
        step: how far it is from that.
        takes: school, experience and training on the job, as indices; None where they are not known.
        pressure: the mean importance of what comes near to it (1 to 5).
        heavy: whether it is heavy work, by judgement.
    """

    typed: str
    occupation: Occupation
    fit: Fit
    sides: Sides | None
    step: Transition | None
    takes: tuple[int, int, int] | None
    pressure: float | None
    heavy: bool

    @property
    def plural(self) -> str:
        """What the people in it are called."""
        return self.occupation.plural

    def beyond(self, held: int | None) -> int:
        """Return by how many levels of school it is above what somebody has."""
        return max(0, self.takes[0] - held) if self.takes and held is not None else 0


@dataclass(frozen=True)
class Chooser:
    """Whom the options are weighed for: what is known, the own work, the school that is held.

    ``told``: whether the school is told; else it is what their work takes, and a high school diploma.
    """

    known: Known
    own: Occupation | None
    held: int | None
    told: bool


def weighed_for(connection: Connection, question: Question, named: Collection[str]) -> Chooser:
    """Return for whom a question weighs; the school that their work takes stands for one that is not told.

    ``named``: how a message calls what is weighed, so that to be named speaks for none of it.
    """
    person, place = question.person, question.place
    if named:
        likes = tuple(one for one in person.likes if not any(name.casefold() in one for name in named))
        person = replace(person, towards=(), likes=likes)
    if place is not None and place.typed.casefold() != "me":  # "so for ME" names no state
        person = replace(person, place=place.typed)
    known, own = known_of(connection, person), own_occupation(connection, question)
    held = person.education
    if held is None and own is not None:
        fits = fits_of(connection, known, [own.key])
        held = max(HIGH_SCHOOL, fits[0].education or 0) if fits else None
    return Chooser(known, own, held, told=person.education is not None)


def option_of(
    connection: Connection, question: Question, chooser: Chooser, key: str, typed: str
) -> Option | None:
    """Return what is held of an occupation; None where it cannot be weighed."""
    occupation, fits = get_occupation(connection, key=key), fits_of(connection, chooser.known, [key])
    if occupation is None or not fits:
        return None
    fit = fits[0]
    sides = read_sides(connection, question, Change(chooser.own, occupation)) if chooser.own else None
    step = (
        transition(connection, source=sides.source.code, target=sides.target.code)
        if sides and sides.source
        else None
    )
    matrix = occupation_matrix(connection)
    return Option(
        typed,
        occupation,
        fit,
        sides if sides and sides.source else None,
        step,
        what_it_takes(connection, fit),
        _pressure(matrix, fit.code) if matrix else None,
        fit.code.startswith(judged_work().get(_LIFTING, ())),
    )


def _pressure(matrix: OccupationMatrix, code: str) -> float | None:
    columns = [column for one in PRESSURE if (column := matrix.column("skill", one)) is not None]
    row = matrix.rows.get(code)
    if row is None or not columns:
        return None
    value = float(np.mean([column[row] for column in columns]))
    return None if math.isnan(value) else value


def ordered(options: Sequence[Option], criteria: Sequence[Criterion], chooser: Chooser) -> list[Option]:
    """Return options by some criteria together, the best first; of equal ones that of the first criterion.

    The places in the order of each criterion are added up (Borda).
    """
    orders = [by(options, one, chooser) for one in criteria]
    return sorted(options, key=lambda one: (sum(each.index(one) for each in orders), orders[0].index(one)))


def by(options: Sequence[Option], criterion: Criterion, chooser: Chooser) -> list[Option]:
    """Return options in the order of a criterion, the best first."""
    return sorted(options, key=lambda one: _KEYS[criterion](one, chooser))


def _by_fit(one: Option, chooser: Chooser) -> tuple[float, ...]:
    if chooser.known.profile.says_nothing:
        return _by_ease(one, chooser)
    return (len(one.fit.broken), one.fit.position or math.inf, *_by_ease(one, chooser))


def _by_nearness(one: Option, chooser: Chooser) -> tuple[float, ...]:
    if one.step is None:
        return (math.inf, *_by_effort(one, chooser))
    return (-one.step.score, *_by_effort(one, chooser))


def _by_ease(one: Option, chooser: Chooser) -> tuple[float, ...]:
    """Order by the school that is missing, then by what carries over, else by what it takes to enter."""
    score = -one.step.score if one.step else 0.0
    return (one.beyond(chooser.held), score, *_by_effort(one, chooser))


def _by_effort(one: Option, chooser: Chooser) -> tuple[float, ...]:
    if one.takes is None:
        return (math.inf,)
    return (one.beyond(chooser.held), *one.takes)


def _by_calm(one: Option, _chooser: Chooser) -> tuple[float, ...]:
    return (math.inf if one.pressure is None else one.pressure,)


def _by_body(one: Option, chooser: Chooser) -> tuple[float, ...]:
    return (one.heavy, *_by_fit(one, chooser))


def _by_pay(one: Option, _chooser: Chooser) -> tuple[float, ...]:
    return (-(one.fit.median or 0.0),)


def _by_growth(one: Option, _chooser: Chooser) -> tuple[float, ...]:
    return (math.inf if one.fit.growth is None else -one.fit.growth,)


_KEYS: dict[Criterion, Callable[[Option, Chooser], tuple[float, ...]]] = {
    "fit": _by_fit,
    "near": _by_nearness,
    "easy": _by_ease,
    "quick": _by_effort,
    "calm": _by_calm,
    "body": _by_body,
    "pay": _by_pay,
    "growth": _by_growth,
}
