"""All that a question about a topic and an occupation may need, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from knowledge.queries import facts
from knowledge.records import Association, Figure, Statement


@dataclass(frozen=True)
class Facts:
    """Statements, associations and figures, in the order of the content."""

    statements: tuple[Statement, ...] = ()
    associations: tuple[Association, ...] = ()
    figures: tuple[Figure, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there are any rows."""
        return bool(self.statements or self.associations or self.figures)


def facts_of_topic(connection: Connection, *, occupation: str, topic: str) -> Facts:
    """Return an occupation's rows under a topic."""
    under = {"occupation": occupation, "topic": topic}
    return Facts(
        tuple(facts.statements(connection, **under)),
        tuple(facts.associations(connection, **under)),
        tuple(facts.figures(connection, **under)),
    )


def facts_naming(connection: Connection, *, occupation: str, entities: Iterable[str]) -> dict[str, Facts]:
    """Return, for each of these entities (by key), an occupation's rows under any topic that name it."""
    return {
        key: Facts(
            tuple(facts.statements(connection, occupation=occupation, entities=[key])),
            tuple(facts.associations(connection, occupation=occupation, entities=[key])),
            tuple(facts.figures(connection, occupation=occupation, entities=[key])),
        )
        for key in dict.fromkeys(entities)
    }
