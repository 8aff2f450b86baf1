"""The filters of a search in words, as the first line and the caption of its table tell them."""

from __future__ import annotations

from actions.datasets.base import dollars, number, percent
from actions.datasets.search.education import ANY_DEGREE, BELOW_ASSOCIATE, BELOW_DOCTORATE, HIGH_SCHOOL
from actions.datasets.search.reader import Search
from actions.datasets.search.said import GROWS
from actions.formatting import joined, quoted
from actions.messages import message
from actions.questions.fields_of_work import group_names
from knowledge.models import NATION
from knowledge.queries.occupation_search import EDUCATION, NONE, SHORT, TRAINING, OccupationQuery

# What several levels of education together are called.
_EDUCATION = {
    BELOW_ASSOCIATE: "no_degree",
    HIGH_SCHOOL: "high_school",
    BELOW_DOCTORATE: "no_doctorate",
    ANY_DEGREE: "degree",
}


def filters_of(search: Search) -> str:
    """Return the filters of a query in words, joined by commas."""
    query = search.query
    names = group_names()
    texts = []
    if search.title:
        texts.append(message("data.filter.title", title=quoted(search.title)))
    if query.groups:
        called = search.field or joined([names[group] for group in query.groups])
        texts.append(message("data.filter.groups", groups=called))
    if search.titles_left_out:
        texts.append(message("data.filter.not_titled", titles=joined(search.titles_left_out, "or")))
    if search.fields_left_out:
        called = search.field_left_out or joined([names[group] for group in search.fields_left_out], "or")
        texts.append(message("data.filter.left_out", groups=called))
    if search.judged:
        wishes = joined([message(f"fit.refused.{one}") for one in search.judged])
        texts.append(message("data.filter.judged", wishes=wishes))
    if name := _EDUCATION.get(query.education):
        texts.append(message(f"data.filter.{name}"))
    elif query.education:
        levels = joined([EDUCATION[place].lower() for place in query.education], "or")
        texts.append(message("data.filter.education", levels=levels))
    texts += _entry(query)
    texts += [
        message(f"data.filter.{name}", value=dollars(value))
        for name in ("pay_above", "pay_below")
        if (value := getattr(query, name)) is not None
    ]
    texts += [
        message(
            "data.filter.grows" if value == GROWS else f"data.filter.{name}", value=percent(round(value, 1))
        )
        for name in ("growth_above", "growth_below")
        if (value := getattr(query, name)) is not None
    ]
    texts += [
        message(f"data.filter.{name}", value=number(int(value)))
        for name in ("people_above", "people_below", "openings_above", "openings_below")
        if (value := getattr(query, name)) is not None
    ]
    texts += _used(query)
    if query.related_to and search.like:
        texts.append(message("data.filter.related", occupations=search.like.plural))
    if query.interest:
        texts.append(message("data.filter.interest", interest=query.interest))
    if query.area_code != NATION and search.place and search.place.area:
        texts.append(message("data.in", place=search.place.area.name))
    return ", ".join(texts)


def _entry(query: OccupationQuery) -> list[str]:
    """Return the training and the experience that confine a query, in words."""
    texts = []
    if len(query.training) >= len(TRAINING) / 2 and NONE in query.training:
        rest = joined([one.lower() for one in TRAINING if one not in query.training], "or")
        texts.append(message("data.filter.training_not", training=rest))
    elif query.training == (NONE,):
        texts.append(message("data.filter.training_none"))
    elif query.training == (NONE, SHORT):
        texts.append(message("data.filter.training_short"))
    elif query.training:
        kinds = joined([one.lower() for one in query.training], "or")
        texts.append(message("data.filter.training", training=kinds))
    if query.experience == (NONE,):
        texts.append(message("data.filter.no_experience"))
    elif query.experience:
        levels = joined([one.lower() for one in query.experience], "or")
        texts.append(message("data.filter.experience", experience=levels))
    return texts


def _used(query: OccupationQuery) -> list[str]:
    """Return the technology and the skill that confine a query, in words."""
    texts = []
    if query.technology:
        name = "in_demand" if query.in_demand else "technology"
        texts.append(message(f"data.filter.{name}", technology=query.technology))
    if query.skill and query.measure != "skill":
        name = "little_skill" if query.little_skill else "much_skill"
        texts.append(message(f"data.filter.{name}", skill=query.skill.lower()))
    for skill, little in query.skills:
        texts.append(
            message(f"data.filter.{'little_skill' if little else 'much_skill'}", skill=skill.lower())
        )
    return texts
