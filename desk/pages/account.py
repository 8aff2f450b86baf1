"""One's own account: how one is signed in, another password, the end of all sessions."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from desk import passwords
from desk.databases import reading, writing
from desk.pages.page import Page
from desk.people import ROOT, drop_cookie, somebody
from desk.queries import accounts, audit
from desk.roles import Role, open_to
from desk.texts import say

account_pages = Blueprint("account", __name__, url_prefix=f"{ROOT}/account")
PAGE = Page(account_pages, label="page.account")


class NewPassword(FlaskForm):
    """The password that holds, and another."""

    current = PasswordField(validators=[InputRequired(), Length(max=passwords.LONGEST)])
    new = PasswordField(validators=[InputRequired(), Length(passwords.SHORTEST, passwords.LONGEST)])


@account_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """Show who is signed in."""
    return render_template("account.html", form=NewPassword(), shortest=passwords.SHORTEST)


@account_pages.post("/password")
@open_to(Role.READER)
def change_password() -> ResponseReturnValue:
    """Set another password, which ends all sessions."""
    who = somebody()
    if who.by_proxy:
        abort(404)
    given = NewPassword()
    with reading() as connection:
        account = accounts.find(connection, who.name)
    problem = None
    if not given.validate():
        problem = say("accounts.password", shortest=passwords.SHORTEST)
    elif not passwords.is_right(account.password_hash if account else None, given.current.data):
        problem = say("sign_in.wrong_password")
    if problem:
        page = render_template("account.html", form=given, shortest=passwords.SHORTEST, problem=problem)
        return page, 400
    with writing() as connection:
        accounts.change(connection, who.name, password_hash=passwords.hashed(given.new.data))
        audit.note(connection, who.name, "password_changed", who.name)
    flash(say("accounts.password_changed"))
    response = redirect(url_for("sign_in.form"), 303)
    drop_cookie(response)
    return response
