"""What somebody says to have done or to be able to do, as the skills of those who do it for a living.

"I wired my own garage" names no skill of O*NET; the occupation whose work comes nearest tells which ones it
takes. Who does something beside their work has those in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.about_you.skill_verbs import skills_of_deed, verbs_of_skills
from actions.advice.asked import clauses_of
from actions.formatting import joined, quoted
from actions.messages import message
from actions.questions.question import Question
from actions.questions.topic_slots import ADVICE_TOPICS
from actions.thresholds import CLAIM_IS_WORK
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.onet import mean_ratings, ratings
from knowledge.queries.technology_names import known_technology
from knowledge.queries.transitions import SkillNeed, SkillNeeds
from knowledge.terms import normalise

FILE = Path(__file__).with_name("claims.yml")
DONE = "done"
SEEN = "seen"  # the patterns of what is known, and not done
NAMED = 4  # skills of a claim
# What somebody tells to do, from its verb on; "should I train" and "I plan to" tell nothing done.
_TELLS = re.compile(
    r"(?<!should )(?<!can )(?<!could )(?<!would )(?<!do )(?<!if )(?<!must )(?<!will )(?<!may )"
    r"\b(?:i|ive|i have|we)"
    r"(?: also| already| always| even| often| usually| once| do| regularly| mostly| still)*"
    r" (?P<value>(?!\w+ (?:to|that|if|so|it)\b)\w+\b.{3,70})"
)
_JOINTS = re.compile(r"\b(?:and|but|so) (?=(?:i|ive|im)\b)")
MOST = 4  # claims that are credited
USED = 2.5  # importance of a skill, 1 to 5, from which on work takes it
ABOVE_MEAN = 0.5  # by which a skill weighs more in an occupation than in all, and is one of its own


@dataclass(frozen=True)
class Credit:
    """A claim in the person's words, and the skills of O*NET that such work takes above others.

    ``done``: the skills that the claim itself shows, which count in full: "trained the new hires".
    """

    claim: str
    skills: tuple[str, ...]
    done: tuple[str, ...] = ()


def credits_of(connection: Connection, question: Question) -> tuple[Credit, ...]:
    """Return what a person claims in a message, or claimed when they were advised before."""
    if question.message.is_payload:
        return ()
    advised = (one.question for one in question.state.latest_questions() if one.topic in ADVICE_TOPICS)
    return claims_of(connection, question.message.words, *advised)[:MOST]


def claims_of(connection: Connection, *texts: str) -> tuple[Credit, ...]:
    """Return what some texts claim that counts for something."""
    claims = {claim: name for text in texts for claim, name in _claims(text)}
    found = (_credit(connection, claim, name) for claim, name in claims.items())
    return tuple(one for one in found if one)


def _credit(connection: Connection, claim: str, name: str) -> Credit | None:
    """Return what a claim counts for; None where it is no work that anybody does for a living."""
    if _is_tool(connection, claim):
        return None
    skills = _skills(connection, claim, seen=name == SEEN)
    done = () if name == SEEN else tuple(skills_of_deed(claim))
    return None if skills is None and not done else Credit(claim, skills or (), done)


def deeds_in(text: str) -> tuple[str, ...]:
    """Return what somebody says to have done that shows a skill, each in normal form."""
    return tuple(claim for claim, name in _claims(text) if name == DONE and skills_of_deed(claim))


def _is_tool(connection: Connection, claim: str) -> bool:
    """Return whether a claim is but the name of a technology, which is held against those of the target."""
    return known_technology(connection, names=(normalise(claim),)) is not None


def _claims(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text claims, with the name of the patterns that say so."""
    for clause in (part for one in clauses_of(text) for part in _JOINTS.split(one)):
        found = ((name, one.search(clause)) for name, written in _patterns() for one in written)
        if match := next(((name, one) for name, one in found if one), None):
            yield match[1]["value"].strip(), match[0]
        elif (told := _TELLS.search(clause)) and skills_of_deed(told["value"]):
            yield told["value"].strip(), DONE
        yield from _joined_deeds(clause)


def _joined_deeds(clause: str) -> Iterator[tuple[str, str]]:
    """Yield what somebody does beside what they know from seeing it: "I read plans and train newcomers"."""
    if any(one.search(clause) for name, written in _patterns() if name == SEEN for one in written):
        parts = (one.strip() for one in clause.split(" and ")[1:])
        yield from ((one, DONE) for one in parts if one.split()[:1] and one.split()[0] in verbs_of_skills())


def _skills(connection: Connection, claim: str, *, seen: bool = False) -> tuple[str, ...] | None:
    """Return the skills that the work which comes nearest takes above others; None where none is near.

    ``seen``: the claim is of something that such people know, and not of what they do.
    """
    near = next(iter(nearest_occupations(connection, text=claim, limit=1)), None)
    if near is None or near.similarity < CLAIM_IS_WORK:
        return None
    if seen:
        return ()
    usual = mean_ratings(connection, scale="skill")
    rated = ratings(connection, code=near.code, scale="skill")
    above = {one.element: one.value - usual.get(one.element, one.value) for one in rated}
    own = [one.element for one in rated if one.value >= USED and above[one.element] >= ABOVE_MEAN]
    return tuple(sorted(own, key=lambda skill: -above[skill]))


def credited(needs: SkillNeeds, claims: Sequence[Credit]) -> SkillNeeds:
    """Return the skills of a target with those that are done held, and those that are near in part."""
    claimed = {skill for one in claims for skill in one.skills}
    done = {skill for one in claims for skill in one.done}
    return replace(needs, needs=tuple(_with_claims(one, claimed, done) for one in needs.needs))


def _with_claims(need: SkillNeed, claimed: set[str], done: set[str]) -> SkillNeed:
    if need.rating.element in done:
        return replace(need, held="have")
    missing = need.held == "missing" and need.rating.element in claimed
    return replace(need, held="partly") if missing else need


def told_credits(needs: SkillNeeds, claims: Sequence[Credit]) -> str | None:
    """Return what says towards which skills a claim counts, or that none measures it; None without any."""
    rated = {one.rating.element for one in needs.needs}
    wanted = {one.rating.element for one in needs.needs if one.held != "have"}
    texts = [
        message("skill_gap.credit", claim=quoted(one.claim), skills=joined(skills))
        for one in claims
        if (skills := [skill.lower() for skill in one.skills if skill in wanted][:NAMED])
    ]
    beyond = [f"“{quoted(one.claim)}”" for one in claims if not rated & {*one.skills, *one.done}]
    told = [message("skill_gap.credits", credits=joined(texts))] if texts else []
    told += [message("skill_gap.unmeasured", claims=joined(beyond))] if beyond and needs.needs else []
    return " ".join(told) or None


def told_skills(needs: SkillNeeds, skills: Sequence[str], claims: Sequence[Credit]) -> str | None:
    """Return which skills of the target count as held because the person said so; None without any."""
    told = {*skills, *(skill for one in claims for skill in one.done)}
    counted = [one.rating.element.lower() for one in needs.held("have") if one.rating.element in told]
    return message("skill_gap.told", skills=joined(counted)) if counted else None


@cache
def _patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tuple((name, tuple(re.compile(str(one)) for one in written)) for name, written in tree.items())
