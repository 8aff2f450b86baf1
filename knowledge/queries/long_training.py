"""Which occupations take long training, or a licence, of one's own: no cook is advised to be a surgeon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from knowledge.queries.led_to import led_to
from knowledge.queries.occupation_matrix import OccupationMatrix
from knowledge.queries.occupation_wishes import ANY_SCHOOL, FitProfile, Mask

FILE = Path(__file__).with_name("long_training.yml")
NAMED = 5  # occupations to which a thing that somebody names leads most …
IS_NAMED = 4.0  # … and which it then means, if it leads there by so many standard deviations
# Fields of work whose degrees are of their own kind: how the codes begin of those that are entered by one.
OWN_DEGREES = ("15-20", "17-1", "17-2", "19-1", "19-2", "19-3", "23-1", "25-1", "29-1")


@dataclass(frozen=True)
class LongTraining:
    """Occupations that take it, and the work from which people come to them, as beginnings of codes."""

    codes: tuple[str, ...]
    origins: tuple[str, ...]


@cache
def long_trainings() -> tuple[LongTraining, ...]:
    """Return the groups of occupations that take long training of their own."""
    tree: list[dict[str, Any]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tuple(LongTraining(tuple(one["codes"]), tuple(one.get("from", one["codes"]))) for one in tree)


def lacks_training(connection: Connection, matrix: OccupationMatrix, profile: FitProfile) -> Mask:
    """Return which occupations take long training that a person has not, and does not ask for.

    Of whom neither work nor a field of study is known may still choose any, and so may who would study for
    anything.
    """
    none = np.zeros(len(matrix.codes), dtype=bool)
    own = [one for one in (profile.occupation, *profile.former) if one]
    if profile.most_school == ANY_SCHOOL or profile.by_likeness:
        return none
    if not own and not profile.field:
        return none
    named = set(_named(connection, matrix, profile))
    closed = [
        one.codes
        for one in long_trainings()
        if not any(code.startswith(one.origins) for code in own)
        and not any(code.startswith(one.codes) for code in named)
    ]
    beginnings = tuple(code for codes in closed for code in codes)
    return np.array([code.startswith(beginnings) for code in matrix.codes], dtype=bool) if closed else none


def of_another_degree(connection: Connection, matrix: OccupationMatrix, profile: FitProfile) -> Mask:
    """Return which occupations are entered by a degree of another kind than a person's work or field."""
    own = [one for one in (profile.occupation, *profile.former) if one]
    near = {*own, *_named(connection, matrix, profile)}
    if not near:
        return np.zeros(len(matrix.codes), dtype=bool)
    kinds = tuple(one for one in OWN_DEGREES if not any(code.startswith(one) for code in near))
    return np.array([code.startswith(kinds) for code in matrix.codes], dtype=bool)


def _named(connection: Connection, matrix: OccupationMatrix, profile: FitProfile) -> Iterator[str]:
    for thing in filter(None, (profile.field, *profile.towards, *profile.likes)):
        led = led_to(connection, thing=thing)
        if led is not None:
            first = np.argsort(-np.nan_to_num(led, nan=-np.inf))[:NAMED]
            yield from (matrix.codes[row] for row in first if led[row] >= IS_NAMED)
