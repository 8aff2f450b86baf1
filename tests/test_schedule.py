"""Kinds of tests follow from where they stand; tests that share a server share a process; some run alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests import services
from tests.schedule import ALONE, FIRST, KINDS, KINDS_OF_FOLDER, LAST, TOGETHER, Room, group, kinds, place

ROOT = Path(__file__).resolve().parent.parent
FORGOTTEN = """
async def work():
    pass

def test_it_forgets_to_await():
    work()
"""
LEFT = """
import asyncio

async def test_it_leaves_a_task():
    asyncio.create_task(asyncio.sleep(60))
"""


def test_every_path_of_the_schedule_exists() -> None:
    paths = {path.partition("::")[0] for path in (*FIRST, *ALONE, *LAST, *KINDS_OF_FOLDER, *TOGETHER)}
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert set().union(*KINDS_OF_FOLDER.values()) <= set(KINDS)


def test_tests_of_one_server_share_a_process() -> None:
    talks = group("tests/conversations/test_terminal.py::test_a")
    assert (
        talks == group("tests/conversations/test_faults.py::test_b") == group("tests/test_readme.py::test_c")
    )
    assert group("tests/bot/test_train.py::test_a") != group("tests/bot/test_server.py::test_a")


def test_tests_on_one_kind_of_database_share_a_process() -> None:
    first, second = "tests/knowledge/test_loader.py::test_a", "tests/knowledge/queries/test_facts.py::test_b"
    assert group(f"{first}[sqlite]") == group(f"{second}[sqlite-x]")
    assert group(f"{first}[sqlite]") != group(f"{first}[postgresql]") != group(first)


def test_those_that_run_alone_are_listed_and_those_listed_run_alone(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        assert (item.get_closest_marker("alone") is not None) == item.nodeid.startswith(ALONE), item.nodeid


def test_files_of_the_widget_and_browsers_are_spread() -> None:
    hosts, access = "tests/widget/test_hosts.py", "tests/widget/test_access.py"
    assert (
        len({group(f"{hosts}::test_a[plain]"), group(f"{hosts}::test_a[plain-firefox]"), group(access)}) == 3
    )


def test_the_longest_come_first_and_the_browser_last() -> None:
    files = [
        "tests/widget/test_access.py",
        ALONE[0],
        "tests/test_setup.py",
        "tests/faults/test_one_server.py",
    ]
    assert sorted(files, key=place) == files[::-1]


def test_a_test_is_a_unit_test_unless_it_needs_more(request: pytest.FixtureRequest) -> None:
    assert kinds(request.node) == {"unit"}


@pytest.mark.alone
def test_a_test_that_runs_alone_may_still_be_a_unit_test(request: pytest.FixtureRequest) -> None:
    assert kinds(request.node) == {"alone", "unit"}


def test_a_unit_test_cannot_start_a_service() -> None:
    with pytest.raises(pytest.fail.Exception, match="of the kind postgres"), services.postgres_database():
        pass


def test_a_test_alone_waits_for_the_others_and_is_not_passed(tmp_path: Path) -> None:
    order: list[str] = []
    inside, leave = threading.Event(), threading.Event()

    def run(name: str, alone: bool) -> None:
        with Room(tmp_path).entered(alone=alone):
            order.append(name)
            if name == "first":
                inside.set()
                assert leave.wait(10)

    def started(name: str, alone: bool) -> threading.Thread:
        thread = threading.Thread(target=run, args=(name, alone))
        thread.start()
        return thread

    threads = [started("first", alone=False)]
    assert inside.wait(10)
    threads.append(started("alone", alone=True))
    threads[-1].join(timeout=0.2)  # it waits at the door
    threads.append(started("last", alone=False))
    threads[-1].join(timeout=0.2)  # and so does who comes later
    assert order == ["first"]
    leave.set()
    for thread in threads:
        thread.join(timeout=10)
    assert order == ["first", "alone", "last"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("test", "said"), [(FORGOTTEN, "coroutine object work"), (LEFT, "still running")], ids=["await", "task"]
)
def test_what_is_left_undone_fails_a_test(tmp_path: Path, test: str, said: str) -> None:
    (tmp_path / "tests").mkdir()
    for name in ("conftest.py", "databases.py", "schedule.py", "services.py"):
        (tmp_path / "tests" / name).symlink_to(ROOT / "tests" / name)
    (tmp_path / "tests" / "test_it.py").write_text(test, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path / "tests")]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100
    )
    assert result.returncode == 1 and said in result.stdout, result.stdout + result.stderr
