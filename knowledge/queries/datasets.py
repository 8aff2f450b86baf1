"""The loaded versions of the curated content and of each dataset, and occupations by imported title."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from knowledge.models import content_version, dataset, occupation_title
from knowledge.queries.rows import read
from knowledge.records import ContentVersion, DatasetVersion, OccupationTitle
from knowledge.terms import normalise

_VERSION = ("key", "version", "title", "publisher", "licence", "attribution", "rows", "loaded_at")
_DATASETS = select(*(dataset.c[name] for name in _VERSION)).order_by(dataset.c.key)
_CONTENT = select(content_version.c.fingerprint, content_version.c.summary, content_version.c.loaded_at)
_TITLES = (
    select(occupation_title.c.occupation_code, occupation_title.c.title, occupation_title.c.kind)
    .where(occupation_title.c.normalised == bindparam("term"))
    .order_by(occupation_title.c.occupation_code, occupation_title.c.kind, occupation_title.c.title)
)


def loaded_content(connection: Connection) -> ContentVersion | None:
    """Return the version of the curated content, or None before the first load."""
    row = connection.execute(_CONTENT).first()
    return ContentVersion(**row._mapping) if row else None


def loaded_datasets(connection: Connection) -> list[DatasetVersion]:
    """Return the imported version of each dataset by key."""
    return [DatasetVersion(**row._mapping) for row in read(connection, _DATASETS)]


def loaded_version(connection: Connection) -> str | None:
    """Return what tells the loaded content and datasets from any others; None before the first load."""
    loaded = loaded_content(connection)
    if loaded is None:
        return None
    datasets = (f"{one.key} {one.version} {one.loaded_at}" for one in loaded_datasets(connection))
    return "\n".join((loaded.fingerprint, *datasets))


def find_titles(connection: Connection, *, title: str) -> list[OccupationTitle]:
    """Return the occupations of the datasets that bear a title (case and hyphens do not count), by code."""
    return [OccupationTitle(**row._mapping) for row in read(connection, _TITLES, term=normalise(title))]
