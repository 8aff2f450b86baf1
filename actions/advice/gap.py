"""What somebody lacks for an occupation: skills by what they weigh, technologies, school."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import read_person
from actions.advice.change.claims import claims_of, told_credits, told_skills
from actions.advice.change.findings import (
    article_needs,
    asked_by_articles,
    known_tools,
    needs_of,
    new_technologies,
    school_sentence,
    skill_names,
    skills_known,
    stand_ins,
    tools_of,
)
from actions.advice.change.sections import article_section, preparation_section, technology_section
from actions.advice.change.sides import Sides, doubts, taken_for
from actions.advice.change.verdict import (
    PLAN,
    answer_by,
    first_section,
    offers,
    pay_of_target,
    within,
)
from actions.advice.kinds import asks_for_plan
from actions.advice.plan import plan_finding
from actions.answer import Block, NoteBlock, TableBlock, TextBlock
from actions.composition.compose import Reply
from actions.composition.sections import Finding
from actions.formatting import capitalised, joined
from actions.messages import message
from actions.person import Person
from actions.questions.question import Question
from actions.questions.topic_slots import ADVICE_TOPICS, SKILL_GAP
from knowledge.queries.transitions import SkillNeed, SkillNeeds

SHOWN = 12  # skills of the table
COLUMNS = (
    "skill_gap.column.skill",
    "skill_gap.column.importance",
    "skill_gap.column.needed",
    "skill_gap.column.held",
    "skill_gap.column.state",
)
_ORDER = ("missing", "partly", "have")


def answer_gap(connection: Connection, question: Question) -> Reply:
    """Return what is held and what is missing for the occupation that is asked about, or a plan for it."""
    planned = question.asks_for(PLAN) or asks_for_plan(question)
    return answer_by(connection, question, SKILL_GAP, plan_finding if planned else _gap)


def _gap(connection: Connection, question: Question, sides: Sides) -> Finding:
    person = question.person
    needs = needs_of(connection, sides, person)
    tools = tools_of(connection, sides.target, sides.source, person)
    articles = article_needs(connection, sides.change.target)
    known = bool(needs.source or person.skills or sides.credits or person.technologies)
    plain = _lead(sides, needs, known=known)
    lead = _counted(connection, question, sides, needs, plain)
    told = lead != plain  # what counts is told in the first line
    notes = [
        text for text in (doubts(sides, stand_ins(connection, sides, needs)), taken_for(sides.change)) if text
    ]
    named = asked_by_articles(articles)
    texts = within(
        lead,
        [
            None if told else told_skills(needs, skills_known(connection, person), sides.credits),
            told_credits(needs, sides.credits),
            _told_tools(connection, sides, person),
            _weighs_most(needs) if known else None,
            new_technologies(connection, sides, tools),
            named,
            school_sentence(sides, person),
            pay_of_target(sides),
            None if known else message("skill_gap.ask"),
        ],
        [*notes, sides.untold or "", message("compose.differs") if named else ""],
    )
    blocks: list[Block] = [TextBlock(lead)]
    blocks += [TextBlock(" ".join(texts))] if texts else []
    blocks += [_table(sides, needs, known=known)] if needs.needs else []
    blocks += [NoteBlock(text) for text in notes]
    further = (
        technology_section(sides, tools),
        article_section(articles, tools, person),
        preparation_section(connection, sides),
    )
    first = first_section(sides, blocks, needs, articles if named in texts else [])
    return Finding((first, *(one for one in further if one)), offers=offers(sides, without=SKILL_GAP))


def _counted(connection: Connection, question: Question, sides: Sides, needs: SkillNeeds, lead: str) -> str:
    """Return the first line behind what of it a message has changed that tells more: "I trained 20 guys"."""
    if question.state.topic not in ADVICE_TOPICS or question.message.is_payload:
        return lead
    now = claims_of(connection, question.message.words)
    teller = read_person(connection, question.message, Person())
    if teller.last_work:
        return lead  # which is of other work now
    told = set(skills_known(connection, teller))
    told |= {skill for one in now for skill in one.done}
    if not told:
        return lead
    known = question.person
    person = replace(
        known,
        skills=tuple(one for one in known.skills if one not in told),
        technologies=tuple(one for one in known.technologies if one not in teller.technologies),
    )
    before = replace(sides, credits=tuple(one for one in sides.credits if one not in now))
    held = {one.rating.element for one in needs_of(connection, before, person).held("have")}
    rated = {one.rating.element for one in needs.needs}
    new = [one.lower() for one in sorted(told & rated - held)]
    if new:
        return message("skill_gap.counted", skills=joined(new), lead=lead)
    had = told & rated
    skills = joined([one.lower() for one in sorted(had or told)])
    why = capitalised(message("skill_gap.had_already" if had else "skill_gap.not_among", skills=skills))
    return message("skill_gap.unchanged", why=why, lead=lead)


def _told_tools(connection: Connection, sides: Sides, person: Person) -> str | None:
    """Return which technologies that a person knows the target's employers ask for; None without any."""
    known = known_tools(connection, sides, person)
    return message("plan.known", names=joined(known)) if known else None


def _lead(sides: Sides, needs: SkillNeeds, *, known: bool) -> str:
    """Return how many of the important skills are held so far."""
    targets = sides.target.occupation.plural
    if not needs.needs:
        return message("skill_gap.unrated", occupations=targets)
    if not known:
        return message("skill_gap.needed", count=len(needs.needs), occupations=targets)
    have, partly, missing = (len(needs.held(held)) for held in ("have", "partly", "missing"))
    return message(
        "skill_gap.lead",
        count=len(needs.needs),
        occupations=targets,
        holders=_holders(sides),
        have=have,
        partly=partly,
        missing=missing,
    )


def _holders(sides: Sides) -> str:
    """Return who has the skills: the people of the occupation that the question names, or the person."""
    change = sides.change
    return change.source.plural if change.source and change.named else message("skill_gap.you")


def _weighs_most(needs: SkillNeeds) -> str | None:
    """Return the skills whose lack weighs most: by importance times the levels that they are short of."""
    short = sorted((need for need in needs.needs if need.held != "have"), key=_weight, reverse=True)
    return message("skill_gap.weighs_most", names=skill_names(short)) if short else None


def _weight(need: SkillNeed) -> float:
    return need.rating.value * ((need.rating.level or 0.0) - (need.level or 0.0))


def _table(sides: Sides, needs: SkillNeeds, *, known: bool) -> TableBlock:
    """Return the skills, those that are missing first, with importance and levels."""
    ordered = sorted(needs.needs, key=lambda need: (_ORDER.index(need.held), -need.rating.value))
    names = COLUMNS if known else COLUMNS[:3]
    states = {
        "have": message("skill_gap.have"),
        "partly": message("skill_gap.partly"),
        "missing": message("skill_gap.missing"),
    }
    nothing = message("table.none")
    rows = tuple(
        (
            need.rating.element,
            f"{need.rating.value:.1f}",
            nothing if need.rating.level is None else f"{need.rating.level:.1f}",
            nothing if need.level is None else f"{need.level:.1f}",
            states[need.held],
        )[: len(names)]
        for need in ordered[:SHOWN]
    )
    columns = tuple(message(name) for name in names)
    name = "skill_gap.table" if known else "skill_gap.table_needed"
    caption = message(name, occupations=sides.target.occupation.plural)
    return TableBlock(caption, columns, rows)
