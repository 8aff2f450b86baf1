"""What a message asks of several occupations that it points back to: plain records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Whence = Literal["listed", "compared", "named"]
Operation = Literal["each", "first", "holds", "beside", "related"]


@dataclass(frozen=True)
class Members:
    """The occupations that a message means, by their keys.

    Attributes:
        keys: in the order in which they were shown or named; of two or more of them figures are held.
        whence: whether they were listed, compared or talked about, or are named in part by the message.
        named: what the message names of them: the key, and how it was typed.
        against: the occupation that each of them is held against, "than a plumber"; empty for none.
    """

    keys: tuple[str, ...]
    whence: Whence
    named: tuple[tuple[str, str], ...] = ()
    against: str = ""


@dataclass(frozen=True)
class Condition:
    """What has to hold of an occupation.

    Attributes:
        measure: what decides.
        sign: 1 where the value has to exceed the bound, -1 where it has to stay below it.
        bound: None where ``levels`` say which values hold, or something that is used or named decides.
        levels: the places in the order of the measure that hold.
        name: of the message that says what holds.
    """

    measure: str
    sign: int = 1
    bound: float | None = None
    levels: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class MembersAsked:
    """What a message asks of which occupations.

    Attributes:
        members: the occupations.
        operation: ``each``: the value of each; ``first``: who has most or least; ``holds``: of which some
            conditions hold; ``beside``: all that is compared; ``related``: those near the one, with more.
        measure: what is asked for; empty where nothing is said.
        part: of pay, such as ``highest_tenth``; empty for the median.
        hourly: whether pay is asked for by the hour.
        thing: the skill, technology or industry that is named.
        least: whether who has least comes first.
        conditions: all have to hold.
        asks_if: whether it is asked if they hold of any, or of all.
    """

    members: Members
    operation: Operation
    measure: str = ""
    part: str = ""
    hourly: bool = False
    thing: str = ""
    least: bool = False
    conditions: tuple[Condition, ...] = ()
    asks_if: Literal["", "any", "all"] = ""
