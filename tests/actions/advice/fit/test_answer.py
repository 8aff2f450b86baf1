"""What fits a person: the first, a table, what was taken into account, and what could not be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.fit.answer import answer_fit, fit_reply, more_like, not_this, pointed_at, why_this
from actions.answer import TableBlock
from actions.composition.compose import Reply
from actions.person import Person
from actions.questions.question import LinkedEntity, Question
from actions.questions.topic_slots import CAREER_FIT
from actions.state import ConversationState, Item
from knowledge.queries.occupation_matrix import occupations_that_ask_for
from knowledge.queries.occupations import occupation_of_code
from tests.actions.asking import choices, cites, decision, notes, told
from tests.actions.datasets.figures import lead, table

Asked = Callable[..., Question]
Checked = Callable[..., Reply]
NURSE, WELDER = "29-1141.00", "51-4121.00"
HANDS = Person(wants=("no_degree", "hands_on"), pay=60_000.0, place="Texas")


def codes(reply: Reply) -> list[str]:
    return [item.key for item in reply.state.items]


def test_the_first_and_how_many_match_stand_in_the_first_line(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_fit, asked(Person(field="biology", education=5)))
    assert (reply.answer.outcome, reply.answer.topic) == ("answered", CAREER_FIT)
    assert lead(reply).startswith("Biologists come first for you, of the 7")  # none with long training
    first = table(reply).rows[0]
    assert first[:2] == ("Biologists", "near “biology”; your level of education")
    assert first[2].startswith("$")
    assert first[4] == "Bachelor's degree"
    assert len(cites(reply)) == 3


@pytest.mark.usefixtures("published_wages")
def test_every_wish_holds_for_all_that_is_shown_on_every_page(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_fit, asked(HANDS))
    shown = codes(reply)
    for page in range(1, reply.state.pages):
        reply = checked(answer_fit, asked(state=reply.state, page=page))
        for row in table(reply).rows:
            assert float(row[2].split()[-1 if "least" in row[2] else 0].strip("$").replace(",", "")) >= 60_000
            assert "s degree" not in row[4]
        shown += codes(reply)
    assert len(set(shown)) == len(shown)
    assert lead(reply).startswith(f"Numbers {8 * reply.state.pages - 7} to {len(shown)} of {len(shown)} ")
    assert "/more" not in choices(reply)


@pytest.mark.usefixtures("published_wages")
def test_pay_is_that_of_the_place_and_marked_where_it_is_that_of_the_nation(
    checked: Checked, asked: Asked
) -> None:
    person = Person(wants=("creative",), place="Wyoming")
    reply = checked(answer_fit, asked(person))
    assert "pay in Wyoming, May 20" in table(reply).caption
    medians = [row[2] for row in table(reply).rows]
    marked = [one for one in medians if one.endswith("(US)")]
    assert 0 < len(marked) < len(medians)
    assert any("Wyoming" in note and "(US)" in note for note in notes(reply))


def test_what_was_taken_into_account_is_told_in_one_line_and_what_could_not_be(
    checked: Checked, asked: Asked
) -> None:
    person = Person(
        occupation=NURSE,
        former=(WELDER,),
        education=5,
        skills=("Mathematics", "Juggling"),
        technologies=("excel", "gobbledy"),
        likes=("gardening",),
        place="Atlantis",
        wants=("outdoors", "growth", "remote"),
        refuses=("leading",),
        pay=50_000.0,
    )
    reply = checked(answer_fit, asked(person))
    line = next(text for text in told(reply).split("\n\n") if text.startswith("Taken into account: "))
    for said in (
        "registered nurses",
        "welders",
        "bachelor's degree",
        "mathematics",
        "Microsoft Excel",
        "3.1%",
        "outdoors",
    ):
        assert said in line
    assert any("outdoors" in note for note in notes(reply))  # by judgement
    assert "work from home" in told(reply).split("\n\n")[0]  # by nothing, which the first line says
    for not_taken in ("Juggling", "gobbledy", "Atlantis"):
        assert not_taken not in line
        assert any(not_taken in note for note in notes(reply))
    assert any("by my own judgement: work outdoors" in note for note in notes(reply))


def test_where_nothing_is_known_one_thing_is_asked_for_and_the_finder_offered(
    checked: Checked, asked: Asked
) -> None:
    for person in (Person(), Person(place="Texas"), Person(years=4)):
        reply = checked(answer_fit, asked(person))
        assert reply.answer.outcome == "clarify"
        assert "Tell me one thing about you" in lead(reply)
        assert choices(reply) == ["/interest_finder"]


def test_an_impossible_combination_says_which_wish_leaves_nothing(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_fit, asked(Person(wants=("creative", "no_degree"), pay=190_000.0)))
    assert reply.answer.outcome == "unknown"
    assert "Without “a median of at least $190,000 a year” " in lead(reply)
    alone = checked(answer_fit, asked(Person(wants=("creative",), pay=1e6)))
    assert lead(alone) == "No occupation keeps this wish: a median of at least $1,000,000 a year."
    both = checked(answer_fit, asked(Person(wants=("creative",), refuses=("creative",))))
    assert lead(both).startswith(
        "No occupation keeps all of this: creative work and no creative work. Without"
    )


def test_a_person_may_say_more_and_the_next_answer_takes_it_into_account(
    checked: Checked, asked: Asked
) -> None:
    reply = checked(answer_fit, asked(Person(wants=("helping",))))
    person = replace(reply.state.person, wants=("helping", "no_degree"))
    narrower = checked(answer_fit, asked(state=replace(reply.state, person=person)))
    assert set(codes(narrower)) != set(codes(reply))
    assert "no degree to enter" in told(narrower)


def test_why_an_occupation_fits_is_told_in_numbers_and_the_list_stays(checked: Checked, asked: Asked) -> None:
    listed = checked(answer_fit, asked(Person(technologies=("autocad",), wants=("hands_on",), pay=50_000.0)))
    second = codes(listed)[1]
    reply = checked(why_this, asked(state=listed.state), second)
    assert lead(reply).startswith(f"{table(listed).rows[1][0]} are number 2 of ")
    text = told(reply)
    assert "Autodesk AutoCAD, as " in text
    assert "“realistic” fits it " in text
    assert "on average over all occupations" in text
    assert f"The median is {table(listed).rows[1][2]} a year in the United States" in text
    assert codes(reply) == codes(listed)
    assert reply.answer.occupation == second
    assert reply.state.occupations == (second,)  # "what do they earn?"


def test_why_an_occupation_does_not_fit_names_the_wishes_that_it_breaks(
    checked: Checked, asked: Asked
) -> None:
    reply = checked(why_this, asked(HANDS), NURSE)
    assert "Registered nurses are not among" in lead(reply)
    assert "no degree to enter" in told(reply)
    assert "work with your hands" in told(reply)
    own = checked(why_this, asked(Person(occupation=NURSE)), NURSE)
    assert "your own" in lead(own)
    infantry = checked(why_this, asked(HANDS), "55-3016.00")
    assert "rates neither skills nor interests" in lead(infantry)
    assert checked(why_this, asked(HANDS), "").answer.outcome == "clarify"


def test_what_is_declined_is_not_shown_again(checked: Checked, asked: Asked) -> None:
    listed = checked(answer_fit, asked(HANDS))
    first, second = codes(listed)[:2]
    reply = checked(not_this, asked(state=listed.state), first)
    assert reply.state.person.declined == (first,)
    assert lead(reply).startswith("I will not show ")
    assert codes(reply)[0] == second
    assert first not in codes(reply)
    again = checked(not_this, asked(state=reply.state), second)
    assert again.state.person.declined == (first, second)


def test_more_like_one_are_its_relatives_that_keep_the_wishes(
    checked: Checked, asked: Asked, datasets: Connection
) -> None:
    listed = checked(answer_fit, asked(HANDS))
    first = codes(listed)[0]
    reply = checked(more_like, asked(state=listed.state), first)
    assert " are most like " in lead(reply)
    assert first not in codes(reply)
    assert "related work" in table(reply).rows[0][1]
    assert "your occupation" not in told(reply)
    assert reply.state.person == listed.state.person
    every = checked(answer_fit, asked(HANDS))
    assert reply.state.pages == -(-(every.state.pages * 8 - 1) // 8) or reply.state.pages <= every.state.pages


def test_the_occupation_that_is_pointed_at_is_the_one_named_the_item_or_the_first(
    asked: Asked, datasets: Connection
) -> None:
    question = asked(HANDS)
    assert pointed_at(question) == ""
    items = (Item("occupation", WELDER), Item("occupation", NURSE))
    question = replace(question, state=replace(question.state, items=items))
    assert pointed_at(question) == WELDER
    assert pointed_at(replace(question, item=items[1])) == NURSE
    named = LinkedEntity("occupation", "actor", occupation=occupation_of_code(datasets, code="27-2011.00"))
    assert pointed_at(replace(question, entities=(named,))) == "27-2011.00"


def test_nobody_is_advised_by_age_gender_origin_or_health() -> None:
    fields = set(Person.__dataclass_fields__)
    assert not fields & {"age", "gender", "origin", "health", "race", "religion", "name"}


def test_figures_of_a_group_are_said_to_be_such(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_fit, asked(Person(field="biology", education=5)))
    (note,) = (one for one in notes(reply) if one.startswith("BLS counts these together"))
    assert "molecular and cellular biologists" in note


def test_without_the_datasets_it_is_said_that_nothing_can_be_compared(
    connection: Connection, asked: Asked
) -> None:
    reply = answer_fit(connection, asked(HANDS))
    assert reply.answer.outcome == "unknown"
    assert not any(isinstance(block, TableBlock) for block in reply.answer.blocks)


def test_a_technology_of_most_occupations_alone_tells_none_from_another(
    datasets: Connection, asked: Asked
) -> None:
    reply = answer_fit(datasets, asked(Person(technologies=("excel",))))
    assert reply.answer.outcome == "clarify"
    assert "Most occupations use Microsoft Excel" in told(reply)


def test_those_whose_employers_ask_for_a_technology_come_first(datasets: Connection, asked: Asked) -> None:
    reply = answer_fit(datasets, asked(Person(technologies=("autocad",))))
    first = codes(reply)[0]
    assert first in occupations_that_ask_for(datasets, technology="autocad")


def test_a_soldier_is_compared_by_the_civilian_work_that_comes_nearest(
    checked: Checked, asked: Asked
) -> None:
    reply = checked(answer_fit, asked(Person(occupation="55-3016.00", years=5)))
    assert "of which O*NET rates nothing" in told(reply)
    assert any(code.startswith("33-") for code in codes(reply))
    assert not any(code.startswith("55-") for code in codes(reply))


def test_who_wants_a_desk_is_shown_work_of_writing_and_rules(checked: Checked, asked: Asked) -> None:
    reply = checked(answer_fit, asked(Person(occupation=WELDER, wants=("desk",))))
    assert "desk work, as far as ratings" in told(reply)
    assert not {"51-4122.00", "51-4041.00", "47-2221.00"} & set(codes(reply))


def test_a_few_words_behind_the_list_are_one_more_wish(datasets: Connection) -> None:
    state = fit_reply(datasets, ConversationState(person=Person(NURSE))).state
    reply = decision(datasets, "working_hours", text="part time", state=state).reply
    assert (reply.answer.topic, reply.state.person.wants) == (CAREER_FIT, ("part_time",))
    asks = decision(datasets, "working_hours", text="do they work part time?", state=state).reply
    assert asks.answer.topic != CAREER_FIT
