"""Whether a message names an occupation, and whether it is another than the person's own."""

from __future__ import annotations

from actions.about_you.reader import corrects_title, own_titles, titles_of_others
from actions.about_you.told import tag_of
from actions.advice.asked import asks
from actions.questions.cues import contains
from actions.questions.message import GOAL
from actions.questions.question import LinkedEntity, Question
from actions.thresholds import TAG_OUTRANKS_PATTERNS
from knowledge.terms import normalise


def names_occupation(question: Question) -> bool:
    """Return whether a message itself names a company, or an occupation that is not the person's own.

    "He" stands for an occupation, and names none.
    """
    said, own = f" {normalise(question.message.words)} ", question.person
    others = [one for one in question.of("occupation") if one.value not in (own.occupation, *own.former)]
    named = [one for one in others if f" {normalise(one.typed)} " in said]
    return bool(named or question.of("company"))


def names_target(question: Question) -> bool:
    """Return whether a message names an occupation beside the person's own, or the field."""
    known = titles_of_others(question.message)
    own = own_titles(question.message) or corrects_title(question.message)
    said = f" {normalise(question.message.text)} {normalise(question.message.words)} "
    others = [
        one
        for one in beside_own(question)
        if one.typed not in known and one.origin == "said" and (one.occupation or one.candidates)
        if _is_aimed_at_again(question, one)
        or not (_is_own(question, one, own=bool(own), said=said) or _is_held(question, one))
        if f" {normalise(one.typed)} " in said  # not "she", who stands for a title
    ]
    return bool(others) or contains("names_the_field", question.message.text)


def _is_held(question: Question, one: LinkedEntity) -> bool:
    """Return whether an occupation is what the person does, and no message asks how to get into it."""
    words = question.message.words
    changes = contains("asks_for_change", words) or asks("becomes", words)
    return one.likeliest == question.person.occupation != "" and not changes


def _is_aimed_at_again(question: Question, one: LinkedEntity) -> bool:
    """Return whether NLU marks work that the person did before as what they aim at: in civilian life."""
    if one.likeliest not in question.person.former:
        return False
    named = [each for each in question.message.entities if each.typed == one.typed]
    tags = [tag_of(question.message, each) for each in named]
    return any(tag and tag.tag == GOAL and tag.confidence >= TAG_OUTRANKS_PATTERNS for tag in tags)


def _is_own(question: Question, one: LinkedEntity, *, own: bool, said: str) -> bool:
    """Return whether an occupation is the person's own: "I teach high school math" tells it, too."""
    named = normalise(one.typed)
    taught = any(f" i {verb} {named} " in said for verb in ("teach", "taught", "have taught"))
    asks_for_it = any(f" {verb} i teach {named} " in said for verb in ("could", "can", "should", "would"))
    tells = own or f" i {named} " in said or (taught and not asks_for_it)
    return tells and one.occupation is not None and one.occupation.key == question.person.last_work


def beside_own(question: Question) -> list[LinkedEntity]:
    """Return the occupations that a question names beside the titles that it says are the person's own."""
    own = own_titles(question.message)
    return [one for one in question.of("occupation") if one.typed not in own]
