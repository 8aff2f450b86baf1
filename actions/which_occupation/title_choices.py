"""Job titles of several occupations: which one is meant; and unclear messages about one of the datasets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import own_titles
from actions.composition.compose import Reply, say
from actions.composition.offers import occupation_choice
from actions.datasets.compared.comparison import COMPARED
from actions.datasets.registry import (
    ANSWERS,
    likely_topic_by_words,
    topic_by_words,
    topic_of_technology,
    words_beside_names,
)
from actions.formatting import quoted
from actions.messages import message
from actions.no_answer.refused_of_work import asks_how_the_work_is
from actions.questions.message import SMALL_TALK
from actions.questions.occupations import discussed_occupation, last_occupation
from actions.questions.payloads import message_of_payload
from actions.questions.question import Question
from actions.questions.reader import retopic
from actions.questions.titles.open_by_meaning import likeliest_first, nearest_meant
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.thresholds import LIKELY_INTENTS, PART_IS_A_QUESTION
from actions.topic_answers import answer_topic, doubt
from knowledge.dataset_records import TitleMatch

CHOICES = 5
BESIDE_LAST = 2  # choices that come nearest to what was talked about, before the largest
QUESTIONS_BEFORE = 3  # of a conversation, which tell what it is about
PLAINEST = "definition"  # the topic of a message that names no more than an occupation


def which_occupation(connection: Connection, question: Question) -> Reply | None:
    """Ask which of several occupations a title means; None if no such title is named."""
    if question.message.is_payload or question.topic_is(OCCUPATION_SEARCH):
        return None
    if question.intent in SMALL_TALK and question.confidence >= PART_IS_A_QUESTION:
        return None  # "what sort of assistant are you?"
    open_ = [one for one in question.of("occupation") if one.candidates and one.origin == "said"]
    if not open_ or any(one.occupation for one in question.of("occupation")):
        return None
    asks = question.topic is not None and question.topic_key in ANSWERS
    own = question.state.other is None and open_[0].typed in own_titles(question.message)
    if own and not asks:
        return None  # "I'm a teacher" tells, and is taken for the likeliest
    named = open_[0]
    candidates = likeliest_first(connection, named.typed, named.candidates)
    shown, name = _shown(connection, question, named.typed, candidates)
    topic = question.topic_key if question.topic else PLAINEST
    beside = (
        [likeliest_first(connection, one.typed, one.candidates)[0].code for one in open_[1:]]
        if topic in COMPARED
        else []
    )
    buttons = [occupation_choice(question, topic, one.code, one.plural, beside) for one in shown]
    text = message(f"data.choose.{name}", title=quoted(named.typed), count=len(candidates))
    reply = say(replace(question.state, topic=topic), "clarify", text, buttons, about_occupation=False)
    titles = tuple(one.typed for one in open_)
    return replace(reply, state=replace(reply.state, open_titles=titles))


def _shown(
    connection: Connection, question: Question, title: str, candidates: Sequence[TitleMatch]
) -> tuple[list[TitleMatch], str]:
    """Return the occupations to choose from, and the message that asks: those that are told of first.

    Behind the same question, what the message tells of them; else what comes nearest to the occupation that
    was talked about stands before the largest.
    """
    by_code = {one.code: one for one in candidates}
    again = title in question.state.open_titles
    if again:
        near = nearest_meant(connection, title, question.message.text)
        if told := _choices([by_code[one.code] for one in near if one.code in by_code]):
            return told, "told"
        offered = [message_of_payload(one).values("occupation")[0] for one in question.state.choices]
        return [by_code[one] for one in offered if one in by_code] or _choices(candidates), "again"
    last = last_occupation(connection, question.state)
    first: list[TitleMatch] = []
    if last and last.code:
        past = [one.question for one in question.state.latest_questions()[:QUESTIONS_BEFORE]]
        talk = " ".join([title, *past, last.plural])
        near = nearest_meant(connection, title, talk)[:BESIDE_LAST]
        first = [by_code[one.code] for one in near if one.code in by_code]
    shown = _choices([*first, *(one for one in candidates if one not in first)])
    many = len(candidates) > len(shown)
    return shown, ("near" if first else "many") if many else "ask"


def _choices(candidates: Sequence[TitleMatch]) -> list[TitleMatch]:
    """Return the occupations to choose from; of those that share a name the first."""
    by_name = {one.plural: one for one in reversed(candidates)}
    return [one for one in candidates if by_name[one.plural] is one][:CHOICES]


def only_in_datasets(connection: Connection, question: Question) -> bool:
    """Return whether a message is about an occupation of which the content holds nothing."""
    named = [one.occupation for one in question.of("occupation")]
    if named:
        return all(one is not None and one.only_in_datasets for one in named)
    if question.state.unknown_occupations:
        return False
    return discussed_occupation(connection, question.state).only_in_datasets


def asks_the_datasets(connection: Connection, question: Question) -> bool:
    """Return whether only the datasets can answer a message: by its occupation, or by what it asks of one."""
    if only_in_datasets(connection, question):
        return True
    of_code = any(one.occupation and one.occupation.code for one in question.of("occupation"))
    return of_code and topic_by_words(question.text) is not None


def answer_technology(connection: Connection, question: Question) -> Reply | None:
    """Answer whether an occupation of the datasets uses a technology: "do paralegals need Westlaw?"."""
    topic = topic_of_technology(connection, question)
    if topic is None or not only_in_datasets(connection, question):
        return None
    return answer_topic(connection, retopic(connection, question, topic))


def answer_likeliest(connection: Connection, question: Question) -> Reply | None:
    """Answer the likeliest topic that the datasets hold; with doubt, unless no more than a name was said."""
    if topic := topic_by_words(question.text):
        return answer_topic(connection, retopic(connection, question, topic))
    likely = likely_topic_by_words(question) or topic_of_technology(connection, question)
    if not likely and asks_how_the_work_is(connection, question):
        return None  # "is being a cashier tiring?" is refused
    if question.of("occupation") and not likely and len(words_beside_names(question).split()) <= 1:
        return answer_topic(connection, retopic(connection, question, PLAINEST))
    ranking = question.message.ranking[:LIKELY_INTENTS]
    for topic in (*([likely] if likely else []), *ranking):
        if topic in ANSWERS:
            asked = retopic(connection, question, topic)
            return doubt(connection, question, answer_topic(connection, asked))
    return None
