"""Steps of the policy that ask what somebody does, of whom is asked what depends on it."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.advice.asked import asks
from actions.composition.compose import Reply
from actions.composition.ways_on import spoken_of
from actions.follow_ups.choices import lost
from actions.no_answer.unanswered import ask_back
from actions.questions.carry_over import shown
from actions.questions.cues import contains, words_of_cues
from actions.questions.message import FALLBACK
from actions.questions.question import Question
from actions.questions.search_intent import COMPARISON
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.questions.topic_slots import CAREER_FIT, OCCUPATION_SEARCH
from actions.thresholds import LIKELY_INTENTS, PART_IS_A_QUESTION
from actions.which_occupation.nearest_occupations import nearest_to_question
from knowledge.queries.fact_ranking import words_of_no_fact
from knowledge.queries.occupations import featured_occupation
from knowledge.queries.titles import words_of_titles

# Topics on which it matters what exactly somebody does; skills may be asked for "my job" in general.
DEPENDS_ON_OCCUPATION = frozenset(
    {"salary", "outlook", "industries", "related_occupations", "job_titles", "career_change", "skill_gap"}
)
_MEASURES = ("search_by_pay", "search_by_openings", "asks_for_openings", "counts_jobs")
_OF_THE_ADVISOR = ("names_the_advisor", "names_the_sources", "asks_what_you_use")
OF_AN_OCCUPATION = DEPENDS_ON_OCCUPATION | {"duties", "education", "experience", "skills", "tools"}


def whose_occupation(connection: Connection, question: Question) -> Reply | None:
    """Ask what somebody's occupation is, of whom is asked and it was not said: "my uncle … his pay?"."""
    text = question.message.text
    whose = contains("relations", text) or (not question.state.title and not question.message.is_payload)
    of_somebody = whose and contains("asks_of_somebody", text)
    if not of_somebody or question.of("occupation") or contains("names_the_field", text):
        return None
    return lost(connection, question, "whose") if question.topic else None


def occupation_not_recognised(connection: Connection, question: Question) -> Reply | None:
    """Ask for the occupation where a conversation has named none that was recognised, and a turn has failed.

    The same of one who told of themselves, and no occupation, and asks what they would earn.

    Who asks "what do sewage plant people do?" and then "pay?" does not ask about whom the articles are about.
    """
    state, message = question.state, question.message
    if _compares_unnamed(question):
        return lost(connection, question, "which_two")
    if _ranks_none_shown(question):
        return lost(connection, question, "which_ones")
    if _asks_of_own_aim(question) or _asks_of_none_listed(question):
        return lost(connection, question, "whose")
    named = state.occupations or state.title or question.of("occupation") or question.person.occupation
    if not state.misses or named or message.is_payload or contains("names_the_field", message.text):
        return None
    topic = question.topic.value if question.topic else ""
    offered = any(choice.startswith(f"/{topic}") for choice in state.choices)
    return lost(connection, question, "whose") if topic in OF_AN_OCCUPATION and not offered else None


def _compares_unnamed(question: Question) -> bool:
    """Return whether a message compares two that were not recognised: "which one has more jobs?".

    Behind "crime lab or private eye?", of which no two are known, it is not about whom the articles compare.
    """
    state, message = question.state, question.message
    known = question.of("occupation") or question.item is not None or len(state.occupations) > 1
    if message.is_payload or known or not question.topic_is(COMPARISON):
        return False
    featured = any(not one[:1].isdigit() for one in state.occupations) or contains(
        "names_the_field", message.words
    )
    of_default = all(one.origin == "default" for one in question.occupations)
    return not featured and of_default and contains("which_one_of_two", message.words)


def _ranks_none_shown(question: Question) -> bool:
    """Return whether a message asks for the first of some, and none were shown that it could mean.

    "Which one pays the most?" asks for no ranking of all occupations.
    """
    message, topic = question.message, question.topic
    over_all = topic is not None and topic.value == OCCUPATION_SEARCH and topic.origin == "said"
    orders = (*_MEASURES, "search_by_growth", "asks_for_the_quickest")
    unclear = message.intent == FALLBACK or question.confidence < PART_IS_A_QUESTION
    unclear = unclear and any(contains(cue, message.words) for cue in orders)
    if message.is_payload or question.of("occupation") or not (over_all or unclear):
        return False
    if shown.listed(question.state) or message.named_kinds() - {"degree"}:
        return False
    return shown.ranks_shown(message.words) and shown.points_back(message.words)


def _asks_of_none_listed(question: Question) -> bool:
    """Return whether a message asks of an occupation behind a list of what fits, and points at none of it.

    "How far can the pay go?" means one of the list then, and not whom the articles are about.
    """
    state, words = question.state, question.message.words
    named = question.of("occupation") or state.occupations or question.item is not None
    if state.topic != CAREER_FIT or not state.items or named or question.message.is_payload:
        return False
    asks_of_one = question.topic is not None and question.topic.value in OF_AN_OCCUPATION | {"definition"}
    of_default = all(one.origin == "default" for one in question.occupations)
    return asks_of_one and of_default and not contains("names_the_field", words)


def _asks_of_own_aim(question: Question) -> bool:
    """Return whether somebody who told of themselves asks what they would get, and no occupation was named.

    "What would I earn here?" of one who studied chemistry asks nothing about whom the articles are about.
    """
    state, words = question.state, question.message.words
    named = state.occupations or state.title or question.of("occupation") or question.person.last_work
    if named or not question.person or question.message.is_payload or state.topic or state.items:
        return False
    if contains("names_the_field", words) or contains("asks_of_own_work", words) or question.topic is None:
        return False
    of_oneself = any(contains(cue, words) for cue in ("says_here", "says_own_state", "first_person"))
    if question.topic.value == "education":
        return asks("gets_in", words)
    return of_oneself and question.topic.value in ("salary", "outlook")


def occupation_in_unknown_words(connection: Connection, question: Question) -> Reply | None:
    """Ask for the occupation where a first question has words that belong to titles, and none is recognised.

    "I could do lashes. Hourly pay?" is not about whom the articles are about: no fact has such a word.
    """
    message, state = question.message, question.state
    known = state.occupations or state.title or question.of("occupation") or question.person.last_work
    if known or state.topic or message.is_payload or contains("names_the_field", message.words):
        return None
    if any(contains(cue, message.words) for cue in _OF_THE_ADVISOR):
        return None  # "which docs do you use?"
    measured = question.topic is not None and question.topic.value in DEPENDS_ON_OCCUPATION
    if not measured and not any(contains(cue, message.words) for cue in _MEASURES):
        return None  # "can dogs eat grapes?", "clod platforms to nkow"
    likely = (question.topic.value,) if question.topic else message.ranking[:LIKELY_INTENTS]
    of_default = all(one.origin == "default" for one in question.occupations)
    if not set(likely) & OF_AN_OCCUPATION or not of_default or contains("asks_of_the_featured", message.text):
        return None
    if not _unknown_words(connection, question) or nearest_to_question(connection, question):
        return None  # which is answered about the nearest, with the doubt
    return lost(connection, question, "whose")


def _unknown_words(connection: Connection, question: Question) -> frozenset[str]:
    """Return the words of titles in a message that nothing else of it explains."""
    featured = featured_occupation(connection)
    words = question.message.words
    for one in question.entities:
        words = f" {words} ".replace(f" {one.typed} ", " ")
    unknown = words_of_no_fact(connection, occupation=featured.key, text=words)
    plain = words_of_cues()
    left = tuple(dict.fromkeys(one for one in unknown if one not in plain and one.isalpha()))
    return words_of_titles(connection, words=left) if left else frozenset()


def own_occupation(connection: Connection, question: Question) -> Reply | None:
    """Ask what somebody does who told of themselves, but not that, and asks about "my job"."""
    known = question.person.occupation or question.state.occupations or question.of("occupation")
    if known or not question.person or not contains("asks_of_own_work", question.message.words):
        return None
    depends = question.topic is not None and question.topic.value in DEPENDS_ON_OCCUPATION
    return lost(connection, question, "own") if depends else None


def remark(connection: Connection, question: Question) -> Reply | None:
    """Ask back where a first message is hardly understood, and says something rather than asks it.

    "The person I work for is mean" is not about whom the articles describe.
    """
    words, state = question.message.words, question.state
    unclear = question.topic is not None and question.confidence < PART_IS_A_QUESTION
    begun = state.topic or state.occupations or question.person or question.message.is_payload
    if begun or not unclear or question.form != "statement" or question.entities:
        return None
    asks = "?" in words or any(contains(cue, words) for cue in ("wh_words", "wh_adverbs", "wants_to_hear"))
    asks = asks or any(contains(cue, words) for cue, _topic in ALL_TOPICS_OF_CUES)
    tells = contains("first_person", words) and not asks
    elsewhere = spoken_of(connection, state, question) is None
    return ask_back(connection, question) if tells and elsewhere else None
