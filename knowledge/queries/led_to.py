"""Which occupations a thing leads to that somebody likes, can do or studied: "drawing", "animals", "Spanish".

A word that is in one task says little: phlebotomists draw blood, and machine operators draw metal. So three
kinds of evidence have to agree on an occupation, each by its share of the highest:

* how near in meaning the thing is to what the occupation is called, how it is described and what people say
  of it, by the mean of the nearest few of these;
* how near it is, by the same measure, to the occupations that O*NET relates to it;
* how likely the family (the minor group) is, of a linear model of families by the vectors of all that is said
  of occupations (ridge regression), which is learned when the occupations are read.

docs/advice.md tells by what the weights were chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from knowledge.queries.dataset_rows import ONET, dataset_import
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.nearest_occupations import all_that_is_said
from knowledge.queries.occupation_matrix import OccupationMatrix, Vector, occupation_matrix
from knowledge.queries.passage_rows import question_vector
from knowledge.queries.query_cache import cached_query

CACHE_BYTES = 64_000_000  # two imports of a thousand occupations
SAID = 3  # of what is said of an occupation, the nearest that count
KIN, FAMILY = 0.75, 0.5  # the weights of the relatives and of the family, beside 1 for the occupation itself
RIDGE = 1.0
_RANK_HALVES = 5  # the rank among O*NET's related occupations at which one counts half
FAMILY_CODE = 4  # characters of a code that are those of its minor group
SHARPNESS = 20.0  # of the weights of what is said by its nearness, where the spread over families is measured
SCATTERED = 3.6  # nats of the spread: from here on a thing leads nowhere in particular
NEAR_ENOUGH = 0.5  # the cosine of the nearest thing that is said: below it, nothing is like it
CLEAR = 2.0  # standard deviations above the mean from which an occupation may be said to go with a thing


@dataclass(frozen=True)
class _Leads:
    rows: Vector  # vectors of what is said, by occupation
    places: NDArray[np.intp]  # the row of the matrix of each
    starts: NDArray[np.intp]  # where those of an occupation begin, and ``held``: which that is
    held: NDArray[np.intp]
    counts: NDArray[np.intp]
    kin: Vector  # of each occupation, the shares of the others
    to_families: Vector  # from a vector to families
    families: Vector  # of each occupation, the unit vector of its family
    in_family: NDArray[np.intp]  # of each occupation, the number of its family

    @property
    def size(self) -> int:
        return sum(one.nbytes for one in (self.rows, self.kin, self.to_families, self.families))


_indexes: IndexCache[_Leads] = IndexCache(CACHE_BYTES)


@cached_query
def led_to(connection: Connection, *, thing: str) -> Vector | None:
    """Return how strongly a thing leads to each occupation of the matrix, in standard deviations.

    NaN of an occupation of which nothing is said; None where no occupations are held.
    """
    matrix, leads = _index(connection)
    if matrix is None or leads is None or not thing.strip():
        return None
    vector = question_vector(thing)
    said = _nearest_said(leads, _nearness(connection, thing=thing), len(matrix.codes))
    kin = leads.kin @ np.nan_to_num(said)
    family = vector @ leads.to_families
    family = leads.families @ (family / max(float(np.linalg.norm(family)), 1e-9))
    found = said / _highest(said, matrix) + KIN * kin / _highest(kin, matrix) + FAMILY * family
    rated = found[matrix.rated & ~np.isnan(found)]
    return np.asarray((found - rated.mean()) / rated.std(), dtype=np.float32)


@cached_query
def tells_apart(connection: Connection, *, thing: str) -> bool:
    """Return whether occupations can be told apart by a thing: by "museums", but not by "funny" or "fast"."""
    matrix, leads = _index(connection)
    if matrix is None or leads is None or not thing.strip():
        return False
    near = _nearness(connection, thing=thing)
    if near.max() < NEAR_ENOUGH:
        return False
    weights = np.exp(SHARPNESS * (near - near.max()))
    shares = np.bincount(leads.in_family[leads.places], weights) / weights.sum()
    shares = shares[shares > 0]
    return float(-(shares * np.log(shares)).sum()) < SCATTERED


@cached_query
def _nearness(connection: Connection, *, thing: str) -> Vector:
    """Return how near in meaning a thing is to all that is said of occupations; empty where none are held."""
    _matrix, leads = _index(connection)
    return leads.rows @ question_vector(thing) if leads else np.zeros(0, dtype=np.float32)


def _highest(values: Vector, matrix: OccupationMatrix) -> float:
    return max(float(np.nanmax(values[matrix.rated])), 1e-9)


def _nearest_said(leads: _Leads, near: Vector, count: int) -> Vector:
    """Return by occupation the mean nearness of the few that are nearest of what is said of it."""
    ordered = near[np.lexsort((-near, leads.places))]
    found = np.full(count, np.nan, dtype=np.float32)
    total = np.zeros(len(leads.starts), dtype=np.float32)
    for place in range(SAID):
        some = leads.counts > place
        total[some] += ordered[leads.starts[some] + place]
    found[leads.held] = total / np.minimum(leads.counts, SAID)
    return found


def _index(connection: Connection) -> tuple[OccupationMatrix | None, _Leads | None]:
    imported, matrix = dataset_import(connection, key=ONET), occupation_matrix(connection)
    if imported is None or matrix is None:
        return None, None
    leads = _indexes.get(imported)
    if leads is None:
        leads = _read(connection, matrix)
        if leads is not None:
            _indexes.put(imported, leads)
    return matrix, leads


def _read(connection: Connection, matrix: OccupationMatrix) -> _Leads | None:
    codes, vectors = all_that_is_said(connection)
    known = np.array([code in matrix.rows for code in codes], dtype=bool)
    if not known.any():
        return None
    places = np.array([matrix.rows.get(code, 0) for code in codes], dtype=np.intp)[known]
    order = np.argsort(places, kind="stable")
    rows, places = vectors[known][order], places[order]
    held, starts, counts = np.unique(places, return_index=True, return_counts=True)
    names = sorted({code[:FAMILY_CODE] for code in matrix.codes})
    in_family = np.array([names.index(code[:FAMILY_CODE]) for code in matrix.codes], dtype=np.intp)
    families = np.eye(len(names), dtype=np.float32)[in_family]
    families -= families.mean(axis=0)
    # Each occupation counts by the root of how much is said of it.
    weighted = rows / np.sqrt(np.bincount(places, minlength=len(matrix.codes))[places])[:, None]
    squares = weighted.T @ rows + RIDGE * np.eye(rows.shape[1])
    to_families = np.linalg.solve(squares, weighted.T @ families[places])
    return _Leads(
        rows=rows,
        places=places,
        starts=starts,
        held=held,
        counts=counts,
        kin=_kin(matrix),
        to_families=to_families.astype(np.float32),
        families=families / np.linalg.norm(families, axis=1, keepdims=True),
        in_family=in_family,
    )


def _kin(matrix: OccupationMatrix) -> Vector:
    """Return by row the shares of its relatives: of those that O*NET relates to it, and it to."""
    kin = np.zeros((len(matrix.codes), len(matrix.codes)), dtype=np.float32)
    for row, related in enumerate(matrix.related):
        for other, rank in related.items():
            kin[row, other] = 1 / (1 + rank / _RANK_HALVES)
    kin = np.maximum(kin, kin.T)
    return np.asarray(kin / np.maximum(kin.sum(axis=1, keepdims=True), 1e-9), dtype=np.float32)
