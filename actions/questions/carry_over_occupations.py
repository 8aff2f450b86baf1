"""What a message about occupations that were named before leaves open."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carrying import LEANING, carried
from actions.questions.cues import contains
from actions.questions.question import Question, Slot
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.occupations import featured_occupation, get_occupation

# The topics under which occupations are compared again, by the cue that asks for them.
COMPARED_BY = (
    ("search_by_growth", "outlook"),
    ("search_by_pay", "salary"),
    ("asks_for_education", "education"),
)


def compared_again(connection: Connection, question: Question) -> Question | None:
    """Ask something else of the occupations that were compared last: "and which grows faster?"."""
    words = question.message.words
    if question.of("occupation"):
        return None
    compared = last_compared(question)
    topic = _topic_of_comparison(question, words) if compared else None
    if topic is None:
        return None
    return carried(connection, question, [("occupation", key) for key in compared], topic=topic)


def added_to_compared(connection: Connection, question: Question) -> Question | None:
    """Compare the occupations that were compared last with one more: "add waiters"."""
    if not question.of("occupation") or not contains("adds_to_compared", question.message.words):
        return None
    compared = last_compared(question)
    topic = question.state.topic
    if not compared or topic is None or question.intent not in LEANING:
        return None
    return carried(connection, question, [("occupation", key) for key in compared], topic=topic)


def last_compared(question: Question) -> list[str]:
    """Return the occupations that were compared last, or asked about one after the other; none if one only.

    Two that were asked about one after the other are compared only where the message asks for that.
    """
    state, words = question.state, question.message.words
    mentioned = [value for kind, value in state.mentions if kind == "occupation"]
    compared = list(dict.fromkeys((*state.occupations[:1], *mentioned, *state.occupations[1:])))
    one_of_two = contains("one_of_two", words) and contains("search_more", words)
    if len(compared) < 2 and (contains("points_at_two", words) or one_of_two):
        before = [key for past in state.earlier[-1:] for key in past.occupations[-1:]]
        compared = list(dict.fromkeys((*before, *state.occupations[-1:])))
    return compared if len(compared) > 1 else []


def _topic_of_comparison(question: Question, words: str) -> str | None:
    """Return the topic under which occupations are compared again; None if that is not asked for."""
    which, each = contains("asks_which_of_them", words), contains("asks_of_each", words)
    by_words = next((name for cue, name in COMPARED_BY if contains(cue, words)), None) if which else None
    if by_words or question.topic is None:
        return by_words
    picks = contains("one_of_two", words) and contains("search_more", words)
    sure = question.confidence >= (PART_IS_A_QUESTION if each else UNDOUBTED_ANSWER)
    asked = (each or picks) and sure and question.topic.value not in ("comparison", OCCUPATION_SEARCH)
    return question.topic.value if asked else None


def compared_with_them(connection: Connection, question: Question) -> Question | None:
    """Compare the occupation that the message names with the one under discussion: "more than them?"."""
    named = [one.occupation for one in question.of("occupation") if one.occupation]
    discussed = question.state.occupations[-1:]
    words = question.message.words
    if len(named) != 1 or not contains("than_them", words) or not discussed or named[0].key in discussed:
        return None
    topic = next((name for cue, name in COMPARED_BY if contains(cue, words)), "comparison")
    return carried(connection, question, [("occupation", key) for key in discussed], topic=topic)


def compared_with_last(connection: Connection, question: Question) -> Question | None:
    """Compare with the occupation that was discussed last: "how does that differ?"."""
    if question.intent != "difference":
        return None
    if _points_at_two_things(connection, question):
        return replace(question, topic=None)
    about = replace(question, topic=Slot("comparison", "said", question.confidence))
    if question.of("occupation"):
        return about
    if compared := last_compared(question):
        return carried(connection, about, [("occupation", key) for key in compared])
    featured = featured_occupation(connection)
    for key in reversed(question.state.occupations):
        other = get_occupation(connection, key=key)
        if other and other != featured:
            return carried(connection, about, [("occupation", key)])
    return about


def _points_at_two_things(connection: Connection, question: Question) -> bool:
    """Return whether "which of the two is better?" is about two things, as no occupations were compared."""
    state = question.state
    return (
        (contains("points_at_two", question.message.words) or contains("one_of_two", question.message.words))
        and state.topic not in (None, "comparison")
        and state.occupations == (featured_occupation(connection).key,)
        and not question.of("occupation")
        and not any(kind == "occupation" for kind, _key in state.mentions)
    )
