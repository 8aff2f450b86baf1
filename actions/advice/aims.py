"""The occupation that somebody aims at who names no title of one: the nearest to their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import aims_of, own_titles
from actions.about_you.told import tag_of
from actions.about_you.unwanted import is_unwanted
from actions.about_you.wishes import is_wish
from actions.advice.asked import match_of
from actions.advice.change.reader import read_change
from actions.person import Person
from actions.questions.cues import contains, phrases
from actions.questions.message import GOAL, TaggedSpan, UserMessage
from actions.questions.question import LinkedEntity, Question
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE
from actions.thresholds import (
    AIM_IN_A_WORD,
    AIM_IS_OCCUPATION,
    TAGGED_WORK_IS_ASKED,
    WORD_IS_AIM,
    WORK_IS_TAGGED,
)
from knowledge.dataset_records import TitleMatch
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupations import get_occupation

NEAR = "near"  # the kind of a title that is none, but near to an occupation
# What is asked about rather than aimed at: "related occupations?", "what about training".
_ASKS_ABOUT = (
    "names_occupations",
    "search_by_pay",
    "asks_for_education",
    "asks_for_skills",
    "search_by_growth",
)
# An aim that ends with one of these names nothing.
_LEFT_OPEN = frozenset({"to", "into", "in", "as", "hobby"})
_NEAR_A_WORD = 5  # of the occupations nearest to a word, one that somebody had is meant
_CLAUSES = re.compile(r"[.,;?!]+\s*|\s+-+\s+")


def nearest_aim(connection: Connection, question: Question) -> LinkedEntity | None:
    """Return the occupation nearest to the work that a message aims at, as one that it may mean."""
    unknown = [one.typed for one in question.of("occupation") if not (one.occupation or one.candidates)]
    tagged = nearest_to(connection, question, tagged_aims(question.message), least=TAGGED_WORK_IS_ASKED)
    # "I'd like to move up" names no work.
    said = [one for one in aims_of(question.message) if not contains("asks_what_comes_later", one)]
    return tagged or nearest_to(connection, question, (*unknown, *said))


def aim_at_former(connection: Connection, question: Question, told: Person) -> LinkedEntity | None:
    """Return the work that somebody had before and that a message aims at in a word: "back in dental"."""
    if not told.former or any(one.tag == GOAL for one in _tags_of_titles(question.message)):
        return None
    for span in question.message.tagged:
        aim = question.message.text[span.start : span.end].casefold()
        if span.tag != GOAL or span.confidence < WORD_IS_AIM or is_unwanted(question.message, aim):
            continue
        found = nearest_occupations(connection, text=without_filler(aim), limit=_NEAR_A_WORD)
        near = [one.code for one in found]
        for key in told.former:
            occupation = get_occupation(connection, key=key)
            if occupation and occupation.code in near:
                return LinkedEntity("occupation", aim, occupation=occupation)
    return None


def _tags_of_titles(message: UserMessage) -> list[TaggedSpan]:
    named = (one for one in message.entities if one.kind == "occupation")
    return [tag for one in named if (tag := tag_of(message, one))]


def tagged_aims(message: UserMessage) -> list[str]:
    """Return what a message aims at by its tags without naming an occupation, in its words."""
    return [
        without_filler(message.text[span.start : span.end].casefold())
        for span in message.tagged
        if span.tag == GOAL and span.confidence >= WORK_IS_TAGGED
        if not is_unwanted(message, message.text[span.start : span.end])
        if not any(span.overlaps(one) for one in message.entities)
    ]


def without_filler(aim: str) -> str:
    """Return an aim without words that say nothing of the work: "underwater" of "underwater stuff"."""
    words = aim.split()
    while words[1:] and words[-1] in phrases("behind_an_aim"):
        words = words[:-1]
    return " ".join(words)


def aim_in_a_word(connection: Connection, question: Question, told: Person) -> LinkedEntity | None:
    """Return the occupation that opens a message in a word or two, from somebody who was advised.

    "Ok sterile processing. How do I start?" names it; what tells a wish or where somebody is does not.
    """
    other = replace(told, skills=(), technologies=(), years=None)
    if other or question.state.topic not in ADVICE_TOPICS or not question.person:
        return None
    found = match_of("aim_in_a_word", next(iter(_CLAUSES.split(question.message.words)), ""))
    if found is None or question.of("occupation"):
        return None
    return nearest_to(connection, question, [found["aim"]], least=AIM_IN_A_WORD)


def nearest_to(
    connection: Connection, question: Question, aims: Sequence[str], *, least: float = AIM_IS_OCCUPATION
) -> LinkedEntity | None:
    """Return the occupation nearest to one of some aims, as one that it may mean; None where none is near."""
    best: tuple[float, str, str] = (least, "", "")
    for aim in aims:
        if aim.rpartition(" ")[2] in _LEFT_OPEN or any(contains(cue, aim) for cue in _ASKS_ABOUT):
            continue  # "what could I move up to", "related occupations?"
        if is_wish(aim):
            continue  # "what could I do sitting down?"
        for near in nearest_occupations(connection, text=aim)[:1]:
            best = max(best, (near.similarity, near.code, aim))
    _similarity, code, aim = best
    occupation = get_occupation(connection, key=code)
    if occupation is None or code == question.person.occupation:
        return None
    match = TitleMatch(code, NEAR, aim, occupation.name, occupation.plural, 0)
    return LinkedEntity("occupation", aim, candidates=(match,))


def with_aim_beside(connection: Connection, question: Question) -> Question | None:
    """Return a question with what it aims at beside the only title, which is that of whom it starts from.

    "If I'm a machinist, can I get into robots?" names no occupation to get into.
    """
    named = question.of("occupation")
    if len(named) != 1 or not tagged_aims(question.message) or question.topic is None:
        return None
    if question.topic_key != CAREER_CHANGE or read_change(connection, question) is not None:
        return None
    nearest = nearest_aim(connection, question)
    return replace(question, entities=(*question.entities, nearest)) if nearest else None


def with_clear_target(connection: Connection, question: Question) -> Question:
    """Return a question with the work that it aims at instead of a title that several occupations bear.

    "I want to run a tree crew as a supervisor" tells which supervisor is meant.
    """
    own = own_titles(question.message)
    others = [one for one in question.of("occupation") if one.typed not in own]
    if len(others) != 1 or others[0].occupation or not others[0].candidates:
        return question
    title = others[0]
    aims = [
        one for one in aims_of(question.message, titles=True) if f" {title.typed.casefold()}" in f" {one}"
    ]
    aims = [one for one in aims if len(one.split()) > len(title.typed.split())]
    nearest = nearest_to(connection, question, aims)
    if nearest is None:
        return question
    kept = tuple(one for one in question.entities if one != title)
    return replace(question, entities=(*kept, nearest))
