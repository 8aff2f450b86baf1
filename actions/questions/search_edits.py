"""Whether a message asks for occupations by conditions, anew or as an edit of the last search.

"Jobs with a master's but bad pay" searches all occupations; "no teaching", "by growth", "7 to 10" behind it
add a condition to the query that is kept, take its place, take it back, or turn to other places of its order.
People who tell of themselves get advice instead.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import asks_for_somebody, read_person
from actions.datasets.search.amounts import amounts_in
from actions.datasets.search.conditions import conditions_in, kinds_of_training, says, taken_back, without
from actions.datasets.search.education import education_of
from actions.datasets.search.pages import places_in, points_at_one
from actions.datasets.search.skills import skills_in
from actions.person import Person
from actions.questions.bound_of_occupation import with_bound_of_occupation
from actions.questions.cues import (
    contains,
    is_yes_no,
    phrases,
    ranks,
    without_phrases,
    words_of_question,
)
from actions.questions.fields_of_work import left_out_groups, named_groups
from actions.questions.kinds import PLACES
from actions.questions.left_out import left_out_again, titles_left_out
from actions.questions.message import UserMessage
from actions.questions.search_intent import asks_for_like, turns_the_order
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import ConversationState
from knowledge.queries.occupation_wishes import DEGREE, GROWTH, NO_DEGREE, STEADY
from knowledge.terms import normalise

_SENTENCES = re.compile(r"[.!]+(?:\s+|$)")
ANEW, EDITS = "anew", "edits"
_MOST_WORDS = 30
_FEW_WORDS, _FAR_BACK = 6, 2  # of a message that goes back to a search, over so many questions at most
# Wishes that a search holds as conditions; what else is wished of the work, advice judges.
_HELD = frozenset({NO_DEGREE, DEGREE, GROWTH, STEADY})
_OF_SKILLS = frozenset({"people", "helping", "analytical", "creative", "leading"})  # where a skill is named
# Conditions one of which is enough for a search: no other answer keeps them.
_ENOUGH = frozenset({"left out", "training", "skill", "degree of pay", "experience", "relative"})


def with_kept_search(
    connection: Connection, message: UserMessage, state: ConversationState
) -> ConversationState:
    """Return the state in which the last search is edited that other questions have followed: "by growth".

    Only few words that fit nothing but a list go back to it.
    """
    lists = [past for past in state.earlier[-_FAR_BACK:] if past.topic == OCCUPATION_SEARCH]
    words = message.words
    if state.topic == OCCUPATION_SEARCH or not lists or len(words.split()) > _FEW_WORDS or message.is_payload:
        return state
    back = replace(state, **vars(lists[-1]))
    sorts = contains("sorts", words) or contains("puts_in_order", words)
    drops = contains("takes_out", words) and bool(_left_out(connection, message, back))
    bounds = bool(amounts_in(message.text)) and not message.values("occupation")
    goes_back = sorts or drops or bounds or says("turns_round", words) or places_in(words).count is not None
    listed = len([one for one in state.items if one.kind == "occupation"]) > 1
    return back if goes_back and listed else state


def read_as_search(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage | None:
    """Return a message as a search over all occupations by conditions, None where it is none."""
    message = _without_remarks(message)
    plain = message
    if state.topic == OCCUPATION_SEARCH:
        message = with_bound_of_occupation(connection, message)
    words = message.words
    if message.is_payload or message.document is not None or len(words.split()) > _MOST_WORDS:
        return None
    if contains("asks_of_a_scale", words) or contains("names_the_field", words):
        return None
    if contains("relations", words) or asks_for_somebody(message):
        return None
    if state.finder is not None or state.other is not None or _tells_of_oneself(words, state.person):
        return None
    if state.topic == OCCUPATION_SEARCH and not _opens_anew(words):
        how = EDITS if message is not plain or _edits(connection, message, state) else ""
    else:
        how = ANEW if _asks_anew(connection, message, state) else ""
    if not how:
        return None
    kept = tuple(one for one in message.entities if one.kind != "occupation" or asks_for_like(message.words))
    return replace(message, intent=OCCUPATION_SEARCH, confidence=1.0, searches=how, entities=kept, parts=())


def _without_remarks(message: UserMessage) -> UserMessage:
    """Return a message without sentences that only say something of an occupation.

    "No apprenticeships. Electricians take years."
    """
    sentences = [one for one in _SENTENCES.split(message.words) if one.strip()]
    if len(sentences) < 2 or "?" in message.text or message.is_payload:
        return message
    titles = [normalise(one.typed) for one in message.entities if one.kind == "occupation"]
    named = [one for one in sentences if any(f" {name} " in f" {normalise(one)} " for name in titles)]
    asks = ("leaves_out", "leaves_out_in_words", "takes_out", "names_occupations_alone")
    remarks = [one for one in named if not any(contains(cue, one) for cue in asks)]
    kept = [one for one in sentences if one not in remarks]
    if not kept or len(kept) == len(sentences):
        return message
    entities = tuple(one for one in message.entities if normalise(one.typed) in normalise(" ".join(kept)))
    return replace(message, text=". ".join(kept), corrected="", entities=entities)


def _tells_of_oneself(words: str, person: Person) -> bool:
    """Return whether somebody speaks of themselves: "I said over 60k" of somebody unknown does not."""
    return contains("first_person", words if person.says_who else without("of_the_search", words))


def _wishes_more(connection: Connection, message: UserMessage) -> bool:
    """Return whether a message wishes of the work what no search holds: "and no desk jobs"."""
    wishes = read_person(connection, message, Person(), looking=True)
    held = _HELD | _OF_SKILLS if skills_in(message.words) else _HELD
    return bool((set(wishes.wants) | set(wishes.refuses)) - held)


def _opens_anew(words: str) -> bool:
    """Return whether a message names once more what it asks for: "which jobs grow fastest?", behind another.

    "Only tech jobs" and "drop the sales jobs" go on with the last search.
    """
    if says("starts_over", words):
        return True
    opens = words_of_question(without("of_the_search", words))[:1]
    goes_on = bool(set(opens) & (phrases("opens_an_edit") | phrases("leaves_out") | phrases("takes_out")))
    return contains("names_occupations_alone", words) and not (goes_on or contains("points_at_shown", words))


def _edits(connection: Connection, message: UserMessage, state: ConversationState) -> bool:
    """Return whether a message behind a search adds to it, takes from it, orders it or turns its page."""
    words = message.words
    if points_at_one(words):
        return False
    pages = places_in(words)
    if pages.first is not None or pages.goes_on or counts_the_list(words):
        return True
    left_out = _left_out(connection, message, state)
    found = _conditions(message, state, left_out)
    if not found and not pages:
        return False
    if _names_another(message, left_out) or _wishes_more(connection, message):
        return False
    if found & {"left out", "taken back", "turned"}:
        return True
    if narrows_all_found(words, state) and amounts_in(message.text):
        return True
    narrows = any(contains(cue, words) for cue in ("sorts", "only_ones", "one_that", "puts_in_order"))
    if contains("points_at_shown", words) and not narrows:
        return False  # of the list itself
    said = without("of_the_search", words)
    opens = words_of_question(said)[:1]
    asks = is_yes_no(said) or bool(set(opens) & phrases("asks_of_one"))
    return not asks or contains("names_occupations_alone", words)


def _asks_anew(connection: Connection, message: UserMessage, state: ConversationState) -> bool:
    """Return whether a message names conditions of occupations and asks for those that keep them."""
    words = message.words
    of_all = contains("names_occupations_alone", words) or contains("asks_whether_any_is", words)
    if not (of_all or (contains("asks_for_one_like", words) and asks_for_like(message.words))):
        return False
    if state.person.says_who or contains("points_at_shown", without("starts_over", words)):
        return False
    left_out = _left_out(connection, message, state)
    found = _conditions(message, state, left_out)
    if _names_another(message, left_out):
        return False
    if counts_occupations(words, state) and _is_bounded(found):
        return True
    exist = contains("asks_whether_any_is", words) or contains("asks_whether_there_are", words)
    if is_yes_no(words) and not exist:
        return False
    if asks_for_like(message.words):
        return bool(found - {"field", "place"}) and (
            bool(message.values("occupation")) or bool(state.last_occupation)
        )
    return (bool(found & _ENOUGH) or len(found) > 1) and not _wishes_more(connection, message)


def counts_the_list(words: str) -> bool:
    """Return whether a message asks no more than how many occupations the last search found."""
    beside = set(without_phrases("counts_the_list", words).split())
    return contains("counts_the_list", words) and beside <= phrases("beside_a_place_in_order")


def counts_occupations(words: str, state: ConversationState) -> bool:
    """Return whether a message counts occupations; in talk of the articles jobs are those of one."""
    of_articles = bool(state.occupations) and state.of_articles
    return contains("counts_occupations", words) or (contains("counts_jobs", words) and not of_articles)


def narrows_all_found(words: str, state: ConversationState) -> bool:
    """Return whether what points at a list means all that the last search found, of which it shows some.

    "Which of those pay over 100k?"; "those six" are the ones that are shown.
    """
    more = state.pages > state.page + 1
    points = contains("points_at_shown", words) or contains("points_at_list", words)
    return state.topic == OCCUPATION_SEARCH and more and points and not ranks(words)


def _is_bounded(found: set[str]) -> bool:
    """Return whether conditions hold of each occupation for itself: a bound, or what is needed to enter."""
    alone = {"education", "school", "training", "experience", "no experience", "growth"}
    return any(one in alone or one.startswith("bound of") for one in found)


def _names_another(message: UserMessage, left_out: tuple[str, ...]) -> bool:
    """Return whether a message names an occupation that it neither leaves out nor asks others like."""
    named = [one for one in message.entities if one.kind == "occupation"]
    if asks_for_like(message.words):
        return len(named) > 1
    called = {name for one in left_out for name in normalise(one).split()}
    return any(not set(normalise(one.typed).split()) & called for one in named)


def _left_out(connection: Connection, message: UserMessage, state: ConversationState) -> tuple[str, ...]:
    """Return the words of a message behind what leaves something out, where it leaves occupations out."""
    lines = left_out_again(f"{_last_line(state)}\n{message.words}").splitlines()
    told = titles_left_out(connection, f"\n{lines[-1]}" if state.topic == OCCUPATION_SEARCH else lines[-1])
    return (lines[-1],) if told.codes or left_out_groups(f"{lines[-1]} jobs") else ()


def _last_line(state: ConversationState) -> str:
    lines = state.question.splitlines() if state.topic == OCCUPATION_SEARCH else []
    return lines[-1] if lines else "jobs"


def _conditions(message: UserMessage, state: ConversationState, left_out: tuple[str, ...]) -> set[str]:
    """Return the kinds of conditions that a message names, which leaves out what these words tell."""
    words = message.words
    edits = state.topic == OCCUPATION_SEARCH
    conditions = conditions_in(words)
    compared = any(one.degree in ("more", "less") for one in conditions)
    degrees = {(one.attribute, one.degree) for one in conditions if one.degree != "bare"}
    fields = named_groups(f"{words} jobs" if edits else words)
    told = {
        "left out": bool(left_out),
        "taken back": edits and bool(taken_back(words)),
        "turned": edits and says("turns_round", words),
        "training": any(name == "training" for name, _degree in degrees) or any(kinds_of_training(words)),
        "experience": any(name == "experience" for name, _degree in degrees),
        "school": any(name == "school" for name, _degree in degrees),
        "degree of pay": any(name == "pay" and degree in ("little", "much") for name, degree in degrees),
        "relative": compared and asks_for_like(words),
        "skill": bool(skills_in(words)),
        "education": bool(education_of(words)) or contains("search_any_degree", words),
        "field": bool(fields),
        "place": any(one.kind in PLACES for one in message.entities),
        "order": ranks(words)
        or contains("puts_in_order", words)
        or contains("sorts", words)
        or (edits and turns_the_order(words)),
        "growth": any(one.attribute == "growth" for one in conditions) and contains("grows_at_all", words),
        "no experience": contains("search_no_experience", words),
        "places": bool(places_in(words)),
    }
    bounds = {name.partition("_")[0] for name in amounts_in(message.text)}
    return {name for name, holds in told.items() if holds} | {f"bound of {name}" for name in bounds}
