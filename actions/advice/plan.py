"""A plan towards an occupation: steps in order, each with what the base holds for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.advice.change.claims import told_credits, told_skills
from actions.advice.change.experience import prepared
from actions.advice.change.findings import (
    article_needs,
    is_known,
    known_tools,
    level,
    named_by_articles,
    needs_of,
    of_its_own,
    skill_names,
    skills_known,
    stand_ins,
    tools_of,
)
from actions.advice.change.sections import names_of_stones, way_of
from actions.advice.change.sides import Sides, taken_for
from actions.advice.change.verdict import PLAN, offers
from actions.advice.times import times_told
from actions.answer import Block, ListBlock, NoteBlock, TextBlock
from actions.composition.sections import Finding, Section, unknown
from actions.datasets.base import best_pay
from actions.formatting import joined, quoted
from actions.messages import message
from actions.person import Person
from actions.questions.question import Question
from actions.topics.certificate_attributes import attribute
from knowledge.queries.entities import certifications
from knowledge.queries.facts import associations
from knowledge.queries.onet import ratings
from knowledge.queries.transitions import share_with_no_more, technologies_to_learn, transition
from knowledge.records import Certification, Occupation, Row

NAMED = 4  # skills or technologies of a step
CERTIFICATES = 2


@dataclass(frozen=True)
class _Step:
    text: str
    rows: tuple[Row, ...] = ()


def plan_finding(connection: Connection, question: Question, sides: Sides) -> Finding:
    """Return the steps in order, as a list that can be copied."""
    steps = [step for step in (*_steps(connection, question.person, sides), _pay(sides)) if step]
    needs = needs_of(connection, sides, question.person)
    if not steps:
        return unknown(message("change.no_data", occupations=sides.change.target.plural))
    source = sides.change.source
    target = sides.change.target.with_article
    lead = message("plan.lead", target=target)
    if source and sides.source:
        lead = message("plan.lead_from", source=source.with_article, target=target)
    times = times_told(question)
    quotes = joined([f"“{quoted(one)}”" for one in times])
    untold = message("plan.untold_times", times=quotes) if times else message("plan.untold")
    lead = f"{lead}; {untold}"
    notes = [_doubt(sides, stand_ins(connection, sides, needs)[1]), *filter(None, [taken_for(sides.change)])]
    blocks: list[Block] = [TextBlock(lead), ListBlock(tuple(step.text for step in steps))]
    blocks += [NoteBlock(text) for text in notes]
    rows = [row for step in steps for row in step.rows]
    figures = frozenset(row.key for side in sides.both for row in side.rows)
    return Finding((Section(tuple(blocks), tuple(rows), lead=figures),), offers=offers(sides, without=PLAN))


def _doubt(sides: Sides, skills_of: Occupation | None) -> str:
    """Return whose figures the steps rest on, where these are not of the target."""
    reasons = []
    if not sides.target.has_own_figures:
        reasons.append(message("plan.school_of", occupations=sides.target.measured.plural))
    if skills_of:
        reasons.append(message("plan.skills_of", occupations=skills_of.plural))
    return message("plan.doubt", reasons=joined(reasons)) if reasons else message("plan.no_promise")


def _steps(connection: Connection, person: Person, sides: Sides) -> Iterator[_Step | None]:
    target = sides.target.published
    projected = (target.projection,) if target.projection else ()
    yield _school(connection, sides, person, projected)
    if sides.is_trained:
        yield _Step(message(f"plan.training.{sides.target.training}"), projected)
    yield _skills(connection, person, sides)
    yield _technologies(connection, person, sides)
    yield _certificates(connection, sides)
    if text := prepared(connection, sides, person, training=not sides.is_trained):
        yield _Step(message("plan.preparation", text=text), projected)
    elif not sides.is_trained and (worked := ratings(connection, code=sides.target.code, scale="experience")):
        first = worked[0]
        yield _Step(message("plan.experience", level=first.element, share=f"{first.value:g}%"), (first,))
    yield _stones(connection, sides)


def _pay(sides: Sides) -> _Step | None:
    """Return what the occupation pays, which is what the steps lead to.

    On the pay of occupations of the articles sources differ, which is told where it is asked.
    """
    wage = sides.target.published.wage
    value = best_pay(wage) if wage else None
    if wage is None or value is None or not sides.change.target.only_in_datasets:
        return None
    text = message(
        "plan.pay",
        occupations=sides.target.measured.plural,
        place=sides.place,
        value=value,
        release=sides.release,
    )
    return _Step(text, (wage,))


def _school(connection: Connection, sides: Sides, person: Person, rows: tuple[Row, ...]) -> _Step | None:
    """Return the education to get, or that none is needed; what it is against the most that is wished."""
    needed = sides.target.published.entry
    if needed is None:
        return None
    if (most := person.most_school) is not None and most < needed and sides.school:
        share = share_with_no_more(connection, code=sides.target.code, level=most)
        name = "school_above" if share else "school_above_all"
        text = message(f"plan.{name}", level=level(needed), most=level(most), share=f"{share:.0f}%")
        return _Step(text, rows)
    if sides.school and sides.told_school and sides.held is not None:
        return _Step(message("plan.school_from", level=level(needed), held=level(sides.held)), rows)
    if sides.school or sides.held is None:
        return _Step(message("plan.school", level=level(needed)), rows)
    if person.education is not None or sides.source is None:
        return _Step(message("plan.no_school_own", level=level(needed)), rows)
    sources = sides.source.measured.plural
    if of_its_own(sides):
        return _Step(message("plan.own_program", level=level(needed), sources=sources), rows)
    return _Step(message("plan.no_school", level=level(needed), sources=sources), rows)


def _skills(connection: Connection, person: Person, sides: Sides) -> _Step | None:
    """Return the skills to build up: those that are missing, then those that are there in part."""
    needs = needs_of(connection, sides, person)
    short = [*needs.held("missing"), *needs.held("partly")]
    if not short:
        return None
    text = message("plan.skills", names=skill_names(short, NAMED))
    told = told_skills(needs, skills_known(connection, person), sides.credits)
    told = told or told_credits(needs, sides.credits)
    return _Step(f"{text} {told}" if told else text, (short[0].rating,))


def _technologies(connection: Connection, person: Person, sides: Sides) -> _Step | None:
    """Return the technologies to learn: those that the content names, else those that are in demand."""
    articles = article_needs(connection, sides.change.target)
    if named := named_by_articles(articles):
        new = [one for one in named if not is_known(connection, one, person)]
        told = [one for one in named if one not in new]
        texts = [message("plan.articles", names=joined(new))] if new else []
        texts += [message("plan.articles_known", names=joined(told))] if told else []
        return _Step(" ".join(texts), tuple(articles))
    tools = tools_of(connection, sides.target, sides.source, person)
    wanted = technologies_to_learn(connection, tools)[:NAMED]
    known = known_tools(connection, sides, person)
    texts = [message("plan.technologies", names=joined([one.name for one in wanted]))] if wanted else []
    texts += [message("plan.known", names=joined(known))] if known else []
    return _Step(" ".join(texts), tuple(wanted[:1])) if texts else None


def _certificates(connection: Connection, sides: Sides) -> _Step | None:
    """Return the certificates that the content names, those with a duration or a price first."""
    target = sides.change.target
    if target.only_in_datasets:
        return None
    rows = associations(connection, occupation=target.key, topic="certifications")
    held = certifications(connection, keys=[row.entity.key for row in rows]) if rows else []
    ordered = sorted(held, key=lambda one: (one.price is None, one.weeks is None))[:CERTIFICATES]
    if not ordered:
        return None
    keys = {one.entity.key for one in ordered}
    told = message("plan.certificates", names=joined([_certificate(one) for one in ordered]))
    return _Step(told, tuple(row for row in rows if row.entity.key in keys))


def _certificate(one: Certification) -> str:
    """Return a certificate with duration and price, where a source gives them."""
    facts = [value for name in ("weeks", "price") if (value := attribute(one, name))]
    if not facts:
        return one.entity.name
    return message("plan.certificate", certificate=one.entity.name, facts=", ".join(facts))


def _stones(connection: Connection, sides: Sides) -> _Step | None:
    """Return the occupations between, where the way is long."""
    if sides.source is None:
        return None
    step = transition(connection, source=sides.source.code, target=sides.target.code)
    between = names_of_stones(connection, way_of(connection, sides, step))
    return _Step(message("plan.stones", names=between), (sides.source.published.onet,)) if between else None
