"""Logs in lines for people and in JSON for machines."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from rasa.shared.core import events
from sqlalchemy.exc import IntegrityError

from bot.conversations.database import create_conversations_engine
from bot.conversations.models import ended_session, metadata
from bot.process.logging_config import (
    JsonFormatter,
    configure_logging,
    conversation_tag,
)
from bot.settings.logs import FORMAT_VARIABLE, LEVEL_VARIABLE, MESSAGES_VARIABLE
from tests.services import postgres_database


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


FORGED = "hello\n23:59:59 ERROR   bot: all is lost\r\x1b[2J\x9b2J\u202eolleh\u2028x\x00"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., io.StringIO]]:
    """Configure logging with some settings, and return what is written."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level

    def configure(**settings: str) -> io.StringIO:
        for name in (LEVEL_VARIABLE, FORMAT_VARIABLE, MESSAGES_VARIABLE):
            monkeypatch.setenv(name, settings.get(name, ""))
        written = io.StringIO()
        configure_logging(written)
        return written

    yield configure
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_users_write_forges_no_line_and_reaches_no_terminal(
    log: Callable[..., io.StringIO], form: str
) -> None:
    written = log(**{MESSAGES_VARIABLE: "true", FORMAT_VARIABLE: form})
    logging.getLogger("bot").info("turn", extra={"user_message": FORGED, "channel": "rest"})
    logging.getLogger("rasa.core").info(f"said {FORGED}")
    lines = written.getvalue().splitlines()
    assert len(lines) == 2 and all("hello" in line for line in lines)
    assert all(character.isprintable() for line in lines for character in line)
    if form == "json":
        assert [json.loads(line).get("user_message") for line in lines] == [FORGED, None]
    else:
        assert f"user_message={json.dumps('hello')[:-1]}" in lines[0]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_keeps_its_lines_and_nothing_else(log: Callable[..., io.StringIO], form: str) -> None:
    written = log(**{FORMAT_VARIABLE: form})
    try:
        raise ValueError("\x1b[2J")
    except ValueError:
        logging.getLogger("bot").exception("failed")
    lines = written.getvalue().splitlines()
    assert "\x1b" not in written.getvalue() and "ValueError: \\" in lines[-1]
    assert len(lines) == (1 if form == "json" else 5)


@pytest.mark.parametrize(("messages", "written"), [("", False), ("true", True)])
def test_at_debug_libraries_are_heard_only_where_messages_are(
    log: Callable[..., io.StringIO], messages: str, written: bool
) -> None:
    out = log(**{LEVEL_VARIABLE: "DEBUG", MESSAGES_VARIABLE: messages})
    for library in ("rasa.core.processor", "rasa_sdk.executor", "slack_sdk.web", "sqlalchemy.engine"):
        logging.getLogger(library).debug("Received user message 'my secret'")
    logging.getLogger("bot.turns").debug("a step")
    assert ("my secret" in out.getvalue()) is written and "a step" in out.getvalue()


def test_what_rasa_says_of_a_conversation_names_neither_its_user_nor_its_events(
    log: Callable[..., io.StringIO],
) -> None:
    out = log()
    # As Rasa does with an event that it cannot read.
    events.logger.warning("Event from parameters called with parameters: {'text': 'my secret'}")
    sender = "ada@example.org"
    logging.getLogger("rasa.core.processor").warning(f"Stopped predicting for sender '{sender}'.")
    assert "my secret" not in out.getvalue() and sender not in out.getvalue()
    assert conversation_tag(sender) in out.getvalue()


@pytest.mark.postgres
def test_the_values_of_a_failed_statement_are_left_out(log: Callable[..., io.StringIO]) -> None:
    out = log()
    with postgres_database() as url:
        engine = create_conversations_engine(url)
        metadata.create_all(engine)
        row = {"conversation_id": "ada@example.org", "ended_at": 0.0}
        try:
            with engine.begin() as connection:
                for _ in range(2):
                    connection.execute(ended_session.insert().values(**row))
        except IntegrityError:
            logging.getLogger("bot").exception("failed")
        engine.dispose()
    assert "duplicate key" in out.getvalue() and "ada@" not in out.getvalue()
