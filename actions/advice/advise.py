"""Gives advice: which answer to give, also where a message goes on with the last advice."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.patterns import any_of, pattern
from actions.about_you.reader import aims_of, corrects_title, read_other, read_person
from actions.about_you.refused_things import refused_things
from actions.about_you.told import plain_text
from actions.about_you.unwanted import wanted_words
from actions.advice.aims import (
    NEAR,
    aim_at_former,
    aim_in_a_word,
    nearest_aim,
    tagged_aims,
    with_aim_beside,
    with_clear_target,
)
from actions.advice.answers import ADVICE
from actions.advice.asked import asks, clauses_of, looks_for_some_work
from actions.advice.change.asked_of_aim import asks_a_fact
from actions.advice.change.between import answer_between
from actions.advice.change.claims import deeds_in
from actions.advice.change.reader import read_change
from actions.advice.change.relative_pay import with_pay_of_own, with_relative_pay
from actions.advice.fit.answer import fit_reply, more_like, not_this, pointed_at, why_this
from actions.advice.fit.directed import answer_directed
from actions.advice.fit.list_again import list_again, of_all_shown
from actions.advice.fit.list_items import advise_on_item, item_named, one_for_another
from actions.advice.fit.list_without import list_without
from actions.advice.fit.order import first_few, ordered_list
from actions.advice.for_whom import step_for_whom
from actions.advice.interest_finder.answer import go_on
from actions.advice.interest_finder.interests_told import of_a_test
from actions.advice.kin import answer_kin
from actions.advice.kinds import (
    advice_topic,
    asks_for_plan,
    finds_own_pay_too_low,
    weighs_own_work,
)
from actions.advice.nearby import fits_like_last
from actions.advice.own_future import answer_own_future
from actions.advice.own_words import answer_own_words
from actions.advice.prospects import answer_major, fit_that_grows
from actions.advice.resume.answer import answer_resume
from actions.advice.resume.lines import pasted_resume, said_beside
from actions.advice.schools import schools_in
from actions.advice.self_doubt import answer_self_doubt
from actions.advice.set_aside import without_set_aside
from actions.advice.situations import shut_out_of_own
from actions.advice.targets import names_target
from actions.advice.torn import answer_torn, with_last
from actions.composition.compose import Reply
from actions.formatting import quoted
from actions.messages import message
from actions.person import Person
from actions.questions.blanking import without_picks
from actions.questions.cues import contains
from actions.questions.linking import link
from actions.questions.message import ParsedEntity
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.questions.titles.named_fields import fields_in
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE, CAREER_FIT, SKILL_GAP
from actions.thresholds import LIKELY_INTENTS, UNDOUBTED_ANSWER
from knowledge.terms import normalise

# What may stand before a field of work that is named: "into data science", but not "CNC programming".
FEW_WORDS_OF_A_WISH = 8
_BEFORE_A_FIELD = [
    [],
    *([word] for word in "into in to towards for try about like is are would of from or".split()),
    *([word] for word in "maybe perhaps thinking my eyeing considering pursuing".split()),
]


@step_for_whom
def advise(connection: Connection, question: Question) -> Reply | None:
    """Return the advice that a message asks for, None where it asks for none."""
    if reply := go_on(connection, question) or of_a_test(connection, question):
        return reply
    if question.message.is_payload:
        return None
    for step in (
        of_all_shown,
        _on_the_list,
        list_again,
        advise_on_item,
        answer_torn,
        answer_kin,
        answer_major,
    ):
        if reply := step(connection, question):
            return reply
    if resume := pasted_resume(question.message):
        return _beside_resume(connection, question, said_beside(resume))
    told = told_now(connection, question)
    if directed := answer_directed(connection, question, told):
        return directed
    named = question = _without_studied(without_set_aside(question), told)
    question = with_field_as_target(connection, question, told)
    doubtful = named if named.of("occupation") else question
    reply = (
        answer_self_doubt(connection, doubtful)
        or answer_own_future(connection, named, told)
        or answer_between(connection, question, told)
        or answer_own_words(connection, question, told)
    )
    if reply:
        return reply
    topic = CAREER_FIT if shut_out_of_own(named) else advice_topic(question, told)
    if topic == CAREER_CHANGE and asks_a_fact(question, told):
        return None
    if topic == CAREER_CHANGE and (either := with_last(connection, question)):
        return either
    if topic == CAREER_FIT:
        low = finds_own_pay_too_low(question, told)
        question = with_pay_of_own(connection, question) if low else with_relative_pay(connection, question)
        if near := fits_like_last(connection, question):
            return near
    topic = topic or _topic_left(connection, question, told)
    return _advice_of(connection, question, topic) if topic else None


def _topic_left(connection: Connection, question: Question, told: Person) -> str | None:
    """Return the advice that a message may ask for which is not seen to ask for any.

    Somebody who wants another occupation and names none asks which ones fit.
    """
    if _weighs_uncounted(connection, question):
        return CAREER_CHANGE
    if question.intent != CAREER_CHANGE:
        return None
    if any(one.kind == NEAR for named in question.of("occupation") for one in named.candidates):
        return CAREER_CHANGE
    if not told:
        return None
    change = read_change(connection, question)
    if change is None and told.last_work:
        return CAREER_FIT  # "machinist, the shop is closing. Too old to start over?"
    if change is not None:
        back = change.target.key in (question.person.occupation, *question.person.former)
        return CAREER_FIT if back else None
    return CAREER_FIT if CAREER_FIT in question.message.ranking[:LIKELY_INTENTS] else None


def _advice_of(connection: Connection, question: Question, topic: str) -> Reply:
    fears = asks("fears_for_work", question.message.words) or weighs_own_work(question)
    if topic == CAREER_FIT and fears:
        return fit_that_grows(connection, question, question.person.last_work)
    return ADVICE[topic](connection, question.about(topic))


def _weighs_uncounted(connection: Connection, question: Question) -> bool:
    """Return whether the pay of a change to an occupation is asked about that BLS does not count alone."""
    about_pay = question.topic_is("comparison") or question.topic_is("salary")
    asks = about_pay and contains("asks_for_pay_change", question.message.words)
    return (
        asks
        and bool(question.person.last_work or contains("first_person", question.message.words))
        and bool(question.state.occupations)
        and not discussed_occupation(connection, question.state).code
    )


@step_for_whom
def advise_again(connection: Connection, question: Question) -> Reply | None:
    """Give the last advice anew to somebody who tells more of themselves: "and outdoors"."""
    topic = question.state.topic or ""
    if topic not in ADVICE or names_target(question) or question.message.is_payload:
        return None
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    told = told_now(connection, question)
    school = told.most_school is not None and not question.message.text.rstrip().endswith("?")
    if question.topic is not None and item_named(question) and not school:
        return None  # "the second one: how's the growth?"
    sure = sure and not (_says_what_one_likes(question) or _adds_a_wish(question) or school)
    narrows = contains("narrows_the_list", question.message.words)
    if sure and question.topic_key not in ADVICE and not (narrows and topic == CAREER_FIT):
        return None
    if topic == CAREER_FIT:
        question = with_relative_pay(connection, question)
    if topic != CAREER_FIT and not told.last_work and deeds_in(question.message.words):
        return ADVICE[SKILL_GAP](connection, question.about(SKILL_GAP))  # which shows what it changes
    if not told:
        return _not_filtered(connection, question) if topic == CAREER_FIT and not sure else None
    return ADVICE[topic](connection, question.about(topic))


def _not_filtered(connection: Connection, question: Question) -> Reply | None:
    """Say of what somebody does not want that nothing can be filtered by it, with the list as it is."""
    things = refused_things(question.message)
    if not things or question.message.text.rstrip().endswith("?"):
        return None
    before = message("fit.not_filtered", what=quoted(things[0]))
    return fit_reply(connection, question.state, before=before)


def _says_what_one_likes(question: Question) -> bool:
    """Return whether a message after advice does no more than say what somebody likes: "I like coding"."""
    said = pattern("says_likes").match(plain_text(question.message).text)
    return said is not None and "?" not in question.message.text


def _adds_a_wish(question: Question) -> bool:
    """Return whether a message behind a list of what fits is a few words without a question: "part time"."""
    text = question.message.text
    opens = any_of("question_openers").match(plain_text(question.message).text)
    few = len(text.split()) <= FEW_WORDS_OF_A_WISH
    return question.state.topic == CAREER_FIT and few and not opens and not text.rstrip().endswith("?")


def _beside_resume(connection: Connection, question: Question, asked: str) -> Reply:
    """Return what fits somebody who pastes a resume, or the way to the occupation that they ask about.

    Args:
        connection: to the knowledge base.
        question: the message.
        asked: what they say or ask beside the resume; titles elsewhere are those of their own jobs.
    """
    own, said = {question.person.occupation, *question.person.former}, f" {normalise(asked)} "
    aims = [
        one
        for one in question.of("occupation")
        if f" {normalise(one.typed)} " in said
        if (one.occupation and one.occupation.key not in own) or one.candidates
    ]
    gap = contains("asks_for_gap", asked) or contains("asks_for_plan", asked)
    if len(aims) != 1 or not (gap or asks("becomes", asked) or contains("asks_for_change", asked)):
        return answer_resume(connection, question)
    others = [one for one in question.entities if one.kind != "occupation"]
    topic = SKILL_GAP if gap else CAREER_CHANGE
    aimed = replace(question, entities=(*others, *aims), text=asked)
    return ADVICE[topic](connection, aimed.about(topic))


def told_now(connection: Connection, question: Question) -> Person:
    """Return what a message alone tells of the person."""
    question = replace(question, message=without_picks(question.message))
    looking = question.state.topic == CAREER_FIT or looks_for_some_work(question.message)
    goes_on = question.state.other is not None
    if (other := read_other(connection, question.message, Person(), goes_on=goes_on)) is not None:
        return other
    # "Make that 55,000" is understood only where an amount was said before.
    before = Person(pay=0.0 if question.person.pay else None)
    known = bool(question.person)
    if corrects_title(question.message):
        named = [one.occupation.key for one in question.of("occupation") if one.occupation]
        return Person(occupation="".join(key for key in named if key == question.person.occupation))
    advised = question.state.topic in ADVICE_TOPICS
    own = question.person.occupation
    told = read_person(
        connection, question.message, before, looking=looking, known=known, advised=advised, own=own
    )
    return replace(told, pay=told.pay or None)


def with_field_as_target(connection: Connection, question: Question, told: Person) -> Question:
    """Return a question that names a field of work or tells of some work with an occupation in it.

    "Into data science" names the field, and so does a school; "could I teach drama?", from somebody who says
    what they do, is taken for the occupation whose work comes nearest, with doubt.
    """
    if question.message.is_payload:
        return question
    if names_target(question):
        return with_aim_beside(connection, question) or with_clear_target(connection, question)
    if former := aim_at_former(connection, question, told):
        return replace(question, entities=(*question.entities, former))
    own = {told.occupation, *told.former}
    schools = schools_in(wanted_words(question.message))
    for field, typed in (*schools, *_fields_named(connection, question)):
        if typed in told.field or typed in told.likes:
            continue  # "a bachelor in history", "I like biology"
        named = link(connection, [ParsedEntity("occupation", field, typed)])
        if not own & {one.occupation.key for one in named if one.occupation}:  # "20 years in nursing, …"
            return replace(question, entities=(*question.entities, *named))
    elsewhere = question.topic is not None and question.topic_key not in ADVICE
    held = told.education is not None and asks("gets_in", question.message.words)
    sure = elsewhere and question.confidence >= UNDOUBTED_ANSWER and not held
    if sure:
        return question
    if held or told.occupation or told.former or tagged_aims(question.message):
        nearest = nearest_aim(connection, question)
    else:
        nearest = aim_in_a_word(connection, question, told)
    return replace(question, entities=(*question.entities, nearest)) if nearest else question


def _without_studied(question: Question, told: Person) -> Question:
    """Return a question without a title that is what somebody studied: "a bachelor's in fine arts"."""
    if not told.field or question.message.is_payload:
        return question
    kept = tuple(
        one
        for one in question.entities
        if one.kind != "occupation" or normalise(one.typed) != normalise(told.field)
    )
    return replace(question, entities=kept)


def _fields_named(connection: Connection, question: Question) -> list[tuple[str, str]]:
    """Return the fields of work that a message may aim at with how they are typed, the first one first."""
    titles = [normalise(one.typed) for one in question.of("occupation")]
    aims = [normalise(one) for one in aims_of(question.message)]
    found: list[tuple[int, int, str, str]] = []
    for sentence, clause in enumerate(clauses_of(wanted_words(question.message))):
        for said in fields_in(connection, clause):
            inside = any(f" {said.text} " in f" {title} " for title in titles)
            if inside or any(clause.startswith(title, said.end + 1) for title in titles):
                continue  # "retail pharmacist", be it that NLU takes both words for the title
            if pattern("avoided_before").search(clause[: said.start]):
                continue  # "nothing in law"
            before = clause[: said.start].split()
            opens = not before and (not sentence or pattern("field_thought_of").match(clause[said.end :]))
            aimed = any(f" {aim}".endswith(f" {said.text}") for aim in aims)
            if opens or aimed or before[-1:] in _BEFORE_A_FIELD[1:]:
                found.append((sentence, said.start, said.code, said.text))
    return [(field, typed) for _sentence, _start, field, typed in sorted(found)]


def _on_the_list(connection: Connection, question: Question) -> Reply | None:
    """Answer what is said about an occupation of the list: why it stands there, others like it, not it."""
    if question.state.topic != CAREER_FIT:
        return None
    for reply in (list_without, first_few, ordered_list, one_for_another):
        if told := reply(connection, question):
            return told
    code, words = pointed_at(question), question.message.words
    own, planned = code == question.person.occupation, question.message.picked and asks_for_plan(question)
    if not code or own or planned:
        return None
    chooses = asks("which_would_you", words) and not question.of("occupation")
    if contains("asks_for_reason", words) or chooses:  # the first, for what speaks for it
        return why_this(connection, question, code)
    if contains("declines_an_item", words):
        return not_this(connection, question, code)
    return more_like(connection, question, code) if contains("asks_for_more_like", words) else None
