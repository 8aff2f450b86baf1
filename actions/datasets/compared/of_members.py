"""Answers what is asked of several occupations: of each, who comes first, of which something holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, NoteBlock, TableBlock, TextBlock
from actions.composition.compose import Reply, compose
from actions.datasets.base import Subject, found, group_note, in_place, not_held, occupation_items
from actions.datasets.compared.member_values import (
    NEEDED,
    OF_ONET,
    OF_WAGES,
    About,
    Value,
    bound_text,
    shared_by_all,
    value_of,
)
from actions.datasets.counted_with import counted_notes
from actions.datasets.places import place_of
from actions.formatting import capitalised, joined, lower_first
from actions.messages import has_message, message
from actions.questions.members.meant import PAIR
from actions.questions.members.records import Condition, MembersAsked
from actions.questions.question import Question
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import REMEMBERED_CHARACTERS
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import median_of, release, wage_in
from knowledge.records import Row

MOST_NAMED = 4  # in a sentence
_NAMED_IN_LEAD = 4  # occupations with their values; of more the first and the last
_AS_LIST = frozenset(
    {"skills", "technologies", "industries", "duties", "where_paid", "where_most"}
)  # too long for a column
_COMMON = frozenset({"skills", "technologies"})


def answer_of_members(connection: Connection, question: Question, asked: MembersAsked) -> Reply:
    """Return what is asked of the occupations that a message means, or that nothing of it is held."""
    subjects = [one for key in asked.members.keys if (one := _subject(connection, key))]
    about = About(connection, question, asked)
    told = {one: value_of(about, one) for one in subjects}
    values = [one for one in told.values() if one]
    missing = [one.plural for one, value in told.items() if value is None]
    if not values:
        untold = not_held(message("members.missing", names=joined(missing)))
        found_of = [(subjects[0].occupation, untold)]
        return compose(
            connection, topic=question.topic_key, found=found_of, state=question.state, question=question
        )
    source = _source(connection, asked)
    shown = values
    if asked.operation == "holds":
        held = [one for one in values if _holds_all(about, one)]
        lead = _of_which(connection, asked, values, held, source)
        least = any(one.sign < 0 for one in asked.conditions)
        others = (
            [] if held and asked.members.whence == "listed" else [one for one in values if one not in held]
        )
        shown = [*_ordered(held, least=least), *_ordered(others, least=least)]
    elif asked.operation == "first":
        shown = _ordered(values, least=asked.least)
        lead = _first(asked, shown, source)
    else:
        lead = _each(about, values, source)
    blocks: list[Block] = [_details(about, shown)]
    if missing:
        blocks.append(TextBlock(message("members.missing", names=joined(missing))))
    occupations = (get_occupation(connection, key=key) for key in asked.members.keys)
    blocks += counted_notes(connection, [one for one in occupations if one])
    blocks += [NoteBlock(note) for one in shown if (note := group_note(one.subject))][:2]
    return _reply(connection, question, asked, lead, blocks, shown)


def holds_of_any(connection: Connection, question: Question, asked: MembersAsked) -> bool:
    """Return whether the conditions that are asked about hold of one of the occupations."""
    about = About(connection, question, asked)
    subjects = (one for key in asked.members.keys if (one := _subject(connection, key)))
    values = (value for one in subjects if (value := value_of(about, one)))
    return any(_holds_all(about, one) for one in values)


def _subject(connection: Connection, key: str) -> Subject | None:
    occupation = get_occupation(connection, key=key)
    onet = (
        onet_occupation_by_code(connection, code=occupation.code) if occupation and occupation.code else None
    )
    return Subject(occupation, onet) if occupation and onet else None


def _reply(
    connection: Connection,
    question: Question,
    asked: MembersAsked,
    lead: str,
    blocks: Sequence[Block],
    shown: Sequence[Value],
) -> Reply:
    """Return the answer, behind which a list stays at hand, and a set stays the one that was compared."""
    rows: list[Row] = list({row.key: row for one in shown for row in one.rows}.values())
    first = shown[0].subject.occupation
    finding = found(lead, *blocks, rows=rows)
    reply = compose(
        connection,
        topic=question.topic_key,
        found=[(first, finding)],
        state=question.state,
        question=question,
    )
    before = question.state
    if asked.members.whence == "listed":
        keys = [one.subject.occupation.key for one in shown]
        items = occupation_items(keys) if len(keys) > 1 else before.items
        if before.topic == OCCUPATION_SEARCH:
            # What was asked of the first page narrows the search as well, if it is gone on with.
            asks = asked.operation == "holds" and not asked.members.against
            text = f"{before.question}\n{question.text}"[-REMEMBERED_CHARACTERS:] if asks else before.question
            kept = replace(
                before,
                question=text,
                occupations=(first.key,),
                items=items,
                misses=0,
                choices=reply.state.choices,
                noted=(),
            )
            return replace(reply, state=kept)
        return replace(
            reply, state=replace(reply.state, items=items, topic=before.topic or reply.state.topic)
        )
    others = tuple(("occupation", key) for key in asked.members.keys if key != first.key)
    mentions = tuple(dict.fromkeys((*reply.state.mentions, *others)))
    return replace(reply, state=replace(reply.state, mentions=mentions))


def _source(connection: Connection, asked: MembersAsked) -> str:
    if asked.measure in OF_ONET:
        return message("members.source.onet")
    if asked.measure in OF_WAGES:
        return message("members.source.wages", release=release(connection))
    return message("members.source.projections")


def _ordered(values: Sequence[Value], *, least: bool) -> list[Value]:
    sign = 1 if least else -1
    return sorted(values, key=lambda one: sign * (one.order if one.order is not None else 0.0))


def _called(asked: MembersAsked) -> str:
    """Return what is asked for, in words."""
    name = asked.part or ("hourly" if asked.hourly else asked.measure)
    thing = asked.thing if name == "technology" else lower_first(asked.thing)
    return message(f"members.measure.{name}", thing=thing)


def _told(values: Sequence[Value]) -> str:
    return joined([message("members.of", value=one.text, occupations=one.subject.plural) for one in values])


def _first(asked: MembersAsked, ordered: Sequence[Value], source: str) -> str:
    """Return who has most, or least, of what is asked for; that all have the same where they do."""
    count, called = len(ordered), _called(asked)
    best = [one for one in ordered if one.order == ordered[0].order]
    if asked.measure == "skill":
        return message("data.comparison.skill", skill=asked.thing, texts=_told(ordered))
    if len(best) == count:
        return _of_all("equal", count, measure=called, value=ordered[0].text, source=source)
    rest = ordered[len(best) :]
    against = rest if count <= _NAMED_IN_LEAD + 1 else [rest[0], rest[-1]]
    ways = asked.measure in ("education", "experience", "training")
    name = ("least" if asked.least else "most") + ("_needed" if ways else "")
    return message(
        f"members.{name}",
        count=count,
        first=joined([one.subject.plural for one in best]),
        measure=called,
        value=ordered[0].text,
        others=_told(against),
        source=source,
    )


def _each(about: About, values: Sequence[Value], source: str) -> str:
    """Return what is asked for of each, or what all have in common."""
    asked = about.asked
    called = _called(asked)
    if asked.measure in _COMMON and len(values) > 1:
        shared = shared_by_all(about, [one.subject for one in values])
        name = "shared" if shared else "none_shared"
        return _of_all(name, len(values), measure=called, names=joined(shared[:10]), source=source)
    if asked.measure == "skill":
        ordered = _ordered(values, least=False)
        return message("data.comparison.skill", skill=asked.thing, texts=_told(ordered))
    if asked.measure in _AS_LIST:
        names = _some_of([one.subject.plural for one in values])
        return message("members.list", measure=capitalised(called), names=names, source=source)
    if len(values) > 1 and len({one.text for one in values}) == 1:
        return _of_all("equal", len(values), measure=called, value=values[0].text, source=source)
    shown = values if len(values) <= _NAMED_IN_LEAD + 2 else _ends(values)
    return message("members.each", measure=capitalised(called), texts=_told(shown), source=source)


def _of_all(name: str, count: int, **texts: str) -> str:
    """Return a sentence on several occupations, which of two says "both"."""
    pair = f"members.pair.{name}"
    return message(pair if count == PAIR and has_message(pair) else f"members.{name}", count=count, **texts)


def _some_of(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = len(names) - MOST_NAMED
    if more <= 1:
        return joined(names)
    return joined([*names[:MOST_NAMED], message("fit.more_names", count=more)])


def _ends(values: Sequence[Value]) -> list[Value]:
    ordered = _ordered(values, least=False)
    return [ordered[0], ordered[-1]]


def _holds_all(about: About, value: Value) -> bool:
    asked = about.asked
    for one in asked.conditions:
        other = replace(about, asked=replace(asked, measure=one.measure))
        measured = value if one.measure == asked.measure else value_of(other, value.subject)
        if measured is None or measured.order is None:
            return False
        if not _holds(about.connection, asked, one, measured.order):
            return False
    return True


def _holds(connection: Connection, asked: MembersAsked, condition: Condition, order: float) -> bool:
    if condition.levels:
        return int(order) in condition.levels
    bound = condition.bound
    if condition.name.endswith("_than_one"):
        bound = _of_one(connection, asked, condition)
    if bound is None:  # something that is used, needed or worked in
        return order >= (NEEDED if condition.measure == "skill" else 1)
    return condition.sign * order > condition.sign * bound


def _of_one(connection: Connection, asked: MembersAsked, condition: Condition) -> float | None:
    """Return the value of the occupation that each is held against."""
    subject = _subject(connection, asked.members.against)
    if subject is None:
        return None
    wage = wage_in(connection, code=subject.onet.wage_code)
    row = projection_of(connection, code=subject.onet.projection_code)
    if condition.measure == "pay":
        return median_of(wage) if wage else None
    if condition.measure == "employment":
        return wage.employment if wage else None
    if row is None:
        return None
    return row.change_percent if condition.measure == "growth" else row.openings_a_year


def _of_which(
    connection: Connection, asked: MembersAsked, values: Sequence[Value], held: Sequence[Value], source: str
) -> str:
    """Return of which of the occupations all conditions hold."""
    told = joined([_condition(connection, asked, one) for one in asked.conditions])
    how = "none" if not held else "all" if len(held) == len(values) else "some"
    names = _some_of([one.subject.plural for one in _ordered(held, least=False)])
    text = _of_all(how, len(values), names=names, told=told, source=source)
    if not held and len(values) <= _NAMED_IN_LEAD:
        told_of_each = message("members.told", measure=capitalised(_called(asked)), texts=_told(values))
        text = f"{text} {told_of_each}"
    if not asked.asks_if or (how == "some" and asked.asks_if == "all"):
        return text
    return message("facts.no" if how == "none" else "facts.yes", text=text)


def _condition(connection: Connection, asked: MembersAsked, condition: Condition) -> str:
    value, occupations = "", ""
    if condition.name.endswith("_than_one"):
        subject, bound = _subject(connection, asked.members.against), _of_one(connection, asked, condition)
        occupations = subject.plural if subject else ""
        value = "" if bound is None else bound_text(condition.measure, bound)
    elif condition.levels:
        value = lower_first(EDUCATION[(max if condition.name == "at_most" else min)(condition.levels)])
    elif condition.bound is not None:
        value = bound_text(condition.measure, condition.bound)
    called = message(f"members.measure.{condition.measure}", thing=lower_first(asked.thing))
    return message(
        f"members.holds.{condition.name}",
        value=value,
        occupations=occupations,
        measure=called,
        thing=asked.thing,
    )


def _details(about: About, values: Sequence[Value]) -> TableBlock | ListBlock:
    """Return a table with what is asked for beside pay and growth, or a list of what is too long for one."""
    asked = about.asked
    if asked.measure in _AS_LIST:
        texts = tuple(
            message("members.line", occupations=one.subject.Plural, text=one.text) for one in values
        )
        return ListBlock(texts, message("members.lines", measure=capitalised(_called(asked))))
    beside = [one for one in ("pay", "growth") if one != asked.measure or asked.part]
    heads = [message("data.column.occupation"), capitalised(_called(asked))]
    heads += [message({"pay": "data.column.median", "growth": "data.column.growth"}[one]) for one in beside]
    rows = tuple(
        (
            one.subject.Plural,
            one.text,
            *(_beside(about, name, one.subject) for name in beside),
        )
        for one in values
    )
    place = place_of(about.connection, about.question)
    where = in_place(place.area) if place and place.area else message("data.in", place=message("data.nation"))
    return TableBlock(
        message("members.table", place=where, release=release(about.connection)), tuple(heads), rows
    )


def _beside(about: About, name: str, subject: Subject) -> str:
    asked = replace(about.asked, measure=name, part="", hourly=False)
    told = value_of(replace(about, asked=asked), subject)
    return told.text if told else message("table.none")
