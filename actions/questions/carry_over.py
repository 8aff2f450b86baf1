"""What a message leaves open and the conversation fills: an ordered table of rules, the first that applies.

Behind all of them stands one principle: what is named replaces what was named before of its family (places,
things, levels …), and everything else is kept as long as the topic stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.questions.cues import asks_for, contains, phrases
from actions.questions.kinds import LOCATIONS, PLACES, family
from actions.questions.linking import link_values
from actions.questions.message import FALLBACK
from actions.questions.question import Cue, Question, Rank, Slot
from actions.questions.topic_slots import (
    ATTRIBUTE_OF_ASPECT,
    DIMENSIONS,
    GOES_ON_ONLY_WITH,
    GOES_ON_WITH,
    HAS_ATTRIBUTES,
    OCCUPATION_SEARCH,
    RANKED,
    SCALES,
    SHARE_OF_KIND,
    TAKEN_FOR_ATTRIBUTE,
    TAKEN_FOR_VALUE,
    TOPIC_OF_KIND,
    TOPIC_OF_OTHER_KINDS,
)
from actions.questions.wording import rank_of
from actions.refusals import refusals
from actions.thresholds import OUTRANKS_CONVERSATION, UNDOUBTED_ANSWER
from knowledge.queries.occupations import featured_occupation, get_occupation
from knowledge.queries.topics import list_topics
from knowledge.terms import normalise

LEANING = frozenset(
    {FALLBACK, "pick", "what_about", "more"}
)  # intents that say nothing of a topic themselves
# The topics under which occupations are compared again, by the cue that asks for them.
COMPARED_BY = (
    ("search_by_growth", "outlook"),
    ("search_by_pay", "salary"),
    ("asks_for_education", "education"),
)
FEW_WORDS = 3  # of a message that says too little to ask anything new: "and how long?"
Fill = Callable[[Connection, Question], "Question | None"]


@dataclass(frozen=True)
class Rule:
    """A rule: its name, an example, and what it makes of a question; None where it does not apply."""

    name: str
    example: str
    fill: Fill


def carry_over(connection: Connection, question: Question) -> Question:
    """Return the question with the slots that it leaves open filled from the conversation."""
    for rule in RULES:
        if filled := rule.fill(connection, question):
            return filled
    return question


def _refined_search(connection: Connection, question: Question) -> Question | None:
    """Ask the last question over all occupations again, with a filter more."""
    if (
        question.state.topic != OCCUPATION_SEARCH
        or question.of("occupation")
        or question.intent not in LEANING
    ):
        return None
    filters = question.of(*PLACES, "industry", "degree", "tool", "skill") or question.quantity
    if not filters and not contains("refines_a_search", question.message.words):
        return None
    families = {family(entity.kind) for entity in question.entities}
    kept = [(kind, value) for kind, value in question.state.mentions if family(kind) not in families]
    if contains("search_like", question.state.question):
        kept += [("occupation", key) for key in question.state.occupations[-1:]]
    return _with(connection, question, kept, topic=OCCUPATION_SEARCH)


def _compared_again(connection: Connection, question: Question) -> Question | None:
    """Ask something else of the occupations that were compared last: "and which grows faster?"."""
    compared = [(kind, value) for kind, value in question.state.mentions if kind == "occupation"]
    words = question.message.words
    if not compared or question.of("occupation") or not contains("asks_which_of_them", words):
        return None
    topic = next((name for cue, name in COMPARED_BY if contains(cue, words)), None)
    if topic is None:
        return None
    first = [("occupation", key) for key in question.state.occupations[-1:]]
    return _with(connection, question, [*first, *compared], topic=topic)


def _attribute_of_item(connection: Connection, question: Question) -> Question | None:
    item = question.item
    if not asks_attribute_alone(question) or item is None or item.kind != "entity":
        return None
    return _with(connection, question, [("", item.key)], topic=question.state.topic)


def _item_as_thing(connection: Connection, question: Question) -> Question | None:
    item = question.item
    if question.intent != "requirement_check" or _names(question) or item is None or item.kind != "entity":
        return None
    return _with(connection, question, [("", item.key)])


def _attribute_of_last_thing(connection: Connection, question: Question) -> Question | None:
    things = _last_things(question)
    if not asks_attribute_alone(question) or question.item_position is not None or len(things) != 1:
        return None
    topic = question.state.topic
    leans = (
        question.intent in {topic, *TAKEN_FOR_ATTRIBUTE} or len(question.message.text.split()) <= FEW_WORDS
    )
    if not leans or asks_for("all", question.message.text):
        return None
    return _with(connection, question, things, topic=topic)


def _share_of_last(connection: Connection, question: Question) -> Question | None:
    if not question.asks_for("share") or _names(question) or not _says(question, "one_of_them"):
        return None
    for kind, value in question.state.mentions:
        if kind in SHARE_OF_KIND:
            return _with(connection, question, [(kind, value)], topic=SHARE_OF_KIND[kind])
    return None


def _there(connection: Connection, question: Question) -> Question | None:
    last = [(kind, value) for kind, value in question.state.mentions if kind in LOCATIONS]
    says_there = normalise(question.message.text).split()[-1:] == ["there"]
    if not says_there or _names(question) & LOCATIONS or not last or question.topic is None:
        return None
    return _with(connection, question, last)


def _attribute_of_last_topic(connection: Connection, question: Question) -> Question | None:
    last, kinds = question.state.topic, _names(question)
    if last not in HAS_ATTRIBUTES or not kinds <= HAS_ATTRIBUTES[last]:
        return None
    asks_price = question.intent == "salary" and question.asks_for("price") and not question.asks_for("pay")
    doubtful = question.confidence < OUTRANKS_CONVERSATION or asks_price
    leans = (
        _may_ask_attribute(question)
        or (_says(question, "it") and doubtful)
        or contains("names_a_certificate", question.message.words)
    )
    if not leans or not (_attributes(question) or "level" in kinds):
        return None
    means_last = question.intent == "what_about" or _says(question, "it")
    things = _last_things(question) if means_last and not kinds & {"certification", "tool", "company"} else []
    return _with(connection, question, things, topic=last)


def _value_on_same_scale(connection: Connection, question: Question) -> Question | None:
    last, kinds = question.state.topic, _names(question)
    if last is None or not kinds or not kinds <= DIMENSIONS.get(last, frozenset()):
        return None
    only_names = question.message.form == "names" and not question.of("occupation")
    if not (only_names or (last in SCALES and question.intent in TAKEN_FOR_VALUE)):
        return None
    return _with(connection, question, [], topic=last)


def _rank_in_last_topic(connection: Connection, question: Question) -> Question | None:
    rank, last = question.rank or _next_rank(question), question.state.topic
    if rank is None or last not in RANKED or _names(question) or question.intent not in LEANING:
        return None
    return _with(connection, replace(question, rank=rank, item=None), [], topic=last)


def _next_rank(question: Question) -> Rank | None:
    """Return the rank that "and the second one?" asks for, after a question for the largest alone."""
    state, position = question.state, question.item_position
    if position is None or position < 1 or question.message.is_payload:
        return None
    hints = [Cue(kind, value) for kind, value in state.hints]
    last = rank_of(state.question, hints)
    if last is None or last.count > 1 or state.topic not in SCALES:
        return None
    return Rank(position=position + 1, lowest=last.lowest)


def _another_thing(connection: Connection, question: Question) -> Question | None:
    """Ask the last question again for what the message names."""
    state = question.state
    names_field = contains("names_machine_learning", question.message.words)
    says_what = question.entities or _asks_otherwise(question) or names_field
    if question.intent != "what_about" or not says_what:
        return None
    topic = _topic_that_goes_on(connection, question)
    if topic is None:
        return None
    families = {family(entity.kind) for entity in question.entities}
    goes_on = topic == state.topic  # "and mid?", after the job postings in Europe, is not about Europe
    kept = [(kind, value) for kind, value in state.mentions if goes_on and family(kind) not in families]
    if names_field and "occupation" not in families:  # "and in ML?", after a question about nurses
        kept += [("occupation", featured_occupation(connection).key)]
    elif "occupation" not in families:
        kept += [("occupation", key) for key in state.occupations if not state.unknown_occupations]
    filled = _with(connection, question, kept, topic=topic)
    if not goes_on:
        return filled
    asked = {cue.kind for cue in question.cues} | {entity.kind for entity in question.entities}
    cues = [Cue(kind, value, origin="carried over") for kind, value in state.hints if kind not in asked]
    return replace(filled, cues=(*question.cues, *cues))


def _kind_within_last_topic(connection: Connection, question: Question) -> Question | None:
    """Ask the last question for the things of a kind: "and the soft ones?"."""
    kinds, last = question.cue("skill_kind"), question.state.topic
    if not kinds or last != "skills" or _names(question) or question.confidence >= UNDOUBTED_ANSWER:
        return None
    return _with(connection, question, [], topic=last)


def _last_two_values(connection: Connection, question: Question) -> Question | None:
    """Ask the last topic for the two values of it that were asked for last."""
    state, words = question.state, question.message.words
    if question.entities or not contains("points_at_two", words) or state.topic not in DIMENSIONS:
        return None
    earlier = [past.mentions for past in state.earlier if past.topic == state.topic]
    mentions = [one for past in (*earlier, state.mentions) for one in past]
    values = [one for one in dict.fromkeys(mentions) if one[0] in DIMENSIONS[state.topic]][-2:]
    return _with(connection, question, values, topic=state.topic) if len(values) == 2 else None


def _compared_with_last(connection: Connection, question: Question) -> Question | None:
    if question.intent != "difference":
        return None
    if _points_at_two_things(connection, question):
        return replace(question, topic=None)
    about = replace(question, topic=Slot("comparison", "said", question.confidence))
    if question.of("occupation"):
        return about
    featured = featured_occupation(connection)
    for key in reversed(question.state.occupations):
        other = get_occupation(connection, key=key)
        if other and other != featured:
            return _with(connection, about, [("occupation", key)])
    return about


def _points_at_two_things(connection: Connection, question: Question) -> bool:
    """Return whether "which of the two is better?" is about two things, as no occupations were compared."""
    state = question.state
    return (
        contains("points_at_two", question.message.words)
        and state.topic not in (None, "comparison")
        and state.occupations == (featured_occupation(connection).key,)
        and not question.of("occupation")
        and not any(kind == "occupation" for kind, _key in state.mentions)
    )


RULES: tuple[Rule, ...] = (
    Rule("refined search", "only in California", _refined_search),
    Rule("compared again", "and which grows faster?", _compared_again),
    Rule("attribute of an item", "how long is the third?", _attribute_of_item),
    Rule("item as the thing", "do I need the second one?", _item_as_thing),
    Rule("attribute of the last thing", "and how long?", _attribute_of_last_thing),
    Rule("share of what was named", "how many have one?", _share_of_last),
    Rule("there", "what is it used for there?", _there),
    Rule("attribute within the last topic", "which one is free?", _attribute_of_last_topic),
    Rule("another value on the same scale", "Africa?", _value_on_same_scale),
    Rule("rank within the last topic", "and the second largest?", _rank_in_last_topic),
    Rule("kind within the last topic", "and the soft ones?", _kind_within_last_topic),
    Rule("another thing", "what about Docker?", _another_thing),
    Rule("the last two values", "what is the gap between those two?", _last_two_values),
    Rule("compared with the last occupation", "how does that differ?", _compared_with_last),
)


def _with(
    connection: Connection, question: Question, carried: Iterable[tuple[str, str]], topic: str | None = None
) -> Question:
    """Return the question with entities carried over, and about a topic carried over where one is given."""
    said = {entity.value for entity in question.entities}
    entities = [one for one in link_values(connection, carried) if one.value not in said]
    filled = replace(question, entities=(*question.entities, *entities))
    if topic is None:
        return filled
    return replace(filled, topic=Slot(topic, "carried over"), keeps_items=True)


def _names(question: Question) -> set[str]:
    """Return the kinds of what the message names, beside an occupation."""
    return question.message.named_kinds()


def _says(question: Question, cue: str) -> bool:
    return bool(phrases(cue) & set(normalise(question.message.text).split()))


def _attributes(question: Question) -> set[str]:
    return set(question.cue("aspect")) & set(ATTRIBUTE_OF_ASPECT)


def _may_ask_attribute(question: Question) -> bool:
    """Return whether the intent is one that a fragment asking for an attribute is often recognised as."""
    return question.intent in TAKEN_FOR_ATTRIBUTE or question.intent in refusals()


def asks_attribute_alone(question: Question) -> bool:
    """Return whether an attribute is asked of something of the last topic that the message leaves open."""
    return (
        question.state.topic in HAS_ATTRIBUTES
        and bool(_attributes(question))
        and not _names(question)
        and not question.asks_for("pay")
        and not question.of("occupation")
    )


def _last_things(question: Question) -> list[tuple[str, str]]:
    """Return the things with attributes that the last answer was about."""
    return [(kind, value) for kind, value in question.state.mentions if kind in ("certification", "course")]


def _asks_otherwise(question: Question) -> bool:
    """Return whether a message that names nothing puts the last question in another way: "and the price?"."""
    kinds = {cue.kind for cue in question.cues}
    by_age = question.state.topic == "age_distribution" and "number" in kinds
    return by_age or question.quantity is not None or bool(kinds & {"aspect", "untold", "skill_kind"})


def _topic_that_goes_on(connection: Connection, question: Question) -> str | None:
    """Return the topic that "what about …?" means, given what it names."""
    topics = {topic.key for topic in list_topics(connection)}
    last = question.state.topic if question.state.topic in topics else None
    if not question.entities:
        return last
    kind = question.entities[-1].kind
    if kind in GOES_ON_WITH:
        alone, goes_on = GOES_ON_WITH[kind]
        return last if last in goes_on else alone
    if last not in GOES_ON_ONLY_WITH.get(kind, {last}):
        return TOPIC_OF_KIND[kind]
    return last or TOPIC_OF_KIND.get(kind, TOPIC_OF_OTHER_KINDS)
