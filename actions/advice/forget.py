"""What a person said of themselves taken back: by its words, by its number in the list, or by "delete it"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy.engine import Connection

from actions.about_you.notes import note_texts, without_notes
from actions.about_you.patterns import pattern
from actions.about_you.told import plain_text
from actions.about_you.wishes import amounts_named
from actions.advice.advise import told_now
from actions.advice.corrected import denied_lines, notes_without, without_lines
from actions.advice.described import described
from actions.advice.fit.answer import answer_fit, not_this, pointed_at
from actions.advice.for_whom import for_whom
from actions.advice.forgotten import folded, forgotten_words
from actions.advice.profile_shown import known_facts, listed
from actions.answer import TextBlock
from actions.composition.compose import Reply, say
from actions.datasets.base import dollars
from actions.formatting import joined, lower_first
from actions.messages import message
from actions.no_answer.beyond_careers import how_data_are_kept
from actions.person import Person, added
from actions.questions.cues import contains, phrases
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import get_occupation
from knowledge.records import Occupation
from knowledge.terms import normalise

_SENTENCES = re.compile(r"[.?!;\n]+")
FEW_WORDS = 5  # of a message that says no more than that all is to be forgotten


def forget(connection: Connection, question: Question) -> Reply | None:
    """Forget what a message names of what was said; everything where it names all of it."""
    words = question.message.words
    pointed = contains("forgets_it", words)
    if contains("forgets_everything", words) or (pointed and _points_at_profile(question)):
        told = told_now(connection, question)  # "forget everything. I am a welder"
        state = replace(question.state, person=told, notes=())
        text = f"{message('about_you.forgotten_all')} {how_data_are_kept()}"
        if told:
            anew = replace(question, state=state)
            return listed(anew, message("about_you.forgotten_all"), described(connection, told))
        return say(state, "smalltalk", text, about_occupation=False)
    if pointed and (reply := _forget_it(connection, question)):
        return reply
    told = told_now(connection, question)
    if _denies_wanting(question):
        told = replace(told, refuses=(), avoids=(), declined=())
    kept = _with_told(without_named(question), told)
    denies = pointed or bool(pattern("denies_saying").search(folded(question.message.words)))
    if kept == question.person and told and denies:
        return _put_right(connection, question, told)
    if pointed and kept == question.person:
        return listed(question, message("about_you.forget_what"), known_facts(connection, question))
    if kept == question.person and (amounts := amounts_named(forgotten_words(question.message))):
        return _other_pay(connection, question, amounts[0])
    notes = without_notes(question.state.notes, forgotten_words(question.message))
    lost = [one for one in question.state.notes if one not in notes]
    if (
        kept == question.person
        and not lost
        and pattern("never_kept").search(plain_text(question.message).text)
    ):
        return listed(question, message("about_you.never_kept"), known_facts(connection, question))
    if kept == question.person and not lost:
        return None  # what else is told instead is noted: "forget that, I moved to Denver"
    gone = [*described(connection, _lost(question.person, kept)), *note_texts(lost)]
    if not gone:  # it is gone already: "forget that I know Python"
        return listed(question, message("about_you.shown"), known_facts(connection, question))
    changed = replace(question, state=replace(question.state, person=kept, notes=notes))
    text = message("about_you.forgotten", facts=joined(_lowered(gone)))
    if told and question.state.topic == CAREER_FIT and plain_text(question.message).tells_only():
        return _fit_behind(connection, changed, text)  # "forget math, I like selling"
    return listed(changed, text, known_facts(connection, changed))


def _points_at_profile(question: Question) -> bool:
    """Return whether "delete it", and no more, stands behind what is known of the person."""
    return bool(question.state.profile) and len(question.message.words.split()) <= FEW_WORDS


def _put_right(connection: Connection, question: Question, told: Person) -> Reply:
    """Say what a message tells in place of what it denies: "I never said 60k, 45k would do"."""
    text = message("about_you.corrected", facts=joined(_lowered(described(connection, told))))
    if question.state.topic == CAREER_FIT:
        return _fit_behind(connection, question, text)
    return listed(question, text, known_facts(connection, question))


def _forget_it(connection: Connection, question: Question) -> Reply | None:
    """Take back what "delete it" points at: what stands before it, told or shown; None for nothing."""
    if question.state.topic == CAREER_FIT and question.item and (code := pointed_at(question)):
        return not_this(connection, question, code)
    before = _before_it(question.message.words)
    kept = without_things(question.person, before)
    if kept != question.person:
        gone = described(connection, _lost(question.person, kept))
        text = message("about_you.forgotten", facts=joined(_lowered(gone)))
    elif shown := _shown_in(connection, question, before):
        kept = replace(kept, declined=added(kept.declined, [one.key for one in shown]))
        text = message("fit.declined", occupations=joined([one.plural for one in shown]))
    else:
        return None
    changed = replace(question, state=replace(question.state, person=kept))
    if question.state.topic == CAREER_FIT:
        return _fit_behind(connection, changed, text)
    return listed(changed, text, known_facts(connection, changed))


def _before_it(words: str) -> str:
    """Return the last words before "delete it", as far as they are one sentence."""
    said = [normalise(one) for one in _SENTENCES.split(words)]
    place = next((number for number, one in enumerate(said) if contains("forgets_it", one)), 0)
    it = max((one for one in phrases("forgets_it") if one in said[place]), key=len, default="")
    before = said[place].partition(it)[0].strip()
    return (
        before
        if len(before.split()) > FEW_WORDS // 2
        else " ".join([*said[max(0, place - 1) : place], before])
    )


def _shown_in(connection: Connection, question: Question, words: str) -> list[Occupation]:
    """Return the occupations shown before that words name, be it by a part of their titles."""
    keys = (*question.state.shown, *(one.key for one in question.state.items if one.kind == "occupation"))
    shown = [one for key in dict.fromkeys(keys) if (one := get_occupation(connection, key=key))]
    named = {one.value for one in question.of("occupation") if normalise(one.typed) in words}
    if found := [one for one in shown if one.key in named]:
        return found
    said = set(content_words(words))
    shared = {one.key: len(said & set(content_words(one.plural))) for one in shown}
    most = max(shared.values(), default=0)
    found = [one for one in shown if most and shared[one.key] == most]
    return found if len(found) == 1 else []


def _fit_behind(connection: Connection, question: Question, text: str) -> Reply:
    reply = for_whom(answer_fit)(connection, question.about(CAREER_FIT))
    return replace(reply, answer=replace(reply.answer, blocks=(TextBlock(text), *reply.answer.blocks)))


def _other_pay(connection: Connection, question: Question, amount: str) -> Reply | None:
    """Say which amount is held, where another one is to be forgotten."""
    if not question.person.pay:
        return None
    text = message("about_you.other_pay", amount=amount, pay=dollars(question.person.pay))
    return listed(question, text, known_facts(connection, question))


def correct_lines(connection: Connection, question: Question) -> tuple[Reply, UserMessage] | None:
    """Return what is left of what is known where a message denies lines of it, and what else it says."""
    if question.message.is_payload or not question.state.profile:
        return None
    lines, rest = denied_lines(question.message, question.state.profile)
    if not lines:
        return None
    kept = without_lines(connection, question.person, lines)
    state = replace(question.state, person=kept, notes=notes_without(question.state.notes, lines))
    changed = replace(question, state=state)
    text = message("about_you.forgotten", facts=joined(_lowered(lines)))
    return listed(changed, text, known_facts(connection, changed)), rest


def _lowered(facts: Sequence[str]) -> list[str]:
    return [lower_first(one) for one in facts]


def _lost(before: Person, kept: Person) -> Person:
    """Return what was known before and is not kept."""
    lost: dict[str, Any] = {}
    for one in fields(Person):
        was, still = getattr(before, one.name), getattr(kept, one.name)
        if was != still:
            lost[one.name] = (
                tuple(item for item in was if item not in still) if isinstance(was, tuple) else was
            )
    return replace(Person(), **lost)


def _with_told(kept: Person, told: Person) -> Person:
    """Return what is kept with what the same message tells: "forget Boston, I moved to Denver"."""
    anew: dict[str, Any] = {}
    for one in fields(Person):
        if (value := getattr(told, one.name)) != one.default:
            before = getattr(kept, one.name)
            anew[one.name] = added(before, value) if isinstance(value, tuple) else value
    return replace(kept, **anew)


def without_named(question: Question) -> Person:
    """Return what is known of a person without what a message names."""
    person, words = question.person, forgotten_words(question.message)
    said = f" {normalise(words)} "
    own = {one.value for one in question.of("occupation") if f" {normalise(one.typed)} " in said}

    person = without_things(person, words)
    if _denies_wanting(question):
        refused = question.person  # "I never said I wanted sales"
        person = replace(person, refuses=refused.refuses, avoids=refused.avoids)
    if person.occupation in own or contains("names_own_occupation", words):
        person = replace(person, occupation="", years=None)
    person = replace(person, former=tuple(one for one in person.former if one not in own))
    if (person.place and f" {normalise(person.place)} " in said) or contains("names_own_place", words):
        person = replace(person, place="")
    if contains("names_own_education", words) or (person.field and f" {person.field} " in said):
        person = replace(person, education=None, studying=False, field="", most_school=None)
    amounts = amounts_named(words)
    of_pay = not amounts and contains("search_by_pay", words)
    if of_pay or any(_is_amount(one, person.pay) for one in amounts):
        person = replace(person, pay=None)
    if contains("search_by_growth", words):
        person = replace(person, growth=None)
    if contains("asks_for_interests", words) or contains("names_own_interests", words):
        person = replace(person, interests=())
    of_years = any(contains(cue, words) for cue in ("asks_for_experience", "names_own_years"))
    return replace(person, years=None) if of_years else person


def without_things(person: Person, words: str) -> Person:
    """Return what is known of a person without the skills, likes and wishes that words name."""
    said = f" {normalise(words)} "

    def kept(named: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in named if f" {normalise(one)} " not in said)

    return replace(
        person,
        skills=kept(person.skills),
        technologies=kept(person.technologies),
        licences=kept(person.licences),
        likes=kept(person.likes),
        towards=kept(person.towards),
        wants=kept(person.wants),
        refuses=kept(person.refuses),
        avoids=kept(person.avoids),
    )


def _denies_wanting(question: Question) -> bool:
    """Return whether a message takes back no more than what it says never to have wanted."""
    denied = pattern("denies_saying").search(folded(question.message.words))
    return denied is not None and pattern("denies_wanting").search(denied["what"]) is not None


def _is_amount(written: str, pay: float | None) -> bool:
    digits = float(re.sub(r"[^\d.]", "", written) or 0)
    return pay is not None and pay in (digits, 1_000 * digits)
