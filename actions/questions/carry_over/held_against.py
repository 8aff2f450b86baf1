"""An occupation that a message names and holds against the one that is talked about: "more than a cook?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over.carrying import carried
from actions.questions.carry_over.occupations import COMPARED_BY, compared_in_last
from actions.questions.cues import contains, is_yes_no, phrases
from actions.questions.kinds import PLACES
from actions.questions.question import LinkedEntity, Question
from knowledge.terms import normalise

MOST_WORDS_BEHIND = 5  # behind an occupation that is held against the one talked about


def compared_with_them(connection: Connection, question: Question) -> Question | None:
    """Compare the occupation that the message names with the one under discussion: "more than them?"."""
    named = [one for one in question.of("occupation") if one.occupation or one.candidates]
    words, state = question.message.words, question.state
    own = contains("compares_with_own_work", words)
    if again := _against_one_compared(connection, question, named):
        return again
    other_side = (state.other or state.person).last_work if own else state.last_occupation
    if len(named) != 1 or not other_side or named[0].value == other_side:
        return None
    calculates = _calculates_with(question)
    held = contains("than_them", words) or _needs_more(words) or _is_held_against(question, named[0])
    if not (own or calculates or held or _asks_who_is_ahead(question)):
        return None
    on_pay = state.topic if state.topic in ("salary", "outlook") else "comparison"
    topic = next((name for cue, name in COMPARED_BY if contains(cue, words)), on_pay)
    topic = "skills" if contains("asks_for_skills", words) else topic
    told_of_outlook = topic == state.topic == "outlook"  # in which measure its words say
    text = f"{state.question} {question.text}".strip() if told_of_outlook else question.text
    alone = replace(question, message=replace(question.message, parts=()), quantity=None, text=text)
    places = [one for one in state.mentions if one[0] in PLACES and (calculates or told_of_outlook)]
    if topic == state.topic == "salary" and not question.of("level"):
        places += [one for one in state.mentions if one[0] == "level"]  # "more than that", of seniors
    together = (other_side,) if own else compared_in_last(state) or (other_side,)
    others = [("occupation", key) for key in together if key != named[0].value]
    filled = carried(connection, alone, [*others, *places], topic=topic)
    if not _needs_more(words):
        return filled
    entities = sorted(filled.entities, key=lambda one: one.origin == "said")  # who needs more comes first
    return replace(filled, entities=tuple(entities))


def _against_one_compared(
    connection: Connection, question: Question, named: Sequence[LinkedEntity]
) -> Question | None:
    """Compare those again that were compared last: "so that's more than a nurse?", who is one of them."""
    compared, topic = compared_in_last(question.state), question.state.topic
    if len(named) != 1 or named[0].value not in compared or topic not in ("salary", "outlook"):
        return None
    words = f" {normalise(question.message.words)} "
    if not any(f" {cue} " in words for cue in phrases("more_than_one_named")):
        return None
    alone = replace(question, message=replace(question.message, parts=()), quantity=None)
    return carried(connection, alone, [("occupation", key) for key in compared], topic=topic)


def _asks_who_is_ahead(question: Question) -> bool:
    """Return whether a message asks if what it names is ahead: "do web developers make more?".

    Of those told of last nothing more has to be said where their pay or their growth was told.
    """
    words = question.message.words
    if question.state.topic not in ("salary", "outlook") or contains("first_person", words):
        return False
    return is_yes_no(words) and contains("puts_ahead", words)


def _calculates_with(question: Question) -> bool:
    """Return whether a message asks how far the pay of what it names is from that told last.

    "How much more do nurses make?" does, behind the pay of another; "how many more nurses are there?" asks
    nothing of pay.
    """
    words, state = question.message.words, question.state
    counts = contains("asks_for_number", words) and not contains("asks_for_the_ratio", words)
    if state.topic != "salary" or counts or question.message.named_kinds():
        return False
    return contains("asks_for_the_gap", words) or contains("asks_for_the_ratio", words)


def _needs_more(words: str) -> bool:
    """Return whether a message asks what those talked about need and others do not: "that cooks dont"."""
    return contains("says_they", words) and contains("that_others_lack", words)


def _is_held_against(question: Question, named: LinkedEntity) -> bool:
    """Return whether a message says no more than that what is talked about is held against what it names.

    "More than a cook?" does, and asks nothing of cooks; "is it the same as an optician?" as well.
    """
    words = question.message.words
    before, name, behind = f" {normalise(words)} ".partition(f" {normalise(named.typed)} ")
    beside = [one for one in before.split() if one not in phrases("articles")]
    more = any(" ".join(beside).endswith(cue) for cue in phrases("more_than_one_named"))
    same = contains("asks_if_the_same", words)
    return bool(name) and (more or same) and len(behind.split()) <= MOST_WORDS_BEHIND
