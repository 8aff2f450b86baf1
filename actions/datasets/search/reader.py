"""From a message to a query over all occupations: what is ordered by, and which filters are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy.engine import Connection

from actions.about_you.conditions import refused_in_words
from actions.datasets.places import Place, place_of
from actions.datasets.search.antecedent import tool_named_before
from actions.datasets.search.conditions import lines_in_force
from actions.datasets.search.said import AGAINST_ALL, GROWS, MEASURES, RELATIVE, Said, edited
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
from actions.questions.left_out import left_out_again, titles_left_out
from actions.questions.question import LinkedEntity, Question
from actions.questions.search_intent import asks_for_like
from knowledge.models import ALL_OCCUPATIONS
from knowledge.queries.occupation_search import EDUCATION, Measure, OccupationQuery
from knowledge.queries.occupation_wishes import judged_work
from knowledge.queries.projections import projection_of
from knowledge.queries.technology_names import known_technology
from knowledge.queries.wages import median_of, wage_in
from knowledge.records import Occupation
from knowledge.terms import normalise

UNTOLD = ""  # a tool that only "it" stands for
NO_EXPERIENCE = "None"  # as the projections name it
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
    judged: tuple[str, ...] = ()  # wishes by which it leaves out occupations by judgement: "no noise"


def read_search(connection: Connection, question: Question, text: str) -> Search:
    """Return the query that a text asks; later filters take the place of earlier ones of their kind.

    Args:
        connection: to the knowledge base.
        question: whose occupations and places are named.
        text: its words, in lines behind those of the questions that it refines.
    """
    text = _with_kind(question, left_out_again(lines_in_force(text)))
    said: Said = {}
    for number, line in enumerate(text.splitlines()):
        said = edited(said, line, refines=number > 0)
    measure = said.get("measure")
    said_out = titles_left_out(connection, text)
    like = _like(question, text, said_out.called)
    place = place_of(connection, question)
    relative = said.pop(RELATIVE, ())
    said |= _against_all(connection, said.pop(AGAINST_ALL, ()))
    said = {name: value for name, value in said.items() if value is not None}
    query = OccupationQuery(
        **said, area_code=place.area.code if place and place.area else OccupationQuery.area_code
    )
    unlisted: tuple[str, ...] = ()
    if like and like.code and not query.groups:
        alike = not relative or asks_for_like(without_phrases("compares_with", text))  # "more than a baker"
        query = _related(connection, query, like, relative, measure if _orders(text) else None, alike=alike)
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
    fields_left_out = query.left_out
    called_out = list(said_out.called)
    if title and not like and (title in question.exclusions or normalise(title.typed) in called_out):
        codes = groups_of_people(normalise(title.typed)) or tuple(one.code for one in title.candidates)
        said_out = replace(said_out, codes=(*said_out.codes, *codes))
        called_out = called_out or [title.typed]
        title = None
    judged = tuple(one for one in refused_in_words(text) if one in judged_work())
    if "outdoors" in judged:
        query = replace(query, interest=None)  # by which those outdoors would be searched
    by_judgement = (code for key in judged for code in judged_work()[key])
    query = replace(query, left_out=tuple(dict.fromkeys((*query.left_out, *said_out.codes, *by_judgement))))
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
        fields_left_out,
        tuple(called_out),
        judged,
    )


def _with_kind(question: Question, text: str) -> str:
    """Return a text with the one title that it names as a kind: "best paid nurse jobs" are in nursing."""
    named = _named_alone(question, text)
    if named is None or asks_for_like(text) or not groups_of_people(normalise(named.typed)):
        return text
    return f"{text}\nkind of {named.typed}"


def _like(question: Question, text: str, left_out: Sequence[str]) -> Occupation | None:
    """Return the occupation to which those searched are related: the one that is named, or alone named.

    ``left_out``: what the text calls the occupations that it does not want.
    """
    if asks_for_like(text):
        others = (one for one in question.of("occupation") if normalise(one.typed) not in left_out)
        return next((one.occupation for one in others if one.occupation), None)
    named = _named_alone(question, text)
    wanted = named is not None and normalise(named.typed) not in left_out
    return named.occupation if named and wanted else None


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
    used = (contains("search_by_use_alone", text) or _is_used(text)) and not any(
        edited({}, beside, refines=False).values()
    )
    return names[:1] if used else ()


def _orders(text: str) -> bool:
    """Return whether a text says by what those like an occupation are ordered: "that pay more" narrows."""
    return ranks(text) or contains("puts_in_order", text) or contains("sorts", text)


def _against_all(connection: Connection, bounds: tuple[str, ...]) -> dict[str, float]:
    """Return bounds that are the figure of all occupations together: "well paid", "growing fast"."""
    found: dict[str, float] = {}
    for bound in bounds:
        if bound.startswith("pay") and (row := wage_in(connection, code=ALL_OCCUPATIONS)):
            found[bound] = median_of(row)
        elif told := projection_of(connection, code=ALL_OCCUPATIONS):
            found[bound] = told.change_percent
    return found


def _related(
    connection: Connection,
    query: OccupationQuery,
    like: Occupation,
    relative: tuple[tuple[str, bool], ...],
    measure: Measure | None,
    *,
    alike: bool,
) -> OccupationQuery:
    """Return the query for those related to one, with what they are to have more or less of."""
    code = like.code or ""
    if alike:
        query = replace(query, related_to=code, measure=measure or "relatedness", groups=())
    soc = code[:7]
    told = projection_of(connection, code=soc)
    for attribute, more in relative:
        bounded = query.pay_above is not None or query.pay_below is not None  # "better paid than $78,620"
        if (
            attribute == "pay"
            and not bounded
            and (own := wage_in(connection, code=soc, area_code=query.area_code))
        ):
            median = median_of(own)
            query = replace(query, pay_above=median + 1) if more else replace(query, pay_below=median - 1)
        elif attribute == "growth" and told:
            change = told.change_percent
            query = (
                replace(query, growth_above=max(change + 0.1, GROWS))  # what shrinks less grows no better
                if more
                else replace(query, growth_below=change - 0.1)
            )
        elif attribute == "school" and told and told.education in EDUCATION:
            place = EDUCATION.index(told.education)
            levels = range(place + 1, len(EDUCATION)) if more else range(place)
            query = replace(query, education=tuple(levels))
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
    cues = (*SUPERLATIVES, *(cue for cue, _measure in MEASURES))
    return frozenset(word for cue in cues for phrase in phrases(cue) for word in phrase.split())
