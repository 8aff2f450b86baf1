"""Tables of the questions for facts and of the conversations, and the failures that may be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.understanding.fact_figures import fact_share
from bench.understanding.fact_judge import AskedFact, HeldConversation
from bench.understanding.facts import (
    CONVERSATIONS,
    FURTHER_CONVERSATIONS,
    FURTHER_QUESTIONS,
    QUESTIONS,
    SECOND_CONVERSATIONS,
    SECOND_QUESTIONS,
)
from bench.understanding.floors import Compared
from bench.understanding.judge import Reply
from bench.understanding.occupations import LAST_OCCUPATIONS, OCCUPATIONS
from bench.understanding.people import SENTENCES
from bench.understanding.people_talks import LAST_PEOPLE, PEOPLE
from bench.understanding.pictures import Bars
from bench.understanding.table import Table, bullets, columns
from bench.understanding.texts import UNSEEN_HALF, text

HALVES = "halves"  # the name of the table
SETS = frozenset(
    {
        *QUESTIONS,
        *CONVERSATIONS,
        *SECOND_QUESTIONS,
        *SECOND_CONVERSATIONS,
        *FURTHER_QUESTIONS,
        *FURTHER_CONVERSATIONS,
        *OCCUPATIONS,
        *LAST_OCCUPATIONS,
        *PEOPLE,
        *LAST_PEOPLE,
        *SENTENCES,
    }
)
MADE_ERRORS = "made_errors"
SHOWN_CHARACTERS = 500


def of_halves(figure: Compared) -> bool:
    """Return whether a figure is one of the questions for facts or of the conversations."""
    return figure.name.split(".", 1)[0] in SETS


def halves_table(compared: Sequence[Compared]) -> Table:
    """Put the figures of both halves beside each other, each with its floor."""
    halves: dict[str, dict[str, Compared]] = {}
    for figure in filter(of_halves, compared):
        measured, name = figure.name.split(".", 1)
        half = "unseen_half" if measured.endswith(UNSEEN_HALF) else "known_half"
        halves.setdefault(f"{measured.removesuffix(UNSEEN_HALF)}.{name}", {})[half] = figure
    titles = {key: text("halves", *key.split(".")) for key in halves}
    rows = [
        (titles[key], *_cells(found.get("known_half")), *_cells(found.get("unseen_half")), _ok(found))
        for key, found in halves.items()
    ]
    series = {
        text("columns", half): tuple(_measured(found.get(half)) for found in halves.values())
        for half in ("known_half", "unseen_half")
    }
    title = text("tables", HALVES)
    named = columns("figure", "known_half", "floor", "unseen_half", "floor", "ok")
    bars = Bars(title, tuple(titles.values()), series, percent=True)
    return Table(HALVES, title, named, rows, bars, kept_when_brief=(0, 1, 3))


def fact_forms_table(facts: Mapping[str, Sequence[AskedFact]]) -> Table:
    """Show how often the fact was told by the form of the question."""
    held = {name: [case for case in asked if not case.question.refuse] for name, asked in facts.items()}
    forms = list(dict.fromkeys(_form(case) for asked in held.values() for case in asked))
    rows, percents = [], {}
    for name, asked in held.items():
        for form in forms:
            found = [case for case in asked if _form(case) == form]
            told, first = fact_share(found, lambda case: case.told), fact_share(found, _told_first)
            wrong = fact_share(found, lambda case: case.wrong_without_doubt)
            percents[name, form] = told.percent
            if found:
                shares = (f"{share.percent:.1f}" for share in (told, first, wrong))
                rows.append((text("sets", name), text("forms", form), str(len(found)), *shares))
    title = text("tables", "fact_forms")
    bars = Bars(
        title,
        tuple(text("forms", form) for form in forms),
        {text("sets", name): tuple(percents[name, form] for form in forms) for name in held},
        percent=True,
    )
    named = columns("set", "form", "messages", "told_percent", "first_percent", "no_doubt_percent")
    return Table("fact-forms", title, named, rows, bars)


def failure_lists(
    facts: Mapping[str, Sequence[AskedFact]], conversations: Mapping[str, Sequence[HeldConversation]]
) -> dict[str, str]:
    """List what failed by set; the halves that nobody looks at are left out."""
    lists = {name: _fact_failures(asked) for name, asked in facts.items()}
    lists |= {name: _turn_failures(held) for name, held in conversations.items()}
    return {
        name: bullets(text("failures_title", set=text("sets", name)), lines)
        for name, lines in lists.items()
        if not name.endswith(UNSEEN_HALF)
    }


def _fact_failures(asked: Sequence[AskedFact]) -> list[str]:
    failed = sorted((case for case in asked if not case.right), key=lambda case: not case.wrong_without_doubt)
    return [
        _failure(case.question.text, text("forms", _form(case)), case.question.expect, case.reply)
        for case in failed
    ]


def _turn_failures(held: Sequence[HeldConversation]) -> list[str]:
    return [
        _failure(
            turn.turn.say,
            text("dialogue", name=conversation.conversation.name, number=number),
            turn.turn.expect,
            turn.reply,
        )
        for conversation in held
        for number, turn in enumerate(conversation.turns, 1)
        if not turn.right
    ]


def _failure(said: str, where: str, expected: Sequence[str], reply: Reply) -> str:
    content = " ".join(reply.body.split())
    return text(
        "fact_failure",
        said=said,
        where=where,
        expected="; ".join(expected) or text("no_answer_expected"),
        outcome=reply.outcome,
        content=content if len(content) <= SHOWN_CHARACTERS else f"{content[:SHOWN_CHARACTERS]}…",
    )


def _told_first(case: AskedFact) -> bool:
    return case.told_first


def _form(case: AskedFact) -> str:
    return MADE_ERRORS if case.question.mistyped else case.question.form


def _measured(figure: Compared | None) -> float:
    return (figure.measured if figure else None) or 0.0


def _cells(figure: Compared | None) -> tuple[str, str]:
    if figure is None:
        return text("not_measured"), text("no_floor")
    measured = text("not_measured") if figure.measured is None else f"{figure.measured:.1f}"
    floor = figure.floor
    return measured, text(floor.side, bound=f"{floor.bound:.1f}") if floor else text("no_floor")


def _ok(halves: Mapping[str, Compared]) -> str:
    return text("ok" if all(figure.ok for figure in halves.values()) else "not_ok")
