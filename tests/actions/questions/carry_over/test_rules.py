"""What a message leaves open and the conversation fills."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from actions.questions.carry_over.rules import RULES, carry_over
from actions.questions.question import Question, Rank
from actions.questions.reader import said_in
from actions.state import ConversationState, Item, PastQuestion
from actions.thresholds import UNCLEAR_INTENT
from tests.actions.asking import MLE, Named, Talk, message, question, told

LIST = tuple(
    Item("entity", key)
    for key in ("mit_professional", "machine_learning_with_python", "ibm_machine_learning")
)
CERTIFICATES = ConversationState("certifications", (MLE,), items=LIST)
ONE_CERTIFICATE = ConversationState(
    "certifications", (MLE,), mentions=(("certification", "ibm_machine_learning"),)
)
SALARY = ConversationState("salary", (MLE,), mentions=(("level", "entry_level"),), hints=(("aspect", "pay"),))
TWO_LEVELS = replace(
    SALARY,
    mentions=(("level", "senior_level"),),
    earlier=(PastQuestion("salary", (MLE,), (("level", "entry_level"),)),),
)
EUROPE = ConversationState("regional_demand", (MLE,), mentions=(("region", "europe"),))
HEALTHCARE = ConversationState("industries", (MLE,), mentions=(("industry", "healthcare"),))
SEARCH = ConversationState(
    "occupation_search", (MLE,), mentions=(("place", "texas"),), question="which jobs in Texas pay most?"
)
LISTED = replace(
    SEARCH, items=(Item("occupation", "data_scientist"), Item("occupation", "software_engineer"))
)
LIKE_NURSING = ConversationState(
    "occupation_search",
    ("data_scientist",),
    mentions=(("place", "ohio"),),
    question="jobs like a data scientist's in Ohio",
)
DEGREES = ConversationState("education_shares", (MLE,), mentions=(("degree", "phd"),))
CIVIL, MECHANICAL = "17-2051.00", "17-2141.00"
COMPARED = ConversationState("comparison", (CIVIL,), mentions=(("occupation", MECHANICAL),))
EARLIER_OTHER = ConversationState("salary", (CIVIL,), earlier=(PastQuestion("salary", (MECHANICAL,)),))
OF_SOFTWARE = ConversationState("education", ("software_engineer",))
OF_DOCKER = ConversationState("requirement_check", (MLE,), mentions=(("tool", "docker"),))
MARKET = ConversationState("market_size", (MLE,), mentions=(("year", "2027"),))
DEGREE = ConversationState("education", (MLE,), mentions=(("degree", "phd"),))

# Rules that need wages by place, and are tried below.
IN_BEST_PLACE, IN_RANKED_PLACE = "asked in the best place", "asked in a place of the order"
AT_OTHER_END = "asked at the other end of an order"

PRICE, SHARE = ("aspect", "price"), ("aspect", "share")


def filled(
    connection: Connection, state: ConversationState, intent: str, *named: Named, text: str, **fields: Any
) -> tuple[str | None, Question]:
    """Return the name of the rule that applies, and what it makes of the question."""
    said = said_in(connection, message(intent, *named, text=text, **fields), state)
    for rule in RULES:
        if found := rule.fill(connection, said):
            assert found == carry_over(connection, said)
            return rule.name, found
    assert carry_over(connection, said) == said
    return None, said


@pytest.mark.parametrize(
    ("state", "intent", "named", "text", "rule", "topic", "carried"),
    [
        (
            SEARCH,
            "nlu_fallback",
            [],
            "only those without a degree",
            "refined search",
            "occupation_search",
            ["texas"],
        ),
        (
            LIKE_NURSING,
            "what_about",
            [("place", "texas", "Texas")],
            "and in Texas?",
            "refined search",
            "occupation_search",
            ["data_scientist"],
        ),
        (
            SEARCH,
            "salary",
            [],
            "which of those pay over 100k?",
            "refined search",
            "occupation_search",
            ["texas"],
        ),
        (
            LISTED,
            "salary",
            [],
            "what does the top one pay?",
            "asked of a listed occupation",
            "salary",
            ["data_scientist"],
        ),
        (
            ConversationState("salary", ("data_scientist",), mentions=(("occupation", "software_engineer"),)),
            "nlu_fallback",
            [("occupation", "machine_learning_engineer", "MLEs")],
            "add MLEs",
            "added to those compared",
            "salary",
            ["data_scientist", "software_engineer"],
        ),
        (
            ConversationState(
                "comparison", ("data_scientist",), mentions=(("occupation", "software_engineer"),)
            ),
            "outlook",
            [],
            "and which grows faster?",
            "compared again",
            "outlook",
            ["data_scientist", "software_engineer"],
        ),
        (
            replace(LISTED, topic="salary", occupations=("data_scientist",)),
            "occupation_search",
            [],
            "which of those pays best",
            "which of a list",
            "salary",
            ["data_scientist", "software_engineer"],
        ),
        (
            ConversationState("salary", ("data_scientist",)),
            "out_of_scope",
            [],
            "will it shrink",
            "asked by words",
            "outlook",
            ["data_scientist"],
        ),
        (
            ConversationState("salary", ("software_engineer",)),
            "nlu_fallback",
            [("occupation", "data_scientist", "data people")],
            "data people in a bank?",
            "another occupation",
            "salary",
            [],
        ),
        (
            ConversationState("salary", ("data_scientist",)),
            "nlu_fallback",
            [],
            "how many jobs is that actually a year",
            "openings a year",
            "outlook",
            ["data_scientist"],
        ),
        (
            ConversationState("salary", ("data_scientist",)),
            "working_conditions",
            [],
            "how many of them are self-employed?",
            "the self-employed",
            "outlook",
            ["data_scientist"],
        ),
        (
            ConversationState("salary", ("data_scientist",), mentions=(("place", "texas"),)),
            "nlu_fallback",
            [],
            "is that a lot?",
            "whether it is much",
            "salary",
            ["texas", "data_scientist"],
        ),
        (
            ConversationState("salary", ("data_scientist",)),
            "outlook",
            [("year", "2031")],
            "and what will it be in 2031?",
            "pay of another year",
            "salary",
            ["data_scientist"],
        ),
        (
            ConversationState("salary", ("data_scientist",)),
            "occupation_search",
            [("place", "ohio", "Ohio")],
            "how many of those work in Ohio?",
            "counted there",
            "outlook",
            ["data_scientist"],
        ),
        (
            ConversationState("outlook", ("data_scientist",)),
            "source_of",
            [],
            "and by which year is that?",
            "years of the last outlook",
            "outlook",
            ["data_scientist"],
        ),
        (
            ConversationState("duties", ("data_scientist",)),
            "nlu_fallback",
            [],
            "how much?",
            "pay in two words",
            "salary",
            ["data_scientist"],
        ),
        (
            ConversationState("salary", ("data_scientist",), mentions=(("place", "texas"),)),
            "nlu_fallback",
            [],
            "the best paid ones there?",
            "part of the last pay",
            "salary",
            ["texas", "data_scientist"],
        ),
        (
            ConversationState("salary", ("data_scientist",), mentions=(("place", "texas"),)),
            "what_about",
            [("place", "arizona", "Arizona")],
            "Arizona?",
            "asked elsewhere",
            "salary",
            ["data_scientist"],
        ),
        (
            ConversationState("duties", ("data_scientist",)),
            "nlu_fallback",
            [],
            "best state for it",
            "asked where it is best",
            "salary",
            ["data_scientist"],
        ),
        (
            ConversationState("definition", ("data_scientist",)),
            "comparison",
            [("occupation", MLE)],
            "do ML engineers earn more than them?",
            "compared with them",
            "salary",
            ["data_scientist"],
        ),
        (
            ConversationState(
                "comparison", ("data_scientist",), mentions=(("occupation", "software_engineer"),)
            ),
            "occupation_search",
            [],
            "highest paying one?",
            "first of those shown",
            "salary",
            ["data_scientist", "software_engineer"],
        ),
        (
            SALARY,
            "outlook",
            [],
            "is that per year?",
            "period of the last figures",
            "salary",
            ["entry_level"],
        ),
        (
            CERTIFICATES,
            "working_hours",
            [("ordinal", "3"), PRICE],
            "how much is the third?",
            "attribute of an item",
            "certifications",
            ["ibm_machine_learning"],
        ),
        (
            ConversationState("programming_languages", (MLE,), items=(Item("entity", "python"),)),
            "requirement_check",
            [("ordinal", "1")],
            "do I need the first one?",
            "item as the thing",
            "requirement_check",
            ["python"],
        ),
        (
            ONE_CERTIFICATE,
            "working_hours",
            [("aspect", "duration")],
            "and how long?",
            "attribute of the last thing",
            "certifications",
            ["ibm_machine_learning"],
        ),
        (
            DEGREE,
            "nlu_fallback",
            [SHARE],
            "how many have one?",
            "share of what was named",
            "education_shares",
            ["phd"],
        ),
        (
            EUROPE,
            "nlu_fallback",
            [SHARE],
            "how many of those?",
            "share of what was named",
            "regional_demand",
            ["europe"],
        ),
        (
            HEALTHCARE,
            "applications",
            [],
            "what is it used for there?",
            "there",
            "applications",
            ["healthcare"],
        ),
        (
            CERTIFICATES,
            "nlu_fallback",
            [("aspect", "free")],
            "which one is free?",
            "attribute within the last topic",
            "certifications",
            [],
        ),
        (
            EUROPE,
            "nlu_fallback",
            [("region", "africa", "Africa")],
            "Africa",
            "another value on the same scale",
            "regional_demand",
            [],
        ),
        (
            SALARY,
            "pick",
            [("ordinal", "2"), ("aspect", "highest")],
            "the second highest?",
            "rank within the last topic",
            "salary",
            [],
        ),
        (
            SALARY,
            "what_about",
            [("level", "senior_level", "seniors")],
            "and seniors?",
            "another thing",
            "salary",
            [MLE],
        ),
        (
            SALARY,
            "what_about",
            [("occupation", "data_scientist")],
            "and data scientists?",
            "another thing",
            "salary",
            ["entry_level"],
        ),
        (
            ConversationState("skills", (MLE,)),
            "nlu_fallback",
            [("skill_kind", "soft")],
            "now the soft ones",
            "kind within the last topic",
            "skills",
            [],
        ),
        (
            replace(SALARY, told=("salary.senior",)),
            "experience",
            [("level", "entry_level", "a beginner")],
            "is that twice a beginner?",
            "calculated with the last value",
            "salary",
            ["senior_level"],
        ),
        (
            ConversationState("working_hours", (MLE,)),
            "nlu_fallback",
            [("aspect", "above", "more than"), ("number", "60", "60")],
            "more than 60?",
            "amount against the last figures",
            "working_hours",
            [],
        ),
        (
            ConversationState("startups", (MLE,)),
            "nlu_fallback",
            [("country", "india", "india")],
            "who comes after india?",
            "behind a value",
            "startups",
            [],
        ),
        (
            TWO_LEVELS,
            "difference",
            [],
            "what is the gap between those two?",
            "the last values",
            "salary",
            ["entry_level", "senior_level"],
        ),
        (
            COMPARED,
            "nlu_fallback",
            [("place", "texas")],
            "in Texas as well?",
            "compared elsewhere",
            "comparison",
            [CIVIL, MECHANICAL],
        ),
        (
            EARLIER_OTHER,
            "pick",
            [],
            "and the other one?",
            "one of those compared",
            "salary",
            [MECHANICAL],
        ),
        (
            SEARCH,
            "what_about",
            [("occupation", "data_scientist")],
            "what about data scientists?",
            "figure of one that is named",
            "salary",
            [],
        ),
        (
            ConversationState("companies", (MLE,), mentions=(("company", "amazon"),)),
            "salary",
            [],
            "what do they pay?",
            "at the last company",
            "salary",
            ["amazon"],
        ),
        (
            ConversationState("market_size", (MLE,)),
            "occupation_search",
            [],
            "and of the jobs?",
            "jobs behind the market",
            "outlook",
            [],
        ),
        (
            DEGREES,
            "outlook",
            [],
            "and the rest?",
            "the rest of the values",
            "education_shares",
            ["bachelors_degree", "masters_degree"],
        ),
        (
            LISTED,
            "salary",
            [],
            "and what do they pay?",
            "pay of a list",
            "salary",
            ["data_scientist", "software_engineer"],
        ),
        (
            replace(LISTED, question="fastest growing jobs"),
            "nlu_fallback",
            [],
            "how much percent?",
            "figure of the first of a list",
            "outlook",
            [MLE],
        ),
        (
            ConversationState("comparison", ("data_scientist",), mentions=(("occupation", MLE),)),
            "coding_need",
            [("skill", "programming", "programming")],
            "which one needs more programming?",
            "which of those compared needs it",
            "comparison",
            ["data_scientist", MLE],
        ),
        (
            ONE_CERTIFICATE,
            "education",
            [],
            "what do you learn in it?",
            "taught in the last thing",
            "certifications",
            ["ibm_machine_learning"],
        ),
        (
            OF_DOCKER,
            "definition",
            [],
            "what is it for?",
            "purpose of the last thing",
            "requirement_check",
            ["docker", MLE],
        ),
        (
            OF_DOCKER,
            "what_about",
            [("tool", "cloud_platforms", "cloud")],
            "and which cloud?",
            "which of a kind",
            "tools",
            [],
        ),
        (
            OF_SOFTWARE,
            "nlu_fallback",
            [("aspect", "necessity", "need")],
            "do I need security+?",
            "a thing that may be needed",
            "requirement_check",
            ["software_engineer"],
        ),
        (
            OF_SOFTWARE,
            "nlu_fallback",
            [],
            "and does it go down?",
            "whether it grows",
            "outlook",
            ["software_engineer"],
        ),
        (
            OF_SOFTWARE,
            "difference",
            [],
            "what is similar to it?",
            "related occupations",
            "related_occupations",
            ["software_engineer"],
        ),
        (
            OF_SOFTWARE,
            "career_path",
            [],
            "what could I move up to?",
            "related occupations",
            "related_occupations",
            ["software_engineer"],
        ),
        (
            MARKET,
            "nlu_fallback",
            [("year", "2020", "2020")],
            "what was it in 2020",
            "another value on the same scale",
            "market_size",
            [],
        ),
        (
            SALARY,
            "nlu_fallback",
            [("level", "entry_level", "starting out")],
            "and if ur just starting out",
            "another value on the same scale",
            "salary",
            [],
        ),
        (
            ConversationState("definition", ("data_scientist",)),
            "difference",
            [],
            "how does that differ?",
            "compared with the last occupation",
            "comparison",
            ["data_scientist"],
        ),
        (
            ConversationState("salary", ("data_scientist",)),
            "working_hours",
            [],
            "per hour?",
            "pay by the hour",
            "salary",
            ["data_scientist"],
        ),
        (
            ConversationState("definition", (MLE,)),
            "nlu_fallback",
            [],
            "how many are there",
            "how many there are",
            "outlook",
            [MLE],
        ),
        (
            COMPARED,
            "challenges",
            [],
            "why does it take so long?",
            "asked of those compared",
            "education",
            [CIVIL, MECHANICAL],
        ),
    ],
    ids=lambda one: one if isinstance(one, str) and " " in one else "",
)
def test_each_rule_fills_what_the_message_leaves_open(
    connection: Connection,
    state: ConversationState,
    intent: str,
    named: list[Named],
    text: str,
    rule: str,
    topic: str,
    carried: list[str],
) -> None:
    name, found = filled(connection, state, intent, *named, text=text, confidence=UNCLEAR_INTENT)
    assert (name, found.topic_key) == (rule, topic)
    assert [one.value for one in found.entities if one.origin == "carried over"] == carried


def test_every_rule_has_a_name_and_an_example_and_is_tried_above() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    (mark,) = test_each_rule_fills_what_the_message_leaves_open.pytestmark  # type: ignore[attr-defined]
    assert {values[4] for values in mark.args[1]} | {IN_BEST_PLACE, IN_RANKED_PLACE, AT_OTHER_END} == set(
        names
    )
    assert all(rule.example for rule in RULES)


@pytest.mark.parametrize(
    ("state", "intent", "named", "text"),
    [
        (CERTIFICATES, "salary", [("aspect", "pay")], "how much does it pay?"),
        (ONE_CERTIFICATE, "working_hours", [("aspect", "duration")], "how long is the usual working day"),
        (DEGREE, "gender_distribution", [SHARE, ("gender", "female")], "how many of those are women"),
        (HEALTHCARE, "applications", [], "is there a use?"),
        (EUROPE, "nlu_fallback", [("level", "senior_level")], "seniors"),
        (ConversationState(), "nlu_fallback", [PRICE], "how much is it?"),
        (ConversationState(), "what_about", [], "and blorp?"),
        (SALARY, "duties", [], "what are the duties"),
    ],
)
def test_what_says_enough_of_itself_is_left_alone(
    connection: Connection, state: ConversationState, intent: str, named: list[Named], text: str
) -> None:
    assert filled(connection, state, intent, *named, text=text)[0] is None


def test_what_is_named_replaces_its_family_and_the_rest_is_kept(connection: Connection) -> None:
    state = ConversationState(
        "requirement_check",
        (MLE,),
        mentions=(("tool", "docker"), ("country", "india")),
        hints=(("aspect", "necessity"),),
    )
    _rule, found = filled(
        connection, state, "what_about", ("skill", "communication"), text="and communication?"
    )
    assert {(one.kind, one.value) for one in found.entities} == {
        ("skill", "communication"),
        ("country", "india"),
        ("occupation", MLE),
    }
    assert [(cue.value, cue.origin) for cue in found.cues] == [("necessity", "carried over")]


def test_a_level_after_a_topic_without_levels_asks_about_pay_and_no_longer_about_the_place(
    connection: Connection,
) -> None:
    named = ("level", "mid_level", "mid")
    rule, found = filled(connection, EUROPE, "what_about", named, text="and mid?")
    assert (rule, found.topic_key) == ("another thing", "salary")
    assert found.of("region") == []


def test_the_second_one_after_a_question_for_the_largest_is_the_second_largest(
    connection: Connection,
) -> None:
    asked = ConversationState("startups", (MLE,), question="which country has the most?", items=LIST)
    _rule, found = filled(connection, asked, "pick", ("ordinal", "2"), text="and the second one?")
    assert found.topic_key == "startups" and found.item is None
    assert found.rank == Rank(position=2)
    least = replace(asked, question="which country has the fewest?")
    _rule, found = filled(connection, least, "pick", ("ordinal", "3"), text="and the third one?")
    assert found.rank == Rank(position=3, lowest=True)
    whole = replace(asked, question="how are they spread over countries?")
    rule, found = filled(connection, whole, "pick", ("ordinal", "2"), text="and the second one?")
    assert rule is None and found.item == LIST[1]


@pytest.mark.parametrize(
    ("question_before", "hints", "text", "rank"),
    [
        ("which country has the most?", (), "and after that?", Rank(position=2)),
        ("the top two?", (), "and the next one?", Rank(position=3)),
        ("which has the fewest?", (), "what comes next?", Rank(position=2, lowest=True)),
        ("and the second one?", (("ordinal", "2"),), "and who follows?", Rank(position=3)),
        ("in Germany?", (), "so who is top?", Rank()),
    ],
)
def test_a_message_of_no_more_than_a_place_of_an_order_goes_on_with_the_last_order(
    connection: Connection,
    question_before: str,
    hints: tuple[tuple[str, str], ...],
    text: str,
    rank: Rank,
) -> None:
    state = ConversationState("startups", (MLE,), question=question_before, hints=hints)
    name, found = filled(connection, state, "people_and_records", text=text, confidence=0.4)
    assert (name, found.rank) == ("rank within the last topic", rank)


def test_together_adds_the_last_two_values_and_a_team_does_not(connection: Connection) -> None:
    rule, found = filled(connection, TWO_LEVELS, "collaboration", text="together?")
    assert rule == "the last values"
    assert [one.value for one in found.of("level")] == ["entry_level", "senior_level"]
    assert filled(connection, TWO_LEVELS, "collaboration", text="do they work together?")[0] is None


@pytest.mark.parametrize(
    ("state", "named", "text", "value"),
    [
        (HEALTHCARE, [], "what do they do there?", "healthcare"),
        (
            replace(HEALTHCARE, mentions=(("industry", "finance"), ("industry", "healthcare"))),
            [("ordinal", "2")],
            "what do they do in the second one?",
            "healthcare",
        ),
        (
            ConversationState("industries", (MLE,), items=(Item("figure", "industries.share.finance"),)),
            [("ordinal", "1")],
            "what do they do in the first one?",
            "finance",
        ),
    ],
)
def test_what_is_done_in_an_industry_is_its_applications(
    connection: Connection, state: ConversationState, named: list[Named], text: str, value: str
) -> None:
    rule, found = filled(connection, state, "duties", *named, text=text, confidence=0.6)
    assert (rule, found.topic_key, [one.value for one in found.of("industry")]) == (
        "there",
        "applications",
        [value],
    )


@pytest.mark.parametrize(
    ("intent", "text", "topic"),
    [
        ("occupation_search", "which of the two grows faster?", "outlook"),
        ("salary", "who earns more?", "salary"),
        ("working_hours", "which of them works longer, and who has more hours?", "working_hours"),
        ("programming_languages", "what does each of them use?", "programming_languages"),
    ],
)
def test_occupations_asked_about_one_after_the_other_are_compared_where_that_is_asked(
    connection: Connection, intent: str, text: str, topic: str
) -> None:
    state = ConversationState(
        "salary", ("data_scientist",), earlier=(PastQuestion("salary", ("software_engineer",)),)
    )
    compared = replace(state, occupations=("software_engineer", "data_scientist"), earlier=())
    for before in (state, compared) if "each" not in text else (compared,):
        rule, found = filled(connection, before, intent, text=text, confidence=0.9)
        assert (rule, found.topic_key) == ("compared again", topic)
        assert [one.value for one in found.of("occupation")] == ["software_engineer", "data_scientist"]
    assert filled(connection, state, "skills", text="which skills do they need?", confidence=0.9)[0] is None


def test_which_of_two_tools_is_better_compares_no_occupations(connection: Connection) -> None:
    tools = ConversationState("tools", (MLE,), mentions=(("tool", "python"),))
    text = "which of the two is better?"
    rule, found = filled(connection, tools, "difference", text=text)
    assert rule == "compared with the last occupation" and found.topic is None
    _rule, found = filled(connection, replace(tools, topic="comparison"), "difference", text=text)
    assert found.topic_key == "comparison"


def test_how_the_last_question_was_put_ends_with_its_topic(connection: Connection) -> None:
    _rule, found = filled(connection, SALARY, "what_about", ("tool", "docker"), text="and Docker?")
    assert (found.topic_key, found.cues) == ("requirement_check", ())


def test_a_message_of_names_alone_goes_on_with_any_topic_that_can_be_asked_for_them(
    connection: Connection,
) -> None:
    state = ConversationState("outlook", (MLE,))
    rule, found = filled(connection, state, "salary", ("year", "2030"), text="2030?", form="names")
    assert (rule, found.topic_key) == ("another value on the same scale", "outlook")
    assert filled(connection, state, "salary", ("year", "2030"), text="2030 pay")[0] is None


def test_a_message_that_names_other_things_too_is_no_value_of_the_last_series(
    connection: Connection,
) -> None:
    finance, docker = ("industry", "finance"), ("tool", "docker")
    alone, _ = filled(connection, HEALTHCARE, "nlu_fallback", finance, text="finance", form="names")
    both, _ = filled(connection, HEALTHCARE, "nlu_fallback", finance, docker, text="both", form="names")
    assert (alone, both) == ("another value on the same scale", None)


def test_another_thing_is_not_asked_of_the_last_known_occupation_once_an_unknown_one_is_meant(
    connection: Connection,
) -> None:
    dentist = replace(SALARY, unknown_occupations=("dentist",))
    for state, occupations in ((SALARY, [MLE]), (dentist, [])):
        _, asked = filled(
            connection, state, "what_about", ("level", "senior_level"), text="what about seniors?"
        )
        assert [one.value for one in asked.of("occupation")] == occupations


# Where each slot comes from.


def test_the_occupation_is_said_carried_over_or_the_default(connection: Connection) -> None:
    discussed = ConversationState(occupations=("data_scientist",))
    said = question(connection, "duties", ("occupation", "software_engineer"), state=discussed)
    carried = question(connection, "duties", state=discussed)
    default = question(connection, "duties")
    found = [[(slot.value.key, slot.origin) for slot in one.occupations] for one in (said, carried, default)]
    assert found == [
        [("software_engineer", "said")],
        [("data_scientist", "carried over")],
        [(MLE, "default")],
    ]


def test_a_topic_has_the_confidence_of_its_intent(connection: Connection) -> None:
    topic = question(connection, "duties", confidence=0.6).topic
    assert topic is not None
    assert (topic.value, topic.origin, topic.confidence) == ("duties", "said", 0.6)


def test_an_unknown_occupation_stays_until_another_is_named(connection: Connection) -> None:
    dentist = ConversationState("salary", (MLE,), unknown_occupations=("dentist",))
    asked = question(connection, "education", text="and what must they study?", state=dentist)
    assert (asked.occupations, [one.typed for one in asked.unknown_occupations]) == ((), ["dentist"])
    for named in (("occupation", MLE), ("occupation", "data_scientist")):
        assert question(connection, "education", named, state=dentist).unknown_occupations == ()


def test_a_topic_of_the_field_is_not_about_the_unknown_occupation(connection: Connection) -> None:
    dentist = ConversationState("salary", (MLE,), unknown_occupations=("dentist",))
    assert question(connection, "machine_learning", state=dentist).unknown_occupations == ()


def test_a_payload_takes_nothing_from_the_conversation_but_the_occupation(connection: Connection) -> None:
    asked = question(connection, "salary", text="/salary", state=SALARY)
    assert (asked.entities, asked.cues) == ((), ())
    assert [slot.value.key for slot in asked.occupations] == [MLE]


def test_slots_of_one_message_are_read_together(connection: Connection) -> None:
    asked = question(
        connection,
        "salary",
        ("place", "Texas"),
        ("year", "2030"),
        ("aspect", "pay"),
        text="is $95,000 in Texas a good salary in 2030?",
    )
    assert asked.place and asked.place.typed == "Texas"
    assert (asked.year, asked.form) == ("2030", "yes_no")
    assert asked.quantity and asked.quantity.value == 95_000


@pytest.mark.parametrize(
    ("intent", "text", "rule", "occupations", "topic"),
    [
        ("outlook", "growth?", "compared again", 2, "outlook"),
        ("nlu_fallback", "and which has more openings?", "compared again", 2, "outlook"),
    ],
)
def test_what_was_compared_stays_in_focus(
    connection: Connection,
    intent: str,
    text: str,
    rule: str,
    occupations: int,
    topic: str,
) -> None:
    name, found = filled(connection, COMPARED, intent, text=text, confidence=0.6)
    assert (name, len(found.of("occupation")), found.topic_key) == (rule, occupations, topic)


ASKED_OF_FIRST = ConversationState(
    "salary", (CIVIL,), items=(Item("occupation", CIVIL), Item("occupation", MECHANICAL))
)
AFTER_LIST = ConversationState(
    "duties",
    (CIVIL,),
    earlier=(
        PastQuestion("occupation_search", (CIVIL,), question="best paid jobs with a high school diploma"),
    ),
)
ELECTRICAL = "17-2071.00"
COMPARED_BEFORE = ConversationState(
    "duties",
    (CIVIL,),
    earlier=(PastQuestion("salary", (CIVIL,), (("occupation", MECHANICAL), ("occupation", ELECTRICAL))),),
)


def test_another_of_a_list_is_asked_what_was_asked_of_the_last(datasets: Connection) -> None:
    _rule, found = filled(
        datasets, ASKED_OF_FIRST, "pick", ("ordinal", "2"), text="the second one?", confidence=1.0
    )
    assert (found.topic_key, [one.value for one in found.entities]) == ("salary", [MECHANICAL])


def test_what_is_asked_of_another_of_a_list_in_a_word_is_told(datasets: Connection) -> None:
    state = replace(ASKED_OF_FIRST, topic="occupation_search")
    _rule, found = filled(datasets, state, "pick", ("ordinal", "2"), text="second one pay", confidence=0.3)
    assert (found.topic_key, [one.value for one in found.entities]) == ("salary", [MECHANICAL])


def test_words_that_the_speller_mistakes_count_as_they_were_typed(datasets: Connection) -> None:
    rule, found = filled(
        datasets, EARLIER_OTHER, "salary", text="salary of both", corrected="salary of bot", confidence=0.7
    )
    assert (rule, len(found.of("occupation"))) == ("compared again", 2)


def test_the_same_list_is_asked_for_another_place_although_something_else_was_asked_since(
    datasets: Connection,
) -> None:
    _rule, found = filled(
        datasets, AFTER_LIST, "what_about", ("place", "Colorado"), text="same list but for Colorado"
    )
    assert (found.topic_key, found.state.question) == (
        "occupation_search",
        "best paid jobs with a high school diploma",
    )


@pytest.mark.parametrize(
    ("state", "intent", "text", "topic"),
    [
        (EARLIER_OTHER, "occupation_search", "which grows faster", "outlook"),
        (EARLIER_OTHER, "what_about", "and the schooling for each", "education"),
        (EARLIER_OTHER, "what_about", "so what's the gap", "salary"),
        (EARLIER_OTHER, "more", "how many of each are there", "outlook"),
        (EARLIER_OTHER, "skills", "what skills do they have in common", "skills"),
        (EARLIER_OTHER, "occupation_search", "which has more jobs", "outlook"),
        (EARLIER_OTHER, "difference", "what is the difference in what they do", "comparison"),
        (COMPARED_BEFORE, "difference", "which of the two has more openings", "outlook"),
        (COMPARED_BEFORE, "nlu_fallback", "do all of them need an apprenticeship", "education"),
    ],
)
def test_those_that_were_compared_before_are_compared_again(
    datasets: Connection, state: ConversationState, intent: str, text: str, topic: str
) -> None:
    _rule, found = filled(datasets, state, intent, text=text, confidence=0.5)
    assert found.topic_key == topic
    expected = {CIVIL, MECHANICAL} | ({ELECTRICAL} if state is COMPARED_BEFORE else set())
    assert {one.value for one in found.entities} == expected


def test_all_three_are_compared_in_another_place(datasets: Connection) -> None:
    rule, found = filled(
        datasets,
        COMPARED_BEFORE,
        "nlu_fallback",
        ("place", "Minnesota"),
        text="all three in Minnesota?",
        confidence=0.2,
    )
    assert (rule, found.topic_key) == ("compared elsewhere", "comparison")
    assert {one.value for one in found.of("occupation")} == {CIVIL, MECHANICAL, ELECTRICAL}


@pytest.mark.parametrize(
    "text", ["which jobs grow faster?", "who earns more, pilots or sailors?", "is it growing faster now?"]
)
def test_a_clear_question_about_others_compares_nothing_again(datasets: Connection, text: str) -> None:
    rule, _found = filled(datasets, EARLIER_OTHER, "occupation_search", text=text, confidence=0.9)
    assert rule is None


@pytest.mark.parametrize(
    ("intent", "text", "confidence"),
    [
        ("job_market", "are there many openings", 0.9),
        ("job_market", "how many openings are there right now", 0.9),
        ("job_search", "openings near me", 0.4),
        ("salary", "are the openings paid?", 0.9),
        ("salary", "what do the self-employed earn?", 0.9),
        ("nlu_fallback", "which jobs are best paid", 0.24),
    ],
)
def test_what_the_figures_do_not_tell_asks_for_none_of_them(
    datasets: Connection, intent: str, text: str, confidence: float
) -> None:
    state = ConversationState("salary", (CIVIL,))
    rule, _found = filled(datasets, state, intent, text=text, confidence=confidence)
    assert rule not in ("openings a year", "the self-employed", "part of the last pay")


@pytest.mark.parametrize("text", ["what do bakers wear", "do bakers smile a lot", "bakers and their salary"])
def test_an_unclear_question_about_another_occupation_does_not_go_on_with_the_last_topic(
    datasets: Connection, text: str
) -> None:
    state = ConversationState("skills", (CIVIL,))
    rule, _found = filled(
        datasets, state, "nlu_fallback", ("occupation", "51-3011.00", "bakers"), text=text, confidence=0.2
    )
    assert rule is None


@pytest.mark.parametrize(
    "text", ["does my hair grow", "will the market shrink", "does it grow near me", "will it rain"]
)
def test_a_question_about_something_else_is_none_about_the_last_occupation(
    datasets: Connection, text: str
) -> None:
    state = ConversationState("salary", (CIVIL,))
    rule, _found = filled(datasets, state, "out_of_scope", text=text, confidence=0.3)
    assert rule is None


def test_the_mean_of_the_nation_leaves_the_last_place(datasets: Connection) -> None:
    state = ConversationState("salary", (CIVIL,), mentions=(("place", "Utah"),))
    rule, found = filled(datasets, state, "salary", text="and the national average?", confidence=0.6)
    assert (rule, found.place) == ("part of the last pay", None)


ASKED_WHERE = ConversationState("salary", (CIVIL,), question="whats the highest paying state for them")


@pytest.mark.parametrize(
    ("state", "text", "lowest", "kind"),
    [
        (ASKED_WHERE, "lowest?", True, "states"),
        (ASKED_WHERE, "and the worst?", True, "states"),
        (replace(ASKED_WHERE, question="which city pays worst"), "highest?", False, "cities"),
        (ConversationState("skills", (CIVIL,)), "states?", False, "states"),
        (ConversationState("skills", (CIVIL,)), "cities", False, "cities"),
        (ConversationState("skills", (CIVIL,)), "which state pays worst", True, "states"),
    ],
)
def test_where_an_occupation_is_paid_best_or_worst_is_asked_in_a_few_words(
    datasets: Connection, state: ConversationState, text: str, lowest: bool, kind: str
) -> None:
    rule, found = filled(datasets, state, "nlu_fallback", text=text, confidence=0.2)
    assert (rule, found.topic_key) == ("asked where it is best", "salary")
    assert (found.rank and found.rank.lowest, kind in found.text) == (lowest, True)


@pytest.mark.parametrize(
    "text", ["which state is best for a family", "united states", "which university is best"]
)
def test_the_best_place_for_something_else_is_none_for_pay(datasets: Connection, text: str) -> None:
    rule, _found = filled(datasets, ASKED_WHERE, "nlu_fallback", text=text, confidence=0.2)
    assert rule != "asked where it is best"


def test_a_word_alone_after_a_comparison_compares_again(datasets: Connection) -> None:
    rule, found = filled(datasets, COMPARED, "what_about", text="and the training", confidence=0.6)
    assert (rule, found.topic_key) == ("compared again", "education")


def test_one_occupation_alone_of_the_datasets_is_compared_with_nothing(datasets: Connection) -> None:
    state = ConversationState("salary", (CIVIL,))
    _rule, found = filled(datasets, state, "difference", text="how does that differ?")
    assert found.topic is None


def test_the_advisor_is_compared_with_nothing(datasets: Connection) -> None:
    named: Named = ("tool", "chatgpt", "chatgpt")
    rule, _found = filled(
        datasets, EARLIER_OTHER, "bot_challenge", named, text="who is better, you or chatgpt", confidence=0.3
    )
    assert rule is None


@pytest.mark.parametrize(
    ("state", "intent", "text"),
    [
        (OF_SOFTWARE, "duties", "do they go up ladders?"),
        (OF_SOFTWARE, "skills", "are the skills similar to those of a nurse?"),
        (OF_SOFTWARE, "career_fit", "what could I do later on?"),  # of the person
        (MARKET, "outlook", "how many engineers worked in 2020?"),
        (SALARY, "experience", "does someone starting out need experience?"),
    ],
)
def test_what_only_looks_as_if_it_went_on_is_no_such_question(
    datasets: Connection, state: ConversationState, intent: str, text: str
) -> None:
    rule, _found = filled(datasets, state, intent, text=text, confidence=0.9)
    assert rule not in ("whether it grows", "related occupations", "another value on the same scale")


@pytest.mark.parametrize(
    "text",
    ["openings per year nationwide?", "how many do they hire per year", "how many are hired each year"],
)
def test_how_many_are_hired_a_year_are_openings(datasets: Connection, text: str) -> None:
    rule, found = filled(datasets, OF_SOFTWARE, "job_market", text=text, confidence=0.5)
    assert (rule, found.topic_key) == ("openings a year", "outlook")


def test_openings_of_the_whole_country_leave_a_place(datasets: Connection) -> None:
    _rule, found = filled(
        datasets,
        OF_SOFTWARE,
        "job_market",
        ("country", "united_states", "nationwide"),
        text="openings per year nationwide?",
        confidence=0.5,
    )
    assert found.place is None


@pytest.mark.usefixtures("published_wages")
def test_there_is_the_place_that_the_last_answer_put_first(datasets: Connection) -> None:
    where = ConversationState("salary", (CIVIL,), question="in which state do civil engineers earn least?")
    name, found = filled(datasets, where, "salary", text="how much there", confidence=0.5)
    assert (name, found.topic_key) == (IN_BEST_PLACE, "salary")
    assert found.of("place")
    name, second = filled(datasets, where, "pick", ("ordinal", "2", "second"), text="and the second?")
    assert (name, second.topic_key) == (IN_RANKED_PLACE, "salary")
    assert second.of("place") and second.of("place") != found.of("place")
    ordered = ConversationState("industries", (CIVIL,), question="which industry pays civil engineers best?")
    name, least = filled(datasets, ordered, "nlu_fallback", text="and the worst?", confidence=0.24)
    assert (name, least.topic_key) == (AT_OTHER_END, "salary")
    name, _other = filled(datasets, ordered, "nlu_fallback", text="and the worst boss?", confidence=0.24)
    assert name != AT_OTHER_END


@pytest.mark.parametrize(
    ("state", "other"),
    [(replace(COMPARED, topic="outlook"), CIVIL), (replace(COMPARED, topic="salary"), CIVIL)],
)
def test_the_other_one_of_two_that_were_compared_is_the_second(
    datasets: Connection, state: ConversationState, other: str
) -> None:
    _name, found = filled(datasets, state, "pick", text="and the other one?")
    assert [one.value for one in found.of("occupation")] == [other]


def test_and_adds_to_those_that_were_compared(datasets: Connection) -> None:
    third = ("occupation", "17-2071.00", "electrical engineers")
    name, found = filled(datasets, COMPARED, "what_about", third, text="and electrical engineers?")
    assert name == "added to those compared"
    assert len(found.of("occupation")) == 3


def test_one_of_three_that_were_compared_is_pointed_at_by_its_place(datasets: Connection) -> None:
    three = (("occupation", MECHANICAL), ("occupation", "17-2071.00"))
    before = PastQuestion("outlook", (CIVIL,), three)
    state = ConversationState("education", ("17-2071.00",), earlier=(before,))
    said = ("ordinal", "1", "first")
    name, found = filled(datasets, state, "what_about", said, text="and for the first?")
    assert (name, [one.value for one in found.of("occupation")]) == ("one of those compared", [CIVIL])


def test_where_most_of_them_work_is_no_question_for_pay(datasets: Connection) -> None:
    pay = ConversationState("salary", (CIVIL,), question="civil engineer pay")
    _name, found = filled(datasets, pay, "nlu_fallback", text="which state has the most of them?")
    assert found.topic_key == "outlook"


def test_that_one_is_the_first_of_those_compared(datasets: Connection) -> None:
    state = replace(COMPARED, topic="outlook", question="which one grows faster?")
    _name, found = filled(
        datasets, state, "education", text="what degree does that one need?", confidence=0.9
    )
    assert [one.value for one in found.of("occupation")] == [MECHANICAL]


@pytest.mark.parametrize("text", ["and what will they be in 2031?", "what did they earn in 2012", "2034?"])
def test_the_pay_of_a_year_is_asked_for_behind_pay(datasets: Connection, text: str) -> None:
    state = ConversationState("salary", (CIVIL,))
    year = ("year", next(word for word in text.rstrip("?").split() if word.isdigit()))
    rule, found = filled(datasets, state, "outlook", year, text=text, confidence=0.9)
    assert (rule, found.topic_key, found.year) == ("pay of another year", "salary", year[1])


@pytest.mark.parametrize(
    "text", ["how many will there be in 2031?", "how will it grow until 2031", "jobs in 2031"]
)
def test_how_many_there_will_be_is_no_question_of_pay(datasets: Connection, text: str) -> None:
    state = ConversationState("salary", (CIVIL,))
    rule, _found = filled(datasets, state, "outlook", ("year", "2031"), text=text, confidence=0.9)
    assert rule != "pay of another year"


@pytest.mark.parametrize(("last", "topic"), [("duties", "salary"), ("outlook", "outlook")])
def test_how_much_alone_asks_for_pay_or_for_the_growth(datasets: Connection, last: str, topic: str) -> None:
    state = ConversationState(last, (CIVIL,))
    rule, found = filled(datasets, state, "salary_negotiation", text="how much?", confidence=0.3)
    assert (rule, found.topic_key) == ("pay in two words", topic)
    rule, _found = filled(datasets, state, "education", text="how much school?", confidence=0.9)
    assert rule != "pay in two words"


@pytest.mark.parametrize("text", ["next year?", "and in ten years", "what will they earn in the future"])
def test_pay_that_is_to_come_is_asked_for_behind_pay(datasets: Connection, text: str) -> None:
    state = ConversationState("salary", (CIVIL,))
    rule, found = filled(datasets, state, "nlu_fallback", text=text, confidence=0.3)
    assert (rule, found.topic_key) == ("pay of another year", "salary")


@pytest.mark.parametrize(
    "text", ["how many of them have a degree?", "how many of those are women", "how many work"]
)
def test_what_counts_something_else_counts_no_workers(datasets: Connection, text: str) -> None:
    state = ConversationState("salary", (CIVIL,))
    rule, _found = filled(datasets, state, "nlu_fallback", text=text, confidence=0.3)
    assert rule != "counted there"


@pytest.mark.parametrize(
    ("asked", "text", "kept"),
    [
        ("how many civil engineers are there?", "and mechanical engineers?", True),
        ("openings for civil engineers", "mechanical engineers?", True),
        ("how fast do they grow?", "mechanical engineers?", False),
        ("how many civil engineers are there?", "growth of mechanical engineers?", False),
    ],
)
def test_what_was_counted_is_counted_of_another(
    datasets: Connection, asked: str, text: str, kept: bool
) -> None:
    state = ConversationState("outlook", (CIVIL,), question=asked)
    named = ("occupation", "mechanical engineers", "mechanical engineers")
    _rule, found = filled(datasets, state, "what_about", named, text=text, confidence=0.9)
    assert found.text.startswith(asked) == kept


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (ConversationState("salary", (CIVIL,), question="what do they earn?"), "and the second?"),
        (
            ConversationState("salary", (CIVIL,), question="which state pays best?"),
            "the second thing to learn?",
        ),
        (
            ConversationState(
                "salary",
                (CIVIL,),
                question="what do they earn?",
                earlier=(
                    PastQuestion("salary", (CIVIL,), question="best states"),
                    PastQuestion("skills", (CIVIL,)),
                ),
            ),
            "and the second?",
        ),
    ],
)
def test_no_place_is_pointed_at_where_none_were_ranked_last(
    datasets: Connection, state: ConversationState, text: str
) -> None:
    rule, _found = filled(datasets, state, "pick", ("ordinal", "2", "second"), text=text, confidence=0.5)
    assert rule != IN_RANKED_PLACE


def test_the_highest_tenth_leaves_the_level_that_was_asked_for_before(datasets: Connection) -> None:
    state = ConversationState("salary", (CIVIL,), mentions=(("level", "entry_level"), ("place", "Utah")))
    rule, found = filled(datasets, state, "nlu_fallback", text="top earners", confidence=0.3)
    assert (rule, [one.kind for one in found.entities]) == ("part of the last pay", ["place", "occupation"])


@pytest.mark.parametrize(("text", "count"), [("which is bigger?", 2), ("which is the biggest risk?", 0)])
def test_which_is_more_asks_for_the_two_values_told_last(
    connection: Connection, text: str, count: int
) -> None:
    told = ("age.18_24", "age.55_plus")
    state = ConversationState("age_distribution", (MLE,), told=told)
    _rule, found = filled(connection, state, "difference", text=text, confidence=0.6)
    assert len(found.of("age_group")) == count


IBM: Named = ("certification", "ibm_machine_learning", "IBM")
WEEKS: Named = ("aspect", "duration", "how many weeks")


def test_weeks_after_a_certificate_are_its_own(connection: Connection) -> None:
    here = Talk(connection)
    here.ask("certifications", IBM, text="tell me about the IBM one")
    said = told(here.ask("working_hours", WEEKS, text="how many weeks does that take then", confidence=0.3))
    assert "duration of IBM Machine Learning" in said


def test_hours_that_are_surely_asked_of_work_after_a_certificate_are_those_of_work(
    connection: Connection,
) -> None:
    here = Talk(connection)
    here.ask("certifications", IBM, text="tell me about the IBM one")
    long: Named = ("aspect", "duration", "how long")
    said = told(here.ask("working_hours", long, text="how long do engineers work in a week", confidence=0.95))
    assert "40 hours" in said


@pytest.mark.parametrize("text", ["which should a total beginner take?", "which one suits a beginner"])
def test_what_a_beginner_should_take_is_asked_of_the_certificates(connection: Connection, text: str) -> None:
    here = Talk(connection)
    here.ask("certifications", IBM, text="tell me about the IBM one")
    level: Named = ("level", "entry_level", "beginner")
    assert "MIT" in told(here.ask("salary", level, text=text, confidence=0.33))
    assert "$85,000" in told(here.ask("salary", level, text="what does a beginner earn", confidence=0.95))
