"""Reads a message that points back at several occupations: what it asks of which of them, in one record."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.datasets.compared.comparison import MOST
from actions.datasets.compared.member_values import is_measured
from actions.datasets.search.amounts import amounts_in
from actions.questions.cues import asks_for, clauses, contains, is_yes_no, without_names, without_phrases
from actions.questions.fields_of_work import left_out_groups
from actions.questions.kinds import PLACES
from actions.questions.left_out import titles_left_out
from actions.questions.linking import link, link_values
from actions.questions.members.asked import asked_of_members
from actions.questions.members.meant import FEWEST, asks_which, members_meant, names_a_size
from actions.questions.members.records import Members, MembersAsked
from actions.questions.message import UserMessage
from actions.questions.places.more_places import with_more_places
from actions.questions.places.place_at_end import with_place_at_end
from actions.questions.question import LinkedEntity, Question
from actions.questions.search_edits import counts_the_list, narrows_all_found
from actions.questions.search_intent import turns_the_order
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_FIT, OCCUPATION_SEARCH
from actions.state import ConversationState
from knowledge.queries.occupations import get_occupation

_SENTENCES = re.compile(r"(?<=[.?!])\s+")
MOST_WORDS = 40
# What the list of what fits somebody is asked for is answered by advice, which orders it by more than this.
_OF_ADVICE = frozenset({"pay", "growth", "education", "experience", "training"})
# What a search is narrowed or ordered by.
_SEARCHED = _OF_ADVICE | {"openings", "employment", "added", "self_employed"}
_OF_PLACES = frozenset({"pay", "employment"})
_TOPICS = {
    "pay": "salary",
    "growth": "outlook",
    "openings": "outlook",
    "added": "outlook",
    "employment": "outlook",
    "self_employed": "outlook",
    "education": "education",
    "experience": "education",
    "training": "education",
    "skill": "skills",
    "skills": "skills",
    "technology": "tools",
    "technologies": "tools",
    "industry": "industries",
    "industries": "industries",
    "duties": "duties",
    "where_paid": "salary",
    "where_most": "outlook",
    "way": "education",
}


def read_of_members(
    connection: Connection, message: UserMessage, state: ConversationState
) -> tuple[MembersAsked, UserMessage] | None:
    """Return what a message asks of several occupations that it points back to; None where it does not."""
    message = _without_refused(message)
    words = without_phrases("asks_to_be_told", message.words)
    tells = len(words.split()) > MOST_WORDS  # a resume that is pasted, a story
    if message.is_payload or message.document is not None or tells or contains("asks_for_a_reason", words):
        return None
    if related := _related_with_more(connection, message, state):
        return related, message
    if state.topic == OCCUPATION_SEARCH and counts_the_list(words):
        return None
    members = members_meant(connection, message, state)
    if members is None:
        return None
    if contains("first_person", words) and members.whence != "named":
        return None  # "which of those could I do?"
    words = without_names(words, (typed for _key, typed in members.named))
    kept = _without_left_out(connection, members, message.text)
    if kept is None or (kept == members and members.whence == "listed" and contains("takes_out", words)):
        return None
    members = kept
    if turns_the_order(words):
        verb = "grows" if state.topic == "outlook" or contains("grows_most", words) else "pays"
        words = f"which {verb} {'least' if contains('members_least', words) else 'most'}"
    asked = _within_a_comparison(asked_of_members(connection, members, words, message.text))
    if asked is None or _narrows(asked, words, state) or (state.topic == CAREER_FIT and _is_of_advice(asked)):
        return None
    placed = with_more_places(connection, with_place_at_end(connection, message))
    return asked, placed


def _without_refused(message: UserMessage) -> UserMessage:
    """Return a message without sentences that only refuse: "I don't want the salary!! Compare the duties"."""
    kept = [one for one in _SENTENCES.split(message.words) if not contains("refuses_an_answer", one)]
    words = " ".join(kept).strip()
    return message if words == message.words or not words else replace(message, text=words, corrected="")


def _related_with_more(
    connection: Connection, message: UserMessage, state: ConversationState
) -> MembersAsked | None:
    """Return what asks for those near the occupation talked about with more pay, or growth."""
    words = message.words
    more = contains("search_more", words) and any(
        contains(cue, words) for cue in ("search_by_pay", "search_by_growth", "says_pay")
    )
    near = contains("search_like", without_phrases("more_than_one_named", words))
    if (
        not (more and near)
        or contains("than_them", words)
        or contains("first_person", words)
        or state.topic in ADVICE_TOPICS
    ):
        return None
    named = [one for one in message.entities if one.kind == "occupation" and not one.is_work]
    (linked,) = link(connection, named) if len(named) == 1 else (None,)
    key = linked.value if linked and linked.occupation else state.last_occupation if not named else ""
    occupation = get_occupation(connection, key=key) if key else None
    if occupation is None or not occupation.code or message.named_kinds() - PLACES:
        return None
    return MembersAsked(Members((occupation.key,), "named"), "related")


def _without_left_out(connection: Connection, members: Members, text: str) -> Members | None:
    """Return a list without those that a text leaves out: "take out the teachers, and which of these grow?".

    None where nothing would be left.
    """
    if members.whence != "listed":
        return members
    groups = [one for clause in clauses(text) for one in left_out_groups(f"{clause} jobs")]
    codes = (*titles_left_out(connection, text).codes, *groups)
    if not codes:
        return members
    found = (get_occupation(connection, key=key) for key in members.keys)
    keys = tuple(one.key for one in found if one and one.code and not one.code.startswith(codes))
    return replace(members, keys=keys) if keys else None


def _within_a_comparison(asked: MembersAsked | None) -> MembersAsked | None:
    """Return what is asked where a comparison can tell it: of a larger set, of those that are named alone.

    "You skipped the stress. What about bookkeeper or payroll clerk, is that calmer?" behind a list of eight.
    """
    if asked is None or is_measured(asked) or len(asked.members.keys) <= MOST:
        return asked
    named = tuple(key for key, _typed in asked.members.named)
    return replace(asked, members=replace(asked.members, keys=named)) if len(named) >= FEWEST else None


def _narrows(asked: MembersAsked, words: str, state: ConversationState) -> bool:
    """Return whether words narrow or order the last search, whose first page is the list."""
    if asked.members.whence != "listed":
        return False
    if asked.operation == "holds" and not names_a_size(words) and narrows_all_found(words, state):
        return all(one.name in amounts_in(words) for one in asked.conditions)
    picks = asks_which(words) or is_yes_no(words) or asks_for("number", words)
    picks = picks or contains("says_of_each", words) or names_a_size(words)
    return state.topic == OCCUPATION_SEARCH and not picks and asked.measure in _SEARCHED and not asked.part


def _is_of_advice(asked: MembersAsked) -> bool:
    return asked.members.whence == "listed" and asked.measure in _OF_ADVICE and not asked.part


def with_members(connection: Connection, question: Question, asked: MembersAsked) -> Question:
    """Return a question with the occupations that it is about, and the places that are talked about."""
    named = dict(asked.members.named)
    entities: list[LinkedEntity] = []
    for key in asked.members.keys:
        (linked,) = link_values(connection, [("occupation", key)])
        typed = named.get(key)
        entities.append(replace(linked, typed=typed, origin="said") if typed else linked)
    others = [one for one in question.entities if one.kind != "occupation"]
    said = any(one.kind in PLACES for one in others) or contains("the_whole_country", question.text)
    told_by_place = asked.measure in _OF_PLACES or (asked.operation == "beside" and not asked.measure)
    if told_by_place and not said:
        places = [one for one in question.state.mentions if one[0] in PLACES]
        others += link_values(connection, places)
    return replace(
        question,
        entities=(*entities, *others),
        of_members=asked,
        rank=None,
        item=None,
        item_position=None,
        points=False,
        choice_position=None,
    )


def topic_of_members(asked: MembersAsked, state: ConversationState) -> str:
    """Return the topic of what is asked of several; what is held against the last figures asks for those."""
    if asked.operation == "related":
        return OCCUPATION_SEARCH
    if asked.operation == "beside" and not asked.measure and state.topic in ("salary", "outlook"):
        return state.topic
    return _TOPICS.get(asked.measure, "comparison")
