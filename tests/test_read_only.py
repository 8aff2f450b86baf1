"""The advisor in a folder that it cannot write to: it runs, or says in one line what has to be writable."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bench.advisor import free_port
from bot.settings import ROOT
from bot.train import ensure_model
from tests.services import needs

pytestmark = pytest.mark.model
# A mount that only this command and its children see.
LOCAL_MOUNT = 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && exec "$@"'
ELSEWHERE = ["unshare", "--mount", "bash", "-c", LOCAL_MOUNT, "-"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings under which everything that is written is written elsewhere."""
    needs("model")
    ensure_model()
    probe = subprocess.run([*ELSEWHERE, "test", "!", "-w", "."], cwd=ROOT, capture_output=True)
    if probe.returncode != 0:
        pytest.skip("a folder can be mounted read-only by root alone")
    folder = tmp_path_factory.mktemp("elsewhere")
    written_elsewhere = {
        "DATABASE_URL": f"sqlite:///{folder / 'knowledge.db'}",
        "ADVISOR_CONVERSATIONS_URL": f"sqlite:///{folder / 'conversations.db'}",
        "ADVISOR_WEB_SECRET": "s" * 40,
        "ADVISOR_PORT": str(free_port()),
        "ADVISOR_ACTION_PORT": str(free_port()),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")}
    return {**others, **written_elsewhere, "PYTHONDONTWRITEBYTECODE": ""}


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ELSEWHERE, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100
    )


@pytest.fixture
def advisor(environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The URL of the running advisor."""
    for command in (["-m", "knowledge", "load"], ["-m", "bot.train"]):
        done = run(environment, "scripts/step.sh", "1/1", "Step", sys.executable, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    url = f"http://127.0.0.1:{environment['ADVISOR_PORT']}"
    with (tmp_path / "log").open("w") as log:
        command = [*ELSEWHERE, sys.executable, "-m", "bot.supervisor", "run"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 100
            while True:
                try:
                    if requests.get(f"{url}/ready", timeout=5).status_code == 200:
                        break
                except requests.ConnectionError:
                    pass
                assert process.poll() is None, (tmp_path / "log").read_text()
                assert time.monotonic() < deadline, (tmp_path / "log").read_text()
                time.sleep(0.2)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=30)
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_it_runs_and_answers_where_only_its_data_can_be_written(advisor: str) -> None:
    body = {"sender": "me", "message": "Do I need Docker?"}
    (message,) = requests.post(f"{advisor}/webhooks/rest/webhook", json=body, timeout=20).json()
    assert message["custom"]["outcome"] == "answered"


@pytest.mark.parametrize("variable", ["ADVISOR_CONVERSATIONS_URL", "DATABASE_URL"])
def test_what_has_to_be_written_is_named_in_one_line_with_folder_and_user(
    environment: dict[str, str], variable: str
) -> None:
    (ROOT / "var").mkdir(exist_ok=True)
    without = {name: value for name, value in environment.items() if name != variable}
    if variable == "DATABASE_URL":
        ended = run(without, sys.executable, "-m", "knowledge", "load", "--force")
    else:
        ended = run(without, sys.executable, "-m", "bot.server", str(ensure_model()))
    line = ended.stderr.splitlines()[-1]
    assert ended.returncode != 0 and "Traceback" not in ended.stderr
    assert variable in line and f"{ROOT / 'var'} must be writable for the user {getpass.getuser()}" in line
