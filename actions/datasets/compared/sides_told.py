"""What is held of one occupation's duties, skills or education, by the articles or by the datasets."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.formatting import capitalised
from actions.messages import message
from knowledge.queries import facts
from knowledge.queries.dataset_rows import ONET
from knowledge.queries.onet import duties, onet_occupation_by_code, ratings
from knowledge.queries.projections import projection_of
from knowledge.records import Occupation, Row

SHOWN = 5  # lines of each occupation


def listed_of(connection: Connection, one: Occupation, topic: str) -> tuple[tuple[str, ...], list[Row]]:
    """Return the first lines on a topic of an occupation, and their rows; none where nothing is held."""
    if one.only_in_datasets:
        return _of_datasets(connection, one, topic)
    rows = facts.statements(connection, occupation=one.key, topic=topic)[:SHOWN]
    if not rows and one.code:
        return _of_datasets(connection, one, topic)
    return tuple(row.text for row in rows), list(rows)


def _of_datasets(connection: Connection, one: Occupation, topic: str) -> tuple[tuple[str, ...], list[Row]]:
    onet = onet_occupation_by_code(connection, code=one.code or "")
    if onet is None:
        return (), []
    if topic == "duties":
        done = duties(connection, code=onet.key)[:SHOWN]
        texts = tuple(row.text for row in done)
        if texts or not onet.description:
            return texts, list(done)
        return (onet.description,), [onet]
    if topic == "skills":
        rated = [row for row in ratings(connection, code=onet.key, scale="skill") if row.source.key == ONET]
        return tuple(capitalised(row.element) for row in rated[:SHOWN]), list(rated[:SHOWN])
    row = projection_of(connection, code=onet.projection_code)
    if row is None or not row.education:
        return (), []
    return (message("data.beside.entry", level=row.education),), [row]
