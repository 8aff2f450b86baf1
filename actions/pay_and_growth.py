"""Pay and growth of one occupation, for a few words that name both: "figures please: median and growth"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.questions.cues import contains, phrases
from actions.questions.linking import link_values
from actions.questions.own import with_own_place
from actions.questions.question import Question
from actions.questions.reader import retopic
from actions.several_questions.joined import join
from actions.topic_answers import answer_topic

MOST_WORDS = 8
_BOTH = ("search_by_pay", "search_by_growth")  # cues
_RANKS = ("asks_which_of_them", "search_more", "asks_for_the_most", "asks_of_each")
_TOPICS = ("salary", "outlook")


def pay_and_growth(connection: Connection, question: Question) -> Reply | None:
    """Tell both of the occupation that was talked about; None where not both of one are asked for."""
    words, about = question.message.words, question.occupations
    few = len(words.split()) <= MOST_WORDS and not question.message.is_payload
    both = all(contains(cue, words) for cue in _BOTH) and not any(contains(cue, words) for cue in _RANKS)
    if not (few and both) or len(about) != 1 or not about[0].value.code or _names(question):
        return None
    named = tuple(link_values(connection, [("occupation", about[0].value.key)]))
    state, answered = question.state, list[tuple[Question, Reply]]()
    for topic in _TOPICS:
        asked = retopic(connection, replace(question, entities=named, state=state), topic)
        asked = replace(with_own_place(connection, asked), message=replace(asked.message, intent=topic))
        reply = answer_topic(connection, asked)
        state = reply.state
        answered.append((asked, reply))
    return join(connection, answered, ())


def _names(question: Question) -> bool:
    """Return whether a message names anything but what it asks for: "outlook" is no technology then."""
    return any(one.typed.casefold() not in phrases(_BOTH[1]) for one in question.entities)
