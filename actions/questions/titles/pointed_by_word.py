"""One of the occupations talked about, pointed at by a word of its name: "the wind one", "pay for speech"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.wishes import avoided
from actions.questions.cues import contains, phrases, without_names
from actions.questions.kinds import CUES
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.titles.meant_by_word import occupation_meant, teacher_of
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import get_occupation
from knowledge.records import Occupation
from knowledge.terms import normalise

MOST = 3  # occupations, the last ones, of which one is pointed at
_TAUGHT = "teaching it"
# What may also be no occupation, unless an article stands before it: "that inspector thing".
_THINGS = frozenset({"thing", "job", "work", "gig", "stuff"})
_CALLED = re.compile(
    r"(?P<the>\b(?:the|that|this|your) )?(?P<words>(?:\b\w+ ){1,2})(?P<noun>ones?|thing|job|work|gig|stuff)\b"
)
_POINTING = re.compile(
    r"\b(?:the|that) ((?:\w+ )?\w+) (?:one|ones|job|side|path|route|guy|guys|person|people)\b"
    r"|\b(?:for|in|as|about) (?:the )?(\w+(?: \w+)??)(?: ones?)?$"
)


def with_one_pointed_at(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a message with the occupation of which it says but a word, or how its people are called.

    "The wind one" is looked for in the list that was shown, then among those near it, then among all.
    """
    own = (state.other or state.person).last_work
    opens = not (state.topic or state.occupations or state.misses or own)
    if message.is_payload or message.values("occupation") or opens:
        return message
    if any(one.kind != "occupation" for one in state.items):
        return message
    listed = [one.key for one in state.items]
    if own and contains("teaches_own_work", message.words):
        teacher = teacher_of(connection, own)
        return _with(message, teacher, _TAUGHT) if teacher else message
    keys = listed or state.occupations_so_far()[-MOST:]
    found = [one for key in keys if (one := get_occupation(connection, key=key))]
    if len(found) > 1 and (pointed := _one_of(message, found, listed=bool(listed))):
        return pointed
    if state.topic and state.of_articles and not (listed or own):
        return message  # "the coding one" of what articles tell is no occupation
    codes = [one.code for one in found if one.code]
    talked = [one for one in (own, "" if listed else state.last_occupation) if one]
    if contains("does_without", message.words) or contains("leaves_out", message.words):
        return message  # "without the lawyer ones"
    if avoided(normalise(message.words)):
        return message  # "take out anything bedside" refuses a field, and names none
    for word, by_name in _called(message):
        if code := occupation_meant(connection, word, codes if listed else [], talked, by_name=by_name):
            return _with(message, code, word)
    return message


def _one_of(message: UserMessage, found: Sequence[Occupation], *, listed: bool) -> UserMessage | None:
    """Return a message with the one of some occupations whose name has the word that it says."""
    for match in _POINTING.finditer(normalise(message.words)):
        word = match[1] or match[2]
        named = {normalise(one.typed) for one in message.entities}
        plain = match[0].endswith(word) and contains("words_of_topics", word)  # "best pay for training"
        if word in named or plain or word in phrases("one_of_them"):
            continue
        if listed and not match[1]:
            continue  # "in law" narrows the list
        if pointed := _only_one(word, found) or (_shortest(word, found) if listed else None):
            return _with(message, pointed.key, word)
    return None


def _called(message: UserMessage) -> Iterator[tuple[str, bool]]:
    """Yield the words, two or one, by which a message calls an occupation, the longer first.

    Without an article they have to be its name: "solar one pay?", but not "how long till one is one?".
    """
    others = (one for one in message.entities if one.kind not in {*CUES, "industry"})
    named = {word for one in others for word in normalise(one.typed).split()}
    beside = phrases("beside_a_called_one")
    for match in _CALLED.finditer(normalise(message.words)):
        words = match["words"].split()
        words = words[next((at for at in range(len(words), 0, -1) if words[at - 1] in beside), 0) :]
        if not words or named & set(words) or (match["noun"] in _THINGS and not match["the"]):
            continue
        for called in dict.fromkeys((" ".join(words), words[-1])):
            if called in phrases("words_of_topics"):
                continue  # "shorter training ones"
            yield called, not match["the"]


def _with(message: UserMessage, key: str, word: str) -> UserMessage:
    """Return a message that names an occupation, and what it asks of that."""
    kept = (one for one in message.entities if one.kind != "industry" or normalise(one.typed) != word)
    entities = (*kept, ParsedEntity("occupation", key, word))
    named = replace(message, entities=entities, parts=(), unclear=())
    topics = dict.fromkeys(topic for _cue, topic in ALL_TOPICS_OF_CUES)
    if message.intent in topics and message.confidence >= PART_IS_A_QUESTION:
        return named
    words = without_names(message.words, [word])
    asked = next((topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, words)), None)
    earns = set(normalise(words).split()[-1:]) & phrases("earns_something")  # "what does the wind one make?"
    topic = "salary" if earns or contains("asks_own_pay", words) else asked
    unclear = message.intent in (FALLBACK, "out_of_scope", "pick", "more", "about_you")
    topic = topic or (NAMED_ANEW if unclear else None)
    return replace(named, intent=topic, confidence=1.0) if topic else named


def _shortest(words: str, occupations: Sequence[Occupation]) -> Occupation | None:
    """Return which of a list bears some words and the fewest others: "the environmental one"."""
    said = content_words(words)
    fits = [one for one in occupations if said and said <= content_words(one.name)]
    return min(fits, key=lambda one: len(content_words(one.name)), default=None)


def _only_one(words: str, occupations: Sequence[Occupation]) -> Occupation | None:
    """Return the occupation whose name holds the content of some words; None unless it is the only one."""
    said = content_words(words)
    fits = [one for one in occupations if said and said <= content_words(one.name)]
    return fits[0] if len(fits) == 1 else None
