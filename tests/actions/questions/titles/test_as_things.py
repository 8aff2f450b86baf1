"""Job titles that NLU takes for a thing, or that explain one another."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage
from actions.questions.titles.as_things import with_titles_as_titles
from tests.actions.asking import message

AGENTS = ("occupation", "sales agents", "sales agents")
REALTORS = ("occupation", "realtors", "realtors")


def test_people_are_an_occupation_and_no_product(datasets: Connection) -> None:
    said = message("skills", ("product", "translation_apps", "translators"), text="skills of translators")
    assert with_titles_as_titles(datasets, said).values("occupation") == ["translators"]
    docker = message("tools", ("tool", "docker", "docker"), text="do I need docker?")
    assert with_titles_as_titles(datasets, docker) == docker


def test_a_title_in_brackets_explains_the_one_before(datasets: Connection) -> None:
    said = message("salary", REALTORS, AGENTS, text="pay of realtors (sales agents)")
    assert with_titles_as_titles(datasets, said).values("occupation") == ["realtors"]
    beside = message("salary", REALTORS, AGENTS, text="pay of realtors and sales agents")
    assert with_titles_as_titles(datasets, beside) == beside


def test_a_title_that_begins_the_name_of_a_field_is_that_of_the_field(datasets: Connection) -> None:
    marine = ("occupation", "marine", "marine")
    read = with_titles_as_titles(datasets, message("education", marine, text="school for marine biology"))
    assert [(one.value, one.typed) for one in read.entities] == [("marine biologist", "marine biology")]
    alone = message("education", marine, text="school for a marine")
    assert with_titles_as_titles(datasets, alone) == alone


def test_what_somebody_knows_how_to_use_is_no_title(datasets: Connection) -> None:
    text = "I can do Blender"
    named = (ParsedEntity("occupation", "Blender", "Blender", 9),)
    known = UserMessage(text, "about_you", named, tagged=(TaggedSpan(9, 16, "skill", 0.95),))
    assert with_titles_as_titles(datasets, known).entities == ()
    asked = UserMessage(text, "salary", named, tagged=(TaggedSpan(9, 16, "asked", 0.95),))
    assert with_titles_as_titles(datasets, asked).entities == named
