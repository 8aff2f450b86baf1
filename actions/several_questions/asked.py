"""Which parts of a message are questions of their own, to be answered one after the other."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.datasets.compared.comparison import COMPARED
from actions.facts.answers import ranked_rows
from actions.facts.findings import asked_about
from actions.follow_ups.moves import FOLLOW_UPS
from actions.no_answer.refusals import refusals
from actions.questions.cues import contains, without_phrases
from actions.questions.message import FALLBACK, UserMessage
from actions.questions.part_questions import tells_years, with_questions_alone, with_scope
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.questions.wording import form_of
from actions.thresholds import FACT_ANSWERS, FACT_IS_ALL, FACT_MAY_ANSWER, UNDOUBTED_ANSWER
from knowledge.queries.lexical import content_words
from knowledge.queries.topics import has_topic

ANSWERS_TO_AN_OFFER = frozenset({"affirm", "deny"})  # they ask nothing themselves
PICK = "pick"


def asked_parts(connection: Connection, question: Question) -> tuple[Question, list[UserMessage]]:
    """Return a question with no other parts than those that ask, and which of them to answer one by one.

    None are to be answered so where the message is one question.
    """
    told_apart = question.message.parts
    message = with_questions_alone(question.message)
    if (left := _part_left(connection, question, message)) is not None:
        return question, [left]
    question = replace(question, message=message)
    if question.topic_is(OCCUPATION_SEARCH) or _compares_several(question):
        return question, []  # one question over all occupations, or over several
    if question.keeps_items and {part.intent for part in message.parts} <= {PICK, question.topic_key}:
        return question, []  # "the second one, what do they do?"
    parts = [part for part in message.parts if _asks(connection, part.intent) and not _only_tells(part)]
    parts = [part for part in parts if without_phrases("asks_for_the_range", part.words)]
    if question.intent == PICK:  # "the second one, how much?"
        parts = [part for part in parts if content_words(part.words) or part.intent == PICK]
    elif not question.state.items or contains("says_it_is_enough", message.words):
        # "one question: how old are they?", "list the duties, 3 are enough"
        parts = [part for part in parts if part.intent != PICK]
    beside_years = any(map(tells_years, told_apart))
    parts = _but_doubtful(connection, question, parts)
    alone = message.unclear or beside_years or not _asks(connection, question.intent)
    return question, parts if len(parts) > 1 or alone else []


def _but_doubtful(connection: Connection, question: Question, parts: list[UserMessage]) -> list[UserMessage]:
    """Return the parts without those that are hardly questions of their own, if all of it clearly asks one.

    "Job ad for ML engineer: traits" asks for the traits that the ad names.
    """
    occupations = [one.value for one in question.occupations]
    if len(parts) < 2 or not occupations or any(one.only_in_datasets for one in occupations):
        return parts
    doubtful = [one for one in parts if one.confidence < UNDOUBTED_ANSWER]
    if not doubtful or {one.intent for one in parts} & {*FOLLOW_UPS}:
        return parts
    occupation = asked_about(connection, question)
    whole = ranked_rows(connection, question, occupation)
    is_one = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if not is_one and (whole.confidence < FACT_ANSWERS or whole.share < FACT_IS_ALL):
        return parts
    best = whole.rows[:1]
    kept = []
    for part in parts:
        if part in doubtful:
            own = read_question(connection, with_scope(part, question), question.state)
            found = ranked_rows(connection, own, occupation)
            if found.confidence < FACT_MAY_ANSWER or found.rows[:1] == best:
                continue
        kept.append(part)
    return kept


def _part_left(connection: Connection, question: Question, asking: UserMessage) -> UserMessage | None:
    """Return the one part of an unclear message that asks of one's own work: "ok and is my job dying?".

    ``asking``: the message with no other parts than those that ask.
    """
    unclear = question.intent == FALLBACK and not asking.parts
    parts = [one for one in question.message.parts if has_topic(connection, key=one.intent)]
    own = contains("asks_about_own_work", question.message.words) and bool(question.person.last_work)
    return parts[0] if unclear and own and len(parts) == 1 and not _only_tells(parts[0]) else None


def _compares_several(question: Question) -> bool:
    """Return whether several occupations are compared, be it in several respects."""
    named = {one.occupation for one in question.of("occupation") if one.occupation}
    topics = {part.intent for part in question.message.parts}
    lists = len(named) > 2 and contains("asks_to_compare", question.message.words)
    compares = question.intent in ("comparison", "difference") and len(named) > 1
    return compares and (lists or topics <= {*COMPARED, "difference"})


def _only_tells(part: UserMessage) -> bool:
    """Return whether a part that no source answers is no question but what a person says of themselves."""
    tells = form_of(part.words, part.intent) in ("statement", "personal")
    return tells and part.intent in refusals() and contains("first_person", part.words)


def _asks(connection: Connection, intent: str) -> bool:
    """Return whether an intent asks something, so that a part of a message with it is worth an answer."""
    return (
        has_topic(connection, key=intent)
        or intent in refusals()
        or intent in {*FOLLOW_UPS, "difference"} - ANSWERS_TO_AN_OFFER
    )
