"""Whether a message asks a question over all occupations."""

from __future__ import annotations

import pytest

from actions.questions.search_intent import read_search_intent
from actions.state import ConversationState
from tests.actions.asking import Named, message

SEARCH = "occupation_search"
LISTED = ConversationState(SEARCH)


@pytest.mark.parametrize(
    ("intent", "text", "named", "confidence"),
    [
        ("salary", "which occupations pay most?", (), 0.9),
        ("requirement_check", "who uses MATLAB at work", (("tool", "MATLAB", "MATLAB"),), 0.9),
        ("tools", "which jobs use the software Zorblaxo?", (), 0.8),
        ("salary", "something like a baker with better pay", (("occupation", "baker", "baker"),), 0.5),
        (SEARCH, "highest hourly wage without a degree", (), 0.66),
        (SEARCH, "highest salaries with a two-year degree", (), 0.9),
        ("nlu_fallback", "fastest growing engineering field", (), 0.2),
        ("nlu_fallback", "are there any computer jobs that are shrinking", (), 0.2),
        ("nlu_fallback", "what driving jobs are local", (), 0.2),
        (SEARCH, "best paying kind of nurse", (("occupation", "nurse", "nurse"),), 0.44),
        ("salary", "whats the best paying kind of nurse", (("occupation", "nurse", "nurse"),), 0.9),
        ("nlu_fallback", "police and fire jobs ranked by pay", (("occupation", "police", "police"),), 0.2),
        ("salary", "salary ranking in farming", (), 0.5),
        ("nlu_fallback", "legal work, pay from highest to lowest", (), 0.2),
        ("salary", "which nurses are paid best in Iowa", (("occupation", "nurses", "nurses"),), 0.6),
        ("comparison", "what scientists have the best salaries?", (("occupation", "scientists"),), 0.4),
        ("salary", "is there good money in construction?", (), 0.9),
        ("outlook", "any future in manufacturing?", (), 0.9),
        ("outlook", "are post office jobs disappearing?", (), 0.9),
        ("nlu_fallback", "any museum jobs?", (), 0.2),
        ("experience", "finance jobs with no experience", (("industry", "finance", "finance"),), 0.67),
        ("salary", "masters needed and less than 50k, does it exist?", (), 0.5),
        ("nlu_fallback", "anything artistic without a degree?", (), 0.2),
        (SEARCH, "in farming who is growing the fastest", (), 0.92),
        ("industries", "jobs in healthcare", (("industry", "healthcare", "healthcare"),), 0.46),
    ],
)
def test_a_ranking_and_who_uses_something_are_recognised_by_their_words(
    intent: str, text: str, named: tuple[Named, ...], confidence: float
) -> None:
    read = read_search_intent(message(intent, *named, text=text, confidence=confidence), ConversationState())
    assert read.intent == SEARCH and read.confidence >= 0.7


@pytest.mark.parametrize(
    ("intent", "text", "named"),
    [
        ("salary", "what do bakers earn most?", (("occupation", "bakers", "bakers"),)),
        ("tools", "which tools do they use?", ()),
        ("requirement_check", "which jobs in machine learning need Docker?", ()),
        ("salary", "top metro areas for nurses by pay", (("occupation", "nurses", "nurses"),)),
        ("salary", "how much does this kind of nurse make?", (("occupation", "nurse", "nurse"),)),
        ("nlu_fallback", "is banking hard?", ()),
        ("salary", "is there money in machine learning?", ()),
        ("salary", "does it pay over 200k with a masters?", ()),
        ("nlu_fallback", "anything that pays over 60k and doesn't require a master's?", ()),
        ("experience", "how do I get a finance job with no experience?", (("industry", "finance"),)),
        ("experience", "which jobs ask for no experience in machine learning?", ()),
        ("nlu_fallback", "museum jobs are not for me, I think", ()),
        ("salary", "salary ranking by industry", ()),
        ("salary", "what do nurses earn at most?", (("occupation", "nurses", "nurses"),)),
        ("salary", "tell me what nurses earn", (("occupation", "nurses", "nurses"),)),
        ("related_occupations", "which occupations are like a baker's?", (("occupation", "baker", "baker"),)),
    ],
)
def test_a_question_about_one_occupation_stays_one(intent: str, text: str, named: tuple[Named, ...]) -> None:
    asked = message(intent, *named, text=text)
    assert read_search_intent(asked, ConversationState()) == asked


def test_a_ranking_of_the_list_goes_on_with_it() -> None:
    asked = message(SEARCH, text="and the lowest paid of them?", confidence=0.95)
    assert read_search_intent(asked, LISTED).intent == "what_about"
    assert read_search_intent(message("what_about", text="the lowest"), LISTED).intent == "what_about"


@pytest.mark.parametrize("text", ["and the lowest?", "what are the slowest ones?", "the best then"])
def test_an_end_of_the_order_goes_on_with_the_list_only(text: str) -> None:
    asked = message("nlu_fallback", text=text)
    assert read_search_intent(asked, LISTED).intent == "what_about"
    assert read_search_intent(asked, ConversationState("salary")) == asked


@pytest.mark.parametrize("text", ["how many jobs is that, in numbers", "ok then just the number of jobs"])
def test_the_jobs_of_an_occupation_are_counted_where_one_is_spoken_of(text: str) -> None:
    asked = message(SEARCH, text=text, confidence=0.6)
    of_one = ConversationState("outlook", occupations=("47-2031.00",))
    assert read_search_intent(asked, of_one).intent == "outlook"
    assert read_search_intent(asked, LISTED).intent != "outlook"


def test_a_ranking_by_the_number_of_jobs_stays_one() -> None:
    of_one = ConversationState("outlook", occupations=("47-2031.00",))
    asked = message(SEARCH, text="which occupations have the highest number of jobs", confidence=0.9)
    assert read_search_intent(asked, of_one).intent == SEARCH


@pytest.mark.parametrize("intent", ["nlu_fallback", SEARCH])
def test_the_level_that_earns_most_is_no_ranking_of_occupations(intent: str) -> None:
    asked = message(intent, text="which level earns the most?", ranking=(SEARCH, "salary"), confidence=0.6)
    assert read_search_intent(asked, ConversationState()).intent == "salary"


@pytest.mark.parametrize("intent", [SEARCH, "related_occupations", "career_fit", "tools"])
def test_who_uses_what_was_named_before_is_asked_of_all(intent: str) -> None:
    asked = message(intent, text="I'm good with Lightroom. Which jobs use it?", confidence=0.4)
    read = read_search_intent(asked, ConversationState())
    assert (read.intent, read.confidence) == (SEARCH, 1.0)


def test_a_doubtful_ranking_of_a_field_is_one() -> None:
    asked = message(SEARCH, text="pay ranking in farming (crops, cattle)", confidence=0.3)
    assert read_search_intent(asked, ConversationState()).confidence == 1.0


@pytest.mark.parametrize(
    ("text", "named", "intent"),
    [
        ("how many more jobs by 2030", (("year", "2030", "2030"),), "outlook"),
        ("how many new jobs until 2030 in numbers", (("year", "2030", "2030"),), "outlook"),
        ("how many more jobs pay well", (), SEARCH),
        ("which jobs grow most by 2030", (("year", "2030", "2030"),), SEARCH),
    ],
)
def test_the_change_up_to_a_year_is_asked_of_the_featured_occupation(
    text: str, named: tuple[Named, ...], intent: str
) -> None:
    read = read_search_intent(message(SEARCH, *named, text=text, confidence=0.6), ConversationState())
    assert read.intent == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I knit. any work left", "nlu_fallback"),
        ("I want the highest paying jobs", SEARCH),
        ("I knit. Which jobs are there?", SEARCH),
        ("jobs that I can do for 50,000", SEARCH),
    ],
)
def test_who_tells_of_themselves_and_ranks_nothing_is_not_shown_all_occupations(
    text: str, intent: str
) -> None:
    assert read_search_intent(message(SEARCH, text=text), ConversationState()).intent == intent


def test_in_a_talk_of_the_articles_a_field_is_where_their_people_work() -> None:
    asked = message("industries", ("industry", "healthcare", "healthcare"), text="jobs in healthcare?")
    of_articles = ConversationState("salary", ("machine_learning_engineer",))
    assert read_search_intent(asked, of_articles).intent == "industries"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("nurse jobs that pay well", "salary"), ("nurse jobs that are growing", "outlook")],
)
def test_jobs_behind_one_title_are_what_its_people_do(text: str, intent: str) -> None:
    asked = message(SEARCH, ("occupation", "29-1141.00", "nurse"), text=text, confidence=0.9)
    assert read_search_intent(asked, ConversationState()).intent == intent
