"""What a person says of themselves, kept for the conversation; nothing of age, gender, origin or health."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

Wish = Literal[
    "no_degree",
    "people",
    "helping",
    "hands_on",
    "outdoors",
    "creative",
    "analytical",
    "leading",
    "orderly",
    "growth",
    "remote",
    "part_time",
    "desk",
    "steady",
    "other_work",
    "unlicensed",
]
WISHES: tuple[Wish, ...] = Wish.__args__  # type: ignore[attr-defined]
ONLY_REFUSED = (
    "shifts",
    "degree",
    "lifting",
    "travel",
    "stress",
    "danger",
    "heights",
    "climbing",
    "fumes",
    "noise",
    "heat",
)  # what is only refused


KEPT = 12  # of each list: skills, technologies …


@dataclass(frozen=True)
class Person:
    """What somebody said of themselves in a conversation; empty where nothing was said.

    Attributes:
        occupation: the key of their occupation now: one of the content, or an O*NET-SOC code.
        former: the keys of occupations they had before, newest last.
        years: of experience in the occupation.
        education: the highest, as an index in ``knowledge.queries.occupation_search.EDUCATION``.
        studying: whether they do not have that education yet, but will.
        field: what they studied, in their words.
        skills: O*NET's names of skills, such as "Negotiation".
        technologies: in normal form, as ``technology_names.technologies_called`` knows them.
        licences: that they hold, as ``said.yml`` names them, such as "PE license".
        likes: subjects and activities that they like or know, in their words.
        towards: fields, trades and activities that they would work in, in their words.
        place: as they named it.
        interests: scores by RIASEC interest (``realistic`` …) from the interest finder, 0 to 100.
        pay: the least they want to earn a year, in US dollars.
        growth: the least growth of employment that they want, in percent over the projected decade.
        wants: what they want of an occupation.
        either: of what they want, what one of is enough: "with people or outdoors".
        refuses: what they do not want; ``degree`` is more school.
        most_school: the most education that an occupation may take, as an index; the last one is any.
        avoids: fields of work that they do not want, such as "food", as ``avoided_fields.yml`` has them.
        declined: the keys of occupations that they do not want to be shown ("not this").
    """

    occupation: str = ""
    former: tuple[str, ...] = ()
    years: float | None = None
    education: int | None = None
    studying: bool = False
    field: str = ""
    skills: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    place: str = ""
    interests: tuple[tuple[str, float], ...] = ()
    pay: float | None = None
    growth: float | None = None
    wants: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    most_school: int | None = None
    avoids: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is known."""
        return self != Person()

    @property
    def says_who(self) -> bool:
        """Whether they said something of themselves, beside what the work is to be like."""
        told = (self.occupation, self.former, self.field, self.skills, self.technologies, self.licences)
        return any((*told, self.likes, self.interests)) or self.education is not None

    @property
    def has_wishes(self) -> bool:
        """Whether they want or refuse something of work."""
        bounds = (self.pay, self.growth, self.most_school)
        return any((self.wants, self.refuses, self.avoids)) or any(one is not None for one in bounds)

    @property
    def last_work(self) -> str:
        """The key of the occupation that they have, else of the one that they had last; empty if not told."""
        return self.occupation or "".join(self.former[-1:])

    @classmethod
    def from_plain(cls, value: Mapping[str, Any]) -> Person:
        """Read what ``dataclasses.asdict`` made, with lists for tuples as JSON has them.

        Raises:
            TypeError: it is no mapping, or a field is not known.
        """
        if not isinstance(value, Mapping):
            raise TypeError(f"a person is a mapping, not {type(value).__name__}")
        known = {one.name for one in fields(cls)}
        if not set(value) <= known:
            raise TypeError(f"unknown fields of a person: {sorted(set(value) - known)}")
        return cls(**{name: _tuples(given) for name, given in value.items()})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, (list, tuple)) else value


def added(known: tuple[str, ...], new: Sequence[str]) -> tuple[str, ...]:
    """Return what is known and what is new, each once, the last of it if it becomes too much."""
    return tuple(dict.fromkeys((*known, *new)))[-KEPT:]


def without(known: tuple[str, ...], one: str) -> tuple[str, ...]:
    """Return what is known without one of it."""
    return tuple(other for other in known if other != one)
