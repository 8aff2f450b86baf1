"""A title of which a message says but the last word, beside an occupation: "and assistants?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases, words_of_question
from actions.questions.kinds import CUES
from actions.questions.message import NAMES, ParsedEntity, UserMessage
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState
from knowledge.queries.occupations import get_occupation
from knowledge.queries.titles import resolve_title
from knowledge.terms import normalise, title_forms

MOST_WORDS = 6


def with_kin_title(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "and assistants?", after physical therapists, as the last question of their assistants."""
    last = get_occupation(connection, key="".join(state.occupations[-1:]))
    named = {one.kind for one in message.entities} - CUES
    if message.is_payload or state.topic is None or last is None or named - {"occupation"}:
        return message
    words = [one for one in words_of_question(message.text) if one not in phrases("beside_a_title")]
    few = len(message.text.split()) <= MOST_WORDS
    if last.code is None or len(words) != 1 or not few:
        return message
    for before in (last.name, " ".join(last.name.split()[:-1])):
        title = f"{normalise(before)} {words[0]}"
        resolved = resolve_title(connection, title=title)
        known = resolved.clear and normalise(resolved.matches[0].title) in title_forms(title)
        if before and known and resolved.matches[0].code != last.code:
            entity = ParsedEntity("occupation", title, words[0])
            return replace(
                message, intent=NAMED_ANEW, confidence=1.0, form=NAMES, entities=(entity,), parts=()
            )
    return message
