"""Who asks: by the session's cookie, or as a trusted proxy says; and whether that is enough for a view."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from bot.settings.desk import DeskSettings
from desk.databases import writing
from desk.proxies import USER_KEY
from desk.queries import sessions
from desk.roles import Role, role_of

COOKIE = "desk_session"
ROOT = "/desk"
_SETTINGS = "desk settings"


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    name: str
    role: Role
    by_proxy: bool = False  # who signs out there

    def may(self, role: Role) -> bool:
        """Return whether this person may use what needs a role."""
        return self.role.includes(role)


def guard(app: Flask, settings: DeskSettings) -> None:
    """Let an application answer only who may ask; must come before anything else that looks at requests."""
    app.extensions[_SETTINGS] = settings
    app.before_request(_admit)


def desk_settings() -> DeskSettings:
    """Return the settings of the current application."""
    found: DeskSettings = current_app.extensions[_SETTINGS]
    return found


def person() -> Person | None:
    """Return who asks; None if nobody is signed in."""
    if "person" not in g:
        g.person = _who_asks()
    found: Person | None = g.person
    return found


def stranger() -> str | None:
    """Return the name of who a proxy has signed in, and the settings do not admit."""
    settings, name = desk_settings(), request.environ.get(USER_KEY)
    return name if name and name not in settings.editors | settings.readers else None


def somebody() -> Person:
    """Return who asks, in a view that only signed-in people reach."""
    found = person()
    if found is None:
        abort(401)
    return found


def set_cookie(response: AnyResponse, token: str) -> None:
    """Give the browser a session's token, until it is closed."""
    response.set_cookie(COOKIE, token, path=ROOT, httponly=True, samesite="Strict", secure=request.is_secure)


def drop_cookie(response: AnyResponse) -> None:
    """Take the token from the browser."""
    response.delete_cookie(COOKIE, path=ROOT, httponly=True, samesite="Strict", secure=request.is_secure)


def _admit() -> AnyResponse | None:
    if request.endpoint is None:
        return None  # no such page, or not by this method: Flask says so
    needed = role_of(current_app.view_functions[request.endpoint])
    if needed is Role.ANYONE:
        return None
    if stranger():
        abort(403)
    who = person()
    if who is None:
        if desk_settings().secret and request.method in ("GET", "HEAD"):
            return redirect(url_for("sign_in.form", next=_this_page()))
        abort(401)
    if needed is None or not who.may(needed):
        abort(403)
    return None


def _who_asks() -> Person | None:
    settings = desk_settings()
    if name := request.environ.get(USER_KEY):
        if name in settings.editors:
            return Person(name, Role.EDITOR, by_proxy=True)
        return Person(name, Role.READER, by_proxy=True) if name in settings.readers else None
    token = request.cookies.get(COOKIE)
    if not (token and settings.secret):
        return None
    with writing() as connection:
        session = sessions.use(connection, token, now=time.time())
    return Person(session.account, session.role) if session else None


def _this_page() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"{request.path}?{query}" if query else request.path
