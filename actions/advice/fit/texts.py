"""What the answers on fit say: wishes, what was taken into account, and reasons in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from actions.advice.fit.profile import Known
from actions.advice.interest_finder.items import strongest
from actions.datasets.base import dollars, number, percent
from actions.formatting import joined, quoted
from actions.messages import message
from knowledge.queries.occupation_fit import Fit, Ranking, Reason
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.occupation_wishes import (
    DEGREE,
    EITHER,
    NO_DEGREE,
    PAY,
    Wish,
    kinds_of_work,
)
from knowledge.queries.occupations import occupation_of_code
from knowledge.queries.technology_names import technology_title
from knowledge.queries.wages import TOP_CODE

MOST_NAMED = 3  # of what a sentence lists
SHORT_REASONS = 3  # in a cell of the table
_CORRELATIONS = frozenset({"profile"})
_COUNTS = frozenset({"openings", "related", "similar", "field"})
_OF_SCALES = frozenset(
    f"{name}_{scale}" for name in ("wish", "refusal") for scale in ("skill", "interest", "context")
) | {"skill", "hint", "refusal_hint"}
_OF_INTERESTS = frozenset({"wish_interest", "refusal_interest", "hint", "refusal_hint"})
_ONCE = _OF_SCALES - {"skill"}  # kinds of which one says enough in a cell
_OF_TOLD = frozenset({"skill", "technology", "field", "wish_skill", "wish_interest", "wish_context"})
_ONLY_ALONE = frozenset({"openings"})  # breaks ties, and says little beside other reasons


def wish_text(wish: Wish, average_growth: float) -> str:
    """Return a wish in words."""
    value = dollars(wish.value) if wish.key == PAY else percent(wish.value)
    level = EDUCATION[int(wish.value)].lower() if wish.key == DEGREE else ""
    if wish.key == EITHER:
        return joined([wish_text(Wish(one), average_growth) for one in wish.codes], message("fit.or"))
    name = f"fit.wanted.{wish.key}" if wish.wanted else f"fit.refused.{wish.key}"
    return message(name, value=value, level=level, average=percent(average_growth))


def wishes_text(wishes: Iterable[Wish], average_growth: float) -> str:
    """Return wishes in words, one after the other."""
    return joined([wish_text(wish, average_growth) for wish in wishes])


def taken_text(connection: Connection, known: Known, ranking: Ranking) -> str:
    """Return in one line what was taken into account; empty where nothing was."""
    person, profile = known.person, known.profile
    technologies = [one for one in profile.technologies if one not in ranking.unknown_technologies]
    skills = [one for one in profile.skills if one not in ranking.unknown_skills]
    level = EDUCATION[person.education].lower() if person.education is not None else ""
    limits = any(wish.key == DEGREE for wish in ranking.wishes)
    said: list[tuple[str, object, dict[str, str]]] = [
        ("occupation", profile.occupation, {"occupations": plurals(connection, [profile.occupation])}),
        ("former", profile.former, {"occupations": plurals(connection, profile.former)}),
        ("nearest", profile.nearest, {"occupations": plurals(connection, profile.nearest)}),
        ("field", person.field, {"field": quoted(person.field)}),
        ("towards", profile.towards, {"things": joined(profile.towards, message("fit.or"))}),
        ("likes", profile.likes, {"likes": some_of(profile.likes)}),
        ("studying", level and person.studying, {"level": level}),
        ("education", level and not (limits or person.studying), {"level": level}),  # else the limit is told
        ("skills", skills, {"skills": some_of(skills).lower()}),
        ("technologies", technologies, {"technologies": technology_names(connection, technologies)}),
        (
            "interests",
            "profile" in ranking.respects,
            {"interests": joined(strongest(person.interests)) if person.interests else ""},
        ),
        ("place", known.area, {"place": known.area.name if known.area else ""}),
        (
            "avoids",
            profile.avoids,
            {"fields": joined([message(f"field_of_work.{one}") for one in profile.avoids])},
        ),
        ("declined", profile.declined, {"occupations": plurals(connection, profile.declined)}),
    ]
    texts = [message(f"fit.known.{name}", **values) for name, given, values in said if given]
    texts += [wish_text(wish, ranking.average_growth) for wish in (*ranking.wishes, *ranking.judged)]
    return message("fit.taken", known="; ".join(texts)) if texts else ""


def not_taken_text(known: Known, ranking: Ranking) -> str:
    """Return what could not be taken into account; empty where all could."""
    texts = []
    if known.unknown_place:
        texts.append(message("fit.no_place", place=quoted(known.person.place)))
    if ranking.judged:
        texts.append(message("fit.judged", wish=wishes_text(ranking.judged, ranking.average_growth)))
    if ranking.unknown_skills:
        texts.append(message("fit.no_skill", names=_quoted(ranking.unknown_skills)))
    if ranking.unknown_technologies:
        texts.append(message("fit.no_technology", names=_quoted(ranking.unknown_technologies)))
    if known.person.interests and "profile" not in ranking.respects:
        texts.append(message("fit.flat"))
    return " ".join(texts)


def not_filtered_text(ranking: Ranking) -> str:
    """Return by which wishes nothing could be filtered; empty where all could."""
    texts = []
    for wish in (one for one in ranking.unheld if one not in ranking.judged):
        hint = kinds_of_work()[wish.key].hint
        name = "fit.no_filter" if hint else "fit.no_filter_at_all"
        texts.append(message(name, wish=wish_text(wish, ranking.average_growth), interest=hint))
    return " ".join(texts)


def short_reasons(fit: Fit) -> str:
    """Return the strongest reasons for a cell of a table."""
    shown: list[Reason] = []
    for reason in fit.reasons:
        said = {one.kind for one in shown}
        if reason.kind in _ONLY_ALONE or (reason.kind in _ONCE and reason.kind in said):
            continue
        shown.append(reason)
    shown = shown or [one for one in fit.reasons if one.kind in _ONLY_ALONE]
    told = dict.fromkeys(map(_short, shown))  # a wish and a hint may be told alike
    return "; ".join(list(told)[:SHORT_REASONS]) or message("fit.short.none")


def told_reasons(fit: Fit, studied: str) -> str:
    """Return what speaks for an occupation of what somebody told beside their work and what they studied."""
    speaking = (one for one in fit.reasons if one.kind in _OF_TOLD and one.name != studied)
    told = dict.fromkeys(map(_short, speaking))
    return joined(list(told)[:SHORT_REASONS])


def _short(reason: Reason) -> str:
    """Return a reason in a few words; an interest by the work that it stands for."""
    name = message(f"fit.interest.{reason.name}") if reason.kind in _OF_INTERESTS else _name(reason)
    return message(f"fit.short.{reason.kind}", what=name, value=_value(reason))


def reason_texts(fit: Fit, known: Known, ranking: Ranking) -> list[str]:
    """Return what speaks for an occupation, and how it stands to pay and education, a sentence each."""
    level = _level(fit)
    texts = [
        message(
            f"fit.reason.{reason.kind}",
            what=_name(reason),
            value=_value(reason),
            mean=_number(reason, reason.mean),
            share=percent(round(100 * reason.mean)),
            level=level,
            average=percent(ranking.average_growth),
        )
        for reason in fit.reasons
    ]
    keys = {wish.key: wish for wish in ranking.wishes}
    if PAY in keys:
        texts.append(_pay_text(fit, known, keys[PAY]))
    if keys.keys() & {NO_DEGREE, DEGREE} and "education" not in {reason.kind for reason in fit.reasons}:
        texts.append(message("fit.reason.entry" if level else "fit.reason.entry_unknown", level=level))
    return texts


def _pay_text(fit: Fit, known: Known, wish: Wish) -> str:
    if fit.median is None:
        return message("fit.reason.pay_unknown")
    area = known.area.name if known.area and fit.in_place else message("data.nation")
    place = message("data.in", place=area)
    return message("fit.reason.pay", value=median_text(fit.median), place=place, least=dollars(wish.value))


def median_text(median: float) -> str:
    """Return a median by the year, or the bound that it is at least."""
    value = dollars(median)
    return message("data.at_least", value=value) if median == TOP_CODE["annual"] else value


def some_of(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = len(names) - MOST_NAMED
    if more <= 1:
        return joined(names)
    return joined([*names[:MOST_NAMED], message("fit.more_names", count=number(more))])


def plurals(connection: Connection, codes: Iterable[str]) -> str:
    """Return what people call some occupations."""
    found = (occupation_of_code(connection, code=code) for code in codes)
    return some_of([one.plural for one in found if one])


def technology_names(connection: Connection, technologies: Iterable[str]) -> str:
    """Return how O*NET writes some technologies."""
    return some_of([technology_title(connection, name=one) for one in technologies])


def _level(fit: Fit) -> str:
    return EDUCATION[fit.education].lower() if fit.education is not None else ""


def _name(reason: Reason) -> str:
    """Return the name of what is compared: in small letters where it is one of O*NET's scales."""
    return reason.name.lower() if reason.kind in _OF_SCALES else quoted(reason.name)


def _value(reason: Reason) -> str:
    return _number(reason, reason.value)


def _number(reason: Reason, value: float) -> str:
    if reason.kind in _CORRELATIONS:
        return f"{value:.2f}"
    if reason.kind == "pay_kept":
        return median_text(value)
    if reason.kind == "growth":
        return percent(round(value, 1))
    if reason.kind in _COUNTS:
        return number(value)
    return f"{value:.1f}"


def _quoted(names: Sequence[str]) -> str:
    return some_of([f"“{quoted(name)}”" for name in names])
