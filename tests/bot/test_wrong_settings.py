"""Each server with a wrong setting: it ends at once, with one line that names the variable and no secret."""

from __future__ import annotations

import logging
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bot import server, start_checks, supervisor
from bot.action_server import server as action_server
from bot.conversations.database import CONNECT_SECONDS, VERSION_TABLE, create_conversations_engine, migrate
from bot.process.child_processes import ProgramEnded
from bot.settings import CONFIG_EXIT, AddressSettings, SettingError
from bot.supervisor import check_addresses, report
from tests.services import RedisServer, postgres_database, redis_server

ROOT = Path(__file__).resolve().parents[2]
SECRET = "hunter2"
CPU_SECONDS = 5.0
MODEL = "models/none.tar.gz"
NOT_OURS = "203.0.113.1"  # an address that no machine has
UNREACHABLE = f"postgresql://me:{SECRET}@127.0.0.1:1/advisor"
UNWRITABLE = "sqlite:////proc/advisor.db"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Keep what a server does to its process away from this one."""
    for variable in [
        name for name in os.environ if name.startswith(("ADVISOR_", "LOG_LEVEL", "DATABASE_URL"))
    ]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'k.db'}")
    monkeypatch.setenv("ADVISOR_CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'c.db'}")
    monkeypatch.setenv("ADVISOR_PORT", str(free_port()))
    monkeypatch.setenv("ADVISOR_ACTION_PORT", str(free_port()))
    for module in (server, action_server):
        monkeypatch.setattr(module, "end_with_parent", lambda: None)
        monkeypatch.setattr(module, "silence_warnings", lambda: None)
        monkeypatch.setattr(module, "quiet_environment", lambda: None)
    action_server.engine.cache_clear()
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
    action_server.engine.cache_clear()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def last_line(program: str, options: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Start a server; return the line that it ends with."""
    code = server.main([MODEL, *options]) if program == "rasa" else action_server.main(options)
    output = capsys.readouterr()
    assert code == CONFIG_EXIT
    assert output.out == "" and "Traceback" not in output.err and SECRET not in output.err
    return output.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("program", "variable", "value"),
    [
        ("rasa", "ADVISOR_HOST", NOT_OURS),
        ("rasa", "ADVISOR_HOST", "no-such-host.invalid"),
        ("rasa", "ADVISOR_PORT", "many"),
        ("rasa", "ADVISOR_ACTION_URL", "actions"),
        ("rasa", "ADVISOR_CONVERSATIONS_URL", f"mysql://me:{SECRET}@127.0.0.1/advisor"),
        ("rasa", "ADVISOR_CONVERSATIONS_URL", f"postgresql://me:p@{SECRET}@127.0.0.1/advisor"),
        ("rasa", "ADVISOR_CONVERSATIONS_URL", UNWRITABLE),
        ("rasa", "ADVISOR_CONVERSATIONS_URL", "sqlite:////proc/none/advisor.db"),
        ("rasa", "ADVISOR_REDIS_URL", "localhost:6379"),
        ("rasa", "ADVISOR_ADMIN_TOKEN", "short"),
        ("rasa", "ADVISOR_WEB_SECRET", SECRET),
        ("rasa", "ADVISOR_WEB_ORIGINS", "example.org"),
        ("rasa", "ADVISOR_SLACK_BOT_TOKEN", SECRET),
        ("rasa", "SANIC_PROXIES_COUNT", "many"),
        ("rasa", "LOG_LEVEL", "loud"),
        ("actions", "ADVISOR_ACTION_HOST", NOT_OURS),
        ("actions", "ADVISOR_ACTION_PORT", "0"),
        ("actions", "DATABASE_URL", f"mysql://me:{SECRET}@127.0.0.1/advisor"),
        ("actions", "DATABASE_URL", UNWRITABLE),
        ("actions", "ADVISOR_ENCODER_DIR", "/etc/passwd"),
        ("actions", "ADVISOR_LOG_FORMAT", "xml"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_start(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    program: str,
    variable: str,
    value: str,
) -> None:
    monkeypatch.setenv(variable, value)
    assert variable in last_line(program, [], capsys)


@pytest.mark.parametrize(
    ("program", "variable"), [("rasa", "ADVISOR_CONVERSATIONS_URL"), ("actions", "DATABASE_URL")]
)
def test_a_database_that_does_not_answer_ends_the_start_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], program: str, variable: str
) -> None:
    monkeypatch.setenv(variable, UNREACHABLE)
    line = last_line(program, ["--require-database"], capsys)
    assert variable in line and "postgresql://me:***@127.0.0.1:1/advisor" in line and "refused" in line


@contextmanager
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield int(silent.getsockname()[1])


@pytest.mark.parametrize("answers", ["not at all", "with silence"])
@pytest.mark.parametrize(
    ("check", "variable"),
    [
        (start_checks.check_at_start, "ADVISOR_CONVERSATIONS_URL"),
        (action_server.check_database, "DATABASE_URL"),
    ],
)
def test_a_server_alone_waits_for_its_database_and_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    check: Callable[..., None],
    variable: str,
    answers: str,
) -> None:
    with silent_port() as port:
        at = 1 if answers == "not at all" else port
        monkeypatch.setenv(variable, f"postgresql://me:{SECRET}@127.0.0.1:{at}/advisor")
        began = time.monotonic()
        check(required=False)
        assert time.monotonic() - began < CONNECT_SECONDS + 3
    (line,) = caplog.messages
    assert variable in line and SECRET not in line and "\n" not in line


@pytest.mark.redis
class TestRedis:
    @pytest.fixture
    def redis(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
        with redis_server() as running:
            monkeypatch.setenv("ADVISOR_REDIS_URL", running.url)
            yield running

    def execute(self, redis: RedisServer, *command: str) -> None:
        subprocess.run(["redis-cli", "-p", str(redis.port), *command], check=True, capture_output=True)

    def test_that_does_what_turns_need_is_taken(self, redis: RedisServer) -> None:
        start_checks.check_at_start(required=True)

    @pytest.mark.parametrize(
        "rights",
        [
            "+@all",
            "~* -@all +ping",
            "~* +@all -evalsha -eval",
            "~advisor:turn:* +@all",
            "~advisor:rate:* +@all",
        ],
    )
    def test_without_rights_ends_the_start(
        self,
        redis: RedisServer,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        rights: str,
    ) -> None:
        self.execute(redis, "ACL", "SETUSER", "weak", "on", f">{SECRET}", *rights.split())
        monkeypatch.setenv("ADVISOR_REDIS_URL", f"redis://weak:{SECRET}@127.0.0.1:{redis.port}/0")
        assert "ADVISOR_REDIS_URL" in last_line("rasa", [], capsys)

    def test_with_a_wrong_password_ends_the_start(
        self, redis: RedisServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("ADVISOR_REDIS_URL", f"redis://me:{SECRET}@127.0.0.1:{redis.port}/0")
        assert "ADVISOR_REDIS_URL" in last_line("rasa", [], capsys)

    @pytest.mark.parametrize("answers", ["not at all", "with silence"])
    def test_that_does_not_answer_is_done_without(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, answers: str
    ) -> None:
        with silent_port() as port:
            at = 1 if answers == "not at all" else port
            monkeypatch.setenv("ADVISOR_REDIS_URL", f"redis://:{SECRET}@127.0.0.1:{at}/0")
            began = time.monotonic()
            start_checks.check_at_start(required=True)
            assert time.monotonic() - began < 6
        lines = [line for line in caplog.messages if "ADVISOR_REDIS_URL" in line]
        assert len(lines) == 1 and SECRET not in caplog.text


@pytest.mark.parametrize(
    ("program", "number"), [("rasa", "ADVISOR_PORT"), ("actions", "ADVISOR_ACTION_PORT")]
)
def test_a_port_in_use_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], program: str, number: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv(number, str(port))
        line = last_line(program, [], capsys)
    assert f"Port {port} is in use" in line and f"{number}=" in line


@pytest.mark.postgres
class TestOnPostgres:
    @pytest.fixture
    def url(self) -> Iterator[str]:
        with postgres_database() as url:
            yield url

    def refusal(self, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
        monkeypatch.setenv("ADVISOR_CONVERSATIONS_URL", url)
        line = last_line("rasa", [], capsys)
        assert "ADVISOR_CONVERSATIONS_URL" in line
        return line

    def test_a_database_that_does_not_exist_ends_the_start(
        self, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        missing = make_url(url).set(database="no such database").render_as_string(hide_password=False)
        assert "does not exist" in self.refusal(missing, monkeypatch, capsys)

    def test_a_role_that_may_not_write_ends_the_start(
        self, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        engine = create_conversations_engine(url)
        migrate(engine)
        with engine.begin() as connection:
            name = make_url(url).database
            connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
        engine.dispose()
        assert "read-only" in self.refusal(url, monkeypatch, capsys)

    def test_a_schema_of_another_release_is_named_with_both_revisions(
        self, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        engine = create_conversations_engine(url)
        migrate(engine)
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
        engine.dispose()
        line = self.refusal(url, monkeypatch, capsys)
        assert "9999" in line and "0001" in line and "backup" in line

    def test_a_database_that_cannot_store_every_text_ends_the_start(
        self, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        name = f"{make_url(url).database}_latin1"
        options = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        try:
            with admin.connect() as connection:
                connection.execute(text(f'CREATE DATABASE "{name}" {options}'))
            latin = make_url(url).set(database=name).render_as_string(hide_password=False)
            assert "UTF8" in self.refusal(latin, monkeypatch, capsys)
        finally:
            with admin.connect() as connection:
                connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            admin.dispose()


class TestTheSupervisor:
    def test_shows_only_the_line_about_the_setting(self) -> None:
        ended = ProgramEnded("rasa", CONFIG_EXIT, ["a warning", "ADVISOR_X is wrong."])
        assert report(ended, timeout=1) == "ADVISOR_X is wrong."

    def test_refuses_an_action_server_that_it_does_not_start(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ADVISOR_ACTION_URL", "http://127.0.0.1:1/webhook")
        with pytest.raises(SettingError, match="ADVISOR_ACTION_URL"):
            check_addresses(AddressSettings.read())

    def test_asks_its_servers_where_they_listen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ADVISOR_HOST", "127.0.0.2")
        monkeypatch.setenv("ADVISOR_ACTION_HOST", "0.0.0.0")
        at = AddressSettings.read()
        check_addresses(at)
        assert supervisor.rasa_program(at, Path(MODEL)).ready_url == f"http://127.0.0.2:{at.port}/ready"
        assert supervisor.action_program(at).ready_url == f"http://127.0.0.1:{at.action_port}/ready"


@pytest.mark.parametrize(
    ("command", "variable", "value", "code"),
    [
        (["bot.server", MODEL], "ADVISOR_CONVERSATIONS_URL", f"mysql://me:{SECRET}@h/d", CONFIG_EXIT),
        (["bot.action_server.server"], "DATABASE_URL", f"'sqlite:///{SECRET}.db'", CONFIG_EXIT),
        (["bot.supervisor", "run"], "ADVISOR_ADMIN_TOKEN", SECRET, 1),
        (["bot.supervisor", "shell"], "ADVISOR_REDIS_URL", f"{SECRET}:6379", 1),
        (["bot.conversations", "migrate"], "ADVISOR_CONVERSATIONS_URL", f"{SECRET}", 1),
        (["knowledge", "load"], "DATABASE_URL", f"mysql://me:{SECRET}@h/d", 1),
    ],
)
def test_a_real_process_ends_with_one_line_and_soon(
    command: list[str], variable: str, value: str, code: int
) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, variable: value},
        capture_output=True,
        text=True,
        timeout=60,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert ended.stderr.startswith(f"{variable} ") and len(ended.stderr.splitlines()) == 1
    assert SECRET not in ended.stderr
    # Not by the clock, which runs on while other tests have the processor.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < CPU_SECONDS
