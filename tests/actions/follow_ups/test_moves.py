"""Messages that lean on the last answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.follow_ups.moves import FOLLOW_UPS
from actions.questions.wording import choice_position
from actions.state import ConversationState, Item
from tests.actions.asking import FIGURES_OF_PAY, MLE, Talk, choices, cites, decision, message, plain, told

Begin = Callable[..., Talk]


@pytest.mark.parametrize("intent", ["more", "pick", "why", "what_about", "affirm"])
def test_a_follow_up_without_anything_before_it_asks_what_is_meant(talk: Begin, intent: str) -> None:
    reply = talk().ask(intent, text="and?")
    assert reply.answer.outcome == "clarify"
    assert 2 <= len(choices(reply)) <= 3


def test_no_without_anything_before_it_offers_something(talk: Begin) -> None:
    reply = talk().ask("deny", text="no")
    assert reply.answer.outcome == "smalltalk"
    assert len(choices(reply)) == 3


@pytest.mark.parametrize("intent", FOLLOW_UPS)
def test_a_follow_up_survives_a_context_that_no_longer_fits_the_knowledge_base(
    talk: Begin, intent: str
) -> None:
    gone = ConversationState(
        topic="gone",
        occupations=("gone",),
        mentions=(("tool", "gone"),),
        page=3,
        pages=9,
        items=(Item("statement", "gone"), Item("entity", "gone"), Item("misconception", "gone")),
        choices=("/definition",),
        rows=("gone",),
        sources=(("gone", ""),),
        asked=("gone",),
    )
    for named in ([], [("ordinal", "1")], [("ordinal", "2")], [("ordinal", "3")], [("tool", "python")]):
        talk(gone).ask(intent, *named, text="and?")


def test_yes_or_no_is_answered_by_the_last_answer_again(talk: Begin) -> None:
    here = talk()
    asked = here.ask("gender_distribution", text="how many are women?")
    reply = here.ask("affirm", text="is that a yes or a no?")
    assert told(reply).startswith("My sources give no plain yes or no; they say this: ")
    assert plain(asked).splitlines()[0] in told(reply)
    assert reply.answer.topic == "gender_distribution" and cites(reply)


def test_a_verdict_that_was_given_is_given_again_as_it_is(talk: Begin) -> None:
    here = talk()
    here.ask("misconceptions", text="are machine learning and AI the same?")
    decided = decision(here.connection, "affirm", text="yes or no please", state=here.state)
    assert decided.step == "verdict"
    assert told(decided.reply).startswith("No. That is a misconception.")


def test_without_an_answer_before_it_yes_or_no_has_no_verdict(talk: Begin) -> None:
    assert decision(talk().connection, "affirm", text="yes or no?").step != "verdict"


def test_two_things_that_are_not_compared_are_said_to_be_so(talk: Begin) -> None:
    here = talk()
    here.ask("tools", ("tool", "python"), text="which tools do they use?")
    reply = here.ask("difference", text="which of the two is better?")
    assert reply.answer.outcome == "clarify" and "do not compare" in told(reply)


def test_a_page_that_is_no_longer_there_gives_the_last_one(talk: Begin) -> None:
    after = ConversationState(topic="companies", occupations=(MLE,), page=5, pages=9)
    assert talk(after).ask("more").answer.outcome == "answered"


# The items and choices of an answer.


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("the second one", [("ordinal", "2")]),
        ("2", [("number", "2")]),
        ("number 2", [("ordinal", "2")]),
        (" 2. ", []),
        ("item 2", []),
    ],
)
def test_an_item_is_picked_by_its_place(talk: Begin, text: str, named: list[tuple[str, str]]) -> None:
    here = talk()
    here.ask("duties")
    reply = here.ask("pick", *named, text=text)
    assert reply.answer.outcome == "answered"
    assert told(reply).startswith("Build and maintain data pipelines.")
    assert cites(reply)


def test_the_last_item_is_picked(talk: Begin) -> None:
    here = talk()
    here.ask("duties")
    assert "production" in told(here.ask("pick", ("ordinal", "-1"), text="the last one"))


def test_the_list_stays_at_hand_and_more_goes_on_after_a_pick(talk: Begin) -> None:
    here = talk()
    here.ask("duties")
    here.ask("pick", ("ordinal", "1"))
    assert "Scale models" in told(here.ask("pick", ("ordinal", "5")))
    assert told(here.ask("more")).startswith("Explained:")


@pytest.mark.parametrize("number", ["6", "99", "0"])
def test_a_place_that_the_list_does_not_have_is_asked_about(talk: Begin, number: str) -> None:
    here = talk()
    here.ask("duties")
    reply = here.ask("pick", ("number", number), text=number)
    if number == "0":
        assert reply.answer.outcome in ("clarify", "answered")
        return
    assert reply.answer.outcome == "clarify"
    assert "goes up to 5" in told(reply)
    assert here.ask("pick", ("ordinal", "1")).answer.outcome == "answered"


def test_a_letter_takes_a_choice_whatever_the_intent(talk: Begin) -> None:
    here = talk()
    here.ask("greet", text="hello")
    reply = here.ask("out_of_scope", text="b")
    assert reply.answer.outcome == "answered"


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "a)",
        "(a)",
        "option a",
        "Letter a.",
        "a please",
        "I'll take option a, thanks",
        "I take a",
        "i would like a",
    ],
)
def test_letters_are_read_as_people_write_them(text: str) -> None:
    assert choice_position(message("x", text=text), 1) == 0


@pytest.mark.parametrize("text", ["", "a b", "salary", "option", "d", "R", "é", "1000", "c++"])
def test_other_words_are_no_choice(text: str) -> None:
    assert choice_position(message("x", text=text), 2) is None


def test_a_letter_beyond_the_choices_is_asked_about(talk: Begin) -> None:
    here = talk()
    here.ask("greet", text="hello")
    reply = here.ask("pick", text="z")
    assert reply.answer.outcome == "clarify"
    assert "3 choices" in told(reply)
    assert here.ask("pick", text="a").answer.outcome == "answered"


def test_a_place_without_a_list_takes_a_choice(talk: Begin) -> None:
    here = talk()
    here.ask("greet", text="hello")
    assert here.ask("pick", ("ordinal", "2"), text="the second one").answer.outcome == "answered"


def test_an_item_without_more_to_tell_says_so(talk: Begin) -> None:
    here = talk()
    here.ask("qualifications")
    assert "no more about this one" in told(here.ask("pick", ("ordinal", "1")))


def test_a_certification_picked_from_the_table_is_told_in_full(talk: Begin) -> None:
    here = talk()
    here.ask("certifications")
    assert "6 courses" in told(here.ask("pick", ("ordinal", "3")))


# What about …?


def test_what_about_another_occupation_asks_the_same_of_it(talk: Begin) -> None:
    here = talk()
    here.ask("duties")
    reply = here.ask("what_about", ("occupation", "data_scientist"))
    assert (reply.answer.topic, reply.answer.occupation, reply.answer.outcome) == (
        "duties",
        "data_scientist",
        "answered",
    )


@pytest.mark.parametrize("occupation", ["data_scientist", "nurse", "software_engineer"])
def test_what_about_another_occupation_gets_no_figure_of_the_first(talk: Begin, occupation: str) -> None:
    here = talk()
    here.ask("salary")
    reply = here.ask("what_about", ("occupation", occupation))
    assert reply.answer.outcome == "unknown"
    assert [figure for figure in FIGURES_OF_PAY if figure in plain(reply)] == []


def test_more_after_an_unknown_occupation_tells_nothing_of_another(talk: Begin) -> None:
    here = talk()
    here.ask("duties")
    here.ask("salary", ("occupation", "nurse"))
    for follow_up in ("more", "why"):
        assert [figure for figure in FIGURES_OF_PAY if figure in plain(here.ask(follow_up))] == []


@pytest.mark.parametrize(
    ("topic", "first", "then", "there", "absent"),
    [
        ("salary", ("level", "entry_level"), ("level", "senior_level"), "$170,000", "$85,000"),
        ("regional_demand", ("region", "europe"), ("region", "africa"), "1%", "30%"),
        ("startups", ("country", "india"), ("country", "china"), "140", "287"),
        ("requirement_check", ("tool", "tensorflow"), ("tool", "docker"), "Docker", "TensorFlow"),
        ("gender_distribution", ("gender", "male"), ("gender", "female"), "17%", "82%"),
        ("age_distribution", ("number", "50"), ("number", "30"), "50%", "12%"),
        ("outlook", ("year", "2020"), ("year", "2030"), "40,200", "33,000"),
        ("education", ("degree", "high_school_diploma"), ("degree", "phd"), "Ph.D.", "starts"),
    ],
    ids=lambda one: one[1] if isinstance(one, tuple) else None,
)
def test_what_about_another_thing_asks_the_same_of_it(
    talk: Begin, topic: str, first: tuple[str, str], then: tuple[str, str], there: str, absent: str
) -> None:
    here = talk()
    here.ask(topic, first)
    reply = here.ask("what_about", then)
    assert (reply.answer.topic, reply.answer.outcome) == (topic, "answered")
    text = told(reply).split("Note:")[0]
    assert there in text
    assert absent not in text


@pytest.mark.parametrize(
    ("topic", "named"),
    [
        ("salary", ("level", "principal")),
        ("salary", ("place", "Canada")),
        ("regional_demand", ("place", "Antarctica")),
        ("outlook", ("year", "2050")),
        ("requirement_check", ("tool", "Kubernetes")),
        ("startups", ("place", "Canada")),
    ],
    ids=lambda one: one if isinstance(one, str) else one[-1],
)
def test_what_about_something_unknown_is_unknown(talk: Begin, topic: str, named: tuple[str, str]) -> None:
    here = talk()
    here.ask(topic)
    reply = here.ask("what_about", named)
    assert reply.answer.outcome == "unknown"
    assert named[1] in told(reply)


def test_the_occupation_stays_when_a_thing_is_named(talk: Begin) -> None:
    here = talk()
    here.ask("requirement_check", ("occupation", "data_scientist"), ("tool", "python"))
    reply = here.ask("what_about", ("tool", "sql"))
    assert (reply.answer.occupation, reply.answer.outcome) == ("data_scientist", "answered")


def test_the_thing_stays_when_an_occupation_is_named(talk: Begin) -> None:
    here = talk()
    here.ask("requirement_check", ("tool", "sql"))
    reply = here.ask("what_about", ("occupation", "data_scientist"))
    assert reply.answer.outcome == "answered"
    assert "SQL" in told(reply)


def test_what_is_asked_of_a_certificate_stays_when_another_is_named(talk: Begin) -> None:
    here = talk()
    here.ask("certifications", ("certification", "machine_learning_with_python"), ("aspect", "duration"))
    text = told(here.ask("what_about", ("certification", "harvard_machine_learning")))
    assert text == "Harvard University Machine Learning Certification Course takes 8 weeks."


def test_another_attribute_is_asked_of_the_same_certificate(talk: Begin) -> None:
    here = talk()
    here.ask("certifications", ("certification", "machine_learning_with_python"), ("aspect", "duration"))
    assert told(here.ask("what_about", ("aspect", "price"))).endswith(" is free.")


def test_soft_skills_are_asked_for_after_hard_ones(talk: Begin) -> None:
    here = talk()
    here.ask("skills", ("skill_kind", "hard"))
    assert told(here.ask("what_about", ("skill_kind", "soft"))).startswith("The soft skills")


def test_what_about_nothing_that_is_known_asks_what_is_meant(talk: Begin) -> None:
    here = talk()
    here.ask("salary")
    assert here.ask("what_about", text="and blorp?").answer.outcome == "clarify"


@pytest.mark.parametrize(
    ("named", "topic"),
    [
        (("occupation", "data_scientist"), "definition"),
        (("tool", "python"), "requirement_check"),
        (("certification", "ibm_machine_learning"), "certifications"),
        (("course", "ucsd_bootcamp"), "bootcamp"),
        (("level", "senior_level"), "salary"),
        (("region", "africa"), "regional_demand"),
        (("gender", "female"), "gender_distribution"),
        (("degree", "phd"), "education"),
        (("product", "siri"), "applications"),
        (("year", "2030"), "outlook"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[1],
)
def test_a_thing_named_out_of_the_blue_is_answered_with_what_it_is_asked_about_most(
    talk: Begin, named: tuple[str, str], topic: str
) -> None:
    reply = talk().ask("what_about", named)
    assert (reply.answer.topic, reply.answer.outcome) == (topic, "answered")


# Pages keep the question.


def test_more_keeps_how_the_question_was_put(talk: Begin) -> None:
    here = talk()
    first = told(here.ask("certifications", ("aspect", "ranking")))
    second = told(here.ask("more", text="tell me more"))
    assert "Provider" in second
    assert first != second
    here = talk()
    here.ask("misconceptions", text="so it's plug and play?")
    assert told(here.ask("more", text="go on")).startswith("What people get wrong")


def test_the_last_list_stays_at_hand_when_there_is_no_more(talk: Begin) -> None:
    here = talk()
    reply = here.ask("duties")
    while "/more" in choices(reply):
        reply = here.press("/more")
    here.ask("more", text="more")
    picked = here.ask("pick", ("ordinal", "1"), text="the first one").answer
    assert (picked.topic, picked.outcome) == ("duties", "answered")


def test_more_goes_on_after_a_reason_was_asked_for(talk: Begin) -> None:
    here = talk()
    here.ask("age_distribution", ("number", "50"))
    here.ask("why", text="why?")
    here.ask("source_of", text="says who?")
    assert "25–34" in told(here.ask("more", text="more"))


# Why, where from, how different, yes and no.


def test_why_gives_the_reason_of_the_source(talk: Begin) -> None:
    here = talk()
    here.ask("working_hours", ("aspect", "overtime"))
    reply = here.ask("why", text="why?")
    assert reply.answer.outcome == "answered"
    assert "The reason given: The current project or a deadline can require it." in told(reply)
    assert cites(reply)


def test_why_without_a_reason_says_so_and_tells_where_sources_disagree(talk: Begin) -> None:
    here = talk()
    here.ask("gender_distribution", ("gender", "female"))
    reply = here.ask("why", text="why is that?")
    assert reply.answer.outcome == "unknown"
    assert told(reply) == "My sources give no reason for this."
    here.ask("age_distribution", ("age_group", "age_25_34"))
    assert "exactly half" in told(here.ask("why", text="why is that?"))


def test_why_gives_an_explanation_where_there_is_no_reason(talk: Begin) -> None:
    here = talk()
    here.ask("companies")
    assert told(here.ask("why", text="how so?")).startswith("My sources give no reason, but they explain:")


def test_the_source_of_an_answer_is_told_with_its_date_and_whom_it_cites(talk: Begin) -> None:
    here = talk()
    here.ask("salary")
    reply = here.ask("source_of", text="where is that from?")
    assert reply.answer.outcome == "answered"
    assert "Indeed" in told(reply)
    assert len(cites(reply)) == 2
    assert "Undated" in told(reply)
    here.ask("duties")
    assert "15 October 2023" in told(here.ask("source_of", text="says who?"))


@pytest.mark.parametrize(
    "text", ["explain this number", "what does that number mean?", "what do these figures mean"]
)
def test_figures_of_an_article_are_explained_by_their_source_alone(talk: Begin, text: str) -> None:
    here = talk()
    here.ask("salary")
    reply = here.ask("salary", text=text)
    assert len(cites(reply)) == 2 and "median" not in told(reply)
    assert "earn" in told(talk().ask("salary", text=text))  # where nothing was told yet


def test_before_any_answer_all_sources_are_told(talk: Begin) -> None:
    reply = talk().ask("source_of", text="where do you know that from?")
    assert reply.answer.outcome == "smalltalk"
    assert len(cites(reply)) == 4


def test_before_any_answer_the_imported_datasets_are_told_as_well(datasets: Connection) -> None:
    said = plain(Talk(datasets).ask("source_of", text="where do your answers come from?"))
    assert "O*NET" in said and "Employment Projections" in said and "What Does a Machine" in said
    assert "https://www.bls.gov/" in said and "001_f58dcb31e664c5b0.txt" in said  # each in one piece


def test_the_source_does_not_end_what_is_under_discussion(talk: Begin) -> None:
    here = talk()
    here.ask("duties")
    here.ask("source_of")
    assert told(here.ask("more")).startswith("Explained:")


@pytest.mark.parametrize("occupation", ["data_scientist", "software_engineer"])
def test_the_difference_is_told_for_the_occupation_under_discussion(talk: Begin, occupation: str) -> None:
    here = talk()
    here.ask("definition", ("occupation", occupation))
    reply = here.ask("difference", text="how does that differ?")
    assert reply.answer.topic == "comparison"
    assert occupation.replace("_", " ") in told(reply).lower()


def test_the_difference_without_an_occupation_is_that_to_the_occupation_compared_most(talk: Begin) -> None:
    assert "data scientist" in told(talk().ask("difference")).lower()
    reply = talk().ask("difference", ("occupation", "software_engineer"))
    assert "software engineer" in told(reply)


def test_the_difference_to_an_unknown_occupation_is_unknown(talk: Begin) -> None:
    assert talk().ask("difference", ("occupation", "nurse")).answer.outcome == "unknown"


def test_yes_takes_the_first_choice_and_no_offers_others(talk: Begin) -> None:
    here = talk()
    here.ask("machine_learning")
    assert told(here.ask("affirm", text="yes")).startswith("Who uses it:")
    reply = here.ask("deny", text="no")
    assert reply.answer.outcome == "smalltalk"
    assert len(choices(reply)) == 3


def test_figures_of_the_datasets_have_no_reasons(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("education", ("occupation", "29-1141.00", "nurses"), text="do nurses need a degree?")
    reply = here.ask("why", text="seriously, for what?")
    assert reply.answer.outcome == "unknown" and "registered nurses, not why" in " ".join(told(reply).split())


def test_why_gives_the_reason_of_the_fact_that_was_told_in_front(connection: Connection) -> None:
    here = Talk(connection)
    here.ask("duties", text="cleaning the data, is that theirs?", confidence=0.9)
    reply = told(here.ask("why", text="why bother"))
    assert "accurate and of good quality" in reply and "The pipelines serve" not in reply


def test_why_behind_a_list_still_gives_several_reasons(connection: Connection) -> None:
    here = Talk(connection)
    here.ask("duties", text="what are the duties of machine learning engineers?", confidence=1.0)
    assert told(here.ask("why", text="why?")).count("The reason given") > 1


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("what's the date of the article on roles and skills", "000_fdd6b31d8cfb37dd.txt"),
        ("when was the job description article published", "003_cd6b685b9cb38b7a.txt"),
    ],
)
def test_the_date_of_an_article_that_is_named_by_its_title_is_told(
    connection: Connection, text: str, file: str
) -> None:
    assert cites(Talk(connection).ask("source_of", text=text)) == [file]


def test_the_dates_of_all_articles_are_told_where_none_is_named(connection: Connection) -> None:
    assert len(cites(Talk(connection).ask("source_of", text="are the articles dated?"))) == 4


@pytest.mark.parametrize(
    ("topic", "named", "text", "others"),
    [
        (
            "programming_languages",
            ("tool", "python", "python"),
            "do they use python?",
            ("R", "Java", "Julia"),
        ),
        ("industries", ("industry", "finance", "finance"), "how many work in finance?", ("25%", "18%")),
    ],
)
def test_what_else_after_one_thing_tells_the_others(
    connection: Connection, topic: str, named: tuple[str, str, str], text: str, others: tuple[str, ...]
) -> None:
    here = Talk(connection)
    here.ask(topic, named, text=text)
    said = told(here.ask("more", text="what else?"))
    assert all(other in said for other in others)


def test_more_after_one_thing_goes_on_with_it(connection: Connection) -> None:
    here = Talk(connection)
    here.ask("programming_languages", ("tool", "python", "python"), text="is python needed?")
    assert "Julia" not in told(here.ask("more", text="tell me more")).splitlines()[0]


@pytest.mark.parametrize(
    ("text", "begins"),
    [("is that per year", "Yes, taken by the year"), ("thats monthly?", "No, by the year")],
)
def test_whether_pay_is_by_the_year_is_said_first(talk: Begin, text: str, begins: str) -> None:
    begun = talk()
    begun.ask("salary", text="what do they earn")
    assert told(begun.ask("salary", text=text)).startswith(begins)
