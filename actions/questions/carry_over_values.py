"""What a message about values of the last topic, or their order, leaves open."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carrying import LEANING, carried, names, says_only
from actions.questions.cues import contains, numerals, without_phrases
from actions.questions.question import Cue, Question, Rank
from actions.questions.topic_slots import DIMENSIONS, RANKED, SCALES, TAKEN_FOR_VALUE
from actions.questions.wording import rank_of
from actions.state import ConversationState
from actions.thresholds import OUTRANKS_CONVERSATION
from knowledge.queries.lexical import content_words
from knowledge.terms import normalise


def value_on_same_scale(connection: Connection, question: Question) -> Question | None:
    """Ask the last question for another value on its scale: "Africa?"."""
    last, kinds = question.state.topic, names(question)
    if last is None or not kinds or not kinds <= DIMENSIONS.get(last, frozenset()):
        return None
    only_names = question.message.form == "names" and not question.of("occupation")
    if not (only_names or (last in SCALES and question.intent in TAKEN_FOR_VALUE)):
        return None
    return carried(connection, question, [], topic=last)


def rank_in_last_topic(connection: Connection, question: Question) -> Question | None:
    """Ask the last question for the values at a rank: "the second largest?", "and after that?"."""
    last = question.state.topic
    if last not in RANKED or names(question):
        return None
    rank = _rank_behind(question) or question.rank or _next_rank(question)
    leans = question.intent in LEANING or (
        question.confidence < OUTRANKS_CONVERSATION and _says_no_more_than_a_rank(question)
    )
    if rank is None or not leans:
        return None
    cues = tuple(one for one in question.cues if one.kind != "ordinal")
    if rank.position > 1:
        cues = (*cues, Cue("ordinal", str(rank.position), origin="carried over"))
    return carried(connection, replace(question, rank=rank, item=None, cues=cues), [], topic=last)


def _says_no_more_than_a_rank(question: Question) -> bool:
    """Return whether a message asks for a place of an order, and not of what: "so who is top?"."""
    text = question.message.words
    for cue in ("superlatives_most", "superlatives_least", "asks_for_the_next"):
        text = without_phrases(cue, text)
    ranks = numerals("ordinals").keys() | numerals("cardinals").keys()
    return not content_words(" ".join(word for word in normalise(text).split() if word not in ranks))


def _next_rank(question: Question) -> Rank | None:
    """Return the rank that "and the second one?" asks for, after a question for the largest alone."""
    state, position = question.state, question.item_position
    if position is None or position < 1 or question.message.is_payload:
        return None
    last = _asked_rank(state)
    if last is None or last.count > 1 or last.position > 1 or state.topic not in SCALES:
        return None
    return Rank(position=position + 1, lowest=last.lowest)


def _rank_behind(question: Question) -> Rank | None:
    """Return the rank behind the last one that was asked for: "and after that?"."""
    last = _asked_rank(question.state)
    if last is None or question.state.topic not in SCALES or not says_only(question, "asks_for_the_next"):
        return None
    return Rank(position=last.position + last.count, lowest=last.lowest)


def _asked_rank(state: ConversationState) -> Rank | None:
    """Return the rank that the last question asked for."""
    hints = [Cue(kind, value) for kind, value in state.hints]
    asked = rank_of(state.question, hints)
    places = [int(value) for kind, value in state.hints if kind == "ordinal" and int(value) > 0]
    return Rank(position=places[-1], lowest=bool(asked and asked.lowest)) if places else asked


def last_two_values(connection: Connection, question: Question) -> Question | None:
    """Ask the last topic for the two values of it that were asked for last."""
    state, words = question.state, question.message.words
    adds = says_only(question, "asks_for_the_sum")
    if question.entities or not (adds or contains("points_at_two", words)) or state.topic not in DIMENSIONS:
        return None
    earlier = [past.mentions for past in state.earlier if past.topic == state.topic]
    mentions = [one for past in (*earlier, state.mentions) for one in past]
    values = [one for one in dict.fromkeys(mentions) if one[0] in DIMENSIONS[state.topic]][-2:]
    return carried(connection, question, values, topic=state.topic) if len(values) == 2 else None
