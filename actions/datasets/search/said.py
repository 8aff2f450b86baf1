"""What a line of a search says, as edits of the query that the lines before it left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.datasets.search.amounts import amounts_in
from actions.datasets.search.conditions import (
    SUPERLATIVE,
    Condition,
    conditions_in,
    kinds_of_training,
    says,
    taken_back,
    without_conditions,
)
from actions.datasets.search.education import HIGH_SCHOOL, education_of
from actions.datasets.search.skills import RankedSkill, skills_in, without_skills
from actions.questions.cues import contains, ranks, without_phrases
from actions.questions.fields_of_work import left_out_groups, named_groups
from actions.questions.search_intent import ranks_self_employed, turns_the_order
from knowledge.queries.occupation_search import EXPERIENCE, LONG, MODERATE, NONE, SHORT, TRAINING, Measure
from knowledge.terms import normalise

INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
MEASURES: tuple[tuple[str, Measure], ...] = (
    ("search_by_openings", "openings"),
    ("search_by_added", "added"),
    ("search_by_growth", "growth"),
    ("search_by_employment", "employment"),
    ("search_by_pay", "pay"),
)
RELATIVE, AGAINST_ALL = "relative", "against_all"  # what is resolved with figures, beside the query's fields
GROWS = 0.1  # per cent that "growing" takes
_COUNTED = {"people": "employment", "openings": "openings"}  # measures by what a bound counts
_FIGURES: dict[str, Measure] = {
    "pay": "pay",
    "growth": "growth",
    "openings": "openings",
    "employment": "employment",
}
_LEVELS: dict[str, Measure] = {"training": "training", "experience": "experience", "school": "education"}
_SHORT = (NONE, SHORT)
_TRAINING: dict[str, tuple[str, ...]] = {
    "none": (NONE,),
    "little": _SHORT,
    "less": _SHORT,
    "least": _SHORT,
    "much": (LONG, *TRAINING[4:]),
    "most": (LONG, *TRAINING[4:]),
    "long": (LONG,),
    "not_long": (NONE, SHORT, MODERATE),
}
_YEARS_OF_EXPERIENCE = re.compile(
    r"\b(\d+) (?:or more |plus )?(?:years|yrs)(?: or more)?(?: of)?(?: \w+)? experience\b"
)
_MANY_YEARS = 5
# The fields of a query that each attribute has which may be taken back.
_TAKEN_BACK = {
    "pay": ("pay_above", "pay_below"),
    "growth": ("growth_above", "growth_below"),
    "openings": ("openings_above", "openings_below"),
    "education": ("education",),
    "training": ("training",),
    "experience": ("experience",),
    "groups": ("groups",),
}
Said = dict[str, Any]


def edited(said: Mapping[str, Any], line: str, *, refines: bool) -> Said:
    """Return what is said of a query after a further line.

    Args:
        said: fields of the query, and :data:`RELATIVE`: (attribute, whether more of it) than another has,
            :data:`AGAINST_ALL`: bounds that are the figure of all occupations together.
        line: what is said now.
        refines: whether it goes on with the lines before it.
    """
    before = dict(said)
    if refines and (gone := taken_back(line)):
        cleared = {name for one in gone for name in _TAKEN_BACK.get(one, ())}
        against = tuple(one for one in before.get(AGAINST_ALL, ()) if one not in cleared)
        return {name: value for name, value in before.items() if name not in cleared} | {AGAINST_ALL: against}
    if refines and says("turns_round", line):
        return before | {"lowest": not before.get("lowest", False)}
    now = _said(line, refines=refines, before=before)
    if before.get("left_out") and now["left_out"] != before["left_out"]:
        now["left_out"] = (*before["left_out"], *now["left_out"])  # "not in healthcare", then "and no sales"
    return _without_contradicted(before, now) | now


def _without_contradicted(before: Said, now: Said) -> Said:
    """Return what was said without a bound that a new one leaves nothing of: "under 40k", then "over 50k"."""
    merged = before | now
    gone = set()
    for name in ("pay", "growth", "people", "openings"):
        above, below = f"{name}_above", f"{name}_below"
        apart = (merged.get(above) or 0) > (merged.get(below) or 0)
        if merged.get(above) is not None and merged.get(below) is not None and apart:
            gone |= {one for one in (above, below) if one not in now}
    return {name: value for name, value in before.items() if name not in gone}


def _said(text: str, *, refines: bool, before: Mapping[str, Any]) -> Said:
    """Return the fields of a query that a text names.

    ``refines``: it goes on with one over all jobs, where "same for education" means a field.
    """
    conditions = conditions_in(text)
    beside = without_conditions(
        without_skills(without_phrases("does_not_fall", text)), frozenset(_LEVELS)
    )  # "the least experience" names no order of pay
    education = education_of(text)
    if contains("search_least_school", text):
        text = without_phrases("search_least_school", text)
    said: Said = {
        "measure": _measure(beside),
        "groups": named_groups(without_phrases("search_no_doctorate", text)),
        "left_out": left_out_groups(f"{text} jobs" if refines else text),
        "education": education or _school(conditions),
        "experience": _experience(text, conditions),
        "training": _training(text, conditions, before.get("training", ())),
        "interest": next((one for one in INTERESTS if contains(f"search_{one}", text)), None),
        "lowest": contains("search_lowest", without_phrases("no_superlatives", beside)),
    }
    if skills := skills_in(text):
        said |= _of_skills(skills, said["measure"], before, refines=refines)
    elif refines and not (said["groups"] or said["left_out"] or said["education"]):
        said["groups"] = named_groups(f"{text} jobs")
    named = {name: value for name, value in said.items() if value or name == "left_out"}
    named.setdefault("left_out", ())
    if skills:
        named["little_skill"] = said["little_skill"]
    if contains("search_any_degree", text):
        named["education"] = ()
    if named.get("measure") == "pay" and contains("search_highest", text):
        named["lowest"] = False  # "the highest pay of the bottom tenth"
    elif "measure" in named or (refines and turns_the_order(text)):
        named["lowest"] = said["lowest"]
    bounds = amounts_in(text)
    named |= _by_degrees(conditions, bounds, beside, refines=refines, before=before, named=named)
    if not refines and "experience" in named:
        named.setdefault("measure", "openings")  # where many begin, rather than surgeons
    if not refines:
        named |= _ordered_by_bound(named, bounds, text)
    if refines and bounds and not ranks(text) and not _puts_in_order(text):
        named.pop("measure", None)  # "which of those pay over 100k?" leaves the order
        named.pop("lowest", None)
    if not named["left_out"] and before.get("left_out"):
        named["left_out"] = before["left_out"]
    return named | bounds


def _of_skills(
    skills: tuple[RankedSkill, ...], measure: Measure | None, before: Mapping[str, Any], *, refines: bool
) -> Said:
    """Return the skills that order and narrow, those that were said before kept."""
    first, *others = skills
    narrowing = tuple((one.element, one.little) for one in others)
    if refines and before.get("skill") not in (None, first.element):
        narrowing = (
            *before.get("skills", ()),
            (before["skill"], before.get("little_skill", False)),
            *narrowing,
        )
    said: Said = {"skill": first.element, "little_skill": first.little, "groups": (), "skills": narrowing}
    if measure is None and (first.orders or not refines):
        said |= {"measure": "skill", "lowest": first.little}
    return said


def _by_degrees(
    conditions: list[Condition],
    bounds: Mapping[str, float],
    text: str,
    *,
    refines: bool,
    before: Mapping[str, Any],
    named: Mapping[str, Any],
) -> Said:
    """Return the order, and the bounds, that degrees of attributes say: "badly paid", "growing too"."""
    figures = [one for one in conditions if one.attribute in _FIGURES]
    first = [one for one in figures if one.degree in SUPERLATIVE]
    levels = [one for one in conditions if one.attribute in _LEVELS and one.degree in SUPERLATIVE]
    found: Said = {
        RELATIVE: tuple((c.attribute, c.degree == "more") for c in conditions if c.degree in ("more", "less"))
    }
    if not found[RELATIVE]:
        del found[RELATIVE]
    ordering = first[:1]
    judged = [one for one in figures if one.degree in ("much", "long", "little") and one not in ordering]
    if not ordering and judged and not refines and not ranks(text):
        ordering = judged[:1]
    if ordering:
        (one,) = ordering
        found |= {"measure": _FIGURES[one.attribute], "lowest": one.degree in ("least", "little")}
    elif levels and not (ranks(without_conditions(text, frozenset(_LEVELS))) or figures):
        one = levels[0]
        if one.attribute != "school" or one.degree == "most":
            found |= {"measure": _LEVELS[one.attribute], "lowest": one.degree == "least"}
    against = [
        f"{one.attribute}_{'below' if one.degree == 'little' else 'above'}"
        for one in judged
        # By what is growing fast may be ordered later by something else; bad pay is no bound.
        if one.attribute == "growth" or (one.attribute == "pay" and one not in ordering)
        if not any(name.startswith(one.attribute) for name in bounds)
    ]
    sides = {"above": "more_than_average", "below": "less_than_average"}
    against += [
        f"{one.attribute}_{side}"
        for one in figures
        for side, cue in sides.items()
        if one.attribute in ("pay", "growth") and contains(cue, text)
    ]
    if against:
        found[AGAINST_ALL] = (*before.get(AGAINST_ALL, ()), *against)
        if refines and not ordering:
            found |= _kept_order(before)
    if _only_grows(conditions, text, bounds):
        orders = "measure" in found or ranks(text) or named.get("measure") not in (None, "growth")
        found["growth_above"] = GROWS
        if refines and not orders:
            found |= _kept_order(before)
    if any(one.attribute == "experience" and one.degree == "least" for one in levels) and figures:
        found["experience"] = (NONE,)
    return found


def _kept_order(before: Mapping[str, Any]) -> Said:
    return {"measure": before.get("measure"), "lowest": before.get("lowest", False)}


def _only_grows(conditions: list[Condition], text: str, bounds: Mapping[str, float]) -> bool:
    """Return whether a text asks no more of growth than that there is some: "and growing"."""
    grows = any(one.attribute == "growth" and one.degree == "bare" for one in conditions)
    bounded = any(name.startswith("growth") for name in bounds)
    return grows and not bounded and contains("grows_at_all", text) and not _puts_in_order(text)


def _puts_in_order(text: str) -> bool:
    return contains("puts_in_order", text) or contains("sorts", text)


def _school(conditions: list[Condition]) -> tuple[int, ...]:
    degrees = {one.degree for one in conditions if one.attribute == "school"}
    return HIGH_SCHOOL if degrees & {"little", "none", "least"} else (6, 7) if "much" in degrees else ()


def _experience(text: str, conditions: list[Condition]) -> tuple[str, ...]:
    if years := _YEARS_OF_EXPERIENCE.search(normalise(text)):
        return (EXPERIENCE[2 if int(years[1]) >= _MANY_YEARS else 1],)
    degrees = {one.degree for one in conditions if one.attribute == "experience"}
    if contains("search_no_experience", text) or degrees & {"none", "little"}:
        return (NONE,)
    return (EXPERIENCE[2],) if degrees & {"much", "long"} else ()


def _training(text: str, conditions: list[Condition], before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of training that will do; those not wanted are taken out of what was said before."""
    wanted, denied = kinds_of_training(text)
    said = next((one.degree for one in conditions if one.attribute == "training"), None)
    kinds = tuple(TRAINING[place] for place in wanted) or _TRAINING.get(said or "", ())
    if not denied:
        return kinds
    return tuple(
        one for one in kinds or before or TRAINING if one not in {TRAINING[place] for place in denied}
    )


def _ordered_by_bound(said: Mapping[str, Any], bounds: Mapping[str, float], text: str) -> Said:
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
    named = next((name for cue, name in MEASURES if contains(cue, text)), None)
    # "And the slowest?", after those that pay best.
    return named or ("growth" if contains("grows_most", text) and turns_the_order(text) else None)
