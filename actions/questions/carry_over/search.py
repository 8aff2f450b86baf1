"""What a message about the last list of occupations leaves open: a filter more, or one of the list."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.datasets.search.conditions import lines_in_force
from actions.questions.carry_over.carrying import LEANING, carried
from actions.questions.carry_over.occupations import COMPARED_BY
from actions.questions.carry_over.shown import ranks_shown
from actions.questions.cues import contains, is_fragment, phrases, ranks, without_phrases
from actions.questions.fields_of_work import left_out_groups
from actions.questions.kinds import PLACES, family
from actions.questions.left_out import takes_out_of_list
from actions.questions.message import NAMES
from actions.questions.question import Question
from actions.questions.school_years import level_of_years
from actions.questions.search_edits import EDITS
from actions.questions.search_intent import NAMED_ANEW, asks_for_like, turns_the_order
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES
from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH
from actions.state import Item
from actions.thresholds import (
    LIKELY_INTENTS,
    OUTRANKS_CONVERSATION,
    PART_IS_A_QUESTION,
    UNDOUBTED_ANSWER,
)
from knowledge.queries.topics import list_topics

ORDERS = ("search_by_pay", "search_by_growth", "search_by_openings", "search_by_employment")
MOST_COMPARED = 5
LISTS = "related_occupations"  # a topic that is answered with a list of occupations
_ORDERS_OF_OUTLOOK = ("search_by_openings", "search_by_growth", "search_by_employment")
_POINTING = frozenset({"pick", "more", "what_about"})  # intents of messages that only point at an item


def refined_search(connection: Connection, question: Question) -> Question | None:
    """Ask the last question over all occupations again, with a filter more or in another order."""
    words = question.message.words
    question = _with_last_list(question)
    if question.state.topic != OCCUPATION_SEARCH or not _leans(question):
        return None
    takes_out = takes_out_of_list(connection, question.message, question.state)
    if question.of("occupation") and not takes_out:
        return None
    if takes_out or turns_the_order(words):
        question = replace(question, rank=None, item=None, item_position=None)
    filters = question.of(*PLACES, "industry", "degree", "tool", "skill", "company") or question.quantity
    orders = contains("points_at_the_list", words) and any(contains(cue, words) for cue in ORDERS)
    one_that = contains("one_that", words)  # "one that needs no experience"
    asks_else = not one_that and question.intent not in LEANING and question.confidence >= UNDOUBTED_ANSWER
    refines = contains("refines_a_search", words) and (not asks_else or question.topic_is(OCCUPATION_SEARCH))
    leaves_out = takes_out or left_out_groups(f"{words} jobs")
    orders = orders or ranks_shown(words) or bool(level_of_years(words))
    counts = question.rank is not None and question.rank.count > 1  # "top 5"
    if not (filters or orders or counts or refines or leaves_out or turns_the_order(words)):
        return None  # "so AI is just plug and play?"
    return carried(connection, question, _kept(question), topic=OCCUPATION_SEARCH)


def kept_search(connection: Connection, question: Question) -> Question:
    """Return a search by conditions with what the search that it edits names."""
    question = replace(question, rank=None, item=None, item_position=None, points=False, quantity=None)
    state = question.state
    if question.message.searches == EDITS:
        return carried(connection, question, _kept(question), topic=OCCUPATION_SEARCH)
    if asks_for_like(question.message.words) and not question.of("occupation"):
        return carried(connection, question, [("occupation", key) for key in state.occupations[-1:]])
    return question


def _kept(question: Question) -> list[tuple[str, str]]:
    """Return what the last search names and this message names nothing in the place of."""
    families = {family(entity.kind) for entity in question.entities}
    kept = [(kind, value) for kind, value in question.state.mentions if family(kind) not in families]
    if asks_for_like(lines_in_force(question.state.question)):
        kept += [("occupation", key) for key in question.state.occupations[-1:]]
    return kept


def _with_last_list(question: Question) -> Question:
    """Return the question after the last list of occupations, where it asks for "the same list" again."""
    state = question.state
    lists = [past for past in state.earlier if past.topic == OCCUPATION_SEARCH]
    words = question.message.words
    listed = any(one.kind == "occupation" for one in state.items) and contains("any_of_the_list", words)
    if state.topic == OCCUPATION_SEARCH or not lists or not (listed or contains("the_last_list", words)):
        return question
    return replace(question, state=replace(state, **vars(lists[-1])))


def _leans(question: Question) -> bool:
    """Return whether a message goes on with the last list rather than ask something of its own."""
    message, words = question.message, question.message.words
    if contains("names_the_field", words):
        return False
    if (
        contains("one_that", words)
        or message.intent in LEANING
        or message.form == "names"
        or contains("points_at_the_list", words)
        or ranks_shown(words)  # "which pay best?"
        or (level_of_years(words) and question.form == "statement")  # "that take two years or less"
    ):
        return True
    return is_fragment(words) and message.confidence < OUTRANKS_CONVERSATION


def asked_of_listed(connection: Connection, question: Question) -> Question | None:
    """Ask about an occupation of the last list that the message points at: "what does the first one do?"."""
    message = question.message
    goes_on = turns_the_order(message.words) or takes_out_of_list(connection, message, question.state)
    item = None if goes_on else _listed(question)
    if item is None or item.kind != "occupation" or question.of("occupation"):
        return None
    told = (topic for cue, topic in LIKELY_TOPICS_OF_CUES if contains(cue, question.message.words))
    by_words = next(told, "education" if contains("asks_how_long_the_way_is", message.words) else None)
    said = question.topic is not None and not question.topic_is(OCCUPATION_SEARCH)
    doubtful = by_words is not None and question.confidence < PART_IS_A_QUESTION
    if said and question.topic is not None and not doubtful:
        return carried(connection, question, [("occupation", item.key)], topic=question.topic.value)
    if by_words is not None:
        return carried(connection, question, [("occupation", item.key)], topic=by_words)
    if contains("how_much_alone", message.words):  # "number 3, how much"
        return carried(connection, question, [("occupation", item.key)], topic="salary")
    if question.intent in _POINTING:
        return _asked_of_last(connection, question, item)
    topics = {topic.key for topic in list_topics(connection)} - {OCCUPATION_SEARCH}
    likely = [name for name in question.message.ranking[:LIKELY_INTENTS] if name in topics]
    return carried(connection, question, [("occupation", item.key)], topic=likely[0]) if likely else None


def figure_of_listed(connection: Connection, question: Question) -> Question | None:
    """Ask for the figure by which the last list is ordered, of its first: "how much percent?"."""
    state, words = question.state, question.message.words
    unclear = question.topic is None or question.confidence < UNDOUBTED_ANSWER
    if state.topic != OCCUPATION_SEARCH or not state.occupations or question.entities or not unclear:
        return None
    asks = contains("asks_for_the_figure", words) or contains("asks_how_bad", words)
    if not asks or question.item is not None or _says_more_than_a_figure(words):
        return None
    return _by_order(connection, question, state.occupations[-1])


def figure_of_named(connection: Connection, question: Question) -> Question | None:
    """Ask for the figure by which the last list is ordered, of what is named: "what about cashiers?"."""
    named = [one.occupation for one in question.of("occupation")]
    leans = question.intent == NAMED_ANEW or question.message.form == NAMES
    if question.state.topic != OCCUPATION_SEARCH or not leans or len(named) != 1 or named[0] is None:
        return None
    if (
        takes_out_of_list(connection, question.message, question.state)
        or question.message.named_kinds()
        or not named[0].code
        or asks_for_like(question.text)
    ):
        return None
    return _by_order(connection, question, named[0].key)


def _says_more_than_a_figure(words: str) -> bool:
    for cue in ("asks_how_bad", "asks_for_the_figure"):  # "by how much" before "how much"
        words = without_phrases(cue, words)
    return bool(set(words.split()) - phrases("beside_a_fragment"))


def _by_order(connection: Connection, question: Question, occupation: str) -> Question:
    """Return a question as one for the figure of an occupation by which the last list is ordered."""
    asked = question.state.question
    topic = "outlook" if any(contains(cue, asked) for cue in _ORDERS_OF_OUTLOOK) else "salary"
    counts = any(contains(cue, asked) for cue in ("search_by_openings", "search_by_employment"))
    text = f"{asked} {question.text}".strip() if counts and topic == "outlook" else question.text
    filled = replace(question, text=text, rank=None)
    return carried(connection, filled, [("occupation", occupation)], topic=topic)


def pay_of_listed(connection: Connection, question: Question) -> Question | None:
    """Ask what the first of a list earn: "and what do they pay?"; "which pay most?" orders it anew."""
    words, state = question.message.words, question.state
    listed = [one.key for one in state.items if one.kind == "occupation"][:MOST_COMPARED]
    if state.topic != OCCUPATION_SEARCH or len(listed) < 2 or question.entities or question.quantity:
        return None
    if ranks(words) or contains("search_more", words) or not contains("asks_pay_of_listed", words):
        return None
    filled = replace(question, rank=None, item=None)
    return carried(connection, filled, [("occupation", key) for key in listed], topic="salary")


def which_of_listed(connection: Connection, question: Question) -> Question | None:
    """Compare the first of a list: "which of those pays best?"."""
    words, state = question.message.words, question.state
    listed = [one.key for one in state.items if one.kind == "occupation"][:MOST_COMPARED]
    points = contains("points_at_some", words) and contains("asks_which_of_them", words)
    lists = state.topic in (OCCUPATION_SEARCH, *ADVICE_TOPICS)  # which order their own lists
    if lists or len(listed) < 2 or not points or question.of("occupation"):
        return None
    topic = next((name for cue, name in COMPARED_BY if contains(cue, words)), None)
    return (
        carried(connection, question, [("occupation", key) for key in listed], topic=topic) if topic else None
    )


def _asked_of_last(connection: Connection, question: Question, item: Item) -> Question | None:
    """Ask what was asked of another of the list last: "the second one?", after "what pays the first?"."""
    state = question.state
    of_listed = {one.key for one in state.items} >= set(state.occupations[-1:])
    if contains("asks_about_itself", question.text):
        return None
    if state.topic is None or state.topic in (OCCUPATION_SEARCH, *ADVICE_TOPICS, LISTS) or not of_listed:
        return None
    asked = carried(connection, question, [("occupation", item.key)], topic=state.topic)
    return replace(asked, text=f"{state.question} {question.text}".strip())


def _listed(question: Question) -> Item | None:
    if contains("points_at_two", question.message.words):
        return None  # "which of the two pays more?"
    if question.item is not None:
        return question.item
    items = question.state.items
    first = bool(items) and contains("the_top_one", question.message.words)
    return items[0] if first else None
