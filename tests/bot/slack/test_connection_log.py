"""What the log says while Socket Mode cannot connect."""

from __future__ import annotations

import logging

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack import connection_log
from bot.slack.connection_log import WHAT_TO_DO, BriefLog


@pytest.fixture
def logger() -> logging.Logger:
    """A logger of its own, as Slack's library is given one."""
    told = logging.getLogger("test.slack.connection")
    told.filters = [BriefLog()]
    return told


def fail(logger: logging.Logger, error: Exception) -> None:
    """Tell a failure as slack_sdk does."""
    logger.error(f"Failed to retrieve WSS URL: {error}")
    try:
        raise error
    except Exception as caught:
        logger.exception(f"Failed to connect (error: {caught}); Retrying...")


def test_a_refused_token_is_one_line_that_says_what_to_do(
    logger: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        fail(logger, SlackApiError("no", {"ok": False, "error": "invalid_auth"}))
    (record,) = caplog.records
    assert "reason=invalid_auth" in record.getMessage() and record.getMessage().endswith(WHAT_TO_DO)
    assert record.exc_info is None


def test_another_failure_and_the_same_one_later_are_told(
    logger: logging.Logger, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(logger, OSError("unreachable"))
    fail(logger, TimeoutError())
    monkeypatch.setattr(connection_log, "EVERY_SECONDS", 0.0)
    fail(logger, OSError("unreachable"))
    reasons = [record.getMessage().split()[1] for record in caplog.records]
    assert reasons == ["reason=OSError", "reason=TimeoutError", "reason=OSError"]
    assert not any(WHAT_TO_DO in record.getMessage() for record in caplog.records)


def test_other_records_stay_whole(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("odd")
    except ValueError:
        logger.exception("Failed to process a message: odd")
    (record,) = caplog.records
    assert record.exc_info is not None and record.getMessage() == "Failed to process a message: odd"


def test_slack_s_library_still_tells_its_failures_so() -> None:
    from inspect import getsource

    from slack_sdk.socket_mode import aiohttp, async_client

    assert f'f"{connection_log.NOT_CONNECTED} (' in getsource(aiohttp)
    assert f'f"{connection_log.REPEATED}:' in getsource(async_client)
