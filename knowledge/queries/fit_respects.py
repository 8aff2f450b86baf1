"""The respects in which occupations are compared with a person, each standardised over all occupations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from sqlalchemy.engine import Connection

from knowledge.queries.long_training import of_another_degree
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupation_matrix import (
    INTERESTS,
    OccupationMatrix,
    Vector,
    occupations_that_ask_for,
    occupations_that_use,
)
from knowledge.queries.occupation_wishes import (
    GROWTH,
    FitProfile,
    Mask,
    bounds_of,
    is_held,
    kinds_of_work,
)
from knowledge.queries.technology_names import technology_title

ReasonKind = Literal[
    "profile",
    "skill",
    "technology",
    "related",
    "similar",
    "field",
    "before",
    "education",
    "wish_skill",
    "wish_interest",
    "wish_context",
    "refusal_skill",
    "refusal_interest",
    "refusal_context",
    "hint",
    "refusal_hint",
    "pay_kept",
    "growth",
    "openings",
]
# How much each respect counts; the parts of one share its weight.
WEIGHTS = {
    "profile": 1.5,
    "skills": 1.0,
    "technologies": 1.0,
    "occupation": 1.5,
    "former": 0.75,
    "towards": 3.0,
    "likes": 1.25,
    "field": 1.0,
    "education": 0.5,
    "wishes": 0.75,
    "hint": 0.5,
    "pay": 0.3,
    "growth": 0.25,
    "openings": 0.1,
}
STUDIED = "someone who works in {}"  # what is compared with titles and duties; a word alone says less
ANY_WORK = "someone who works"
USUAL_NEARNESS = 0.5  # so much of the nearness to any work is taken off that to a field
ALMOST_ONE = 0.999  # a correlation beyond which none counts for more
RELATED = 20  # occupations that O*NET relates to one, at the most
HIGH_SCHOOL, BACHELOR = 1, 5  # indices in ``EDUCATION``
STOPGAP, STUDIED_FOR_MORE = 0.25, 2.5  # weights of work below one's degree, and of what that was in
LESS_WITH_DIRECTION = 0.75  # of the weight of work and field, beside where somebody wants to go
SEVERAL = 0.5  # of the mean nearness to several things, which is added to the highest
NEAR_ENOUGH = 0.5  # of the nearest occupation to a thing that somebody names: below it, nothing is like it
TELLS_OF = 0.35  # of an occupation of which it may be said that it is near to a thing
LESS_SCHOOL = 0.25  # so much less than a level that has still to be gained counts one that is not needed


@dataclass(frozen=True)
class Part:
    """One thing that is compared, such as a skill.

    Attributes:
        kind: what it is; ``name``: which, in O*NET's words or as it was said.
        weight: how much it counts.
        values: what is shown of it, by row; ``mean``: of all occupations.
        deviations: how far above the mean of all occupations it is, in standard deviations.
        holds: where it speaks for an occupation, if it is high there.
    """

    kind: ReasonKind
    name: str
    weight: float
    values: Vector
    mean: float
    deviations: Vector
    holds: Mask


def parts_of(
    connection: Connection, matrix: OccupationMatrix, profile: FitProfile, medians: Vector
) -> list[Part]:
    """Return what of a person can be compared with occupations; the openings are always among it.

    ``medians``: the pay of each occupation where the person is.
    """
    compare = _Comparison(matrix, matrix.rated)
    own, former, field = WEIGHTS["occupation"], WEIGHTS["former"], WEIGHTS["field"]
    if steps_down(matrix, profile):
        own, former = former, own
    elif studied_for_more(matrix, profile):
        own, field = STOPGAP, STUDIED_FOR_MORE
    if profile.towards:
        own, former, field = (LESS_WITH_DIRECTION * one for one in (own, former, field))
    found = [
        *compare.interests(profile.interests),
        *compare.skills(profile.skills),
        *compare.technologies(connection, profile.technologies),
        *compare.occupations([profile.occupation], own),
        *compare.occupations(profile.nearest, WEIGHTS["occupation"]),
        *compare.occupations(profile.former, former),
        *compare.field(connection, profile.field, field),
        *compare.things(connection, profile.towards, WEIGHTS["towards"]),
        *compare.things(connection, profile.likes, WEIGHTS["likes"]),
        *compare.education(profile, of_another_degree(connection, matrix, profile)),
        *compare.wishes(profile),
    ]
    prospects = [] if profile.by_likeness else list(compare.pay(profile, medians))
    found += prospects
    if prospects or GROWTH in profile.wants:
        found.append(compare.part("growth", "", WEIGHTS["growth"], matrix.growth))
    return [
        *found,
        compare.part("openings", "", WEIGHTS["openings"], matrix.openings, np.log1p(matrix.openings)),
    ]


def steps_down(matrix: OccupationMatrix, profile: FitProfile) -> bool:
    """Return whether somebody's work takes no college, and their work before took a bachelor's degree.

    A chemist who cleans hotel rooms in a new country looks for a way back rather than for more cleaning.
    """
    now, before = (
        [int(matrix.education[matrix.rows[one]]) for one in codes if one in matrix.rows]
        for codes in ((profile.occupation,), profile.former)
    )
    return bool(now and before) and 0 <= now[0] <= HIGH_SCHOOL and max(before) >= BACHELOR


def studied_for_more(matrix: OccupationMatrix, profile: FitProfile) -> bool:
    """Return whether somebody holds a degree in a field, and does work for now that takes no college."""
    row = matrix.rows.get(profile.occupation)
    holds = bool(profile.field) and profile.education is not None and profile.education >= BACHELOR
    return holds and row is not None and 0 <= int(matrix.education[row]) <= HIGH_SCHOOL


def known_things(connection: Connection, texts: Sequence[str]) -> tuple[str, ...]:
    """Return those of some things that occupations can be told apart by: "museums", but not "funny"."""
    found = {one: nearest_occupations(connection, text=one, limit=1) for one in texts}
    return tuple(one for one, near in found.items() if near and near[0].similarity >= NEAR_ENOUGH)


def correlations(profile: Sequence[float], rows: Vector) -> Vector:
    """Return the correlation (Pearson's r) of a profile with each row; NaN where one of the two is flat."""
    mine = np.asarray(profile, dtype=np.float64)
    mine = mine - mine.mean()
    centred = rows - rows.mean(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = centred @ mine / (np.linalg.norm(centred, axis=1) * np.linalg.norm(mine))
    return np.asarray(found, dtype=np.float32)


def fisher(r: Vector) -> Vector:
    """Return Fisher's transformation of correlations, in which equal steps mean the same everywhere."""
    return np.asarray(np.arctanh(np.clip(r, -ALMOST_ONE, ALMOST_ONE)), dtype=np.float32)


def interest_correlations(matrix: OccupationMatrix, interests: Sequence[tuple[str, float]]) -> Vector:
    """Return the correlation of a person's interests with those of each occupation."""
    scores = dict(interests)
    return correlations([scores[name] for name in INTERESTS], matrix.interests)


@dataclass(frozen=True)
class _Comparison:
    matrix: OccupationMatrix
    rated: Mask

    def part(
        self,
        kind: ReasonKind,
        name: str,
        weight: float,
        values: Vector,
        scores: Vector | None = None,
        holds: Mask | None = None,
    ) -> Part:
        """Return a part; ``scores`` are what is standardised, the values where they are not given."""
        scored = np.asarray(values if scores is None else scores, dtype=np.float64)
        known = scored[self.rated & ~np.isnan(scored)]
        spread = known.std() if len(known) else 0.0
        deviations = (scored - known.mean()) / spread if spread else np.zeros(len(scored))
        deviations = np.arcsinh(np.nan_to_num(deviations))  # no single respect decides alone
        shown = np.asarray(values, dtype=np.float64)[self.rated]
        return Part(
            kind,
            name,
            weight,
            values,
            float(np.nanmean(shown)) if not np.isnan(shown).all() else 0.0,
            deviations.astype(np.float32),
            np.ones(len(scored), dtype=bool) if holds is None else holds,
        )

    def interests(self, interests: Sequence[tuple[str, float]]) -> Iterator[Part]:
        if len({score for _name, score in interests}) > 1:  # a flat profile is like no other
            r = interest_correlations(self.matrix, interests)
            yield self.part("profile", "", WEIGHTS["profile"], r, fisher(r))

    def skills(self, skills: Sequence[str]) -> Iterator[Part]:
        """Compare by the mean of importance and level, each between 0 and 1."""
        matrix = self.matrix
        columns = [matrix.skills.index(name) for name in skills if name in matrix.skills]
        for column in columns:
            importance, level = matrix.importance[:, column], matrix.level[:, column]
            scores = ((importance - 1) / 4 + level / 7) / 2
            weight = WEIGHTS["skills"] / len(columns)
            yield self.part("skill", matrix.skills[column], weight, importance, scores)

    def technologies(self, connection: Connection, technologies: Sequence[str]) -> Iterator[Part]:
        """Weigh each technology by its rarity: the logarithm of how many occupations there are to a user.

        It counts double where employers often ask for it in that occupation.
        """
        users = {one: occupations_that_use(connection, technology=one) for one in technologies}
        counts = {one: len(codes) for one, codes in users.items() if codes}
        total = int(self.rated.sum())
        rarity = {one: np.log((total + 1) / count) for one, count in counts.items()}
        for one, rare in rarity.items():
            uses = np.array([code in users[one] for code in self.matrix.codes])
            weight = WEIGHTS["technologies"] * rare / sum(rarity.values())
            name = technology_title(connection, name=one)
            asked = occupations_that_ask_for(connection, technology=one)
            asks = np.array([code in asked for code in self.matrix.codes])
            held = uses.astype(np.float32)
            yield self.part("technology", name, float(weight), held, held + asks, holds=uses)

    def occupations(self, codes: Sequence[str], weight: float) -> Iterator[Part]:
        """Compare by O*NET's related occupations and by the profile of the importance of skills."""
        matrix = self.matrix
        rows = [matrix.rows[code] for code in codes if code in matrix.rows]
        for row in rows:
            ranks = np.array([matrix.related[row].get(other, 0) for other in range(len(matrix.codes))])
            nearness = np.where(ranks > 0, RELATED + 1 - ranks, 0)
            nearness[row] = RELATED + 1
            similar = correlations(matrix.importance[row], matrix.importance)
            name, third = matrix.plurals[row], weight / 3 / len(rows)
            yield self.part("related", name, 2 * third, ranks.astype(np.float32), nearness, ranks > 0)
            others = np.arange(len(ranks)) != row
            yield self.part("similar", name, third, similar, fisher(similar), others)
            yield self.part("before", name, 0.0, similar, fisher(similar), ~others)

    def _work(self, profile: FitProfile) -> str:
        """Return what they do, else what they did last; empty where neither is known."""
        own = (profile.occupation, *reversed(profile.former))
        return next((one for one in own if one in self.matrix.rows), "")

    def field(self, connection: Connection, field: str, weight: float) -> Iterator[Part]:
        """Compare by the nearness in meaning of a field to titles and duties.

        Some trades are near to working in whatever field, so half of that is taken off, and the field's
        own words count as much.
        """
        if not field:
            return
        values = self._near(connection, STUDIED.format(field))
        if np.isnan(values).all():
            return
        usual, bare = self._near(connection, ANY_WORK), self._near(connection, field)
        yield self.part("field", field, weight, values, values - USUAL_NEARNESS * usual + bare)

    def things(self, connection: Connection, things: Sequence[str], weight: float) -> Iterator[Part]:
        """Compare by the nearness in meaning to any of several things: "archives, museums".

        Each counts by its share of the nearness of the occupation that is nearest to it, so that all of them
        lead; what is near to several is a little ahead.
        """
        near = np.array([self._near(connection, one) for one in things])
        if not near.size or np.isnan(near).all():
            return
        shares = near / np.nanmax(near, axis=1, keepdims=True)
        scores = shares.max(axis=0) + SEVERAL * shares.mean(axis=0)
        for place, one in enumerate(things):
            holds = (shares.argmax(axis=0) == place) & (near[place] >= TELLS_OF)
            yield self.part("field", one, weight / len(things), near[place], scores, holds)

    def _near(self, connection: Connection, text: str) -> Vector:
        """Return how near in meaning a text is to each occupation."""
        near = nearest_occupations(connection, text=text, limit=len(self.matrix.codes))
        by_code = {one.code: one.similarity for one in near}
        return np.array([by_code.get(code, np.nan) for code in self.matrix.codes], dtype=np.float32)

    def education(self, profile: FitProfile, another: Mask) -> Iterator[Part]:
        """Compare by how many levels the typical entry education is away from what a person has.

        A degree of ``another`` kind is one more. What was not said is what their work typically needs, and no
        reason.
        """
        levels, said = self.matrix.education, profile.education is not None
        mine = profile.education
        if mine is None and (own := self._work(profile)):
            works = [*profile.former, own] if steps_down(self.matrix, profile) else [own]
            mine = max(int(levels[self.matrix.rows[one]]) for one in works if one in self.matrix.rows)
        if mine is not None and mine >= 0:
            entry = np.where(levels < 0, np.nan, levels.astype(np.float32))
            missing = entry - mine
            missing = np.where(another & (entry >= BACHELOR), np.maximum(missing, 0) + 1, missing)
            scores = np.where(missing > 0, -missing, LESS_SCHOOL * missing)
            yield self.part("education", "", WEIGHTS["education"], entry, scores, (missing == 0) & said)

    def pay(self, profile: FitProfile, medians: Vector) -> Iterator[Part]:
        """Compare by the share of their pay that would be lost; pay above their own is no merit by itself."""
        row = self.matrix.rows.get(self._work(profile))
        if row is not None and not np.isnan(medians[row]):
            ratios = np.log(medians / medians[row])
            yield self.part("pay_kept", "", WEIGHTS["pay"], medians, np.minimum(ratios, 0), ratios >= 0)

    def wishes(self, profile: FitProfile) -> Iterator[Part]:
        """Compare by how far the ratings are that wanted and refused kinds of work are told by."""
        wishes = [wish for wish in profile.wishes() if wish.key in kinds_of_work()]
        held = [wish for wish in wishes if is_held(self.matrix, wish)]
        bounds = [(wish, bound) for wish in held for bound in bounds_of(wish)]
        for wish, bound in bounds:
            values = self.matrix.column(bound.scale, *bound.elements)
            if values is not None:
                sign, name = (1, "wish") if wish.wanted else (-1, "refusal")
                kind: ReasonKind = f"{name}_{bound.scale}"  # type: ignore[assignment]
                weight = WEIGHTS["wishes"] / len(bounds)
                yield self.part(kind, bound.elements[0], weight, values, sign * values)
        for wish in wishes:
            kind_of_work = kinds_of_work()[wish.key]
            hint = kind_of_work.hint
            if hint and not is_held(self.matrix, wish):
                values = self.matrix.interests[:, INTERESTS.index(hint)]
                if wish.wanted == kind_of_work.hint_speaks_for:
                    yield self.part("hint", hint, WEIGHTS["hint"], values)
                else:
                    yield self.part("refusal_hint", hint, WEIGHTS["hint"], values, -values)
