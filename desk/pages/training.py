"""Phrases that wait, trainings, and the way back to earlier models."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from desk.content.line_text import one_line
from desk.content.phrases import known_intents, problem_of, shown_phrases
from desk.databases import reading, writing
from desk.pages.page import Page
from desk.people import ROOT, somebody
from desk.queries import audit, phrases
from desk.roles import Role, open_to
from desk.texts import say
from desk.training import history, runs
from knowledge.terms import normalise

training_pages = Blueprint("training", __name__, url_prefix=f"{ROOT}/training")
PAGE = Page(training_pages, label="page.training")
RELOAD_SECONDS = 5  # of the page of a training that is running


@training_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """Show phrases that wait, trainings and models."""
    return _index({"intent": request.args.get("intent", ""), "text": request.args.get("text", "")})


@training_pages.post("/phrases")
@open_to(Role.EDITOR)
def add() -> ResponseReturnValue:
    """Let a phrase wait for the next training."""
    form = {"intent": request.form.get("intent", ""), "text": one_line(request.form.get("text", ""))}
    problem = problem_of(form["intent"], form["text"])
    with writing() as connection:
        waiting = {normalise(one.text) for one in phrases.waiting(connection)}
        if problem is None and normalise(form["text"]) in waiting:
            problem = say("phrase.waits")
        if problem is None:
            phrases.add(connection, form["intent"], form["text"], somebody().name)
            audit.note(connection, somebody().name, "phrase_added", form["intent"])
    if problem is not None:
        return _index(form, problem), 400
    flash(say("phrase.added"))
    return redirect(url_for("training.index"), 303)


@training_pages.post("/phrases/delete")
@open_to(Role.EDITOR)
def delete() -> ResponseReturnValue:
    """Delete phrases that wait."""
    with writing() as connection:
        number = phrases.drop(connection, request.form.getlist("phrase")[:1000])
        audit.note(connection, somebody().name, "phrase_deleted", str(number))
    flash(say("phrase.deleted"))
    return redirect(url_for("training.index"), 303)


@training_pages.post("/start")
@open_to(Role.EDITOR)
def start() -> ResponseReturnValue:
    """Begin a training in a process of its own."""
    with reading() as connection:
        waits = bool(phrases.waiting(connection))
    if impossible := runs.why_impossible():
        return _index({}, say(impossible)), 409
    if not waits:
        return _index({}, say("training.nothing_waits")), 409
    try:
        run = runs.begin(somebody().name)
    except runs.Busy:
        return _index({}, say("training.busy")), 409
    with writing() as connection:
        audit.note(connection, somebody().name, "training_started", run.id)
    flash(say("training.started"))
    return redirect(url_for("training.run", run_id=run.id), 303)


@training_pages.get("/runs/<run_id>")
@open_to(Role.READER)
def run(run_id: str) -> ResponseReturnValue:
    """Show how far a training is; while it runs, the page is loaded anew every few seconds."""
    found = runs.get(run_id)
    if found is None:
        abort(404)
    page = render_template("training_run.html", run=found, log=runs.log_of(run_id))
    return page if found.outcome else (page, {"Refresh": str(RELOAD_SECONDS)})


@training_pages.post("/runs/<run_id>/cancel")
@open_to(Role.EDITOR)
def cancel(run_id: str) -> ResponseReturnValue:
    """Cancel a training."""
    if runs.get(run_id) is None:
        abort(404)
    cancelled = runs.cancel(run_id)
    if cancelled:
        with writing() as connection:
            audit.note(connection, somebody().name, "training_cancelled", run_id)
    flash(say("training.cancelled" if cancelled else "training.not_running"))
    return redirect(url_for("training.run", run_id=run_id), 303)


@training_pages.post("/models/<model>/back")
@open_to(Role.EDITOR)
def back(model: str) -> ResponseReturnValue:
    """Go back to an earlier model; phrases that it does not know wait again."""
    wanted = next((one for one in history.used_models()[1:] if one.model == model), None)
    if wanted is None:
        abort(404)
    if runs.running_pid() is not None:
        return _index({}, say("training.busy")), 409
    try:
        unknown = history.go_back(wanted, somebody().name)
    except history.ModelGone:
        return _index({}, say("training.gone")), 409
    with writing() as connection:
        waiting = {normalise(one.text) for one in phrases.waiting(connection)}
        for intent, text in unknown:
            if normalise(text) not in waiting:
                phrases.add(connection, intent, text, somebody().name)
        audit.note(connection, somebody().name, "model_back", model)
    flash(say("training.back"))
    return redirect(url_for("training.index"), 303)


def _index(form: dict[str, str], problem: str = "") -> str:
    with reading() as connection:
        waiting = phrases.waiting(connection)
    return render_template(
        "training.html",
        waiting=waiting,
        trained=shown_phrases(),
        intents=known_intents(),
        form={"intent": "", "text": "", **form},
        problem=problem,
        impossible=runs.why_impossible(),
        running=runs.running_pid() is not None,
        runs=runs.latest(),
        models=history.used_models(),
    )
