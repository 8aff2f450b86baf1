"""The respects in which occupations are compared with a person, each standardised over all occupations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.engine import Connection

from knowledge.queries.fit_parts import Part, ReasonKind
from knowledge.queries.led_to import CLEAR, led_to, tells_apart
from knowledge.queries.long_training import of_another_degree
from knowledge.queries.occupation_matrix import (
    INTERESTS,
    OccupationMatrix,
    Vector,
    occupations_that_ask_for,
    occupations_that_use,
)
from knowledge.queries.occupation_profiles import occupation_profiles
from knowledge.queries.occupation_wishes import (
    GROWTH,
    FitProfile,
    Mask,
    bounds_of,
    is_held,
    kinds_of_work,
)
from knowledge.queries.technology_names import technology_title

# How much each respect counts; the parts of one share its weight.
WEIGHTS = {
    "profile": 1.5,
    "skills": 1.0,
    "technologies": 1.0,
    "occupation": 1.5,
    "former": 0.75,
    "towards": 3.0,
    "likes": 2.0,
    "field": 1.0,
    "education": 0.5,
    "wishes": 0.75,
    "hint": 0.5,
    "pay": 0.3,
    "growth": 0.25,
    "openings": 0.1,
}
NOT_FAR = 0.51  # the score of a step from which the work is not far: docs/advice.md
ALMOST_ONE = 0.999  # a correlation beyond which none counts for more
RELATED = 20  # occupations that O*NET relates to one, at the most
HIGH_SCHOOL, BACHELOR = 1, 5  # indices in ``EDUCATION``
STOPGAP, STUDIED_FOR_MORE = 0.25, 2.5  # weights of work below one's degree, and of what that was in
LESS_WITH_DIRECTION = 0.75  # of the weight of work and field, beside where somebody wants to go
RARE = float(np.log(2))  # a technology that more than half of all occupations use is common
COMMON = 0.5  # so much less than others count these, by what they are for
LEADING = 8  # occupations to which a thing leads most, by whose mean several things are made alike
STUDIED = "a job for someone with a degree in {}"  # what is compared beside the field's own words
TOGETHER = 0.5  # of the least share, which is added to what goes with all of several things
LESS_SCHOOL = 0.25  # so much less than a level that has still to be gained counts one that is not needed


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
        *compare.occupations(connection, [profile.occupation], own),
        *compare.occupations(connection, profile.nearest, WEIGHTS["occupation"]),
        *compare.occupations(connection, profile.former, former),
        *compare.field(connection, profile.field, field),
        *compare.things(connection, profile.towards, WEIGHTS["towards"]),
        *compare.things(connection, profile.likes, WEIGHTS["likes"], together=True),
        *compare.education(profile, of_another_degree(connection, matrix, profile)),
        *compare.wishes(connection, profile),
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
    return tuple(one for one in texts if tells_apart(connection, thing=one))


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

        It counts double where employers often ask for it in that occupation. What almost everybody uses
        says little by who uses it: the less, the more it leads by what it is for, Excel to figures.
        """
        users = {one: occupations_that_use(connection, technology=one) for one in technologies}
        total = int(self.rated.sum())
        rarity = {one: float(np.log((total + 1) / len(codes))) for one, codes in users.items() if codes}
        common = [one for one, rare in rarity.items() if rare < RARE]
        for one, rare in rarity.items():
            uses = np.array([code in users[one] for code in self.matrix.codes])
            weight = WEIGHTS["technologies"] * min(1, rare / RARE) * rare / sum(rarity.values())
            name = technology_title(connection, name=one)
            asked = occupations_that_ask_for(connection, technology=one)
            asks = np.array([code in asked for code in self.matrix.codes])
            held = uses.astype(np.float32)
            yield self.part("technology", name, float(weight), held, held + asks, uses & (one not in common))
        titles = [technology_title(connection, name=one) for one in common]
        titles = [one for one in titles if tells_apart(connection, thing=one)]
        weight = COMMON * WEIGHTS["technologies"] * len(titles) / max(len(rarity), 1)
        yield from self.things(connection, titles, weight)

    def occupations(self, connection: Connection, codes: Sequence[str], weight: float) -> Iterator[Part]:
        """Compare by O*NET's related occupations and by how much of the work carries over."""
        matrix = self.matrix
        rows = [matrix.rows[code] for code in codes if code in matrix.rows]
        for row in rows:
            ranks = np.array([matrix.related[row].get(other, 0) for other in range(len(matrix.codes))])
            nearness = np.where(ranks > 0, RELATED + 1 - ranks, 0)
            nearness[row] = RELATED + 1
            alike = self._alike(connection, matrix.codes[row])
            name, third = matrix.plurals[row], weight / 3 / len(rows)
            yield self.part("related", name, 2 * third, ranks.astype(np.float32), nearness, ranks > 0)
            others = np.arange(len(ranks)) != row
            places = self._places(np.where(others, alike, np.nan))
            yield self.part("similar", name, third, places, alike, others & (alike >= NOT_FAR))
            yield self.part("before", name, 0.0, alike, holds=~others)

    def _alike(self, connection: Connection, code: str) -> Vector:
        """Return how much of an occupation carries over to each, as a step to it is scored."""
        profiles, codes = occupation_profiles(connection), self.matrix.codes
        if profiles is None or code not in profiles.rows:
            return np.full(len(codes), np.nan, dtype=np.float32)
        scores = profiles.scores(profiles.rows[code], np.arange(len(profiles.codes)))
        places = np.array([profiles.rows.get(one, -1) for one in codes])
        return np.where(places < 0, np.nan, scores[places]).astype(np.float32)

    def _work(self, profile: FitProfile) -> str:
        """Return what they do, else what they did last; empty where neither is known."""
        own = (profile.occupation, *reversed(profile.former))
        return next((one for one in own if one in self.matrix.rows), "")

    def field(self, connection: Connection, field: str, weight: float) -> Iterator[Part]:
        """Compare by how strongly a field, and a degree in it, lead to an occupation."""
        texts = (field, STUDIED.format(field)) if field else ()
        known = [led for text in texts if (led := led_to(connection, thing=text)) is not None]
        if known:
            mean = np.asarray(np.mean(known, axis=0), dtype=np.float32)
            yield self._led(field, weight, mean, mean)

    def things(
        self, connection: Connection, things: Sequence[str], weight: float, *, together: bool = False
    ) -> Iterator[Part]:
        """Compare by how strongly any of several things leads to an occupation: "archives, museums".

        Each counts by its share of those that it leads to most, so that all of them lead in turn.

        Args:
            connection: to the knowledge base.
            things: in the words of the person.
            weight: of all of them together.
            together: whether what goes with all of them comes first: of likes, but not of places to go.
        """
        found = [near for one in things if (near := led_to(connection, thing=one)) is not None]
        if not found:
            return
        led = np.array(found)
        most = np.sort(np.nan_to_num(led[:, self.rated], nan=-np.inf), axis=1)[:, -LEADING:]
        shares = led / most.mean(axis=1, keepdims=True)
        scores = shares.max(axis=0)
        if together and len(led) > 1:
            scores += np.where((led >= CLEAR).all(axis=0), TOGETHER * shares.min(axis=0), 0)
        for one, strengths in zip(things, led, strict=True):
            yield self._led(one, weight / len(things), strengths, scores)

    def _led(self, thing: str, weight: float, strengths: Vector, scores: Vector) -> Part:
        """Return the part of a thing; what is shown of it is the place by how strongly it leads there."""
        return self.part("field", thing, weight, self._places(strengths), scores, strengths >= CLEAR)

    def _places(self, values: Vector) -> Vector:
        """Return the place of each occupation among those that are rated, 1 where a value is highest."""
        places = np.full(len(values), np.nan, dtype=np.float32)
        rows = np.flatnonzero(self.rated & ~np.isnan(values))
        places[rows[np.argsort(-values[rows], kind="stable")]] = np.arange(1, len(rows) + 1)
        return places

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

    def wishes(self, connection: Connection, profile: FitProfile) -> Iterator[Part]:
        """Compare by how far the ratings are that wanted and refused kinds of work are told by."""
        wishes = [wish for wish in profile.wishes() if wish.key in kinds_of_work()]
        held = [wish for wish in wishes if is_held(self.matrix, wish)]
        bounds = [(wish, bound) for wish in held for bound in bounds_of(wish)]
        for wish, bound in bounds:
            values = bound.values(self.matrix)
            if values is not None:
                sign, name = (1, "wish") if wish.wanted else (-1, "refusal")
                kind: ReasonKind = f"{name}_{bound.scale}"  # type: ignore[assignment]
                weight = WEIGHTS["wishes"] / len(bounds)
                rated = ~np.isnan(self.matrix.importance).all(axis=1) | (bound.scale != "skill")
                yield self.part(kind, bound.elements[0], weight, values, sign * values, rated)
        for wish in wishes:
            kind_of_work = kinds_of_work()[wish.key]
            if wish.wanted and kind_of_work.thing:
                yield from self.things(connection, [kind_of_work.thing], WEIGHTS["hint"])
            hint = kind_of_work.hint
            if hint and not is_held(self.matrix, wish):
                values = self.matrix.interests[:, INTERESTS.index(hint)]
                if wish.wanted == kind_of_work.hint_speaks_for:
                    yield self.part("hint", hint, WEIGHTS["hint"], values)
                else:
                    yield self.part("refusal_hint", hint, WEIGHTS["hint"], values, -values)
