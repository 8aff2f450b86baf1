"""Accounts by the command line: passwords are asked for or read from standard input, never arguments."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.conversations.models import desk_audit
from desk.__main__ import main
from tests.desk.conftest import PASSWORD, Visitor


@pytest.fixture(autouse=True)
def address(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_CONVERSATIONS_URL", engine.url.render_as_string(hide_password=False))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return main(["accounts", *arguments])


def test_an_account_is_added_changed_disabled_and_enabled(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: Engine
) -> None:
    assert run(monkeypatch, "add", "Anna", "--role", "reader", typed=f"{PASSWORD}\n") == 0
    anna = Visitor(app)
    assert anna.sign_in("anna").status_code == 303
    assert anna.get("/desk/audit/").status_code == 403
    assert run(monkeypatch, "role", "anna", "--role", "editor") == 0
    assert anna.get("/desk/").status_code == 302  # every change ends the sessions
    anna.sign_in("anna")
    assert anna.get("/desk/audit/").status_code == 200
    assert run(monkeypatch, "disable", "anna") == 0
    assert anna.get("/desk/").status_code == 302 and anna.sign_in("anna").status_code == 401
    assert run(monkeypatch, "enable", "anna") == 0
    assert run(monkeypatch, "password", "anna", typed="another horse battery\n") == 0
    assert anna.sign_in("anna").status_code == 401
    assert anna.sign_in("anna", "another horse battery").status_code == 303
    assert run(monkeypatch, "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:] == ["anna    editor  active", "editor  editor  active", "reader  reader  active"]
    with engine.connect() as connection:
        done = list(connection.execute(select(desk_audit.c.action).order_by(desk_audit.c.id)).scalars())
        assert done.count("account_changed") == 4 and done[0] == "account_added"


def test_a_new_password_ends_the_wait_after_too_many_tries(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        Visitor(app, f"198.51.100.{number}").sign_in("editor", "wrong")
    late = Visitor(app, "203.0.113.1")
    assert late.sign_in("editor").status_code == 429
    assert run(monkeypatch, "password", "editor", typed=f"{PASSWORD}\n") == 0
    assert late.sign_in("editor").status_code == 303


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (["add", "anna", "--role", "editor"], "short\n", "at least 12 characters"),
        (["add", "anna", "--role", "editor"], "", "at least 12 characters"),
        (["add", "editor", "--role", "editor"], f"{PASSWORD}\n", "There is an account called editor already"),
        (["disable", "nobody"], "", "There is no account called nobody."),
        (["password", "nobody"], f"{PASSWORD}\n", "There is no account called nobody."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    typed: str,
    said: str,
) -> None:
    assert run(monkeypatch, *arguments, typed=typed) == 1
    output = capsys.readouterr()
    assert said in output.err and len(output.err.splitlines()) == 1 and output.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "an na", "--role", "editor"],
        ["add", "anna\n", "--role", "owner"],
        ["add", "anna"],
        ["add", "anna", "--role", "editor", PASSWORD],
        ["add", "../x", "--role", "reader"],
    ],
)
def test_a_wrong_command_is_refused(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        run(monkeypatch, *arguments, typed=f"{PASSWORD}\n")


def test_a_database_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADVISOR_CONVERSATIONS_URL", "postgresql://me:hunter2@127.0.0.1:1/advisor")
    assert run(monkeypatch, "list") == 1
    said = capsys.readouterr().err
    assert "refused" in said and "hunter2" not in said
