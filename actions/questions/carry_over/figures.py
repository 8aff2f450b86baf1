"""What a message leaves open that asks for one of the published figures of an occupation."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.no_answer.refusals import refusals
from actions.questions.carry_over.carrying import LEANING, carried, names, says_only
from actions.questions.cues import (
    contains,
    phrases,
    says_no_more_than,
    without_names,
    without_phrases,
    words_of_question,
)
from actions.questions.kinds import PLACES
from actions.questions.occupations import last_occupation
from actions.questions.question import Question
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE, OCCUPATION_SEARCH
from actions.questions.wording import asks_for_openings
from actions.questions.workers_counted import counts_those
from actions.state import REMEMBERED_CHARACTERS
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.records import Occupation

# Intents of messages that ask where people go from an occupation.
_TAKEN_FOR_LATER = frozenset({*LEANING, "career_path", "outlook", "unanswered_career_question", "difference"})
FEW_WORDS = 7  # of a message that asks for another part of the last pay
# Topics whose answers tell no amount of money.
WITHOUT_AMOUNTS = frozenset(
    {"definition", "duties", "job_titles", "interests", "related_occupations", "outlook"}
)
# What is asked for of the outlook other than the growth.
_COUNTS = ("asks_for_openings", "asks_how_many_work", "self_employed", "asks_how_many_more")
# Topics behind which "how many are there" counts the workers.
_OF_WORKERS = frozenset({"definition", "duties", "salary", "outlook", "education", "suitability"})
PARTS_OF_PAY = ("lowest_tenth", "highest_tenth", "lower_quarter", "upper_quarter", "mean_pay")


def asked_for_openings(connection: Connection, question: Question) -> Question | None:
    """Ask for the openings a year of an occupation of the datasets: "openings for the carpenter?".

    Who is hiring at the moment, and how hard it is to find a job, is another question.
    """
    words = question.message.words
    if not asks_for_openings(words) or contains("asks_of_this_moment", words):
        return None
    counts = contains("asks_for_number", words) or contains("for_each_year", words)
    if question.intent in refusals() and not counts:
        return None
    asked = _about_outlook(connection, question)
    return asked and without_places(asked, words)


def without_places(question: Question, words: str) -> Question:
    """Return a question without places where it is put for the whole country, which places are part of."""
    if not contains("the_whole_country", words):
        return question
    return replace(question, entities=tuple(one for one in question.entities if one.kind not in PLACES))


def asked_for_self_employed(connection: Connection, question: Question) -> Question | None:
    """Ask how many of an occupation work for themselves: "how many of them are self-employed?"."""
    words = question.message.words
    if not contains("self_employed", words) or contains("search_by_pay", words):
        return None
    return _about_outlook(connection, question)


def asked_if_it_grows(connection: Connection, question: Question) -> Question | None:
    """Ask whether an occupation grows, be it one that the message names: "do tellers go down as well?".

    After pay it is the pay that goes up.
    """
    words, state = question.message.words, question.state
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if sure or not contains("goes_up_or_down", words) or names(question) or question.message.is_payload:
        return None
    if question.topic_is(OCCUPATION_SEARCH):
        return None
    if state.topic == "salary" and not question.of("occupation"):
        return carried(connection, question, [], topic="salary")
    return _about_outlook(connection, question)


def asked_for_related(connection: Connection, question: Question) -> Question | None:
    """Ask for what is near the last occupation, or where people go from it: "what is similar to it?"."""
    words, named = question.message.words, [one.occupation for one in question.of("occupation")]
    later = contains("asks_what_comes_later", words) and question.intent in _TAKEN_FOR_LATER
    similar = contains("asks_for_related", words) and not (contains("search_more", words) or named)
    if question.message.is_payload or not (later or similar) or names(question) or len(named) > 1:
        return None
    occupation = named[0] if named else _discussed(connection, question)
    if occupation is None or not occupation.code or (similar and question.state.topic == OCCUPATION_SEARCH):
        return None
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if sure and question.topic_key not in ("related_occupations", "career_path", CAREER_CHANGE):
        return None
    return carried(connection, question, [("occupation", occupation.key)], topic="related_occupations")


def part_of_last_pay(connection: Connection, question: Question) -> Question | None:
    """Ask the last question about pay for another part of it: "the best paid ones there?"."""
    state, words = question.state, question.message.words
    occupation = _discussed(connection, question)
    if state.topic != "salary" or question.entities or occupation is None or question.message.is_payload:
        return None
    few = len(words_of_question(words)) <= FEW_WORDS
    asks = any(contains(f"asks_for_{part}", words) for part in (*PARTS_OF_PAY, "the_range"))
    placed = contains("asks_where_paid", state.question) or contains("names_places", state.question)
    alone = any(says_no_more_than(one, words) for one in ("the_bottom", "the_highest"))
    asks = asks or (alone and not placed)  # "lowest?", behind "which state pays most?", is a state
    if not few or not asks or contains("names_occupations", words) or contains("asks_where_paid", words):
        return None
    if (
        question.topic is not None
        and question.confidence >= UNDOUBTED_ANSWER
        and not question.topic_is("salary")
    ):
        return None
    nation = contains("the_whole_country", words)
    left = {"level", *(PLACES if nation else ())}  # "top earners", behind "entry level"
    kept = [one for one in state.mentions if one[0] not in left]
    return carried(connection, question, [*kept, ("occupation", occupation.key)], topic="salary")


def pay_of_another_year(connection: Connection, question: Question) -> Question | None:
    """Ask for the pay in a year that is named, behind pay: "and what will it be in 2031?".

    How many will work in it, and how it will grow, is another question.
    """
    state, words = question.state, question.message.words
    occupation = _discussed(connection, question)
    if state.topic != "salary" or occupation is None or question.message.is_payload:
        return None
    ahead = contains("asks_of_the_future", words)
    if not names(question) <= {"year"} or not (names(question) or ahead) or question.of("occupation"):
        return None
    words = without_phrases("asks_of_the_future", words)
    others = ("asks_how_many_work", "asks_for_openings", "search_by_growth", "search_by_employment")
    if any(contains(cue, words) for cue in (*others, "asks_for_number")):
        return None
    words = without_names(words, (one.typed for one in question.of("year")))
    beside = without_phrases("search_by_pay", words).split()
    if set(beside) - phrases("beside_a_value"):
        return None
    return carried(connection, question, [("occupation", occupation.key)], topic="salary")


def counted_there(connection: Connection, question: Question) -> Question | None:
    """Ask how many of the last occupation work in a place, or at all: "how many of those work in Ohio?"."""
    words = question.message.words
    occupation = _discussed(connection, question)
    if occupation is None or question.of("occupation") or not names(question) <= set(PLACES):
        return None
    words = without_names(words, (one.typed for one in question.of(*PLACES)))
    if question.state.topic == OCCUPATION_SEARCH or not counts_those(words):
        return None
    asked = replace(question, rank=None, item=None)
    return carried(connection, asked, [("occupation", occupation.key)], topic="outlook")


def years_of_last_outlook(connection: Connection, question: Question) -> Question | None:
    """Ask the last question about growth again, for the years that it is of: "by which year is that?"."""
    state, words = question.state, question.message.words
    occupation = _discussed(connection, question)
    grows = state.topic == "comparison" and contains("search_by_growth", state.question)
    if not (grows or state.topic == "outlook") or occupation is None:
        return None
    if question.entities or question.message.is_payload:
        return None
    beside = set(without_phrases("asks_for_the_years", words).split())
    if not contains("asks_for_the_years", words) or beside - phrases("beside_a_value"):
        return None
    compared = [("occupation", key) for kind, key in state.mentions if kind == "occupation"]
    taken = [*(("occupation", key) for key in state.occupations), *compared]
    return with_count_asked_for(carried(connection, question, taken, topic="outlook"))


def with_count_asked_for(question: Question) -> Question:
    """Return what goes on with the outlook with the words by which openings or people were counted last.

    "And cashiers?", behind "how many nurses are there?", counts them and tells no growth.
    """
    asked = question.state.question
    counts = any(contains(cue, asked) for cue in _COUNTS)
    anew = any(contains(cue, question.text) for cue in (*_COUNTS, "search_by_growth", "search_by_pay"))
    if not question.topic_is("outlook") or question.state.topic != "outlook" or not counts or anew:
        return question
    return replace(question, text=f"{asked} {question.text}".strip()[-REMEMBERED_CHARACTERS:])


def asked_how_much(connection: Connection, question: Question) -> Question | None:
    """Ask for the pay of an occupation of which no amount was told yet, or for its growth: "how much?"."""
    occupation = _discussed(connection, question)
    if question.state.topic not in WITHOUT_AMOUNTS or question.entities or question.message.is_payload:
        return None
    grows = question.state.topic == "outlook"  # and "how much?" asks by how much
    rest = set(without_phrases("asks_in_percent", question.message.words).split())
    percent = (
        grows and contains("asks_in_percent", question.message.words) and rest <= phrases("beside_a_gap")
    )
    if occupation is None or not (percent or says_only(question, "how_much_alone")):
        return None
    topic = "outlook" if grows else "salary"
    return carried(connection, question, [("occupation", occupation.key)], topic=topic)


def asked_how_many_there_are(connection: Connection, question: Question) -> Question | None:
    """Ask how many work in the occupation of the articles that was told of: "how many are there".

    Behind a list of things, such as certificates, these are counted.
    """
    state = question.state
    clear = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if clear or state.topic not in _OF_WORKERS or not state.of_articles or question.message.is_payload:
        return None
    if not state.occupations or question.entities or not says_only(question, "counts_the_workers"):
        return None
    return carried(connection, question, [("occupation", state.last_occupation)], topic="outlook")


def asked_by_the_hour(connection: Connection, question: Question) -> Question | None:
    """Ask for the pay by the hour of the last occupation, and say no more: "per hour?"."""
    words, occupation = question.message.words, _discussed(connection, question)
    if occupation is None or names(question) - PLACES or question.message.is_payload:
        return None
    if question.state.topic == OCCUPATION_SEARCH or not contains("asks_by_the_hour", words):
        return None
    if question.of("occupation") or set(without_phrases("asks_by_the_hour", words).split()) - phrases(
        "beside_an_hour"
    ):
        return None
    places = [one for one in question.state.mentions if one[0] in PLACES]
    kept = places if len(places) > 1 and not question.of(*PLACES) else []
    return carried(connection, question, [("occupation", occupation.key), *kept], topic="salary")


def asked_by_words(connection: Connection, question: Question) -> Question | None:
    """Ask for what no more than a few words ask for of the last occupation: "does it grow?"."""
    words, occupation = question.message.words, _discussed(connection, question)
    clear = question.confidence >= UNDOUBTED_ANSWER or question.topic is not None
    if clear or question.entities or occupation is None or question.message.is_payload:
        return None
    if question.state.topic in (OCCUPATION_SEARCH, *ADVICE_TOPICS) or contains("asks_of_this_moment", words):
        return None
    for cue, topic in LIKELY_TOPICS_OF_CUES:
        rest = set(without_phrases(cue, words).split())
        if contains(cue, words) and not rest - phrases("beside_a_fragment"):
            return carried(connection, question, [("occupation", occupation.key)], topic=topic)
    return None


def _about_outlook(connection: Connection, question: Question) -> Question | None:
    """Return a question as one about the outlook of one occupation of the datasets; None without one."""
    named = [one.occupation for one in question.of("occupation")]
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if sure and question.topic_key not in ("outlook", OCCUPATION_SEARCH):
        return None
    if len(named) > 1 or (not named and question.topic_is(OCCUPATION_SEARCH)) or question.message.is_payload:
        return None
    occupation = named[0] if named else _discussed(connection, question)
    if occupation is None or occupation.code is None or question.topic_is("comparison"):
        return None
    return carried(connection, question, [("occupation", occupation.key)], topic="outlook")


def _discussed(connection: Connection, question: Question) -> Occupation | None:
    """Return the occupation of the datasets under discussion."""
    found = last_occupation(connection, question.state)
    return found if found and found.code else None
