"""What was asked in vain, grouped by meaning, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.engine import Connection

from desk.background import GROUPS
from desk.databases import reading, reading_knowledge
from desk.masking import Known, Mask
from desk.names import occupation_names, topic_titles
from desk.pages.page import Page
from desk.people import ROOT
from desk.queries import jobs, unanswered
from desk.queries.unanswered import Group, Member
from desk.roles import Role, open_to
from desk.texts import say
from desk.unanswered.limits import MOST_GROUPS
from knowledge.queries.catalogue import find_row, list_rows

unanswered_pages = Blueprint("unanswered", __name__, url_prefix=f"{ROOT}/unanswered")
PAGE = Page(unanswered_pages, label="page.unanswered")
SHOWN = 40  # groups at once
WORDINGS = 3  # of each
MEMBERS = 50  # turns of one group
NEW_FACT = "facts.new"


@dataclass(frozen=True)
class Wording:
    """A message with what identifies people hidden, and the turn that it belongs to."""

    text: str
    member: Member


@dataclass(frozen=True)
class Shown:
    """A group as a page shows it."""

    group: Group
    wordings: list[Wording]
    occupation: str | None  # names
    topic: str | None
    trend: str

    @property
    def title(self) -> str:
        """The wording in its middle."""
        return self.wordings[0].text if self.wordings else "–"


@dataclass(frozen=True)
class NearFact:
    """A row of the knowledge base by its key, as one line."""

    key: str
    text: str


@unanswered_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """List the groups, the largest first."""
    page = min(max(0, request.args.get("page", 0, type=int)), MOST_GROUPS // SHOWN)
    with reading() as connection:
        found = unanswered.groups(connection, first=page * SHOWN, limit=SHOWN)
        turns = unanswered.members(connection, [one.id for one in found], most=WORDINGS)
        number = unanswered.number_of_groups(connection)
        run = jobs.last_run(connection, GROUPS)
    return render_template(
        "unanswered.html",
        groups=_shown(found, turns),
        number=number,
        page=page,
        has_more=(page + 1) * SHOWN < number,
        run=run,
    )


@unanswered_pages.get("/<group_id>")
@open_to(Role.READER)
def group(group_id: str) -> ResponseReturnValue:
    """Show one group: its wordings, the nearest facts, the cell of the knowledge base that it belongs to."""
    with reading() as connection:
        found = unanswered.group(connection, group_id)
        if found is None:
            abort(404)
        turns = unanswered.members(connection, [group_id], most=MEMBERS)
    (shown,) = _shown([found], turns)
    with reading_knowledge() as knowledge:
        near = [
            NearFact(key, _line(row))
            for key in found.facts
            if (row := find_row(knowledge, key=key)) is not None
        ]
        held = _held(knowledge, found)
    return render_template(
        "unanswered_group.html", shown=shown, near=near, held=held, new_fact=_new_fact(shown)
    )


def _shown(found: list[Group], turns: dict[str, list[Member]]) -> list[Shown]:
    topics = topic_titles()
    names = occupation_names({one.occupation for one in found if one.occupation})
    return [
        Shown(
            one,
            [_wording(member) for member in turns.get(one.id, [])],
            names.get(one.occupation) if one.occupation else None,
            topics.get(one.topic, one.topic) if one.topic else None,
            _trend(one),
        )
        for one in found
    ]


def _wording(member: Member) -> Wording:
    return Wording(Mask().message(member.text, [Known(*place) for place in member.found]), member)


def _trend(one: Group) -> str:
    """Return how a group has grown since the period before."""
    if not one.earlier:
        return say("unanswered.trend.new")
    change = (one.turns - one.earlier) / one.earlier
    if abs(change) < 0.1:
        return say("unanswered.trend.same")
    return say(f"unanswered.trend.{'more' if change > 0 else 'less'}", share=f"{abs(change):.0%}")


def _new_fact(shown: Shown) -> str | None:
    """Return the address of the form for the missing fact, with what is known of it filled in."""
    if NEW_FACT not in current_app.view_functions:
        return None
    known = {"occupation": shown.group.occupation, "topic": shown.group.topic, "question": shown.title}
    given: dict[str, Any] = {name: value for name, value in known.items() if value}
    return url_for(NEW_FACT, **given)


def _held(knowledge: Connection, found: Group) -> int | None:
    """Return how many rows the knowledge base holds in a group's cell; None if it has no cell."""
    if not (found.occupation and found.topic):
        return None
    return sum(
        len(list_rows(knowledge, table=table, occupation=found.occupation, topic=found.topic))
        for table in ("statements", "associations", "figures", "misconceptions")
    )


def _line(row: dict[str, object]) -> str:
    """Return the text of a row, or what it has in place of one."""
    return str(row.get("text") or row.get("title") or row.get("fact") or row.get("value") or row["key"])
