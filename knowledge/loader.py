"""Writes checked content to the database: one transaction, repeatable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.engine import Connection, Engine

from knowledge import content_schema as schema
from knowledge import models
from knowledge.content import Content
from knowledge.fact_texts import fact_text
from knowledge.passages import Passage, digest, encoder_identity, passages
from knowledge.passages import fingerprint as fingerprint_of
from knowledge.terms import normalise
from knowledge.transactions import Say, write_transaction
from knowledge.vector_cache import cached_vectors

PROVENANCE = ("attributed_to", "as_of", "place")
ASSOCIATION = ("requirement", "skill_type", "in_demand", "widely_held", "rank", "text", "why")
CHECKED_ONLY = {"unit", "signed"}  # of a measure: figures are checked against them when they are read
READ_ONLY = {"override"}  # of an entry: has been heeded when folders were laid over each other


def load(
    engine: Engine, content: Content, fingerprint: str | None = None, say: Say = lambda _line: None
) -> dict[str, int]:
    """Replace the curated content of the knowledge base; return the number of rows by table.

    Imported datasets stay. Readers see the old content until all of the new is in; an error leaves the old
    untouched. Only texts that are new to the knowledge base are encoded.

    Args:
        engine: of a migrated database.
        content: to be written.
        fingerprint: by which :func:`is_loaded` recognises the content.
        say: called with a line when another load has to finish first.

    Raises:
        EncoderError: there is no encoder, or it is damaged.
        LockTimeout: another load has not finished.
    """
    prepared = _prepared(engine, content)  # may take long, so before the lock is taken
    with write_transaction(engine, say) as connection:
        return _replace(connection, content, prepared, fingerprint)


@contextmanager
def as_if_loaded(
    engine: Engine, content: Content, fingerprint: str, *, lock_seconds: float
) -> Iterator[Connection]:
    """Give a connection to the knowledge base that sees it with this content loaded; nothing of it is kept.

    Everybody else goes on reading what was there; other loads wait meanwhile.

    Args:
        engine: of a migrated database.
        content: to be seen.
        fingerprint: of the content.
        lock_seconds: how long to wait for another load.

    Raises:
        EncoderError: there is no encoder, or it is damaged.
        LockTimeout: another load has not finished by then.
    """
    prepared = _prepared(engine, content)
    with (
        suppress(_TakenBack),
        write_transaction(engine, lock_seconds=lock_seconds) as connection,
    ):
        _replace(connection, content, prepared, fingerprint)
        yield connection
        raise _TakenBack


class _TakenBack(Exception):
    """Ends a transaction whose changes are not to be kept."""


@dataclass(frozen=True)
class _Prepared:
    """The passages of some content, and their vectors by hash."""

    encoder: str
    passages: list[Passage]
    vectors: dict[str, bytes]


def _prepared(engine: Engine, content: Content) -> _Prepared:
    """Encode the texts that are new to the knowledge base."""
    encoder = encoder_identity()
    new = list(
        passages(
            content.occupations, content.statements, content.misconceptions, facts_with_questions(content)
        )
    )
    texts = [passage.text for passage in new]
    with engine.connect() as connection:
        known = _known_vectors(connection, {digest(text, encoder) for text in texts})
    return _Prepared(encoder, new, cached_vectors(texts, known, encoder))


def _replace(
    connection: Connection, content: Content, prepared: _Prepared, fingerprint: str | None
) -> dict[str, int]:
    """Replace the curated content in a transaction; return the number of rows by table."""
    for table in reversed(models.CURATED_TABLES):
        connection.execute(delete(table))
    writer = _Writer(connection)
    writer.write(content)
    writer.write_passages(prepared.passages, prepared.vectors, prepared.encoder)
    if fingerprint:
        version = {
            "fingerprint": fingerprint,
            "summary": f"{content.summary}{content.origin}",
            "loaded_at": datetime.utcnow().replace(microsecond=0),
        }
        connection.execute(insert(models.content_version), [version])
    return writer.counts


def is_loaded(engine: Engine, fingerprint: str) -> bool:
    """Return whether the curated rows were made from the content with this fingerprint."""
    with engine.connect() as connection:
        return bool(connection.execute(select(models.content_version.c.fingerprint)).scalar() == fingerprint)


def facts_with_questions(content: Content) -> Iterator[tuple[schema.OccupationRow, str, tuple[str, ...]]]:
    """Yield every row about an occupation with its text and the questions that people ask for it."""
    asked = {one.row: one.questions for one in content.questions}
    measures = {str(measure.key): measure for measure in content.measures}
    entities = {str(entity.key): entity for entity in content.entities}
    for row in content.rows():
        yield row, fact_text(row, measures, entities), asked.get(str(row.key), ())


def _known_vectors(connection: Connection, hashes: set[str]) -> dict[str, bytes]:
    """Return the stored vectors of the texts with these hashes."""
    rows = connection.execute(select(models.passage.c.hash, models.passage.c.vector))
    return {row.hash: bytes(row.vector) for row in rows if row.hash in hashes}


class _Writer:
    """Inserts section after section, replacing keys by ids."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.counts: dict[str, int] = {}
        self.ids: dict[str, dict[str, int]] = {}

    def write(self, content: Content) -> None:
        self._sources_to_measures(content)
        self._occupations(content.occupations)
        self._entities(content.entities)
        self._statements(content.statements)
        self._insert(
            models.association,
            [self._associated(association, *ASSOCIATION) for association in content.associations],
        )
        self._insert(models.figure, [self._figure(figure) for figure in content.figures])
        self._misconceptions(content.misconceptions)
        self._insert(models.comparison, [self._comparison(row) for row in content.comparisons])
        self._insert(
            models.related_occupation, [self._related_occupations(row) for row in content.related_occupations]
        )
        self._disagreements(content.disagreements)

    def write_passages(self, new: list[Passage], encoded: dict[str, bytes], encoder: str) -> None:
        """Insert passages with their vectors, and a fingerprint of each occupation's passages of a kind."""
        rows = []
        hashes: dict[tuple[int | None, str], list[tuple[str, str]]] = defaultdict(list)
        for passage in new:
            occupation = self._id("occupation", passage.occupation)
            key = digest(passage.text, encoder)
            rows.append(
                {
                    "occupation_id": occupation,
                    "kind": passage.kind,
                    "row_key": passage.row_key,
                    "text": passage.text,
                    "hash": key,
                    "vector": encoded[key],
                }
            )
            hashes[occupation, passage.kind].append((passage.row_key, key))
        self._insert(models.passage, rows)
        versions = [
            {"occupation_id": occupation, "kind": kind, "fingerprint": fingerprint_of(found)}
            for (occupation, kind), found in hashes.items()
        ]
        if versions:
            self.connection.execute(insert(models.passage_version), versions)

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)
        self.counts[table.name] = self.counts.get(table.name, 0) + len(rows)
        if "key" in table.c:
            self.ids[table.name] = {
                row.key: row.id for row in self.connection.execute(select(table.c.key, table.c.id))
            }

    def _id(self, table: str, key: str | None) -> int | None:
        return None if key is None else self.ids[table][key]

    def _sources_to_measures(self, content: Content) -> None:
        self._insert(models.source, [source.dict(exclude=READ_ONLY) for source in content.sources])
        topics = [
            topic.dict(exclude=READ_ONLY) | {"tells": " ".join(topic.tells), "rank": rank}
            for rank, topic in enumerate(content.topics, start=1)
        ]
        self._insert(models.topic, topics)
        self._insert(
            models.measure, [measure.dict(exclude=CHECKED_ONLY | READ_ONLY) for measure in content.measures]
        )

    def _occupations(self, occupations: list[schema.Occupation]) -> None:
        columns = {"key", "name", "plural", "featured", "onet_code"}
        self._insert(
            models.occupation,
            [
                occupation.dict(include=columns) | {"counted_with": " ".join(occupation.counted_with)}
                for occupation in occupations
            ],
        )
        aliases = [
            {"occupation_id": self._id("occupation", occupation.key), "alias": alias, "normalised": term}
            for occupation in occupations
            for term, alias in _terms(occupation.name, occupation.plural, *occupation.aliases).items()
        ]
        self._insert(models.occupation_alias, aliases)
        codes = [
            code.dict(exclude={"source"})
            | {
                "occupation_id": self._id("occupation", occupation.key),
                "source_id": self._id("source", code.source),
            }
            for occupation in occupations
            for code in occupation.codes
        ]
        self._insert(models.occupation_code, codes)

    def _entities(self, entities: list[schema.Entity]) -> None:
        columns = {"key", "name", "kind", "category", "description"}
        rows = [
            entity.dict(include=columns) | {"source_id": self._id("source", entity.source), "rank": rank}
            for rank, entity in enumerate(entities, start=1)
        ]
        self._insert(models.entity, rows)
        aliases = [
            {"entity_id": self._id("entity", entity.key), "alias": alias, "normalised": term}
            for entity in entities
            for term, alias in _terms(entity.name, *entity.aliases).items()
        ]
        self._insert(models.entity_alias, aliases)
        attributes = set(schema.CERTIFICATION_ATTRIBUTES)
        certifications = [
            entity.dict(include=attributes) | {"entity_id": self._id("entity", entity.key)}
            for entity in entities
            if entity.kind in ("certification", "course")
        ]
        self._insert(models.certification, certifications)

    def _row(self, row: schema.OccupationRow, *columns: str) -> dict[str, Any]:
        own = {name: getattr(row, name) for name in ("key", *PROVENANCE, *columns)}
        return own | {
            "occupation_id": self._id("occupation", row.occupation),
            "source_id": self._id("source", row.source),
        }

    def _associated(self, row: Any, *columns: str) -> dict[str, Any]:
        return self._row(row, *columns) | {
            "topic_id": self._id("topic", row.topic),
            "entity_id": self._id("entity", row.entity),
        }

    def _statements(self, statements: list[schema.Statement]) -> None:
        rows = [
            self._row(row, "kind", "rank", "text", "detail", "why")
            | {"topic_id": self._id("topic", row.topic)}
            for row in statements
        ]
        self._insert(models.statement, rows)
        named = [
            {"statement_id": self._id("statement", row.key), "entity_id": self._id("entity", key)}
            for row in statements
            for key in dict.fromkeys(row.entities)
        ]
        self._insert(models.statement_entity, named)

    def _figure(self, figure: schema.Figure) -> dict[str, Any]:
        columns = ("rank", "value", "unit", "bound", "note")
        return self._associated(figure, *columns) | {"measure_id": self._id("measure", figure.measure)}

    def _misconceptions(self, misconceptions: list[schema.Misconception]) -> None:
        rows = [
            self._row(row, "rank", "title", "belief", "reality") | {"topic_id": self._id("topic", row.topic)}
            for row in misconceptions
        ]
        self._insert(models.misconception, rows)
        points = [
            {"misconception_id": self._id("misconception", row.key), "rank": rank, "text": text}
            for row in misconceptions
            for rank, text in enumerate(row.points, start=1)
        ]
        self._insert(models.misconception_point, points)

    def _comparison(self, row: schema.Comparison) -> dict[str, Any]:
        columns = ("aspect", "layout", "rank", "text", "other_text", "note")
        return self._row(row, *columns) | {"other_occupation_id": self._id("occupation", row.other)}

    def _related_occupations(self, row: schema.RelatedOccupation) -> dict[str, Any]:
        return self._row(row, "kind", "rank", "text", "other_name") | {
            "other_occupation_id": self._id("occupation", row.other)
        }

    def _disagreements(self, disagreements: list[schema.Disagreement]) -> None:
        rows = [
            {
                "key": row.key,
                "text": row.text,
                "occupation_id": self._id("occupation", row.occupation),
                "topic_id": self._id("topic", row.topic),
            }
            for row in disagreements
        ]
        self._insert(models.disagreement, rows)
        members = [
            {"disagreement_id": self._id("disagreement", row.key), "row_key": key}
            for row in disagreements
            for key in dict.fromkeys(row.rows)
        ]
        self._insert(models.disagreement_row, members)


def _terms(*names: str) -> dict[str, str]:
    """Return the names by their normalised form, the first of equal ones kept."""
    terms: dict[str, str] = {}
    for name in names:
        terms.setdefault(normalise(name), name)
    return terms
