"""A plugin of pytest: runs given tests only, starts from loaded databases, writes how long each test took.

All by the environment: ``MUTANT_TESTS`` names a JSON list of test ids, ``MUTANT_BASES`` a folder of loaded
databases, ``MUTANT_SECONDS`` a JSON file to be written.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

BASES = ("shipped.db", "fixture-base.db")
SECONDS: defaultdict[str, float] = defaultdict(float)
FAILED: set[str] = set()


def pytest_sessionstart(session: pytest.Session) -> None:
    folder = os.environ.get("MUTANT_BASES")
    if folder:
        for name in BASES:
            if (Path(folder) / name).exists():
                shutil.copy(Path(folder) / name, _temporary(session))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    file = os.environ.get("MUTANT_TESTS")
    if file is None:
        return
    places = {nodeid: place for place, nodeid in enumerate(json.loads(Path(file).read_text("utf-8")))}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in places])
    items[:] = sorted((item for item in items if item.nodeid in places), key=lambda item: places[item.nodeid])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    SECONDS[report.nodeid] += report.duration
    if report.failed:
        FAILED.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    file = os.environ.get("MUTANT_SECONDS")
    if file is None or "PYTEST_XDIST_WORKER" in os.environ:
        return
    told = {name: round(seconds, 3) for name, seconds in SECONDS.items() if name not in FAILED}
    Path(file).write_text(json.dumps({"seconds": told, "failed": sorted(FAILED)}), "utf-8")
    for name in BASES:
        if (_temporary(session) / name).exists():
            shutil.copy(_temporary(session) / name, Path(file).parent)


def _temporary(session: pytest.Session) -> Path:
    factory: pytest.TempPathFactory = session.config._tmp_path_factory  # type: ignore[attr-defined]
    return factory.getbasetemp()
