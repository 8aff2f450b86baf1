"""What is right for a message: an editor names the fact or the intent, or says that nobody can answer."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.conversations import corrections
from bot.conversations.corrections import VERDICTS, Correction
from desk.content.phrases import known_intents
from desk.databases import reading, reading_knowledge, writing
from desk.explaining import said
from desk.masking import Mask
from desk.pages.page import Page
from desk.people import ROOT, somebody
from desk.queries import audit, turns
from desk.queries.near_facts import NearFact, fact_of, near_facts
from desk.queries.turns import FoundTurn, turn_address
from desk.roles import Role, open_to
from desk.texts import say

correction_pages = Blueprint("corrections", __name__, url_prefix=f"{ROOT}/corrections")
PAGE = Page(correction_pages, label="page.corrections")


@correction_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """List what editors have said about messages."""
    verdict = request.args.get("verdict", "")
    with reading() as connection:
        found = corrections.latest(connection, verdict=verdict if verdict in VERDICTS else "")
    shown = [(one, Mask().message(one.text), _address(one)) for one in found]
    return render_template("corrections.html", corrections=shown, verdict=verdict, verdicts=VERDICTS)


@correction_pages.get("/<address>")
@open_to(Role.EDITOR)
def mark(address: str) -> ResponseReturnValue:
    """Show a message and what it may be about."""
    return _form(*_asked(address))


@correction_pages.post("/<address>")
@open_to(Role.EDITOR)
def give(address: str) -> ResponseReturnValue:
    """Store what is right for a message, and lead on to what follows from it."""
    turn, before = _asked(address)
    verdict = request.form.get("verdict", "")
    target = _target(verdict)
    if problem := _problem(verdict, target):
        return _form(turn, before, problem, status=400)
    with writing() as connection:
        given = corrections.give(
            connection,
            turn.conversation_id,
            turn.id,
            text=str((turn.message or {}).get("text") or ""),
            verdict=verdict,
            target=target,
            account=somebody().name,
            version=request.form.get("version", type=int) or 0,
        )
        if given:
            audit.note(connection, somebody().name, "correction_given", f"{turn.id} {verdict} {target}")
    if given is None:
        return _form(*_asked(address), say("correction.faster"), status=409)
    flash(say("correction.given"))
    return redirect(url_for("corrections.mark", address=turn.address), 303)


def _asked(address: str) -> tuple[FoundTurn, Correction | None]:
    """Return the turn that is asked for, and what was said about it."""
    with reading() as connection:
        turn = turns.asked(connection, address)
        if turn is None:
            abort(404)
        return turn, corrections.of_turn(connection, turn.conversation_id, turn.id)


def _address(one: Correction) -> str:
    """Return how the desk's pages name the turn; empty if it is not kept."""
    return "" if one.turn_at is None else turn_address(one.turn_at, one.turn_id)


def _target(verdict: str) -> str:
    if verdict == "fact":
        return (request.form.get("other_fact", "").strip() or request.form.get("fact", ""))[:80]
    return request.form.get("intent", "")[:80] if verdict == "intent" else ""


def _problem(verdict: str, target: str) -> str:
    if verdict not in VERDICTS:
        return say("correction.no_verdict")
    if verdict == "intent" and target not in known_intents():
        return say("correction.no_target", target=target or "–")
    if verdict == "fact":
        with reading_knowledge() as connection:
            known = fact_of(connection, target) if target else None
        return "" if known else say("correction.no_target", target=target or "–")
    return ""


def _form(
    turn: FoundTurn, before: Correction | None, problem: str = "", *, status: int = 200
) -> ResponseReturnValue:
    # What follows from it is made of the masked words, too.
    text = said(turn.message, Mask()) or ""
    near: list[NearFact] = []
    with reading_knowledge() as connection:
        near = near_facts(connection, occupation=turn.occupation or "", question=text)
    taken_for = ((turn.message or {}).get("parse_data") or {}).get("intent") or {}
    page = render_template(
        "correction.html",
        turn=turn,
        text=text,
        intent=taken_for.get("name"),
        before=before,
        near=near,
        intents=known_intents(),
        problem=problem,
    )
    return page, status
