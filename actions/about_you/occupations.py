"""The occupations that a person says to have now, or to have had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you import details
from actions.about_you.patterns import any_of, pattern, patterns_of, phrases_of
from actions.about_you.roles import Role, only_stands, refused_of, roles, roles_of
from actions.about_you.told import Told
from actions.person import Person, added
from actions.questions.linking import link
from actions.questions.message import ParsedEntity
from actions.questions.titles.named_fields import fields_in
from actions.thresholds import FAMILY_WORK_IS_OWN, WORK_IS_OWN, WORK_REPLACES_TITLE
from knowledge.dataset_records import TitleMatch
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupations import occupation_of_code

_SOC = 7  # characters of a code that are those of the classification; the rest of a group ends with 9
_WORK: tuple[tuple[str, Role], ...] = (("work", "now"), ("former_work", "former"))


def with_occupations(connection: Connection, told: Told, person: Person) -> Person:
    """Return a person with the occupations that a message says are theirs."""
    before = person.occupation
    for number, role in roles_of(told).items():
        if before and only_stands(told, number):
            continue  # whose work is known already opens with what they refuse or ask about
        person = with_role(connection, told.occupations[number], role, person)
    for sentence in told.sentences():
        opens = pattern("opens_with_everyday_title").match(sentence)  # "Pilot, 4 years"
        if opens and not roles(sentence):
            title = opens["title"]
            person = with_role(connection, ParsedEntity("occupation", title, title), "now", person)
        if left := pattern("no_longer").search(sentence):  # which NLU takes for what is not asked
            title = left["title"] or left["former"]
            person = with_role(connection, ParsedEntity("occupation", title, title), "former", person)
        found = roles(sentence).values()
        if not found and person.occupation == before:
            person = _with_work(connection, told, sentence, person)
        elif "now" not in found and not any_of("question_openers").match(sentence):
            named = (title for title, said in phrases_of("work") if said.search(sentence))
            if title := details.work_by_pattern(sentence) or next(named, None):
                person = with_role(connection, ParsedEntity("occupation", title, title), "now", person)
        elif "now" in sentence.split() and (title := details.work_by_pattern(sentence)):
            earlier = person.occupation  # "civil engineer from Syria, driving Uber now"
            person = with_role(connection, ParsedEntity("occupation", title, title), "now", person)
            person = replace(person, former=added(person.former, [earlier] if earlier else []))
    return person


def _with_work(connection: Connection, told: Told, sentence: str, person: Person) -> Person:
    """Take the occupation nearest to what somebody says to do for a living: "I groom dogs"."""
    if any_of("question_openers").match(sentence):
        return person
    general = [
        (title, role) for name, role in _WORK for title, said in phrases_of(name) if said.search(sentence)
    ]
    if title := details.work_by_pattern(sentence):
        general.append((title, "now"))
    exact = next((title for title, said in patterns_of("exact_work") if said.search(sentence)), None)
    if exact:
        return with_role(connection, ParsedEntity("occupation", exact, exact), "now", person)
    for field in fields_in(connection, sentence):
        before = sentence[: field.start]
        if pattern("field_left").search(before):
            general.append((field.code, "former"))
        elif pattern("field_of_now").search(before):
            general.append((field.code, "now"))
    doing, did = details.work_done(sentence), details.past_work(sentence)
    if work := doing or did:
        said_of_it = dict.fromkeys(told.as_typed(one) for one in (work, details.without_place(work)))
        nearest = [near for one in said_of_it for near in nearest_occupations(connection, text=one)[:1]]
        best = max(nearest, key=lambda near: near.similarity, default=None)
        replaces = best and (not person.occupation or best.similarity >= WORK_REPLACES_TITLE)
        if best and replaces and best.similarity >= WORK_IS_OWN:
            general = [(best.code, "now" if doing else "former")]
    if not general and (found := pattern("family_work").search(sentence)):
        near = next(iter(nearest_occupations(connection, text=found["work"] or found["lost"])), None)
        general = [(near.code, "former")] if near and near.similarity >= FAMILY_WORK_IS_OWN else []
    for title, role in general[:1]:
        person = with_role(connection, ParsedEntity("occupation", title, title), role, person)
    return person


def with_declined(connection: Connection, told: Told, person: Person) -> Person:
    """Return a person with the occupations that a message says they do not want."""
    keys = [_key_of(connection, told.occupations[number]) for number in sorted(refused_of(told))]
    new = [key for key in keys if key and key not in (person.occupation, *person.former)]
    return replace(person, declined=added(person.declined, new)) if new else person


def with_role(connection: Connection, named: ParsedEntity, role: Role, person: Person) -> Person:
    """Return a person with an occupation that is theirs now, was before, or expressly is not."""
    key = _key_of(connection, named, held=person.occupation)
    if not key:
        return person
    if role == "now":
        former = tuple(one for one in person.former if one != key)
        return replace(person, occupation=key, former=former)
    kept = "" if person.occupation == key else person.occupation
    former = tuple(one for one in person.former if one != key)
    return replace(person, occupation=kept, former=(*former, key) if role == "former" else former)


def _key_of(connection: Connection, named: ParsedEntity, *, held: str = "") -> str:
    """Return the key of the occupation that a title means, of several the likeliest; nothing for none.

    One that is ``held`` already is meant by a wider title: a high school teacher is a teacher, too.
    """
    linked = next(iter(link(connection, [named])), None)
    if linked is None:
        return ""
    occupation = linked.occupation
    if occupation is None and held in [one.code for one in linked.candidates]:
        return held
    if occupation is None and linked.candidates:
        likeliest = _likeliest(linked.candidates, named.typed)
        occupation = occupation_of_code(connection, code=likeliest.code)
    return occupation.key if occupation else ""


def _likeliest(candidates: Sequence[TitleMatch], typed: str) -> TitleMatch:
    """Return the first of the occupations that a title may mean; for a rest of a group, one called so.

    "Assembler" is borne by "other production workers", but those who are called so are most of all the
    members of a team.
    """
    first = candidates[0]
    word = typed.casefold().split()[-1].removesuffix("s")
    called = [one for one in candidates if one.plural.split()[-1].removesuffix("s") == word]
    if not (called and first.code[:_SOC].endswith("9") and first not in called):
        return first
    return max(called, key=lambda one: one.employment)
