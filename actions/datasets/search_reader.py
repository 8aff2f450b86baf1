"""From a message to a query over all occupations: what is ordered by, and which filters are named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy.engine import Connection

from actions.datasets.places import Place, place_of
from actions.datasets.search_amounts import amounts_in
from actions.datasets.search_antecedent import tool_named_before
from actions.datasets.search_education import education_of
from actions.datasets.search_skills import ranked_skill
from actions.questions.cues import SUPERLATIVES, contains, phrases, ranks, without_phrases
from actions.questions.fields_of_work import (
    groups_of_people,
    left_out_groups,
    name_of_field,
    name_of_left_out,
    named_groups,
    names_a_kind,
    words_of_fields,
)
from actions.questions.left_out import titles_left_out
from actions.questions.question import LinkedEntity, Question
from actions.questions.search_intent import ranks_self_employed, turns_the_order
from knowledge.queries.occupation_search import Measure, OccupationQuery
from knowledge.queries.projections import projection_of
from knowledge.queries.technology_names import known_technology
from knowledge.queries.wages import median_of, wage_in
from knowledge.records import Occupation
from knowledge.terms import normalise

_MEASURES: tuple[tuple[str, Measure], ...] = (
    ("search_by_openings", "openings"),
    ("search_by_added", "added"),
    ("search_by_growth", "growth"),
    ("search_by_employment", "employment"),
    ("search_by_pay", "pay"),
)
_COUNTED = {"people": "employment", "openings": "openings"}  # measures by what a bound counts
_TRAINING = (
    ("search_apprenticeship", "Apprenticeship"),
    ("search_short_training", "Short-term on-the-job training"),
    ("search_moderate_training", "Moderate-term on-the-job training"),
    ("search_long_training", "Long-term on-the-job training"),
    ("search_internship", "Internship/residency"),
)
UNTOLD = ""  # a tool that only "it" stands for
NO_EXPERIENCE = "None"  # as the projections name it
INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
_LONGEST_NAME = 4  # words of a technology's name
# "In which jobs is Procore used?"
_IS_USED = re.compile(r"\b(?:is|are) (.{2,40}?) (?:used|needed|required|wanted|asked for|in demand)\b")


@dataclass(frozen=True)
class Search:
    """A query, what of it the message names, and the tools that it names and O*NET does not list."""

    query: OccupationQuery
    place: Place | None
    like: Occupation | None
    field: str | None = None  # how the message calls the groups, where it means several
    unlisted: tuple[str, ...] = ()
    title: str | None = None  # how it calls the occupations to which the query is confined
    no_fields: tuple[str, ...] = ()  # industries that it names and by which no occupations are confined
    field_left_out: str | None = None  # how it calls the groups that it leaves out, where it means several
    fields_left_out: tuple[str, ...] = ()  # their codes
    titles_left_out: tuple[str, ...] = ()  # how it calls the occupations that it leaves out: "doctors"


def read_search(connection: Connection, question: Question, text: str) -> Search:
    """Return the query that a text asks; later filters take the place of earlier ones of their kind.

    Args:
        connection: to the knowledge base.
        question: whose occupations and places are named.
        text: its words, in lines behind those of the questions that it refines.
    """
    text = _with_kind(question, text)
    said: dict[str, Any] = {}
    for number, line in enumerate(text.splitlines()):
        before = said.get("left_out", ())
        said |= _said(line, refines=number > 0)
        if before and said["left_out"] != before:
            said["left_out"] = (*before, *said["left_out"])  # "not in healthcare", then "and no sales"
    measure = said.get("measure")
    like = _like(question, text)
    place = place_of(connection, question)
    query = OccupationQuery(
        **said, area_code=place.area.code if place and place.area else OccupationQuery.area_code
    )
    unlisted: tuple[str, ...] = ()
    if like and like.code and not query.groups:
        query = _related(connection, query, like, text, measure)
    elif contains("search_uses", text) or _is_used(text):
        names = _names(question, text)
        technology = known_technology(connection, names=names)
        if technology:
            beside = f" {normalise(text)} ".replace(f" {technology} ", " ")
            query = replace(
                query,
                technology=technology,
                measure=measure or "employment",
                groups=named_groups(beside),
                left_out=left_out_groups(beside),
            )
        else:
            unlisted = _unlisted(question, text, names)
    if not (query.technology or unlisted) and (earlier := tool_named_before(connection, text)):
        query = replace(query, technology=earlier.known, measure=measure or "employment", groups=())
        unlisted = earlier.unlisted or (() if earlier.known else (UNTOLD,))
    title = next((one for one in question.of("occupation") if one.candidates), None)
    if names_a_kind(text):
        title = None  # the field says which they are: "which kind of nurse"
    if title and normalise(title.typed) in phrases("people_counted"):
        title = None  # "fewer than 5,000 workers"
    if title and normalise(title.typed) == query.technology:
        title = None  # "I love Blender. Which jobs use it?"
    leaving = [one for one in text.splitlines() if left_out_groups(f"{one} jobs")]
    # The fields of several lines are told by their names.
    field_left_out = name_of_left_out(f"{leaving[0]} jobs") if len(leaving) == 1 else None
    said_out = titles_left_out(connection, text)
    called_out = list(said_out.called)
    if title and not like and (title in question.exclusions or normalise(title.typed) in called_out):
        codes = groups_of_people(normalise(title.typed)) or tuple(one.code for one in title.candidates)
        said_out = replace(said_out, codes=(*said_out.codes, *codes))
        called_out = called_out or [title.typed]
        title = None
    query = replace(query, left_out=tuple(dict.fromkeys((*query.left_out, *said_out.codes))))
    if title and not like:
        query = replace(query, codes=tuple(one.code for one in title.candidates))
    field = name_of_field(text) if query.groups else None
    no_fields = () if query.groups or query.left_out or like or title else _no_fields(question, text)
    called = title.typed if title and not like else None
    return Search(
        query,
        place,
        like,
        field,
        unlisted,
        called,
        no_fields,
        field_left_out,
        tuple(one for one in query.left_out if one not in said_out.codes),
        tuple(called_out),
    )


def _with_kind(question: Question, text: str) -> str:
    """Return a text with the one title that it names as a kind: "best paid nurse jobs" are in nursing."""
    named = _named_alone(question, text)
    if named is None or contains("search_like", text) or not groups_of_people(normalise(named.typed)):
        return text
    return f"{text}\nkind of {named.typed}"


def _like(question: Question, text: str) -> Occupation | None:
    """Return the occupation to which those searched are related: the one that is named, or alone named."""
    if contains("search_like", text):
        return next((one.occupation for one in question.of("occupation") if one.occupation), None)
    named = _named_alone(question, text)
    return named.occupation if named else None


def _named_alone(question: Question, text: str) -> LinkedEntity | None:
    """Return the one occupation that a search names, unless it is the person's own or left out."""
    own = (question.person.occupation, *question.person.former)
    said = f" {normalise(text)} "
    named = [
        one for one in question.of("occupation") if one.occupation and f" {normalise(one.typed)} " in said
    ]
    uses = contains("search_uses", text) or _is_used(text)
    one = named[0] if len(named) == 1 and not uses else None
    apart = one is None or one in question.exclusions or one.value in own
    return None if apart or contains("relations", text) or contains("first_person", text) else one


def _no_fields(question: Question, text: str) -> tuple[str, ...]:
    """Return the industries that a text names; "without a medical degree" names none."""
    beside = f" {without_phrases('search_no_doctorate', text)} "
    named = (one.typed for one in question.of("industry"))
    return tuple(one for one in named if f" {normalise(one)} " in beside)


def _unlisted(question: Question, text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tools that a text names and no list holds: what NLU takes for one, or what is "used"."""
    if named := question.of("tool", "product", "algorithm"):
        return tuple(one.typed for one in named)
    beside = without_phrases("before_a_technology", text)
    used = (contains("search_by_use_alone", text) or _is_used(text)) and not _said(beside)
    return names[:1] if used else ()


def _said(text: str, *, refines: bool = False) -> dict[str, Any]:
    """Return the fields of a query that a text names.

    Args:
        text: a line of the question.
        refines: whether it goes on with one over all jobs, where "same for education" means a field.
    """
    education = education_of(text)
    if contains("search_least_school", text):
        text = without_phrases("search_least_school", text)  # "the least education" names no field, no order
    said: dict[str, Any] = {
        "measure": _measure(text),
        "groups": named_groups(without_phrases("search_no_doctorate", text)),
        "left_out": left_out_groups(f"{text} jobs" if refines else text),
        "education": education,
        "experience": NO_EXPERIENCE if contains("search_no_experience", text) else None,
        "training": next((name for cue, name in _TRAINING if contains(cue, text)), None),
        "interest": next((one for one in INTERESTS if contains(f"search_{one}", text)), None),
        "lowest": contains("search_lowest", without_phrases("no_superlatives", text)),
    }
    if skill := ranked_skill(text):
        said |= {"skill": skill.element, "little_skill": skill.little, "groups": ()}
        said["measure"] = said["measure"] or "skill"
        if said["measure"] == "skill":
            said["lowest"] = skill.little
    elif refines and not (said["groups"] or said["left_out"] or said["education"]):
        said["groups"] = named_groups(f"{text} jobs")
    named = {name: value for name, value in said.items() if value}
    if contains("search_any_degree", text):
        named["education"] = ()
    if named.get("measure") == "pay" and contains("search_highest", text):
        named["lowest"] = False  # "the highest pay of the bottom tenth"
    elif "measure" in named or (refines and turns_the_order(text)):
        named["lowest"] = said["lowest"]
    bounds = amounts_in(text)
    if not refines and "experience" in named:
        named.setdefault("measure", "openings")  # where many begin, rather than surgeons
    if not refines:
        named |= _ordered_by_bound(named, bounds, text)
    if refines and bounds and not ranks(text):
        named.pop("measure", None)  # "which of those pay over 100k?" leaves the order
    return named | bounds


def _ordered_by_bound(said: Mapping[str, Any], bounds: Mapping[str, float], text: str) -> dict[str, Any]:
    """Return the order of a query that is narrowed by how many are employed, or needed, and asks for none."""
    for bound, measure in _COUNTED.items():
        if any(name.startswith(bound) for name in bounds) and said.get("measure", measure) == measure:
            lowest = said.get("lowest", False) if ranks(text) else f"{bound}_below" in bounds
            return {"measure": measure, "lowest": lowest}
    return {}


def _measure(text: str) -> Measure | None:
    """Return what a text orders by; a share of the self-employed only where nothing is said of pay."""
    if ranks_self_employed(text):
        return "self_employed"
    named = next((name for cue, name in _MEASURES if contains(cue, text)), None)
    # "And the slowest?", after those that pay best.
    return named or ("growth" if contains("grows_most", text) and turns_the_order(text) else None)


def _related(
    connection: Connection, query: OccupationQuery, like: Occupation, text: str, measure: Measure | None
) -> OccupationQuery:
    """Return the query for occupations that are related to one, with what they are to have more of."""
    code = like.code or ""
    query = replace(query, related_to=code, measure=measure or "relatedness", groups=())
    if not contains("search_more", text):
        return query
    soc = code[:7]
    if query.measure == "pay" and (own := wage_in(connection, code=soc, area_code=query.area_code)):
        return replace(query, pay_above=median_of(own) + 1)
    if query.measure == "growth" and (told := projection_of(connection, code=soc)):
        return replace(query, growth_above=told.change_percent + 0.1)
    return query


def _names(question: Question, text: str) -> tuple[str, ...]:
    """Return what may be the name of a technology: what follows "use" or "need", the longest first."""
    named = [normalise(one.typed) for one in question.of("tool", "skill", "product", "algorithm")]
    if used := _is_used(text):
        named.append(used)
    words = normalise(text).split()
    places = [place + 1 for place, word in enumerate(words) if word in phrases("search_uses")]
    before = phrases("before_a_technology")
    starts = [
        next((one for one in range(place, len(words)) if words[one] not in before), 0) for place in places
    ]
    starts = [place for place in starts if place]
    runs = [words[place : place + length] for length in range(_LONGEST_NAME, 0, -1) for place in starts]
    ignored = phrases("search_words") | words_of_fields() | _words_of_orders()
    return tuple(
        dict.fromkeys(
            [
                *named,
                *(
                    " ".join(run)
                    for run in runs
                    if run and not set(run) & ignored and len("".join(run)) > 1 and not run[0].isdigit()
                ),
            ]
        )
    )


def _is_used(text: str) -> str | None:
    """Return what a text asks who uses, where that stands before the verb: "where is Procore used?"."""
    found = _IS_USED.search(normalise(text))
    words = [one for one in found[1].split() if one not in phrases("before_a_technology")] if found else []
    return " ".join(words[-_LONGEST_NAME:]) or None


@cache
def _words_of_orders() -> frozenset[str]:
    """Return the words by which an order is asked for: "with the fastest growth" names no tool."""
    cues = (*SUPERLATIVES, *(cue for cue, _measure in _MEASURES))
    return frozenset(word for cue in cues for phrase in phrases(cue) for word in phrase.split())
