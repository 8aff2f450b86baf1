"""Whether and how one may change from an occupation to another: a verdict, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.asked import asks
from actions.advice.change.experience import prepared
from actions.advice.change.findings import (
    article_degrees,
    article_needs,
    asked_by_articles,
    level,
    needs_of,
    new_technologies,
    of_its_own,
    pay_sentence,
    preparation,
    school_sentence,
    school_verdict,
    sides_table,
    skills_sentence,
    stand_ins,
    tools_of,
)
from actions.advice.change.reader import Change, own_occupation, read_change
from actions.advice.change.sections import further_sections, names_of_stones, target_skills, way_of
from actions.advice.change.sides import Sides, doubts, read_sides, taken_for
from actions.answer import Block, Button, NoteBlock, TextBlock
from actions.composition.compose import Reply, compose, say
from actions.composition.lengths import REPLY_WORDS
from actions.composition.offers import SHOWN, offers_for, payload
from actions.composition.sections import Finding, Section
from actions.datasets.base import best_pay
from actions.formatting import capitalised
from actions.messages import message
from actions.person import Person
from actions.questions.cues import contains
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE, SKILL_GAP
from knowledge.queries.transitions import CLOSE, FAR, SkillNeeds, Transition, transition
from knowledge.records import Row

PLAN = "plan"  # the aspect by which that topic is asked for a plan
VERDICTS = {
    "close": "change.verdict.close",
    "schooled": "change.verdict.schooled",
    "apart": "change.verdict.apart",
    "far": "change.verdict.far",
}
# What a training that takes years is called in the first line.
TRAININGS = {
    "Apprenticeship": "change.takes.apprenticeship",
    "Internship/residency": "change.takes.residency",
    "Long-term on-the-job training": "change.takes.training",
}


def answer_change(connection: Connection, question: Question) -> Reply:
    """Return whether and how one may change to the occupation that a question asks about."""
    return answer_by(connection, question, CAREER_CHANGE, _change)


def answer_by(
    connection: Connection,
    question: Question,
    topic: str,
    find: Callable[[Connection, Question, Sides], Finding],
) -> Reply:
    """Return what is found about the occupation that a question asks about, or why nothing can be.

    Args:
        connection: to the knowledge base.
        question: the question.
        topic: the topic that it is answered as.
        find: what finds it, once both occupations are known.
    """
    change = read_change(connection, question)
    if change is None:
        return say(question.state, "clarify", message("change.which"), about_occupation=False)
    if change.source == change.target:
        if not change.target.code:
            return _changed_from(question, change)
        change = replace(change, source=None, named=False)  # "can I be an economist here, too?"
    sides = read_sides(connection, question, change)
    if sides is None:
        return _no_figures(connection, question, change)
    return _reply_on(connection, question, change, topic, find(connection, question, sides), sides.untold)


def _reply_on(
    connection: Connection,
    question: Question,
    change: Change,
    topic: str,
    finding: Finding,
    untold: str | None,
) -> Reply:
    """Return a reply about the target; a source that the question names stays with the conversation."""
    reply = compose(
        connection,
        topic=topic,
        found=[(change.target, finding)],
        state=question.state,
        question=question,
        missing=untold,
    )
    if not (change.source and change.named):
        return reply
    occupations = (change.source.key, change.target.key)
    return replace(reply, state=replace(reply.state, occupations=occupations))


def _changed_from(question: Question, change: Change) -> Reply:
    """Return that the occupation that is asked about is the person's own."""
    text = message("change.same", occupations=change.target.plural)
    return say(question.state, "clarify", text, about_occupation=False)


def _no_figures(connection: Connection, question: Question, change: Change) -> Reply:
    """Return that the target is described too little, and offer what is held of it."""
    offers = offers_for(connection, change.target)
    buttons = offers.buttons(offers.following(None))
    text = message("change.no_data", occupations=change.target.plural)
    return say(question.state, "unknown", text, buttons, message("offers.instead"), about_occupation=False)


def _change(connection: Connection, question: Question, sides: Sides) -> Finding:
    find = _from_here if sides.source else _target_alone
    return find(connection, question, sides)


def _from_here(connection: Connection, question: Question, sides: Sides) -> Finding:
    """Return verdict, reasons and doubts for somebody whose occupation is known."""
    if sides.source is None:
        raise LookupError("a change from here needs a source")
    person = question.person
    step = transition(connection, source=sides.source.code, target=sides.target.code)
    needs = needs_of(connection, sides, person)
    tools = tools_of(connection, sides.target, sides.source, person)
    articles = article_needs(connection, sides.change.target)
    named = asked_by_articles(articles)
    way = way_of(connection, sides, step)
    stones = names_of_stones(connection, way)
    verdict = _school_asked(question, sides) or _duration_asked(question, sides)
    back = sides.change.target.key in person.former
    lead = _back(sides) if back else verdict_on(sides, step)
    notes = [
        text for text in (doubts(sides, stand_ins(connection, sides, needs)), taken_for(sides.change)) if text
    ]
    texts = within(
        lead,
        [
            None if back else _skills(needs, person),
            named,
            None if verdict else school_sentence(sides, person),
            prepared(connection, sides, person, training=not sides.is_trained),
            None if named else new_technologies(connection, sides, tools),
            message("change.stones.short", names=stones) if stones and not back else None,
            pay_sentence(sides),
        ],
        [verdict or "", *notes, sides.untold or "", message("compose.differs") if named else ""],
    )
    blocks: list[Block] = [*([TextBlock(verdict)] if verdict else []), TextBlock(lead)]
    blocks += [TextBlock(" ".join(texts))] if texts else []
    blocks.append(sides_table(sides))
    blocks += [NoteBlock(text) for text in notes]
    first = first_section(sides, blocks, needs, articles if named in texts else [])
    return Finding(
        (first, *further_sections(connection, sides, step, needs, tools, way)),
        offers=offers(sides, without=CAREER_CHANGE),
    )


def _back(sides: Sides) -> str:
    """Return the first line for the way back into work that somebody did before."""
    return message("change.back", target=sides.change.target.with_article)


def _skills(needs: SkillNeeds, person: Person) -> str | None:
    return skills_sentence(needs) if needs.source or person.skills else target_skills(needs)


def _school_asked(question: Question, sides: Sides) -> str | None:
    """Return whether one's education is enough, where it is told or that is asked; None otherwise."""
    asked = any(asks(name, question.message.words) for name in ("gets_in", "school_enough"))
    asked = asked or bool(question.message.values("degree"))
    return school_verdict(sides, question.person) if asked else None


def _duration_asked(question: Question, sides: Sides) -> str | None:
    """Return that no source says how long it takes, where that is asked; None otherwise."""
    words = question.message.words
    asked = asks("how_long", words) or contains("asks_how_long_the_way_is", words)
    return message("change.duration", target=sides.change.target.with_article) if asked else None


def verdict_on(sides: Sides, step: Transition | None) -> str:
    """Return the first line, by the score of the step and by what it takes to enter."""
    source = sides.change.source or sides.target.occupation
    words = {"source": source.with_article, "target": sides.change.target.with_article}
    if step is None:
        return message("change.verdict.unmeasured", **words)
    near = "schooled" if sides.school else "close"
    name = near if step.score >= CLOSE else "apart" if step.score >= FAR else "far"
    return message(VERDICTS[name], takes=_takes(sides), **words)


def _takes(sides: Sides) -> str:
    """Return whether more school or a training of years is typical."""
    row = sides.target.published.projection
    if sides.held is None or sides.target.published.entry is None or row is None:
        return message("change.takes.unknown")
    needed = level(sides.target.published.entry)
    if sides.school:
        name = "school_own" if sides.told_school else "school"
        return message(f"change.takes.{name}", needed=needed, held=level(sides.held))
    if of_its_own(sides):
        return message("change.takes.own_program", needed=needed)
    return message(TRAININGS.get(row.training or "", "change.takes.nothing"))


def _target_alone(connection: Connection, question: Question, sides: Sides) -> Finding:
    """Return what the target needs, and ask what the person does now."""
    needs = needs_of(connection, replace(sides, source=None), question.person)
    tools = tools_of(connection, sides.target, None, question.person)
    skills = target_skills(needs)
    verdict = _school_asked(question, sides)
    school = None if verdict else school_sentence(sides, question.person)
    entry = preparation(sides.target.published)
    articles = article_needs(connection, sides.change.target)
    named = asked_by_articles(articles) or new_technologies(connection, sides, tools)
    degrees = article_degrees(connection, sides.change.target)
    written = degrees[0].text if degrees else None
    told = [text for text in (verdict, written, school, entry, named, skills, pay_of_target(sides)) if text]
    if not told:
        told = [message("change.no_data", occupations=sides.change.target.plural)]
    lead, *more = told
    ask = message("change.ask", target=sides.change.target.with_article)
    if unheld := sides.change.source:
        ask = message("change.no_source", occupations=unheld.plural)
    elif own_occupation(connection, question) == sides.change.target:
        ask = message("change.own", occupations=sides.change.target.plural)
    notes = [
        text for text in (doubts(sides, stand_ins(connection, sides, needs)), taken_for(sides.change)) if text
    ]
    differs = message("compose.differs") if articles else ""
    texts = within(lead, more, [*notes, ask, sides.untold or "", differs])
    blocks: list[Block] = [TextBlock(lead)]
    blocks += [TextBlock(" ".join(texts))] if texts else []
    blocks += [sides_table(sides), *(NoteBlock(text) for text in notes), TextBlock(ask)]
    cited = [*degrees, *(articles if named in (lead, *texts) else [])]
    first = first_section(sides, blocks, needs, cited)
    return Finding(
        (first, *further_sections(connection, sides, None, needs, tools, ())),
        offers=offers(sides, without=CAREER_CHANGE),
    )


def pay_of_target(sides: Sides) -> str | None:
    """Return what the occupation that is asked about pays; None where no pay of it is held."""
    wage = sides.target.published.wage
    value = best_pay(wage) if wage else None
    if value is None:
        return None
    return message(
        "data.pay.median",
        occupations=capitalised(sides.target.measured.plural),
        place=sides.place,
        value=value,
        release=sides.release,
    )


def within(lead: str, texts: Sequence[str | None], beside: Sequence[str]) -> list[str]:
    """Return those of some sentences, the first ones first, that fit into a reply beside others."""
    left = REPLY_WORDS - sum(len(text.split()) for text in (lead, *beside))
    kept = []
    for text in texts:
        if text and len(text.split()) <= left:
            kept.append(text)
            left -= len(text.split())
    return kept


def first_section(
    sides: Sides, blocks: Sequence[Block], needs: SkillNeeds, articles: Sequence[Row]
) -> Section:
    """Return the first section; where articles disagree about what they name is but hinted at."""
    rated = [need.rating for need in needs.needs[:1]]
    figures = [*rated, *(row for side in sides.both for row in side.rows)]
    return Section(tuple(blocks), (*articles, *figures), lead=frozenset(row.key for row in figures))


def offers(sides: Sides, without: str = "") -> tuple[Button, ...]:
    """Return what leads on: the way, what is missing, a plan, the two side by side; all but ``without``."""
    change = sides.change
    ends = _ends(change)
    target = change.target.with_article
    found = {
        CAREER_CHANGE: Button(
            message("change.offer.change", target=target), payload(CAREER_CHANGE, occupation=ends)
        ),
        SKILL_GAP: Button(message("change.offer.gap", target=target), payload(SKILL_GAP, occupation=ends)),
        PLAN: Button(message("change.offer.plan"), payload(SKILL_GAP, occupation=ends, aspect=PLAN)),
    }
    if change.source and sides.source:
        measured = (sides.source.measured, sides.target.measured)
        title = message("change.offer.compare", sources=measured[0].plural, targets=measured[1].plural)
        keys = [one.key for one in measured]
        found["comparison"] = Button(title, payload("comparison", occupation=keys))
    return tuple(button for name, button in found.items() if name != without)[:SHOWN]


def _ends(change: Change) -> str | list[str]:
    """Return the keys of what a button names: the source only if it is not the person's own."""
    if change.source and change.named:
        return [change.source.key, change.target.key]
    return change.target.key
