"""Names of topics and occupations for their keys, as the knowledge base has them now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.exc import SQLAlchemyError

from desk.databases import reading_knowledge
from knowledge.queries.occupations import get_occupation
from knowledge.queries.topics import list_topics


def topic_titles() -> dict[str, str]:
    """Return the title of every topic by its key; empty while the knowledge base does not answer."""
    try:
        with reading_knowledge() as connection:
            return {topic.key: capitalised(topic.title) for topic in list_topics(connection)}
    except SQLAlchemyError:
        return {}


def occupation_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the names of occupations by key or code; those that are not held keep their key."""
    found = {key: key for key in keys}
    try:
        with reading_knowledge() as connection:
            for key in found:
                held = get_occupation(connection, key=key)
                found[key] = capitalised(held.name) if held else key
    except SQLAlchemyError:
        return found
    return found


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]
