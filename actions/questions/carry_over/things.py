"""What a message asks of the certificate, the tool or the skill that was told of last: "what is it for?"."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.questions.carry_over.carrying import LEANING, carried, names
from actions.questions.cues import contains, words_of_question
from actions.questions.kinds import THINGS
from actions.questions.question import Question
from actions.questions.topic_slots import GENERAL_TOOLS, HAS_ATTRIBUTES

MOST_WORDS_OF_KIND = 6  # of a message that asks for the tools of a kind


def taught_in_last_thing(connection: Connection, question: Question) -> Question | None:
    """Ask what the certificate or the course that was told of teaches: "what do you learn in it?"."""
    things, topic = last_things(question), question.state.topic
    if topic not in HAS_ATTRIBUTES or len(things) != 1 or names(question) or question.of("occupation"):
        return None
    if not contains("asks_what_is_taught", question.message.words):
        return None
    return carried(connection, question, things, topic=topic)


def purpose_of_last_thing(connection: Connection, question: Question) -> Question | None:
    """Ask again of the tool or skill that was told of, of this occupation or another: "what is it for?"."""
    state, words = question.state, question.message.words
    things = [(kind, value) for kind, value in state.mentions if kind in THINGS]
    if state.topic not in ("requirement_check", "tools") or not things or names(question):
        return None
    for_what = contains("asks_what_it_is_for", words) and not question.of("occupation")
    points = question.intent == "requirement_check" and contains("points_at_it", words)
    if not (for_what or points):
        return None
    occupations = [] if question.of("occupation") else [("occupation", key) for key in state.occupations]
    return carried(connection, question, [*things, *occupations], topic="requirement_check")


def which_of_a_kind(connection: Connection, question: Question) -> Question | None:
    """Ask for the tools of a kind that is named: "and which cloud?"."""
    tools = question.known("tool")
    which = words_of_question(question.message.words)[:1] == ["which"]
    general = len(tools) == 1 and tools[0].key in GENERAL_TOOLS
    few = len(question.message.words.split()) <= MOST_WORDS_OF_KIND
    leans = question.intent in LEANING or question.intent == "requirement_check"
    return carried(connection, question, [], topic="tools") if which and general and few and leans else None


def last_things(question: Question) -> list[tuple[str, str]]:
    """Return the things with attributes that the last answer was about."""
    return [(kind, value) for kind, value in question.state.mentions if kind in ("certification", "course")]
