"""The action server, without a network and without our actions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.action_server import read_call, run_action


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


CALL = json.dumps({"next_action": "action_salary", "tracker": {"sender_id": "a secret"}}).encode()


async def answer(result: Any, body: bytes = CALL) -> tuple[int, Any]:
    reply = await run_action(Executor(result), Request(body))
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


def test_a_body_that_only_claims_to_be_compressed_is_refused() -> None:
    with pytest.raises(ValueError, match="not deflated"):
        read_call(CALL, "deflate")


def test_without_the_sentence_encoder_the_server_says_how_to_get_it_and_ends(tmp_path: Path) -> None:
    environment = {**os.environ, "ADVISOR_ENCODER_DIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "bot.action_server"],
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "The sentence encoder is missing" in ended.stderr
    assert "make encoder" in ended.stderr
    assert "Traceback" not in ended.stderr
