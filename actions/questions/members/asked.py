"""What is asked of several occupations at once: the value of each, the first of them, of which it holds."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.engine import Connection

from actions.datasets.compared.way import asks_for_the_way
from actions.datasets.growth_verdict import asks_of_growth
from actions.datasets.search.amounts import amounts_in
from actions.datasets.search.education import ANY_DEGREE, education_of
from actions.datasets.search.skills import skill_named
from actions.questions.cues import asks_for, contains, is_yes_no, without_phrases, words_of_question
from actions.questions.industry_words import usual_names, where_of_work
from actions.questions.members.meant import asks_which
from actions.questions.members.records import Condition, Members, MembersAsked
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.technology_names import known_technology, technology_title
from knowledge.terms import normalise

PAY, GROWTH, OPENINGS, EMPLOYMENT = "pay", "growth", "openings", "employment"
_DEGREE = EDUCATION.index("Associate's degree")
_PARTS_OF_PAY = ("lowest_tenth", "highest_tenth", "lower_quarter", "upper_quarter", "mean_pay")
_FEW_WORDS = 5  # of a message that only points at all of a set
_LONGEST_NAME = 4  # words of a technology's name
# What is asked for, by the lists of ``cues.yml`` that say so; the first one counts.
_MEASURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("added", ("search_by_added",)),
    ("where", ("asks_for_places",)),
    (OPENINGS, ("asks_for_openings", "search_by_openings")),
    ("self_employed", ("self_employed",)),
    ("skills", ("asks_for_skills",)),
    ("technologies", ("asks_for_technologies",)),
    ("training", ("says_training",)),
    ("experience", ("says_experience",)),
    ("education", ("says_schooling", "asks_how_long_the_way_is")),
    ("industries", ("asks_for_industries",)),
    (EMPLOYMENT, ("asks_how_many_work", "compares_employment", "search_by_employment")),
    (GROWTH, ("search_by_growth", "goes_up_or_down", "says_it_grows", "says_it_shrinks")),
    (PAY, ("search_by_pay", "asks_what_one_earns", "says_pay")),
    ("duties", ("asks_for_duties", "asks_what_each_does")),
)
_WAYS_IN = ("education", "experience", "training")
_BOUNDS = {"pay": PAY, "growth": GROWTH, "people": EMPLOYMENT, "openings": OPENINGS}


def asked_of_members(connection: Connection, members: Members, words: str, text: str) -> MembersAsked | None:
    """Return what words ask of some occupations; None where they ask nothing that is measured.

    Args:
        connection: to the knowledge base.
        members: the occupations.
        words: of the message, without the names of occupations.
        text: of the message, as it was typed, for the amounts that it names.
    """
    thing, kind = _thing(connection, words)
    measure = kind or _measure(words)
    if asks_which(words) and kind == "" and _asks_for_the_way(words):
        if members.whence != "listed":
            return MembersAsked(members, "beside", "way")
        return MembersAsked(members, "first", "education", least=True)
    hourly = contains("asks_by_the_hour", words) and measure in ("", PAY)
    measure = PAY if hourly else measure
    first = asks_which(words) or contains("puts_members_in_order", words)
    part = _part_of_pay(words, first=first) if measure in (PAY, "") else ""
    measure = PAY if part else measure
    if members.whence == "named" and not part and measure in ("", PAY, GROWTH, OPENINGS, EMPLOYMENT):
        return MembersAsked(members, "beside", measure, hourly=hourly)
    if measure in ("skills", "technologies") and asks_which(words):
        return None  # of which nobody has most
    if not measure and not members.against:
        again = contains("holds_it_against", words) or says_no_more_than_all(words)
        return MembersAsked(members, "beside") if again and members.whence == "compared" else None
    ranked = _direction(words, measure, first=first)
    conditions = () if part else _conditions(words, text, measure, thing, members, ranked=ranked)
    asks_if = _asks_if(words)
    told = MembersAsked(members, "each", measure or PAY, part, hourly, thing, asks_if=asks_if)
    if conditions:
        return MembersAsked(
            members, "holds", conditions[0].measure, "", hourly, thing, False, conditions, asks_if
        )
    if ranked:
        return MembersAsked(members, "first", measure or PAY, part, hourly, thing, least=ranked < 0)
    return told


def says_no_more_than_all(words: str) -> bool:
    """Return whether words point at all of several, and ask nothing of them: "no, all three please"."""
    return len(words.split()) <= _FEW_WORDS and contains("points_at_three", words)


def _asks_for_the_way(words: str) -> bool:
    """Return whether words ask which way in is the shortest, or the easiest, and not what grows quickest."""
    grows = any(contains(cue, words) for cue in ("search_by_growth", "says_it_grows", "says_it_shrinks"))
    return not grows and asks_for_the_way(words)


def _thing(connection: Connection, words: str) -> tuple[str, str]:
    """Return the skill, technology or industry that words name, and which of the three; or nothing."""
    if skill := skill_named(words):
        return skill, "skill"
    if contains("says_uses", words) or contains("search_uses", words):
        said = normalise(words).split()
        runs = [
            " ".join(said[first : first + length])
            for length in range(_LONGEST_NAME, 0, -1)
            for first in range(len(said) - length + 1)
            if not contains("search_words", " ".join(said[first : first + length]))
        ]
        if name := known_technology(connection, names=tuple(runs)):
            return technology_title(connection, name=name), "technology"
    where = where_of_work(words)
    if where and usual_names(where) and not contains("asks_for_industries", words):
        return " ".join(where.split()), "industry"
    return "", ""


def _measure(words: str) -> str:
    if contains("asks_for_common", words) and not any(
        contains(cue, words) for name, cues in _MEASURES if name != "skills" for cue in cues
    ):
        return "skills"
    found = (name for name, cues in _MEASURES if any(contains(cue, words) for cue in cues))
    does = "duties" if words_of_question(words)[-1:] == ["do"] else ""  # "what does each of them do"
    measure = next(found, does)
    if measure != "where":
        return measure
    paid = contains("search_by_pay", words) or contains("says_pay", words)
    return "where_paid" if paid else "where_most"


def _part_of_pay(words: str, *, first: bool) -> str:
    """Return the part of pay that words name; who is paid best is asked by the median."""
    words = without_phrases("says_what_is_meant", words)
    part = next((one for one in _PARTS_OF_PAY if contains(f"asks_for_{one}", words)), "")
    return "" if first and part and not contains("says_a_part_of_pay", words) else part


def _direction(words: str, measure: str, *, first: bool) -> int:
    """Return 1 where words ask who has most, -1 where who has least, 0 for neither."""
    if measure in _WAYS_IN and contains("members_soonest", words):
        return -1
    most, least = contains("members_most", words), contains("members_least", words)
    if contains("puts_members_in_order", words) and not least:
        return 1
    if not first or not (most or least):
        return 0
    sign = -1 if least else 1
    shrinks = measure == GROWTH and asks_of_growth(words) < 0
    return -sign if shrinks else sign


def _conditions(
    words: str, text: str, measure: str, thing: str, members: Members, *, ranked: int
) -> tuple[Condition, ...]:
    """Return what has to hold of those that are asked for."""
    if members.against:
        less = contains("members_least", words)
        name = measure if measure in (PAY, GROWTH, OPENINGS, EMPLOYMENT) else PAY
        return (Condition(name, -1 if less else 1, name=f"{'less' if less else 'more'}_than_one"),)
    found = [
        Condition(_BOUNDS[name.partition("_")[0]], 1 if name.endswith("above") else -1, value, name=name)
        for name, value in amounts_in(text).items()
    ]
    picks = asks_which(words) or is_yes_no(words) or asks_for("number", words)
    picks = picks and not contains("asks_for_the_gap", words)  # "is there a difference in their schooling?"
    grows = asks_of_growth(words) if picks and not ranked else 0
    if grows and not any(one.measure == GROWTH for one in found):
        found.append(Condition(GROWTH, grows, 0.0, name="grow" if grows > 0 else "shrink"))
    if picks and not ranked:
        found += _of_ways_in(words)
    if picks and not ranked and thing:
        found.append(Condition(measure, name=f"{measure}_held"))
    return tuple(found)


def _of_ways_in(words: str) -> list[Condition]:
    """Return what is asked of education, experience and training: which are needed, or that none is."""
    none = contains("says_none_needed", words)
    found = []
    if contains("says_schooling", words) or education_of(words):
        found.append(_of_schooling(words, none=none))
    for name in ("experience", "training"):
        if contains(f"says_{name}", words):
            bound = 0.5  # above it something is needed
            told = f"no_{name}" if none else name
            found.append(Condition(name, -1 if none else 1, bound, name=told))
    return found


def _of_schooling(words: str, *, none: bool) -> Condition:
    """Return the levels of education that words ask for; who needs a master's needs a bachelor's as well."""
    levels = education_of(words)
    if not levels or levels == ANY_DEGREE:
        needed = Condition("education", levels=tuple(range(_DEGREE, len(EDUCATION))), name="degree")
        return Condition("education", levels=tuple(range(_DEGREE)), name="no_degree") if none else needed
    if none or contains("says_nothing_more", words) or max(levels) < _DEGREE:
        highest = (
            max(levels) if max(levels) < _DEGREE or contains("says_nothing_more", words) else levels[0] - 1
        )
        levels = tuple(range(highest + 1))
        return Condition(
            "education", levels=levels, name="no_degree" if highest == _DEGREE - 1 else "at_most"
        )
    return Condition("education", levels=tuple(range(levels[0], len(EDUCATION))), name="at_least")


def _asks_if(words: str) -> Literal["", "any", "all"]:
    """Return whether words ask if something holds of any, or of all, of some."""
    if not is_yes_no(words) or asks_for("choice", words):
        return ""  # "do they grow or shrink?"
    return "any" if contains("says_any", words) else "all"
