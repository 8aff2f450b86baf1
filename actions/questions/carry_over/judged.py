"""Whether the last figure of an occupation is much or little: "is that a lot?", "is that fast?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over.carrying import carried
from actions.questions.cues import contains, is_yes_no, phrases, without_phrases
from actions.questions.kinds import PLACES
from actions.questions.occupations import last_occupation
from actions.questions.question import AGAINST_ALL, Cue, Question

SALARY, OUTLOOK = "salary", "outlook"
# Last questions for how many there are, which a place in the order of all occupations judges.
COUNTED = ("asks_how_many_work", "asks_for_openings")
# Last questions on these topics that told something else than the median or the growth.
_TOLD_OTHERWISE = {
    SALARY: ("asks_where_paid", "asks_for_industries"),
    OUTLOOK: ("asks_for_openings", "asks_how_many_work", "self_employed", "counts_them"),
}


def judged_against_all(connection: Connection, question: Question) -> Question | None:
    """Ask the last question of one occupation again, for how its figure compares with all occupations."""
    state, words = question.state, question.message.words
    told_otherwise = _TOLD_OTHERWISE.get(state.topic or "")
    asks = judges(words) or holds_against_all(words)
    if told_otherwise is None or question.entities or question.message.is_payload or not asks:
        return None
    occupation = last_occupation(connection, state)
    several = len(set(state.occupations)) > 1 or any(kind == "occupation" for kind, _key in state.mentions)
    places = [one for one in state.mentions if one[0] in PLACES]
    national = bool(places) and contains("national_figure", words)  # that of the same occupation
    if several or national or len(places) > 1 or occupation is None or not occupation.code:
        return None
    counted = next((cue for cue in COUNTED if contains(cue, state.question)), None)
    if not counted and any(contains(cue, state.question) for cue in told_otherwise):
        return None
    # How many there are is asked once more in the same words.
    text = f"{state.question} {question.text}".strip() if counted else question.text
    cues = (*question.cues, Cue("aspect", AGAINST_ALL))
    asked = replace(question, cues=cues, quantity=None, rank=None, text=text)
    return carried(connection, asked, [*places, ("occupation", occupation.key)], topic=state.topic)


def holds_against_all(words: str) -> bool:
    """Return whether a text asks no more than how a figure compares with all occupations together."""
    if not (contains("stands_for_all", words) and contains("held_against_all", words)):
        return False
    left = words
    for cue in ("stands_for_all", "held_against_all", "judges_much", "judges_little"):
        left = without_phrases(cue, left)
    return set(left.split()) <= phrases("beside_a_judgement") | phrases("beside_all")


def asks_yes_or_no(words: str) -> bool:
    """Return whether a text asks if a figure is much or little, and not how it compares."""
    return judges(words) or is_yes_no(words) or not contains("asks_how_it_compares", words)


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
