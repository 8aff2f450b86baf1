"""Conversations: found by text, outcome, topic, occupation and day; read with what led to each answer."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.conversations import feedback, user_data
from bot.conversations.figures import queries as figures
from bot.conversations.figures.queries import Span
from bot.conversations.models import LONGEST_KEY, OUTCOMES
from bot.conversations.traces import clear_traces
from bot.process.logging_config import conversation_tag
from desk.databases import databases, reading, writing
from desk.explaining import said, shown_turns
from desk.masking import Mask
from desk.names import occupation_names, topic_titles
from desk.pages.page import Page
from desk.people import ROOT, somebody
from desk.queries import audit, turns
from desk.queries.turns import FoundTurn, Wanted
from desk.roles import Role, open_to
from desk.spans import asked_span, bounds, quick_spans
from desk.texts import say

conversation_pages = Blueprint("conversations", __name__, url_prefix=f"{ROOT}/conversations")
PAGE = Page(conversation_pages, label="page.conversations")
LONGEST_TEXT = 200
CHOICES = 200  # topics and occupations of the last days that a list offers


@conversation_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """Show the messages that were looked for, the newest first."""
    span, wanted = _wanted()
    with reading() as connection:
        found = turns.search(connection, wanted, after=request.args.get("after"))
        everything = Span(span.first, span.last)
        channels = figures.channels(connection, everything)
        topics = [one.key for one in figures.top_topics(connection, everything, limit=CHOICES)]
        occupations = [one.key for one in figures.top_occupations(connection, everything, limit=CHOICES)]
    titles = topic_titles()
    names = occupation_names({*occupations, *(one.occupation for one in found.turns if one.occupation)})
    return render_template(
        "conversations.html",
        span=span,
        quick=quick_spans(span),
        wanted=wanted,
        found=[(one, said(one.message, Mask())) for one in found.turns],
        next=found.next,
        query=_query(span, wanted),
        outcomes=OUTCOMES,
        channels=_with(channels, span.channel),
        topics=_with(topics, wanted.topic),
        occupations=_with(occupations, wanted.occupation),
        titles=titles,
        names=names,
    )


@conversation_pages.get("/<address>")
@open_to(Role.READER)
def read(address: str) -> ResponseReturnValue:
    """Show the conversation around a turn, with what identifies people hidden."""
    return _page(_turn(address), Mask())


@conversation_pages.post("/<address>/unmask")
@open_to(Role.EDITOR)
def unmask(address: str) -> ResponseReturnValue:
    """Show the conversation as it was written; noted in the audit log."""
    one = _turn(address)
    with writing() as connection:
        audit.note(connection, somebody().name, "unmasked", conversation_tag(one.conversation_id))
    return _page(one, None)


@conversation_pages.post("/<address>/export")
@open_to(Role.EDITOR)
def export(address: str) -> ResponseReturnValue:
    """Give all that is stored on the person of a conversation, as JSON."""
    one = _turn(address)
    tag = conversation_tag(one.conversation_id)
    with writing() as connection:
        stored = user_data.export(connection, one.conversation_id)
        if stored is None:
            abort(404)
        audit.note(connection, somebody().name, "exported", tag)
    response = Response(json.dumps(stored, ensure_ascii=False, indent=2), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="person-{tag}.json"'
    return response


@conversation_pages.post("/<address>/delete")
@open_to(Role.EDITOR)
def delete(address: str) -> ResponseReturnValue:
    """Delete all that is stored on the person of a conversation."""
    one = _turn(address)
    if request.form.get("sure") != "yes":
        abort(400)
    with writing() as connection:
        rows = user_data.erase(connection, one.conversation_id)
        audit.note(connection, somebody().name, "deleted", conversation_tag(one.conversation_id))
    is_gone = clear_traces(databases().conversations)
    flash(say("conversations.deleted" if is_gone else "conversations.deleted_later", rows=rows))
    return redirect(url_for("conversations.index"), 303)


def _page(one: FoundTurn, mask: Mask | None) -> str:
    with reading() as connection:
        around = turns.around(connection, one)
        events = turns.events_of(connection, around)
        given = feedback.given(connection, one.conversation_id)
    shown = shown_turns(around, events, given, mask)
    occupations = {found.occupation for found in around if found.occupation}
    occupations |= {ranking.occupation for each in shown if each.why for ranking in each.why.rankings}
    return render_template(
        "conversation.html",
        chosen=one,
        turns=shown,
        is_masked=mask is not None,
        titles=topic_titles(),
        names=occupation_names(occupations),
    )


def _turn(address: str) -> FoundTurn:
    with reading() as connection:
        one = turns.find(connection, address)
    if one is None:
        abort(404)
    return one


def _wanted() -> tuple[Span, Wanted]:
    span = asked_span()
    begin, end = bounds(span)
    given: dict[str, Any] = {}
    for name in ("outcome", "topic", "occupation"):
        value = request.args.get(name, "").strip()
        if len(value) > LONGEST_KEY:
            abort(400)
        given[name] = value or None
    text = " ".join(request.args.get("text", "").split())
    if len(text) > LONGEST_TEXT:
        abort(400)
    return span, Wanted(begin, end, span.channel, text=text, **given)


def _query(span: Span, wanted: Wanted) -> dict[str, str | None]:
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "channel": span.channel,
        "outcome": wanted.outcome,
        "topic": wanted.topic,
        "occupation": wanted.occupation,
        "text": wanted.text or None,
    }


def _with(choices: Any, chosen: str | None) -> list[str]:
    return sorted({*choices, *([chosen] if chosen else [])})
