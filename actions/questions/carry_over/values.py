"""What a message about values of the last topic, or their order, leaves open."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over.carrying import LEANING, carried, names, says_only
from actions.questions.carry_over.told import figures_of_topic, place_of_last, told_values
from actions.questions.cues import (
    asks_for_next,
    contains,
    is_yes_no,
    numerals,
    phrases,
    says_no_more_than,
    without_names,
    without_phrases,
)
from actions.questions.question import Cue, Quantity, Question, Rank
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_slots import DIMENSIONS, RANKED, SCALES, TAKEN_FOR_VALUE
from actions.questions.wording import rank_of
from actions.state import ConversationState
from actions.thresholds import OUTRANKS_CONVERSATION, UNDOUBTED_ANSWER
from knowledge.queries import facts
from knowledge.queries.lexical import content_words
from knowledge.terms import normalise


def value_on_same_scale(connection: Connection, question: Question) -> Question | None:
    """Ask the last question for another value on its scale: "Africa?"."""
    last, kinds = question.state.topic, names(question)
    if last is None or not kinds or not kinds <= DIMENSIONS.get(last, frozenset()):
        return None
    only_names = question.message.form == "names" and not question.of("occupation")
    taken = last in SCALES and question.intent in TAKEN_FOR_VALUE
    if not (only_names or taken or _says_no_more_than_a_value(question)):
        return None
    return carried(connection, question, [], topic=last)


def _says_no_more_than_a_value(question: Question) -> bool:
    """Return whether a message asks for another value, and of what is open: "what was it in 2020?"."""
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if sure or question.of("occupation") or question.intent == NAMED_ANEW:
        return False
    beside = without_names(question.message.words, (one.typed for one in question.entities))
    return set(beside.split()) <= phrases("beside_a_value")


def rank_in_last_topic(connection: Connection, question: Question) -> Question | None:
    """Ask the last question for the values at a rank: "the second largest?", "and after that?"."""
    last = question.state.topic
    if last not in RANKED or names(question) or (last != "salary" and question.asks_for("pay")):
        return None  # "which level earns the most?" asks nothing of regions
    ranks = (_rank_behind(connection, question), question.rank, _next_rank(question), _rank_at_end(question))
    rank = next((one for one in ranks if one), None)
    leans = question.intent in LEANING or (
        question.confidence < OUTRANKS_CONVERSATION and _says_no_more_than_a_rank(question)
    )
    if rank is None or not leans:
        return None
    cues = tuple(one for one in question.cues if one.kind != "ordinal")
    if rank.position > 1:
        cues = (*cues, Cue("ordinal", str(rank.position), origin="carried over"))
    asked = replace(question, rank=rank, item=None, item_position=None, points=False, cues=cues)
    return carried(connection, asked, [], topic=last)


def _says_no_more_than_a_rank(question: Question) -> bool:
    """Return whether a message asks for a place of an order, and not of what: "so who is top?"."""
    text = question.message.words
    for cue in ("superlatives_most", "superlatives_least", "asks_for_the_next", "words_of_a_scale"):
        text = without_phrases(cue, text)
    ranks = numerals("ordinals").keys() | numerals("cardinals").keys()
    return not content_words(" ".join(word for word in normalise(text).split() if word not in ranks))


def _next_rank(question: Question) -> Rank | None:
    """Return the rank that "and the second one?" asks for, after the largest or one value."""
    state, position = question.state, question.item_position
    if position is None or position < 1 or question.message.is_payload or state.topic not in SCALES:
        return None
    last = _asked_rank(state)
    if last is None:
        beyond = question.item is None and not question.points
        return Rank(position=position + 1) if beyond and state.told else None
    if last.count > 1 or last.position > 1:
        return None
    return Rank(position=position + 1, lowest=last.lowest)


def _rank_at_end(question: Question) -> Rank | None:
    """Return the rank of the smallest or largest value: "who's last?", "the one at the top?"."""
    if question.state.topic not in SCALES or question.message.is_payload:
        return None
    if question.item_position == -1 or says_no_more_than("the_bottom", question.message.words):
        return Rank(lowest=True)
    return Rank() if says_no_more_than("the_top", question.message.words) else None


def _rank_behind(connection: Connection, question: Question) -> Rank | None:
    """Return the rank behind the value that was told last: "and after that?"."""
    state, last = question.state, _asked_rank(question.state)
    if state.topic not in SCALES or not asks_for_next(question.message.words):
        return None
    lowest = bool(last and last.lowest)
    place = place_of_last(connection, state, lowest=lowest)
    if last is None or (state.mentions and place):
        return Rank(position=place + 1) if place else None
    return Rank(position=last.position + last.count, lowest=lowest)


def _asked_rank(state: ConversationState) -> Rank | None:
    """Return the rank that the last question asked for."""
    hints = [Cue(kind, value) for kind, value in state.hints]
    asked = rank_of(state.question, hints)
    places = [int(value) for kind, value in state.hints if kind == "ordinal" and int(value) > 0]
    return Rank(position=places[-1], lowest=bool(asked and asked.lowest)) if places else asked


def last_values(connection: Connection, question: Question) -> Question | None:
    """Ask the last topic for the two or three values of it that were asked for last."""
    state, words = question.state, question.message.words
    two = says_only(question, "asks_for_the_sum") or contains("points_at_two", words) or _asks_of_two(words)
    two = two or _asks_which_is_more(words)
    count = 2 if two else 3 if contains("points_at_three", words) else 0
    if question.entities or not count or state.topic not in DIMENSIONS:
        return None
    values = told_values(connection, state)[-count:]
    if len(values) < count:
        values = _asked_so_far(state)[-count:]
    asked = replace(question, rank=None, item=None)
    return carried(connection, asked, values, topic=state.topic) if len(values) == count else None


def calculated_with(connection: Connection, question: Question) -> Question | None:
    """Ask the last topic for a value and the one it is held against: "how many more than the UK is that?"."""
    state, words = question.state, question.message.words
    kinds = DIMENSIONS.get(state.topic or "", frozenset())
    asks = any(contains(cue, words) for cue in ("asks_for_the_gap", "asks_for_the_sum", "asks_for_the_ratio"))
    asks = asks or (is_yes_no(words) and contains("than_that_of", words))
    named = [one for one in question.entities if not one.occupation or one.value not in state.occupations]
    values = [(one.kind, one.value) for one in named if one.kind in kinds]
    if not asks or len(named) != len(values) or len(values) > 1:
        return None
    taken = [*values, *_value_pointed_at(connection, question)]
    if not taken:
        return None
    taken += [one for one in told_values(connection, state)[::-1] if one not in taken]
    asked = replace(question, rank=None, item=None, item_position=None, points=False)
    return carried(connection, asked, taken[:2], topic=state.topic) if len(taken) > 1 else None


def behind_value(connection: Connection, question: Question) -> Question | None:
    """Ask for the value behind one that is named: "who comes after India?"."""
    state, named = question.state, question.entities
    if state.topic not in SCALES or len(named) != 1 or named[0].kind not in SCALES[state.topic]:
        return None
    words = without_names(question.message.words, [named[0].typed])
    if is_yes_no(question.message.words) or not says_no_more_than("the_next", words):
        return None
    series = figures_of_topic(connection, state)
    last = next((one for one in series if one.entity and one.entity.key == named[0].value), None)
    if last is None:
        return None
    place = place_of_last(connection, replace(state, told=(last.key,))) or 0
    asked = replace(question, rank=Rank(position=place + 1), entities=(), item=None, points=False)
    return carried(connection, replace(asked, item_position=None), [], topic=state.topic)


def amount_of_last(connection: Connection, question: Question) -> Question | None:
    """Hold a bare number against the last figures, where they share a unit: "more than 50?"."""
    state, numbers = question.state, question.cue("number")
    if not numbers and question.quantity is not None:
        numbers = [normalise(question.quantity.typed)]
    if state.topic is None or state.topic in SCALES or len(numbers) != 1 or question.entities:
        return None
    if set(without_phrases("holds_a_number", question.message.words).split()) - {*numbers[0].split()}:
        return None
    figures = [
        figure
        for key in state.occupations[-1:]
        for figure in facts.figures(connection, occupation=key, topic=state.topic)
    ]
    units = {figure.unit for figure in figures}
    if len(units) != 1 or question.item is not None:
        return None
    amount = question.quantity or Quantity(float(numbers[0]), units.pop(), numbers[0])
    asked = replace(question, quantity=amount, form="yes_no", item_position=None, points=False)
    return carried(connection, asked, [], topic=state.topic)


def _asks_of_two(words: str) -> bool:
    """Return whether a message calculates with what was told last, and names nothing: "is that double?"."""
    calculates = ("asks_for_the_gap", "asks_for_the_ratio", "asks_for_the_sum")
    asks = any(contains(cue, words) for cue in calculates)
    for cue in calculates:
        words = without_phrases(cue, words)
    beside = phrases("beside_a_value") | numerals("ordinals").keys() | {"first", "last"}
    return asks and set(words.split()) <= beside


def _asks_which_is_more(words: str) -> bool:
    """Return whether a message asks which of the last two values is more, by no name: "which is bigger?"."""
    compares = ("search_more", "compares_employment")
    asks = contains("one_of_two", words) and any(contains(cue, words) for cue in compares)
    for cue in ("one_of_two", *compares):
        words = without_phrases(cue, words)
    return asks and set(words.split()) <= phrases("beside_a_value")


def _value_pointed_at(connection: Connection, question: Question) -> list[tuple[str, str]]:
    """Return the value that a message points at by its place in the order: "the first one"."""
    position, words = question.item_position, question.message.words
    two = contains("points_at_two", words) or contains("points_at_three", words)
    two = two or len(question.cue("ordinal")) > 1  # "the second minus the first": of those told last
    if two or (position is None and question.rank is None):
        return []
    series = figures_of_topic(connection, question.state)
    lowest = bool(question.rank and question.rank.lowest)
    ordered = sorted(series, key=lambda one: one.value, reverse=not lowest)
    place = position if position is not None else question.rank.position - 1 if question.rank else 0
    chosen = ordered[place : place + 1] if place >= 0 else ordered[-1:]
    return [(one.entity.kind, one.entity.key) for one in chosen if one.entity]


def rest_of_scale(connection: Connection, question: Question) -> Question | None:
    """Ask the last topic for the values of it that were not asked for yet: "and the rest?"."""
    state = question.state
    clear = question.confidence >= OUTRANKS_CONVERSATION and not question.topic_is(state.topic or "")
    if question.entities or clear or state.topic not in SCALES or not state.occupations:
        return None
    asked = {value for _kind, value in _asked_so_far(state)}
    if not asked or not contains("asks_for_the_rest", question.message.words):
        return None
    rest = [
        (figure.entity.kind, figure.entity.key)
        for figure in facts.figures(connection, occupation=state.occupations[-1])
        if figure.topic == state.topic and figure.entity and figure.entity.key not in asked
    ]
    return carried(connection, question, dict.fromkeys(rest), topic=state.topic) if rest else None


def _asked_so_far(state: ConversationState) -> list[tuple[str, str]]:
    """Return the values of the last topic that were asked for, the last one at the end."""
    earlier = [past.mentions for past in state.earlier if past.topic == state.topic]
    mentions = [one for past in (*earlier, state.mentions) for one in past]
    kinds = DIMENSIONS.get(state.topic or "", frozenset())
    return [one for one in dict.fromkeys(mentions) if one[0] in kinds]
