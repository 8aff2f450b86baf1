"""Reads off a message what the person says of themselves, and keeps it with what they said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you import details
from actions.about_you.others import as_if_own
from actions.about_you.patterns import OCCUPATION, PLACE, any_of, pattern, phrases_of, words_of
from actions.about_you.roles import Role, first_as_own, roles
from actions.about_you.told import Clause, Told, plain_text
from actions.person import ONLY_REFUSED, Person
from actions.questions.cues import contains, phrases
from actions.questions.linking import link
from actions.questions.message import ParsedEntity, UserMessage
from actions.thresholds import WORK_IS_OWN
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupation_wishes import DEGREE, NO_DEGREE
from knowledge.queries.occupations import occupation_of_code
from knowledge.queries.technology_names import known_technology
from knowledge.queries.wages import find_areas
from knowledge.terms import normalise

_WORK: tuple[tuple[str, Role], ...] = (("work", "now"), ("former_work", "former"))
_SHORT_QUESTION = 4  # words
KEPT = 12  # of each list: skills, technologies …


def read_person(
    connection: Connection,
    message: UserMessage,
    before: Person,
    *,
    looking: bool = False,
    known: bool = False,
) -> Person:
    """Return what is known of a person after a message; what is said anew replaces what was said.

    Args:
        connection: to the knowledge base.
        message: what they say now.
        before: what was known.
        looking: whether the last answer was on which occupations fit, where "and outdoors?" is a wish.
        known: whether more is known of them than ``before``, so that "in Ohio" alone says where they are.
    """
    if message.is_payload:
        return before
    told, named = plain_text(message), bool(own_titles(message))
    if before.occupation and corrects_title(message):
        return _with_role(connection, told.occupations[0], "now", replace(before, occupation=""))
    person = _read(connection, told, before, looking=looking, named=named)
    return _with_place_alone(told, person) if before or known else person


def read_other(
    connection: Connection, message: UserMessage, before: Person, *, goes_on: bool = False
) -> Person | None:
    """Return what a message tells of somebody else for whom advice is asked; None where it tells of nobody.

    "What could my daughter do with psychology?" tells of the daughter as "I" would tell of oneself. Where
    somebody was told of before (``goes_on``), "she likes animals" does as well.
    """
    if message.is_payload or (told := as_if_own(plain_text(message), goes_on=goes_on)) is None:
        return None
    return _read(connection, told, before, looking=True, named=True)


def _read(connection: Connection, told: Told, before: Person, *, looking: bool, named: bool) -> Person:
    if pattern("forgets").search(told.text):
        before, told = _without_abilities(told, told.text, before), told.without_forgotten()
    person = _with_occupations(connection, told, before)
    if not (named or any_of("first_person").search(told.text) or not told.occupations):
        return person
    about_work = contains("looks_for_work", told.text) and not told.occupations
    looking = looking or about_work or contains("asks_for_fit", told.text)
    return _with_clauses(connection, told, person, looking=looking)


def own_titles(message: UserMessage) -> frozenset[str]:
    """Return the titles, as typed, that a message says are those of the person whom it is about."""
    told = plain_text(message)
    if not (found := _roles(told)) and (other := as_if_own(told)) is not None:
        found = _roles(other)
    studied = pattern("title_studied").finditer(told.text)  # "an associate's in nursing"
    found = {**found, **{int(one["number"]): "now" for one in studied}}
    return frozenset(told.occupations[number].typed for number in found)


def titles_of_others(message: UserMessage) -> frozenset[str]:
    """Return the titles, as typed, that a message says are those of people one knows: "he's the owner"."""
    told = plain_text(message)
    found = (int(one["number"]) for one in pattern("of_somebody_known").finditer(told.text))
    return frozenset(told.occupations[number].typed for number in found)


def corrects_title(message: UserMessage) -> bool:
    """Return whether a message may do no more than put right a title: "sorry, legal secretary"."""
    told = plain_text(message)
    return bool(told.occupations) and pattern("title_corrected").fullmatch(told.text) is not None


def speaks_of_oneself(message: UserMessage) -> bool:
    """Return whether somebody speaks of themselves, be it that they leave out the "I": "Live in Austin"."""
    return bool(any_of("first_person").search(plain_text(message).text))


def asks_for_somebody(message: UserMessage) -> bool:
    """Return whether a message asks what fits somebody else: "what suits a bank teller?"."""
    told = plain_text(message)
    if pattern("anybody").search(told.text):
        return True
    other = as_if_own(told)
    return other is not None and contains("asks_for_fit", other.text)


def aims_of(message: UserMessage) -> list[str]:
    """Return what a message may aim at, in its words: "teach drama" of "could I teach drama?"."""
    told = plain_text(message)
    found = [next(filter(None, one.groups())) for one in pattern("aims").finditer(told.text)]
    found += [one.rstrip("?") for one in told.sentences() if _is_short_question(one)]
    return list(dict.fromkeys(told.as_typed(one) for one in found if OCCUPATION not in one))


def _is_short_question(sentence: str) -> bool:
    """Return whether a sentence is a question of a few words that no question word opens: "lab work?"."""
    short = sentence.endswith("?") and len(sentence.split()) <= _SHORT_QUESTION
    return short and not any_of("question_openers").match(sentence)


def _roles(told: Told) -> dict[int, Role]:
    """Return the roles of the titles of a message, by their numbers."""
    sentences = told.sentences()
    found: dict[int, Role] = {}
    for place, sentence in enumerate(sentences):
        found |= roles(sentence, goes_on=place == 0 and len(sentences) > 1)
    if not found and (first := first_as_own(sentences)) is not None:
        found[first] = "now"
    return found


def _with_occupations(connection: Connection, told: Told, person: Person) -> Person:
    before = person.occupation
    for number, role in _roles(told).items():
        person = _with_role(connection, told.occupations[number], role, person)
    for sentence in told.sentences():
        opens = pattern("opens_with_everyday_title").match(sentence)  # "Pilot, 4 years"
        if opens and not roles(sentence):
            title = opens["title"]
            person = _with_role(connection, ParsedEntity("occupation", title, title), "now", person)
        if left := pattern("no_longer").search(sentence):  # which NLU takes for what is not asked
            title = left["title"] or left["former"]
            person = _with_role(connection, ParsedEntity("occupation", title, title), "former", person)
        if not roles(sentence) and person.occupation == before:
            person = _with_work(connection, told, sentence, person)
    return person


def _with_work(connection: Connection, told: Told, sentence: str, person: Person) -> Person:
    """Take the occupation nearest to what somebody says to do for a living: "I groom dogs"."""
    if any_of("question_openers").match(sentence):
        return person
    general = [
        (title, role) for name, role in _WORK for title, said in phrases_of(name) if said.search(sentence)
    ]
    for field, names in phrases_of("fields_of_work"):
        for said in names.finditer(sentence):
            before = sentence[: said.start()]
            if pattern("field_left").search(before):
                general.append((field, "former"))
            elif pattern("field_of_now").search(before):
                general.append((field, "now"))
    if work := details.work_done(sentence):
        said_of_it = dict.fromkeys(told.as_typed(one) for one in (work, details.without_place(work)))
        nearest = [near for one in said_of_it for near in nearest_occupations(connection, text=one)[:1]]
        best = max(nearest, key=lambda near: near.similarity, default=None)
        if best and best.similarity >= WORK_IS_OWN:
            general = [(best.code, "now")]
    for title, role in general[:1]:
        person = _with_role(connection, ParsedEntity("occupation", title, title), role, person)
    return person


def _with_role(connection: Connection, named: ParsedEntity, role: Role, person: Person) -> Person:
    key = _key_of(connection, named)
    if not key:
        return person
    if role == "now":
        former = tuple(one for one in person.former if one != key)
        return replace(person, occupation=key, former=former)
    kept = "" if person.occupation == key else person.occupation
    former = tuple(one for one in person.former if one != key)
    return replace(person, occupation=kept, former=(*former, key) if role == "former" else former)


def _key_of(connection: Connection, named: ParsedEntity) -> str:
    """Return the key of the occupation that a title means, of several the likeliest; nothing for none."""
    linked = next(iter(link(connection, [named])), None)
    if linked is None:
        return ""
    occupation = linked.occupation
    if occupation is None and linked.candidates:
        occupation = occupation_of_code(connection, code=linked.candidates[0].code)
    return occupation.key if occupation else ""


def _with_clauses(connection: Connection, told: Told, person: Person, *, looking: bool) -> Person:
    for clause in told.clauses():
        if clause.own:
            person = _with_place(connection, told, clause, person)
            person = _with_details(connection, told, clause, person, looking=looking)
    return person


def _with_place_alone(told: Told, person: Person) -> Person:
    """Take the place that is all that a message names: "in Nashville", "oh wait, South Carolina, sorry!"."""
    alone = pattern("place_alone").fullmatch(told.text)
    return replace(person, place=told.places[0].typed) if alone and told.places else person


def _with_place(connection: Connection, told: Told, clause: Clause, person: Person) -> Person:
    """Take the place that somebody names where they tell of themselves or of the work that they look for."""
    for number, named in reversed(list(enumerate(told.places))):
        before, found, _after = clause.text.partition(f"{PLACE}{number}")
        if not found:
            continue
        if normalise(named.typed) in words_of("languages"):
            continue  # "I speak Spanish"
        if named.typed.islower() and named.typed in phrases("words_that_are_places"):
            continue  # "I'm in college"
        if pattern("not_the_place").search(before):
            person = replace(person, place="" if person.place == named.typed else person.place)
            continue
        lives = bool(pattern("lives_before").search(before))
        about_work = bool(
            any_of("wishes_for_work").search(before) or any_of("first_person").search(clause.text)
        )
        beside = pattern("place_beside").search(before)
        beside_own = beside is not None and int(beside["number"]) in _roles(told)
        own = lives or about_work or beside_own or bool(roles(clause.text))
        if clause.asks and any_of("asks_for_pay").search(clause.text):
            own = lives  # "what would I earn in Texas?" asks about Texas
        if own and (says_where(before) or find_areas(connection, name=named.typed)):
            person = replace(person, place=named.typed)
    return person


def says_where(before: str) -> bool:
    """Return whether somebody says where they are now, rather than where they come from."""
    return " from " not in f" {before[-8:]}"


def _with_details(
    connection: Connection, told: Told, clause: Clause, person: Person, *, looking: bool
) -> Person:
    text = told.as_typed(clause.text)
    about_work = looking or bool(any_of("wishes_for_work").search(text))
    own = looking or bool(any_of("first_person").search(text))
    tells = not clause.asks or bool(any_of("asks_with").search(text))
    if tells:
        person = _with_abilities(connection, told, clause, person)
        person = replace(person, interests=details.interests_told(text) or person.interests)
    if tells or any_of("has").search(text):
        person = _with_background(clause, text, person)
    if clause.asks and not (about_work or any_of("first_person").search(text)):
        return person
    for wish, wanted in details.wishes(text, for_work=about_work, own=own).items():
        wants = _without(person.wants, wish) + ((wish,) if wanted and wish not in ONLY_REFUSED else ())
        refuses = _without(person.refuses, wish) + (() if wanted else (wish,))
        school = None if wish in (DEGREE, NO_DEGREE) else person.most_school
        person = replace(person, wants=wants, refuses=refuses, most_school=school)
    if own and (school := details.most_school(text)) is not None:
        person = replace(person, most_school=school, refuses=_without(person.refuses, DEGREE))
    if own and (fields := details.avoided(text)):
        person = replace(person, avoids=_added(person.avoids, fields))
    pay = details.least_pay(text, corrects=person.pay is not None, looking=looking)
    return replace(person, pay=pay) if pay else person


def _with_background(clause: Clause, text: str, person: Person) -> Person:
    before = person.occupation and "former" in roles(clause.text).values()
    years = None if before else details.years_of_experience(text)
    held = details.without_most_school(text)
    education, field = details.education(held), details.field_of_study(held)
    person = replace(person, years=years) if years is not None else person
    person = replace(person, education=education) if education is not None else person
    return replace(person, field=field) if field else person


def _with_abilities(connection: Connection, told: Told, clause: Clause, person: Person) -> Person:
    text = clause.text
    in_words = set(details.items_after("able_in_words", text))
    own = (one["item"] for one in pattern("ability_of").finditer(text))
    skills, technologies, likes = list[str](), list[str](), list(details.likes_in(text))
    for placed in dict.fromkeys((*details.items_after("able", text), *own, *in_words)):
        if OCCUPATION in placed or PLACE in placed:
            continue  # "compare me with nurses"
        item = told.as_typed(placed)
        if name := known_technology(connection, names=(normalise(item),)):
            technologies.append(name)
            continue
        found = details.skills_in(item)
        skills += found
        in_own_words = not found or any_of("asks_with").search(text)
        if placed in in_words and details.may_be_liked(item) and in_own_words:
            likes.append(item)
    if not clause.asks:
        technologies += _listed(connection, told, text)
    skills += details.skills_by_adjective(text)
    person = _without_abilities(told, text, person)
    return replace(
        person,
        skills=_added(person.skills, skills),
        technologies=_added(person.technologies, technologies),
        likes=_added(person.likes, [one for one in likes if not details.is_wish(one)]),
    )


def _without_abilities(told: Told, text: str, person: Person) -> Person:
    """Take away what somebody says not to know: "I don't know Python"."""
    lost = {normalise(told.as_typed(item)) for item in details.items_after("unable", text)}
    lost |= {skill for item in lost for skill in details.skills_in(item)}
    return replace(
        person,
        skills=tuple(one for one in person.skills if one not in lost),
        technologies=tuple(one for one in person.technologies if one not in lost),
        likes=tuple(one for one in person.likes if one not in lost),
    )


def _listed(connection: Connection, told: Told, text: str) -> Iterator[str]:
    """Yield the technologies of a bare list, "AutoCAD and Revit"; a word counts if it is typed as a name."""
    for item in details.items_of(text):
        if item in told.names and (name := known_technology(connection, names=(normalise(item),))):
            yield name


def _added(known: tuple[str, ...], new: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *new)))[-KEPT:]


def _without(known: Iterable[str], one: str) -> tuple[str, ...]:
    return tuple(other for other in known if other != one)
