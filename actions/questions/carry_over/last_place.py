"""The place that is talked of stays, as long as the occupation does: "how many in Ohio?", "per hour?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.about_all import asks_of_all
from actions.questions.cues import contains
from actions.questions.kinds import LOCATIONS, PLACES
from actions.questions.linking import link_values
from actions.questions.question import Question
from actions.questions.topic_slots import DEPENDS_ON_PLACE
from actions.state import ConversationState


def with_last_place(connection: Connection, question: Question) -> Question:
    """Return a question about pay, or how many there are, with the place named last for its occupation.

    Nothing is added where it names an occupation or a place of its own, asks for the whole country or
    puts places in order.
    """
    words = question.message.words
    if question.message.is_payload or question.topic is None or question.state.of_articles:
        return question
    openings = contains("asks_for_openings", words)  # which are projected for the nation alone
    counts = question.topic_key == "outlook" and contains("asks_how_many_work", words) and not openings
    if not (question.topic_key in DEPENDS_ON_PLACE or counts) or question.of(*LOCATIONS):
        return question
    said = [one for one in question.of("occupation") if one.origin == "said"]
    if counts and contains("asks_for_the_sum", words):
        return question  # "how many of them altogether"
    others = ("the_whole_country", "asks_where_paid", "names_places", "names_the_field")
    if said or asks_of_all(words) or any(contains(cue, words) for cue in others):
        return question
    place = _last_place(question.state)
    return replace(question, entities=(*question.entities, *link_values(connection, place)))


def _last_place(state: ConversationState) -> list[tuple[str, str]]:
    """Return the place named last since the occupation is talked about; none where the country came after."""
    for past in state.latest_questions():
        if past.occupations[-1:] != state.occupations[-1:] or contains("the_whole_country", past.question):
            return []
        if places := [one for one in past.mentions if one[0] in PLACES]:
            return places[:1]
        if any(contains(cue, past.question) for cue in ("asks_where_paid", "names_places")):
            return []
    return []
