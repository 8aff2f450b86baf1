"""Where a person says that they are."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.patterns import PLACE, any_of, pattern, words_of
from actions.about_you.roles import roles, roles_of
from actions.about_you.telegrams import tells_personally
from actions.about_you.told import Clause, Told
from actions.about_you.wishes import least_pay
from actions.person import Person
from actions.questions.cues import phrases
from knowledge.queries.wages import find_areas
from knowledge.terms import normalise


def with_place_alone(told: Told, person: Person, *, asked: bool = False) -> Person:
    """Take the place that is all that a message names: "in Nashville", "oh wait, South Carolina, sorry!".

    Args:
        told: the message.
        person: what is known of the person.
        asked: whether one with a question mark is taken as well: "Montana?" behind advice.
    """
    alone = pattern("place_alone").fullmatch(told.text.rstrip(" ?") if asked else told.text)
    return replace(person, place=told.places[0].typed) if alone and told.places else person


def with_place(connection: Connection, told: Told, clause: Clause, person: Person) -> Person:
    """Take the place that somebody names where they tell of themselves or of the work that they look for."""
    for number, named in reversed(list(enumerate(told.places))):
        before, found, after = clause.text.partition(f"{PLACE}{number}")
        if not found:
            continue
        if normalise(named.typed) in words_of("languages"):
            continue  # "I speak Spanish"
        if named.typed.islower() and named.typed in phrases("words_that_are_places"):
            continue  # "I'm in college"
        if _is_no_state(named.typed, before) or pattern("born_there").match(after):
            continue  # "diagnosed with MS", "Berlin born"
        if pattern("not_the_place").search(before):
            person = replace(person, place="" if person.place == named.typed else person.place)
            continue
        lives = bool(pattern("lives_before").search(before))
        about_work = bool(
            any_of("wishes_for_work").search(before) or any_of("first_person").search(clause.text)
        )
        beside = pattern("place_beside").search(before)
        beside_own = beside is not None and int(beside["number"]) in roles_of(told)
        own = lives or about_work or beside_own or bool(roles(clause.text))
        alone = pattern("place_alone").fullmatch(clause.text)
        own = own or (alone is not None and tells_personally(told.text))
        own = own or (_stands_alone(before, after) and "now" in roles_of(told).values() and not clause.asks)
        if beside and _was_there(told, int(beside["number"])) and not lives:
            continue  # "I was an economist in Kyiv, …"
        asks_pay = clause.asks and any_of("asks_for_pay").search(clause.text)
        if asks_pay and not least_pay(clause.text, looking=True):
            own = lives  # "what would I earn in Texas?" asks about Texas
        if own and (says_where(before) or find_areas(connection, name=named.typed)):
            person = replace(person, place=named.typed)
    return _with_place_typed(connection, told, clause, person)


def _with_place_typed(connection: Connection, told: Told, clause: Clause, person: Person) -> Person:
    """Take a place where NLU marks none: "I moved to cincinnati", "welder, 19, tacoma"."""
    said = [one["place"] for one in pattern("place_typed").finditer(clause.text)]
    if tells_personally(clause.text):
        said += [one.strip(" .!") for one in clause.text.split(",")[1:]]
    if not clause.asks and any_of("wishes_for_work").search(told.text):
        said.append(clause.text.split(",")[-1].strip(" .!"))  # "want at least 60k, ohio"
    for name in said:
        may_be = name.replace(" ", "").isalpha() and name not in phrases("words_that_are_places")
        if may_be and any(_is_called(area.name, name) for area in find_areas(connection, name=name)):
            return replace(person, place=name)
    return person


def _is_called(area: str, name: str) -> bool:
    """Return whether one of the cities or the state that an area is named after has this name."""
    cities, _comma, states = area.partition(",")
    return normalise(name) in {normalise(one) for one in (*cities.split("-"), cities, states)}


def _stands_alone(before: str, after: str) -> bool:
    """Return whether a place stands between commas: "coal miner, pit closed, West Virginia, laid off"."""
    return before.rstrip(" ")[-1:] in ("", ",") and after.lstrip(" ")[:1] in ("", ",", ".")


def _is_no_state(typed: str, before: str) -> bool:
    """Return whether two letters that may be a state's do not stand as one: "diagnosed with MS"."""
    return typed.casefold() in words_of("states_in_doubt") and not pattern("says_state").search(before)


def _was_there(told: Told, title: int) -> bool:
    """Return whether a title is a former occupation beside which present work or another place is told."""
    found = roles_of(told)
    return found.get(title) == "former" and (len(told.places) > 1 or "now" in found.values())


def says_where(before: str) -> bool:
    """Return whether somebody says where they are now, rather than where they come from."""
    return pattern("comes_from").search(before) is None
