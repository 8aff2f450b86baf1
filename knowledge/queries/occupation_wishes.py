"""Wishes that hold for every occupation that is advised: pay, education, growth and kinds of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from knowledge.models import NATION
from knowledge.queries.occupation_matrix import OccupationMatrix, Vector, medians_in

FILE = Path(__file__).with_name("wishes.yml")
JUDGED = Path(__file__).with_name("judged_work.yml")
FIELDS = Path(__file__).with_name("avoided_fields.yml")
BELOW_ASSOCIATE = 3  # the highest index in EDUCATION that is no degree
ANY_SCHOOL = 7  # the highest index: who says so would study for anything
NO_DEGREE, DEGREE, GROWTH, PAY = "no_degree", "degree", "growth", "pay"
STEADY, OTHER_WORK = "steady", "other_work"  # work that does not shrink; work of another kind than one's own
UNLICENSED = "unlicensed"  # work for which one needs no licence that is lacking for one's own
LEAST_GROWTH = "least_growth"  # in percent over the projected decade
EITHER = "either"  # one of several kinds of work
# Fields that are one line of work, from which somebody leaves as a whole; the others by their minor group.
_LINES_OF_WORK = ("teaching", "nursing", "sales", "food", "police", "social_work", "law", "driving_jobs")
# Professions that are practised with a licence, by their minor groups.
_LICENSED = ("17-1", "17-2", "23-1", "25-2", "29-1")
_MINOR_GROUP = 4  # characters of a code that are those of its minor group

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Bound:
    """A bound of a rating: of the first of ``elements`` that the scale holds."""

    scale: Literal["skill", "interest", "context"]
    elements: tuple[str, ...]
    at_least: float | None
    at_most: float | None
    likely: bool = False  # whether the skills of another occupation stand for those that are not rated

    def values(self, matrix: OccupationMatrix) -> Vector | None:
        """Return the values that are bound, None where none are held."""
        return matrix.column(self.scale, *self.elements, likely=self.likely)

    def holds(self, values: Vector) -> Mask:
        """Return where the bound holds; it does not where no value is held."""
        with np.errstate(invalid="ignore"):
            above = values >= (-np.inf if self.at_least is None else self.at_least)
            below = values <= (np.inf if self.at_most is None else self.at_most)
        return np.asarray(above & below)


@dataclass(frozen=True)
class KindOfWork:
    """What wanting or refusing a kind of work means.

    ``hint``: the interest to order by where that is not held; ``hint_speaks_for``: whether a strong one is a
    hint at this kind of work, not at its opposite.
    """

    wanted: tuple[Bound, ...]
    refused: tuple[Bound, ...]
    hint: str | None
    hint_speaks_for: bool
    held: bool = True  # whether any release rates it
    thing: str = ""  # by what is near to it occupations are ordered as well, where it is wanted


@dataclass(frozen=True)
class Wish:
    """A hard wish: ``key`` is a kind of work or one of the names above; ``value``: its bound, if any.

    ``codes``: how the codes of the occupations begin that do not keep it, if it is about some; of
    ``EITHER``, the wishes of which one is to be kept.
    """

    key: str
    wanted: bool = True
    value: float = 0.0
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FitProfile:
    """What is known of a person, as the queries need it; ``actions.person.Person`` says what each is.

    Attributes:
        occupation, former, declined: O*NET-SOC codes.
        nearest: those that stand for the occupation where it is not rated.
        towards: fields, trades and activities that they say they want to work in; any of them will do.
        likes: what they like or can do.
        education, most_school: indices in ``EDUCATION``.
        avoids: keys of :func:`avoided_fields`.
        area_code: the place of pay.
        by_likeness: whether pay that would be lost and growth do not count, as for "more like this".
        either: of ``wants``, those of which one is enough: "with people or outdoors".
    """

    occupation: str = ""
    former: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    education: int | None = None
    field: str = ""
    towards: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    area_code: str = NATION
    interests: tuple[tuple[str, float], ...] = ()
    pay: float | None = None
    growth: float | None = None
    wants: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    most_school: int | None = None
    avoids: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    by_likeness: bool = False
    either: tuple[str, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is known by which occupations can be told apart."""
        return replace(self, area_code=NATION, declined=()) == FitProfile()

    def wishes(self) -> tuple[Wish, ...]:
        """Return what every occupation has to keep."""
        either = self.either if len(self.either) > 1 else ()
        found = [Wish(key) for key in self.wants if key not in (OTHER_WORK, UNLICENSED, *either)]
        found += [Wish(EITHER, codes=either)] if either else []
        if OTHER_WORK in self.wants and (left := self.occupation or "".join(self.former[-1:])):
            found.append(Wish(OTHER_WORK, codes=line_of_work(left)))
        own = (one for one in (self.occupation, *self.former) if one.startswith(_LICENSED))
        if UNLICENSED in self.wants and (groups := tuple({one[:_MINOR_GROUP]: None for one in own})):
            found.append(Wish(UNLICENSED, codes=groups))
        found += [Wish(key, wanted=False) for key in self.refuses if key != DEGREE]
        school = self._school()
        if school is not None:
            found.append(Wish(DEGREE, wanted=False, value=school))
        if self.pay is not None:
            found.append(Wish(PAY, value=self.pay))
        if self.growth is not None:
            found.append(Wish(LEAST_GROWTH, value=self.growth))
        return tuple(found)

    def _school(self) -> int | None:
        """Return the most education that an occupation may take, None for any.

        Who tells their education is shown what they can do with it, unless they say that they would study;
        who wants no more school has to tell none.
        """
        if self.most_school is not None:
            return None if self.most_school == ANY_SCHOOL else self.most_school
        if self.education is not None:
            return self.education
        return BELOW_ASSOCIATE if DEGREE in self.refuses else None


@dataclass(frozen=True)
class Pay:
    """Medians by row: in the place where one is published, else in the nation (``in_place`` says which)."""

    medians: Vector
    in_place: Mask


@cache
def kinds_of_work() -> Mapping[str, KindOfWork]:
    """Return what each kind of work means in O*NET's ratings."""
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {
        key: KindOfWork(
            tuple(map(_bound, one["wanted"])),
            tuple(map(_bound, one["refused"])),
            one.get("hint", one.get("hint_against")),
            hint_speaks_for="hint_against" not in one,
            held=one.get("held", True),
            thing=one.get("thing", ""),
        )
        for key, one in tree.items()
    }


def _bound(one: Mapping[str, Any]) -> Bound:
    named = one["element"]
    elements = (named,) if isinstance(named, str) else tuple(named)
    return Bound(one["scale"], elements, one.get("at_least"), one.get("at_most"), one.get("likely", False))


@cache
def avoided_fields() -> Mapping[str, tuple[str, ...]]:
    """Return the fields of work that somebody may not want, each with how its occupations' codes begin."""
    tree: dict[str, list[str]] = YAML(typ="safe").load(FIELDS.read_text(encoding="utf-8"))
    return {key: tuple(map(str, codes)) for key, codes in tree.items()}


def in_avoided_field(matrix: OccupationMatrix, avoids: Iterable[str]) -> Mask:
    """Return which occupations belong to one of some fields."""
    beginnings = tuple(code for key in avoids for code in avoided_fields().get(key, ()))
    return np.array([code.startswith(beginnings) for code in matrix.codes], dtype=bool)


def line_of_work(code: str) -> tuple[str, ...]:
    """Return how the codes begin of the occupations that are the same kind of work as one."""
    lines = (avoided_fields()[key] for key in _LINES_OF_WORK)
    return next((codes for codes in lines if code.startswith(codes)), (code[:_MINOR_GROUP],))


def judged(matrix: OccupationMatrix, wish: Wish) -> Mask | None:
    """Return which occupations keep a wish that no rating tells, by judgement; None where that is none."""
    beginnings = judged_work().get(wish.key)
    if not beginnings or is_held(matrix, wish):
        return None
    return np.array([code.startswith(beginnings) == wish.wanted for code in matrix.codes], dtype=bool)


@cache
def judged_work() -> Mapping[str, tuple[str, ...]]:
    """Return kinds of work that are told by judgement, each with how its occupations' codes begin."""
    tree: dict[str, list[str]] = YAML(typ="safe").load(JUDGED.read_text(encoding="utf-8"))
    return {key: tuple(map(str, codes)) for key, codes in tree.items()}


def bounds_of(wish: Wish) -> tuple[Bound, ...]:
    """Return the bounds of ratings that a wish sets; none for a wish of another sort."""
    kind = kinds_of_work().get(wish.key)
    return () if kind is None else kind.wanted if wish.wanted else kind.refused


def is_held(matrix: OccupationMatrix, wish: Wish) -> bool:
    """Return whether the base can tell of any occupation whether it keeps a wish."""
    kind = kinds_of_work().get(wish.key)
    return (kind is None or kind.held) and all(bound.values(matrix) is not None for bound in bounds_of(wish))


def pay_in(connection: Connection, matrix: OccupationMatrix, area_code: str) -> Pay:
    """Return the median pay of every occupation, in a place as far as it is published there."""
    nation = _by_row(matrix, medians_in(connection, area_code=NATION))
    if area_code == NATION:
        return Pay(nation, np.ones(len(nation), dtype=bool))
    here = _by_row(matrix, medians_in(connection, area_code=area_code))
    known = ~np.isnan(here)
    return Pay(np.where(known, here, nation), known)


def _by_row(matrix: OccupationMatrix, medians: Mapping[str, float]) -> Vector:
    return np.array([medians.get(code or "", np.nan) for code in matrix.wage_codes], dtype=np.float32)


def keeps(matrix: OccupationMatrix, pay: Pay, wish: Wish) -> Mask:
    """Return which occupations keep a wish; one of which the figure is not held does not.

    Raises:
        LookupError: the base cannot tell; see :func:`is_held`.
    """
    with np.errstate(invalid="ignore"):
        if wish.key == PAY:
            return np.asarray(pay.medians >= wish.value)
        if wish.key == LEAST_GROWTH:
            return np.asarray(matrix.growth >= wish.value)
        if wish.key == DEGREE:
            return np.asarray((matrix.education >= 0) & (matrix.education <= wish.value))
        if wish.key == NO_DEGREE:
            needs_none = matrix.education <= BELOW_ASSOCIATE
            return np.asarray((matrix.education >= 0) & (needs_none == wish.wanted))
        if wish.key == STEADY:
            return np.asarray(~np.isnan(matrix.growth) & ((matrix.growth >= 0) == wish.wanted))
        if wish.key == EITHER:
            return _either_kept(matrix, pay, wish)
        if wish.key in (OTHER_WORK, UNLICENSED):
            return np.array([not code.startswith(wish.codes) for code in matrix.codes], dtype=bool)
        if wish.key == GROWTH:
            grows = matrix.growth > matrix.average_growth
            return np.asarray(~np.isnan(matrix.growth) & (grows == wish.wanted))
    if not is_held(matrix, wish):
        raise LookupError(f"no rating of '{wish.key}' is held")
    kept = np.ones(len(matrix.codes), dtype=bool)
    for bound in bounds_of(wish):
        values = bound.values(matrix)
        if values is not None:
            kept &= bound.holds(values)
    return kept


def _either_kept(matrix: OccupationMatrix, pay: Pay, wish: Wish) -> Mask:
    kept = np.zeros(len(matrix.codes), dtype=bool)
    for one in map(Wish, wish.codes):
        by_judgement = judged(matrix, one)
        if by_judgement is not None:
            kept |= by_judgement
        elif is_held(matrix, one):
            kept |= keeps(matrix, pay, one)
    return kept if kept.any() else ~kept


def all_kept(matrix: OccupationMatrix, pay: Pay, wishes: Iterable[Wish]) -> Mask:
    """Return which occupations keep all of some wishes."""
    kept = np.ones(len(matrix.codes), dtype=bool)
    for wish in wishes:
        kept &= keeps(matrix, pay, wish)
    return kept
