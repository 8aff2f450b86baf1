"""Every route declares who may use it, and nobody else can."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from desk.roles import Role, role_of
from tests.desk.conftest import Visitor, signed_in

OPEN = {"health.root", "health.alive", "health.ready", "sign_in.form", "sign_in.sign_in", "static"}
VALUES = {"default": "1", "string": "x", "int": "1", "path": "desk.css"}


def rules(app: Flask) -> Iterator[tuple[Rule, Role]]:
    found = list(app.url_map.iter_rules())
    assert len(found) > 8
    for rule in found:
        role = role_of(app.view_functions[rule.endpoint])
        assert role is not None, f"{rule.rule} does not say who may use it"
        yield rule, role


def path(app: Flask, rule: Rule) -> str:
    values = {name: VALUES.get(_kind(rule, name), "x") for name in rule.arguments}
    with app.test_request_context():
        return rule.build({name: int(v) if v.isdigit() else v for name, v in values.items()})[1]


def _kind(rule: Rule, name: str) -> str:
    kind = type(rule._converters[name]).__name__
    return kind.removesuffix("Converter").lower().replace("unicode", "string")


def test_every_route_declares_its_role_and_only_the_way_in_is_open(app: Flask) -> None:
    assert {rule.endpoint for rule, role in rules(app) if role is Role.ANYONE} == OPEN


def test_who_is_not_signed_in_reaches_the_way_in_only(app: Flask, visitor: Visitor) -> None:
    token = visitor.token("/desk/sign-in")
    for rule, role in rules(app):
        if role is Role.ANYONE:
            continue
        if "GET" in (rule.methods or ()):
            answer = visitor.get(path(app, rule))
            assert answer.status_code == 302 and answer.location.startswith("/desk/sign-in?next="), rule
        else:
            posted = visitor.client.post(path(app, rule), data={"csrf_token": token})
            assert posted.status_code == 401, rule


def test_a_reader_is_refused_on_every_route_of_editors(app: Flask, reader: Visitor) -> None:
    token = reader.token()
    refused = 0
    for rule, role in rules(app):
        if role is Role.EDITOR:
            for method in (rule.methods or set()) & {"GET", "POST"}:
                answer = reader.client.open(path(app, rule), method=method, data={"csrf_token": token})
                assert answer.status_code == 403, (rule, method)
                refused += 1
    assert refused


def test_a_route_that_forgets_to_declare_is_open_to_nobody(own_app: Flask) -> None:
    own_app.add_url_rule("/desk/forgotten", "forgotten", lambda: "secret")
    assert signed_in(own_app, Role.EDITOR).get("/desk/forgotten").status_code == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_refused(app: Flask, editor: Visitor, method: str) -> None:
    for address in ("/desk/", "/desk/sign-out", "/desk/audit/"):
        assert editor.client.open(address, method=method).status_code in (400, 405)
