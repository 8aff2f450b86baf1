"""What the tables share: the metadata with its naming of constraints, and columns of one kind."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

KEY_LENGTH = 80
TERM_LENGTH = 200  # of a name or alias in the form in which it is looked up


def id_column() -> Column:
    """Return the column of an internal id."""
    return Column("id", Integer, primary_key=True)


def key_column() -> Column:
    """Return the column of a row's own key."""
    return Column("key", String(KEY_LENGTH), nullable=False, unique=True)


def reference(
    table: str, *, name: str | None = None, nullable: bool = False, index: bool = False
) -> Column:
    """Return a column that refers to the id of a row of ``table``; its name is ``<table>_id`` by default."""
    column = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name or f"{table}_id", Integer, column, nullable=nullable, index=index)


def provenance() -> list[Column]:
    """Return the columns of a row about an occupation: which one, by which source, for when and where."""
    return [
        reference("occupation"),
        reference("source", index=True),
        Column("attributed_to", Text),
        Column("as_of", String(9)),
        Column("place", Text),
    ]
