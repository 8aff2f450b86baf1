"""Situations of which the sources hold nothing: a criminal record, a wheelchair, a licence that is pending.

Nothing of them is kept but the wish that goes with one, little school, and this only where somebody asks for
advice. Health changes nothing: what is said of it names the wish that would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.about_you.conditions import parts_in
from actions.about_you.details import HIGH_SCHOOL
from actions.about_you.telegrams import asks as asks_anything
from actions.about_you.told import plain_text
from actions.advice.asked import asks
from actions.answer import NoteBlock
from actions.composition.compose import Reply
from actions.formatting import joined
from actions.messages import message as text_of
from actions.person import Person, added
from actions.questions.cues import contains
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT
from knowledge.queries.occupation_wishes import UNLICENSED

FILE = Path(__file__).with_name("situations.yml")
_MESSAGES_KEPT = 8
BODY = "body"  # of which each part has the wish that may go with it


@dataclass(frozen=True)
class Situation:
    """A situation: the name of what is said of it, and the most school that goes with it."""

    says: str
    most_school: int | None
    shut_out: bool  # whether it keeps somebody from the work that they are licensed for
    told: tuple[re.Pattern[str], ...]


@lru_cache(_MESSAGES_KEPT)
def situations_in(message: UserMessage) -> tuple[Situation, ...]:
    """Return the situations that a message tells."""
    if message.is_payload:
        return ()
    text = plain_text(message).as_typed(plain_text(message).text)
    return tuple(one for one in _situations() if any(told.search(text) for told in one.told))


def in_situation(message: UserMessage, person: Person) -> Person:
    """Return a person with the wishes that go with the situation in which they ask for advice.

    What tells the situation is nothing that they like: "a machinist with a bad back".
    """
    found = situations_in(message)
    patterns = [told for each in found for told in each.told]
    likes, towards = (
        tuple(one for one in things if not any(told.search(one) for told in patterns))
        for things in (person.likes, person.towards)
    )
    person = replace(person, likes=likes, towards=towards)
    if not found or not (asks_anything(plain_text(message).text) or asks("what_now", message.words)):
        return person
    if person.last_work and any(one.shut_out for one in found):
        person = replace(person, wants=added(person.wants, [UNLICENSED]))
    levels = [one.most_school for one in found if one.most_school is not None]
    schooled = person.education is not None and person.education > HIGH_SCHOOL
    known = person.most_school is not None or (schooled and HIGH_SCHOOL in levels)
    return replace(person, most_school=min(levels)) if levels and not known else person


def shut_out_of_own(question: Question) -> bool:
    """Return whether a message asks for work, and names none but that which its writer may not do.

    "Jobs near pharmacy until my license comes", from a pharmacist.
    """
    words, own = question.message.words, {question.person.occupation, *question.person.former}
    named = [one for one in question.of("occupation") if one.origin == "said"]
    told = any(one.shut_out for one in situations_in(question.message))
    for_work = contains("names_occupations", words) or asks("some_work", words)
    meant = [{one.value, *(match.code for match in one.candidates)} for one in named]
    return told and for_work and all(own & one for one in meant)


def with_situation(question: Question, reply: Reply) -> Reply:
    """Return advice, or a refusal, with what the sources do not hold of the situation that is told."""
    person, found = reply.state.person, situations_in(question.message)
    notes = [NoteBlock(text_of(f"situation.{one.says}")) for one in found if one.says and one.says != BODY]
    wishes = [
        text_of(f"situation.wish_of_body.{one}")
        for one in parts_in(plain_text(question.message).text)
        if one not in (*person.refuses, *person.wants) and BODY in [each.says for each in found]
    ]
    if wishes:
        notes.append(NoteBlock(text_of("situation.body", wishes=joined(wishes, text_of("fit.or")))))
    advises = reply.answer.topic in (CAREER_FIT, CAREER_CHANGE) or reply.answer.outcome == "unknown"
    if not (notes and advises):
        return reply
    first, *rest = reply.answer.blocks
    return replace(reply, answer=replace(reply.answer, blocks=(first, *notes, *rest)))


@cache
def _situations() -> tuple[Situation, ...]:
    tree: dict[str, dict[str, Any]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Situation(
            str(name) if one.get("says") else "",
            one.get("most_school"),
            bool(one.get("shut_out")),
            tuple(re.compile(str(written)) for written in one["told"]),
        )
        for name, one in tree.items()
    )
