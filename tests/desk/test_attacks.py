"""What a page of another site, a proxy's impostor and hostile input may try at the desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.conversations.models import desk_account, desk_session, metadata
from bot.settings import DeskSettings
from desk.application import create_app
from desk.queries import audit
from desk.roles import Role, open_to
from tests.desk.conftest import ON_BOTH, PASSWORD, SECRET, Visitor, signed_in
from tests.desk.test_roles import path, rules

TEMPLATES = Path(__file__).resolve().parents[2] / "desk" / "templates"
ENDS_THE_SESSION = ("sign_in.sign_in", "sign_in.sign_out")
SQL = ["' OR '1'='1", "'; DROP TABLE desk_account; --", '" OR ""="', "%", "\\", "1) UNION SELECT 1--", "\0"]
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_no_form_is_taken_without_its_token_or_with_that_of_another_browser(
    app: Flask, editor: Visitor, engine: Engine
) -> None:
    foreign = Visitor(app).token("/desk/sign-in")
    tried = 0
    for rule, _role in rules(app):
        if "POST" not in (rule.methods or ()):
            continue
        for data in ({}, {"csrf_token": "x"}, {"csrf_token": foreign}):
            answer = editor.client.post(path(app, rule), data=data)
            assert answer.status_code == 400, rule
            assert "came from another site" in answer.text
            tried += 1
    assert tried >= 6
    with engine.connect() as connection:
        assert connection.execute(select(desk_session)).first() is not None  # nobody was signed out


def test_behind_https_a_form_of_another_site_is_refused_though_it_has_the_token(editor: Visitor) -> None:
    token = editor.token()
    for referrer, status in (("https://evil.example/", 400), ("https://localhost/desk/account/", 303)):
        answer = editor.client.post(
            "/desk/sign-out",
            data={"csrf_token": token},
            base_url="https://localhost",
            headers={
                "Referer": referrer,
                "Cookie": f"desk_session={editor.cookie()}; desk_form={form(editor)}",
            },
        )
        assert answer.status_code == status


def form(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("desk_form", path="/desk")
    assert found
    return str(found.value)


def test_every_page_forbids_scripts_frames_and_being_kept(app: Flask, editor: Visitor) -> None:
    for address in ("/desk/", "/desk/audit/", "/desk/none", "/desk/sign-in", "/health"):
        headers = editor.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "script-src" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_template_has_a_script_a_style_or_unescaped_text() -> None:
    folder = Path(__file__).resolve().parents[2] / "desk"
    templates = [*(folder / "templates").rglob("*.html")]
    assert len(templates) > 5
    for file in templates:
        text = file.read_text(encoding="utf-8")
        for forbidden in ("<script", "style=", "|safe", "javascript:", " onclick", "autoescape"):
            assert forbidden not in text, (file.name, forbidden)


HOSTILE = [*SQL, MARKUP, "x" * 9000, "\ud800".encode("utf-8", "surrogatepass")]


@ON_BOTH
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_parameters_do_no_more_than_find_nothing(
    app: Flask, editor: Visitor, engine: Engine, value: str | bytes
) -> None:
    names = (
        "account",
        "before",
        "next",
        "first",
        "last",
        "channel",
        "text",
        "outcome",
        "topic",
        "occupation",
    )
    for rule, _role in rules(app):
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            answer = editor.get(path(app, rule), query_string=dict.fromkeys(names, value))
            assert answer.status_code in (200, 302, 400, 404), (rule, answer.status_code)
            assert MARKUP not in answer.text
    with engine.connect() as connection:
        assert all(connection.dialect.has_table(connection, name) for name in metadata.tables)


def fields() -> set[str]:
    """Return the names of all fields of all forms."""
    text = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.html"))
    return set(re.findall(r'name="([a-z_]+)"', text)) - {"csrf_token"}


@ON_BOTH
@pytest.mark.parametrize("value", [one for one in HOSTILE if isinstance(one, str)])
def test_hostile_values_in_every_field_of_every_form_change_no_table(
    app: Flask, editor: Visitor, engine: Engine, value: str
) -> None:
    names = fields()
    assert {"fact", "text", "intent", "verdict", "password"} <= names
    with engine.connect() as connection:
        before = connection.execute(select(desk_account)).all()
    tried = 0
    for rule, _role in rules(app):
        if "POST" not in (rule.methods or ()) or rule.endpoint in ENDS_THE_SESSION:
            continue
        data = {**dict.fromkeys(names, value), "csrf_token": editor.token()}
        answer = editor.client.post(path(app, rule), data=data, environ_base=editor.environment)
        assert answer.status_code in (200, 303, 400, 401, 404, 409, 422), (rule, answer.status_code)
        assert MARKUP not in answer.text, rule
        tried += 1
    assert tried >= 10
    with engine.connect() as connection:
        assert connection.execute(select(desk_account)).all() == before
        assert all(connection.dialect.has_table(connection, name) for name in metadata.tables)


def test_markup_in_the_audit_log_is_shown_as_text(editor: Visitor, engine: Engine) -> None:
    with engine.begin() as connection:
        audit.note(connection, "editor", "account_added", MARKUP)
    shown = editor.get("/desk/audit/").text
    assert "&lt;script&gt;" in shown and "<script" not in shown and "<img" not in shown


@pytest.mark.parametrize("host", ["evil.example", "desk.evil.example:5006", "127.0.0.1.evil.example"])
def test_a_name_that_is_not_the_desks_is_refused(visitor: Visitor, host: str) -> None:
    answer = visitor.client.get("/desk/sign-in", headers={"Host": host})
    assert answer.status_code == 421 and "ADVISOR_HOSTS" in answer.text


def test_a_failure_tells_nothing_but_a_reference(own_app: Flask) -> None:

    def broken() -> str:
        raise RuntimeError("the secret reason")

    own_app.view_functions["overview.index"] = open_to(Role.READER)(broken)
    answer = signed_in(own_app, Role.EDITOR).get("/desk/")
    assert answer.status_code == 500
    assert "under this reference" in answer.text and "secret reason" not in answer.text


class TestAProxy:
    @pytest.fixture
    def settings(self) -> DeskSettings:
        return DeskSettings(
            secret=SECRET,
            user_header="X-Forwarded-User",
            proxies="10.0.0.7, 10.1.0.0/24",
            editors="anna@example.com",
            readers="ben@example.com",
        )

    def ask(self, app: Flask, address: str, **headers: str) -> tuple[int, str]:
        answer = Visitor(app, address).get(
            "/desk/account/", headers={"X-Forwarded-User": "Anna@example.com", **headers}
        )
        return answer.status_code, answer.text

    @pytest.mark.parametrize("address", ["10.0.0.7", "10.1.0.200", "::ffff:10.0.0.7"])
    def test_that_is_trusted_signs_somebody_in(self, app: Flask, address: str) -> None:
        status, text = self.ask(app, address)
        assert status == 200 and "anna@example.com</strong>, an editor" in text and "Sign out<" not in text

    @pytest.mark.parametrize("address", ["10.0.0.8", "127.0.0.1", "198.51.100.7", "", "not an address"])
    def test_that_is_not_trusted_signs_nobody_in(self, app: Flask, address: str) -> None:
        claims = {"X-Forwarded-For": "10.0.0.7", "Forwarded": "for=10.0.0.7", "X-Real-IP": "10.0.0.7"}
        assert self.ask(app, address, **claims)[0] == 302

    def test_names_a_reader_who_stays_one(self, app: Flask) -> None:
        reader = Visitor(app, "10.0.0.7")
        reader.environment["HTTP_X_FORWARDED_USER"] = "ben@example.com"
        assert reader.get("/desk/").status_code == 200
        assert reader.get("/desk/audit/").status_code == 403

    @pytest.mark.parametrize("name", ["eve@example.com", "anna@example.com,ben@example.com", "x" * 500])
    def test_does_not_admit_who_is_on_no_list(self, app: Flask, name: str) -> None:
        answer = Visitor(app, "10.0.0.7").get("/desk/", headers={"X-Forwarded-User": name})
        assert answer.status_code in (302, 403) and "Overview" not in answer.text

    def test_tells_the_address_and_the_scheme_of_a_visitor(self, app: Flask) -> None:
        visitor = Visitor(app, "10.0.0.7")
        headers = {"X-Forwarded-For": "203.0.113.5, 10.1.0.9", "X-Forwarded-Proto": "https"}
        page = visitor.get("/desk/sign-in", headers=headers)
        assert "Strict-Transport-Security" in page.headers
        assert all("Secure" in one for one in page.headers.getlist("Set-Cookie"))

    def test_alone_leaves_no_passwords(self, engine: Engine, knowledge: Engine) -> None:
        settings = DeskSettings(user_header="X-User", proxies="10.0.0.7", editors="anna")
        app = create_app(settings, conversations=engine, knowledge=knowledge)
        visitor = Visitor(app)
        assert visitor.get("/desk/sign-in").status_code == 401
        assert visitor.get("/desk/").status_code == 401
        proxied = Visitor(app, "10.0.0.7")
        proxied.environment["HTTP_X_USER"] = "anna"
        app.config["WTF_CSRF_ENABLED"] = False
        sent = {"name": "editor", "password": PASSWORD}
        answer = proxied.client.post("/desk/sign-in", data=sent, environ_base=proxied.environment)
        assert answer.status_code == 401
