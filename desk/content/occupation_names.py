"""Which occupation an editor means by a key, a code, a name or a title."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from desk.texts import say
from knowledge.queries.datasets import find_titles
from knowledge.queries.occupations import find_occupation, get_occupation, occupation_of_code
from knowledge.records import Occupation

SHOWN = 5  # occupations that share a title


def meant_occupation(connection: Connection, written: str) -> tuple[Occupation | None, str]:
    """Return the occupation that is meant, or None and what to write instead."""
    found = get_occupation(connection, key=written) or find_occupation(connection, term=written)
    if found is not None:
        return found, ""
    titles = find_titles(connection, title=written)
    codes = list(dict.fromkeys(one.occupation_code for one in titles))
    own = [one.occupation_code for one in titles if one.kind == "occupation"]
    wanted = own if len(own) == 1 else codes
    several = [one for code in wanted if (one := occupation_of_code(connection, code=code)) is not None]
    if len(several) == 1:
        return several[0], ""
    if not several:
        return None, say("fact.no_occupation")
    return None, say("fact.several_occupations", names=", ".join(one.name for one in several[:SHOWN]))
