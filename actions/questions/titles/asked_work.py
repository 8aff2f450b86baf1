"""An occupation that a message asks about in everyday words: "whoever runs the x-ray machine".

How near is near enough stands in ``actions/thresholds.py``.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.no_answer.refusals import refusals
from actions.questions.cues import contains, phrases
from actions.questions.kinds import THINGS
from actions.questions.message import (
    ASKED,
    FALLBACK,
    GOAL,
    OTHER,
    ParsedEntity,
    TaggedSpan,
    UserMessage,
)
from actions.questions.occupations import code_talked_about
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.titles.described_work import OF_WORKERS
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.state import ConversationState
from actions.thresholds import (
    PART_IS_A_QUESTION,
    TAGGED_WORK_IS_ASKED,
    UNDOUBTED_ANSWER,
    WORK_IS_TAGGED,
    WORKER_IS_OCCUPATION,
    WORKER_MAY_BE_OCCUPATION,
)
from actions.which_occupation.nearest_work import nearest_work, stands_out
from knowledge.terms import normalise

_BEFORE = 4  # words before a span in which a worker may be spoken of
_OPENING = 3  # words of a span in which it may be said who does the work
_FEWEST_LETTERS = 4
_MOST_OF_FRAGMENT = 9  # words of a message that asks the last question of another
# What is asked of an occupation; other intents are those of messages that were not understood.
_ASKED_OF_ONE = OF_WORKERS | {
    "experience",
    "career_path",
    "interests",
    "industries",
    "job_titles",
    "related_occupations",
    NAMED_ANEW,
}


def with_asked_work(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that names the occupation which it asks about by what somebody does, or where.

    Where two are about as near, it names nobody who is known, and both are offered. A message that was not
    understood asks what its words ask for then, else what the occupation is.
    """
    if message.is_payload or not message.tagged or contains("names_machine_learning", message.words):
        return message
    if state.topic and state.of_articles and state.occupations:
        return message  # "who helps to build the models?" asks of colleagues
    if any(one.kind in THINGS and one.kind != "degree" for one in message.entities):
        return message
    unknown = [one for one in message.entities if one.kind == "occupation" and _tells_somebody(message, one)]
    known = [one for one in message.entities if one.kind == "occupation" and one not in unknown]
    if known:
        return _goes_on(message, known, state)
    for span in message.tagged:
        if worker := _worker(connection, message, span, state):
            kept = tuple(one for one in message.entities if one not in unknown)
            return _asking(replace(message, entities=(*kept, worker)), span, state)
    return message


def _goes_on(message: UserMessage, known: list[ParsedEntity], state: ConversationState) -> UserMessage:
    """Return a message that was not understood and names somebody by their work as one that asks of them."""
    spans = [one for one in message.tagged if one.tag == ASKED and one.confidence >= WORK_IS_TAGGED]
    told = contains("tells_a_worker", message.words)
    span = next((one for one in spans if one.overlaps(known[0])), None)
    if message.intent != FALLBACK or not state.topic or len(known) != 1 or not told or span is None:
        return message
    return _asking(message, span, state)


def _worker(
    connection: Connection, message: UserMessage, span: TaggedSpan, state: ConversationState
) -> ParsedEntity | None:
    if span.tag not in (ASKED, GOAL, OTHER) or span.confidence < WORK_IS_TAGGED:
        return None
    typed = message.text[span.start : span.end]
    before = normalise(message.text[: span.start]).split()[-_BEFORE:]
    words = normalise(typed).split()
    one_of_them = bool(state.topic) and words[-1:] == ["one"]
    near = " ".join([*before, *words[:_OPENING]])
    told = contains("tells_a_worker", near) or (bool(state.topic) and contains("points_at_a_worker", near))
    about = contains("asks_about_some_work", message.words) and span.tag != OTHER
    somebody = span.tag == OTHER or (span.tag == ASKED and contains("relations", message.words))
    points = somebody and contains("asks_of_that_work", message.words)
    if not (one_of_them or (told and span.tag == ASKED) or about or points):
        return None
    work = _work(words)
    if len(work) < _FEWEST_LETTERS or contains("names_the_field", work):
        return None
    found = nearest_work(
        connection,
        text=work,
        beside=code_talked_about(connection, state),
        apart=contains("asks_if_another_job", message.words),
    )
    least = WORKER_IS_OCCUPATION if told else TAGGED_WORK_IS_ASKED
    if stands_out(found, least):
        return ParsedEntity("occupation", found[0].code, typed, span.start)
    may_be = WORKER_MAY_BE_OCCUPATION if told else WORKER_IS_OCCUPATION
    if one_of_them or " " not in work or not found or found[0].similarity < may_be:
        return None  # one word is like many: "deaf people"
    return ParsedEntity("occupation", f"someone who {work}", f"someone who {work}")


def _work(words: list[str]) -> str:
    """Return what is done without who does it: "test elevators" of "the people who test elevators"."""
    while words and words[0] in phrases("before_the_work"):
        words = words[1:]
    while words and words[-1] in phrases("behind_the_work"):
        words = words[:-1]
    return " ".join(words)


def _tells_somebody(message: UserMessage, one: ParsedEntity) -> bool:
    """Return whether a name only says somebody, or ends so within a longer one: "wind [turbine guy]"."""
    words = normalise(one.typed).split()
    longer = any(span.overlaps(one) and span.end - span.start > len(one.typed) for span in message.tagged)
    return words[0] in phrases("somebody") or (longer and words[-1] in phrases("somebody_behind"))


def _asking(message: UserMessage, span: TaggedSpan, state: ConversationState) -> UserMessage:
    """Return a message with what it asks of the occupation that it tells."""
    rest = f"{message.text[: span.start]} {message.text[span.end :]}"
    by_words = next((topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, rest)), None)
    if contains("asks_how_long_the_way_is", rest):
        by_words = "education"
    if contains("asks_if_another_job", rest):
        by_words = by_words or "definition"
    doubtful = by_words is not None and message.confidence < PART_IS_A_QUESTION
    asked = message.intent in _ASKED_OF_ONE and not doubtful
    refused = message.intent in refusals() and message.intent != "unanswered_career_question"
    if asked or (refused and not by_words):
        return message
    few = len(message.words.split()) <= _MOST_OF_FRAGMENT
    topic = by_words or (NAMED_ANEW if few and state.topic else "definition")
    return replace(message, intent=topic, confidence=UNDOUBTED_ANSWER, parts=(), unclear=())
