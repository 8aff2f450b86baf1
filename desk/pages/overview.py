"""What was asked of the advisor, and how it did."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from desk.pages.page import Page
from desk.people import ROOT
from desk.roles import Role, open_to

overview_pages = Blueprint("overview", __name__, url_prefix=ROOT)
PAGE = Page(overview_pages, label="page.overview")


@overview_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """Show the overview."""
    return render_template("overview.html")
