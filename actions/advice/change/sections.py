"""What "tell me more" turns to after a verdict on a change: skills, preparation, and the way over others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

from sqlalchemy.engine import Connection

from actions.advice.change.findings import (
    MOST_IMPORTANT,
    SAME_PAY,
    level,
    pay_change,
    pay_step,
    preparation,
    skill_names,
)
from actions.advice.change.sides import Sides
from actions.answer import Block, ListBlock, TextBlock
from actions.composition.sections import Section
from actions.datasets.base import occupation_items, percent
from actions.formatting import capitalised, joined
from actions.messages import message
from actions.person import Person
from knowledge.queries.facts import statements
from knowledge.queries.onet import onet_occupation_by_code, ratings
from knowledge.queries.stepping_stones import stepping_stones
from knowledge.queries.transitions import (
    CLOSE,
    FAR,
    OccupationSide,
    SkillNeeds,
    TechnologyNeed,
    Transition,
    education_step,
    occupation_side,
    skill_needs,
    transition,
)
from knowledge.records import Association, Row
from knowledge.terms import normalise

SHOWN = 6  # skills or technologies of a list
MOST_NAMED = 15  # … of what articles name


_GROUP = 2  # characters of a code that name the group of occupations


def way_of(connection: Connection, sides: Sides, step: Transition | None) -> tuple[str, ...]:
    """Return the codes of a way over other occupations; empty where the step is close or there is none."""
    if sides.source is None or step is None or step.score >= CLOSE or step.related_rank:
        return ()
    way = stepping_stones(
        connection, source=sides.source.code, target=sides.target.code, education=sides.held
    )
    return way if len(way) > 2 and _is_credible(connection, way) else ()


def _is_credible(connection: Connection, way: Sequence[str]) -> bool:
    """Return whether each stone is work like that of one of the ends, and no step of the way is far.

    The cheapest way may lead by way of what has nothing to do with either: no cook becomes a mechanic by
    working at a crusher.
    """
    ends = {code[:_GROUP] for code in (way[0], way[-1])}
    steps = (transition(connection, source=one, target=other) for one, other in pairwise(way))
    return all(code[:_GROUP] in ends for code in way[1:-1]) and all(
        step is not None and step.score >= FAR for step in steps
    )


def names_of_stones(connection: Connection, way: Sequence[str]) -> str | None:
    """Return the occupations between the ends of a way in order; None without any."""
    found = [onet_occupation_by_code(connection, code=code) for code in way[1:-1]]
    names = [one.plural for one in found if one]
    if not names:
        return None
    return reduce(lambda before, after: message("change.stones.then", before=before, after=after), names)


def target_skills(needs: SkillNeeds) -> str | None:
    """Return the skills that matter most in a target; None where none are rated."""
    if not needs.needs:
        return None
    return message("change.skills.target", names=skill_names(needs.needs, SHOWN))


def further_sections(
    connection: Connection,
    sides: Sides,
    step: Transition | None,
    needs: SkillNeeds,
    tools: Sequence[TechnologyNeed],
    way: Sequence[str],
) -> list[Section]:
    """Return the sections behind the first one, those that hold something."""
    found = (
        _stones(connection, way),
        _skills(sides, step, needs),
        technology_section(sides, tools),
        preparation_section(connection, sides),
    )
    return [section for section in found if section]


def _skills(sides: Sides, step: Transition | None, needs: SkillNeeds) -> Section | None:
    """Return what carries over and what does not, and how near the two occupations are."""
    groups = (
        ("change.more.have", needs.held("have")),
        ("change.more.partly", needs.held("partly")),
        ("change.more.missing", needs.held("missing")),
    )
    items = [
        message(name, count=len(group), names=skill_names(group, SHOWN)) for name, group in groups if group
    ]
    near = _nearness(sides, step)
    if near is None or not items or not needs.source:
        return None
    title = message("change.more.title", occupations=sides.target.measured.plural)
    blocks = (TextBlock(near), ListBlock(tuple(items), title))
    return Section(blocks, tuple(need.rating for need in needs.needs[:1]))


def technology_section(sides: Sides, tools: Sequence[TechnologyNeed]) -> Section | None:
    """Return which technologies are known and which are to be learned."""
    texts = []
    for name, held in (("change.more.new", False), ("change.more.known", True)):
        if names := [one.technology.name for one in tools if one.held is held]:
            texts.append(message(name, count=len(names), names=joined(names[:SHOWN])))
    if not texts:
        return None
    title = message("change.more.technologies", occupations=sides.target.measured.plural, count=len(tools))
    return Section((TextBlock(title), ListBlock(tuple(texts))), tuple(one.technology for one in tools[:1]))


def _nearness(sides: Sides, step: Transition | None) -> str | None:
    """Return how near two occupations are among all."""
    if step is None or sides.source is None:
        return None
    words = {"sources": sides.source.measured.plural, "targets": sides.target.measured.plural}
    if step.related_rank:
        return message("change.near.listed", rank=step.related_rank, score=f"{step.score:.2f}", **words)
    return message(
        "change.near.not_listed",
        score=f"{step.score:.2f}",
        nearer=f"{step.nearer:,}",
        compared=f"{step.compared:,}",
        **words,
    )


def article_section(
    rows: Sequence[Association], tools: Sequence[TechnologyNeed], person: Person
) -> Section | None:
    """Return what the content's sources name for an occupation, by what of it is known; None without any."""
    known = {normalise(one.technology.name) for one in tools if one.held}
    known |= {normalise(name) for name in (*person.technologies, *person.skills)}
    names = list(dict.fromkeys(row.entity.name for row in rows))
    groups = (
        ("skill_gap.named", [name for name in names if normalise(name) in known]),
        ("skill_gap.not_named", [name for name in names if normalise(name) not in known]),
    )
    items = tuple(
        message(name, count=len(group), names=joined(group[:MOST_NAMED])) for name, group in groups if group
    )
    if not items:
        return None
    lead = message("skill_gap.articles", count=len(names))
    return Section((TextBlock(lead), ListBlock(items)), tuple(rows))


def preparation_section(connection: Connection, sides: Sides) -> Section | None:
    """Return what it takes to enter, as the content tells it and as people in the occupation say."""
    target = sides.target
    texts: list[str] = []
    rows: list[Row] = []
    if not target.occupation.only_in_datasets:
        told = statements(connection, occupation=target.occupation.key, topic="education")[:2]
        told += statements(connection, occupation=target.occupation.key, topic="experience")[:1]
        texts += [one.text for one in told]
        rows += told
    for scale in ("education", "experience"):
        if shares := ratings(connection, code=target.code, scale=scale):
            texts.append(
                message(
                    f"data.education.most_{scale}",
                    occupations=target.measured.plural,
                    share=percent(shares[0].value),
                    level=shares[0].element,
                )
            )
            rows.append(shares[0])
    if prepared := preparation(target.published):
        texts.append(prepared)
        rows += [target.published.projection] if target.published.projection else []
    if not texts:
        return None
    lead, *more = texts
    blocks: list[Block] = [TextBlock(lead)]
    if more:
        blocks.append(TextBlock(" ".join(more)))
    return Section(tuple(blocks), tuple(rows))


def _stones(connection: Connection, way: Sequence[str]) -> Section | None:
    """Return the steps of a way with the reason for each."""
    found = [occupation_side(connection, code=code) for code in way]
    sides = [side for side in found if side]
    if len(sides) < 3:
        return None
    items = [_step(connection, one, other) for one, other in pairwise(sides)]
    lead = message(
        "change.stones.lead", source=sides[0].onet.plural, target=sides[-1].onet.plural, count=len(items)
    )
    rows: list[Row] = [sides[0].onet]
    rows += [row for side in sides[:1] for row in (side.wage, side.projection) if row]
    blocks = (TextBlock(lead), ListBlock(tuple(items)), TextBlock(message("change.stones.basis")))
    return Section(blocks, tuple(rows), occupation_items(side.onet.key for side in sides[1:]))


def _step(connection: Connection, one: OccupationSide, other: OccupationSide) -> str:
    """Return a step of a way: skills that carry over, school, and pay in the nation."""
    needs = skill_needs(connection, target=other.onet.key, source=one.onet.key)
    top = needs.needs[:MOST_IMPORTANT]
    texts = []
    if top and needs.target == other.onet.key:
        have = len([need for need in top if need.held == "have"])
        texts.append(message("change.stones.skills", have=have, count=len(top)))
    if other.entry is not None:
        more = education_step(one.entry, other.entry)
        texts.append(
            message("change.stones.school", level=level(other.entry))
            if more
            else message("change.stones.no_school")
        )
    change = pay_change(one.wage, other.wage)
    if change is not None and abs(change) >= SAME_PAY:
        texts.append(message("change.stones.pay", amount=pay_step(change)))
    if not texts:
        return capitalised(other.onet.plural)
    return message("change.stones.step", occupations=capitalised(other.onet.plural), reasons="; ".join(texts))
