"""Which occupations a question is about: those named, else the discussed one, else the featured one."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import own_titles
from actions.questions.cues import asks_for, contains
from actions.questions.question import LinkedEntity, Question, Slot
from actions.questions.topic_slots import ADVICE_TOPICS
from actions.state import ConversationState
from knowledge.queries import occupations as occupation_queries
from knowledge.queries import topics as topic_queries
from knowledge.records import Occupation

FIELD = "the_field"  # group of topics that belong to the field, not to an occupation
# Topics about one occupation among others that are named beside it.
_ABOUT_ONE_AMONG_OTHERS = frozenset({"comparison", "misconceptions", "collaboration"})
_COMPARES = frozenset({"comparison", "difference"})  # intents
_WORDS_BEFORE_COLLEAGUE = 4


def fill_occupations(connection: Connection, question: Question) -> Question:
    """Fill in the occupations, known and unknown."""
    if question.topic is None:
        return question
    topic = question.topic.value
    question = _without_bystanders(connection, question, topic)
    unknown = tuple(
        one
        for one in question.of("occupation")
        if not one.occupation
        and not one.candidates
        and topic != "applications"
        and not _is_colleague(question, one, topic)
    )
    if unknown and contains("names_the_field", question.message.text) and _tells_of_oneself(question):
        unknown = ()  # "I'm a nurse, could I get into machine learning?"
    named = [one for one in question.of("occupation") if one.occupation]
    unknown = unknown or _unknown_before(connection, question, named)
    if unknown and (topic == "comparison" or not named):
        return replace(question, occupations=(), unknown_occupations=unknown)
    return replace(
        question, occupations=_occupations(connection, question, named), unknown_occupations=unknown
    )


def _without_bystanders(connection: Connection, question: Question, topic: str) -> Question:
    """Return a question without occupations of the datasets that it names but is not about.

    Titles that may mean several of them are among these.

    "I'm a nurse, could I get into this field?" and "would I talk with product managers?" are about the
    occupation under discussion.
    """
    question = _without_own(question, topic)
    if not any(_is_of_datasets(one) for one in question.of("occupation")):
        return question
    featured = occupation_queries.featured_occupation(connection)
    elsewhere = contains("names_the_field", question.message.text) or any(
        one.occupation == featured for one in question.of("occupation")
    )
    speaks_of_oneself = elsewhere and _tells_of_oneself(question) and topic != "comparison"
    kept = tuple(
        one
        for one in question.entities
        if not _is_of_datasets(one) or not (speaks_of_oneself or _is_colleague(question, one, topic))
    )
    return replace(question, entities=kept)


def _without_own(question: Question, topic: str) -> Question:
    """Return a question without the person's own occupation where it is about another one.

    "I'm a nurse. What do data scientists earn?" asks nothing about nurses.
    """
    compares = topic == "comparison" or question.intent in _COMPARES
    compares = compares or contains("versus", question.message.words)  # "A versus B. money?" tells of nobody
    if compares or question.message.is_payload:
        return question
    if contains("than_oneself", question.message.words):
        return question  # "the pay difference between me (baker) and a chef"
    own = own_titles(question.message)
    others = [one for one in question.of("occupation") if one.typed not in own]
    if not own or not (others or contains("names_the_field", question.message.text)):
        return question
    kept = tuple(one for one in question.entities if one.kind != "occupation" or one.typed not in own)
    return replace(question, entities=kept)


def _is_of_datasets(one: LinkedEntity) -> bool:
    """Return whether something named is an occupation, or several, that only the datasets hold."""
    held = one.occupation.only_in_datasets if one.occupation else bool(one.candidates)
    return one.kind == "occupation" and held


def discussed_occupation(connection: Connection, state: ConversationState) -> Occupation:
    """Return the occupation under discussion, else the featured one."""
    return _discussed(connection, state).value


def last_occupation(connection: Connection, state: ConversationState) -> Occupation | None:
    """Return the occupation that the last answer was about; None where it was about none."""
    return occupation_queries.get_occupation(connection, key=state.last_occupation)


def code_talked_about(connection: Connection, state: ConversationState) -> str:
    """Return the code of the occupation that the last answer was about; empty where it was about none."""
    last = last_occupation(connection, state)
    return (last.code or "") if last else ""


def _discussed(connection: Connection, state: ConversationState) -> Slot[Occupation]:
    goal = occupation_queries.get_occupation(connection, key=state.goal) if state.goal else None
    if found := last_occupation(connection, state) or goal:
        return Slot(found, "carried over")
    return Slot(occupation_queries.featured_occupation(connection), "default")


def _occupations(
    connection: Connection, question: Question, named: list[LinkedEntity]
) -> tuple[Slot[Occupation], ...]:
    topic = question.topic_key
    said = tuple(dict.fromkeys(Slot(one.occupation, one.origin) for one in named if one.occupation))
    featured: Slot[Occupation] = Slot(occupation_queries.featured_occupation(connection), "default")
    is_featured = [slot.value == featured.value for slot in said]
    if topic in _ABOUT_ONE_AMONG_OTHERS and len(said) != 1:
        return (featured,) if topic == "misconceptions" and any(is_featured) else said[:1] or (featured,)
    if topic == "comparison" and not question.message.is_payload and not asks_for("others", question.text):
        # "How does it differ from a data scientist": the one named is the other.
        compared = (_discussed(connection, question.state), featured, *said)
        return (next(slot for slot in compared if slot.value != said[0].value or slot is said[0]),)
    if said and topic not in _ABOUT_ONE_AMONG_OTHERS and contains("joins_machine_learning", question.text):
        return said if any(is_featured) else (featured, *said)  # "what do they earn in ML and in nursing?"
    if said:
        return said
    if contains("names_machine_learning", question.message.text):
        return (featured,)  # "and in ML?", after a question about nurses
    if holder := _holder_of_certificate(connection, question):
        return (holder,)
    if _is_about_the_field(connection, question):
        return (featured,)
    discussed = _discussed(connection, question.state)
    own = occupation_queries.get_occupation(connection, key=question.state.own_occupation)
    if own and question.state.topic in ADVICE_TOPICS and discussed.origin == "default":
        return (Slot(own, "default"),)  # who told what they do does not ask about whom the articles describe
    return (discussed,)


def _holder_of_certificate(connection: Connection, question: Question) -> Slot[Occupation] | None:
    """Return the occupation that has a certificate of the question, best the one under discussion."""
    for named in question.of("certification", "course"):
        if named.entity:
            key = named.entity.key
            holders = occupation_queries.occupations_with_entity(connection, entity=key, limit=99)
            discussed = _discussed(connection, question.state)
            if discussed.value in holders:
                return discussed
            if holders:
                return Slot(holders[0], "default")
    return None


def _is_about_the_field(connection: Connection, question: Question) -> bool:
    """Return whether the occupation under discussion is beside the point."""
    (known,) = topic_queries.get_topics(connection, keys=[question.topic_key])
    return known.group == FIELD or bool(question.of("certification"))


def _unknown_before(
    connection: Connection, question: Question, named: list[LinkedEntity]
) -> tuple[LinkedEntity, ...]:
    """Return the occupations that were named last and are not known, if the question names no other.

    A person who asked about nurses does not want to hear what engineers earn.
    """
    before = question.state.unknown_occupations
    if not before or named or question.of("occupation") or question.message.is_payload:
        return ()
    if _is_about_the_field(connection, question) or contains("names_the_field", question.message.text):
        return ()
    return tuple(LinkedEntity("occupation", name, origin="carried over") for name in before)


def _tells_of_oneself(question: Question) -> bool:
    """Return whether a person says who they are: "I'm a nurse"."""
    return contains("tells_of_oneself", question.message.text)


def _is_colleague(question: Question, mention: LinkedEntity, topic: str) -> bool:
    """Return whether an occupation is named as a colleague rather than as the one asked about."""
    before = question.message.text.lower().partition(mention.typed.lower())[0].split()
    return topic == "collaboration" and bool({"with", "to"} & set(before[-_WORDS_BEFORE_COLLEAGUE:]))
