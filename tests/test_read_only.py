"""The advisor in a folder that it cannot write to: it runs, or says in one line what has to be writable."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
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
READ_ONLY = ["unshare", "--mount", "bash", "-c", LOCAL_MOUNT, "-"]
# Another user, who may read everything.
CAPABILITIES = [f"--{kind}=+dac_read_search" for kind in ("inh-caps", "ambient-caps")]
ANOTHER_USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *CAPABILITIES]


@dataclass(frozen=True)
class Foreign:
    """How a command is run in a folder that it cannot write to, and its settings."""

    prefix: list[str]
    settings: dict[str, str]

    def command(self, *command: str) -> list[str]:
        return [*self.prefix, *command]

    def run(self, *command: str, without: str = "") -> subprocess.CompletedProcess[str]:
        settings = {name: value for name, value in self.settings.items() if name != without}
        return subprocess.run(
            self.command(*command), cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60
        )


@pytest.fixture(params=[READ_ONLY, ANOTHER_USER], ids=["read-only", "another user"])
def foreign(request: pytest.FixtureRequest) -> Iterator[Foreign]:
    """Settings under which everything that is written is written elsewhere."""
    needs("model")
    ensure_model()
    probe = subprocess.run([*request.param, "test", "!", "-w", "."], cwd=ROOT, capture_output=True)
    if probe.returncode != 0:
        pytest.skip("only root may mount a folder read-only and become another user")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        written_elsewhere = {
            "DATABASE_URL": f"sqlite:///{folder}/knowledge.db",
            "ADVISOR_CONVERSATIONS_URL": f"sqlite:///{folder}/conversations.db",
            "ADVISOR_WEB_SECRET": "s" * 40,
            "ADVISOR_PORT": str(free_port()),
            "ADVISOR_ACTION_PORT": str(free_port()),
            "PYTHONDONTWRITEBYTECODE": "",
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")}
        yield Foreign(request.param, {**others, **written_elsewhere})


@pytest.fixture
def advisor(foreign: Foreign, tmp_path: Path) -> Iterator[str]:
    """The URL of the running advisor."""
    for arguments in (["-m", "knowledge", "load"], ["-m", "bot.train"]):
        done = foreign.run("scripts/step.sh", "1/1", "Step", sys.executable, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    url = f"http://127.0.0.1:{foreign.settings['ADVISOR_PORT']}"
    log = tmp_path / "log"
    with log.open("w") as output:
        command = foreign.command(sys.executable, "-m", "bot.supervisor", "run")
        process = subprocess.Popen(command, cwd=ROOT, env=foreign.settings, stdout=output, stderr=output)
        try:
            deadline = time.monotonic() + 100
            while not is_ready(url):
                assert process.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.2)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=30)
    for sign in ("Traceback", "Permission denied", "Read-only", "writable"):
        assert sign not in log.read_text()


def is_ready(url: str) -> bool:
    try:
        return requests.get(f"{url}/ready", timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def test_it_runs_and_answers_where_only_its_data_can_be_written(advisor: str) -> None:
    body = {"sender": "me", "message": "Do I need Docker?"}
    (message,) = requests.post(f"{advisor}/webhooks/rest/webhook", json=body, timeout=20).json()
    assert message["custom"]["outcome"] == "answered"


def test_what_has_to_be_written_is_named_in_one_line_with_folder_and_user(foreign: Foreign) -> None:
    (ROOT / "var").mkdir(exist_ok=True)
    user = "nobody" if foreign.prefix == ANOTHER_USER else getpass.getuser()
    for variable, command in (
        ("ADVISOR_CONVERSATIONS_URL", ["bot.server", str(ensure_model())]),
        ("DATABASE_URL", ["knowledge", "load", "--force"]),
    ):
        ended = foreign.run(sys.executable, "-m", *command, without=variable)
        line = ended.stderr.splitlines()[-1]
        assert ended.returncode != 0 and "Traceback" not in ended.stderr
        assert variable in line and f"{ROOT / 'var'} must be writable for the user {user}" in line
