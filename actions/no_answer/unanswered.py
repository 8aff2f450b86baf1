"""Messages without an answer: refused honestly, or asked back, with the nearest topics."""

from __future__ import annotations

import sys
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Button, Outcome, SourcesBlock, TextBlock
from actions.composition.compose import Reply, say
from actions.composition.offers import SHOWN, next_topics
from actions.composition.ways_on import is_elsewhere, offered_topics, spoken_of, ways_on
from actions.facts.answers import ranked_rows
from actions.messages import message
from actions.no_answer.nearest_in_context import with_nearest
from actions.no_answer.refusals import Refusal, refusals
from actions.no_answer.refused_of_work import (
    asked_occupation,
    asks_how_the_work_is,
    nearest_of_work,
    of_nobody_known,
    refused_of_work,
    with_held,
)
from actions.questions.cues import contains
from actions.questions.licence_asked import asks_which_licence
from actions.questions.message import FALLBACK
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question, Slot
from actions.questions.reader import retopic
from actions.smalltalk import list_topics
from actions.thresholds import (
    LIKELY_INTENTS,
    MISSES_UNTIL_TOPICS,
    SMALL_TALK_CONFIDENCE,
    UNCLEAR_UNTIL_TOPICS,
)
from actions.topic_answers import answer_topic, doubt
from knowledge.queries.lexical import content_words
from knowledge.queries.onet import count_onet_occupations
from knowledge.queries.topics import has_topic
from knowledge.queries.topics import list_topics as list_all_topics
from knowledge.records import Occupation

OUT_OF_SCOPE = "out_of_scope"
NEVER = sys.maxsize  # misses until the topics are listed, where something is told
_NEAR_A_LICENCE = ("certifications", "qualifications", "education")
FEWEST_WORDS = 2  # with a meaning, of a message to which a fact may be near
FIGURES_BESIDE = 2  # paragraphs of what is held, beside a refusal


def sounds_refused(question: Question) -> bool:
    """Return whether a message is most likely one that no source answers."""
    return bool({OUT_OF_SCOPE, *refusals()} & {question.intent, *question.message.ranking[:1]})


def refusal_of(connection: Connection, question: Question) -> Refusal | None:
    """Return how to refuse a career question that no source answers; None if the message is no such question.

    An unclear message that could be either of two such questions is refused for both.
    """
    if question.intent in refusals():
        return refusals()[question.intent]
    likeliest = [refusals()[name] for name in question.message.ranking[:2] if name in refusals()]
    if question.intent == FALLBACK and len(likeliest) == 2:
        near = (*likeliest[0].near, *likeliest[1].near)
        return replace(refusals()["unanswered_career_question"], near=near)
    if asks_how_the_work_is(connection, question):
        return refusals()["working_conditions"]
    return None


def likelier_reading(connection: Connection, question: Question) -> Reply | None:
    """Answer an unclear message about an occupation that may be one which no source answers; with doubt.

    "Data entry, dying?" asks for its outlook, or for what automation will do.
    """
    first = question.message.ranking[:2]
    topics = [one for one in first if one not in refusals() and has_topic(connection, key=one)]
    refused = any(one in refusals() for one in first)
    named = any(one.origin == "said" and one.occupation for one in question.of("occupation"))
    if question.intent != FALLBACK or not named or len(topics) != 1 or not refused:
        return None
    reply = answer_topic(connection, retopic(connection, question, topics[0]))
    return doubt(connection, question, reply) if reply.answer.outcome == "answered" else None


def refuse(connection: Connection, question: Question, refusal: Refusal) -> Reply:
    """Say what no source says, and offer the topics nearest to it."""
    if told := _told_after_all(connection, question):
        return told
    if contains("asks_how_long_the_way_is", question.text):
        refusal = replace(refusal, says=message("unanswered.how_long"), tells="education")
    if asks_which_licence(question.text):
        refusal = replace(refusal, says=message("unanswered.licence"), near=_NEAR_A_LICENCE)
    named = [one.occupation for one in question.of("occupation") if one.occupation]
    state = question.state
    occupation = asked_occupation(connection, question)
    about = spoken_of(connection, state, question)
    keys = [*refusal.near, *next_topics(connection, topic=state.topic, asked=state.asked)]
    buttons = ways_on(connection, state, about, keys)
    whom = occupation.plural if about else message("unanswered.of_anybody")
    text = refused_of_work(question, occupation) or refusal.says.format(occupations=whom)
    nearest = nearest_of_work(connection, question, occupation) if about else None
    until = NEVER if nearest else MISSES_UNTIL_TOPICS
    reply = _say_or_list(
        connection, question, "unknown", text, buttons[:SHOWN], until=until, about_occupation=not named
    )
    if named and not state.occupations:  # which "what do they earn?" means next
        reply = replace(reply, state=replace(reply.state, occupations=(occupation.key,)))
    if nearest:
        return with_held(connection, question, occupation, nearest, reply)
    if occupation.code and refusal.tells:
        return _with_figure(connection, question.about(refusal.tells), occupation, reply)
    if about is None or of_nobody_known(question):
        return reply
    return with_nearest(reply, question, ranked_rows(connection, question, occupation))


def _with_figure(connection: Connection, question: Question, occupation: Occupation, reply: Reply) -> Reply:
    """Return a refusal with the first paragraphs of what is held on a topic below it, and its sources."""
    asked = replace(question, occupations=(Slot(occupation),), unknown_occupations=())
    blocks = answer_topic(connection, asked).answer.blocks
    texts = [one for one in blocks if isinstance(one, TextBlock)][:FIGURES_BESIDE]
    sources = [one for one in blocks if isinstance(one, SourcesBlock)]
    first, *rest = reply.answer.blocks
    return replace(reply, answer=replace(reply.answer, blocks=(first, *texts, *sources, *rest)))


def _told_after_all(connection: Connection, question: Question) -> Reply | None:
    """Answer a likely topic of the operator's own that tells what other sources do not; with doubt."""
    tellers = {topic.key for topic in list_all_topics(connection) if topic.tells}
    for topic in question.message.ranking[:LIKELY_INTENTS]:
        if topic in tellers:
            reply = answer_topic(connection, retopic(connection, question, topic))
            if reply.answer.outcome in ("answered", "partial"):
                return doubt(connection, question, reply)
    return None


def ask_back(connection: Connection, question: Question) -> Reply:
    """Say that a message is out of scope, unclear or without words, and offer the nearest topics."""
    name, outcome = _kind_of_miss(question)
    buttons = offered_topics(connection, question.state, question.message.ranking, question=question)
    if name == "unclear" and spoken_of(connection, question.state, question) is None:
        return _with_facts(connection, question, _of_all(connection, question, outcome, buttons))
    until = UNCLEAR_UNTIL_TOPICS if name == "unclear" else MISSES_UNTIL_TOPICS
    reply = _say_or_list(connection, question, outcome, message(f"unanswered.{name}"), buttons, until=until)
    return _with_facts(connection, question, reply) if name == "unclear" else reply


def _of_all(connection: Connection, question: Question, outcome: Outcome, buttons: list[Button]) -> Reply:
    """Say that a message is unclear in a conversation about no occupation, and what may be asked."""
    again = question.state.misses >= UNCLEAR_UNTIL_TOPICS
    count = f"{count_onet_occupations(connection):,}"
    text = message("unanswered.again_of_all" if again else "unanswered.unclear_of_all", count=count)
    return say(question.state, outcome, text, buttons, message("offers.instead"), about_occupation=False)


def _with_facts(connection: Connection, question: Question, reply: Reply) -> Reply:
    """Return a reply that asks back with the facts nearest to the message below it.

    Nothing is near to a word alone, to what names an occupation of which the content holds no facts, nor to
    what sounds like what no source tells and names none.
    """
    named = [one.occupation for one in question.of("occupation")]
    occupation = discussed_occupation(connection, question.state)
    others = any(one is None or one.only_in_datasets for one in named) or bool(question.unknown_occupations)
    elsewhere = not named and (sounds_refused(question) or occupation.only_in_datasets)
    elsewhere = elsewhere or is_elsewhere(connection, question)
    if others or elsewhere or len(content_words(question.text)) < FEWEST_WORDS:
        return reply
    found = ranked_rows(connection, question, named[0] if named and named[0] else occupation)
    told = with_nearest(reply, question.about(found.topic or ""), found)
    if told is reply:
        return reply
    first = TextBlock(message("unanswered.unclear_but_near"))
    return replace(told, answer=replace(told.answer, blocks=(first, *told.answer.blocks[1:])))


def is_wordless(question: Question) -> bool:
    """Return whether a message holds no letter and no digit."""
    return not any(character.isalnum() for character in question.message.text)


def _kind_of_miss(question: Question) -> tuple[str, Outcome]:
    if is_wordless(question):
        return "wordless", "clarify"
    elsewhere = question.intent == OUT_OF_SCOPE and not _is_one_unclear_word(question)
    return ("out_of_scope", "unknown") if elsewhere else ("unclear", "clarify")


def _is_one_unclear_word(question: Question) -> bool:
    """Return whether one word alone, such as "asdfgh", is too little to tell where it belongs."""
    return len(question.message.words.split()) == 1 and question.confidence < SMALL_TALK_CONFIDENCE


def _say_or_list(
    connection: Connection,
    question: Question,
    outcome: Outcome,
    text: str,
    buttons: list[Button],
    *,
    until: int = MISSES_UNTIL_TOPICS,
    about_occupation: bool = True,
) -> Reply:
    """Say the text, and after several misses in a row list every topic that can be answered."""
    state = question.state
    if state.misses < until:
        title = message("offers.instead")
        return say(state, outcome, text, buttons, title, about_occupation=about_occupation)
    refused = outcome == "unknown"
    about = spoken_of(connection, state, question)
    if about and about.only_in_datasets:  # of whom most topics of the articles are not told
        again = message("unanswered.again_of", occupations=about.plural)
        reply = say(state, outcome, text if refused else again, buttons, message("offers.instead"))
        return Reply(reply.answer, replace(reply.state, misses=0))
    said = message("unanswered.topics", text=text) if refused else message("unanswered.again")
    reply = list_topics(connection, state, said, outcome)
    return Reply(reply.answer, replace(reply.state, misses=0))  # once, not again and again
