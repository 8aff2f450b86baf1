"""What is asked of the work that somebody aims at, answered alone: "is that a raise?", "am I qualified?"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.about_you.details import years_of_experience
from actions.about_you.told import plain_text
from actions.advice.asked import asks, sentences_of
from actions.advice.change.claims import told_skills
from actions.advice.change.experience import prepared
from actions.advice.change.findings import (
    needs_of,
    preparation,
    school_sentence,
    school_verdict,
    skills_known,
    skills_sentence,
)
from actions.advice.change.reader import aim_of
from actions.advice.change.sections import target_skills
from actions.advice.change.sides import Sides
from actions.advice.change.verdict import answer_by, offers, within
from actions.advice.kinds import asks_for_plan
from actions.advice.with_occupations import answer_of, compared_with_own
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.composition.sections import Finding, Section
from actions.datasets.compared.own_pay_told import year_told
from actions.datasets.unheld import unheld
from actions.messages import message
from actions.person import Person
from actions.questions.cues import clauses, contains, is_yes_no
from actions.questions.licence_asked import UNANSWERED
from actions.questions.question import LinkedEntity, Question
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.questions.topic_slots import CAREER_CHANGE, SKILL_GAP
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.queries.occupations import get_occupation
from knowledge.queries.wages import median_of, wage_in
from knowledge.records import Occupation

_OF_THE_WAY = (CAREER_CHANGE, SKILL_GAP)  # topics
FILE = Path(__file__).with_name("asked_of_aim.yml")
_OF_WHAT_WAS_TALKED_ABOUT = frozenset({"by_age", "qualified", "stable"})
# Patterns of ``asked.yml`` for what asks for a change.
_OF_A_CHANGE = ("becomes", "gets_in", "school_enough", "whether_one_can", "how_big_a_step", "smaller_step")
_Answer = Callable[[Connection, Question, Occupation], "Reply | None"]


def asks_of_aim(words: str) -> bool:
    """Return whether words ask one of those things."""
    return any(_asks(name, words) for name in _ANSWERS)


def answer_of_aim(connection: Connection, question: Question) -> Reply | None:
    """Return the answer to what a message asks of the occupation that is aimed at; None to anything else."""
    words = question.message.words
    if question.message.is_payload or asks_for_plan(question) or contains("asks_for_gap", words):
        return None
    name = next((one for one in _ANSWERS if _asks(one, words)), None)
    name = name or ("counts" if _tells_years_asked_for(question) else None)
    if name is None:
        return None
    aim = aim_of(connection, question)
    talked = aim is not None and aim.key in (*question.state.occupations_so_far(), *question.state.shown)
    if name in _OF_WHAT_WAS_TALKED_ABOUT and not talked:
        return None  # "can I become an electrician at 45?" asks for the whole comparison first
    if aim is None or not (question.person or question.state.topic):
        return None
    if not aim.only_in_datasets and not contains("of_mine", words):
        return None  # the articles tell of it in facts of their own
    return _ANSWERS[name](connection, question, aim)


def asks_a_fact(question: Question, told: Person) -> bool:
    """Return whether a message asks of the work that it names, and not whether to change to it.

    "Will I work nights doing HVAC?" asks no more than that, once somebody has told what they do.
    """
    words = question.message.words
    if question.intent == UNANSWERED and question.confidence >= UNDOUBTED_ANSWER:
        return True
    if len(question.message.picked) > 1:
        return True  # "the first three, which grows most?"
    changes = contains("asks_for_change", words) or any(asks(one, words) for one in _OF_A_CHANGE)
    if changes or told.occupation or told.former or question.intent == CAREER_CHANGE:
        return False
    by_words = question.topic is not None and any(contains(cue, words) for cue, _topic in ALL_TOPICS_OF_CUES)
    return by_words or bool(unheld(question, of_work=True))


def _tells_years_asked_for(question: Question) -> bool:
    """Return whether somebody holds their years against the experience that is asked for."""
    said = not question.of("occupation") or all(one.origin != "said" for one in question.of("occupation"))
    years = years_of_experience(plain_text(question.message).text)
    return (
        said and years is not None and question.topic_is("experience") and question.state.topic in _OF_THE_WAY
    )


def _asks(name: str, words: str) -> bool:
    return any(one.search(sentence) for sentence in sentences_of(words) for one in _patterns()[name])


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {name: tuple(re.compile(str(one)) for one in written) for name, written in tree.items()}


def _raise(connection: Connection, question: Question, aim: Occupation) -> Reply | None:
    """Return whether it pays more than one's own work, or less where that is asked, with both figures."""
    own = get_occupation(connection, key=question.person.last_work)
    others = {one.typed for one in question.of("occupation") if one.occupation not in (own, aim)}
    if own is None or own == aim or others:
        return None
    plain = replace(question, item=None, item_position=None, entities=_beside(question))
    reply = compared_with_own(connection, plain, aim.key)
    here, there = (_median(connection, one) for one in (own, aim))
    here = year_told(question) or here
    first = next((one for one in reply.answer.blocks if isinstance(one, TextBlock)), None)
    if here is None or there is None or first is None or here == there or not _asks_if(question):
        return reply
    more = there > here
    holds = more != _asks("less", question.message.words)
    text = message("of_aim.yes" if holds else "of_aim.no", text=first.text)
    blocks = tuple(TextBlock(text) if one is first else one for one in reply.answer.blocks)
    return replace(reply, answer=replace(reply.answer, blocks=blocks))


def _asks_if(question: Question) -> bool:
    """Return whether a message asks if it is so, and not how much more it is."""
    return any(is_yes_no(one) for one in clauses(question.message.words))


def _median(connection: Connection, occupation: Occupation) -> float | None:
    row = wage_in(connection, code=(occupation.code or "")[:7])
    return median_of(row) if row else None


def _beside(question: Question) -> tuple[LinkedEntity, ...]:
    return tuple(one for one in question.entities if one.kind != "occupation")


def _stable(connection: Connection, question: Question, aim: Occupation) -> Reply:
    plain = replace(question, entities=_beside(question), item=None, item_position=None)
    return answer_of(connection, plain, "outlook", aim.key)


def _told(find: Callable[[Connection, Question, Sides], list[str | None]]) -> _Answer:
    """Return an answer that says some sentences on the change to the occupation that is aimed at."""

    def finding(connection: Connection, question: Question, sides: Sides) -> Finding:
        texts = [one for one in find(connection, question, sides) if one]
        more = " ".join(within(texts[0], texts[1:], []))
        blocks = tuple(TextBlock(one) for one in (texts[0], more) if one)
        rows = [row for side in sides.both for row in side.rows]
        section = Section(blocks, tuple(rows), lead=frozenset(row.key for row in rows))
        return Finding((section,), offers=offers(sides, without=CAREER_CHANGE))

    def answer(connection: Connection, question: Question, _aim: Occupation) -> Reply:
        return answer_by(connection, question, CAREER_CHANGE, finding)

    return answer


def _skills(connection: Connection, question: Question, sides: Sides) -> str | None:
    needs = needs_of(connection, sides, question.person)
    return skills_sentence(needs) if needs.source or question.person.skills else target_skills(needs)


def _counts(connection: Connection, question: Question, sides: Sides) -> list[str | None]:
    source = sides.change.source
    name = "of_aim.counts" if source else "of_aim.counts_alone"
    lead = message(
        name, source=source.with_article if source else "", target=sides.change.target.with_article
    )
    needs = needs_of(connection, sides, question.person)
    told = told_skills(needs, skills_known(connection, question.person), sides.credits)
    school = school_sentence(sides, question.person)
    skills = _skills(connection, question, sides)
    return [lead, told, skills, school, prepared(connection, sides, question.person)]


def _qualified(connection: Connection, question: Question, sides: Sides) -> list[str | None]:
    school = school_verdict(sides, question.person) or school_sentence(sides, question.person)
    told = [school, _skills(connection, question, sides), prepared(connection, sides, question.person)]
    return [*told, message("of_aim.hiring")]


def _paid_training(_connection: Connection, _question: Question, sides: Sides) -> list[str | None]:
    target = sides.target.measured.plural
    training = preparation(sides.target.published) or message("of_aim.no_training", occupations=target)
    return [message("of_aim.paid_training", occupations=target), training]


def _by_age(connection: Connection, question: Question, sides: Sides) -> list[str | None]:
    school = school_verdict(sides, question.person) or school_sentence(sides, question.person)
    lead = message("of_aim.by_age", target=sides.change.target.with_article)
    return [lead, school, prepared(connection, sides, question.person)]


_ANSWERS: dict[str, _Answer] = {
    "paid_training": _told(_paid_training),
    "raise": _raise,
    "counts": _told(_counts),
    "qualified": _told(_qualified),
    "by_age": _told(_by_age),
    "stable": _stable,
}
