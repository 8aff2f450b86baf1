"""The list of what fits once more, with what it is to keep: "back to my list, without what's going down"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import read_person
from actions.advice.asked import asks
from actions.advice.fit.answer import fit_reply
from actions.advice.fit.order import fits_of, what_it_takes
from actions.advice.fit.profile import known_of
from actions.advice.fit.table import sourced_table
from actions.advice.situations import situations_in
from actions.advice.targets import names_occupation, names_target
from actions.answer import Answer, NoteBlock, TextBlock
from actions.composition.compose import Reply, say
from actions.datasets.base import number, occupation_items
from actions.messages import message
from actions.person import Person
from actions.questions.carry_over import shown
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT
from knowledge.queries.occupation_search import EDUCATION

_WISHES = ("wants", "refuses", "pay", "growth", "most_school", "avoids")
_SHOWN, _SEVERAL = 8, 2
_FEW_WORDS = 12  # of "which was cheaper?"; a longer message is about more
RECORD = "record"  # a situation


def list_again(connection: Connection, question: Question) -> Reply | None:
    """Return the list of what fits once more, or what of it is not held; None where neither is asked."""
    if question.message.is_payload or not _was_advised(question):
        return None
    for answer in (_of_record, _of_cost, _with_less_training, _with_wishes):
        if reply := answer(connection, question):
            return reply
    return None


def _was_advised(question: Question) -> bool:
    return bool(question.state.topics_so_far() & {CAREER_FIT, CAREER_CHANGE})


def _of_record(_connection: Connection, question: Question) -> Reply | None:
    """Say of a conviction, told now or before, that no source tells what it rules out."""
    told = any(one.says == RECORD for one in situations_in(question.message))
    words = question.message.words
    if not ((told and asks("record_rules_out", words)) or asks("that_rules_out", words)):
        return None
    return _not_held(question, "no_record") if shown.listed(question.state) else None


def _of_cost(_connection: Connection, question: Question) -> Reply | None:
    """Say that no source tells what it costs to learn an occupation: "cheaper ones?"."""
    words = question.message.words
    asked = len(words.split()) <= _FEW_WORDS and asks("cheaper", words)
    return _not_held(question, "no_cost") if asked and shown.listed(question.state) else None


def of_all_shown(connection: Connection, question: Question) -> Reply | None:
    """Rank all that were shown by school, experience and training: "which could I start soonest?"."""
    words, state = question.message.words, question.state
    keys = tuple(dict.fromkeys((*state.shown, *shown.listed(state))))
    if question.message.is_payload or len(keys) < _SEVERAL or names_occupation(question):
        return None
    if not (asks("of_all_shown", words) and asks("least_school", words)):
        return None
    known = known_of(connection, question.person)
    takes = {fit.code: (fit, what_it_takes(connection, fit)) for fit in fits_of(connection, known, keys)}
    held = [(cost, fit) for fit, cost in takes.values() if cost is not None]
    held.sort(key=lambda one: one[0])
    if not held:
        return None
    fits = [fit for _cost, fit in held]
    (school, experience, training), first = held[0]
    lead = message(
        "fit.of_list.quickest",
        count=number(len(fits)),
        first=first.plural,
        value=EDUCATION[school].lower(),
        experience=message(f"fit.of_list.experience.{experience}"),
        training=message(f"fit.of_list.training.{training}"),
    )
    notes = [NoteBlock(message("fit.of_list.hiring"))]
    blocks = (TextBlock(lead), *sourced_table(connection, known, fits[:_SHOWN], notes))
    items = occupation_items(one.code for one in fits[:_SHOWN])
    answer = Answer("answered", CAREER_FIT, None, blocks)
    return Reply(answer, replace(state, topic=CAREER_FIT, items=items, occupations=(first.code,), misses=0))


def _with_less_training(connection: Connection, question: Question) -> Reply | None:
    """Return the occupations that fit and take less school than the most that the list has."""
    words = question.message.words
    if not asks("less_training", words) or names_occupation(question) or names_target(question):
        return None
    known = known_of(connection, question.person)
    fits = fits_of(connection, known, shown.listed(question.state))
    levels = [fit.education for fit in fits if fit.education is not None]
    if not levels or known.profile.says_nothing:
        return None
    person = replace(question.person, most_school=max(0, max(levels) - 1))
    return fit_reply(connection, replace(question.state, person=person))


def _with_wishes(connection: Connection, question: Question) -> Reply | None:
    """Return the list once more with the wishes that a message tells; as it was where it tells none."""
    words = question.message.words
    if not asks("list_again", words) or names_occupation(question):
        return None
    told = read_person(connection, question.message, Person(), looking=True, known=True, advised=True)
    wishes = any(getattr(told, one) not in ((), None) for one in _WISHES)
    if not wishes and not _goes_back(question):
        return None
    before = question.person
    person = replace(
        before,
        wants=_added(before.wants, told.wants, told.refuses),
        refuses=_added(before.refuses, told.refuses, told.wants),
        avoids=_added(before.avoids, told.avoids, ()),
        pay=told.pay or before.pay,
        growth=before.growth if told.growth is None else told.growth,
        most_school=before.most_school if told.most_school is None else told.most_school,
    )
    if known_of(connection, person).profile.says_nothing:
        return None
    return fit_reply(connection, replace(question.state, person=person))


def _not_held(question: Question, name: str) -> Reply:
    """Return that of the occupations of the list something is not said; the list stays at hand."""
    text = message(f"fit.of_list.{name}", count=number(len(shown.listed(question.state))))
    reply = say(question.state, "unknown", text, about_occupation=False)
    return Reply(reply.answer, replace(reply.state, items=question.state.items))


def _goes_back(question: Question) -> bool:
    """Return whether the list itself is asked for: "go back to my list"."""
    return asks("back_to_list", question.message.words)


def _added(known: tuple[str, ...], new: tuple[str, ...], against: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(one for one in known if one not in against), *new)))
