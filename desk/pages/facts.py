"""Facts and questions of the desk: what is published, drafts, and the form that makes one of the other."""

from __future__ import annotations

import io
import zipfile

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from bot.conversations.models import LONGEST_KEY
from desk.content.fact import QUESTIONS, SECTIONS, clean_form, form_of
from desk.content.folder import DeskContent, Item
from desk.content.phrases import together
from desk.content.yaml_text import phrases_yaml
from desk.databases import reading, reading_knowledge, writing
from desk.pages import fact_work as work
from desk.pages.page import Page
from desk.people import ROOT, somebody
from desk.queries import audit, drafts, phrases, turns
from desk.queries.fact_choices import fact_choices
from desk.roles import Role, open_to
from desk.texts import say
from knowledge.queries.catalogue import find_row

fact_pages = Blueprint("facts", __name__, url_prefix=f"{ROOT}/facts")
PAGE = Page(fact_pages, label="page.facts")
LONGEST_ASKED = 2000  # characters of a message that a draft begins with
WAITING_FILE = "waiting-for-training/nlu.yml"


@fact_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """List what is published and what is not yet."""
    wanted = request.args.get("search", "").strip().lower()[:200]
    items = [one for one in DeskContent.read(work.folder()).items() if wanted in _searched(one)]
    with reading() as connection:
        waiting = drafts.latest(connection)
    return render_template("facts.html", items=items, drafts=waiting, search=wanted)


@fact_pages.get("/item/<key>")
@open_to(Role.READER)
def item(key: str) -> ResponseReturnValue:
    """Show a published item, and who works on it."""
    found = DeskContent.read(work.folder()).item(key)
    if found is None:
        abort(404)
    with reading() as connection:
        begun = drafts.of_item(connection, key)
    changeable = found.section in ("", *SECTIONS.values())
    return render_template("fact.html", item=found, form=form_of(found), drafts=begun, changeable=changeable)


@fact_pages.get("/new")
@open_to(Role.EDITOR)
def new() -> ResponseReturnValue:
    """Show the form of a new fact, prefilled by the query string."""
    given = {**request.args.to_dict(), "kind": request.args.get("kind", "statement"), "key": ""}
    asked = request.args.get("question", "").strip()[:LONGEST_ASKED]
    return _form(clean_form(given), asked=asked, turn=request.args.get("turn", ""))


@fact_pages.get("/questions")
@open_to(Role.EDITOR)
def questions() -> ResponseReturnValue:
    """Show the form of questions beside a fact: the desk's own is changed itself."""
    row, asked = request.args.get("row", ""), request.args.get("question", "").strip()[:LONGEST_ASKED]
    found = DeskContent.read(work.folder()).item(row)
    with reading_knowledge() as connection:
        known = find_row(connection, key=row)
    if known is None or not known.get("occupation"):
        abort(404)
    base = found or Item(row, str(known["occupation"]), "", {}, ())
    return _form(
        form_of(base),
        asked=asked,
        turn=request.args.get("turn", ""),
        base=_version(found),
        item=row,
    )


@fact_pages.post("/item/<key>/change")
@open_to(Role.EDITOR)
def change(key: str) -> ResponseReturnValue:
    """Begin a draft from a published item."""
    found = DeskContent.read(work.folder()).item(key)
    if found is None or found.section not in ("", *SECTIONS.values()):
        abort(404)
    with writing() as connection:
        draft_id = drafts.begin(connection, form_of(found), somebody().name, item=key, base=found.version)
        audit.note(connection, somebody().name, "draft_saved", key)
    return redirect(url_for("facts.draft", draft_id=draft_id), 303)


@fact_pages.post("/item/<key>/withdraw")
@open_to(Role.EDITOR)
def withdraw(key: str) -> ResponseReturnValue:
    """Take a published item back, if it is still as the editor saw it."""
    done = work.withdraw(key, request.form.get("version", ""))
    if done.conflict:
        return render_template("fact_changed.html", key=key, item=done.present), 409
    if done.errors:
        return render_template(
            "problem.html", title=say("fact.not_withdrawn"), text=work.listed(done.errors), code=409
        ), 409
    with writing() as connection:
        audit.note(connection, somebody().name, "fact_withdrawn", key)
    flash(say("fact.withdrawn"))
    return redirect(url_for("facts.index"), 303)


@fact_pages.get("/drafts/<draft_id>")
@open_to(Role.EDITOR)
def draft(draft_id: str) -> ResponseReturnValue:
    """Show a draft in its form."""
    return _form_of_draft(_draft(draft_id))


@fact_pages.post("/drafts")
@open_to(Role.EDITOR)
def save_new() -> ResponseReturnValue:
    """Save a new draft, then do what else is asked for."""
    form = clean_form(request.form.to_dict())
    key, name = request.form.get("item", ""), somebody().name
    if len(key) > LONGEST_KEY:  # no item has such a key, and PostgreSQL takes none
        abort(400)
    asked = request.form.get("asked", "").strip()[:LONGEST_ASKED] or None
    with writing() as connection:
        turn = turns.find(connection, request.form.get("turn", ""))
        draft_id = drafts.begin(
            connection,
            work.with_adopted(form, asked, request.form),
            name,
            item=key if key == form["key"] else "",
            base=request.form.get("base", "")[:16],
            asked=asked,
            conversation_id=turn.conversation_id if turn else None,
        )
        audit.note(connection, name, "draft_saved", draft_id)
        saved = drafts.get(connection, draft_id)
    return _go_on(saved)


@fact_pages.post("/drafts/<draft_id>")
@open_to(Role.EDITOR)
def save(draft_id: str) -> ResponseReturnValue:
    """Save a draft unless another editor was faster, then do what else is asked for."""
    present = _draft(draft_id)
    version = request.form.get("version", type=int) or 0
    if request.form.get("action") == "delete":
        return _delete(present, version)
    form = {**clean_form(request.form.to_dict()), "key": present.item or ""}
    form = work.with_adopted(form, present.asked, request.form)
    base = request.form.get("over")
    with writing() as connection:
        saved = drafts.change(connection, draft_id, form, somebody().name, version=version, base=base)
        if saved:
            audit.note(connection, somebody().name, "draft_saved", present.item or draft_id)
        now = drafts.get(connection, draft_id)
    if not saved:
        theirs = now or present
        return _conflict(theirs, theirs.form, form, who=theirs.changed_by, over=None)
    return _go_on(now)


@fact_pages.get("/export.zip")
@open_to(Role.READER)
def export() -> ResponseReturnValue:
    """Give all content of the desk as YAML, with the phrases that wait in a folder of their own."""
    packed = io.BytesIO()
    folder = work.folder()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*.y*ml")) if folder.is_dir() else ():
            archive.writestr(file.relative_to(folder).as_posix(), file.read_bytes())
        with writing() as connection:
            waiting = phrases.waiting(connection)
            audit.note(connection, somebody().name, "content_exported")
        if waiting:
            text = phrases_yaml(together({}, ((one.intent, one.text) for one in waiting)))
            archive.writestr(WAITING_FILE, text)
    packed.seek(0)
    return send_file(packed, "application/zip", as_attachment=True, download_name="desk-content.zip")


def _go_on(saved: drafts.Draft | None) -> ResponseReturnValue:
    """Do with a draft what its form's button asks for."""
    if saved is None:
        abort(404)
    action = request.form.get("action")
    if action == "preview":
        return _form_of_draft(saved, work.preview(saved))
    if action != "publish":
        flash(say("fact.saved"))
        return redirect(url_for("facts.draft", draft_id=saved.id), 303)
    done = work.publish_draft(saved)
    if done.conflict:
        theirs = form_of(done.present) if done.present else {}
        return _conflict(saved, theirs, saved.form, who="", over=_version(done.present))
    if not done.done:
        wrong: dict[str, object] = {"errors": done.errors, "problem": say("fact.not_published")}
        return _form_of_draft(saved, wrong, status=400)
    with writing() as connection:
        drafts.drop(connection, saved.id)
        audit.note(connection, somebody().name, "fact_published", done.key)
    flash(say("fact.published"))
    return redirect(url_for("facts.item", key=done.key), 303)


def _delete(present: drafts.Draft, version: int) -> ResponseReturnValue:
    with writing() as connection:
        gone = drafts.drop(connection, present.id, version=version)
        if gone:
            audit.note(connection, somebody().name, "draft_deleted", present.item or present.id)
    if not gone:
        return _conflict(present, present.form, present.form, who=present.changed_by, over=None)
    flash(say("fact.deleted"))
    return redirect(url_for("facts.index"), 303)


def _conflict(
    draft: drafts.Draft, theirs: dict[str, str], mine: dict[str, str], *, who: str, over: str | None
) -> ResponseReturnValue:
    """Show both states of what two editors have changed; nothing is lost whatever is chosen."""
    page = render_template("fact_conflict.html", draft=draft, theirs=theirs, mine=mine, who=who, over=over)
    return page, 409


def _form_of_draft(
    draft: drafts.Draft, shown: dict[str, object] | None = None, *, status: int = 200
) -> ResponseReturnValue:
    asked = draft.asked or ""
    return _form(draft.form, draft=draft, asked=asked, item=draft.item, shown=shown, status=status)


def _form(
    form: dict[str, str],
    *,
    draft: drafts.Draft | None = None,
    asked: str = "",
    turn: str = "",
    item: str = "",
    base: str = "",
    shown: dict[str, object] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    with reading_knowledge() as connection:
        choices = fact_choices(connection)
    page = render_template(
        "fact_form.html",
        form=form,
        draft=draft,
        asked=asked,
        turn=turn,
        item=item,
        base=base,
        choices=choices,
        only_questions=form["kind"] == QUESTIONS,
        **{"errors": {}, "problem": "", "answered": None, **(shown or {})},
    )
    return page, status


def _draft(draft_id: str) -> drafts.Draft:
    with reading() as connection:
        found = drafts.get(connection, draft_id)
    if found is None:
        abort(404)
    return found


def _version(item: Item | None) -> str:
    return item.version if item else ""


def _searched(item: Item) -> str:
    words = (item.key, item.occupation, *map(str, item.entry.values()), *item.questions)
    return " ".join(words).lower()
