"""Which advice a message asks for: by its words, by what is known of the person, and by its intent."""

from __future__ import annotations

import re

from actions.about_you.reader import (
    asks_for_somebody,
    speaks_of_oneself,
)
from actions.about_you.telegrams import asks as asks_anything
from actions.about_you.told import plain_text, tag_of
from actions.advice.asked import asks, wants_plan
from actions.advice.change.relative_pay import asks_for_like_work
from actions.advice.fit.what_fits import says_what_fits
from actions.advice.hardship import tells_hardship
from actions.advice.targets import beside_own, names_occupation, names_target
from actions.person import Person
from actions.questions.cues import contains
from actions.questions.message import FALLBACK, GOAL, UNWANTED_TAGS
from actions.questions.question import LinkedEntity, Question
from actions.questions.search_intent import asks_who_uses_a_tool
from actions.questions.topic_slots import (
    ADVICE_TOPICS,
    CAREER_CHANGE,
    CAREER_FIT,
    INTEREST_FINDER,
    OCCUPATION_SEARCH,
    SKILL_GAP,
)
from actions.thresholds import (
    ADVICE_IS_ASKED,
    TAG_IS_AIM,
    TAG_OUTRANKS_PATTERNS,
    TAG_SAYS_OF_ONESELF,
    UNDOUBTED_ANSWER,
)
from knowledge.terms import normalise

_SENTENCES = re.compile(r"(?<=[.?!;])\s+|\n+")
ADVICE_INTENTS = frozenset({*ADVICE_TOPICS, INTEREST_FINDER, "about_you"})
_WISHES = frozenset({"want", "like", *UNWANTED_TAGS})  # tags of what somebody looks for in work
_FEW_WORDS = 4  # beside a name
_TWO = 2
_JOINTS = frozenset({"and", "or", "vs", "versus", "than", "with", "between"})


def advice_topic(question: Question, told: Person) -> str | None:
    """Return the topic of advice that a message asks for, None where it asks for something else.

    Args:
        question: the message.
        told: what it alone says of the person.
    """
    if question.message.is_payload or not _has_words(question):
        return None
    if _asks_of_strangers(question) or asks_who_uses_a_tool(question):
        return None
    intent = question.intent if question.confidence >= ADVICE_IS_ASKED else ""
    words = question.message.words
    aims = names_target(question)
    if aims and question.person.last_work and (step := _step_to(words)):
        return step
    if not asks_for_plan(question) and says_what_fits(question, told, aims=aims):
        return CAREER_FIT  # whichever intent NLU found
    if contains("asks_for_gap", words) or asks_for_plan(question) or intent == SKILL_GAP:
        if not question.person and _asks_for_the_path(question):
            return None  # which the articles tell
        return SKILL_GAP if aims or question.state.occupations or question.state.goal else None
    if aims:
        return _towards_target(question, told, intent) or _by_tags(question, told, aims=True)
    if _asks_of_goal(question):
        return CAREER_CHANGE
    if asks_for_like_work(question) or _asks_in_own_words(question, told):
        return CAREER_FIT
    elsewhere = question.intent not in ADVICE_INTENTS and question.confidence >= UNDOUBTED_ANSWER
    if elsewhere and question.topic is None and not told:
        return None  # "what should I do, my computer is slow"
    if elsewhere and question.topic_is(OCCUPATION_SEARCH) and not (told or contains("first_person", words)):
        return None  # "which careers need QuickBooks"
    fits = contains("asks_for_fit", words) or intent == CAREER_FIT or _looks_for_work(question, told)
    fits = fits or asks_for_somebody(question.message)
    return CAREER_FIT if fits else _by_tags(question, told, aims=False)


def _asks_of_goal(question: Question) -> bool:
    """Return whether somebody who has a goal asks if they can get there: "I'm 34 with a GED, possible?"."""
    asked = any(
        asks(name, question.message.words) for name in ("whether_one_can", "gets_in", "school_enough")
    )
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    own, goal = question.person.last_work, question.state.goal
    return asked and not sure and bool(own and goal) and goal == question.state.aim != own


def _by_tags(question: Question, told: Person, *, aims: bool) -> str | None:
    """Return the advice for somebody who tells what they do and, by NLU's tags, what they aim at or wish.

    None where NLU is sure that a message asks for something else.
    """
    elsewhere = question.intent not in ADVICE_INTENTS and question.confidence >= UNDOUBTED_ANSWER
    if elsewhere or question.intent in ("comparison", "difference"):
        return None
    if aims:
        return CAREER_CHANGE if question.person.last_work and _is_aim_by_tag(question) else None
    tags = {one.tag for one in question.message.tagged if one.confidence >= TAG_SAYS_OF_ONESELF}
    return CAREER_FIT if told.last_work and tags & _WISHES else None


def _towards_target(question: Question, told: Person, intent: str) -> str | None:
    """Return the advice that a message asks for which names another occupation than the person's own."""
    tells = bool(told.occupation or told.former)
    if _asks_if_school_will_do(question, told) or _changes(question, intent, tells=tells):
        return CAREER_CHANGE
    return _goes_on(question, tells=tells)


def _asks_if_school_will_do(question: Question, told: Person) -> bool:
    """Return whether a message asks if the education that it tells will do for what it names."""
    others = beside_own(question)
    one = len({each.value for each in others}) == 1 and all(map(_of_datasets, others))
    return told.education is not None and one and asks("gets_in", question.message.words)


def _asks_of_strangers(question: Question) -> bool:
    """Return whether a message asks of others alone: "baker vs chef", "do we still need librarians?"."""
    words = question.message.words
    named = {one.typed for one in question.of("occupation") if one.origin == "said"}
    if contains("first_person", words):
        return False
    needed = bool(named) and contains("asks_if_still_needed", words)
    return needed or (len(named) >= _TWO and contains("versus", words))


def _step_to(words: str) -> str | None:
    """Return the advice that is asked for in a word about what lies between one's own work and another."""
    if contains("asks_for_gap", words):
        both = any(asks(name, words) for name in ("figures_too", "side_by_side", "whether_one_can"))
        return CAREER_CHANGE if both else None  # which tells both sides' figures and what is missing
    if asks("gap_alone", words):
        return SKILL_GAP
    return CAREER_CHANGE if asks("how_big_a_step", words) else None


def _asks_in_own_words(question: Question, told: Person) -> bool:
    """Return whether somebody asks what fits without a title: "what else am I good for?", "any ideas?"."""
    words, person = question.message.words, question.person
    if (told.occupation or told.likes) and asks("and_me", words):
        return True
    if told.last_work and (asks("from_own_work", words) or _only_tells_hardship(question)):
        return True
    of_no_figures = question.topic is None or question.topic_is(CAREER_CHANGE)
    of_no_figures = of_no_figures or question.confidence < UNDOUBTED_ANSWER
    if told.last_work and of_no_figures and asks("fears_for_work", words):
        return True
    if weighs_own_work(question) or finds_own_pay_too_low(question, told):
        return True
    if names_occupation(question) and not told.occupation:
        return False
    if asks("which_would_you", words) and CAREER_FIT in [one.topic for one in question.state.earlier]:
        return True  # of a list that other questions have followed
    known = bool(person.occupation or person.former)
    if asks("what_fits", words) or (known and asks("what_else", words)):
        return True
    sure = question.topic_is(OCCUPATION_SEARCH) and question.confidence >= UNDOUBTED_ANSWER
    if asks("some_work", words):
        if question.topic_is(OCCUPATION_SEARCH) and contains("asks_for_the_most", words):
            return False  # "jobs that pay over 100k and grow fastest"
        if sure:
            return told.has_wishes and contains("first_person", words)
        return bool(told.has_wishes or told.likes or known)
    return bool((known or told.field) and told.pay) and asks("pays_an_amount", words)


def weighs_own_work(question: Question) -> bool:
    """Return whether somebody whose work is known asks whether to stay in it: "should I jump or wait?"."""
    known = bool(question.person.last_work) and not names_occupation(question)
    return known and asks("stay_or_go", question.message.words)


def finds_own_pay_too_low(question: Question, told: Person) -> bool:
    """Return whether somebody tells what they do, asks nothing, and finds it badly paid."""
    silent = "?" not in question.message.text and not names_target(question)
    return bool(told.occupation) and silent and asks("pays_too_little", question.message.words)


def _only_tells_hardship(question: Question) -> bool:
    """Return whether a message asks nothing, and tells of a hard situation: "welder, laid off"."""
    return tells_hardship(question.message) and not asks_anything(plain_text(question.message).text)


def _asks_for_the_path(question: Question) -> bool:
    """Return whether a message asks how people get into an occupation that the datasets do not hold."""
    sure = question.topic_is("career_path") and question.confidence >= UNDOUBTED_ANSWER
    return sure and bool(question.occupations) and all(not one.value.code for one in question.occupations)


def asks_for_plan(question: Question) -> bool:
    """Return whether the steps are asked for rather than the gap."""
    words = question.message.words
    if question.state.topic in ADVICE_TOPICS and contains("asks_for_first_step", words):
        return not asks("begins_with_somebody", words)
    return contains("asks_for_plan", words) or wants_plan(words, question.state.question)


def _has_words(question: Question) -> bool:
    return any(letter.isalpha() for letter in question.message.text)


def _changes(question: Question, intent: str, *, tells: bool) -> bool:
    """Return whether a message asks how to get from the person's occupation to the one that it names.

    Args:
        question: the message.
        intent: its intent, if NLU is sure of it.
        tells: whether the message tells what the person does or did.
    """
    person = question.person
    if question.intent in ("comparison", "difference"):
        return False
    ends = {one.occupation.key for one in question.of("occupation") if one.occupation}
    if _from_one_to_another(question) or (intent == CAREER_CHANGE and len(ends) == _TWO):
        return True
    if not (person.occupation or person.former):
        words = question.message.words
        somebody = speaks_of_oneself(question.message) or contains("relations", words)
        unclear = question.intent in (FALLBACK, CAREER_CHANGE)
        aims = contains("asks_for_change", words) or _is_aim_by_tag(question)
        changes = unclear and somebody and aims
        return changes and any(_of_datasets(one) for one in question.of("occupation"))
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    of_oneself = asks("becomes", question.message.words) and all(map(_of_datasets, beside_own(question)))
    if of_oneself or contains("asks_for_change", question.message.words):
        return of_oneself or tells or not sure or intent == CAREER_CHANGE
    # Much is asked about the occupations of the articles; of others somebody tells us why they name them.
    if _is_aim_by_tag(question) and not sure:
        return True
    of_datasets = any(_of_datasets(one) for one in beside_own(question))
    return intent == CAREER_CHANGE or (tells and not sure and (of_datasets or _names_shortly(question)))


def _is_aim_by_tag(question: Question) -> bool:
    """Return whether NLU marks an occupation, not the person's own, as what they aim at.

    Much is asked about those of the articles: they have to be marked more surely, and beside no question.
    """
    asks_for_facts = "?" in question.message.text
    others = [one for one in beside_own(question) if _of_datasets(one) or not asks_for_facts]
    least = {one.typed: TAG_IS_AIM if _of_datasets(one) else TAG_OUTRANKS_PATTERNS for one in others}
    named = [one for one in question.message.entities if one.kind == "occupation" and one.typed in least]
    tags = [(tag_of(question.message, one), least[one.typed]) for one in named]
    return any(tag and tag.tag == GOAL and tag.confidence >= enough for tag, enough in tags)


def _from_one_to_another(question: Question) -> bool:
    """Return whether an unclear message names two occupations of the datasets that no "or" or "and" joins."""
    named = [one for one in question.of("occupation") if one.origin == "said" and _of_datasets(one)]
    if question.intent != FALLBACK or len(named) != _TWO:
        return False
    first, second = (normalise(one.typed) for one in named)
    _before, _first, rest = f" {normalise(question.message.text)} ".partition(f" {first} ")
    between, second_found, _after = f" {rest}".partition(f" {second} ")
    return bool(second_found) and not set(between.split()) & _JOINTS


def _of_datasets(one: LinkedEntity) -> bool:
    return bool(one.candidates or (one.occupation and one.occupation.only_in_datasets))


def _names_shortly(question: Question) -> bool:
    """Return whether the sentence that names the other occupation does hardly more: "Probation officer?"."""
    others = [normalise(one.typed) for one in beside_own(question)]
    sentences = [normalise(one) for one in _SENTENCES.split(question.message.text)]
    return any(
        name in sentence and len(sentence.split()) <= len(name.split()) + _FEW_WORDS
        for name in others
        for sentence in sentences
    )


def _goes_on(question: Question, *, tells: bool) -> str | None:
    """Return the topic of the last advice for "and vet tech?", which asks it about another occupation.

    After a list of what fits, and from somebody who told what they do and asked nothing yet, it asks whether
    to change to that one.
    """
    last, person = question.state.topic, question.person
    known = bool(person.occupation or person.former)
    if last == SKILL_GAP and known and asks("alternatively", question.message.words):
        return CAREER_CHANGE
    names = question.intent == "what_about" or question.message.form == "names"
    unclear = question.intent == FALLBACK and question.form not in ("which", "number", "list", "explanation")
    if not (names or (unclear and _names_shortly(question))):
        return None
    told = last is None and not tells and known
    return (
        CAREER_CHANGE if last == CAREER_FIT or told else last if last in (CAREER_CHANGE, SKILL_GAP) else None
    )


def _looks_for_work(question: Question, told: Person) -> bool:
    """Return whether a message tells wishes for work, or what somebody can do and that they look for work."""
    words = question.message.words
    if contains("names_this_occupation", words):
        return False  # "I need quiet. Where do people in this profession work?"
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    ranks = contains("asks_for_the_most", words) and question.topic_is(OCCUPATION_SEARCH)
    ranks = ranks and not told.last_work  # who tells what they do asks for themselves
    if ranks or (sure and not question.topic_is(OCCUPATION_SEARCH)):
        return False
    if question.topic_is(OCCUPATION_SEARCH) and sure:
        return told.has_wishes and contains("first_person", words)
    able = told.skills or told.technologies
    return bool(told.has_wishes or able or (told.likes and contains("first_person", words))) and contains(
        "looks_for_work", words
    )
