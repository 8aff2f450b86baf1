"""Answers which of several occupations somebody should choose: a verdict, and the reason for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from sqlalchemy.engine import Connection

from actions.advice.choice.asked import (
    MOST_NAMED,
    OF_FIGURES,
    SEVERAL,
    Choice,
    Criterion,
    asks_for_more,
    choice_asked,
)
from actions.advice.choice.kinds import Kind
from actions.advice.choice.ranking import Chooser, Option, by, option_of, ordered, weighed_for
from actions.advice.choice.texts import broken_of, broken_text, lead_of, reason_of
from actions.advice.fit.answer import SHOWN
from actions.advice.fit.order import fits_of
from actions.advice.fit.table import figure_notes, fit_table, listed, sourced_table
from actions.advice.fit.texts import short_reasons
from actions.advice.for_whom import step_for_whom
from actions.answer import Answer, Block, ListBlock, NoteBlock, TextBlock
from actions.composition.compose import Reply
from actions.datasets.base import number
from actions.formatting import capitalised, quoted
from actions.messages import message
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT
from knowledge.queries.occupation_fit import fit_occupations
from knowledge.queries.onet import count_onet_occupations

MOST_OF_A_KIND = 2  # occupations of a kind of work, where several are named
BRIEFLY = 3  # of more occupations than these, less is told of each
WELL, PARTLY = 0.1, 0.35  # shares of the order up to which an occupation fits well, and in part
# What asks for one of several rather than for a list of what there is.
_ONE_OF_THEM = frozenset({"fit", "near", "easy", "quick", "calm"})


@step_for_whom
def choice_for_person(connection: Connection, question: Question) -> Reply | None:
    """Return which of the occupations that a message names, or that were shown, is the one for its writer."""
    choice = choice_asked(connection, question)
    if choice is None or not count_onet_occupations(connection):
        return None
    chooser = weighed_for(connection, question, [one.typed for one in choice.kinds if one.typed])
    untitled = not all(one.titled for one in choice.kinds)
    if untitled and not _ONE_OF_THEM & set(choice.criteria):
        return _list_of_kinds(connection, question, choice, chooser)
    options = [
        option
        for one in choice.kinds
        if (option := option_of(connection, question, chooser, one.keys[0], one.typed))
    ]
    options = _paying_more(connection, question, chooser, options)
    if len(choice.kinds) == 1 and options:
        return _single(connection, question, choice, chooser, options[0])
    if len(options) < SEVERAL:
        return None
    unknown = chooser.own is None and chooser.known.profile.says_nothing
    alike = len({one.takes for one in options}) == 1 and {*choice.criteria} <= {"easy", "quick"}
    if unknown and alike and choice.whence == "named" and not untitled:
        return None  # which the comparison tells, with their training
    criteria = choice.criteria or ("near" if chooser.own else "fit",)
    weighs = "fit" in criteria
    ranked = ordered(options, criteria, chooser) if weighs else by(options, criteria[0], chooser)
    lead = _lead(options, ranked, criteria, chooser)
    if choice.whence == "shown" and len(options) > MOST_NAMED:
        return _shown_anew(connection, question, chooser, lead, ranked)
    return _reply(connection, question, choice, chooser, lead, ranked, criteria)


def _paying_more(
    connection: Connection, question: Question, chooser: Chooser, options: list[Option]
) -> list[Option]:
    """Return those that pay more than somebody's own work, where that is asked for as well."""
    if chooser.own is None or not asks_for_more(question):
        return options
    own = fits_of(connection, chooser.known, [chooser.own.key])
    least = own[0].median if own else None
    return [one for one in options if least is None or (one.fit.median or 0) > least]


def _lead(
    options: Sequence[Option], ranked: Sequence[Option], criteria: Sequence[Criterion], chooser: Chooser
) -> list[Block]:
    """Return which comes first by each criterion that is asked; what is asked first is the first line."""
    weighs = [one for one in criteria if one != "fit"] if _ONE_OF_THEM & {*criteria} - {"fit"} else criteria
    texts = []
    for place, criterion in enumerate(weighs):
        first = ranked[0] if len(weighs) == 1 or criterion == "fit" else by(options, criterion, chooser)[0]
        texts.append(lead_of(first, ranked, criterion, chooser, goes_on=place > 0))
    if chooser.own is None and chooser.known.profile.says_nothing and set(criteria) - OF_FIGURES:
        texts.append(message("choice.ask"))
    verdict, *more = dict.fromkeys(texts)
    return [TextBlock(verdict), *([TextBlock(" ".join(more))] if more else [])]


def _single(
    connection: Connection, question: Question, choice: Choice, chooser: Chooser, option: Option
) -> Reply | None:
    """Return whether an occupation fits; None where nothing is known by which it could be told."""
    if chooser.known.profile.says_nothing or not option.fit.rated:
        return None
    ranking = fit_occupations(connection, profile=chooser.known.profile, limit=1)
    share = option.fit.position / ranking.total if ranking.total and option.fit.position else 1.0
    name = "well" if share <= WELL else "partly" if share <= PARTLY else "little"
    words = {"first": capitalised(option.plural), "position": number(option.fit.position)}
    if broken := broken_text(connection, option):
        lead = message("choice.single.broken", wishes=broken, **words)
    elif option.fit.broken:
        lead = message("choice.single.half", **words)
    elif not option.fit.position:
        return None
    else:
        lead = message(f"choice.single.{name}", count=number(ranking.total), **words)
    return _reply(connection, question, choice, chooser, [TextBlock(lead)], [option], ("fit",))


def _reply(
    connection: Connection,
    question: Question,
    choice: Choice,
    chooser: Chooser,
    lead: Sequence[Block],
    ranked: Sequence[Option],
    criteria: Sequence[Criterion],
) -> Reply:
    """Return a verdict with the reason for each, and the figures side by side."""
    briefly = len(ranked) > BRIEFLY
    reasons = [reason_of(connection, question, one, chooser, criteria, briefly=briefly) for one in ranked]
    fits = [one.fit for one in ranked]
    notes = [NoteBlock(text) for text in (_taken(choice, ranked), *figure_notes(chooser.known, fits)) if text]
    blocks: tuple[Block, ...] = (
        *lead,
        ListBlock(tuple(reasons)),
        *sourced_table(connection, chooser.known, fits, notes),
    )
    keys = [one.occupation.key for one in ranked]
    state = replace(
        question.state,
        topic=CAREER_CHANGE,
        occupations=(keys[0],),
        mentions=tuple(("occupation", key) for key in keys[1:]),
        hints=(),
        question="",
        items=(),
        choices=(),
        unknown_occupations=(),
        page=0,
        pages=1,
        misses=0,
        earlier=question.state.history(None),
    )
    return Reply(Answer("answered", CAREER_CHANGE, keys[0], blocks), state)


def _shown_anew(
    connection: Connection,
    question: Question,
    chooser: Chooser,
    lead: Sequence[Block],
    ranked: Sequence[Option],
) -> Reply:
    """Return the last list in the order that is asked for."""
    fits = [one.fit for one in ranked]
    blocks: list[Block] = [*lead, fit_table(connection, chooser.known, fits)]
    blocks += [NoteBlock(text) for text in figure_notes(chooser.known, fits)]
    reply = listed(
        connection, question.state, blocks, fits, page=question.state.page, pages=question.state.pages
    )
    return replace(reply, state=replace(reply.state, occupations=(fits[0].code,)))


def _list_of_kinds(
    connection: Connection, question: Question, choice: Choice, chooser: Chooser
) -> Reply | None:
    """Return what fits among the kinds of work that a message names, some of each, in the order asked for."""
    criteria: tuple[Criterion, ...] = choice.criteria or ("fit",)
    columns: list[list[Option]] = []
    most = max(MOST_OF_A_KIND, SHOWN // len(choice.kinds))
    for kind in choice.kinds:
        options = (option_of(connection, question, chooser, key, kind.typed) for key in kind.keys)
        rated = [one for one in options if one and one.fit.rated]
        kept = [one for one in rated if one.fit.position] or rated[:1]
        columns.append(kept[:1] if kind.titled else _nearest_and_fitting(kind, kept, chooser)[:most])
    mixed = [one for row in zip_longest(*columns) for one in row if one]
    chosen = list({one.fit.code: one for one in mixed}.values())[:SHOWN]
    if len(chosen) < SEVERAL:
        return None
    keeping = [one for one in chosen if not broken_of(one)]
    broken = [one for one in chosen if one not in keeping]
    ranked = ordered(keeping or chosen, criteria, chooser)
    first = ranked[0]
    lead = (
        [TextBlock(message("choice.of_kinds", first=first.plural))]
        if criteria == ("fit",) or len(ranked) < SEVERAL
        else _lead(ranked, ranked, criteria, chooser)
    )
    fits = [one.fit for one in ranked]
    why = [f"“{quoted(one.typed)}”; {short_reasons(one.fit)}" for one in ranked]
    blocks: list[Block] = [*lead, fit_table(connection, chooser.known, fits, why)]
    blocks += [NoteBlock(text) for text in figure_notes(chooser.known, fits)]
    if broken:
        blocks.insert(len(lead), TextBlock(_not_kept(connection, broken, left_out=bool(keeping))))
    return listed(connection, replace(question.state, topic=CAREER_FIT), blocks, fits)


def _not_kept(connection: Connection, options: Sequence[Option], *, left_out: bool) -> str:
    """Return which occupations do not keep what is wanted, and which wishes those are."""
    each = [f"{one.plural} ({broken_text(connection, one)})" for one in options]
    return message("choice.left_out" if left_out else "choice.none_keeps", occupations="; ".join(each))


def _nearest_and_fitting(kind: Kind, options: Sequence[Option], chooser: Chooser) -> list[Option]:
    """Return those of a kind of work, the nearest to its name first, of about equal ones what fits best."""
    if chooser.known.profile.says_nothing:
        return list(options)
    near = [one for one in options if one.occupation.key in kind.keys[: kind.alike]]
    return [*by(near, "fit", chooser), *by([one for one in options if one not in near], "fit", chooser)]


def _taken(choice: Choice, ranked: Sequence[Option]) -> str:
    """Return which occupations words are taken for that are no titles."""
    plurals = {one.typed: one.plural for one in ranked}
    texts = [
        message("change.taken", title=quoted(one.typed), occupations=plurals[one.typed])
        for one in choice.kinds
        if not one.titled and one.typed in plurals
    ]
    return " ".join(texts)
