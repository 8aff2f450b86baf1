"""Whether a message asks a question over all occupations: a ranking, or those that keep some filters."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.datasets.search.amounts import amounts_in
from actions.datasets.search.conditions import conditions_in
from actions.datasets.search.education import BELOW_ASSOCIATE, denied_levels
from actions.questions.cues import (
    asks_for,
    contains,
    phrases,
    ranks,
    says_no_more_than,
    without_names,
    words_of_question,
)
from actions.questions.fields_of_work import left_out_groups, named_groups, names_a_kind, words_of_fields
from actions.questions.message import FALLBACK, UserMessage
from actions.questions.question import Question, Slot
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.lexical import numbers_in

_THAN_AN_AMOUNT = re.compile(
    r"\bthan (?:about |around )?(?:\$ ?)?(?:\d|average|most|half|the (?:average|median|rest))",
    re.IGNORECASE,
)
NAMED_ANEW = "what_about"  # asks the last question of something else
# Topics that a ranking, or a question for who uses something, is often recognised as.
_MEASURES = frozenset({"salary", "outlook"})
COMPARISON = "comparison"
_TOOLS = ("tools", "programming_languages")
_USES = frozenset({"tools", "programming_languages", "requirement_check", "algorithms", "skills", FALLBACK})
_TAKEN_FOR_USE = frozenset({OCCUPATION_SEARCH, "related_occupations", "career_fit", "about_you"})
# … and as which one for those that keep some filters is.
_TAKEN_FOR_FILTERS = frozenset(
    {
        *_MEASURES,
        "industries",
        "education",
        "experience",
        "requirements",
        "career_fit",
        OCCUPATION_SEARCH,
        FALLBACK,
    }
)
_NEGATIVE_FILTERS = ("search_no_degree", "search_no_diploma", "search_no_doctorate", "search_no_experience")
_MOST_WORDS_OF_FILTERS = 20
FEW_WORDS_OF_GAP = 6
_BY = ("search_by_pay", "search_by_growth", "search_by_openings", "search_by_employment")
# What is asked of the one occupation that a search names.
_TOPICS_OF_ONE = (("search_by_pay", "salary"), ("search_by_growth", "outlook"))
_FILTERS = (
    "search_some_college",
    "search_no_degree",
    "search_no_diploma",
    "search_high_school",
    "search_certificate",
    "search_associate",
    "search_bachelor",
    "search_master",
    "search_doctorate",
)


def read_search_intent(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return the message as a question over all occupations where its words ask one.

    One that only sounds so and names no occupations is unclear, or left to the rules of what is carried over
    where it may refine the last search.
    """
    words = message.words
    if message.is_payload:
        return message
    if (
        _ranks_all(message)
        or _ranks_a_field(message)
        or _lists_a_field(message, state)
        or _narrows_all(message, state)
        or _asks_who_uses(message)
        or _asks_for_one_like(message)
    ):
        return replace(message, intent=OCCUPATION_SEARCH, confidence=1.0)
    if _is_measure_alone(message, state):
        measure = next(one for one in message.ranking if one in _MEASURES)
        return replace(message, intent=measure, confidence=PART_IS_A_QUESTION)
    by_industry = state.topic in ("salary", "industries") and asks_for("industries", state.question)
    turns = (state.topic == OCCUPATION_SEARCH or by_industry) and turns_the_order(words)
    if turns or _leaves_out_of_list(message, state):
        return replace(message, intent=NAMED_ANEW, confidence=1.0)
    unasked = _tells_and_ranks_nothing(message, state) or _is_of_one(message, state)
    if message.intent == OCCUPATION_SEARCH and unasked:
        by_words = (topic for cue, topic in _TOPICS_OF_ONE if contains(cue, words))
        sure = message.confidence >= UNDOUBTED_ANSWER and len(message.values("occupation")) == 1
        topic = next(by_words, None) if sure else None
        return replace(message, intent=topic or FALLBACK)
    if message.intent == OCCUPATION_SEARCH and _counts_jobs_of_one(message, state):
        return replace(message, intent="outlook", confidence=PART_IS_A_QUESTION)
    if message.intent != OCCUPATION_SEARCH or contains("names_occupations", words):
        return message
    if state.topic == OCCUPATION_SEARCH and contains("points_at_the_list", words):
        return replace(message, intent=NAMED_ANEW)
    if ranks(words) and (contains("search_by_pay", words) or named_groups(words)):
        filtered = any(contains(cue, words) for cue in _FILTERS)
        if message.confidence >= UNDOUBTED_ANSWER:
            return message  # "highest salaries with a two-year degree"
        if filtered and message.confidence >= PART_IS_A_QUESTION:
            return replace(message, confidence=1.0)
    return replace(message, intent=NAMED_ANEW if state.topic == OCCUPATION_SEARCH else FALLBACK)


def read_gap_of_pay(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "so what's the gap?", after the pay of two occupations, as a message that goes on with it."""
    few = len(message.words.split()) <= FEW_WORDS_OF_GAP
    about_pay = state.topic in ("salary", "comparison", "definition") and not any(
        kind == "level" for kind, _value in state.mentions
    )
    if message.is_payload or not few or not about_pay or contains("first_person", message.words):
        return message
    if (
        message.named_kinds()
        or message.values("occupation")
        or not contains("asks_for_the_gap", message.words)
    ):
        return message
    several = len(state.occupations_so_far()) > 1
    return replace(message, intent=NAMED_ANEW, confidence=1.0) if several else message


def ranked_by_title(question: Question) -> Question:
    """Return a question as a ranking if it ranks what a title may mean: "the worst paid engineers".

    "What do the highest paid analysts earn?" asks for a part of the pay of one.
    """
    message = question.message
    named = question.of("occupation")
    several = len(named) == 1 and bool(named[0].candidates) and named[0].typed.lower().endswith("s")
    topic = question.topic.value if question.topic else None
    if message.is_payload or not several or topic in (OCCUPATION_SEARCH, *_TOOLS):
        return question
    measured = any(contains(cue, message.words) for cue in ("search_by_pay", "search_by_growth"))
    if not (ranks(message.words) and measured) or contains("opens_a_question_of_one", message.words):
        return question
    return replace(question, topic=Slot(OCCUPATION_SEARCH, "said"))


def ranks_self_employed(text: str) -> bool:
    """Return whether a text orders by the share of those who work for themselves, and not by their pay."""
    return contains("self_employed", text) and ranks(text) and not contains("search_by_pay", text)


def _ranks_all(message: UserMessage) -> bool:
    """Return whether a question about a measure ranks all occupations: "what occupation grows fastest?"."""
    of_all = contains("names_occupations", message.words) and not message.values("occupation")
    if of_all and ranks_self_employed(message.words):
        return True
    if message.intent not in _MEASURES or message.values("occupation"):
        return False
    return ranks(message.words) and contains("asks_which_occupations", message.words)


def _ranks_a_field(message: UserMessage) -> bool:
    """Return whether what NLU is not sure of ranks those of a field: "the best paid kind of nurse"."""
    words = message.words
    doubtful = message.intent == COMPARISON and message.confidence < UNDOUBTED_ANSWER
    if names_a_kind(words) and (doubtful or message.intent in {*_MEASURES, FALLBACK, OCCUPATION_SEARCH}):
        return ranks(words) or any(contains(cue, words) for cue in _BY)
    doubtful = message.intent == OCCUPATION_SEARCH and message.confidence < UNDOUBTED_ANSWER
    if not (doubtful or message.intent in {*_MEASURES, FALLBACK}) or not named_groups(words):
        return False
    in_it = any(contains(cue, words) for cue in ("money_in_a_field", "future_in_a_field"))
    if in_it and not message.values("occupation"):
        return not contains("names_the_field", words)  # "is there money in healthcare?"
    if _names_no_more_than_jobs_of(words) and not message.values("occupation"):
        return True
    if contains("asks_for_a_ranking", words) and not message.values("occupation"):
        return any(contains(cue, words) for cue in _BY) and not contains("names_the_field", words)
    if not (contains("names_occupations", words) or contains("asks_who_of_a_field", words)):
        return False
    if contains("puts_in_order", words):
        return True
    if message.values("occupation"):
        return False
    lists = message.intent == FALLBACK and contains("lists_jobs", words)
    return lists or ranks(words) or contains("search_by_growth", words)


def _lists_a_field(message: UserMessage, state: ConversationState) -> bool:
    """Return whether but the jobs of a field are named, in no talk of the articles: "office jobs"."""
    of_articles = bool(state.occupations) and state.of_articles
    if of_articles or message.values("occupation") or contains("names_the_field", message.words):
        return False
    return bool(named_groups(message.words)) and _names_no_more_than_jobs_of(message.words)


def _narrows_all(message: UserMessage, state: ConversationState) -> bool:
    """Return whether what NLU takes for a question of one asks for all that keep two filters.

    "Healthcare jobs with no experience", "a PhD and under 65k, does that exist?".
    """
    words = message.words
    if message.intent not in _TAKEN_FOR_FILTERS or message.values("occupation"):
        return False
    of_one = contains("first_person", words) or contains("names_the_field", words)
    # "Needs no master's" is no filter of a search, but a wish that advice keeps.
    denies = contains("leaves_out", words) and not (
        any(contains(cue, words) for cue in _NEGATIVE_FILTERS) or _needs_no_degree(words)
    )
    if denies or len(words.split()) > _MOST_WORDS_OF_FILTERS:
        return False
    of_all = contains("names_occupations", words) or contains("asks_whether_any_is", words)
    if of_one or not of_all or state.topic == OCCUPATION_SEARCH:
        return False
    kept = (
        bool(named_groups(words)),
        any(contains(cue, words) for cue in (*_FILTERS, "search_no_doctorate")) or _needs_no_degree(words),
        any(bound.startswith("pay") for bound in amounts_in(message.text)),
        contains("search_no_experience", words),
        contains("search_apprenticeship", words),
        contains("search_artistic", words),
    )
    return sum(kept) > 1


def _needs_no_degree(words: str) -> bool:
    levels, _rest = denied_levels(words)
    return bool(levels) and set(levels) <= set(BELOW_ASSOCIATE)


def _leaves_out_of_list(message: UserMessage, state: ConversationState) -> bool:
    """Return whether a few words leave a field out of the last search: "not in healthcare"."""
    few = len(message.words.split()) <= FEW_WORDS_OF_GAP and not contains("first_person", message.words)
    return few and state.topic == OCCUPATION_SEARCH and bool(left_out_groups(f"{message.words} jobs"))


def asks_for_like(text: str) -> bool:
    """Return whether a text asks for occupations like another, or others with more of something.

    "More than 10%" compares no occupations.
    """
    compares = any(one.degree in ("more", "less") for one in conditions_in(text))
    others = compares and contains("other_jobs", text)
    return others or contains("search_like", _THAN_AN_AMOUNT.sub(" ", text))


def turns_the_order(text: str) -> bool:
    """Return whether a text names an end of an order, and says nothing else: "and the worst?"."""
    return says_no_more_than("ends_of_an_order", text)


def _tells_and_ranks_nothing(message: UserMessage, state: ConversationState) -> bool:
    """Return whether somebody tells of themselves and names no order or filter: "I sew. Any jobs?"."""
    words = message.words
    if state.topic == OCCUPATION_SEARCH or not contains("first_person", words) or ranks(words):
        return False
    narrows = any(contains(cue, words) for cue in (*_BY, *_FILTERS, "search_uses", "asks_which_occupations"))
    return not (narrows or named_groups(words) or message.named_kinds() or numbers_in(words))


def _names_no_more_than_jobs_of(words: str) -> bool:
    """Return whether a text says no more than the jobs of a field, or asks how they fare: "museum jobs"."""
    if not contains("names_occupations", words):
        return False
    fares = contains("goes_up_or_down", words) or contains("search_by_growth", words)
    fields = {word for name in words_of_fields() for word in name.split()}
    beside = set(words_of_question(words)) - fields - phrases("beside_jobs_of_a_field")
    return not beside or (fares and not contains("first_person", words))


def _asks_who_uses(message: UserMessage) -> bool:
    """Return whether a question asks which occupations use something: "who uses MATLAB at work?"."""
    words = message.words
    if asks_who_uses_it(words):
        return message.intent in {*_USES, *_TAKEN_FOR_USE} and not contains("names_the_field", words)
    if message.intent not in _USES or message.values("occupation"):
        return False
    which = contains("asks_which_occupations", words) and contains("search_by_use", words)
    return (which or contains("asks_who_uses", words)) and not contains("names_the_field", words)


def asks_who_uses_it(text: str) -> bool:
    """Return whether a text asks which occupations use what it named before: "I like Figma. Who uses it?"."""
    return contains("asks_which_occupations", text) and contains("uses_it", text)


def asks_who_uses_a_tool(question: Question) -> bool:
    """Return whether a search asks which occupations use a tool: "which careers need Revit and pay 80k?"."""
    words = question.message.words
    if not question.topic_is(OCCUPATION_SEARCH) or not contains("asks_which_occupations", words):
        return False
    tools = question.of("tool", "product", "algorithm")
    return asks_who_uses_it(words) or (bool(tools) and contains("search_by_use", words))


def _asks_for_one_like(message: UserMessage) -> bool:
    """Return whether what is like an occupation and better is asked for: "like a baker, with more pay"."""
    sure = message.confidence >= UNDOUBTED_ANSWER and message.intent != "related_occupations"
    if sure or len(message.values("occupation")) != 1:
        return False
    return contains("one_like", message.words) and contains("search_more", message.words)


def _is_measure_alone(message: UserMessage, state: ConversationState) -> bool:
    """Return whether one between a measure and a search asks for the measure: "which level earns most?"."""
    first = message.ranking[:2]
    between = OCCUPATION_SEARCH in first and bool(_MEASURES & set(first))
    by_level = message.intent == OCCUPATION_SEARCH and contains("asks_by_level", message.words)
    if not (message.intent == FALLBACK or by_level) or not between or state.topic == OCCUPATION_SEARCH:
        return False
    return not any(contains(cue, message.words) for cue in ("names_occupations", "asks_which_occupations"))


def _counts_jobs_of_one(message: UserMessage, state: ConversationState) -> bool:
    """Return whether the jobs of the occupation under discussion are counted: "the number of jobs then?".

    In the first message, the change up to a year is that of the featured occupation.
    """
    goes_on = bool(state.occupations) and state.topic not in (None, OCCUPATION_SEARCH)
    opens = state.topic is None and message.values("year") and message.confidence < UNDOUBTED_ANSWER
    if opens and contains("asks_for_the_change", message.words):
        return not ranks(message.words)  # "how many more jobs by 2030"
    return goes_on and contains("counts_jobs", message.words) and not ranks(message.words)


def _is_of_one(message: UserMessage, state: ConversationState) -> bool:
    """Return whether what may be a question over all occupations is one about the one that it names."""
    named = [one.typed for one in message.entities if one.kind == "occupation"]
    if len(named) != 1 or ranks(message.words) or asks_for_like(message.words):
        return False
    behind = [f"{name} {jobs}" for name in named for jobs in phrases("jobs_behind_a_title")]
    # "Healthcare social work pays?" names no field, and "electrician jobs that pay well" no others.
    beside = without_names(message.words, (*behind, *named))
    searches = contains("names_occupations", beside) or bool(named_groups(beside)) or asks_who_uses_it(beside)
    sure = message.confidence >= UNDOUBTED_ANSWER and searches
    return not (sure or state.topic == OCCUPATION_SEARCH)
