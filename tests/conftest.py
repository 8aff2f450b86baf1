"""Fixtures for all tests: the advisor as ``make run`` starts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.advisor import Advisor, running_advisor


@pytest.fixture(scope="session")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """The running advisor, with a knowledge base and ports of its own."""
    with running_advisor(tmp_path_factory.mktemp("advisor")) as running:
        yield running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's tests last: its library keeps a loop running, beside which no other can run."""
    items.sort(key=lambda item: "tests/widget/" in item.nodeid)
