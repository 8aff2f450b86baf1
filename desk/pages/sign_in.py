"""Signing in and out."""

from __future__ import annotations

import math
import time
from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from bot.conversations.models import LONGEST_NAME
from bot.web.client_address import address_key
from desk import passwords
from desk.databases import reading, writing
from desk.pages.page import Page
from desk.people import COOKIE, ROOT, desk_settings, drop_cookie, person, set_cookie, somebody
from desk.queries import accounts, attempts, audit, sessions
from desk.roles import Role, open_to
from desk.texts import say

sign_in_pages = Blueprint("sign_in", __name__, url_prefix=ROOT)
PAGE = Page(sign_in_pages)


class SignIn(FlaskForm):
    """Name and password."""

    name = StringField(validators=[InputRequired(), Length(max=LONGEST_NAME)])
    password = PasswordField(validators=[InputRequired(), Length(max=passwords.LONGEST)])


@sign_in_pages.get("/sign-in")
@open_to(Role.ANYONE)
def form() -> ResponseReturnValue:
    """Show the form."""
    if person():
        return redirect(_wanted())
    if not desk_settings().secret:
        abort(401)
    return render_template("sign_in.html", form=SignIn(), next=_wanted())


@sign_in_pages.post("/sign-in")
@open_to(Role.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Begin a session, unless the password is wrong or there were too many tries."""
    if not desk_settings().secret:
        abort(401)
    given = SignIn()
    name = str(given.name.data or "").strip().lower()
    now = time.time()
    with writing() as connection:
        wait = attempts.count(connection, name, address_key(request.remote_addr or ""), now=now)
    if wait:
        abort(429, description=str(math.ceil(wait / 60)))
    token = _begin(name, str(given.password.data or ""), now) if given.validate() else None
    if token is None:
        return render_template("sign_in.html", form=given, next=_wanted(), wrong=say("sign_in.wrong")), 401
    response = redirect(_wanted(), 303)
    session.clear()
    set_cookie(response, token)
    return response


@sign_in_pages.post("/sign-out")
@open_to(Role.READER)
def sign_out() -> ResponseReturnValue:
    """End this session, or all sessions of the account."""
    who, everywhere = somebody(), request.form.get("everywhere") == "yes"
    with writing() as connection:
        if everywhere:
            sessions.end_all(connection, who.name)
        sessions.end(connection, request.cookies.get(COOKIE, ""))
        audit.note(connection, who.name, "sign_out_everywhere" if everywhere else "sign_out")
    session.clear()
    flash(say("signed_out.everywhere" if everywhere else "signed_out.here"))
    response = redirect(url_for("sign_in.form"), 303)
    drop_cookie(response)
    return response


def _begin(name: str, password: str, now: float) -> str | None:
    """Return the token of a new session; None if the name or the password is wrong."""
    with reading() as connection:
        account = accounts.find(connection, name)
    usable = account is not None and not account.disabled
    # A password is verified whatever the name, so that the time tells nothing about it.
    if not passwords.is_right(account.password_hash if account and usable else None, password):
        return None
    with writing() as connection:
        attempts.forget(connection, name)
        sessions.delete_expired(connection, now=now)
        if account and passwords.is_outdated(account.password_hash):
            accounts.renew_hash(connection, name, passwords.hashed(password))
        sessions.end(connection, request.cookies.get(COOKIE, ""))  # what this browser had before
        audit.note(connection, name, "sign_in")
        return sessions.start(connection, name, now=now)


def _wanted() -> str:
    """Return the page of the desk that was asked for before the sign-in; never one of another site."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    inside = wanted == ROOT or wanted.startswith(f"{ROOT}/")
    if parts.scheme or parts.netloc or not inside or "\\" in wanted or not wanted.isprintable():
        return url_for("overview.index")
    return wanted
