"""One thing in which occupations are compared with a person, by row of the matrix of occupations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.queries.occupation_matrix import Vector
from knowledge.queries.occupation_wishes import Mask

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
