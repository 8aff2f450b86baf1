"""Whether the years that somebody says to have worked are the experience that an occupation asks for."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.advice.change.findings import preparation
from actions.advice.change.sides import Sides
from actions.datasets.preparation import EXPERIENCE
from actions.messages import message
from actions.person import Person
from knowledge.queries.onet import related
from knowledge.records import Occupation

SOME, MUCH = 1, 2  # places in EXPERIENCE: less than 5 years, 5 years or more
YEARS = 5.0  # of MUCH, at the least


def prepared(connection: Connection, sides: Sides, person: Person, *, training: bool = True) -> str | None:
    """Return the experience and training that the target takes, and what the person's own years are of it."""
    side = sides.target.published
    experience = preparation(side, training=False) or ""
    rest = (preparation(side, training=training) or "").removeprefix(experience).strip()
    held = years_held(connection, sides, person)
    return " ".join(text for text in (experience, held, rest) if text) or None


def years_held(connection: Connection, sides: Sides, person: Person) -> str | None:
    """Return whether a person's years meet the experience that is typical; None without either.

    BLS counts experience in a related occupation; whether theirs is one is what O*NET relates.
    """
    row, own = sides.target.published.projection, sides.change.source
    needed = EXPERIENCE.index(row.experience) if row and row.experience else 0
    if person.years is None or own is None or sides.change.named or needed not in (SOME, MUCH):
        return None
    name = "apart"
    if _relates(connection, sides, own):
        enough = person.years >= YEARS
        name = "met" if enough else "some" if needed == SOME else "short"
    return message(f"change.experience.{name}", years=f"{person.years:g}", source=own.with_article)


def _relates(connection: Connection, sides: Sides, own: Occupation) -> bool:
    """Return whether O*NET relates the person's occupation to the target, whichever of the two it lists."""
    here = sides.source.code if sides.source else own.code or ""
    pairs = ((here, sides.target.code), (sides.target.code, here))
    same = here == sides.target.code
    return same or any(
        end in {one.code for one in related(connection, code=start)} for start, end in pairs if start
    )
