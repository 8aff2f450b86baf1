"""Messages that lean on what is known of a person are read with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.message import FALLBACK
from actions.state import ConversationState, PastQuestion
from tests.actions.asking import question

NURSE, DENTIST, ELECTRICIAN = "29-1141.00", "29-1021.00", "47-2111.00"
ADVISED = ConversationState(
    topic="career_change", occupations=(DENTIST,), person=Person(NURSE, place="Texas")
)


def places(asked: object) -> list[str]:
    return [one.typed for one in asked.of("place")]  # type: ignore[attr-defined]


@pytest.mark.parametrize("intent", ["career_fit", FALLBACK, "bot_identity"])
def test_what_i_would_make_is_the_pay_of_the_occupation_advised_on_where_i_am(
    datasets: Connection, intent: str
) -> None:
    asked = question(datasets, intent, text="what would I make there", state=ADVISED)
    assert asked.topic_key == "salary"
    assert [one.value.key for one in asked.occupations] == [DENTIST]
    assert places(asked) == ["Texas"]


@pytest.mark.parametrize("text", ["so I'd lose money with that?", "thats a pay cut?", "and versus now?"])
def test_whether_a_change_pays_compares_with_ones_own_occupation(datasets: Connection, text: str) -> None:
    asked = question(datasets, FALLBACK, text=text, state=ADVISED)
    assert asked.topic_key == "comparison"
    assert [one.value for one in asked.of("occupation")] == [DENTIST, NURSE]


def test_who_told_no_occupation_is_compared_with_none(datasets: Connection) -> None:
    state = replace(ADVISED, person=Person())
    assert question(datasets, FALLBACK, text="thats a pay cut?", state=state).topic is None


def test_which_to_choose_compares_the_last_two_that_were_asked_about(datasets: Connection) -> None:
    state = replace(ADVISED, earlier=(PastQuestion("career_change", (ELECTRICIAN,)),))
    asked = question(datasets, "personal_decision", text="which would you take?", state=state)
    assert {one.value for one in asked.of("occupation")} == {DENTIST, ELECTRICIAN}
    alone = question(datasets, "personal_decision", text="which would you take?", state=ADVISED)
    assert not alone.of("occupation")


def test_how_long_the_training_takes_is_asked_of_the_occupation_advised_on(datasets: Connection) -> None:
    asked = question(datasets, FALLBACK, text="how long is the apprenticeship", state=ADVISED)
    assert asked.topic_key == "education"


def test_more_than_what_is_named_compares_with_the_last_one(datasets: Connection) -> None:
    named = ("occupation", ELECTRICIAN, "electricians")
    asked = question(datasets, FALLBACK, named, text="is that more than electricians get", state=ADVISED)
    assert {one.value for one in asked.of("occupation")} == {DENTIST, ELECTRICIAN}


def test_and_me_asks_the_last_question_of_ones_own_occupation(datasets: Connection) -> None:
    state = replace(ADVISED, topic="salary")
    asked = question(datasets, FALLBACK, text="and me?", state=state)
    assert (asked.topic_key, [one.value.key for one in asked.occupations]) == ("salary", [NURSE])


def test_how_much_more_as_something_compares_with_ones_own_pay_where_one_is(datasets: Connection) -> None:
    named = ("occupation", ELECTRICIAN, "electrician")
    text = "how much more would I make as an electrician"
    asked = question(datasets, "salary", named, text=text, state=replace(ADVISED, occupations=()))
    assert {one.value for one in asked.of("occupation")} == {NURSE, ELECTRICIAN}
    assert places(asked) == ["Texas"]


def test_a_question_that_is_sure_of_its_topic_is_left_alone(datasets: Connection) -> None:
    asked = question(datasets, "outlook", text="will I earn more in ten years?", state=ADVISED)
    assert asked.topic_key == "outlook"


def test_pay_here_is_that_of_the_place_that_was_told(datasets: Connection) -> None:
    named = ("occupation", ELECTRICIAN, "electricians")
    assert places(question(datasets, "salary", named, text="what do electricians earn here", state=ADVISED))
    assert not places(question(datasets, "salary", named, text="what do electricians earn", state=ADVISED))


def test_what_narrows_a_list_by_itself_is_nobodys_wish(datasets: Connection) -> None:
    listed = ConversationState(topic="occupation_search", person=Person(NURSE))
    narrowed = question(datasets, "occupation_search", text="only those without a degree", state=listed)
    assert narrowed.person == Person(NURSE)
    wished = question(datasets, "occupation_search", text="and no desk jobs", state=listed)
    assert wished.person == Person(NURSE, refuses=("desk",))
    own = question(datasets, "occupation_search", text="only those without a degree for me", state=listed)
    assert own.person == Person(NURSE, wants=("no_degree",))


@pytest.mark.parametrize(
    "text",
    [
        "how does electrician compare to what I did?",
        "electrician vs my old job",
        "how is electrician like what I do",
    ],
)
def test_what_is_compared_with_ones_work_is_compared_with_the_occupation_that_was_told(
    datasets: Connection, text: str
) -> None:
    named = ("occupation", ELECTRICIAN, "electrician")
    for person in (Person(NURSE), Person(former=(NURSE,))):
        asked = question(datasets, FALLBACK, named, text=text, state=ConversationState(person=person))
        assert asked.topic_key == "comparison"
        assert [one.value for one in asked.of("occupation")] == [ELECTRICIAN, NURSE]
    assert question(datasets, FALLBACK, named, text=text).topic is None


def test_who_cannot_choose_between_two_is_shown_both(datasets: Connection) -> None:
    named = (("occupation", ELECTRICIAN, "electrician"), ("occupation", NURSE, "nursing"))
    asked = question(
        datasets, "personal_decision", *named, text="cant decide between electrician and nursing"
    )
    assert asked.topic_key == "comparison"
    alone = question(datasets, "personal_decision", named[0], text="cant decide whether to be an electrician")
    assert alone.topic is None


def test_what_one_makes_is_the_pay_of_ones_own_work(datasets: Connection) -> None:
    state = ConversationState(person=Person(NURSE, place="Texas"))
    asked = question(datasets, "career_fit", text="wat do i make", state=state, confidence=0.4)
    assert (asked.topic_key, [one.value.key for one in asked.occupations]) == ("salary", [NURSE])
    assert places(asked) == ["Texas"]
    assert (
        question(datasets, "career_fit", text="what can i make with wood", state=state).topic_key
        == "career_fit"
    )


@pytest.mark.parametrize(
    "text", ["do they grow faster than us", "do they make more than me?", "and who has the better outlook"]
)
def test_what_is_held_against_oneself_is_compared_with_ones_own_work(datasets: Connection, text: str) -> None:
    asked = question(datasets, "outlook", text=text, state=ADVISED)
    assert asked.topic_key == "comparison"
    assert {one.value for one in asked.of("occupation")} == {DENTIST, NURSE}


def test_an_occupation_that_one_supposes_to_have_is_asked_for_its_pay_where_one_is(
    datasets: Connection,
) -> None:
    state = replace(ADVISED, topic="salary")
    named = ("occupation", ELECTRICIAN, "electrician")
    asked = question(datasets, FALLBACK, named, text="and if i became an electrician?", state=state)
    assert asked.topic_key == "salary"
    assert places(asked) == ["Texas"]


def test_ones_pay_here_against_that_of_all_is_asked_of_both_places(datasets: Connection) -> None:
    state = ConversationState(person=Person(NURSE, place="Texas"))
    asked = question(datasets, "salary", text="am i paid less here than nationally?", state=state)
    assert [one.typed for one in asked.of("place", "country")] == ["Texas", "United States"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("occupation_search", "and the pay there, both jobs"),
        ("salary", "what is the pay jump?"),
        (FALLBACK, "is it better than what I make"),
    ],
)
def test_the_pay_of_both_is_asked_of_ones_own_work_too(datasets: Connection, intent: str, text: str) -> None:
    asked = question(datasets, intent, text=text, state=ADVISED)
    assert asked.topic_key == "comparison"
    assert {one.value for one in asked.of("occupation")} == {DENTIST, NURSE}


def test_more_than_as_what_one_is_compares_with_the_occupation_advised_on(datasets: Connection) -> None:
    named = ("occupation", "registered nurse", "nurse")
    asked = question(datasets, "salary", named, text="will I earn more there than as a nurse?", state=ADVISED)
    assert asked.topic_key == "comparison"
    assert {one.value for one in asked.of("occupation")} == {DENTIST, NURSE}


def test_pay_in_ones_state_is_that_of_the_state_of_ones_city(datasets: Connection) -> None:
    state = replace(ADVISED, person=Person(NURSE, place="Houston"))
    assert places(question(datasets, "salary", text="and pay in my state?", state=state)) == ["Texas"]
    assert places(question(datasets, "salary", text="and the pay here?", state=state)) == ["Houston"]


def test_which_of_many_is_best_compares_them(datasets: Connection) -> None:
    named = [("occupation", one, one) for one in ("dentist", "electrician", "plumber")]
    text = "which is best for me, dentist, electrician or plumber?"
    asked = question(datasets, FALLBACK, *named, text=text, state=ConversationState(person=Person(NURSE)))
    assert asked.topic_key == "comparison"


def test_the_two_are_ones_own_work_and_the_one_advised_on(datasets: Connection) -> None:
    asked = question(datasets, "comparison", text="how do the two compare in growth?", state=ADVISED)
    assert {one.value for one in asked.of("occupation")} == {DENTIST, NURSE}


def test_who_told_their_work_is_asked_about_after_advice_and_not_the_articles(datasets: Connection) -> None:
    state = ConversationState(topic="career_fit", person=Person(NURSE))
    asked = question(datasets, "salary", text="does it pay well?", state=state)
    assert [one.value.key for one in asked.occupations] == [NURSE]
