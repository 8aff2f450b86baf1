"""Entities: skills, tools, certifications, places … by key, by alias, by kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from knowledge.models import certification, entity, entity_alias, occupation, occupation_alias, source
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import entity_columns, one_of, read, source_columns, to_entity, to_source
from knowledge.records import Certification, Entity, Term
from knowledge.terms import normalise

# Separators and quotes around words are no part of them; hyphens, dots and + are.
_WORD = re.compile(r"""[^\s,;:/!?()\[\]"“”„«»*]+""")

_ATTRIBUTES = ("provider", "level", "courses", "weeks", "price", "currency")

_GET = select(*entity_columns()).where(entity.c.key == bindparam("key"))
_FIND = (
    select(*entity_columns())
    .join(entity_alias, entity_alias.c.entity_id == entity.c.id)
    .where(entity_alias.c.normalised == bindparam("term"))
    .order_by(entity.c.rank)
)
_FIND_IN = (
    select(entity_alias.c.normalised, *entity_columns())
    .join(entity, entity_alias.c.entity_id == entity.c.id)
    .where(one_of(entity_alias.c.normalised, "terms"))
    .order_by(entity.c.rank)
)
_LIST = select(*entity_columns()).where(entity.c.kind == bindparam("kind")).order_by(entity.c.rank)
_CERTIFICATIONS = (
    select(*(certification.c[name] for name in _ATTRIBUTES), *entity_columns(), *source_columns())
    .select_from(
        certification.join(entity, certification.c.entity_id == entity.c.id).outerjoin(
            source, entity.c.source_id == source.c.id
        )
    )
    .where(one_of(entity.c.key, "keys"))
)


@cached_query
def get_entity(connection: Connection, *, key: str) -> Entity | None:
    """Return the entity with this key."""
    row = connection.execute(_GET, {"key": key}).first()
    return to_entity(row) if row else None


@cached_query
def find_entities(connection: Connection, *, term: str) -> list[Entity]:
    """Return the entities that people call ``term``; more than one when kinds share a name."""
    return [to_entity(row) for row in read(connection, _FIND, term=normalise(term))]


@cached_query
def find_entities_in(connection: Connection, *, text: str) -> list[Entity]:
    """Return the entities named in ``text`` by up to four words in a row, the longest names first.

    Shorter names inside longer ones are left out. Aliases of one or two letters count only in capitals.
    """
    words = _WORD.findall(text)[:60]
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for length in range(1, 5):
        for first in range(len(words) - length + 1):
            spans[normalise(" ".join(words[first : first + length]))].append((first, length))
    rows = read(connection, _FIND_IN, terms=[term for term in spans if term])
    hits = [(span, to_entity(row)) for row in rows for span in spans[row.normalised]]
    found: dict[str, Entity] = {}
    taken: set[int] = set()
    for (first, length), named in sorted(hits, key=lambda hit: (-hit[0][1], hit[0][0])):
        places = set(range(first, first + length))
        typed = " ".join(words[first : first + length])
        if not places & taken and (len(typed.strip(".'’")) > 2 or typed.isupper()):
            found[named.key] = named
            taken |= places
    return list(found.values())


@cached_query
def list_entities(connection: Connection, *, kind: str) -> list[Entity]:
    """Return the entities of a kind in the order of the content."""
    return [to_entity(row) for row in read(connection, _LIST, kind=kind)]


@cached_query
def certifications(connection: Connection, *, keys: Iterable[str]) -> list[Certification]:
    """Return the attributes of the certifications and courses with these keys, in the order of ``keys``."""
    wanted = list(dict.fromkeys(keys))
    found = {
        row.entity_key: Certification(
            entity=to_entity(row),
            source=to_source(row) if row.source_key else None,
            provider=row.provider,
            level=row.level,
            courses=row.courses,
            weeks=row.weeks,
            price=row.price,
            currency=row.currency,
        )
        for row in read(connection, _CERTIFICATIONS, keys=wanted)
    }
    return [found[key] for key in wanted if key in found]


def vocabulary(connection: Connection) -> list[Term]:
    """Return every name and alias with what it names: the vocabulary of NLU."""
    occupations = select(occupation_alias.c.alias, occupation.c.key).join(
        occupation, occupation_alias.c.occupation_id == occupation.c.id
    )
    entities = select(entity_alias.c.alias, entity.c.kind, entity.c.key).join(
        entity, entity_alias.c.entity_id == entity.c.id
    )
    terms = [
        Term(row.alias, "occupation", row.key)
        for row in connection.execute(occupations.order_by(occupation_alias.c.id))
    ]
    terms += [
        Term(row.alias, row.kind, row.key) for row in connection.execute(entities.order_by(entity_alias.c.id))
    ]
    return terms
