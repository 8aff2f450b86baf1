"""Whether the last figure of an occupation is much or little: "is that a lot?", "is that fast?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carrying import carried
from actions.questions.cues import contains, phrases, without_phrases
from actions.questions.kinds import PLACES
from actions.questions.occupations import last_occupation
from actions.questions.question import AGAINST_ALL, Cue, Question

SALARY, OUTLOOK = "salary", "outlook"
# Last questions on these topics that told something else than the median or the growth.
_TOLD_OTHERWISE = {
    SALARY: ("asks_where_paid", "asks_for_industries"),
    OUTLOOK: ("asks_for_openings", "asks_how_many_work", "self_employed", "counts_them"),
}


def judged_against_all(connection: Connection, question: Question) -> Question | None:
    """Ask the last question of one occupation again, for how its figure compares with all occupations."""
    state, words = question.state, question.message.words
    told_otherwise = _TOLD_OTHERWISE.get(state.topic or "")
    if told_otherwise is None or question.entities or question.message.is_payload or not judges(words):
        return None
    occupation = last_occupation(connection, state)
    several = len(set(state.occupations)) > 1 or any(kind == "occupation" for kind, _key in state.mentions)
    places = [one for one in state.mentions if one[0] in PLACES]
    national = bool(places) and contains("national_figure", words)  # that of the same occupation
    if several or national or len(places) > 1 or occupation is None or not occupation.code:
        return None
    if any(contains(cue, state.question) for cue in told_otherwise):
        return None
    asked = replace(question, cues=(*question.cues, Cue("aspect", AGAINST_ALL)), quantity=None)
    return carried(connection, asked, [*places, ("occupation", occupation.key)], topic=state.topic)


def judges(words: str) -> bool:
    """Return whether a text asks no more than whether a figure is much or little."""
    if not (contains("points_at_a_figure", words) or contains("names_the_average", words)):
        return False
    beside = without_phrases("judges_much", without_phrases("judges_little", words))
    asks = contains("judges_much", words) or contains("judges_little", words)
    return asks and set(beside.split()) <= phrases("beside_a_judgement")


def judges_little(words: str) -> bool:
    """Return whether a text asks whether a figure is little: "is that slow?", "not much, is it?"."""
    return contains("judges_little", words)
