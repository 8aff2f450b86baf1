"""A title of which a message says but a part, beside an occupation: "and assistants?", "or high school?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import clauses, contains, phrases, without_phrases, words_of_question
from actions.questions.kinds import CUES, PLACES
from actions.questions.message import FALLBACK, NAMES, ParsedEntity, UserMessage
from actions.questions.occupations import last_occupation
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.titles.kin_lookup import OWN, kin_of, other_by_modifier, title_of_whose, titled
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES, TOPICS_OF_CUES
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.occupations import get_occupation, occupation_of_code
from knowledge.queries.titles import KINDS, ends_titles, resolve_title
from knowledge.records import Occupation
from knowledge.terms import normalise, singulars

_CLAUSES = re.compile(r"(?<=[.!?])\s+")
MOST_WORDS = 6  # of a message that says but a part of a title
MOST_OF_MODIFIER = 3  # words that stand before the last one of a title
OF_COLLEAGUES = frozenset({"collaboration"})  # topics that name somebody else than who is asked about
ABOUT_SCHOOL = frozenset({"education", "education_shares", "experience", "qualifications", "career_path"})


def with_kin_title(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "and assistants?", after physical therapists, as the last question of their assistants.

    In a question that asks something itself, a title which may mean many occupations is the one beside that
    which is talked about: "is there an assistant job?".
    """
    if message.is_payload:
        return message
    last = last_occupation(connection, state)
    last = last if last and last.code and state.topic else None
    return (
        _named_at_end(message, last)
        or _fragment(connection, message, state, last)
        or _fragment_as_typed(connection, message, state, last)
        or _completed(connection, message, state, last)
    )


def _named_at_end(message: UserMessage, last: Occupation | None) -> UserMessage | None:
    """Return a remark that ends with an occupation as the last question of it: "too little. and judges?"."""
    named = [one for one in message.entities if one.kind not in CUES]
    *before, end = [one for one in _CLAUSES.split(message.words) if normalise(one)] or [""]
    if last is None or not before or [one.kind for one in named] != ["occupation"]:
        return None
    typed = normalise(named[0].typed)
    rest = set(f" {normalise(end)} ".replace(f" {typed} ", " ").split())
    if typed not in normalise(end) or rest - phrases("beside_a_title"):
        return None
    remark = " ".join(before)
    asks = any(contains(cue, remark) for cue in ("wh_words", "first_person", *dict(LIKELY_TOPICS_OF_CUES)))
    return None if asks or "?" in remark else _named(message, named[0].value, named[0].typed)


def _fragment(
    connection: Connection, message: UserMessage, state: ConversationState, last: Occupation | None
) -> UserMessage | None:
    """Return a message of a part of a title as the last question of the occupation; None for any other."""
    places = tuple(one for one in message.entities if one.kind in PLACES)
    corrects = contains("corrects_oneself", message.words)
    text = without_phrases("corrects_oneself", message.words if corrects else _last_clause(message))
    for one in places:
        text = f" {text} ".replace(f" {normalise(one.typed)} ", " ")
    text = text.strip() or _last_clause(message)
    named = {one.kind for one in message.entities if one not in places} - CUES
    if last is None or len(text.split()) > MOST_WORDS:
        return None
    words = [one for one in words_of_question(text) if one not in phrases("beside_a_title")]
    if found := title_of_whose(connection, text, last):
        whole = set(words) <= set(found.typed.split())
        return _named(message, found.value, found.typed) if whole and named <= {"occupation"} else None
    if words and _asks_of_school(state, named):
        return None
    unclear = corrects and message.confidence < PART_IS_A_QUESTION
    if 0 < len(words) <= MOST_OF_MODIFIER and (unclear or _is_unclear(message, words)):
        modifier = " ".join(words)
        if title := other_by_modifier(connection, modifier, last):
            return _named(message, title, modifier)
    others = {one.kind for one in message.entities if normalise(one.typed) not in words} - CUES
    if len(words) != 1 or others - {"occupation"} - PLACES:
        return None
    if found_kin := kin_of(connection, words[0], last):
        return _named(message, found_kin, words[0])
    return None if named - {"occupation"} else _of_one_word(connection, message, words[0], last, named)


def _fragment_as_typed(
    connection: Connection, message: UserMessage, state: ConversationState, last: Occupation | None
) -> UserMessage | None:
    """Return a message whose one word was taken for a misspelled one and is a title: "and pilots?"."""
    unclear = message.intent in (NAMED_ANEW, FALLBACK) and not message.entities
    if not unclear or message.words == message.text:
        return None
    return _fragment(connection, replace(message, corrected=""), state, last)


def _of_one_word(
    connection: Connection, message: UserMessage, word: str, last: Occupation, named: set[str]
) -> UserMessage | None:
    if not titled(connection, word, OWN):
        for before in (last.name, " ".join(last.name.split()[:-1])):
            title = f"{normalise(before)} {word}"
            if before and _is_another(connection, title, last, KINDS):
                return _named(message, title, word)
    unclear = message.intent in (NAMED_ANEW, FALLBACK) and not named
    if unclear and (_is_another(connection, word, last, OWN) or _is_title_of_several(connection, word)):
        return _named(message, word, word)
    only = named == {"occupation"} and message.confidence < UNDOUBTED_ANSWER
    if only and message.intent != NAMED_ANEW and contains("stresses_a_name", message.words):
        return _named(message, message.values("occupation")[0], word)  # "the dentist itself?"
    return None


def _completed(
    connection: Connection, message: UserMessage, state: ConversationState, last: Occupation | None
) -> UserMessage:
    """Return a message with the occupation that a word stands for which ends the titles of many."""
    beside = [*_others_named(connection, message), *([last] if last else [])]
    entities = tuple(_meant(connection, one, message, beside, state) for one in message.entities)
    if entities != message.entities:
        return replace(message, entities=entities)
    if last is None or message.values("occupation") or message.intent in OF_COLLEAGUES:
        return message
    for before, determiner, word in _with_determiner(message.words):
        if before in phrases("before_a_colleague") or not ends_titles(connection, word=singulars(word)[-1]):
            continue
        if _is_head_of(word, _talked_of(connection, state)):
            continue
        if found := kin_of(connection, word, last):
            named = ParsedEntity("occupation", found, f"{determiner} {word}")
            return replace(message, entities=(*message.entities, named))
    return message


def _meant(
    connection: Connection,
    one: ParsedEntity,
    message: UserMessage,
    beside: Sequence[Occupation],
    state: ConversationState,
) -> ParsedEntity:
    """Return what is named, as one occupation where a title of many is that beside another."""
    if one.kind != "occupation" or len(normalise(one.typed).split()) != 1:
        return one
    if get_occupation(connection, key=one.value) or resolve_title(connection, title=one.value).clear:
        return one
    if found := title_of_whose(connection, message.words, None, head=normalise(one.typed)):
        return replace(one, value=found.value)
    if _is_head_of(normalise(one.typed), _talked_of(connection, state)):
        return one
    for other in beside:
        if found_title := kin_of(connection, normalise(one.typed), other):
            return replace(one, value=found_title)
    return one


def _others_named(connection: Connection, message: UserMessage) -> list[Occupation]:
    """Return the occupations of the datasets that a message names clearly."""
    found: list[Occupation] = []
    for value in message.values("occupation"):
        other = get_occupation(connection, key=value)  # a key of the content, or a code
        resolved = None if other else resolve_title(connection, title=value)
        if resolved and resolved.clear:
            other = occupation_of_code(connection, code=resolved.matches[0].code)
        found += [other] if other else []
    return found


def _talked_of(connection: Connection, state: ConversationState) -> list[Occupation]:
    found = (get_occupation(connection, key=key) for key in state.occupations_so_far())
    return [one for one in found if one]


def _is_head_of(word: str, occupations: Sequence[Occupation]) -> bool:
    """Return whether a word is the last of an occupation's name: "the engineer", after civil engineers."""
    heads = {normalise(one.name).split()[-1] for one in occupations}
    return bool(heads & set(singulars(word)))


def _with_determiner(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the words behind an article, each with the article and the word before that."""
    words = normalise(text).split()
    for place, word in enumerate(words[:-1]):
        if word in phrases("articles"):
            yield words[place - 1] if place else "", word, words[place + 1]


def _last_clause(message: UserMessage) -> str:
    """Return the last clause where those before it say no more than a word or two: "too much. the aide?"."""
    *before, last = clauses(message.words.rstrip(" ?!.,"))
    few = all(len(one.split()) <= 2 for one in before)
    return last if before and few and len(last.split()) > 1 else message.words


def _is_unclear(message: UserMessage, words: Sequence[str]) -> bool:
    """Return whether a message asks nothing by its words, so that these may be part of a title.

    "High school" may, of school teachers; "school" alone asks for education.
    """
    text = " ".join(words)
    cues = ("words_of_topics", *(cue for cue, _topic in TOPICS_OF_CUES))
    asks = len(words) == 1 and any(contains(cue, text) for cue in cues)
    return message.intent in (NAMED_ANEW, FALLBACK) and not asks


def _asks_of_school(state: ConversationState, named: set[str]) -> bool:
    return bool(named - {"occupation"}) and (named != {"degree"} or state.topic in ABOUT_SCHOOL)


def _is_title_of_several(connection: Connection, word: str) -> bool:
    """Return whether a plural is the title of several occupations: "and cooks?"."""
    resolved = resolve_title(connection, title=word, listed=True)
    return word.endswith("s") and not resolved.clear and any(one.kind in KINDS for one in resolved.matches)


def _is_another(connection: Connection, title: str, last: Occupation, kinds: tuple[str, ...]) -> bool:
    code = titled(connection, title, kinds)
    return code is not None and code != last.code


def _named(message: UserMessage, title: str, typed: str) -> UserMessage:
    entity = ParsedEntity("occupation", title, typed)
    places = (one for one in message.entities if one.kind in PLACES)
    entities = (entity, *places)
    return replace(message, intent=NAMED_ANEW, confidence=1.0, form=NAMES, entities=entities, parts=())
