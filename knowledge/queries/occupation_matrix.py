"""What is compared of all occupations at once, as matrices that are read once for an import.

An occupation is a row of every matrix, in the order of the codes; a value that is not held is NaN.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import and_, bindparam, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from knowledge.models import (
    ALL_INDUSTRIES,
    ALL_OCCUPATIONS,
    onet_occupation,
    onet_rating,
    onet_related,
    onet_technology,
    projection,
    wage,
)
from knowledge.queries.dataset_rows import ONET, PROJECTIONS, RELEASE, WAGES, dataset_import, of_dataset
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.occupation_profiles import occupation_profiles
from knowledge.queries.occupation_search import EDUCATION, MEDIAN
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read
from knowledge.queries.technology_names import technologies_called

CACHE_BYTES = 24_000_000  # an import of ten thousand occupations, or a dozen of a thousand
MEDIANS_BYTES = 2_000_000  # some two hundred places
INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
_NO_EDUCATION = -1
_TEXT_BYTES = 200  # of the texts of an occupation

Vector = NDArray[np.float32]

_OCCUPATIONS = (
    select(
        *(onet_occupation.c[name] for name in ("code", "name", "plural", "wage_code")),
        projection.c.change_percent,
        projection.c.openings_a_year,
        projection.c.education,
    )
    .select_from(
        onet_occupation.join(projection, onet_occupation.c.projection_code == projection.c.code, isouter=True)
    )
    # What is left over in a group is no occupation to advise.
    .where(onet_occupation.c.title.notlike("%All Other"))
    .order_by(onet_occupation.c.code)
)
_RATINGS = select(
    *(onet_rating.c[name] for name in ("occupation_code", "scale", "element", "value", "level"))
).where(onet_rating.c.scale.in_(("skill", "interest")), of_dataset(onet_rating, ONET))
_CONTEXT = select(onet_rating.c.occupation_code, onet_rating.c.element, onet_rating.c.value).where(
    onet_rating.c.scale.in_(("context", "ability")), of_dataset(onet_rating, RELEASE)
)
_RELATED = select(onet_related.c.occupation_code, onet_related.c.related_code, onet_related.c.rank)
_ALL = select(projection.c.change_percent).where(projection.c.code == ALL_OCCUPATIONS)
_MEDIANS = select(wage.c.code, MEDIAN.label("median")).where(
    and_(wage.c.area_code == bindparam("area"), wage.c.industry_code == ALL_INDUSTRIES)
)
_USERS = (
    select(onet_technology.c.occupation_code)
    .where(one_of(onet_technology.c.normalised, "names"), of_dataset(onet_technology, ONET))
    .distinct()
)
_ASKED_FOR = _USERS.where(onet_technology.c.in_demand)


@dataclass(frozen=True)
class OccupationMatrix:
    """All occupations, each a row.

    Attributes:
        codes: O*NET-SOC codes in order; ``rows``: the row of each.
        names, plurals: what people call them.
        wage_codes: under which BLS publishes their wages, None for none.
        skills: O*NET's names of skills, the columns of ``importance`` (1 to 5) and ``level`` (0 to 7).
        likely: the same importance, where none is rated that of the nearest occupation that is.
        interests: columns as :data:`INTERESTS`, 1 to 7.
        context: by O*NET's name of a work context or an ability, 1 to 5; none without a full release.
        related: by row the rank, 1 for the nearest, of each related occupation by its row.
        growth: projected, in per cent; ``average_growth``: of all occupations together.
        openings: a year, in persons.
        education: the typical entry education as an index in ``EDUCATION``; below 0 where it is not known.
    """

    codes: tuple[str, ...]
    rows: dict[str, int]
    names: tuple[str, ...]
    plurals: tuple[str, ...]
    wage_codes: tuple[str | None, ...]
    skills: tuple[str, ...]
    importance: Vector
    likely: Vector
    level: Vector
    interests: Vector
    context: dict[str, Vector]
    related: tuple[dict[int, int], ...]
    growth: Vector
    average_growth: float
    openings: Vector
    education: NDArray[np.int8]

    @property
    def size(self) -> int:
        """The approximate size in bytes."""
        rated = (self.importance, self.likely, self.level, self.interests)
        matrices = (*rated, self.growth, self.openings, self.education)
        context = sum(one.nbytes for one in self.context.values())
        related = sum(64 * len(one) for one in self.related)
        return sum(one.nbytes for one in matrices) + context + related + _TEXT_BYTES * len(self.codes)

    @cached_property
    def rated(self) -> NDArray[np.bool_]:
        """Which occupations O*NET rates, so that they can be compared."""
        return np.asarray(~np.isnan(self.interests).all(axis=1))

    def has_own_wages(self, row: int) -> bool:
        """Return whether BLS publishes wages of just this occupation."""
        return self.codes[row] == f"{self.wage_codes[row]}.00"

    def column(self, scale: str, *elements: str, likely: bool = False) -> Vector | None:
        """Return the values of the first of some elements that a scale holds, None where it holds none.

        ``likely``: whether the skills of other occupations stand for those that O*NET does not rate.
        """
        if scale == "context":
            return next((self.context[one] for one in elements if one in self.context), None)
        rated = self.likely if likely else self.importance
        names, matrix = (self.skills, rated) if scale == "skill" else (INTERESTS, self.interests)
        held = [one for one in elements if one in names]
        return matrix[:, names.index(held[0])] if held else None


@dataclass(frozen=True)
class _Medians:
    by_code: dict[str, float]

    @property
    def size(self) -> int:
        return 150 * len(self.by_code)


_matrices: IndexCache[OccupationMatrix] = IndexCache(CACHE_BYTES)
_medians: IndexCache[_Medians] = IndexCache(MEDIANS_BYTES)


def occupation_matrix(connection: Connection) -> OccupationMatrix | None:
    """Return the matrices of all occupations, None where the dataset is not loaded."""
    imports = [dataset_import(connection, key=key) for key in (ONET, PROJECTIONS, RELEASE)]
    if imports[0] is None:
        return None
    key = " ".join(str(one) for one in imports)
    matrix = _matrices.get(key)
    if matrix is None:
        matrix = _read(connection)
        _matrices.put(key, matrix)
    return matrix


def medians_in(connection: Connection, *, area_code: str) -> dict[str, float]:
    """Return the median pay by the year of an area by SOC code; the top code stands for what is above it."""
    imported = dataset_import(connection, key=WAGES)
    if imported is None:
        return {}
    key = f"{imported} {area_code}"
    found = _medians.get(key)
    if found is None:
        rows = read(connection, _MEDIANS, area=area_code)
        found = _Medians({row.code: float(row.median) for row in rows if row.median is not None})
        _medians.put(key, found)
    return found.by_code


@cached_query
def occupations_that_use(connection: Connection, *, technology: str) -> frozenset[str]:
    """Return the codes of the occupations that use a technology, as people call it in normal form."""
    names = technologies_called(connection, name=technology)
    return frozenset(row.occupation_code for row in read(connection, _USERS, names=list(names)))


def occupations_that_ask_for(connection: Connection, *, technology: str) -> frozenset[str]:
    """Return the codes of the occupations whose employers often ask for a technology: "in demand"."""
    names = technologies_called(connection, name=technology)
    return frozenset(row.occupation_code for row in read(connection, _ASKED_FOR, names=list(names)))


def _read(connection: Connection) -> OccupationMatrix:
    found = read(connection, _OCCUPATIONS)
    codes = tuple(row.code for row in found)
    rows = {code: place for place, code in enumerate(codes)}
    ratings = [row for row in read(connection, _RATINGS) if row.occupation_code in rows]
    skills = tuple(sorted({row.element for row in ratings if row.scale == "skill"}))
    importance, level, interests = (
        np.full((len(codes), width), np.nan, dtype=np.float32)
        for width in (len(skills), len(skills), len(INTERESTS))
    )
    columns = {name: place for place, name in enumerate((*skills, *INTERESTS))}
    for row in ratings:
        place, column = rows[row.occupation_code], columns[row.element]
        if row.scale == "interest":
            interests[place, column - len(skills)] = row.value
        else:
            importance[place, column] = row.value
            level[place, column] = np.nan if row.level is None else row.level
    average = connection.execute(_ALL).scalar()
    return OccupationMatrix(
        codes=codes,
        rows=rows,
        names=tuple(row.name for row in found),
        plurals=tuple(row.plural for row in found),
        wage_codes=tuple(row.wage_code for row in found),
        skills=skills,
        importance=importance,
        likely=_likely(connection, codes, importance),
        level=level,
        interests=interests,
        context=_context(read(connection, _CONTEXT), rows),
        related=_related(read(connection, _RELATED), rows),
        growth=_numbers(row.change_percent for row in found),
        average_growth=float("nan") if average is None else float(average),
        openings=_numbers(row.openings_a_year for row in found),
        education=np.array(
            [EDUCATION.index(row.education) if row.education else _NO_EDUCATION for row in found], np.int8
        ),
    )


def _likely(connection: Connection, codes: tuple[str, ...], importance: Vector) -> Vector:
    """Return the importance of skills, where none is rated that of the occupation that stands for it."""
    profiles, likely = occupation_profiles(connection), importance.copy()
    if profiles is None:
        return likely
    for row in np.flatnonzero(np.isnan(importance).all(axis=1)):
        place = profiles.rows.get(codes[row], -1)
        if place >= 0 and profiles.rated_as[place] >= 0:
            likely[row] = profiles.importance[profiles.rated_as[place]]
    return likely


def _numbers(values: Iterable[float | None]) -> Vector:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float32)


def _context(found: list[SqlRow], rows: dict[str, int]) -> dict[str, Vector]:
    context: dict[str, Vector] = {}
    for row in found:
        if row.occupation_code in rows:
            empty = np.full(len(rows), np.nan, dtype=np.float32)
            context.setdefault(row.element, empty)[rows[row.occupation_code]] = row.value
    return context


def _related(found: list[SqlRow], rows: dict[str, int]) -> tuple[dict[int, int], ...]:
    related: tuple[dict[int, int], ...] = tuple({} for _row in rows)
    for row in found:
        if row.occupation_code in rows and row.related_code in rows:
            related[rows[row.occupation_code]][rows[row.related_code]] = row.rank
    return related
