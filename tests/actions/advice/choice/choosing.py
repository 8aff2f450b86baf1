"""People who choose among occupations, and what they write."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import GOAL, ParsedEntity, TaggedSpan, UserMessage
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import question

WAITER, DENTAL, MEDICAL, STATISTICIAN, ACTUARY = (
    "35-3031.00",
    "31-9091.00",
    "31-9092.00",
    "15-2041.00",
    "15-2011.00",
)
COMPARED = ConversationState(
    "comparison", (DENTAL,), mentions=(("occupation", MEDICAL),), person=Person(WAITER)
)


def asked(connection: Connection, text: str, state: ConversationState = COMPARED) -> Question:
    """Return what is asked of what was compared before."""
    return question(connection, "nlu_fallback", text=text, state=state)


def thinking(
    connection: Connection, text: str, own: str = "", titles: dict[str, str] | None = None, *goals: str
) -> Question:
    """Return a message whose titles, with their keys, and other words are marked as what is aimed at."""
    named = titles or {}
    spans = [(text.index(one), one) for one in (*named, *goals)]
    entities = tuple(
        ParsedEntity("occupation", key, title, text.index(title)) for title, key in named.items()
    )
    tagged = tuple(TaggedSpan(start, start + len(one), GOAL, 0.9) for start, one in spans)
    message = UserMessage(text, "career_change", entities, confidence=0.5, tagged=tagged)
    return read_question(connection, message, ConversationState(person=Person(own)))
