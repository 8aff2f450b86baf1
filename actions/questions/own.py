"""Questions that mean the person's own occupation or place without naming it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.after_advice import aims
from actions.questions.cues import contains
from actions.questions.kinds import PLACES
from actions.questions.linking import link_values
from actions.questions.places.place_alone import last_place
from actions.questions.question import Question
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_FIT, DEPENDS_ON_PLACE, OCCUPATION_SEARCH
from knowledge.queries.occupations import get_occupation
from knowledge.queries.wages import state_of

MOST_COMPARED = 5
NATION_NAME = "United States"
_WITH_ONES_OWN = (  # cues
    "asks_for_pay_change",
    "more_as",
    "of_both_jobs",
    "than_as",
    "than_oneself",
    "which_of_both",
)
_SUPPOSES = frozenset({"would", "will", "wouldnt"})
_COMPARES = ("comparison", "difference")


def with_own_work(connection: Connection, question: Question) -> Question:
    """Return a question about "my job" with the occupation that the person told."""
    person, words = question.person, question.message.words
    refines = question.topic is not None and question.topic.origin == "carried over"
    alike = question.topic_is(OCCUPATION_SEARCH) and not refines and contains("search_like", words)
    if (
        alike
        and not question.of("occupation")
        and (key := person.occupation or "".join(question.state.occupations[-1:]))
    ):
        return _with_entity(connection, question, "occupation", key)
    if question.intent in _COMPARES:
        named = {one.value for one in question.of("occupation")}
        for key in (one for one in _other_sides(connection, question) if one not in named):
            question = _with_entity(connection, question, "occupation", key)
        return question
    own = contains("asks_about_own_work", words) and not question.of("occupation")
    if own and _SUPPOSES & set(words.split()) and aims(question.state):
        return question  # "what would my pay be at the start?" asks of what one aims at
    person = question.state.other or person
    return (
        _with_entity(connection, question, "occupation", person.occupation)
        if own and person.occupation
        else question
    )


def _other_sides(connection: Connection, question: Question) -> Iterator[str]:
    """Yield what a comparison means beside what it names: one's own occupation, those asked about before."""
    state, words = question.state, question.message.words
    named = [one.occupation for one in question.of("occupation") if one.occupation]
    own = (state.other or state.person).last_work
    last = get_occupation(connection, key=state.last_occupation)
    coded = last if last and last.code else None
    if not question.of("occupation") and contains("asks_to_choose", words):
        yield from aims(state)
        return
    if len(named) == 1 and named[0].code and contains("more_than", words) and coded and coded != named[0]:
        yield coded.key  # "is that more than nurses make?"
        return
    if not own:
        return
    pay = any(contains(cue, words) for cue in _WITH_ONES_OWN)
    pay = pay or (state.topic in ADVICE_TOPICS and contains("points_at_two", words))
    if pay and (not named or [one.key for one in named] == [own]) and coded and coded.key != own:
        yield coded.key
    asked = [key for key in state.occupations if key != own]
    if len(named) >= MOST_COMPARED:
        return
    if len(question.message.picked) > 1 and not contains("than_oneself", words):
        return  # "the first two, which pays more?" asks of those two
    alone = len(named) == 1 and bool(named[0].code) and named[0].key != own and not asked
    if contains("first_person", words) or pay or alone:
        yield own


def with_own_place(connection: Connection, question: Question) -> Question:
    """Return a question about one's own pay, what "I" would earn, or pay "here", with the place told."""
    words, topic = question.message.words, question.topic
    theirs = question.state.other if contains("third_person", words) else None
    place = theirs.place if theirs else question.person.place
    of_datasets = bool(question.occupations) and all(one.value.code for one in question.occupations)
    depends = topic is not None and topic.value in DEPENDS_ON_PLACE and of_datasets
    nation, said = contains("says_nation", words), [one.typed for one in question.of(*PLACES)]
    own_place = nation and said == [place]  # "in Miami, my pay against the whole country's"
    if not place and contains("says_own_state", words):  # that of which was spoken
        last = last_place(question.state)
        place = last.value if last else ""
    if not (place and depends) or (said and not own_place):
        return question
    named = [one.value.key for one in question.occupations]
    if topic and topic.value == "comparison":
        named = [one.occupation.key for one in question.of("occupation") if one.occupation]
    own = named == [question.person.occupation] or (len(named) > 1 and question.person.occupation in named)
    here = contains("says_here", words) or words.rstrip("?!. ").casefold().endswith(" there")
    # … which is listed with the pay of the place.
    listed = question.item is not None and CAREER_FIT in question.state.topics_so_far()
    if not (own or here or theirs or listed or contains("first_person", words)):
        return question
    if not own_place and contains("says_own_state", words):
        place = state_of(connection, name=place) or place
    found = question if own_place else _with_entity(connection, question, "place", place)
    if own and nation:
        return _with_entity(connection, found, "place", NATION_NAME)  # "am I paid less here than nationally?"
    return found


def _with_entity(connection: Connection, question: Question, kind: str, value: str) -> Question:
    return replace(question, entities=(*question.entities, *link_values(connection, [(kind, value)])))
