"""Pages of the shipped content and the data of all occupations."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.engine import Connection, Engine

from bot.web.occupations.blocks import Page
from bot.web.occupations.occupation_page import find_page, occupation_page
from knowledge.queries.query_cache import with_query_cache

ADDRESS = "https://advisor.example"


@pytest.fixture(scope="session")
def base(dataset_engine: Engine) -> Iterator[Connection]:
    """A connection to all that is held; tests only read."""
    with dataset_engine.connect() as connection:
        yield with_query_cache(connection)


@pytest.fixture
def page(base: Connection) -> Callable[[str], Page]:
    """Return the page under a code or key."""

    def of(key: str) -> Page:
        found = find_page(base, key=key)
        assert found is not None
        return occupation_page(base, found, ADDRESS)

    return of
