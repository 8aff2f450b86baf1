"""The action server, without a network and without our actions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.calls import Calls
from bench.advisor import free_port
from bot.action_server.metrics import Metrics
from bot.action_server.request_parser import MAX_BODY_BYTES, BadCall, read_call
from bot.action_server.server import run_action
from bot.settings import AddressSettings


class Executor(ActionExecutor):  # type: ignore[misc]
    """Does what a test wants."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result

    async def run(self, action_call: Any) -> Any:
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class Request:
    def __init__(self, body: bytes, **headers: str) -> None:
        self.body = body
        self.headers = headers


ROOT = Path(__file__).resolve().parents[3]
CALL = json.dumps({"next_action": "action_salary", "tracker": {"sender_id": "a secret"}}).encode()


async def answer(result: Any, body: bytes = CALL, metrics: Metrics | None = None) -> tuple[int, Any]:
    reply = await run_action(Executor(result), metrics or Metrics(Calls()), Request(body))
    return reply.status, json.loads(reply.body)


async def test_it_gives_back_what_the_action_says() -> None:
    assert await answer({"events": [], "responses": []}) == (200, {"events": [], "responses": []})


async def test_a_failing_action_tells_nothing_of_the_conversation() -> None:
    status, body = await answer(RuntimeError("a secret in the message"))
    assert status == 500
    assert body == {"error": "The action failed.", "action_name": "action_salary"}


async def test_an_unknown_action_is_404_and_a_rejection_400() -> None:
    assert (await answer(ActionNotFoundException("action_salary")))[0] == 404
    assert (await answer(ActionExecutionRejection("action_salary")))[0] == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff"])
async def test_a_body_that_is_no_json_object_is_400(body: bytes) -> None:
    assert (await answer({}, body))[0] == 400


def test_a_compressed_call_is_read() -> None:
    assert read_call(zlib.compress(CALL), "deflate")["next_action"] == "action_salary"


def refused(body: bytes, encoding: str | None = None) -> int:
    with pytest.raises(BadCall) as bad:
        read_call(body, encoding)
    return bad.value.status


def test_a_body_that_is_not_compressed_as_it_claims_is_refused() -> None:
    assert refused(CALL, "deflate") == 400
    assert refused(zlib.compress(CALL)[:-6], "deflate") == 400
    assert refused(zlib.compress(CALL), None) == 400
    assert refused(CALL, "br") == 415


def test_what_swells_beyond_the_bound_is_refused_before_it_takes_memory() -> None:
    squeeze = zlib.compressobj(9)
    bomb = b"".join(squeeze.compress(b" " * 1_000_000) for _ in range(500)) + squeeze.flush()
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    assert refused(bomb, "deflate") == 413
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * MAX_BODY_BYTES


@pytest.mark.parametrize("value", ["[]", "{}", '"ab"', '{"a":1}', "1.5", "[[[]]]"])
def test_the_largest_body_costs_little_whatever_is_in_it(value: str) -> None:
    values = ",".join([value] * (8_000_000 // (len(value) + 1)))
    call = f'{{"next_action": "a", "tracker": {{}}, "x": [{values}]}}'.encode()
    assert refused(zlib.compress(call), "deflate") == 413
    allowed = (
        f'{{"next_action": "a", "tracker": {{}}, "x": [{values[:900_000].rpartition(",")[0]}]}}'.encode()
    )
    tracemalloc.start()
    assert read_call(zlib.compress(allowed), "deflate")["next_action"] == "a"
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50_000_000


@pytest.mark.parametrize(
    "call",
    [
        {},
        {"next_action": "action_salary"},
        {"next_action": "", "tracker": {}},
        {"next_action": None, "tracker": {}},
        {"next_action": ["action_salary"], "tracker": {}},
        {"next_action": "action_salary", "tracker": []},
        {"next_action": "action_salary", "tracker": {"slots": []}},
        {"next_action": "action_salary", "tracker": {"latest_message": "hi"}},
        {"next_action": "action_salary", "tracker": {"events": {}}},
    ],
    ids=json.dumps,
)
def test_a_call_of_another_shape_is_refused(call: dict[str, Any]) -> None:
    assert refused(json.dumps(call).encode()) == 400


def test_brackets_without_end_are_refused() -> None:
    assert refused(b"[" * 200_000) == 400
    assert refused(b'{"a":' * 200_000) == 400


def test_what_a_call_leaves_out_is_empty() -> None:
    call = read_call(json.dumps({"next_action": "a", "tracker": {"events": None}}).encode(), "identity")
    assert call["tracker"] == {"sender_id": "", "slots": {}, "latest_message": {}, "events": []}


async def test_calls_are_counted_by_action_and_outcome() -> None:
    metrics = Metrics(Calls())
    for outcome in ("answered", "answered", "error"):
        await answer({"events": [], "responses": [{"custom": {"outcome": outcome}}]}, metrics=metrics)
    await answer(RuntimeError(), metrics=metrics)
    await answer(ActionNotFoundException("action_salary"), metrics=metrics)
    await answer({}, b"{", metrics=metrics)
    told = metrics.text().decode()
    for line in (
        'advisor_action_calls_total{action="action_salary",outcome="answered"} 2.0',
        'advisor_action_calls_total{action="action_salary",outcome="error"} 1.0',
        'advisor_action_seconds_count{action="action_salary"} 3.0',
        'advisor_action_errors_total{kind="apology"} 1.0',
        'advisor_action_errors_total{kind="exception"} 1.0',
        'advisor_action_errors_total{kind="unknown action"} 1.0',
        'advisor_action_errors_total{kind="bad call"} 1.0',
        "advisor_action_under_way 0.0",
        "advisor_action_too_long_total 0.0",
        "advisor_action_refused_total 0.0",
    ):
        assert line in told.splitlines()


def test_it_listens_on_loopback_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVISOR_ACTION_HOST", raising=False)
    assert AddressSettings.read().action_host == "127.0.0.1"
    monkeypatch.setenv("ADVISOR_ACTION_HOST", " 0.0.0.0 ")
    assert AddressSettings.read().action_host == "0.0.0.0"


def test_it_loads_neither_rasa_nor_what_rasa_needs() -> None:
    code = "import sys, bot.action_server.server as s; s.create_app(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    names = set(loaded.stdout.split())
    assert "sanic" in names
    assert not names & {"rasa", "tensorflow", "spacy", "sklearn", "alembic", "jsonschema"}


def test_without_the_sentence_encoder_the_server_says_how_to_get_it_and_ends(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "ADVISOR_ENCODER_DIR": str(tmp_path),
        "ADVISOR_ACTION_PORT": str(free_port()),  # an advisor may run on this machine
    }
    ended = subprocess.run(
        [sys.executable, "-m", "bot.action_server.server"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "The sentence encoder is missing" in ended.stderr
    assert "make encoder" in ended.stderr
    assert "Traceback" not in ended.stderr
