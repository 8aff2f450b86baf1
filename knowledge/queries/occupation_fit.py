"""Which occupations fit a person: those that keep their wishes, ordered by how well they fit what is known.

What is known of a person is compared with every occupation in several respects (``fit_respects``). The
score is the mean of the deviations from all occupations in these respects, weighted. docs/advice.md gives
the formulas and their sources. Nothing depends on age, gender, origin or health.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from knowledge.queries.fit_parts import Part, ReasonKind
from knowledge.queries.fit_respects import interest_correlations, parts_of, steps_down
from knowledge.queries.long_training import lacks_training
from knowledge.queries.occupation_matrix import (
    OccupationMatrix,
    Vector,
    occupation_matrix,
    occupations_that_use,
)
from knowledge.queries.occupation_wishes import (
    FitProfile,
    Pay,
    Wish,
    all_kept,
    in_avoided_field,
    is_held,
    judged,
    keeps,
    pay_in,
)
from knowledge.queries.query_cache import cached_query

_SOC = 7  # characters of a code that are those of the classification
NEAREST = 40  # by interests, of which the first are chosen


@dataclass(frozen=True)
class Reason:
    """What speaks for an occupation: its ``value`` and the mean of all, and how much that counts."""

    kind: ReasonKind
    name: str
    value: float
    mean: float
    strength: float


@dataclass(frozen=True)
class Fit:
    """An occupation that fits, by its O*NET-SOC code; None where a figure is not published.

    Attributes:
        position: its place in the order, from 1; 0 where it does not keep all wishes.
        in_place: whether the median is that of the person's place, not that of the nation.
        rated: whether O*NET rates it, so that it can be compared.
        own_wages: whether BLS publishes wages of just this occupation.
        education: the typical entry education, an index in ``EDUCATION``.
        reasons: what speaks for it, the strongest first.
        broken: the wishes that it does not keep.
        correlation: of its interests with the person's.
    """

    code: str
    plural: str
    position: int
    median: float | None
    in_place: bool
    rated: bool
    own_wages: bool
    growth: float | None
    openings: int | None
    education: int | None
    reasons: tuple[Reason, ...] = ()
    broken: tuple[Wish, ...] = ()
    correlation: float | None = None


@dataclass(frozen=True)
class Ranking:
    """A page of the occupations that fit, and how many there are.

    Attributes:
        respects: the kinds by which they are ordered; that of openings is always among them.
        wishes: the wishes that all of them keep.
        unheld: wishes of which no rating tells whether an occupation keeps them.
        judged: those of them that all keep by judgement.
        unknown_skills, unknown_technologies: of which nothing is held.
        average_growth: of all occupations together, in per cent.
    """

    fits: tuple[Fit, ...]
    total: int
    respects: frozenset[str]
    wishes: tuple[Wish, ...]
    unheld: tuple[Wish, ...]
    judged: tuple[Wish, ...]
    unknown_skills: tuple[str, ...]
    unknown_technologies: tuple[str, ...]
    average_growth: float


@dataclass(frozen=True)
class LeftOut:
    """How many occupations keep a wish alone, and how many keep all the others without it."""

    wish: Wish
    alone: int
    without: int


@dataclass(frozen=True)
class _Compared:
    matrix: OccupationMatrix
    pay: Pay
    parts: tuple[Part, ...]
    wishes: tuple[Wish, ...]
    candidates: NDArray[np.bool_]
    order: tuple[int, ...]  # rows, the best first


def fit_occupations(connection: Connection, *, profile: FitProfile, limit: int, offset: int = 0) -> Ranking:
    """Return a page of the occupations that fit a person, the best first.

    Raises:
        LookupError: the datasets are not loaded.
    """
    found = _compared(connection, profile=profile)
    unheld = tuple(wish for wish in profile.wishes() if wish not in found.wishes)
    shown = found.order[offset : offset + limit]
    return Ranking(
        fits=tuple(_fit(found, row, place) for place, row in enumerate(shown, start=offset + 1)),
        total=len(found.order),
        respects=frozenset(part.kind for part in found.parts),
        wishes=found.wishes,
        unheld=unheld,
        judged=tuple(wish for wish in unheld if judged(found.matrix, wish) is not None),
        unknown_skills=tuple(one for one in profile.skills if one not in found.matrix.skills),
        unknown_technologies=tuple(
            one for one in profile.technologies if not occupations_that_use(connection, technology=one)
        ),
        average_growth=round(found.matrix.average_growth, 1),
    )


def fit_of(connection: Connection, *, profile: FitProfile, code: str) -> Fit | None:
    """Return how an occupation fits a person, None if nothing is held of it."""
    found = _compared(connection, profile=profile)
    row = found.matrix.rows.get(code)
    if row is None:
        return None
    place = found.order.index(row) + 1 if row in found.order else 0
    broken = tuple(wish for wish in found.wishes if not keeps(found.matrix, found.pay, wish)[row])
    return replace(_fit(found, row, place), broken=broken)


def left_out(connection: Connection, *, profile: FitProfile) -> list[LeftOut]:
    """Return what each wish does, that without which most occupations are left first."""
    found = _compared(connection, profile=profile)
    kept = {wish: keeps(found.matrix, found.pay, wish) & found.candidates for wish in found.wishes}
    effects = []
    for wish in found.wishes:
        others = np.logical_and.reduce(
            [found.candidates, *(kept[one] for one in found.wishes if one != wish)]
        )
        effects.append(LeftOut(wish, int(kept[wish].sum()), int(others.sum())))
    return sorted(effects, key=lambda one: (-one.without, one.alone))


def fit_by_interests(
    connection: Connection, *, interests: tuple[tuple[str, float], ...], limit: int
) -> list[Fit]:
    """Return occupations whose profile of interests is like a person's, the most alike first.

    Of the :data:`NEAREST` by correlation those are chosen that together are, or are related to, as many of
    them as possible: greedily, the most alike first, which comes within 1 - 1/e of the best choice
    (Nemhauser, Wolsey and Fisher 1978). So a few answers that miss do not lead to one family alone.
    """
    found = _compared(connection, profile=FitProfile(interests=interests))
    r = interest_correlations(found.matrix, interests)
    chosen = sorted(chosen_of(found.matrix, r, limit), key=lambda row: (-r[row], row))
    return [
        replace(_fit(found, row, place), correlation=float(r[row]))
        for place, row in enumerate(chosen, start=1)
    ]


def chosen_of(matrix: OccupationMatrix, r: Vector, limit: int) -> list[int]:
    """Return the rows that :func:`fit_by_interests` chooses by their correlations."""
    alike = np.argsort(-np.nan_to_num(r, nan=-2.0), kind="stable")[: max(NEAREST, limit)]
    covers = np.array([[one == other or other in matrix.related[one] for other in alike] for one in alike])
    chosen = [0]
    left = ~covers[:, 0]
    while len(chosen) < limit:
        gains = covers[left].sum(axis=0)
        gains[chosen] = -1
        chosen.append(int(gains.argmax()))
        left &= ~covers[:, chosen[-1]]
    return [int(alike[place]) for place in chosen]


@cached_query
def _compared(connection: Connection, *, profile: FitProfile) -> _Compared:
    matrix = occupation_matrix(connection)
    if matrix is None:
        raise LookupError("no occupations to advise: run 'python -m knowledge occupations'")
    pay = pay_in(connection, matrix, profile.area_code)
    wishes = tuple(wish for wish in profile.wishes() if is_held(matrix, wish))
    candidates = matrix.rated & ~in_avoided_field(matrix, profile.avoids)
    candidates &= ~lacks_training(connection, matrix, profile)
    left = _work_left(matrix, profile)
    alike = [one for mine in left for one in specialties(matrix, mine)]
    for code in (*left, *profile.declined, *alike):
        if code in matrix.rows:
            candidates[matrix.rows[code]] = False
    parts = tuple(parts_of(connection, matrix, profile, pay.medians))
    weights = np.array([part.weight for part in parts])
    scores = weights @ np.array([part.deviations for part in parts]) / weights.sum()
    keeping = candidates & all_kept(matrix, pay, wishes)
    found = (judged(matrix, wish) for wish in profile.wishes())
    for mask in (one for one in found if one is not None):
        keeping = keeping & mask if (keeping & mask).any() else keeping
    kept = np.flatnonzero(keeping)
    order = kept[np.argsort(-scores[kept], kind="stable")]
    return _Compared(matrix, pay, parts, wishes, candidates, tuple(int(row) for row in order))


def _work_left(matrix: OccupationMatrix, profile: FitProfile) -> tuple[str, ...]:
    """Return the work of one's own that is not shown: all that somebody did who has work.

    Who has none now may go back to what they did, and so may who does work below it for now.
    """
    returns = not profile.occupation or steps_down(matrix, profile)
    return (profile.occupation,) if returns else (profile.occupation, *profile.former)


def specialties(matrix: OccupationMatrix, code: str) -> list[str]:
    """Return what is the same work in one part of it: acute care nurses of registered nurses.

    Of the specialties that O*NET adds to an occupation these are the ones that are called alike.
    """
    if code not in matrix.rows:
        return []
    called = matrix.plurals[matrix.rows[code]].split()[-1]
    return [
        other
        for other, plural in zip(matrix.codes, matrix.plurals, strict=True)
        if other[:_SOC] == code[:_SOC] and plural.split()[-1] == called
    ]


def _fit(found: _Compared, row: int, position: int) -> Fit:
    matrix, pay = found.matrix, found.pay
    education = int(matrix.education[row])
    openings = _known(matrix.openings[row])
    return Fit(
        code=matrix.codes[row],
        plural=matrix.plurals[row],
        position=position,
        median=_known(pay.medians[row]),
        in_place=bool(pay.in_place[row]),
        rated=bool(matrix.rated[row]),
        own_wages=matrix.has_own_wages(row),
        growth=_known(matrix.growth[row]),
        openings=None if openings is None else int(openings),
        education=education if education >= 0 else None,
        reasons=_reasons(found.parts, row),
    )


def _reasons(parts: Sequence[Part], row: int) -> tuple[Reason, ...]:
    speaking = [
        Reason(
            part.kind,
            part.name,
            float(part.values[row]),
            part.mean,
            float(part.weight * part.deviations[row]),
        )
        for part in parts
        if part.deviations[row] > 0 and part.holds[row] and not np.isnan(part.values[row])
    ]
    return tuple(sorted(speaking, key=lambda one: (one.kind != "before", -one.strength)))


def _known(value: np.float32) -> float | None:
    """Return a number, rounded to what single precision holds of it; None where there is none."""
    return None if np.isnan(value) else round(float(value), 2)
