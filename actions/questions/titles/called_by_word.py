"""Somebody who is called by a word of the work that was talked about: "the boiler guy"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.questions.message import ASKED, ParsedEntity, TaggedSpan, UserMessage
from actions.state import ConversationState
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import onet_occupation_by_code, titles_of
from knowledge.terms import normalise

PAST = 3  # occupations that were talked about last, of which one may be meant


def read_called_by_word(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a message with the occupation talked about that is meant by "the boiler guy"."""
    if message.is_payload or not state.occupations:
        return message
    asked = [one for one in message.tagged if one.tag == ASKED]
    for span in asked if len(asked) == 1 else ():  # of several nobody is told apart by a word
        words = normalise(message.text[span.start : span.end]).split()
        if words[-1:] == [] or words[-1] not in phrases("called_by_their_work"):
            continue
        named = content_words(" ".join(words[:-1]))
        for key in reversed(state.occupations_so_far()[-PAST:]):
            if named and named <= _words_of(connection, key):
                return _naming(message, span, key)
    return message


def _words_of(connection: Connection, key: str) -> frozenset[str]:
    """Return the words by which an occupation of the datasets is called or described."""
    occupation = get_occupation(connection, key=key)
    onet = (
        onet_occupation_by_code(connection, code=occupation.code) if occupation and occupation.code else None
    )
    if occupation is None or onet is None or not occupation.only_in_datasets:
        return frozenset()
    titles = [
        one for kind in ("alternate", "reported") for one in titles_of(connection, code=onet.key, kind=kind)
    ]
    return content_words(" ".join([occupation.plural, onet.title, onet.description or "", *titles]))


def _naming(message: UserMessage, span: TaggedSpan, key: str) -> UserMessage:
    typed = message.text[span.start : span.end]
    kept = tuple(one for one in message.entities if one.kind != "occupation" or not span.overlaps(one))
    kept = tuple(
        one for one in kept if one.kind != "occupation" or normalise(one.typed) not in normalise(typed)
    )
    return replace(message, entities=(*kept, ParsedEntity("occupation", key, typed, span.start)))
