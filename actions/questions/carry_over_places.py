"""What a message about a place leaves open: the question that was asked last."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carrying import LEANING, carried, names, words_beside
from actions.questions.cues import contains, phrases, without_phrases, words_of_question
from actions.questions.kinds import PLACES
from actions.questions.occupations import last_occupation
from actions.questions.question import Cue, Question, Rank
from actions.questions.search_intent import NAMED_ANEW, ranks
from actions.questions.topic_slots import OCCUPATION_SEARCH, SCALES
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.topics import has_topic
from knowledge.queries.wages import wages_by_area


def asked_elsewhere(connection: Connection, question: Question) -> Question | None:
    """Ask the last question about an occupation of the datasets in another place: "Arizona?".

    Its words stay part of the question: "what do the best paid tenth earn?" is asked again.
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
    cues = tuple(Cue(kind, value, origin="carried over") for kind, value in state.hints)
    return replace(filled, cues=cues, text=f"{state.question} {question.text}".strip())


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
    return carried(connection, ranked, [("occupation", occupation.key)], topic="salary")


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


def _ranks_places(question: Question) -> bool:
    """Return whether a message asks for the first or last of places, be it in one word: "states?"."""
    words = question.message.words
    alone = words_of_question(words) in (["states"], ["cities"])
    places = alone or contains("asks_where_paid", words) or _goes_on(question)
    orders = alone or ranks(words) or contains("ranks_places", words)
    beside = words_beside(question)
    for cue in ("asks_where_paid", "ranks_places", "superlatives_most", "superlatives_least"):
        beside = without_phrases(cue, beside)
    return places and orders and not set(beside.split()) - phrases("beside_where_best")


def _goes_on(question: Question) -> bool:
    """Return whether a message ranks, and the last question asked for the first or last of places."""
    state = question.state
    asked = state.topic == "salary" and contains("asks_where_paid", state.question)
    return asked and ranks(question.message.words)
