"""Tables of imported datasets. Loading the curated content leaves them alone, and they refer to none of it.

Rows of one table may come from several datasets; ``dataset_id`` says which, so that each is replaced alone.
"""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, String, Table, Text

from knowledge.models.base import TERM_LENGTH, id_column, key_column, metadata, reference

# The imported version of each dataset; ``fingerprint`` is that of its files and of the code that reads them.
dataset = Table(
    "dataset",
    metadata,
    id_column(),
    key_column(),
    Column("version", String(80), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("attribution", Text),
    Column("rows", Integer, nullable=False),
    Column("loaded_at", DateTime, nullable=False),
)

# Job titles by O*NET-SOC code; many titles belong to several occupations.
occupation_title = Table(
    "occupation_title",
    metadata,
    id_column(),
    reference("dataset", index=True),
    Column("occupation_code", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("normalised", String(TERM_LENGTH), nullable=False),
    Column("kind", String(20), nullable=False),
    Index(None, "occupation_code"),
    Index(None, "normalised"),
)
