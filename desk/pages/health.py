"""What is outside of /desk: whether the server is alive, whether it can show anything, and the way there."""

from __future__ import annotations

import logging

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations.database import SchemaError, check_revision, unusable
from desk.databases import reading
from desk.pages.page import Page
from desk.roles import Role, open_to

logger = logging.getLogger(__name__)
health_pages = Blueprint("health", __name__)
PAGE = Page(health_pages)


@health_pages.get("/")
@open_to(Role.ANYONE)
def root() -> ResponseReturnValue:
    """Lead to the desk."""
    return redirect(url_for("overview.index"))


@health_pages.get("/health")
@open_to(Role.ANYONE)
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return {"status": "ok"}


@health_pages.get("/ready")
@open_to(Role.ANYONE)
def ready() -> ResponseReturnValue:
    """Say whether the conversations' database can be read and has this release's schema."""
    try:
        with reading() as connection:
            check_revision(connection)
    except (SchemaError, SQLAlchemyError) as error:
        logger.warning("%s", unusable(error))
        return {"database": False}, 503
    return {"database": True}
