"""An offer of pay that somebody told of, and goes on about: "so they're lowballing me?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.notes import OFFER
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.datasets.base import pay, where_of
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.kinds import PLACES
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.places.place_alone import last_place
from actions.questions.question import Question
from actions.questions.reader import said_in, settle
from actions.questions.wording import quantity_of
from actions.state import ConversationState
from actions.topic_answers import answer_topic
from knowledge.models import NATION
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.wages import find_areas, wage_in

SALARY = "salary"
_LEAST_YEAR = 1_000  # dollars: a smaller amount is pay by the hour


def pay_offered(connection: Connection, question: Question) -> Reply | None:
    """Hold the offer that was told before against what an occupation pays; None where nobody asks of it."""
    state, words = question.state, question.message.words
    offer = next((value for kind, value in reversed(state.notes) if kind == OFFER), None)
    named = question.message.named_kinds() & {"occupation", "company", *PLACES}
    if question.message.is_payload or offer is None or named or not state.last_occupation:
        return None
    counters = contains("asks_what_to_counter", words)
    if not (counters or contains("says_offer_is_low", words) or _asks_of_last(state, words, offer)):
        return None
    asked = _of_pay(connection, state, offer)
    reply = answer_topic(connection, asked)
    if reply.answer.outcome not in ("answered", "partial"):
        return None
    says = _middle_half(connection, asked, offer) if counters else message("pay_offered.low")
    blocks = (TextBlock(says), *reply.answer.blocks) if says else reply.answer.blocks
    return replace(reply, answer=replace(reply.answer, blocks=blocks))


def _asks_of_last(state: ConversationState, words: str, offer: str) -> bool:
    """Return whether "is that low?" follows the answer to the offer itself, and so asks of it."""
    of_offer = state.topic is None or (state.topic == SALARY and offer in " ".join(state.question.split()))
    return of_offer and contains("asks_if_that_is_low", words)


def _of_pay(connection: Connection, state: ConversationState, offer: str) -> Question:
    """Return the question on the pay of the last occupation, where somebody is, with the offer in it."""
    place = last_place(state)
    own = state.person.place
    places = [place] if place else [ParsedEntity("place", own, own)] if own else []
    entities = (ParsedEntity("occupation", state.last_occupation, state.last_occupation), *places)
    return settle(connection, said_in(connection, UserMessage(f"{offer}?", SALARY, entities), state))


def _middle_half(connection: Connection, asked: Question, offer: str) -> str:
    """Return what the middle half are paid, by the hour or the year as the offer is; empty if not held."""
    occupation = get_occupation(connection, key=asked.state.last_occupation)
    onet = (
        onet_occupation_by_code(connection, code=occupation.code) if occupation and occupation.code else None
    )
    quantity = quantity_of(offer)
    if occupation is None or onet is None or quantity is None:
        return ""
    place = next((one.value for one in asked.of(*PLACES)), "")
    areas = find_areas(connection, name=str(place)) if place else []
    code = areas[0].code if areas else NATION
    row = wage_in(connection, code=onet.wage_code, area_code=code) or wage_in(connection, code=onet.wage_code)
    period = "annual" if quantity.value >= _LEAST_YEAR else "hourly"
    low, high = (pay(row, name, period) if row else None for name in ("p25", "p75"))
    if row is None or low is None or high is None:
        return ""
    return message(
        "pay_offered.counter",
        occupations=occupation.plural,
        place=where_of(row),
        low=low,
        high=message(f"data.{period}", value=high),
    )
