"""What an index is made of: an occupation's passages, their fingerprint, and the vector of a question."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from knowledge.encoder import load_encoder
from knowledge.models import occupation as occupation_table
from knowledge.models import occupation_alias, passage, passage_version
from knowledge.passages import fingerprint
from knowledge.queries.rows import one_of, read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CACHED_VECTORS = 1024  # 1.5 MB: people's questions, and those of the topics that they are compared with
_VERSIONS = (
    select(passage_version.c.kind, passage_version.c.fingerprint, occupation_alias.c.alias)
    .select_from(
        occupation_table.join(
            passage_version,
            and_(
                passage_version.c.occupation_id == occupation_table.c.id,
                one_of(passage_version.c.kind, "kinds"),
            ),
        ).outerjoin(occupation_alias, occupation_alias.c.occupation_id == occupation_table.c.id)
    )
    .where(occupation_table.c.key == bindparam("occupation"))
    .order_by(passage_version.c.kind)
)
_PASSAGES = (
    select(passage.c.row_key, passage.c.hash, passage.c.text, passage.c.vector)
    .join(occupation_table, passage.c.occupation_id == occupation_table.c.id)
    .where(occupation_table.c.key == bindparam("occupation"), passage.c.kind == bindparam("kind"))
    .order_by(passage.c.id)
)


def fingerprint_and_names(
    connection: Connection, *, occupation: str, kinds: tuple[str, ...]
) -> tuple[str | None, list[str]]:
    """Return the fingerprint of an occupation's passages of some kinds, None without any, and its names."""
    rows = read(connection, _VERSIONS, occupation=occupation, kinds=list(kinds))
    fingerprints = dict.fromkeys(version_of(row.kind, row.fingerprint) for row in rows)
    names = dict.fromkeys(row.alias for row in rows if row.alias is not None)
    return (" ".join(fingerprints) or None), list(names)


def version_of(kind: str, fingerprint: str) -> str:
    """Return how :func:`fingerprint_and_names` writes the fingerprint of one kind."""
    return f"{kind}:{fingerprint}"


def passage_rows(connection: Connection, *, occupation: str, kind: str) -> tuple[list[SqlRow], str]:
    """Return an occupation's passages of one kind, and the version of just these.

    A row has ``row_key``, ``hash``, ``text`` and ``vector``. An index made of the rows is cached under this
    version and not under the one read before: another load may have ended in between.
    """
    rows = read(connection, _PASSAGES, occupation=occupation, kind=kind)
    return rows, version_of(kind, fingerprint((row.row_key, row.hash) for row in rows)) if rows else ""


@lru_cache(maxsize=CACHED_VECTORS)
def question_vector(text: str) -> NDArray[np.float32]:
    """Return the unit vector of a text."""
    vector: NDArray[np.float32] = load_encoder().encode([text])[0]
    return vector
