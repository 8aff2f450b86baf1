"""Entity linking: what a message names, looked up in the knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.kinds import CUES, PLACES, THINGS
from actions.questions.message import ParsedEntity
from actions.questions.question import LinkedEntity, Origin
from knowledge.queries import entities as entity_queries
from knowledge.queries import occupations as occupation_queries
from knowledge.queries.everyday_work import occupation_code_of_work
from knowledge.queries.lexical import content_words
from knowledge.queries.titles import resolve_title
from knowledge.queries.wages import find_areas
from knowledge.records import Entity, Occupation
from knowledge.terms import normalise, singulars


def link(
    connection: Connection, parsed: Iterable[ParsedEntity], origin: Origin = "said"
) -> tuple[LinkedEntity, ...]:
    """Look up what is named; the knowledge base decides, not what NLU knew when it was trained."""
    linked: list[LinkedEntity] = []
    for entity in parsed:
        if entity.kind in CUES:
            continue
        found = _link(connection, entity, origin)
        if found not in linked:
            linked.append(found)
    if any(one.occupation and one.occupation.only_in_datasets for one in linked):
        linked = [_as_place(connection, one) for one in linked]
    return tuple(linked)


def _as_place(connection: Connection, one: LinkedEntity) -> LinkedEntity:
    """Return a place for one whose name stands for something else in the content: "pilots in San Diego"."""
    if one.kind == "course" and find_areas(connection, name=one.typed):
        return LinkedEntity("place", one.typed, origin=one.origin)
    return one


def link_values(
    connection: Connection, values: Iterable[tuple[str, str]], origin: Origin = "carried over"
) -> tuple[LinkedEntity, ...]:
    """Look up kinds with keys or words, as the state of a conversation keeps them."""
    return link(connection, [ParsedEntity(kind, value, value) for kind, value in values], origin)


def link_words(connection: Connection, text: str) -> list[LinkedEntity]:
    """Find things of the base in the words of a message: those added since NLU was trained."""
    found = entity_queries.find_entities_in(connection, text=text)
    return [LinkedEntity(one.kind, one.name, entity=one) for one in found if one.kind in THINGS]


def _link(connection: Connection, parsed: ParsedEntity, origin: Origin) -> LinkedEntity:
    if parsed.kind == "occupation":
        return _link_occupation(connection, parsed, origin)
    entity = entity_queries.get_entity(connection, key=parsed.value)
    if entity is None:
        named = entity_queries.find_entities(connection, term=parsed.typed)
        entity = next((one for one in named if _fits(parsed.kind, one)), None)
    kind = entity.kind if entity else parsed.kind
    misspelled = (
        parsed.kind == "place" and entity is None and normalise(parsed.value) != normalise(parsed.typed)
    )
    typed = parsed.value if misspelled else parsed.typed
    return LinkedEntity(kind, typed, entity=entity, origin=origin)


def _link_occupation(connection: Connection, parsed: ParsedEntity, origin: Origin) -> LinkedEntity:
    """Look up an occupation by its key, by its name in the content, then by its titles in the datasets.

    One that is told by what is done is looked up by that.
    """
    if parsed.is_work and (code := occupation_code_of_work(connection, work=parsed.value)):
        told = occupation_queries.occupation_of_code(connection, code=code)
        return LinkedEntity(parsed.kind, parsed.typed, occupation=told, origin=origin)
    occupation = occupation_queries.get_occupation(connection, key=parsed.value)
    for name in (parsed.typed, parsed.value):
        occupation = occupation or occupation_queries.find_occupation(connection, term=name)
    if occupation:
        return LinkedEntity(parsed.kind, parsed.typed, occupation=occupation, origin=origin)
    for title in (parsed.value, parsed.typed):
        resolved = resolve_title(connection, title=title)
        if resolved.clear:
            occupation = occupation_queries.occupation_of_code(connection, code=resolved.matches[0].code)
            return LinkedEntity(parsed.kind, parsed.typed, occupation=occupation, origin=origin)
        if resolved.matches:
            return LinkedEntity(parsed.kind, parsed.typed, origin=origin, candidates=resolved.matches)
    return LinkedEntity(parsed.kind, parsed.typed, origin=origin)


def by_conversation(
    connection: Connection, linked: Iterable[LinkedEntity], discussed: Sequence[str]
) -> tuple[LinkedEntity, ...]:
    """Return what is named, with titles of several occupations taken for the one that was discussed last."""
    decided: list[LinkedEntity] = []
    for one in linked:
        codes = {match.code for match in one.candidates}
        known = [key for key in discussed if key in codes]
        occupation = occupation_queries.get_occupation(connection, key=known[-1]) if known else None
        if one.candidates and not occupation and discussed:
            occupation = _counted_with(connection, discussed[-1], one)
        if one.candidates and not occupation and discussed:
            # "What should an engineer do?", after a question about machine learning engineers.
            last = occupation_queries.get_occupation(connection, key=discussed[-1])
            head = singulars(normalise(one.typed))[-1]
            occupation = last if last and last.name.split()[-1] == head else None
        decided.append(replace(one, occupation=occupation, candidates=()) if occupation else one)
    return tuple(decided)


def _counted_with(connection: Connection, key: str, named: LinkedEntity) -> Occupation | None:
    """Return the one called so of the occupations among which BLS counts the one that was talked about."""
    last = occupation_queries.get_occupation(connection, key=key)
    codes = {match.code for match in named.candidates}
    counted = last.counted_with if last else ()
    held = (occupation_queries.get_occupation(connection, key=code) for code in counted)
    found = [one for one in held if one and one.code in codes]
    called = [one for one in found if content_words(named.typed) <= content_words(one.plural)]
    return called[0] if len(called) == 1 else None


def by_words(connection: Connection, linked: Iterable[LinkedEntity], text: str) -> tuple[LinkedEntity, ...]:
    """Return what is named, with titles of several occupations taken for the one whose words a text holds.

    "What do family doctors earn?" asks about family medicine physicians.
    """
    named = tuple(linked)
    return tuple(_with_own_words(connection, one, named, text) if one.candidates else one for one in named)


def _with_own_words(
    connection: Connection, one: LinkedEntity, named: Sequence[LinkedEntity], text: str
) -> LinkedEntity:
    titles = (other.typed for other in named if other.kind == "occupation")
    asked = content_words(text) - content_words(" ".join(titles))  # of "cook or chef?" the cook is no chef
    shared = [(len(asked & content_words(match.plural)), match) for match in one.candidates]
    most = max(count for count, _match in shared)
    best = [match for count, match in shared if count == most]
    one_word = most == 1 and best[0].kind == "near"  # "coordinator", beside any word of any occupation
    if not most or len(best) > 1 or one_word:
        return one
    occupation = occupation_queries.occupation_of_code(connection, code=best[0].code)
    return replace(one, occupation=occupation, candidates=())


def _fits(kind: str, entity: Entity) -> bool:
    return entity.kind == kind or (kind == "place" and entity.kind in PLACES)
