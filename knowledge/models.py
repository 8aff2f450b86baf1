"""Tables of the knowledge base (SQLAlchemy Core, alike under 1.4 and 2.0).

Every row about an occupation has a ``key`` of its own and a source. Ids are internal and change when the
content is loaded anew; whatever outlives a query (slots, coverage files, payloads) holds keys.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

KEY_LENGTH = 80


def _id() -> Column:
    return Column("id", Integer, primary_key=True)


def _key() -> Column:
    return Column("key", String(KEY_LENGTH), nullable=False, unique=True)


def _to(table: str, *, name: str | None = None, nullable: bool = False, index: bool = False) -> Column:
    column = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name or f"{table}_id", Integer, column, nullable=nullable, index=index)


def _provenance() -> list[Column]:
    """Columns of a row about an occupation: whose it is, where it comes from and what it holds for."""
    return [
        _to("occupation"),
        _to("source", index=True),
        Column("attributed_to", Text),
        Column("as_of", String(9)),
        Column("place", Text),
    ]


source = Table(
    "source",
    metadata,
    _id(),
    _key(),
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
    _id(),
    _key(),
    Column("name", Text, nullable=False),
    Column("plural", Text, nullable=False),
    Column("featured", Boolean, nullable=False, index=True),
)

occupation_alias = Table(
    "occupation_alias",
    metadata,
    _id(),
    _to("occupation", index=True),
    Column("alias", Text, nullable=False),
    Column("normalised", String(200), nullable=False, index=True),
)

occupation_code = Table(
    "occupation_code",
    metadata,
    _id(),
    _to("occupation", index=True),
    _to("source"),
    Column("scheme", String(10), nullable=False),
    Column("code", String(20), nullable=False),
    Column("title", Text),
    Column("note", Text),
    Index(None, "scheme", "code"),
)

topic = Table(
    "topic",
    metadata,
    _id(),
    _key(),
    Column("title", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("group", String(KEY_LENGTH), nullable=False),
    Column("rank", Integer, nullable=False),
)

measure = Table(
    "measure",
    metadata,
    _id(),
    _key(),
    Column("title", Text, nullable=False),
    Column("dimension", String(20)),
    Column("chart_type", String(10), nullable=False),
)

entity = Table(
    "entity",
    metadata,
    _id(),
    _key(),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False, index=True),
    Column("category", String(KEY_LENGTH)),
    Column("rank", Integer, nullable=False),
    Column("description", Text),
    _to("source", nullable=True),
)

entity_alias = Table(
    "entity_alias",
    metadata,
    _id(),
    _to("entity", index=True),
    Column("alias", Text, nullable=False),
    Column("normalised", String(200), nullable=False, index=True),
)

# What is told of a certification or a course beyond its name; empty where no source tells it.
certification = Table(
    "certification",
    metadata,
    Column("entity_id", Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True),
    Column("provider", Text),
    Column("level", Text),
    Column("courses", Integer),
    Column("weeks", Integer),
    Column("price_usd", Integer),
)

statement = Table(
    "statement",
    metadata,
    _id(),
    _key(),
    *_provenance(),
    _to("topic"),
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
    _id(),
    _key(),
    *_provenance(),
    _to("entity", index=True),
    _to("topic"),
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
    _id(),
    _key(),
    *_provenance(),
    _to("topic"),
    _to("measure"),
    _to("entity", nullable=True, index=True),
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
    _id(),
    _key(),
    *_provenance(),
    _to("topic"),
    Column("rank", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("belief", Text, nullable=False),
    Column("reality", Text, nullable=False),
    Index(None, "occupation_id", "rank"),
)

misconception_point = Table(
    "misconception_point",
    metadata,
    _id(),
    _to("misconception"),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("misconception_id", "rank"),
)

comparison = Table(
    "comparison",
    metadata,
    _id(),
    _key(),
    *_provenance(),
    _to("occupation", name="other_occupation_id", index=True),
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
    _id(),
    _key(),
    *_provenance(),
    Column("kind", String(20), nullable=False),
    _to("occupation", name="other_occupation_id", nullable=True, index=True),
    Column("other_name", Text),
    Column("rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "occupation_id", "kind", "rank"),
)

disagreement = Table(
    "disagreement",
    metadata,
    _id(),
    _key(),
    _to("occupation", index=True),
    _to("topic"),
    Column("text", Text, nullable=False),
)

disagreement_row = Table(
    "disagreement_row",
    metadata,
    _id(),
    _to("disagreement", index=True),
    Column("row_key", String(KEY_LENGTH), nullable=False, index=True),
)

# The texts by which rows are found, with what the sentence encoder makes of them: 384 numbers of 16 bits.
# ``hash`` is that of the text and the encoder, so that only what has changed is encoded again.
passage = Table(
    "passage",
    metadata,
    _id(),
    _to("occupation"),
    Column("kind", String(20), nullable=False),
    Column("row_key", String(KEY_LENGTH), nullable=False),
    Column("text", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Index(None, "occupation_id", "kind"),
)

# One hash of an occupation's passages of one kind: a copy in memory is stale when it differs.
passage_version = Table(
    "passage_version",
    metadata,
    Column("occupation_id", Integer, ForeignKey("occupation.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
)

# Which content files the rows were made from, so that unchanged ones need not be loaded again.
content_version = Table("content_version", metadata, Column("fingerprint", String(64), primary_key=True))
