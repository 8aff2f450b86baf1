"""An occupation of whose titles a short message says some words: "maybe casino surveillance?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases, words_of_cues, words_of_question
from actions.questions.kinds import CUES
from actions.questions.message import FALLBACK, NAMES, ParsedEntity, UserMessage
from actions.questions.occupations import last_occupation
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.queries.fact_ranking import words_of_no_fact
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import featured_occupation
from knowledge.queries.onet import related
from knowledge.queries.titles import bearers_of_words, named_with, words_of_titles

MOST_WORDS = 6  # of a message that says no more than what is meant
_MAJOR_GROUP = 2  # characters of a code that name its group
_OCCUPATION = ".00"  # how the code of an occupation of the classification ends, and not of a specialty
_UNCLEAR = frozenset({FALLBACK, NAMED_ANEW, "out_of_scope"})


def with_title_by_words(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a short unclear message with the occupation that its words tell, in a conversation about others.

    Several words tell it that one title has, a single one where it stands in an occupation's very name, or in
    a title of one that is related to the person's or to the one talked about: "solar?" after roofers means
    those who install panels.
    """
    if len(message.words.split()) > MOST_WORDS or not (nearby := _talked_of(connection, message, state)):
        return message
    words = _words(connection, message)
    if not words or (len(words) == 1 and message.intent not in _UNCLEAR):
        return message
    code = _nearest(connection, words, nearby)
    if code is None:
        return message
    entities = (*message.entities, ParsedEntity("occupation", code, " ".join(words)))
    return replace(message, intent=NAMED_ANEW, confidence=1.0, form=NAMES, entities=entities, parts=())


def _talked_of(connection: Connection, message: UserMessage, state: ConversationState) -> list[str]:
    """Return the codes of what is talked about, and of what is related to it, the nearest first.

    None where that is the featured occupation, or where the message names something else or is clear.
    """
    named = {one.kind for one in message.entities} - CUES - {"industry"}
    if message.is_payload or named or message.confidence >= UNDOUBTED_ANSWER:
        return []
    last = last_occupation(connection, state)
    if last and last.featured:
        return []
    codes = [one for one in (last.code if last else "", state.person.last_work) if one]
    near = [other.code for code in codes for other in related(connection, code=code)]
    return list(dict.fromkeys((*codes, *near)))


def _words(connection: Connection, message: UserMessage) -> tuple[str, ...]:
    """Return the words of a message that belong to titles; none where facts or cues explain all of them.

    None either where another word is left that nothing explains.
    """
    beside = phrases("beside_a_title")
    content = [one for one in words_of_question(message.words) if content_words(one) and one not in beside]
    featured = featured_occupation(connection).key
    unknown = words_of_no_fact(connection, occupation=featured, text=" ".join(content))
    unexplained = {one for one in unknown if one not in words_of_cues()}
    told = words_of_titles(connection, words=tuple(content))
    return tuple(one for one in content if one in told) if unexplained and unexplained <= told else ()


def _nearest(connection: Connection, words: tuple[str, ...], nearby: list[str]) -> str | None:
    """Return the code of the occupation that some words tell, None where it is not clear which."""
    if len(words) > 1:
        bearers = bearers_of_words(connection, words=words)
    else:
        bearers = [one.code for one in named_with(connection, word=words[0])]
    if len(bearers) > 1:
        group = nearby[0][:_MAJOR_GROUP]
        bearers = [one for one in bearers if one.startswith(group) and one.endswith(_OCCUPATION)]
    if len(bearers) == 1:
        return bearers[0]
    of_titles = bearers_of_words(connection, words=words)
    first = next((one for one in nearby if one in of_titles), None)
    return None if first == nearby[0] else first  # "hospice?" after nurses is asked of nurses
