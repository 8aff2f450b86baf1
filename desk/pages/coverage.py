"""What the advisor can answer, beside what it is asked; sources out of date, and links that are dead."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timezone

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from desk.coverage.link_job import LinkJob, addresses_of
from desk.coverage.matrix import DEMAND_DAYS, ENOUGH_ROWS, STATES, Covered, coverage, demand
from desk.coverage.staleness import age_of, kinds
from desk.databases import databases, reading, reading_knowledge, writing
from desk.pages.page import Page
from desk.people import ROOT, somebody
from desk.queries import audit, links
from desk.roles import Role, open_to
from desk.texts import say
from knowledge.queries.coverage import cited_sources

coverage_pages = Blueprint("coverage", __name__, url_prefix=f"{ROOT}/coverage")
PAGE = Page(coverage_pages, label="page.coverage")
SORTS = ("asked", "missed", "occupation", "topic")
OCCUPATIONS_SHOWN = 25  # on a page of the table
CELLS_SHOWN = 100  # in the list
_JOB = "desk link job"


@coverage_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """Show occupations by topics, and the cells of a filter in the order of the demand."""
    search = request.args.get("search", "").strip()[:100]
    state, topic = request.args.get("state", ""), request.args.get("topic", "")
    sort = request.args.get("sort", SORTS[0])
    page = max(1, min(request.args.get("page", 1, type=int) or 1, 1000))
    today = datetime.now(timezone.utc).date()
    with reading() as connection:
        asked = demand(connection, today)
    with reading_knowledge() as connection:
        found = coverage(connection, asked, search=search)
    first = (page - 1) * OCCUPATIONS_SHOWN
    wanted = (
        one
        for one in (found if state or topic else found.of_asked())
        if state in ("", one.state) and topic in ("", one.topic.key)
    )
    return render_template(
        "coverage.html",
        rows=[found.of(one) for one in found.occupations[first : first + OCCUPATIONS_SHOWN]],
        pages=(len(found.occupations) + OCCUPATIONS_SHOWN - 1) // OCCUPATIONS_SHOWN,
        page=page,
        topics=found.topics,
        cells=heapq.nsmallest(CELLS_SHOWN, wanted, key=_ORDERS.get(sort, _by_demand)),
        filters={"search": search, "state": state, "topic": topic, "sort": sort},
        states=STATES,
        sorts=SORTS,
        days=DEMAND_DAYS,
        enough=ENOUGH_ROWS,
    )


@coverage_pages.get("/sources")
@open_to(Role.READER)
def sources() -> ResponseReturnValue:
    """Show how old each source is, and whether its link answered."""
    today = datetime.now(timezone.utc).date()
    with reading_knowledge() as connection:
        found = [age_of(one, today) for one in cited_sources(connection)]
    with reading() as connection:
        checked = links.checked(connection)
    order = {"stale": 0, "undated": 1, "fresh": 2}
    return render_template(
        "sources.html",
        ages=sorted(found, key=lambda one: order[one.state]),
        links=checked,
        kinds=kinds(),
        running=_job().is_running,
        addresses=set(addresses_of(one.source.location for one in found)),
    )


@coverage_pages.post("/sources/check")
@open_to(Role.EDITOR)
def check() -> ResponseReturnValue:
    """Begin to look at the links of all sources."""
    with reading_knowledge() as connection:
        addresses = addresses_of(one.location for one in cited_sources(connection))
    started = _job().start(addresses)
    if started:
        with writing() as connection:
            audit.note(connection, somebody().name, "links_checked", str(len(addresses)))
    flash(say("coverage.started" if started else "coverage.running"))
    return redirect(url_for("coverage.sources"), 303)


def _job() -> LinkJob:
    found: LinkJob = current_app.extensions.setdefault(_JOB, LinkJob(databases().conversations))
    return found


def _by_demand(one: Covered) -> tuple[object, ...]:
    return -one.asked, -one.missed, one.occupation.name, one.topic.rank


_ORDERS: dict[str, Callable[[Covered], tuple[object, ...]]] = {
    "missed": lambda one: (-one.missed, _by_demand(one)),
    "occupation": lambda one: (one.occupation.name, _by_demand(one)),
    "topic": lambda one: (one.topic.title, _by_demand(one)),
}
