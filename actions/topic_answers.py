"""Answers a question about a topic for each occupation that it is about."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.answers import ADVICE
from actions.answer import ButtonsBlock
from actions.composition.compose import Reply, compose
from actions.composition.sections import Finding
from actions.composition.ways_on import offered_topics
from actions.datasets.all_occupations import answer_all_occupations
from actions.datasets.compared.beside_articles import answer_beside_articles
from actions.datasets.compared.beside_asked import figures_compare, is_beside_articles, sets_against, topic_of
from actions.datasets.compared.comparison import COMPARED, answer_comparison
from actions.datasets.compared.tools import asks_of_sets, compared_tools
from actions.datasets.counted_with import with_counted_with
from actions.datasets.registry import (
    ANSWERS,
    answer_from_datasets,
    likely_topic_by_words,
    topic_by_words,
    topic_of_technology,
)
from actions.datasets.search.answer import answer_search
from actions.facts.answers import ranked_rows
from actions.facts.coverage import EXACT
from actions.facts.doing_without import with_refutation
from actions.facts.findings import asked_about, asks_whole_topic, is_narrowed, with_facts
from actions.facts.shortfalls import with_shortfall
from actions.formatting import joined, lower_first, quoted
from actions.messages import message
from actions.questions.carry_over.carrying import compares_places
from actions.questions.cues import contains
from actions.questions.kinds import THINGS
from actions.questions.linking import link_words
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.questions.reader import retopic
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH, SUPPORTED_TOPICS
from actions.thresholds import (
    FACT_ANSWERS,
    FACT_IS_SURE,
    LIKELY_INTENTS,
    PART_IS_A_QUESTION,
    UNDOUBTED_ANSWER,
)
from actions.topics.datasets import NEAREST_TOPICS
from actions.topics.list_leads import with_list_lead
from actions.topics.registry import handler_of
from actions.which_occupation.nearest_occupations import (
    about_nearest,
    ask_which,
    is_clearly_told,
    nearest_to,
    nearest_to_question,
    unknown_occupations,
    with_doubt,
)
from knowledge.queries import occupations as occupation_queries
from knowledge.queries import topics as topic_queries
from knowledge.records import Occupation

# An unclear message that names one of these may ask whether it is needed.
NEEDED_KINDS = frozenset({"tool", "algorithm", "product", "skill"})


def answer_topic(connection: Connection, question: Question) -> Reply:
    """Answer a question about its topic."""
    if question.topic_is(OCCUPATION_SEARCH):
        return answer_search(connection, question)
    if question.topic_key in ADVICE:
        return ADVICE[question.topic_key](connection, question)
    if compares_places(question):
        counts = contains("counts_people", question.text) and not contains("says_pay", question.text)
        return answer_topic(connection, retopic(connection, question, "outlook" if counts else "salary"))
    if compared := _compared(connection, question):
        return compared
    if of_all := answer_all_occupations(connection, question):
        return of_all
    if not question.occupations:
        return answer_nearest(connection, question) or unknown_occupations(connection, question)
    if nearest := _nearest_to_question(connection, question):
        told = answer_topic(connection, about_nearest(question, nearest[0]))
        return with_doubt(told, question, None, nearest)
    if topic := _by_words(connection, question):
        question = question.about(topic)
    found = [(slot.value, _find(connection, question, slot.value)) for slot in question.occupations]
    of_datasets = any(occupation.only_in_datasets for occupation, _finding in found)
    if len(found) == 1 and not of_datasets and question.topic_key not in NEAREST_TOPICS:
        ((occupation, finding),) = found
        found = [(occupation, with_facts(connection, question, occupation, finding))]
    if not question.message.is_payload:
        found = [(one, with_shortfall(connection, question, one, finding)) for one, finding in found]
        found = [(one, with_refutation(question, finding)) for one, finding in found]
    found = [(one, with_list_lead(question.topic_key, one, finding)) for one, finding in found]
    names = joined([quoted(unknown.typed) for unknown in question.unknown_occupations])
    missing = message("unknown.also_occupation", names=names) if names else _apart(question, found)
    reply = compose(
        connection,
        topic=question.topic_key,
        found=found,
        state=question.state,
        question=question,
        missing=missing,
    )
    listed = {one.key for one in question.state.items if one.kind == "occupation"}
    of_list = any(one.origin == "carried over" and one.value.key in listed for one in question.occupations)
    if (question.keeps_items or of_list) and len(reply.state.items) <= 1:  # the list stays at hand
        return Reply(reply.answer, replace(reply.state, items=question.state.items))
    return reply


def _nearest_to_question(connection: Connection, question: Question) -> list[Occupation]:
    """Return the occupations that a question is about which names none, the nearest first."""
    by_default = all(one.origin == "default" for one in question.occupations)
    featured = occupation_queries.featured_occupation(connection)
    if not by_default or question.topic_key not in ANSWERS or question.occupations[0].value != featured:
        return []
    return nearest_to_question(connection, question)


def _apart(question: Question, found: list[tuple[Occupation, Finding]]) -> str | None:
    """Return the sentence that what was found of several occupations has no source in common."""
    compares = question.intent in ("comparison", "difference") or any(
        contains(cue, question.message.words) for cue in ("search_more", "than_them")
    )
    if len(found) < 2 or not compares or any(finding.outcome != "answered" for _one, finding in found):
        return None
    sources = [{row.source.key for row in finding.sections[0].rows} for _one, finding in found]
    return None if set.intersection(*sources) else message("comparison.apart")


def _by_words(connection: Connection, question: Question) -> str | None:
    """Return the topic that the words ask for, of an occupation that the datasets hold."""
    occupations = [one.value for one in question.occupations]
    if question.message.is_payload or not any(one.code for one in occupations):
        return None
    if topic := topic_by_words(question.text):
        return topic
    doubtful = question.confidence < UNDOUBTED_ANSWER and all(one.only_in_datasets for one in occupations)
    carried = question.topic is not None and question.topic.origin == "carried over"
    if not doubtful or carried or question.topic_key in NEAREST_TOPICS:
        return None  # "similar to a paralegal, but better paid"
    return likely_topic_by_words(question) or topic_of_technology(connection, question)


def _compared(connection: Connection, question: Question) -> Reply | None:
    """Compare the occupations that are named, where the datasets hold at least two of them."""
    of_tools = asks_of_sets(question)
    if question.topic_key not in COMPARED and not question.topic_is("duties") and not of_tools:
        return None
    named = [one.occupation for one in question.of("occupation") if one.occupation]
    if named:  # a title of several occupations beside others is taken for the largest of them
        codes = [one.candidates[0].code for one in question.of("occupation") if one.candidates]
        likeliest = (occupation_queries.get_occupation(connection, key=code) for code in codes)
        named += [one for one in likeliest if one]
    if question.topic_is("comparison") and len(named) == 1:
        named.append(discussed_occupation(connection, question.state))
    occupations = list(dict.fromkeys(named))
    if len(occupations) < 2:
        return None
    articles_alone = not any(one.only_in_datasets for one in occupations)
    beside = is_beside_articles(occupations) and not of_tools
    if (beside and not sets_against(question)) or (question.topic_is("duties") and not beside):
        return None  # each is told by itself
    if question.topic_is("comparison") and articles_alone and not figures_compare(question, occupations):
        return None  # the articles compare them
    answer = answer_beside_articles if beside else compared_tools if of_tools else answer_comparison
    finding = answer(connection, question, occupations)
    if finding is None:
        return None
    reply = compose(
        connection,
        topic=topic_of(question) if beside else question.topic_key,
        found=[(occupations[0], finding)],
        state=question.state,
        question=question,
    )
    others = tuple(("occupation", one.key) for one in occupations[1:])
    mentions = tuple(dict.fromkeys((*reply.state.mentions, *others)))
    state = replace(reply.state, occupations=(occupations[0].key,), mentions=mentions)
    return replace(reply, state=replace(state, items=question.state.items) if question.keeps_items else state)


def _find(connection: Connection, question: Question, occupation: Occupation) -> Finding:
    """Return what is held on a question: by the content, and where it holds nothing by the datasets."""
    if occupation.only_in_datasets:
        told = answer_from_datasets(connection, question, occupation)
        if told is None:
            raise LookupError(f"the datasets hold no occupation {occupation.key}")
        return told
    topic = question.topic_key
    if topic in NEAREST_TOPICS:
        told = answer_from_datasets(connection, question, occupation) if occupation.code else None
        if told and told.outcome == "answered":
            return told
        if topic not in occupation_queries.topics_held(connection, key=occupation.key, code=None):
            question = question.about(NEAREST_TOPICS[topic])
    curated = handler_of(question.topic_key).find(connection, question, occupation)
    if curated.outcome == "unknown" and occupation.code:
        told = answer_from_datasets(connection, question, occupation)
        apart = question.place or question.year
        nearest = bool(
            told and apart and told.sections[0].rows
        )  # what is held of the place, or of other years
        return told if told and (nearest or told.outcome != "unknown") else curated
    return with_counted_with(connection, question, occupation, curated)


def answer_intent(connection: Connection, question: Question) -> Reply:
    """Answer the topic of the intent; where that is doubtful, the facts and what the message names count."""
    if question.confidence >= UNDOUBTED_ANSWER or question.topic_is(OCCUPATION_SEARCH):
        return answer_topic(connection, question)
    if fact := answer_fact(connection, question):
        return fact
    reply = answer_topic(connection, question)
    if reply.answer.outcome == "unknown":
        supported = answer_supported(connection, question)
        # Where it is certain what is asked, the next likely intent would answer another question.
        certain = question.topic_is("requirement_check") or topic_by_words(question.text)
        another = None if certain else answer_next(connection, question)
        reply = supported or another or reply
    return doubt(connection, question, reply) if is_doubtful(question, reply) else reply


def answer_fact(connection: Connection, question: Question, least: float = FACT_ANSWERS) -> Reply | None:
    """Answer the topic of the fact that a message asks for; None if there is no such fact for sure.

    Args:
        connection: to the knowledge base.
        question: whose topic does not count.
        least: the confidence from which on the fact is meant.
    """
    if question.unknown_occupations or is_narrowed(question):
        return None
    if question.topic_is("requirement_check") and question.known(*THINGS):
        return None  # its handler tells what is said of the thing that is named
    named = [one.occupation for one in question.of("occupation")]
    if None in named or (not named and question.state.unknown_occupations):
        return None
    occupation = asked_about(connection, question)
    if occupation.only_in_datasets:
        return None  # whose facts are found by topic
    if question.topic and asks_whole_topic(connection, question, occupation):
        return None
    found = ranked_rows(connection, question, occupation)
    if found.confidence < least or not found.stands_out:
        return None
    topic = found.topic
    if topic is None or not topic_queries.has_topic(connection, key=topic):
        return None
    if question.of(*EXACT) and question.topic and not question.topic_is(topic):
        return None  # where Netflix pays what, and not what else is said of Netflix
    reply = answer_topic(connection, retopic(connection, question, topic))
    doubtful = found.confidence < FACT_IS_SURE and is_doubtful(question, reply)
    return doubt(connection, question, reply) if doubtful else reply


def is_doubtful(question: Question, reply: Reply) -> bool:
    """Return whether something was answered that may not be what was asked.

    There is no doubt where NLU and the words ask for the same of an occupation of the datasets, nor of advice
    to somebody whose work is known.
    """
    if question.confidence >= UNDOUBTED_ANSWER or reply.answer.outcome not in ("answered", "partial"):
        return False
    topic = reply.answer.topic
    if topic in ADVICE_TOPICS:
        return not question.person.last_work
    curated = any(not one.value.only_in_datasets for one in question.occupations)
    if question.confidence < PART_IS_A_QUESTION or curated:
        return True
    by_words = (cue for cue, asked in ALL_TOPICS_OF_CUES if asked == topic)
    said = any(contains(cue, question.message.words) for cue in by_words)
    return not (said and topic in question.message.ranking[:1])


def answer_supported(connection: Connection, question: Question) -> Reply | None:
    """Answer the likeliest topic that what the message names supports; None when there is no answer."""
    supported = {topic for entity in question.entities for topic in SUPPORTED_TOPICS.get(entity.kind, ())}
    for topic in question.message.ranking[:LIKELY_INTENTS]:
        if topic in supported and topic != question.intent:
            reply = answer_topic(connection, retopic(connection, question, topic))
            if reply.answer.outcome == "answered":
                return reply
    return None


def answer_next(connection: Connection, question: Question) -> Reply | None:
    """Answer the next likely topic of a message that names nothing but an occupation.

    What is named and not held is refused instead: the pay in a country is not told as the demand there.
    """
    names_more = any(one.kind != "occupation" for one in question.entities) or question.cues
    if names_more or question.unknown_occupations or question.quantity:
        return None
    for topic in question.message.ranking[1:LIKELY_INTENTS]:
        if topic_queries.has_topic(connection, key=topic):
            reply = answer_topic(connection, retopic(connection, question, topic))
            if reply.answer.outcome == "answered":
                return reply
    return None


def answer_named(connection: Connection, question: Question) -> Reply | None:
    """Answer an unclear message about what it names; None if it names nothing that decides."""
    if supported := answer_supported(connection, question):
        return supported
    named = [one for one in (*question.entities, *link_words(connection, question.text)) if one.entity]
    if any(one.kind == "certification" for one in named):
        return answer_topic(connection, retopic(connection, question, "certifications"))
    if any(one.kind in NEEDED_KINDS for one in named):
        return answer_topic(connection, retopic(connection, question, "requirement_check"))
    return None


def doubt(connection: Connection, question: Question, reply: Reply) -> Reply:
    """Say below an answer what it takes the question for, and offer the other readings."""
    (topic,) = topic_queries.get_topics(connection, keys=[reply.answer.topic or question.topic_key])
    others = tuple(name for name in question.message.ranking if name != topic.key)
    buttons = tuple(offered_topics(connection, reply.state, others))
    blocks = [block for block in reply.answer.blocks if not isinstance(block, ButtonsBlock)]
    title = message("compose.unsure", topic=lower_first(topic.title))
    answer = replace(reply.answer, blocks=(*blocks, ButtonsBlock(buttons, title)), unsure=True)
    return Reply(answer, replace(reply.state, choices=tuple(button.payload for button in buttons)))


def answer_nearest(connection: Connection, question: Question) -> Reply | None:
    """Answer about the occupation that comes nearest to one that is told by what is done, or offer some."""
    if len(question.unknown_occupations) != 1 or question.topic_is("comparison"):
        return None
    (unknown,) = question.unknown_occupations
    nearest = nearest_to(connection, question, unknown)
    if not nearest:
        return None
    if not is_clearly_told(connection, question, unknown):
        return ask_which(question, unknown.typed, nearest)
    told = answer_topic(connection, about_nearest(question, nearest[0]))
    return with_doubt(told, question, unknown.typed, nearest)
