"""The place that a question names, as an area of the wages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.questions.cues import contains
from actions.questions.kinds import PLACES
from actions.questions.question import LinkedEntity, Question
from knowledge.dataset_records import Area
from knowledge.queries.wages import find_areas

NATION_NAME = "united states"


@dataclass(frozen=True)
class Place:
    """A place that is named: its area, None where no wages of it are held; ``others`` are called so too."""

    named: LinkedEntity
    area: Area | None
    others: tuple[Area, ...] = ()


def place_of(connection: Connection, question: Question) -> Place | None:
    """Return the place that a question names, None where it names none."""
    places = question.of(*PLACES)
    for named in places:
        areas = _areas_called(connection, named)
        if areas:
            return Place(named, areas[0], tuple(areas[1:]))
    return Place(places[0], None) if places else None


def places_of(connection: Connection, question: Question) -> list[Area]:
    """Return the areas that a question names, each once.

    A state beside a city of it says where this is, unless the two are held against each other; one place may
    also be held against the nation.
    """
    found: dict[str, Area] = {}
    for named in question.of(*PLACES):
        areas = _areas_called(connection, named)
        if areas:
            found.setdefault(areas[0].code, areas[0])
    if len(found) == 1 and contains("against_the_nation", question.text):
        return [*found.values(), *find_areas(connection, name=NATION_NAME)[:1]]
    if len(found) == 2 and contains("sets_places_apart", question.text):
        return list(found.values())  # "New York state or New York City"
    cities = {area.state for area in found.values() if area.kind not in ("state", "nation")}
    return [area for area in found.values() if area.kind != "state" or area.state not in cities]


def kind_of_areas(text: str) -> str:
    """Return the kind of areas that a text ranks: ``metro`` where it names cities, else ``state``."""
    return "metro" if contains("asks_for_cities", text) else "state"


def asks_for_lowest(question: Question) -> bool:
    """Return whether the last of an order of areas are asked for."""
    return (question.rank is not None and question.rank.lowest) or contains("search_lowest", question.text)


def _areas_called(connection: Connection, named: LinkedEntity) -> list[Area]:
    """Return the areas called as a place was typed, else as the knowledge base calls it."""
    return find_areas(connection, name=named.typed) or find_areas(connection, name=named.name)
