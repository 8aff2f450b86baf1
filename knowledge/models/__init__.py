"""Tables of the knowledge base: the curated content, and imported datasets."""

from sqlalchemy import Table

from knowledge.models.base import KEY_LENGTH, TERM_LENGTH, metadata
from knowledge.models.curated import (
    association,
    certification,
    comparison,
    content_version,
    disagreement,
    disagreement_row,
    entity,
    entity_alias,
    figure,
    measure,
    misconception,
    misconception_point,
    occupation,
    occupation_alias,
    occupation_code,
    passage,
    passage_version,
    related_occupation,
    source,
    statement,
    statement_entity,
    topic,
)
from knowledge.models.datasets import dataset, occupation_title

DATASET_TABLES: list[Table] = [dataset, occupation_title]
CURATED_TABLES: list[Table] = [table for table in metadata.sorted_tables if table not in DATASET_TABLES]

__all__ = [
    "CURATED_TABLES",
    "DATASET_TABLES",
    "KEY_LENGTH",
    "TERM_LENGTH",
    "association",
    "certification",
    "comparison",
    "content_version",
    "dataset",
    "disagreement",
    "disagreement_row",
    "entity",
    "entity_alias",
    "figure",
    "measure",
    "metadata",
    "misconception",
    "misconception_point",
    "occupation",
    "occupation_alias",
    "occupation_code",
    "occupation_title",
    "passage",
    "passage_version",
    "related_occupation",
    "source",
    "statement",
    "statement_entity",
    "topic",
]
