"""Which change of occupation a question asks about: from which one, and to which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import own_titles, titles_of_others
from actions.about_you.told import tag_of
from actions.advice.change.claims import deeds_in
from actions.advice.fit.profile import work_to_build_on
from actions.advice.resume.lines import pasted_resume
from actions.questions.cues import contains, phrases
from actions.questions.message import ASKED, BEFORE, GOAL, NOW, OTHER, REFUSED, UserMessage
from actions.questions.occupations import discussed_occupation
from actions.questions.question import LinkedEntity, Question
from actions.thresholds import TAG_OUTRANKS_PATTERNS, TAG_OUTRANKS_PLACES
from knowledge.queries.occupations import featured_occupation, get_occupation
from knowledge.records import Occupation
from knowledge.terms import normalise

_ENDS_OF_TAGS = {NOW: "from", BEFORE: "from", GOAL: "to"}
_SENTENCES = re.compile(r"[.?!;\n]+")
_ARTICLES = ("a", "an", "the")


@dataclass(frozen=True)
class Change:
    """A change of occupation.

    Attributes:
        source: the occupation that one leaves; None where it is not known.
        target: the one that is asked about.
        named: whether the question names the source, which need not be the person's own then.
        taken: titles of several occupations, each with the plural of the one that it is taken for.
    """

    source: Occupation | None
    target: Occupation
    named: bool = False
    taken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Named:
    typed: str
    occupation: Occupation
    is_guess: bool  # the largest of several
    is_own: bool = False  # the message tells it as the person's own, now or before
    is_back: bool = False  # … and aims at it again, in other words


def own_occupation(connection: Connection, question: Question) -> Occupation | None:
    """Return the occupation that a person goes on from: theirs, or one they had; None where none is told."""
    return get_occupation(connection, key=work_to_build_on(connection, question.person))


def read_change(connection: Connection, question: Question) -> Change | None:
    """Return the change that a question asks about; None where it leaves open to which occupation."""
    named = _named(connection, question)
    own = own_occupation(connection, question)
    source, target = _ends(named, own, question)
    aim = target.occupation if target else _under_discussion(connection, question, source, own)
    if aim is None:
        return None
    taken = tuple((one.typed, one.occupation.plural) for one in (source, target) if one and one.is_guess)
    if source is None:
        if own == aim and aim.key in question.person.former:
            own = get_occupation(connection, key=question.person.occupation)  # "could I go back to that?"
        return Change(own, aim, taken=taken)
    return Change(source.occupation, aim, source.occupation != own, taken)


def aim_of(connection: Connection, question: Question) -> Occupation | None:
    """Return the occupation beside the person's own that a message names, or that was talked about last."""
    change = read_change(connection, question)
    if change is None or change.target.key == question.person.last_work:
        return None
    return change.target


def _named(connection: Connection, question: Question) -> list[_Named]:
    """Return the occupations that are named; of those that a title may mean the largest."""
    found: dict[str, _Named] = {}
    payload = question.message.is_payload
    claimed = () if payload else deeds_in(question.message.words)
    # The lines of a resume are all one's own; what it asks for beside them is the aim.
    own = frozenset() if payload or pasted_resume(question.message) else own_titles(question.message)
    others = frozenset() if payload else titles_of_others(question.message)
    for one in question.of("occupation"):
        occupation = one.occupation or _largest(connection, one)
        if occupation is None or (one.typed in others and one.typed not in own):
            continue
        if any(normalise(one.typed) in claim for claim in claimed) and not _is_aimed_at(
            question.message, one.typed
        ):
            continue  # "I trained student teachers"
        if _is_set_aside(question.message, one.typed):
            continue  # "surgeon, lol. what about medical coding?"
        is_own = one.typed in own and not _is_aimed_at(question.message, one.typed)
        named = _Named(one.typed, occupation, one.occupation is None, is_own)
        before = found.setdefault(occupation.key, named)
        if before.is_own and not named.is_own and not _is_told_of(question.message, one.typed):
            found[occupation.key] = replace(named, is_back=True)  # "I was a dentist. I want back into dental"
    return list(found.values())


def _is_told_of(message: UserMessage, typed: str) -> bool:
    """Return whether a title is what a message asks about or tells of others: "they say tellers go down"."""
    return bool(_tags(message, typed) & {ASKED, OTHER})


def _is_set_aside(message: UserMessage, typed: str) -> bool:
    """Return whether a title is refused or somebody else's wherever a message names it."""
    tags = [tag_of(message, one) for one in message.entities if one.typed == typed]
    least = {REFUSED: TAG_OUTRANKS_PLACES, OTHER: TAG_OUTRANKS_PATTERNS}
    return bool(tags) and all(tag is not None and tag.confidence >= least.get(tag.tag, 2) for tag in tags)


def _is_aimed_at(message: UserMessage, typed: str) -> bool:
    """Return whether a title that a message names more than once is aimed at in one of the places."""
    return GOAL in _tags(message, typed)


def _tags(message: UserMessage, typed: str) -> set[str]:
    """Return the tags of a title wherever a message names it."""
    tags = (tag_of(message, one) for one in message.entities if one.typed == typed)
    return {tag.tag for tag in tags if tag}


def _largest(connection: Connection, one: LinkedEntity) -> Occupation | None:
    return get_occupation(connection, key=one.candidates[0].code) if one.candidates else None


def _ends(
    named: Sequence[_Named], own: Occupation | None, question: Question
) -> tuple[_Named | None, _Named | None]:
    """Return source and target among what is named: by the words before a name or its tag, else by order."""
    ends = {one: "to" if one.is_back else _stands_behind(one, question.text) for one in named}
    tagged = {one: ends[one] or _end_by_tag(one, question.message) for one in named}
    if len(set(tagged.values())) > 1:
        ends = tagged  # "could a nurse become a midwife?", where both are marked as aims, tells by its order
    mine = [one for one in named if one.occupation == own and ends[one] != "to"]
    if own and not mine and len(named) == 1 and not named[0].is_own:
        return None, named[0]  # who does something already asks about another occupation
    sources = mine or [one for one in named if ends[one] == "from"]
    targets = [one for one in named if one not in sources and ends[one] == "to"]
    others = [one for one in named if one not in sources and one not in targets]
    aims = [one for one in others if not one.is_own]
    if len(named) > 1:
        if own and not sources and not _names_both_ends(named, targets, question.text):
            return None, next(iter((*targets, *reversed(aims))), None)
        source = next(iter((*sources, *others)), None)
        target = next(iter((*targets, *(one for one in reversed(aims) if one is not source))), None)
        return source, target
    return next(iter(sources), None), next(iter((*targets, *aims)), None)


def _names_both_ends(named: Sequence[_Named], targets: Sequence[_Named], text: str) -> bool:
    """Return whether a sentence names from where and to where, so that one's own occupation is left aside.

    "Gaffer? I never did that. What about grip?" goes on from one's own.
    """
    if any(one.is_own for one in named):
        return True
    sentences = _SENTENCES.split(text.casefold())
    return any(
        one.typed.casefold() in sentence and to.typed.casefold() in sentence
        for sentence in sentences
        for to in targets
        for one in named
        if one is not to
    )


def _end_by_tag(one: _Named, message: UserMessage) -> str | None:
    """Return the end of a change that a name is by its tag, if NLU is sure of it."""
    named = next((each for each in message.entities if each.typed == one.typed), None)
    tag = tag_of(message, named) if named else None
    return _ENDS_OF_TAGS.get(tag.tag) if tag and tag.confidence >= TAG_OUTRANKS_PATTERNS else None


def _stands_behind(one: _Named, text: str) -> str | None:
    """Return whether the words before a name say that one comes ``from`` there or wants ``to`` go there."""
    before, name, _rest = f" {normalise(text)} ".partition(f" {normalise(one.typed)} ")
    words = before.split()
    while words and words[-1] in _ARTICLES:
        words.pop()
    if not name or not words:
        return None
    said = f" {' '.join(words)}"
    cues = {"from": phrases("changes_from"), "to": phrases("changes_to")}
    lengths = {
        end: max((len(cue) for cue in known if said.endswith(f" {cue}")), default=0)
        for end, known in cues.items()
    }
    longest = max(lengths, key=lambda end: lengths[end])
    return longest if lengths[longest] else None


def _under_discussion(
    connection: Connection, question: Question, source: _Named | None, own: Occupation | None
) -> Occupation | None:
    """Return the occupation that is meant where none is named as the aim: the field's, or the last one."""
    if contains("names_machine_learning", question.text):
        return featured_occupation(connection)
    state = question.state
    if not (state.occupations or state.goal or contains("names_the_field", question.text)):
        return None
    here = source.occupation if source else own
    out = {here.key if here else "", question.person.occupation, *question.person.declined}
    discussed = discussed_occupation(connection, state)
    if discussed.key not in out:
        return discussed
    # Behind a comparison with one's own work, the other one is meant.
    before = (one for one in (state.goal, *reversed(state.occupations_so_far())) if one and one not in out)
    return get_occupation(connection, key=next(before, None) or "")
