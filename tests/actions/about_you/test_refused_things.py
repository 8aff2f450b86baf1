"""Work near to what is not wanted is not shown, where nothing else tells what is refused."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.about_you import refused_things
from actions.about_you.refused_things import with_refused_things
from actions.person import Person
from knowledge.queries.nearest_occupations import nearest_occupations
from tests.actions.about_you.test_tagged import marked

COOK = "35-2014.00"


def test_what_tags_mark_as_not_wanted_is_named_in_content_words() -> None:
    assert refused_things.refused_things(marked("sick of [the boats]{dont}, i want [plants]{want}")) == [
        "boats"
    ]
    assert refused_things.refused_things(marked("sick of [it]{dont}")) == []
    assert refused_things.refused_things(marked("no more [line cook]{refused}")) == []  # a title


def test_the_nearest_work_is_declined_but_not_ones_own(datasets: Connection) -> None:
    near = nearest_occupations(datasets, text="fixing roofs")[0]
    message = marked("done with [fixing roofs]{dont}")
    person = with_refused_things(datasets, message, Person(COOK), Person(COOK))
    assert near.code in person.declined
    own = with_refused_things(datasets, message, Person(near.code), Person(near.code))
    assert near.code not in own.declined


def test_nothing_more_is_declined_where_a_field_is_refused_already(datasets: Connection) -> None:
    told = Person(COOK, avoids=("construction",))
    assert with_refused_things(datasets, marked("no [fixing roofs]{dont}"), told, Person(COOK)) == told
