"""What a message about a place leaves open: the question that was asked last."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over.carrying import LEANING, carried, names, words_beside
from actions.questions.carry_over.told import told_values
from actions.questions.cues import (
    asks_for,
    contains,
    numerals,
    phrases,
    ranks,
    without_phrases,
    words_of_question,
)
from actions.questions.kinds import LOCATIONS, PLACES
from actions.questions.occupations import last_occupation
from actions.questions.question import Cue, Question, Rank
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_slots import OCCUPATION_SEARCH, SCALES, WITHIN_INDUSTRY
from actions.state import ConversationState
from actions.thresholds import OUTRANKS_CONVERSATION, UNDOUBTED_ANSWER
from knowledge.queries import facts
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.topics import has_topic
from knowledge.queries.wages import wages_by_area

INDUSTRY = "which industry pays"  # puts industries in an order
_HELD = frozenset({"hourly", "monthly"})  # what NLU marks as told by no source and the datasets hold


def asked_elsewhere(connection: Connection, question: Question) -> Question | None:
    """Ask the last question about an occupation of the datasets in another place: "Arizona?".

    Its words stay part of the question: "what do the best paid tenth earn?" is asked again. What is held
    of no place does not: "and after tax?" was answered already.
    """
    state, kinds = question.state, names(question)
    if question.intent != NAMED_ANEW or not kinds or not kinds <= PLACES:
        return None
    topic = state.topic
    if topic is None or topic in (OCCUPATION_SEARCH, *SCALES) or not has_topic(connection, key=topic):
        return None
    occupation = last_occupation(connection, state)
    if question.of("occupation") or occupation is None or occupation.code is None:
        return None
    kept = [(kind, value) for kind, value in state.mentions if kind not in PLACES]
    filled = carried(connection, question, [*kept, ("occupation", occupation.key)], topic=topic)
    untold = [one for one in state.hints if one[0] == "untold" and one[1] not in _HELD]
    cues = tuple(
        Cue(kind, value, origin="carried over") for kind, value in state.hints if (kind, value) not in untold
    )
    return replace(
        filled, cues=cues, text=question.text if untold else f"{state.question} {question.text}".strip()
    )


def asked_where_best(connection: Connection, question: Question) -> Question | None:
    """Ask where the occupation under discussion is paid best or worst: "which state is on top?"."""
    state, words = question.state, question.message.words
    named = question.of("occupation")
    occupation = named[0].occupation if named else last_occupation(connection, state)
    if question.message.is_payload or question.entities != tuple(named[:1]):
        return None
    if occupation is None or occupation.code is None or (named and question.intent not in LEANING):
        return None
    if (state.topic == OCCUPATION_SEARCH and not named) or not _ranks_places(question):
        return None
    before = state.question if _goes_on(question) else ""
    kind = "cities" if contains("asks_for_cities", f"{before} {words}") else "states"
    rank = Rank(lowest=contains("search_lowest", words))
    ranked = replace(question, rank=rank, text=f"{words} {kind}", item=None)
    counts = contains("counts_them", words) and not contains("search_by_pay", words)
    topic = "outlook" if counts else "salary"
    return carried(connection, ranked, [("occupation", occupation.key)], topic=topic)


def asked_in_best_place(connection: Connection, question: Question) -> Question | None:
    """Ask what is paid in the place that the last answer put first: "how much there?"."""
    state, words = question.state, question.message.words
    occupation = last_occupation(connection, state)
    before = state.question
    where = contains("asks_where_paid", before) or (ranks(before) and contains("names_places", before))
    asked = state.topic == "salary" and where
    if not asked or question.message.is_payload or occupation is None or question.entities:
        return None
    onet = onet_occupation_by_code(connection, code=occupation.code or "")
    points = contains("asks_of_that_place", words)
    if onet is None or not onet.wage_code or not points or _ranks_places(question):
        return None
    kind = "metro" if contains("asks_for_cities", state.question) else "state"
    rows = wages_by_area(connection, code=onet.wage_code, kind=kind)
    if not rows:
        return None
    first = rows[-1] if contains("search_lowest", state.question) else rows[0]
    taken = [("place", first.area.name), ("occupation", occupation.key)]
    topic = None if question.topic_is("outlook") else "salary"
    return carried(connection, replace(question, rank=None), taken, topic=topic)


def asked_in_ranked_place(connection: Connection, question: Question) -> Question | None:
    """Ask what is paid in the place of an order of places that is pointed at: "and the second one?"."""
    state, words = question.state, question.message.words
    occupation = last_occupation(connection, state)
    place = question.item_position
    if place is None and question.rank is not None and question.rank.position > 1:
        place = question.rank.position - 1
    asked = _last_asked_where(state)
    if asked is None or occupation is None or place is None or place < 0 or question.entities:
        return None
    if question.message.is_payload or not _points_at_rank(words):
        return None
    onet = onet_occupation_by_code(connection, code=occupation.code or "")
    kind = "metro" if contains("asks_for_cities", asked) else "state"
    rows = wages_by_area(connection, code=onet.wage_code, kind=kind) if onet and onet.wage_code else []
    ordered = rows[::-1] if contains("search_lowest", asked) else rows
    if place >= len(ordered):
        return None
    taken = [("place", ordered[place].area.name), ("occupation", occupation.key)]
    told = replace(question, rank=None, item=None, item_position=None, choice_position=None, points=False)
    return carried(connection, told, taken, topic="salary")


def asked_at_other_end(connection: Connection, question: Question) -> Question | None:
    """Ask for the other end of the order of industries that was told last: "and the worst?"."""
    state, words = question.state, question.message.words
    occupation = last_occupation(connection, state)
    ordered = state.topic in ("salary", "industries") and asks_for("industries", state.question)
    if not ordered or occupation is None or question.entities or question.message.is_payload:
        return None
    if state.of_articles:
        return None
    asked = set(words_of_question(words))
    ends = phrases("ends_of_an_order") | phrases("search_lowest")
    if not asked & ends or asked - ends - phrases("beside_a_place_in_order") - phrases("beside_where_best"):
        return None
    taken = [("occupation", occupation.key)]
    return carried(
        connection, replace(question, rank=None, item=None, text=f"{INDUSTRY} {words}"), taken, topic="salary"
    )


def _last_asked_where(state: ConversationState) -> str | None:
    """Return the last question for where the occupation is paid best, if only pay was asked for since."""
    asked = [(state.topic, state.question, state.occupations)]
    asked += [(one.topic, one.question, one.occupations) for one in reversed(state.earlier)]
    for topic, words, occupations in asked:
        if topic != "salary" or occupations != state.occupations:
            return None
        if contains("asks_where_paid", words):
            return words
    return None


def _points_at_rank(words: str) -> bool:
    """Return whether a message names a place of an order and says no more: "second best?"."""
    ordinals = numerals("ordinals").keys() | {"first", "1st"}
    said = set(words_of_question(without_phrases("superlatives_of_pay", words)))
    beside = phrases("beside_a_place_in_order") | phrases("beside_where_best") | {"best", "worst"}
    return bool(said & ordinals) and said <= ordinals | beside


def _ranks_places(question: Question) -> bool:
    """Return whether a message asks for the first or last of places, be it in one word: "states?"."""
    words = question.message.words
    alone = words_of_question(words) in (["states"], ["cities"])
    places = alone or contains("asks_where_paid", words) or _goes_on(question)
    orders = alone or ranks(words) or contains("ranks_places", words)
    beside = words_beside(question)
    for cue in ("counts_them", "asks_where_paid", "ranks_places", "superlatives_most", "superlatives_least"):
        beside = without_phrases(cue, beside)
    return places and orders and not set(beside.split()) - phrases("beside_where_best")


def _goes_on(question: Question) -> bool:
    """Return whether a message ranks, and the last question asked for the first or last of places."""
    state = question.state
    asked = state.topic == "salary" and contains("asks_where_paid", state.question)
    return asked and (ranks(question.message.words) or contains("ranks_places", question.message.words))


def there(connection: Connection, question: Question) -> Question | None:
    """Ask for the place, industry or company that was named last: "there", or the one that is pointed at."""
    if names(question) & LOCATIONS:
        return None
    says_there = words_of_question(question.message.text)[-1:] == ["there"]
    if says_there and (done := _done_there(connection, question)):
        return done
    if not says_there and not contains("in_one_of_them", question.message.words):
        return None
    last = _location_pointed_at(connection, question) or [
        (kind, value) for kind, value in question.state.mentions if kind in LOCATIONS
    ]
    if not last or (not says_there and len(last) > 1):
        return None
    if question.topic is None:  # "and in the second one?", behind what is done in another
        again = question.state.topic if question.state.topic in WITHIN_INDUSTRY.values() else None
        asked = replace(question, item=None, item_position=None)
        return carried(connection, asked, last, topic=again) if again else None
    filled = replace(carried(connection, question, last), item=None)
    topic = WITHIN_INDUSTRY.get(question.topic.value) if last[0][0] == "industry" else None
    return filled.about(topic) if topic and question.confidence < OUTRANKS_CONVERSATION else filled


def _done_there(connection: Connection, question: Question) -> Question | None:
    """Ask what is done in the industry that was told last: "what do they do there?"."""
    told = [one for one in told_values(connection, question.state)[-1:] if one[0] == "industry"]
    unclear = question.topic is None or question.confidence < UNDOUBTED_ANSWER
    if not told or not unclear or not contains("asks_what_is_done", question.message.words):
        return None
    return carried(connection, replace(question, item=None), told, topic="applications")


def _location_pointed_at(connection: Connection, question: Question) -> list[tuple[str, str]]:
    """Return the place, industry or company that "the second one" is, of those named or shown last."""
    position, item = question.item_position, question.item
    named = [(kind, value) for kind, value in question.state.mentions if kind in LOCATIONS]
    if position is None:
        return []
    if 0 <= position < len(named) and len(named) > 1:
        return [named[position]]
    if item is None or item.kind != "figure":
        return []
    for key in question.state.occupations[-1:]:
        for figure in facts.figures(connection, occupation=key):
            if figure.key == item.key and figure.entity and figure.entity.kind in LOCATIONS:
                return [(figure.entity.kind, figure.entity.key)]
    return []


def at_last_company(connection: Connection, question: Question) -> Question | None:
    """Ask for what the company pays that was named last: "what do they pay?"."""
    companies = [one for one in question.state.mentions if one[0] == "company"]
    asks = question.topic_is("salary") and contains("asks_what_they_pay", question.message.words)
    if not companies or not asks or question.entities:
        return None
    return carried(connection, question, companies)
