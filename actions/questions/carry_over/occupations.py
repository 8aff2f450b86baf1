"""What a message about occupations that were named before leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over.carrying import LEANING, carried, names
from actions.questions.carry_over.of_a_pair import SAID_OF_EACH, points_at_one_alone, topic_of_figures
from actions.questions.compared_measures import ORDERED_BY, measured
from actions.questions.cues import contains, phrases, without_phrases, words_of_question
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK
from actions.questions.question import Question, Slot
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES, LIKELY_TOPICS_OF_CUES
from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH, OF_PLACES, SCALES
from actions.questions.wording import RANKED_ASPECTS
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.occupations import featured_occupation, get_occupation
from knowledge.terms import normalise

_PAIR = 2
FEW_WORDS = 2  # of a message that names no more than what is compared
MOST_WORDS_OF_NAME = 6  # of an unclear message that names an occupation and asks nothing else of it
ASKS_WHICH = frozenset({"comparison", OCCUPATION_SEARCH})
MEASURES = ("salary", "outlook")  # topics under which one of two is ahead
# The topics under which occupations are compared again, by the cue that asks for them.
COMPARED_BY = (
    ("asks_for_openings", "outlook"),
    ("compares_employment", "outlook"),
    ("search_by_growth", "outlook"),
    ("search_by_pay", "salary"),
    ("asks_for_education", "education"),
    ("asks_for_experience", "education"),
    ("asks_how_long_the_way_is", "education"),
    ("asks_for_duration", "education"),
    ("asks_which_is_harder", "education"),
)


def compared_again(connection: Connection, question: Question) -> Question | None:
    """Ask something else of the occupations that were compared last: "and which grows faster?"."""
    words = _as_said(question)
    others = names(question) & {"tool", "product", "company"} or contains("names_the_advisor", words)
    others = others or contains("means_all_jobs", words)
    if question.of("occupation") or others:
        return None  # "who is better, you or ChatGPT?"
    compared = last_compared(question)
    topic = _topic_of_comparison(question, words) if compared else None
    figures = topic_of_figures(question.state, words)
    few = len(words_of_question(words)) <= FEW_WORDS or figures
    if topic is None and few and compared_in_last(question.state):  # "growth?", "and the training"
        said = (name for cue, name in LIKELY_TOPICS_OF_CUES if contains(cue, words))
        asked = question.topic.value if question.topic and not figures else next(said, figures)
        topic = asked if asked in SAID_OF_EACH else None
    if topic is None:
        return None
    places = [one for one in question.state.mentions if one[0] in PLACES and topic == "salary"]
    return carried(connection, question, [*(("occupation", key) for key in compared), *places], topic=topic)


def added_to_compared(connection: Connection, question: Question) -> Question | None:
    """Compare the occupations that were compared last with one more: "add waiters", "and judges?"."""
    words = question.message.words
    goes_on = _goes_on_with(words) and question.intent == NAMED_ANEW and compared_in_last(question.state)
    if not question.of("occupation") or not (contains("adds_to_compared", words) or goes_on):
        return None
    compared = last_compared(question)
    topic = question.state.topic
    if not compared or topic is None or question.intent not in LEANING:
        return None
    # "And the dentist?", behind "which has more openings?", asks for openings.
    text = f"{question.state.question} {question.text}".strip() if topic == "outlook" else question.text
    asked = replace(question, text=text)
    filled = carried(connection, asked, [("occupation", key) for key in compared], topic=topic)
    entities = sorted(filled.entities, key=lambda one: one.origin == "said")  # the new one comes last
    return replace(filled, entities=tuple(entities))


def _goes_on_with(words: str) -> bool:
    """Return whether a message begins with "and"."""
    return normalise(words).split()[:1] == ["and"]


def last_compared(question: Question) -> list[str]:
    """Return the occupations that were compared last, or asked about one after the other; none if one only.

    What lies behind the last answer counts only where the message asks for that.
    """
    state = question.state
    mentioned = [value for kind, value in state.mentions if kind == "occupation"]
    compared = list(dict.fromkeys((*state.occupations[:1], *mentioned, *state.occupations[1:])))
    if len(compared) > 1:
        return compared
    words = _as_said(question)
    if contains("points_at_three", words):
        return _compared_before(state, 3)
    return _compared_before(state, 2) if _asks_to_compare(words) else []


def _as_said(question: Question) -> str:
    """Return the words of a message as they are spelled correctly and as they were typed."""
    typed, words = question.message.text, question.message.words
    return words if typed == words else f"{words} {typed}"


def _asks_to_compare(words: str) -> bool:
    """Return whether a message asks about several that it does not name: "which grows faster?"."""
    several = (
        "points_at_two",
        "asks_of_each",
        "asks_for_the_gap",
        "asks_for_common",
        "asks_who_wins",
        "puts_them_in_order",
    )
    if any(contains(cue, words) for cue in several):
        return True
    which = contains("asks_which_of_them", words) or contains("one_of_two", words)
    points = contains("points_at_some", words)
    return which and contains("search_more", words) and (points or not _says_more(words))


def _says_more(words: str) -> bool:
    """Return whether a comparison names what it compares: "which jobs grow faster?"."""
    for cue in (
        *(cue for cue, _topic in COMPARED_BY),
        "asks_who_wins",
        "one_of_two",
        "asks_which_of_them",
        "search_more",
    ):
        words = without_phrases(cue, words)
    return bool(set(words.split()) - phrases("beside_a_comparison"))


def _compared_before(state: ConversationState, count: int) -> list[str]:
    """Return so many occupations that were compared, or asked about one after the other, last of all."""
    for past in state.latest_questions():
        together = past.together()
        if len(together) >= count and set(state.occupations[-1:]) <= set(together):
            return list(together)
    so_far = state.occupations_so_far()
    return list(so_far[-count:]) if len(so_far) >= count else []


def _topic_of_comparison(question: Question, words: str) -> str | None:
    """Return the topic under which occupations are compared again; None if that is not asked for."""
    gap = question.intent == NAMED_ANEW and contains("asks_for_the_gap", words)
    if gap and not _asks_how_they_differ(question.state, words):
        return "salary"
    if _asks_who_is_ahead(question, words):
        return question.state.topic
    which = contains("asks_which_of_them", words)
    each = contains("asks_of_each", words) or contains("asks_for_common", words)
    alike = contains("asks_if_alike", words) and bool(compared_in_last(question.state))
    several = ("points_at_two", "points_at_three", "puts_them_in_order")
    asks = which or each or alike or any(contains(cue, words) for cue in several)
    by_words = next((name for cue, name in COMPARED_BY if contains(cue, words)), None) if asks else None
    if each and by_words is None and contains("asks_how_many_work", words):
        return "outlook"
    if by_words or question.topic is None:
        return by_words
    if question.topic_is("comparison") and any(contains(cue, words) for cue in several):
        return "comparison"  # "compare the duties of the two"
    picks = contains("one_of_two", words) and contains("search_more", words)
    sure = question.confidence >= (PART_IS_A_QUESTION if each else UNDOUBTED_ANSWER)
    asked = (each or picks) and sure and question.topic.value not in ("comparison", OCCUPATION_SEARCH)
    return question.topic.value if asked else None


def _asks_who_is_ahead(question: Question, words: str) -> bool:
    """Return whether a message asks who is ahead in the figures told last: "so who wins?"."""
    if question.state.topic not in MEASURES or names(question) or question.confidence >= UNDOUBTED_ANSWER:
        return False
    which = contains("one_of_two", words) and contains("search_more", words)
    if any(contains(cue, words) for cue, _topic in COMPARED_BY):
        return False
    return not _says_more(words) and (which or contains("asks_who_wins", words))


def _asks_how_they_differ(state: ConversationState, words: str) -> bool:
    """Return whether "the main difference" of two whom the articles compare is asked for, and no figure."""
    of_articles = state.topic == "comparison" and state.of_articles
    in_figures = contains("asks_for_the_gap", words.replace("difference", " "))
    return of_articles and not in_figures and not any(contains(cue, words) for cue, _topic in COMPARED_BY)


def another_occupation(connection: Connection, question: Question) -> Question | None:
    """Ask the last question of the one that an unclear message names: "line cooks in a restaurant?"."""
    state, words = question.state, question.message.words
    named = [one.occupation for one in question.of("occupation")]
    goes_on = state.topic not in (None, OCCUPATION_SEARCH, "comparison", *ADVICE_TOPICS)
    if question.intent != FALLBACK or not goes_on or len(named) != 1 or named[0] is None or names(question):
        return None
    cues = ("wh_words", "opens_explanation", "opens_yes_no", *dict(ALL_TOPICS_OF_CUES))
    asks = any(contains(cue, words) for cue in cues)  # "what do bakers wear?"
    if asks or len(words.split()) > MOST_WORDS_OF_NAME or state.topic is None:
        return None
    return carried(connection, question, [], topic=state.topic)


def compared_elsewhere(connection: Connection, question: Question) -> Question | None:
    """Compare the occupations that were compared last in another place: "in Texas as well?"."""
    state, kinds = question.state, names(question)
    compared = last_compared(question)
    leans = question.intent in LEANING or question.confidence < UNDOUBTED_ANSWER
    if not compared or question.of("occupation") or not kinds or not kinds <= set(PLACES) or not leans:
        return None
    topic = state.topic if state.topic == "salary" else "comparison"  # the rest is not told by place
    return carried(connection, question, [("occupation", key) for key in compared], topic=topic)


def compared_in_last(state: ConversationState) -> tuple[str, ...]:
    """Return the occupations that the last answer compared; none if it compared none."""
    last = state.last_question()
    compared = last.together() if last and any(kind == "occupation" for kind, _key in last.mentions) else ()
    return compared if len(compared) > 1 else ()


def one_of_compared(connection: Connection, question: Question) -> Question | None:
    """Ask of the one of two occupations that is pointed at: "what does the better paid one need?"."""
    state = question.state
    if question.of("occupation") or question.message.is_payload or state.items:
        return None
    pointed = _pointed_at(connection, question)
    if pointed is None:
        return None
    if question.topic and question.topic.value in ASKS_WHICH:
        return None  # "which is the better paid?" compares them
    asks_anew = question.topic is not None and question.confidence >= PART_IS_A_QUESTION
    if not asks_anew and question.intent not in {*LEANING, "difference"}:
        return None
    told = (name for cue, name in COMPARED_BY if contains(cue, question.message.words))
    last = state.topic if state.topic != "comparison" else "definition"
    counts = contains("asks_how_many_work", question.message.words)
    topic = None if asks_anew else next(told, "outlook" if counts else last)
    if question.topic and question.topic.value in ADVICE_TOPICS and question.confidence < UNDOUBTED_ANSWER:
        topic = next(told, None)  # "the last one, what do i need to study"
    if topic is None and question.topic_key in SCALES and counts:
        topic = "outlook"  # "how many of the first lot are there in Ohio?" asks for no start-ups
    if names(question) & PLACES and topic not in OF_PLACES:
        topic = "salary"  # "Seattle for the better paid one": what is held of places is pay above all
    filled = replace(question, rank=None, item=None, item_position=None)
    cues = tuple(one for one in question.cues if one.kind != "ordinal" and one.value not in RANKED_ASPECTS)
    return carried(connection, replace(filled, cues=cues), [("occupation", pointed)], topic=topic)


def _pointed_at(connection: Connection, question: Question) -> str | None:
    """Return which of the last two occupations a message points at; None for none."""
    state, words = question.state, question.message.words
    compared = list(compared_in_last(state))
    if several := _one_of_several(question) or _the_leading_one(connection, question, compared):
        return several
    pair = compared or state.occupations_so_far()[-2:]
    if len(pair) != 2:
        return None
    if contains("the_other_one", words):
        if compared:
            return _behind(connection, question, pair)
        rest = [key for key in pair if key != state.occupations[-1]]
        return rest[0] if rest else None
    for cue, measure, sign, told_by in ORDERED_BY:
        if contains(cue, words) and not question.topic_is(told_by):
            values = [(sign * value, key) for key in pair if (value := measure(connection, key)) is not None]
            return max(values)[1] if len(values) == len(pair) else None
    pair = compared or _compared_before(state, _PAIR)
    if len(pair) != _PAIR or not (compared or points_at_one_alone(question)):
        return None
    return next(
        (key for cue, key in zip(("the_former", "the_latter"), pair, strict=True) if contains(cue, words)),
        None,
    )


def _one_of_several(question: Question) -> str | None:
    """Return the one of three or more that were compared last at the place named: "and for the first?"."""
    state, place = question.state, question.item_position
    points_at_all = contains("points_at_three", question.message.words)  # "which of the three"
    middle = contains("the_middle_one", question.message.words)
    if points_at_all or not (middle or (place is not None and question.message.values("ordinal"))):
        return None
    for past in state.latest_questions():
        together = past.together()
        if len(together) > _PAIR and set(state.occupations[-1:]) <= set(together):
            place = len(together) // 2 if middle else place or 0
            return together[place] if -1 <= place < len(together) else None
    return None


def _the_leading_one(connection: Connection, question: Question, compared: Sequence[str]) -> str | None:
    """Return which of those compared came first, for "that one" after "which of them grows fastest?"."""
    asked = contains("asks_which_of_them", question.state.question)
    if not compared or not asked or not contains("the_leading_one", question.message.words):
        return None
    values = measured(connection, question, compared)
    return max(values)[1] if len(values) == len(compared) else None


def _behind(connection: Connection, question: Question, pair: Sequence[str]) -> str | None:
    """Return which of two that were compared came second."""
    values = measured(connection, question, pair)
    return min(values)[1] if len(values) == len(pair) else None


def compared_with_last(connection: Connection, question: Question) -> Question | None:
    """Compare with the occupation that was discussed last: "how does that differ?"."""
    if question.intent != "difference":
        return None
    if _points_at_two_things(connection, question):
        return replace(question, topic=None)
    about = replace(question, topic=Slot("comparison", "said", question.confidence))
    if question.of("occupation"):
        return about
    others = names(question) or contains("names_the_advisor", question.message.words)
    compared = [] if others else last_compared(question) or _compared_before(question.state, 2)
    if compared:
        return carried(connection, about, [("occupation", key) for key in compared])
    featured = featured_occupation(connection)
    for key in reversed(question.state.occupations):
        other = get_occupation(connection, key=key)
        if other and other.only_in_datasets:
            return replace(question, topic=None)  # which nothing is left to compare with
        if other and other != featured:
            return carried(connection, about, [("occupation", key)])
    return about


def _points_at_two_things(connection: Connection, question: Question) -> bool:
    """Return whether "which of the two is better?" is about two things, as no occupations were compared."""
    state = question.state
    return (
        (contains("points_at_two", question.message.words) or contains("one_of_two", question.message.words))
        and state.topic not in (None, "comparison")
        and state.occupations == (featured_occupation(connection).key,)
        and not question.of("occupation")
        and not any(kind == "occupation" for kind, _key in state.mentions)
    )
