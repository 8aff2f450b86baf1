"""Occupations that stand for one's own where O*NET rates nothing of it: soldiers, and "all other" groups."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from knowledge.queries.occupation_matrix import occupation_matrix

FILE = Path(__file__).with_name("stand_ins.yml")
MOST = 3
_BROAD, _MINOR = 6, 5  # characters of a code that its group shares


def stand_ins(connection: Connection, *, code: str) -> tuple[str, ...]:
    """Return the occupations whose work comes nearest to one that is not rated; none for one that is.

    Those that are listed, else those of its group in the classification of occupations.
    """
    matrix = occupation_matrix(connection)
    if matrix is None or not code or (code in matrix.rows and matrix.rated[matrix.rows[code]]):
        return ()
    rated = [one for one, is_rated in zip(matrix.codes, matrix.rated, strict=True) if is_rated]
    if listed := [one for one in _listed().get(code, ()) if one in rated]:
        return tuple(listed)
    groups = ([one for one in rated if one[:size] == code[:size]] for size in (_BROAD, _MINOR))
    return tuple(next((group for group in groups if group), [])[:MOST])


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {str(code): tuple(str(one) for one in nearest) for code, nearest in tree.items()}
