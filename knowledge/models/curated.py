"""Tables of the curated content (SQLAlchemy Core, alike under 1.4 and 2.0).

Every row about an occupation has a ``key`` of its own and a source. Ids are internal and change with every
load of the content; what outlives a query (slots, coverage files, payloads) stores keys.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from knowledge.models.base import (
    KEY_LENGTH,
    TERM_LENGTH,
    id_column,
    key_column,
    metadata,
    provenance,
    reference,
)

source = Table(
    "source",
    metadata,
    id_column(),
    key_column(),
    Column("title", Text, nullable=False),
    Column("title_supplied", Boolean, nullable=False),
    Column("publisher", Text),
    Column("published", String(10)),
    Column("date_note", Text),
    Column("location", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("attribution", Text),
)

occupation = Table(
    "occupation",
    metadata,
    id_column(),
    key_column(),
    Column("name", Text, nullable=False),
    Column("plural", Text, nullable=False),
    Column("featured", Boolean, nullable=False, index=True),
    Column("onet_code", String(10), index=True),
    Column("counted_with", Text, nullable=False, server_default=""),
)

occupation_alias = Table(
    "occupation_alias",
    metadata,
    id_column(),
    reference("occupation", index=True),
    Column("alias", Text, nullable=False),
    Column("normalised", String(TERM_LENGTH), nullable=False, index=True),
)

occupation_code = Table(
    "occupation_code",
    metadata,
    id_column(),
    reference("occupation", index=True),
    reference("source"),
    Column("scheme", String(10), nullable=False),
    Column("code", String(20), nullable=False),
    Column("title", Text),
    Column("note", Text),
    Index(None, "scheme", "code"),
)

topic = Table(
    "topic",
    metadata,
    id_column(),
    key_column(),
    Column("title", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("group", String(KEY_LENGTH), nullable=False),
    Column("tells", Text, nullable=False),  # keys, separated by spaces
    Column("rank", Integer, nullable=False),
)

measure = Table(
    "measure",
    metadata,
    id_column(),
    key_column(),
    Column("title", Text, nullable=False),
    Column("dimension", String(20)),
    Column("chart_type", String(10), nullable=False),
)

entity = Table(
    "entity",
    metadata,
    id_column(),
    key_column(),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False, index=True),
    Column("category", String(KEY_LENGTH)),
    Column("rank", Integer, nullable=False),
    Column("description", Text),
    reference("source", nullable=True),
)

entity_alias = Table(
    "entity_alias",
    metadata,
    id_column(),
    reference("entity", index=True),
    Column("alias", Text, nullable=False),
    Column("normalised", String(TERM_LENGTH), nullable=False, index=True),
)

# Attributes of a certification or a course; null where no source states them.
certification = Table(
    "certification",
    metadata,
    Column("entity_id", Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True),
    Column("provider", Text),
    Column("level", Text),
    Column("courses", Integer),
    Column("weeks", Integer),
    Column("price", Integer),
    Column("currency", String(3)),
)

statement = Table(
    "statement",
    metadata,
    id_column(),
    key_column(),
    *provenance(),
    reference("topic"),
    Column("kind", String(KEY_LENGTH)),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("detail", Text),
    Column("why", Text),
    Index(None, "occupation_id", "topic_id", "kind", "rank"),
)

statement_entity = Table(
    "statement_entity",
    metadata,
    Column("statement_id", Integer, ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True),
    Column("entity_id", Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True, index=True),
)

association = Table(
    "association",
    metadata,
    id_column(),
    key_column(),
    *provenance(),
    reference("entity", index=True),
    reference("topic"),
    Column("requirement", String(10), nullable=False),
    Column("skill_type", String(10)),
    Column("in_demand", Boolean, nullable=False),
    Column("widely_held", Boolean, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("why", Text),
    Index(None, "occupation_id", "topic_id"),
)

figure = Table(
    "figure",
    metadata,
    id_column(),
    key_column(),
    *provenance(),
    reference("topic"),
    reference("measure"),
    reference("entity", nullable=True, index=True),
    Column("rank", Integer, nullable=False),
    Column("value", Float, nullable=False),
    Column("unit", String(20), nullable=False),
    Column("bound", String(10)),
    Column("note", Text),
    Index(None, "occupation_id", "topic_id", "measure_id", "rank"),
)

misconception = Table(
    "misconception",
    metadata,
    id_column(),
    key_column(),
    *provenance(),
    reference("topic"),
    Column("rank", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("belief", Text, nullable=False),
    Column("reality", Text, nullable=False),
    Index(None, "occupation_id", "rank"),
)

misconception_point = Table(
    "misconception_point",
    metadata,
    id_column(),
    reference("misconception"),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("misconception_id", "rank"),
)

comparison = Table(
    "comparison",
    metadata,
    id_column(),
    key_column(),
    *provenance(),
    reference("occupation", name="other_occupation_id", index=True),
    Column("aspect", Text, nullable=False),
    Column("layout", String(10), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("other_text", Text, nullable=False),
    Column("note", Text),
    Index(None, "occupation_id", "other_occupation_id", "layout", "rank"),
)

related_occupation = Table(
    "related_occupation",
    metadata,
    id_column(),
    key_column(),
    *provenance(),
    Column("kind", String(20), nullable=False),
    reference("occupation", name="other_occupation_id", nullable=True, index=True),
    Column("other_name", Text),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "occupation_id", "kind", "rank"),
)

disagreement = Table(
    "disagreement",
    metadata,
    id_column(),
    key_column(),
    reference("occupation", index=True),
    reference("topic"),
    Column("text", Text, nullable=False),
)

disagreement_row = Table(
    "disagreement_row",
    metadata,
    id_column(),
    reference("disagreement", index=True),
    Column("row_key", String(KEY_LENGTH), nullable=False, index=True),
)

# The texts by which rows are found, with their vectors: 384 numbers of 16 bits.
# ``hash`` is that of the text and the encoder, so that only changed texts are encoded again.
passage = Table(
    "passage",
    metadata,
    id_column(),
    reference("occupation"),
    Column("kind", String(20), nullable=False),
    Column("row_key", String(KEY_LENGTH), nullable=False),
    Column("text", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Index(None, "occupation_id", "kind"),
)

# The hash of an occupation's passages of one kind: a copy in memory is stale when it differs.
passage_version = Table(
    "passage_version",
    metadata,
    Column("occupation_id", Integer, ForeignKey("occupation.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
)

# Which content files the rows were made from, so that unchanged ones need not be loaded again.
content_version = Table(
    "content_version",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("summary", Text, nullable=False),
    Column("loaded_at", DateTime, nullable=False),
)
