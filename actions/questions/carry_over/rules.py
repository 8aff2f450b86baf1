"""What a message leaves open and the conversation fills: an ordered table of rules, the first that applies.

Behind all of them stands one principle: what is named replaces what was named before of its family (places,
things, levels …), and everything else is kept as long as the topic stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.no_answer.refusals import refusals
from actions.questions.carry_over.carrying import LEANING, carried, names, says
from actions.questions.carry_over.compared import first_of_shown, which_needs
from actions.questions.carry_over.figures import (
    asked_by_the_hour,
    asked_by_words,
    asked_for_openings,
    asked_for_related,
    asked_for_self_employed,
    asked_how_many_there_are,
    asked_how_much,
    asked_if_it_grows,
    counted_there,
    part_of_last_pay,
    pay_of_another_year,
    with_count_asked_for,
    years_of_last_outlook,
)
from actions.questions.carry_over.held_against import compared_with_them
from actions.questions.carry_over.judged import judged_against_all
from actions.questions.carry_over.needs import asked_if_needed
from actions.questions.carry_over.occupations import (
    added_to_compared,
    another_occupation,
    compared_again,
    compared_elsewhere,
    compared_with_last,
    one_of_compared,
)
from actions.questions.carry_over.pair import asked_of_pair
from actions.questions.carry_over.places import (
    asked_at_other_end,
    asked_elsewhere,
    asked_in_best_place,
    asked_in_ranked_place,
    asked_where_best,
    at_last_company,
    there,
)
from actions.questions.carry_over.search import (
    asked_of_listed,
    figure_of_listed,
    figure_of_named,
    pay_of_listed,
    refined_search,
    which_of_listed,
)
from actions.questions.carry_over.things import (
    last_things,
    purpose_of_last_thing,
    taught_in_last_thing,
    which_of_a_kind,
)
from actions.questions.carry_over.values import (
    amount_of_last,
    behind_value,
    calculated_with,
    last_values,
    rank_in_last_topic,
    rest_of_scale,
    value_on_same_scale,
)
from actions.questions.cues import asks_for, contains, phrases, without_phrases, words_of_question
from actions.questions.kinds import PLACES, family
from actions.questions.question import Cue, Question
from actions.questions.topic_slots import (
    ASKED_OF_INDUSTRIES,
    ATTRIBUTE_OF_ASPECT,
    GOES_ON_ONLY_WITH,
    GOES_ON_WITH,
    HAS_ATTRIBUTES,
    OCCUPATION_SEARCH,
    SHARE_OF_KIND,
    TAKEN_FOR_ATTRIBUTE,
    TOPIC_OF_KIND,
    TOPIC_OF_OTHER_KINDS,
    WITHIN_INDUSTRY,
)
from actions.thresholds import OUTRANKS_CONVERSATION, PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.occupations import featured_occupation
from knowledge.queries.topics import list_topics

FEW_WORDS = 3  # of a message that says too little to ask anything new: "and how long?"
MOST_WORDS_OF_JOBS = 6  # of a message that means the jobs rather than the market
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


def _attribute_of_item(connection: Connection, question: Question) -> Question | None:
    item = question.item
    if not asks_attribute_alone(question) or item is None or item.kind != "entity":
        return None
    return carried(connection, question, [("", item.key)], topic=question.state.topic)


def _item_as_thing(connection: Connection, question: Question) -> Question | None:
    item = question.item
    if item is None and question.item_position is None and says(question, "one_of_them"):
        item = next((one for one in question.state.items if one.key in question.state.told), None)
    if question.intent != "requirement_check" or names(question) or item is None or item.kind != "entity":
        return None
    return carried(connection, question, [("", item.key)])


def _attribute_of_last_thing(connection: Connection, question: Question) -> Question | None:
    things = last_things(question)
    if not asks_attribute_alone(question) or question.item_position is not None or len(things) != 1:
        return None
    topic = question.state.topic
    leans = (
        question.intent in {topic, *TAKEN_FOR_ATTRIBUTE}
        or len(words_of_question(question.message.words)) <= FEW_WORDS
        or question.confidence < PART_IS_A_QUESTION
    )
    if not leans or asks_for("all", question.message.text):
        return None
    return carried(connection, question, things, topic=topic)


def _share_of_last(connection: Connection, question: Question) -> Question | None:
    adds_up = contains("asks_for_the_sum", question.message.words)
    asks = question.asks_for("share") and not (adds_up or question.asks_for("negative"))  # "who hates it?"
    if not asks or names(question) or not says(question, "one_of_them"):
        return None
    for kind, value in question.state.mentions:
        if kind in SHARE_OF_KIND:
            return carried(connection, question, [(kind, value)], topic=SHARE_OF_KIND[kind])
    return None


def _jobs_behind_market(connection: Connection, question: Question) -> Question | None:
    """Ask for the growth of employment, after that of the market: "and of the jobs?"."""
    if question.state.topic not in ("market_size", "outlook") or question.entities:
        return None
    few = len(question.message.words.split()) <= MOST_WORDS_OF_JOBS
    if not few or not contains("means_the_jobs", question.message.words):
        return None
    told = {question.intent, *(one for one in [question.topic_key if question.topic else ""] if one)}
    if not told & {OCCUPATION_SEARCH, "job_market", *LEANING} or question.cue("ordinal"):
        return None
    return carried(connection, question, [], topic="outlook")


def _period_of_last(connection: Connection, question: Question) -> Question | None:
    """Ask the last question about pay again, for whether its figures are by the year."""
    state = question.state
    if state.topic != "salary" or names(question) or question.of("occupation"):
        return None
    words = question.message.words
    alone = set(without_phrases("names_a_period", words).split()) <= phrases("beside_a_gap")
    if not alone and (question.intent == "salary" or question.confidence >= UNDOUBTED_ANSWER):
        return None
    if not contains("names_a_period", words):
        return None
    asked = replace(question, text=f"{state.question} {question.text}".strip()) if alone else question
    return carried(connection, asked, state.mentions, topic=state.topic)


def _attribute_of_last_topic(connection: Connection, question: Question) -> Question | None:
    last, kinds = question.state.topic, names(question)
    if last not in HAS_ATTRIBUTES or not kinds <= HAS_ATTRIBUTES[last]:
        return None
    asks_price = question.intent == "salary" and question.asks_for("price") and not question.asks_for("pay")
    doubtful = question.confidence < OUTRANKS_CONVERSATION or asks_price
    leans = (
        _may_ask_attribute(question)
        or (says(question, "it") and doubtful)
        or contains("names_a_certificate", question.message.words)
        or (contains("asks_which_to_take", question.message.words) and doubtful)
    )
    if not leans or not (_attributes(question) or "level" in kinds):
        return None
    means_last = question.intent == "what_about" or says(question, "it")
    alone = means_last and not asks_for("all", question.message.text)  # "any that costs nothing?"
    things = last_things(question) if alone and not kinds & {"certification", "tool", "company"} else []
    return carried(connection, question, things, topic=last)


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
    if contains("the_whole_country", question.message.words):
        kept = [one for one in kept if one[0] not in PLACES]
    if names_field and "occupation" not in families:  # "and in ML?", after a question about nurses
        kept += [("occupation", featured_occupation(connection).key)]
    elif "occupation" not in families:
        kept += [("occupation", key) for key in state.occupations if not state.unknown_occupations]
    filled = carried(connection, question, kept, topic=topic)
    if not goes_on:
        return filled
    asked = {cue.kind for cue in question.cues} | {entity.kind for entity in question.entities}
    cues = [Cue(kind, value, origin="carried over") for kind, value in state.hints if kind not in asked]
    return with_count_asked_for(replace(filled, cues=(*question.cues, *cues)))


def _kind_within_last_topic(connection: Connection, question: Question) -> Question | None:
    """Ask the last question for the things of a kind: "and the soft ones?"."""
    kinds, last = question.cue("skill_kind"), question.state.topic
    if not kinds or last != "skills" or names(question) or question.confidence >= UNDOUBTED_ANSWER:
        return None
    return carried(connection, question, [], topic=last)


RULES: tuple[Rule, ...] = (
    Rule("asked of a listed occupation", "what does the first one earn?", asked_of_listed),
    Rule("figure of the first of a list", "how much percent?", figure_of_listed),
    Rule("figure of one that is named", "what about cashiers?", figure_of_named),
    Rule("which of a list", "which of those pays best?", which_of_listed),
    Rule("pay of a list", "and what do they pay?", pay_of_listed),
    Rule("refined search", "only in California", refined_search),
    Rule("one of those compared", "what does the other one need?", one_of_compared),
    Rule("which of those compared needs it", "which one needs a doctorate?", which_needs),
    Rule("first of those shown", "and the best paid one?", first_of_shown),
    Rule("compared again", "and which grows faster?", compared_again),
    Rule("asked of those compared", "why does it take so long?", asked_of_pair),
    Rule("added to those compared", "add waiters", added_to_compared),
    Rule("compared with them", "do nurses earn more than them?", compared_with_them),
    Rule("compared elsewhere", "in Texas as well?", compared_elsewhere),
    Rule("openings a year", "openings for the carpenter?", asked_for_openings),
    Rule("whether it grows", "do tellers go down as well?", asked_if_it_grows),
    Rule("related occupations", "what is similar to it?", asked_for_related),
    Rule("the self-employed", "how many of them are self-employed?", asked_for_self_employed),
    Rule("whether it is much", "is that a lot?", judged_against_all),
    Rule("pay of another year", "what will they earn in 2031?", pay_of_another_year),
    Rule("counted there", "how many of those work in Ohio?", counted_there),
    Rule("years of the last outlook", "by which year?", years_of_last_outlook),
    Rule("pay in two words", "how much?", asked_how_much),
    Rule("how many there are", "how many are there", asked_how_many_there_are),
    Rule("pay by the hour", "per hour?", asked_by_the_hour),
    Rule("part of the last pay", "the best paid ones there?", part_of_last_pay),
    Rule("another occupation", "line cooks in a restaurant?", another_occupation),
    Rule("asked elsewhere", "Arizona?", asked_elsewhere),
    Rule("asked at the other end of an order", "and the worst?", asked_at_other_end),
    Rule("asked in a place of the order", "and the second best?", asked_in_ranked_place),
    Rule("asked in the best place", "how much there?", asked_in_best_place),
    Rule("asked where it is best", "which state is on top?", asked_where_best),
    Rule("attribute of an item", "how long is the third?", _attribute_of_item),
    Rule("item as the thing", "do I need the second one?", _item_as_thing),
    Rule("attribute of the last thing", "and how long?", _attribute_of_last_thing),
    Rule("taught in the last thing", "what do you learn in it?", taught_in_last_thing),
    Rule("purpose of the last thing", "what is it for?", purpose_of_last_thing),
    Rule("which of a kind", "and which cloud?", which_of_a_kind),
    Rule("share of what was named", "how many have one?", _share_of_last),
    Rule("there", "what is it used for there?", there),
    Rule("at the last company", "what do they pay?", at_last_company),
    Rule("jobs behind the market", "and of the jobs?", _jobs_behind_market),
    Rule("period of the last figures", "is that per year?", _period_of_last),
    Rule("attribute within the last topic", "which one is free?", _attribute_of_last_topic),
    Rule("calculated with the last value", "how many more than the UK is that?", calculated_with),
    Rule("amount against the last figures", "more than 50?", amount_of_last),
    Rule("behind a value", "who comes after India?", behind_value),
    Rule("the last values", "what is the gap between those two?", last_values),
    Rule("the rest of the values", "and the rest?", rest_of_scale),
    Rule("another value on the same scale", "Africa?", value_on_same_scale),
    Rule("rank within the last topic", "and the second largest?", rank_in_last_topic),
    Rule("kind within the last topic", "and the soft ones?", _kind_within_last_topic),
    Rule("another thing", "what about Docker?", _another_thing),
    Rule("a thing that may be needed", "do I need security+?", asked_if_needed),
    Rule("asked by words", "does it grow?", asked_by_words),
    Rule("compared with the last occupation", "how does that differ?", compared_with_last),
)


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
        and not names(question)
        and not question.asks_for("pay")
        and not question.of("occupation")
    )


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
    if kind == "industry" and last and question.state.of_articles and last not in ASKED_OF_INDUSTRIES:
        return WITHIN_INDUSTRY["duties"]
    if kind in GOES_ON_WITH:
        alone, goes_on = GOES_ON_WITH[kind]
        return last if last in goes_on else alone
    if last not in GOES_ON_ONLY_WITH.get(kind, {last}):
        return TOPIC_OF_KIND[kind]
    return last or TOPIC_OF_KIND.get(kind, TOPIC_OF_OTHER_KINDS)
