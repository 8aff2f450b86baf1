"""What is watched: each share and its usual band, and the messages that were sent about it."""

from __future__ import annotations

import time
import uuid
from datetime import datetime, timezone

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.settings.alerts import AlertSettings
from desk.background import GROUPS, WATCH
from desk.databases import reading, writing
from desk.pages.page import Page
from desk.people import ROOT, somebody
from desk.queries import audit, jobs, watch
from desk.roles import Role, open_to
from desk.texts import say
from desk.watch.samples import readings

watch_pages = Blueprint("watch", __name__, url_prefix=f"{ROOT}/watch")
PAGE = Page(watch_pages, label="page.watch")
SHOWN = 50  # messages
TEST = "test"


@watch_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """Show how the shares are now, and the newest messages."""
    with reading() as connection:
        shares = readings(connection, datetime.now(timezone.utc))
        states = watch.states(connection)
        messages = watch.newest_messages(connection, limit=SHOWN)
        runs = {name: jobs.last_run(connection, name) for name in (WATCH, GROUPS)}
    settings = AlertSettings.read()
    return render_template(
        "watch.html",
        readings=shares,
        states=states,
        messages=messages,
        runs=runs,
        ways=settings.ways,
        digest_weekday=settings.digest_weekday,
    )


@watch_pages.post("/test")
@open_to(Role.EDITOR)
def test() -> ResponseReturnValue:
    """Store a message that is sent like an alert."""
    ways = AlertSettings.read().ways
    if not ways:
        flash(say("watch.nowhere"))
        return redirect(url_for("watch.index"), 303)
    message = watch.Message(uuid.uuid4().hex, time.time(), TEST, say("watch.test"), {})
    with writing() as connection:
        watch.add_message(connection, message, ways)
        audit.note(connection, somebody().name, "alert_tested", ", ".join(ways))
    flash(say("watch.tested"))
    return redirect(url_for("watch.index"), 303)
