"""The audit log, for editors."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.settings.desk import DESK_NAME
from desk.databases import reading
from desk.pages.page import Page
from desk.people import ROOT
from desk.queries import audit
from desk.roles import Role, open_to

audit_pages = Blueprint("audit", __name__, url_prefix=f"{ROOT}/audit")
PAGE = Page(audit_pages, label="page.audit", role=Role.EDITOR)


@audit_pages.get("/")
@open_to(Role.EDITOR)
def index() -> ResponseReturnValue:
    """Show what was done, the newest first."""
    account = request.args.get("account", "").strip().lower()
    before = request.args.get("before", "")
    if not (account == "" or account == audit.COMMAND_LINE or DESK_NAME.fullmatch(account)):
        found = []
    else:
        with reading() as connection:
            found = audit.entries(connection, account=account, before=before if before.isalnum() else "")
    older = found[-1].id if len(found) == audit.PAGE else None
    return render_template("audit.html", entries=found, account=account, older=older)
