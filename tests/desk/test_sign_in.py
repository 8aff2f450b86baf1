"""Signing in: accounts, sessions, their ends, and all that must not let anybody in."""

from __future__ import annotations

import re
import time

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from bot.conversations.models import desk_account, desk_audit, desk_session
from desk import passwords
from desk.pages import sign_in as sign_in_page
from desk.queries import accounts, attempts, sessions
from tests.desk.conftest import ON_BOTH, PASSWORD, Visitor


def stored_hashes(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(select(desk_session.c.token_hash)).scalars())


def test_the_right_password_leads_to_the_page_that_was_asked_for(visitor: Visitor) -> None:
    asked = visitor.get("/desk/account/?a=b")
    assert asked.location == "/desk/sign-in?next=/desk/account/?a%3Db"
    answer = visitor.sign_in("EDITOR ", next="/desk/account/?a=b")
    assert (answer.status_code, answer.location) == (303, "/desk/account/?a=b")
    assert "signed in as <strong>editor</strong>, an editor" in visitor.get("/desk/account/").text


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/desk/",
        "/desk/\\evil",
        "javascript:alert(1)",
        "/desk/../x\r\nSet-Cookie: a=b",
        "/deskevil",
        "",
    ],
)
def test_nobody_is_led_to_another_site(visitor: Visitor, wanted: str) -> None:
    assert visitor.sign_in("editor", next=wanted).location == "/desk/"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("editor", "wrong horse battery"),
        ("editor", PASSWORD + " "),
        ("nobody", PASSWORD),
        ("editor' OR '1'='1", PASSWORD),
        ("", PASSWORD),
        ("editor", ""),
        pytest.param("x" * 5000, PASSWORD, id="long name"),
        pytest.param("editor", "x" * 100_000, id="long password"),
    ],
)
def test_anything_else_is_told_the_same_and_lets_nobody_in(
    visitor: Visitor, name: str, password: str
) -> None:
    answer = visitor.sign_in(name, password)
    assert answer.status_code == 401 and "The name or the password is wrong." in answer.text
    assert visitor.cookie() is None and visitor.get("/desk/").status_code == 302


def test_what_no_database_takes_is_refused_before_any_is_asked(visitor: Visitor) -> None:
    assert visitor.sign_in("editor\0").status_code == 400
    assert visitor.sign_in("editor", next="/desk/\0").status_code == 400
    assert visitor.get("/desk/sign-in?next=%00").status_code == 400


def test_an_unknown_name_costs_as_much_work_as_a_known_one(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str | None] = []
    is_right = passwords.is_right

    def noted(password_hash: str | None, password: str) -> bool:
        verified.append(password_hash)
        return is_right(password_hash, password)

    monkeypatch.setattr(sign_in_page.passwords, "is_right", noted)
    visitor.sign_in("nobody")
    visitor.sign_in("editor", "wrong")
    assert verified[0] is None and verified[1] is not None
    assert not is_right(None, "nobody's")


def test_the_token_is_in_an_http_only_cookie_and_in_the_database_only_its_hash(
    visitor: Visitor, engine: Engine
) -> None:
    answer = visitor.sign_in("reader")
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("desk_session=")]
    assert {"HttpOnly", "SameSite=Strict", "Path=/desk"} <= set(cookie.split("; ")) and "Secure" not in cookie
    token = str(visitor.cookie())
    assert len(token) >= 43 and token not in answer.text and token not in answer.location
    (stored,) = stored_hashes(engine)
    assert re.fullmatch("[0-9a-f]{64}", stored) and token not in stored


def test_a_session_is_another_one_after_each_sign_in_and_the_one_before_is_dead(
    app: Flask, visitor: Visitor
) -> None:
    visitor.client.set_cookie("desk_session", "chosen-by-somebody-else", path="/desk")
    visitor.sign_in("editor")
    first = str(visitor.cookie())
    assert first != "chosen-by-somebody-else"
    visitor.get("/desk/account/")
    visitor.client.set_cookie("desk_session", first, path="/desk")
    token = visitor.token()  # of a form that is sent while signed in
    again = visitor.client.post(
        "/desk/sign-in", data={"csrf_token": token, "name": "editor", "password": PASSWORD}
    )
    assert again.status_code == 303 and visitor.cookie() != first
    assert stolen(app, first).get("/desk/").status_code == 302


def stolen(app: Flask, token: str) -> Visitor:
    thief = Visitor(app, "203.0.113.9")
    thief.client.set_cookie("desk_session", token, path="/desk")
    return thief


def test_a_token_is_dead_after_signing_out(app: Flask, reader: Visitor) -> None:
    token = str(reader.cookie())
    other = Visitor(app)
    other.sign_in("reader")
    assert stolen(app, token).get("/desk/").status_code == 200
    assert reader.post("/desk/sign-out").status_code == 303
    assert stolen(app, token).get("/desk/").status_code == 302
    assert other.get("/desk/").status_code == 200


def test_signing_out_everywhere_ends_all_sessions_of_the_account_and_no_other(
    app: Flask, reader: Visitor, editor: Visitor
) -> None:
    other = Visitor(app)
    other.sign_in("reader")
    assert reader.post("/desk/sign-out", everywhere="yes").status_code == 303
    assert other.get("/desk/").status_code == 302
    assert editor.get("/desk/").status_code == 200


def test_a_token_in_the_address_is_worth_nothing(app: Flask, reader: Visitor) -> None:
    token = reader.cookie()
    assert Visitor(app).get(f"/desk/?desk_session={token}&token={token}").status_code == 302


@pytest.mark.parametrize("stored_as", ["hash", "sql", "empty"])
def test_what_is_in_the_database_opens_no_session(
    app: Flask, reader: Visitor, engine: Engine, stored_as: str
) -> None:
    token = {"hash": stored_hashes(engine)[0], "sql": "' OR '1'='1", "empty": ""}[stored_as]
    assert stolen(app, token).get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "aged",
    [
        {"used_at": sessions.IDLE_SECONDS},
        {"expires_at": sessions.LONGEST_SECONDS},
    ],
)
def test_a_session_ends_without_use_and_in_any_case_after_its_time(
    reader: Visitor, engine: Engine, aged: dict[str, float]
) -> None:
    ((column, seconds),) = aged.items()
    with engine.begin() as connection:
        before = connection.execute(select(desk_session.c[column])).scalar_one()
        connection.execute(update(desk_session).values({column: before - seconds - 1}))
    assert reader.get("/desk/").status_code == 302


def test_a_use_keeps_a_session_alive_and_is_noted_once_a_minute(reader: Visitor, engine: Engine) -> None:
    half = time.time() - sessions.IDLE_SECONDS / 2
    for used, noted in ((half, True), (time.time() - 5, False)):
        with engine.begin() as connection:
            connection.execute(update(desk_session).values(used_at=used))
        assert reader.get("/desk/").status_code == 200
        with engine.connect() as connection:
            assert (connection.execute(select(desk_session.c.used_at)).scalar_one() > used) is noted


@pytest.mark.parametrize("values", [{"disabled": True}, {"password_hash": "x"}, {"role": "reader"}])
def test_changing_an_account_ends_its_sessions(
    editor: Visitor, engine: Engine, values: dict[str, object]
) -> None:
    with engine.begin() as connection:
        assert accounts.change(connection, "editor", **values)
    assert editor.get("/desk/").status_code == 302
    assert editor.sign_in("editor").status_code == (303 if "role" in values else 401)


@ON_BOTH
class TestTooManyTries:
    @pytest.fixture
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        now = [time.time()]
        monkeypatch.setattr(sign_in_page.time, "time", lambda: now[0])
        return now

    def test_at_one_account_from_many_addresses_wait_even_with_the_right_password(
        self, app: Flask, clock: list[float]
    ) -> None:
        for number in range(attempts.OF_ACCOUNT):
            assert Visitor(app, f"198.51.100.{number}").sign_in("editor", "wrong").status_code == 401
        late = Visitor(app, "203.0.113.1")
        refused = late.sign_in("editor")
        assert refused.status_code == 429 and "in 15 minutes" in refused.text
        assert late.sign_in("reader").status_code == 303
        clock[0] += attempts.WINDOW_SECONDS
        assert Visitor(app).sign_in("editor").status_code == 303

    def test_from_one_address_at_many_accounts_wait(self, app: Flask, clock: list[float]) -> None:
        spraying = Visitor(app, "2001:db8::1")
        for number in range(attempts.OF_ADDRESS):
            assert spraying.sign_in(f"n{number}", "wrong").status_code == 401
        assert Visitor(app, "2001:db8::ffff:2").sign_in("editor").status_code == 429  # the same network
        assert Visitor(app, "2001:db8:1::1").sign_in("editor").status_code == 303

    def test_are_forgotten_by_nothing_but_a_success(self, app: Flask, engine: Engine) -> None:
        for _time in range(3):
            for _try in range(attempts.OF_ACCOUNT - 1):
                assert Visitor(app, f"198.51.100.{_time}").sign_in("editor", "wrong").status_code == 401
            assert Visitor(app, f"198.51.100.{_time}").sign_in("editor").status_code == 303


def test_a_password_is_changed_by_who_knows_it_and_all_sessions_end(app: Flask, reader: Visitor) -> None:
    other = Visitor(app)
    other.sign_in("reader")
    change = "/desk/account/password"
    wrong = reader.post(change, current="wrong", new="another horse battery")
    assert wrong.status_code == 400 and "The current password is wrong." in wrong.text
    short = reader.post(change, current=PASSWORD, new="short")
    assert short.status_code == 400 and "at least 12 characters" in short.text
    assert reader.post(change, current=PASSWORD, new="another horse battery").status_code == 303
    assert other.get("/desk/").status_code == 302
    assert other.sign_in("reader").status_code == 401
    assert other.sign_in("reader", "another horse battery").status_code == 303


def test_what_is_done_is_in_the_audit_log(reader: Visitor, editor: Visitor, engine: Engine) -> None:
    reader.post("/desk/sign-out")
    with engine.connect() as connection:
        done = {(row.account, row.action) for row in connection.execute(select(desk_audit))}
    assert done == {("reader", "sign_in"), ("editor", "sign_in"), ("reader", "sign_out")}
    shown = editor.get("/desk/audit/?account=reader").text
    assert "signed out" in shown and ">editor<" not in shown.split("<tbody>")[1]


def test_passwords_are_hashed_by_argon2id_with_a_salt(engine: Engine) -> None:
    with engine.connect() as connection:
        hashes = list(connection.execute(select(desk_account.c.password_hash)).scalars())
    assert len(set(hashes)) == 2 and all(one.startswith("$argon2id$") for one in hashes)
