"""Work near an occupation that was talked about or one's own: like it, with less school, or above it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import read_person
from actions.advice.asked import asks, sentences_of
from actions.advice.change.relative_pay import pays_more, with_pay_of_own, with_relative_pay
from actions.advice.fit.answer import answer_fit, more_like
from actions.advice.fit.profile import code_of, known_of
from actions.composition.compose import Reply
from actions.person import Person
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.queries.occupation_fit import fit_occupations
from knowledge.queries.occupations import get_occupation
from knowledge.queries.transitions import occupation_side
from knowledge.terms import normalise

_WISHES = ("pay", "growth", "wants", "refuses", "most_school", "avoids")
LEADING = "leading"  # a wish
_PLACEHOLDER = "xoccupation"


def advise_near(connection: Connection, question: Question, told: Person) -> Reply | None:
    """Return the occupations near the one that a message means without naming it; None where it means none.

    Args:
        connection: to the knowledge base.
        question: the message, which names no occupation to change to.
        told: what it alone says of the person.
    """
    words = question.message.words
    told = read_person(connection, question.message, told, looking=True, known=True)
    if asks("smaller_step", words) and (key := question.state.aim or question.person.last_work):
        return _with_less_school(connection, question, key)
    if asks("move_up", words) and question.person.last_work:
        return _for_now(question, answer_fit(connection, _above_own(connection, question)))
    wish = any(getattr(told, name) for name in _WISHES) or pays_more(question)
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    leans = wish and not told.last_work  # who tells their work asks what fits them
    alike = (asks("alike", words) and (wish or not sure)) or (
        leans and (asks("is_there_one", words) or asks("what_else", words))
    )
    key = (question.state.last_occupation or question.person.last_work) if alike else ""
    if not key or not code_of(connection, key):
        return None
    wished = _with_wishes(question, told)
    return more_like(connection, with_relative_pay(connection, wished).about(CAREER_FIT), key)


def fits_like_last(connection: Connection, question: Question) -> Reply | None:
    """Return what is like the occupation talked about last, for one who told nothing by which to advise."""
    key = question.state.last_occupation
    occupation = get_occupation(connection, key=key) if key else None
    if (
        occupation is None
        or not occupation.code
        or not known_of(connection, question.person).profile.says_nothing
    ):
        return None
    return more_like(connection, question.about(CAREER_FIT), key)


def fits_people_of(connection: Connection, question: Question) -> Reply | None:
    """Return what people of the occupation that a message names can become: "what can a cook switch to?"."""
    titles = {normalise(one.typed) for one in question.message.entities if one.kind == "occupation"}
    if len(titles) != 1 or question.message.is_payload:
        return None
    title = f" {titles.pop()} "
    texts = [
        f" {one} ".replace(title, f" {_PLACEHOLDER} ").strip() for one in sentences_of(question.message.words)
    ]
    if not any(asks("source_named", one) for one in texts):
        return None
    key = _named(question) or question.person.occupation  # of whom is asked what they can change to
    code = code_of(connection, key)
    if not code:
        return None
    if code in {
        code_of(connection, own) for own in (question.person.occupation, *question.person.former[-1:])
    }:
        return answer_fit(connection, question.about(CAREER_FIT))
    return more_like(connection, question.about(CAREER_FIT), key)


def _named(question: Question) -> str:
    """Return the key of the occupation that a message names, of several the largest."""
    said = (one.likeliest for one in question.of("occupation") if one.origin == "said")
    return next(filter(None, said), "")


def _with_wishes(question: Question, told: Person) -> Question:
    """Return a question whose person wants what they wanted before and what they tell now."""
    before = question.person
    person = replace(
        before,
        pay=told.pay or before.pay,
        growth=before.growth if told.growth is None else told.growth,
        wants=tuple(dict.fromkeys((*(one for one in before.wants if one not in told.refuses), *told.wants))),
        refuses=tuple(
            dict.fromkeys((*(one for one in before.refuses if one not in told.wants), *told.refuses))
        ),
        most_school=before.most_school if told.most_school is None else told.most_school,
        avoids=tuple(dict.fromkeys((*before.avoids, *told.avoids))),
    )
    return replace(question, state=replace(question.state, person=person))


def _above_own(connection: Connection, question: Question) -> Question:
    """Return a question for work that pays no less than one's own, and leads others if any does."""
    paid = with_pay_of_own(connection, question)
    person = replace(paid.person, wants=tuple(dict.fromkeys((*paid.person.wants, LEADING))))
    leads = replace(paid, state=replace(paid.state, person=person))
    profile = known_of(connection, person).profile
    return leads if fit_occupations(connection, profile=profile, limit=1).fits else paid


def _with_less_school(connection: Connection, question: Question, key: str) -> Reply | None:
    """Return what is like an occupation and takes less school to enter."""
    side = occupation_side(connection, code=code_of(connection, key))
    if side is None or not side.entry:
        return None
    person = replace(question.person, most_school=side.entry - 1)
    asked = replace(question, state=replace(question.state, person=person))
    return _for_now(question, more_like(connection, asked.about(CAREER_FIT), key))


def _for_now(question: Question, reply: Reply) -> Reply:
    """Return a reply after which the person wants no more than they said."""
    return replace(reply, state=replace(reply.state, person=question.person))
