"""The intent classifier with enough phrases to know doubt: what a message asks, its form and its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.thresholds import PART_IS_A_QUESTION
from bot.nlu.features import Matrix, Phrase, PhraseFeatures
from bot.nlu.intent_classifier import MAX_QUESTIONS, MAX_WORDS, REQUEST_WORDS, EntityAwareIntentClassifier
from bot.nlu.requests import MAX_REQUESTS
from tests.bot.nlu.conftest import Parser, Store, example

PHRASES = {
    "salary": """
        what do they earn|how much do they earn|salary|what is the salary|how much money do they make
        average pay|what is the pay like|how well are they paid|tell me their salary|yearly income
        do they earn well|what does an ML engineer earn""",
    "working_hours": """
        how many hours do they work|working hours|hours|do they work long hours|how long is the working day
        do they work at weekends|hours a week|do they work overtime|tell me the hours|is it full time
        how many hours a week is it|what hours does an ML engineer work""",
    "skills": """
        which skills do they need|skills|what skills are needed|tell me the skills|just the skills
        what must they be able to do|list the skills|soft skills|what are they good at|needed abilities
        the abilities of an ML engineer|which skills does a data scientist need""",
    "duties": """
        what do they do all day|duties|what are their duties|tell me the duties|what are the tasks of the job
        their responsibilities|what does an ML engineer do|daily tasks|list the duties
        what is a data scientist responsible for|what is the work|which tasks do they have""",
    "age_distribution": """
        how old are they|age|their age|what age are they|are they young|how old is an ML engineer
        age distribution|what is the average age|ages of those in the job|how many are older
        are most of them under 35|what share is over 40""",
    "regional_demand": """
        where are they in demand|demand in Europe|how is the demand in North America|demand by region
        in which regions are the jobs|how many jobs are in Africa|demand|where in the world are the jobs
        is there demand in Latin America|share of job postings in Europe|which continent has the most jobs
        are ML engineers in demand in Asia-Pacific""",
    "what_about": """
        what about Europe|and in Africa|and for data scientists|what about data scientists|and seniors
        how about Python|and R|what about North America|and juniors|same for data scientists
        and what about Docker|how about data scientists""",
}
TEXTS = {
    intent: [text.strip() for text in found.replace("\n", "|").split("|") if text.strip()]
    for intent, found in PHRASES.items()
}
Parse = Callable[[str], Message]


def training_data(nlu: Parser) -> TrainingData:
    data = TrainingData([example(text, intent) for intent, texts in TEXTS.items() for text in texts])
    nlu.tokenizer.process_training_data(data)
    nlu.extractor.process_training_data(data)
    return data


@pytest.fixture(scope="module")
def kept(nlu: Parser, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The storage that a classifier was trained into."""
    folder = tmp_path_factory.mktemp("questions")
    store = Store(LocalModelStorage.create(folder), folder)
    store.created(EntityAwareIntentClassifier, "classifier").train(training_data(nlu))
    return store


@pytest.fixture(scope="module")
def parse(nlu: Parser, kept: Store) -> Parse:
    """Parse a message with the classifier as it comes out of the model."""
    classifier = kept.loaded(EntityAwareIntentClassifier, "classifier")

    def parsed(text: str) -> Message:
        (message,) = classifier.process([nlu.parse(text)])
        return message

    return parsed


def intent(message: Message) -> str:
    return str(message.get(INTENT)["name"])


def marked(message: Message, kind: str) -> list[tuple[str, str]]:
    """Return value and typed words of the marks or names of one kind."""
    typed = message.get(TEXT)
    return [
        (one["value"], typed[one["start"] : one["end"]])
        for one in message.get(ENTITIES)
        if one["entity"] == kind
    ]


def questions(message: Message) -> list[tuple[str, str]]:
    """Return intent and words of the parts that the policy takes for questions."""
    typed = message.get(TEXT)
    sure = [one for one in parts(message) if one["confidence"] >= PART_IS_A_QUESTION]
    return list(
        {one["value"]: (one["value"], typed[one["start"] : one["end"]]) for one in sure[::-1]}.values()
    )[::-1]


def parts(message: Message) -> list[dict[str, Any]]:
    return [one for one in message.get(ENTITIES) if one["entity"] == "part"]


def names(message: Message) -> list[str]:
    return [
        one["value"] for one in message.get(ENTITIES) if one["entity"] in ("occupation", "region", "tool")
    ]


def test_the_archive_holds_no_pickle(kept: Store) -> None:
    files = [file for file in Path(kept.folder).rglob("*") if file.is_file()]
    assert sorted(file.suffix for file in files) == [".json", ".npz"]


@pytest.mark.parametrize(
    "text", ["what do they earn?", "salary, hours", "no, I meant data scientists", "fnord"]
)
def test_the_ranking_is_sorted_and_begins_with_the_intent_and_its_certainty(parse: Parse, text: str) -> None:
    message = parse(text)
    ranking = message.get(INTENT_RANKING_KEY)
    confidences = [one["confidence"] for one in ranking]
    assert ranking[0] == message.get(INTENT)
    assert confidences == sorted(confidences, reverse=True)
    assert all(type(one) is float and 0 <= one <= 1 for one in confidences)
    assert {one["name"] for one in ranking} == set(TEXTS)


def test_a_message_unlike_the_examples_is_doubted(parse: Parse) -> None:
    assert parse("how much do they get paid?").get(INTENT)["confidence"] > 0.5
    for text in ("fnord gnarf blarg", "my cat sleeps on the sofa", "机器学习工程师"):
        assert parse(text).get(INTENT)["confidence"] < 0.5, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "What do they earn, and how old are they?",
            [("salary", "What do they earn"), ("age_distribution", "how old are they")],
        ),
        ("salary + hours", [("salary", "salary"), ("working_hours", "hours")]),
        (
            "🙂 hours? 🎉 and what do they earn",
            [("working_hours", "hours"), ("salary", "what do they earn")],
        ),
        ("skills, duties, salary", [("skills", "skills"), ("duties", "duties"), ("salary", "salary")]),
        (
            "how many hours do they wrok and what slary do they get",
            [("working_hours", "how many hours do they wrok"), ("salary", "what slary do they get")],
        ),
    ],
)
def test_the_questions_of_a_message_are_marked_where_they_stand(
    parse: Parse, text: str, expected: list[tuple[str, str]]
) -> None:
    assert questions(parse(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "what do they earn?",
        "What do they earn? What is the salary?",  # the same thing twice
        "ML engineers and data scientists",
        "I'm a nurse. What do they earn?",
    ],
)
def test_a_message_that_asks_one_thing_has_no_two_questions(parse: Parse, text: str) -> None:
    assert len(questions(parse(text))) <= 1


def test_what_is_told_of_oneself_is_no_part_even_if_it_sounds_like_a_topic(parse: Parse) -> None:
    text = "I have some working hours left. what do they earn? how old are they?"
    assert [value for value, _typed in questions(parse(text))] == ["salary", "age_distribution"]


def test_a_part_that_is_not_understood_is_marked_with_little_confidence(parse: Parse) -> None:
    message = parse("what do they earn? 🙂 and why do purple elephants dance?")
    assert questions(message) == [("salary", "what do they earn")]
    first, second = parts(message)
    assert second["confidence"] < PART_IS_A_QUESTION
    assert (first["begins_anew"], second["begins_anew"]) == (False, True)
    assert second["meant"] == "why do purple elephants dance"


def test_what_is_told_before_a_question_is_no_part(parse: Parse) -> None:
    message = parse("my purple elephant dances all night. what do they earn? how old are they?")
    assert [one["value"] for one in parts(message)] == ["salary", "age_distribution"]


@pytest.mark.parametrize(
    "text", ["no, I meant data scientists", "sorry, data scientists", "I meant data scientists"]
)
def test_a_correction_that_only_names_something_is_marked_as_such(parse: Parse, text: str) -> None:
    message = parse(text)
    assert (message.get("form"), message.get("corrects")) == ("names", True)
    assert names(message) == ["data_scientist"]


@pytest.mark.parametrize("text", ["nurse", "a bus driver?", "the plumbers", "data scientists, Europe"])
def test_a_message_that_only_names_something_is_marked_as_such(parse: Parse, text: str) -> None:
    message = parse(text)
    assert (message.get("form"), message.get("corrects")) == ("names", False)


@pytest.mark.parametrize("text", ["salary", "what is a nurse responsible for", "", "🙂"])
def test_a_message_that_says_more_or_nothing_has_no_form(parse: Parse, text: str) -> None:
    assert parse(text).get("form") is None


@pytest.mark.parametrize(
    "text", ["I don't want to know the salary", "don't tell me the duties", "forget the hours"]
)
def test_a_message_that_only_declines_something_is_marked_as_such(parse: Parse, text: str) -> None:
    message = parse(text)
    assert (message.get("form"), message.get("corrects")) == ("declines", True)
    assert message.get(ENTITIES) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sorry, the hours", "working_hours"),
        ("no, I meant the skills", "skills"),
        ("no, I meant how old are they", "age_distribution"),
        ("I'm not asking what they earn but what they do all day", "duties"),
        ("please no hours, how old are they", "age_distribution"),
        ("don't care about titles, how old are they", "age_distribution"),
    ],
)
def test_a_correction_that_names_a_topic_asks_for_it(parse: Parse, text: str, expected: str) -> None:
    assert intent(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not the salary, the hours", "working_hours"),
        ("the hours not the salary", "working_hours"),
        ("I don't want the duties, just the skills", "skills"),
        ("instead of the salary tell me the hours", "working_hours"),
    ],
)
def test_what_is_not_wanted_is_neither_asked_nor_a_part(parse: Parse, text: str, expected: str) -> None:
    message = parse(text)
    assert intent(message) == expected
    assert len(questions(message)) <= 1
    assert marked(message, "aspect") == []  # of "salary"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("not Europe, Africa", ["africa"]),
        ("Africa, not Europe", ["africa"]),
        ("not for data scientists, for ML engineers", ["machine_learning_engineer"]),
    ],
)
def test_the_name_that_is_not_wanted_is_gone_and_the_other_is_asked_about(
    parse: Parse, text: str, left: list[str]
) -> None:
    message = parse(text)
    assert (message.get("form"), message.get("corrects")) == ("names", True)
    assert names(message) == left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not only the salary", "salary"),
        ("not the salary", "salary"),  # nothing is left without it
        ("do they not earn well?", "salary"),
    ],
)
def test_a_message_that_says_not_but_nothing_else_is_asked_as_it_is(
    parse: Parse, text: str, expected: str
) -> None:
    assert intent(parse(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 1000, id="one word"),
        pytest.param("what do they earn, " * 52, id="one question"),
        pytest.param("what do they earn? how old are they? " * 27, id="two questions"),
        pytest.param(", " * 500, id="marks"),
        pytest.param("no " * 333, id="no"),
        pytest.param("not the " * 125, id="not the"),
    ],
)
def test_a_message_of_a_thousand_characters_is_taken(parse: Parse, text: str) -> None:
    message = parse(text)
    best = message.get(INTENT)
    assert best["name"] in {*TEXTS, None}
    assert 0 <= best["confidence"] <= 1
    assert all(0 <= one["start"] < one["end"] <= len(text) for one in message.get(ENTITIES))


@pytest.mark.parametrize("text", ["", " ", "🙂🙂🎉", "…?!"])
def test_a_message_without_words_is_nothing_to_be_sure_of(parse: Parse, text: str) -> None:
    message = parse(text)
    assert message.get(INTENT)["confidence"] < 0.5
    assert message.get(ENTITIES) == []


def test_entities_of_other_components_stay(nlu: Parser, kept: Store) -> None:
    classifier = kept.loaded(EntityAwareIntentClassifier, "classifier")
    text = "what do data scientists earn, and how many hours do ML engineers work?"
    named = nlu.entities(text)
    (message,) = classifier.process([nlu.parse(text)])
    found: list[dict[str, Any]] = message.get(ENTITIES)
    assert [one for one in found if one["entity"] != "part"] == named
    assert [one["extractor"] for one in parts(message)] == ["EntityAwareIntentClassifier"] * 2


def test_each_part_has_the_confidence_of_its_intent(parse: Parse) -> None:
    confidences = [one["confidence"] for one in parts(parse("what do they earn and how old are they?"))]
    assert len(confidences) == 2 and all(0.5 <= one <= 1 for one in confidences)


def test_what_is_set_against_something_of_its_kind_is_taken_away(parse: Parse) -> None:
    message = parse("don't tell me about Africa, how is the demand in Europe?")
    assert [one["value"] for one in message.get(ENTITIES) if one["entity"] == "region"] == ["europe"]


LONG = [
    "the pay? the skills? the hours? " * 30,
    "what is the pay and how many hours do they work and " * 19,
    "do I need Python, not Docker, " * 33,
    "not the pay, not the hours, " * 35,
    "what about Africa " * 55,
    "10 23 47 " * 110,
]


@pytest.mark.parametrize("text", LONG)
def test_the_work_for_a_message_has_a_bound_whatever_its_length(
    parse: Parse, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    read: list[int] = []
    transform = PhraseFeatures.transform

    def counting(features: PhraseFeatures, phrases: Sequence[Phrase]) -> Matrix:
        read.extend(len(phrase.plain.split()) for phrase in phrases)
        return transform(features, phrases)

    monkeypatch.setattr(PhraseFeatures, "transform", counting)
    message = parse(text)
    assert 0 < max(read) <= MAX_WORDS
    assert len(read) <= MAX_QUESTIONS + 1 + MAX_REQUESTS
    assert sum(read) <= 2 * MAX_WORDS + MAX_REQUESTS * REQUEST_WORDS
    assert len(marked(message, "question") + marked(message, "unclear")) <= MAX_QUESTIONS


def test_the_question_at_the_end_of_a_long_story_is_answered(parse: Parse) -> None:
    story = "My neighbour went there last summer with the whole family and the dog, and it rained a lot. " * 6
    assert intent(parse(f"{story} So what is the pay of an ML engineer?")) == "salary"
