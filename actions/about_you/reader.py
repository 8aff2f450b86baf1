"""Reads off a message what the person says of themselves, and keeps it with what they said before."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from sqlalchemy.engine import Connection

from actions.about_you import details, wishes
from actions.about_you.abilities import with_abilities, without_abilities
from actions.about_you.bounds import with_bounds
from actions.about_you.conditions import with_conditions
from actions.about_you.directions import with_directions
from actions.about_you.kept import trimmed
from actions.about_you.occupations import with_declined, with_occupations, with_role
from actions.about_you.others import as_if_own
from actions.about_you.patterns import OCCUPATION, any_of, pattern
from actions.about_you.places import with_place, with_place_alone
from actions.about_you.refused_things import with_other_work, with_refused_things
from actions.about_you.roles import never_done, of_others, refused_of, roles, roles_of, tells_of_others
from actions.about_you.tagged import in_sentences, joined, without_unmarked
from actions.about_you.telegrams import asks
from actions.about_you.told import MESSAGES_KEPT, Clause, Told, is_degree, names_many, plain_text
from actions.about_you.unwanted import without_unwanted
from actions.person import ONLY_REFUSED, Person, added, without
from actions.questions.blanking import without_picks
from actions.questions.cues import contains
from actions.questions.linking import link
from actions.questions.message import ASKED, BEFORE, GOAL, NOW, UserMessage
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.thresholds import TAG_SAYS_OF_ONESELF, UNDOUBTED_ANSWER
from knowledge.queries.occupation_wishes import DEGREE, NO_DEGREE

_SHORT_QUESTION = 4  # words
_NAMED_WHO = re.compile(r",| \d| who\b")  # what may stand behind "my husband"


def read_person(
    connection: Connection,
    message: UserMessage,
    before: Person,
    *,
    looking: bool = False,
    known: bool = False,
    advised: bool = False,
    own: str = "",
) -> Person:
    """Return what is known of a person after a message; what is said anew replaces what was said.

    Args:
        connection: to the knowledge base.
        message: what they say now.
        before: what was known.
        looking: whether the last answer was on which occupations fit, where "and outdoors?" is a wish.
        known: whether more is known of them than ``before``, so that "in Ohio" alone says where they are.
        advised: whether the last answer was advice, where "Ohio?" says so, too, of whomever it was for.
        own: the key of their occupation, where ``before`` does not hold it.
    """
    if message.is_payload:
        return before
    told = plain_text(message)
    named = bool(own_titles(message)) or _asks_of_own(connection, told, own or before.occupation)
    if before.occupation and corrects_title(message):
        return with_role(connection, told.occupations[0], "now", replace(before, occupation=""))
    person = _read(connection, told, before, looking=looking, named=named)
    if _tells_by_tags(message):
        person = _with_tags(connection, message, person, before)
    person = without_unmarked(message, person, before)
    if looking or advised or contains("asks_for_fit", told.text):
        person = with_refused_things(connection, message, person, before)
    if looking or advised or named or _looks_for_work(message):
        person = _with_directions(connection, message, person)
    if _says_what_work_is_to_be(message, named=named, asked=looking or advised):
        person = with_bounds(told, with_conditions(message, person, before), before)
    return with_place_alone(told, person, asked=advised) if before or known or advised else person


def read_other(
    connection: Connection, message: UserMessage, before: Person, *, goes_on: bool = False
) -> Person | None:
    """Return what a message tells of somebody else for whom advice is asked; None where it tells of nobody.

    "What could my daughter do with psychology?" tells of the daughter as "I" would tell of oneself. Where
    somebody was told of before (``goes_on``), "she likes animals" does as well.
    """
    if message.is_payload or (told := as_if_own(plain_text(message), goes_on=goes_on)) is None:
        return None
    person = _read(connection, told, before, looking=True, named=True)
    return with_bounds(told, with_conditions(message, person, before), before)


def read_beside(connection: Connection, message: UserMessage) -> tuple[str, Person] | None:
    """Return whom a message tells of beside the one who writes, with what it tells of them; None for nobody.

    "My husband drives a forklift and I do hair" tells of both.
    """
    told = plain_text(message)
    theirs = ". ".join(one.text for one in told.clauses() if not one.own)
    who = pattern("somebody_else").search(theirs)
    if message.is_payload or who is None:
        return None
    other = as_if_own(replace(told, text=theirs, tags=(None,) * len(told.occupations)))
    person = _read(connection, other, Person(), looking=True, named=True) if other else Person()
    return (_NAMED_WHO.split(who[0])[0], person) if person.last_work else None


def _read(connection: Connection, told: Told, before: Person, *, looking: bool, named: bool) -> Person:
    if pattern("forgets_the_rest").search(told.text):
        told = replace(told, text=pattern("forgets_the_rest").sub("", told.text))
        before = replace(before, wants=(), refuses=(), pay=None, growth=None, most_school=None, avoids=())
    if pattern("forgets").search(told.text) and not (looking and wishes.takes_off(told.text)):
        rest = told.without_forgotten()
        if not rest.text.strip(" .!"):
            return before  # who only forgets is told what is forgotten
        before, told = without_abilities(told, told.text, before), rest
    person = with_declined(connection, told, with_occupations(connection, told, before))
    titles = _names_work(told)  # behind what is forgotten
    own = any_of("first_person").search(told.text) or pattern("we_are_there").search(told.text)
    own = own or pattern("refuses_expressly").match(told.text)
    if not (named or own or not titles):
        return person
    about_work = contains("looks_for_work", told.text) and not titles
    looking = looking or about_work or contains("asks_for_fit", told.text)
    return _with_clauses(connection, told, with_other_work(told, person), looking=looking)


def _with_directions(connection: Connection, message: UserMessage, person: Person) -> Person:
    """Return a person with the directions of a message, which are not wishes as well: "research or data"."""
    towards = with_directions(connection, message, person.towards)
    if towards == person.towards:
        return person
    wants = tuple(one for one in person.wants if one not in wishes.told_by_likes(" or ".join(towards)))
    return replace(person, towards=towards, wants=wants)


def _looks_for_work(message: UserMessage) -> bool:
    looks = any(contains(one, message.words) for one in ("looks_for_work", "asks_for_fit"))
    return looks or speaks_of_oneself(message)


def _asks_of_own(connection: Connection, told: Told, own: str) -> bool:
    """Return whether other work is asked for from somebody's own: "what else can a machinist do"."""
    asked = pattern("asks_for_other_work").search(told.text)
    if not (asked and own and told.occupations):
        return False
    linked = link(connection, told.occupations)
    return all(one.occupation is not None and one.occupation.key == own for one in linked)


def _names_work(told: Told) -> bool:
    """Return whether a message names an occupation beside those that it refuses."""
    refused = refused_of(told)
    return any(
        f"{OCCUPATION}{number}" in told.text
        for number in range(len(told.occupations))
        if number not in refused
    )


def _says_what_work_is_to_be(message: UserMessage, *, named: bool, asked: bool) -> bool:
    """Return whether a message may say how the work of the one who writes is to be, not that of others.

    Args:
        message: the message.
        named: whether it names their own occupation.
        asked: whether the last answer was advice.
    """
    if told_of_another(message):
        return False
    told = plain_text(message)
    of_others = _names_work(told) and not (named or any_of("first_person").search(told.text))
    return _tells_by_tags(message) or named or ((asked or _looks_for_work(message)) and not of_others)


def _tells_by_tags(message: UserMessage) -> bool:
    """Return whether the tags of a message say something of the one who writes, not of work alone."""
    tags = {one.tag for one in message.tagged if one.confidence >= TAG_SAYS_OF_ONESELF}
    own = speaks_of_oneself(message) or (tags & {NOW, BEFORE} and not tells_of_others(plain_text(message)))
    searches = message.intent == OCCUPATION_SEARCH and message.confidence >= UNDOUBTED_ANSWER
    return bool(own) and not searches


def _with_tags(connection: Connection, message: UserMessage, person: Person, before: Person) -> Person:
    said = in_sentences(message)
    if said is None:
        return person
    return joined(
        message, person, _read(connection, plain_text(said), Person(), looking=True, named=True), before
    )


def told_of_another(message: UserMessage) -> bool:
    """Return whether a message tells of somebody else: "my wife is a chemist", "she likes animals"."""
    return as_if_own(plain_text(message), goes_on=True) is not None


@lru_cache(MESSAGES_KEPT)
def own_titles(message: UserMessage) -> frozenset[str]:
    """Return the titles, as typed, that a message says are those of the person whom it is about."""
    told = plain_text(without_picks(message))
    if not (found := roles_of(told)) and (other := as_if_own(told)) is not None:
        found = roles_of(other)
    beside = (  # "an associate's in nursing", "army vet"
        one
        for name in ("title_studied", "veteran", "title_beside")
        for one in pattern(name).finditer(told.text)
    )
    found = {**found, **{int(one["number"]): "now" for one in beside}}
    if not asks(told.text):
        licences = pattern("title_of_licence").finditer(told.text)
        found |= {int(one["number"]): "now" for one in licences}
    degrees = {one.typed for one in message.entities if is_degree(one, message.text)}
    titles = {told.occupations[number].typed for number in found}
    return frozenset(titles if asks(told.text) else titles | degrees)


def titles_of_others(message: UserMessage) -> frozenset[str]:
    """Return the titles, as typed, that are those of others: "he's the owner", "for a baker", "my nurses"."""
    told = plain_text(message)
    names = ("of_somebody_known", "of_relative" if asks(told.text) else "employer")
    found = {int(one["number"]) for name in names for one in pattern(name).finditer(told.text)}
    found |= {*of_others(told)}
    typed = {told.occupations[number].typed for number in found}
    typed -= {  # "my sister is a paralegal. How do I become a paralegal?"
        one.typed
        for number, (one, tag) in enumerate(zip(told.occupations, told.tags, strict=True))
        if number not in found and tag and tag.tag in (GOAL, ASKED)
    }
    if roles_of(told) and not asks(told.text):  # "farmer here, I mend milkers"
        typed |= {one.typed for one in told.occupations if names_many(one)}
    return frozenset(typed)


def with_refused_apart(message: UserMessage) -> UserMessage:
    """Return a message with the titles that it refuses set apart: it asks nothing of those occupations.

    "What's a good job for an ex cop, no security guard?" asks nothing about security guards.
    """
    if message.is_payload:
        return message
    told = plain_text(message)
    apart = refused_of(told) | never_done(told)
    refused = tuple(told.occupations[number] for number in sorted(apart))
    starts = {one.start for one in refused}
    kept = (one for one in message.entities if one.kind != "occupation" or one.start not in starts)
    return replace(message, entities=tuple(kept), refused=refused) if refused else message


def corrects_title(message: UserMessage) -> bool:
    """Return whether a message may do no more than put right a title: "sorry, legal secretary"."""
    told = plain_text(message)
    return bool(told.occupations) and pattern("title_corrected").fullmatch(told.text) is not None


def speaks_of_oneself(message: UserMessage) -> bool:
    """Return whether somebody speaks of themselves, be it that they leave out the "I": "Live in Austin"."""
    text = plain_text(message).text
    return bool(any_of("first_person").search(text) or pattern("title_here").search(text))


def asks_for_somebody(message: UserMessage) -> bool:
    """Return whether a message asks what fits somebody else: "what suits a bank teller?"."""
    told = plain_text(message)
    if pattern("anybody").search(told.text):
        return True
    other = as_if_own(told)
    return other is not None and contains("asks_for_fit", other.text)


def aims_of(message: UserMessage, *, titles: bool = False) -> list[str]:
    """Return what a message may aim at, in its words: "teach drama" of "could I teach drama?".

    Args:
        message: the message.
        titles: whether what holds a title is read as well.
    """
    told = plain_text(message)
    text = without_unwanted(told.as_typed(told.text) if titles else told.text)
    found = [next(filter(None, one.groups())) for one in pattern("aims").finditer(text)]
    found += [one.rstrip("?") for one in told.sentences() if _is_short_question(one)]
    return list(dict.fromkeys(told.as_typed(one) for one in found if titles or OCCUPATION not in one))


def _is_short_question(sentence: str) -> bool:
    """Return whether a sentence is a question of a few words that no question word opens: "lab work?"."""
    short = sentence.endswith("?") and len(sentence.split()) <= _SHORT_QUESTION
    return short and not any_of("question_openers").match(sentence)


def _with_clauses(connection: Connection, told: Told, person: Person, *, looking: bool) -> Person:
    for clause in told.clauses():
        if clause.own:
            person = with_place(connection, told, clause, person)
            person = _with_details(connection, told, clause, person, looking=looking)
    return person


def _with_details(
    connection: Connection, told: Told, clause: Clause, person: Person, *, looking: bool
) -> Person:
    text = told.as_typed(clause.text)
    looking = looking or wishes.lists_wishes(text)
    about_work = looking or bool(any_of("wishes_for_work").search(text))
    own = looking or bool(any_of("first_person").search(text))
    own = own or (about_work and bool(roles_of(told)))  # "I'm a nurse. What desk jobs are there?"
    tells = not clause.asks or bool(any_of("asks_with").search(text))
    if tells:
        person = with_abilities(connection, told, clause, person)
        if interests := details.interests_told(text):
            return replace(person, interests=interests)  # whose names are no wishes
    behind_own = roles_of(told) and pattern("years_with").search(text)
    if tells or behind_own or any_of("has").search(text):
        person = _with_background(clause, text, person)
    if clause.asks and not (about_work or any_of("first_person").search(text)):
        return person
    only_refuses = pattern("refuses_expressly").match(text) is not None
    by_themselves = own or only_refuses or not (asks(told.text) or _names_work(told))
    for wish, wanted in wishes.wishes(text, for_work=about_work, own=by_themselves).items():
        wants = without(person.wants, wish) + ((wish,) if wanted and wish not in ONLY_REFUSED else ())
        refuses = without(person.refuses, wish) + (() if wanted else (wish,))
        school = None if wish in (DEGREE, NO_DEGREE) else person.most_school
        person = replace(person, wants=wants, refuses=refuses, most_school=school)
    if either := wishes.alternatives(text):
        person = replace(person, either=tuple(one for one in either if one in person.wants))
    if own and (school := details.most_school(text)) is not None:
        person = replace(person, most_school=school, refuses=without(person.refuses, DEGREE))
    if by_themselves and (fields := wishes.avoided(text)):
        person = replace(person, avoids=added(person.avoids, fields))
    pay = wishes.least_pay(text, corrects=person.pay is not None, looking=looking)
    return replace(person, pay=pay) if pay else person


def _with_background(clause: Clause, text: str, person: Person) -> Person:
    before = person.occupation and "former" in roles(clause.text).values()
    elsewhere = pattern("years_in_place").search(clause.text) and OCCUPATION not in clause.text
    years = None if before or elsewhere else details.years_of_experience(text)
    held = details.without_pupils_school(details.without_most_school(text))
    education, field = details.education(held), trimmed(details.field_of_study(held))
    if pattern("degree_in_place").search(clause.text):
        field = ""  # "no bachelor's in Oregon"
    if education is None and not any_of("wishes_for_work").search(text):
        education = details.no_degree_in_list(held)
    person = replace(person, years=years) if years is not None else person
    person = replace(person, education=education) if education is not None else person
    person = replace(person, licences=added(person.licences, details.licences(text)))
    return replace(person, field=field) if field else person
