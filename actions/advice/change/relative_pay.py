"""The pay that "something that pays better" is held against: of one's own work, or of what was told last."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.bounds import pay_now
from actions.about_you.notes import PAY
from actions.about_you.reader import own_titles
from actions.about_you.told import plain_text
from actions.advice.asked import asks
from actions.datasets.base import best_pay
from actions.person import Person
from actions.questions.cues import asking, contains, is_yes_no
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT
from actions.questions.wording import quantity_of
from knowledge.models import NATION
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.wages import find_areas, median_of, wage_in

LEAST_PAY = 1_000  # dollars: a smaller number is an age or years
ABOUT_AS_MUCH = 0.9  # of one's own pay, for who wants "about the same"
_HUNDREDS = 2  # digits that are rounded away


def pays_more(question: Question) -> bool:
    """Return whether a message asks for work that pays more, and names no amount and no occupation."""
    amount = question.quantity
    named = _names_another(question) or (amount is not None and amount.value >= LEAST_PAY)
    return not named and contains("pays_more_than_own", question.message.words)


def pays_as_much(question: Question) -> bool:
    """Return whether a message asks for work that pays no less than the person's own, and names no other."""
    words = question.message.words
    return not _names_another(question) and (contains("pays_as_own", words) or asks("keeps_pay", words))


def _names_another(question: Question) -> bool:
    """Return whether a message names an occupation that is not the person's own."""
    own = own_titles(question.message)
    return any(one.typed not in own and one.origin == "said" for one in question.of("occupation"))


def asks_for_like_work(question: Question) -> bool:
    """Return whether what is like one's own work, but better paid, is asked for."""
    known = question.person.occupation or question.person.former
    words = question.message.words
    looks = (
        contains("search_like", words)
        or _wants_to_keep(question)
        or contains("looks_for_work", words)
        or _than_the_list(question)
    )
    return bool(known) and looks and (pays_more(question) or pays_as_much(question))


def _wants_to_keep(question: Question) -> bool:
    """Return whether a message wants the pay to stay as it is, and asks nothing else."""
    words = question.message.words
    return asks("keeps_pay", words) and not (is_yes_no(asking(words)) or question.topic_is("comparison"))


def with_relative_pay(connection: Connection, question: Question) -> Question:
    """Return a question whose person wants at least the pay that they compare with."""
    if pays_as_much(question):
        pay = _told_pay(question) or _pay(connection, question)
        if pay and asks("keeps_pay_roughly", question.message.words):
            pay = round(ABOUT_AS_MUCH * pay, -_HUNDREDS)
    elif pays_more(question):
        told = (
            None if contains("than_them", question.message.words) else pay_now(plain_text(question.message))
        )
        pay = told or _pay(connection, question)
    else:
        return question
    person = replace(question.person, pay=pay) if pay else question.person
    return replace(question, state=replace(question.state, person=person))


def with_pay_of_own(connection: Connection, question: Question) -> Question:
    """Return a question whose person wants at least the pay of their own occupation."""
    pay = _pay(connection, question)
    person = replace(question.person, pay=max(pay, question.person.pay or 0.0)) if pay else question.person
    return replace(question, state=replace(question.state, person=person))


def _told_pay(question: Question) -> float | None:
    """Return the pay that somebody tells to have, in this message or before: "keep my 65k"."""
    if pay := pay_now(plain_text(question.message)):
        return pay
    told = [value for kind, value in question.state.notes if kind == PAY]
    noted = [quantity_of(one) for one in told]
    if asks("keeps_pay", question.message.words):
        noted += [question.quantity]
    amounts = [one.value for one in noted if one is not None and one.value >= LEAST_PAY]
    return amounts[-1] if amounts else None


def _pay(connection: Connection, question: Question) -> float | None:
    """Return the pay that is compared with: of the occupation that is meant, or the best of the list."""
    person, than_last = question.person, contains("than_them", question.message.words)
    if _than_the_list(question):
        paid = (_median(connection, person, one.key) for one in question.state.items)
        return max((pay for pay in paid if pay), default=None)
    keys = [*question.state.occupations[-1:]] if than_last else []
    keys += [person.occupation, *reversed(person.former)]
    return next(
        (_median(connection, person, key) for key in keys if get_occupation(connection, key=key)), None
    )


def _than_the_list(question: Question) -> bool:
    """Return whether the occupations of the last list of what fits are compared with."""
    return question.state.topic == CAREER_FIT and contains("than_them", question.message.words)


def _median(connection: Connection, person: Person, key: str) -> float | None:
    """Return the median by the year of an occupation; of the person's place if it has one."""
    occupation = get_occupation(connection, key=key)
    code = occupation.code if occupation else None
    onet = onet_occupation_by_code(connection, code=code) if code else None
    if onet is None:
        return None
    wages = (wage_in(connection, code=onet.wage_code, area_code=area) for area in _areas(connection, person))
    return next((pay for one in wages if one and best_pay(one) and (pay := median_of(one))), None)


def _areas(connection: Connection, person: Person) -> list[str]:
    found = find_areas(connection, name=person.place)[:1] if person.place else []
    return [*(one.code for one in found), NATION]
