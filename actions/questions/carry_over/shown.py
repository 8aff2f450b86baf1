"""The occupations that were shown last, and whether a message means them: "which one pays best?"."""

from __future__ import annotations

import re

from actions.questions.cues import SUPERLATIVES, contains, phrases, ranks, without_phrases
from actions.questions.fields_of_work import named_groups
from actions.questions.search_intent import asks_who_uses_it
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT, OCCUPATION_SEARCH
from actions.state import ConversationState
from knowledge.terms import normalise

FEW_WORDS = 6  # of a superlative that says nothing else: "best paid one?"
SEVERAL = 2
_LISTED = 8  # occupations of a list of what fits
_CLAUSES = re.compile(r"[.?!;,:\n]+(?=\s|$)")
LISTS = frozenset({CAREER_FIT, OCCUPATION_SEARCH, "related_occupations"})  # topics answered with a list


def listed(state: ConversationState) -> tuple[str, ...]:
    """Return the keys of the occupations of the last list, whatever showed it."""
    if any(one.kind != "occupation" for one in state.items) or len(state.items) < SEVERAL:
        return ()
    return tuple(one.key for one in state.items)


def meant(state: ConversationState, words: str) -> tuple[str, ...]:
    """Return the keys of the occupations that a text means: of the last list, else those talked about.

    "Which of all these pays best?" is asked of those that were asked about since the last list is gone.
    """
    if keys := listed(state):
        return keys
    if not contains("points_at_list", words):
        return ()
    own = state.other or state.person
    talked = tuple(key for key in state.occupations_so_far() if key not in (own.occupation, *own.former))
    earlier = state.shown[-_LISTED:]
    if len(talked) >= SEVERAL and not (earlier and contains("names_the_list", words)):
        return talked
    return earlier if len(earlier) >= SEVERAL else ()


def sentence_with_list(text: str) -> str:
    """Return the clauses of a text that point at a list, else all of it."""
    pointing = [one for one in _CLAUSES.split(text) if contains("points_at_list", one)]
    return ". ".join(pointing) or text


def sides_of_change(state: ConversationState) -> tuple[str, ...]:
    """Return one's own occupation and the one thought of, behind whether to change to it."""
    own, last = (state.other or state.person).last_work, state.occupations
    if state.topic != CAREER_CHANGE or not last:
        return ()
    sides = tuple(dict.fromkeys((*([own] if own and len(last) == 1 else []), *last)))
    return sides if len(sides) >= SEVERAL else ()


def points_back(words: str) -> bool:
    """Return whether a text points at some that were shown and names nothing to search: "of those"."""
    points = contains("points_at_shown", words) or contains("points_at_list", words)
    return points and not names_what_to_search(words)


def ranks_shown(words: str) -> bool:
    """Return whether a text asks for the first of some that it does not name: "and the best paid?"."""
    ordered = ranks(words) or any(
        contains(cue, words) for cue in ("asks_for_the_quickest", "asks_for_the_best")
    )
    if not ordered or names_what_to_search(words):
        return False
    if points_back(words):
        return True
    few = len(words.split()) <= FEW_WORDS
    return few and (not _says_more(words) or contains("asks_which_of_them", words))


def names_what_to_search(words: str) -> bool:
    """Return whether a text says which occupations it asks for: all, a field, those that use a tool."""
    words = without_phrases("shown_jobs", words)
    return contains("names_occupations", words) or bool(named_groups(words)) or asks_who_uses_it(words)


def _says_more(words: str) -> bool:
    for cue in (*SUPERLATIVES, "asks_for_the_best", "search_by_pay", "search_by_growth"):
        words = without_phrases(cue, words)
    return bool(set(normalise(words).split()) - phrases("beside_a_comparison"))
