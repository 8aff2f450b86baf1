"""Logs in lines for people and in JSON for machines."""

from __future__ import annotations

import json
import logging

import pytest

from bot.process.logging_config import JsonFormatter, configure_logging, conversation_tag
from bot.settings.logs import FORMAT_VARIABLE, MESSAGES_VARIABLE


def record(**fields: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.turns", logging.INFO, "file", 1, "turn %s", ("one",), None)
    made.__dict__.update(fields)
    return made


def test_a_line_of_json_holds_the_fields_and_no_text_of_the_user() -> None:
    made = json.loads(
        JsonFormatter().format(record(channel="rest", outcome="answered", user_message="secret"))
    )
    assert (
        made.items()
        >= {"event": "turn one", "level": "info", "channel": "rest", "outcome": "answered"}.items()
    )
    assert "secret" not in json.dumps(made)


def test_an_exception_is_in_the_same_line() -> None:
    try:
        raise ValueError("told")
    except ValueError as error:
        made = record()
        made.exc_info = (type(error), error, error.__traceback__)
    line = JsonFormatter().format(made)
    assert "ValueError: told" in json.loads(line)["exception"] and "\n" not in line


def test_the_tag_of_a_conversation_is_the_same_everywhere_and_hides_its_id() -> None:
    assert conversation_tag("ada") == conversation_tag("ada") != conversation_tag("bob")
    assert len(conversation_tag("ada" * 100)) == 12 and "ada" not in conversation_tag("ada")


@pytest.mark.parametrize(("asked", "made"), [("json", True), ("text", False), ("", False)])
def test_the_environment_chooses_the_form(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], asked: str, made: bool
) -> None:
    monkeypatch.setenv(FORMAT_VARIABLE, asked)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        configure_logging()
        logging.getLogger("bot").warning("hello")
        assert capfd.readouterr().err.startswith("{") is made
    finally:
        root.handlers[:] = before
        root.setLevel(level)


@pytest.mark.parametrize(
    ("asked", "written"), [("true", True), ("TRUE", True), ("false", False), ("", False)]
)
def test_what_users_say_is_logged_only_if_the_operator_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], asked: str, written: bool
) -> None:
    monkeypatch.setenv(MESSAGES_VARIABLE, asked)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        configure_logging()
        logging.getLogger("bot").warning("turn", extra={"user_message": "my secret"})
        assert ("my secret" in capfd.readouterr().err) is written
    finally:
        root.handlers[:] = before
        root.setLevel(level)
