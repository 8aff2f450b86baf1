"""What a message names: through tokenizer and extractor as they come out of the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.entity_finder import EntityFinder, Word
from bot.nlu.lexicon import read_lexicon
from bot.nlu.words import split
from knowledge.records import Term
from tests.bot.nlu.conftest import Parser

MLE = ("occupation", "machine_learning_engineer")
# The pronoun; in capitals, or after "in" or "the", it is found. The verb; before "salary" it is.
NOT_BY_ITSELF = {"us", "starting"}


def test_every_alias_is_found_by_its_own_text(nlu: Parser, terms: list[Term]) -> None:
    missed = {term.alias for term in terms if (term.kind, term.key) not in nlu.names(term.alias)}
    assert missed == NOT_BY_ITSELF


def test_every_alias_is_found_in_a_sentence_and_spans_its_words(nlu: Parser, terms: list[Term]) -> None:
    missed = []
    for term in terms:
        text = f"Please tell me about {term.alias}, now!"
        spans = {
            text[one["start"] : one["end"]].strip(".")
            for one in nlu.entities(text)
            if (one["entity"], one["value"]) == (term.kind, term.key)
        }
        first, last = split(term.alias)[0], split(term.alias)[-1]
        if term.alias[first.start : last.end].strip(".") not in spans:
            missed.append((term.alias, spans))
    assert [alias for alias, _ in missed if alias not in NOT_BY_ITSELF] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("machine learning engineer", [MLE]),
        ("data scientist vs ML engineers", [("occupation", "data_scientist"), MLE]),
        ("machine learning", []),
        ("salary of MLEs", [MLE]),
        ("waht does a machne lerning enginer do", [MLE]),
    ],
)
def test_occupations_that_the_knowledge_base_holds(
    nlu: Parser, text: str, named: list[tuple[str, str]]
) -> None:
    assert nlu.names(text, "occupation") == named


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("what does a data engineer do", "data engineer"),
        ("AI engineers", "AI engineers"),
        ("Prompt Engineer salary", "Prompt Engineer"),
        ("senior nurse", "nurse"),
        ("salary data engineer", "data engineer"),
        ("the salary of nurses in Germany?", "nurses"),
        ("how many hours does a truck driver work", "truck driver"),
        ("is a UX designer well paid", "UX designer"),
        ("what does a nurce do", "nurce"),
        ("do product managers code", "product managers"),
    ],
)
def test_occupations_that_it_does_not_hold_are_named_as_typed(nlu: Parser, text: str, typed: str) -> None:
    assert nlu.names(text, "occupation") == [("occupation", typed)]


def test_a_level_before_an_unknown_occupation_is_no_part_of_its_name(nlu: Parser) -> None:
    assert nlu.names("senior nurse") == [("level", "senior_level"), ("occupation", "nurse")]


@pytest.mark.parametrize(
    "text",
    [
        "my friend the nurse says ML engineers are rich",
        "a recruiter told me that ML engineers earn a lot",
    ],
)
def test_who_tells_something_is_not_asked_about(nlu: Parser, text: str) -> None:
    assert nlu.names(text, "occupation") == [MLE]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I'm a nurse, what do I earn?", ["nurse"]),
        ("I am a data engineer", ["data engineer"]),
        ("I'm a nurse who wants to become an ML engineer", ["nurse", "machine_learning_engineer"]),
        ("As a former teacher, can I become an ML engineer?", ["teacher", "machine_learning_engineer"]),
    ],
)
def test_who_one_is_is_named_too(nlu: Parser, text: str, value: list[str]) -> None:
    assert nlu.names(text, "occupation") == [("occupation", one) for one in value]


@pytest.mark.parametrize(
    "text", ["what does my teacher say", "good engineers", "the best manager", "engineer"]
)
def test_these_are_no_occupations_of_their_own(nlu: Parser, text: str) -> None:
    assert [name for name in nlu.names(text, "occupation") if name[1] not in ("manager", "engineers")] == []


US = ("country", "united_states")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("salary in the US", [US]),
        ("salary in us", [US]),
        ("the us market", [US]),
        ("US salary", [US]),
        ("what about the U.S.?", [US]),
        ("the USA", [US]),
        ("tell us about salaries", []),
        ("is it hard for us", []),
    ],
)
def test_the_country_is_not_mistaken_for_the_pronoun(
    nlu: Parser, text: str, named: list[tuple[str, str]]
) -> None:
    assert nlu.names(text, "country", "place") == named


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("is R used?", "r"),
        ("do I need r", "r"),
        ("Python or R", "r"),
        ("what r u", None),
        ("how r you", None),
        ("what r the skills", None),
        ("do I need C?", "C"),
        ("is c used", "c"),
        ("C or C++?", "C"),
        ("Python, C and Java", "C"),
        ("c", None),
        ("C", None),
        ("option c", None),
        ("i c", None),
        ("c u later", None),
        ("do I need Go", "Go"),
        ("is golang used", "golang"),
        ("let's go", None),
        ("I go to school", None),
    ],
)
def test_a_language_is_not_mistaken_for_an_everyday_word(nlu: Parser, text: str, tool: str | None) -> None:
    assert [value for _, value in nlu.names(text, "tool") if value not in ("python", "java", "cpp")] == (
        [tool] if tool else []
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("salary in Germany", [("country", "germany")]),
        ("startups in india", [("country", "india")]),
        ("France", [("place", "France")]),
        ("salary france", [("place", "france")]),
        ("London?", [("place", "London")]),
        ("in Paris", [("place", "Paris")]),
        ("what do they earn in paris these days", [("place", "paris")]),
        ("salary in costa rica", [("place", "costa rica")]),
        ("ml engineer salary new york", [("place", "new york")]),
        ("What is the salary in Bangalore?", [("place", "Bangalore")]),
        ("jobs in San Francisco", [("place", "San Francisco")]),
        ("what do they earn in new york city", [("place", "new york city")]),
        ("French salaries", [("place", "French")]),
        ("a nice job", []),
        ("nice", []),
        ("I like reading books about it", []),
        ("is mobile development part of the job", []),
        ("and without any college?", []),
    ],
)
def test_places_known_and_not(nlu: Parser, text: str, named: list[tuple[str, str]]) -> None:
    assert nlu.names(text, "country", "place", "region") == named


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("does OpenAI hire", "OpenAI"),
        ("salary at google", "google"),
        ("jobs at Zalando", "Zalando"),
        ("what did he earn at Acme", None),
        ("look at Python", None),
        ("at least", None),
    ],
)
def test_companies(nlu: Parser, text: str, typed: str | None) -> None:
    assert nlu.names(text, "company") == ([("company", typed)] if typed else [])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("salary in 2023", [("year", "2023")]),
        ("market size 2020 and 2027", [("year", "2020"), ("year", "2027")]),
        ("back in 1999", [("year", "1999")]),
        ("the top 3", [("number", "3")]),
        ("40 hours", [("number", "40")]),
        ("SOC 15-1221", [("number", "15"), ("number", "1221")]),
        ("118,000 dollars", []),
        ("20231", []),
    ],
)
def test_years_and_numbers(nlu: Parser, text: str, named: list[tuple[str, str]]) -> None:
    assert nlu.names(text, "year", "number") == named


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("the first", "1"),
        ("the second one", "2"),
        ("3rd", "3"),
        ("number 4", "4"),
        ("option b", "2"),
        ("the fifth please", "5"),
        ("thirteenth", "13"),
        ("the last one", "-1"),
        ("#2", None),
        ("this one", None),
    ],
)
def test_ordinals(nlu: Parser, text: str, ordinal: str | None) -> None:
    assert [value for _, value in nlu.names(text, "ordinal")] == ([ordinal] if ordinal else [])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("how long does the IBM certificate take", [("aspect", "duration")]),
        ("how much does it cost", [("aspect", "price")]),
        ("is it free", [("aspect", "free")]),
        ("who offers it", [("aspect", "provider")]),
        ("do they get a bonus", [("aspect", "bonus")]),
        ("which percentage", [("aspect", "share")]),
        ("can I work remotely", [("untold", "remote")]),
        ("how many vacation days", [("untold", "time_off")]),
        ("is there health insurance", [("untold", "benefits")]),  # which names no industry
        ("soft skills", [("skill_kind", "soft")]),
        ("technical skills", [("skill_kind", "hard")]),
        ("preferred qualifications", [("skill_kind", "preferred")]),
    ],
)
def test_aspects_and_what_no_source_tells(nlu: Parser, text: str, named: list[tuple[str, str]]) -> None:
    found = nlu.names(text, "aspect", "untold", "skill_kind")
    assert [name for name in found if name in named] == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kubernetes", [("tool", "Kubernetes")]),
        ("do I need rust", [("tool", "rust")]),
        ("kubernets", [("tool", "kubernets")]),
        ("is C# used", [("tool", "C#")]),
    ],
)
def test_tools_that_no_source_names_are_named_as_typed(
    nlu: Parser, text: str, named: list[tuple[str, str]]
) -> None:
    assert nlu.names(text, "tool") == named


Term3 = tuple[str, str, str]  # alias, kind, key


def finder(*terms: Term3) -> EntityFinder:
    return EntityFinder([(alias.split(), kind, key) for alias, kind, key in terms], read_lexicon())


def words_of(text: str) -> list[Word]:
    return [Word(token.text, text[token.start : token.end], token.start, token.end) for token in split(text)]


def find(terms: EntityFinder, text: str) -> list[tuple[str, str, bool]]:
    return [(span.kind, span.value, span.known) for span in terms.find(words_of(text))]


def test_the_longest_name_wins_and_equal_ones_stay() -> None:
    small = finder(
        ("learning", "skill", "learning"),
        ("deep learning", "skill", "deep_learning"),
        ("deep learning course", "course", "deep_course"),
        ("deep learning course", "certification", "deep_certificate"),
    )
    assert find(small, "deep learning") == [("skill", "deep_learning", True)]
    assert sorted(find(small, "a Deep-Learning course, learning")) == [
        ("certification", "deep_certificate", True),
        ("course", "deep_course", True),
        ("skill", "learning", True),
    ]


def test_a_name_of_the_knowledge_base_goes_before_one_of_the_lexicon() -> None:
    assert find(finder(), "Kubernetes") == [("tool", "Kubernetes", False)]
    assert find(finder(("kubernetes", "tool", "k8s_tool")), "Kubernetes") == [("tool", "k8s_tool", True)]


def with_titles(*titles: str, areas: Iterable[str] = (), terms: Iterable[Term3] = ()) -> EntityFinder:
    named = [(alias.split(), kind, key) for alias, kind, key in terms]
    return EntityFinder(named, read_lexicon(), frozenset(titles), frozenset(areas))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does a rope splicer earn", [("rope splicer", False)]),
        ("Rope Splicers", [("rope splicers", False)]),
        ("rope splicer vs bell founder", [("rope splicer", False), ("bell founder", False)]),
        ("a data scientist", [("data_scientist", True)]),  # the content's name goes before the same title
        ("lead data scientist", [("lead data scientist", False)]),
        ("is a python wrangler paid well", [("python wrangler", False)]),
        (
            "I'm a rope splicer, can I become a data scientist?",
            [("rope splicer", False), ("data_scientist", True)],
        ),
        ("I founder", []),
        ("my rope splicer told me", []),
        ("rope for splicers of rope", []),
    ],
)
def test_job_titles_of_the_datasets_are_named(text: str, named: list[tuple[str, bool]]) -> None:
    terms = [("data scientist", "occupation", "data_scientist"), ("python", "tool", "python")]
    small = with_titles(
        *("rope splicer", "bell founder", "founder", "data scientist", "lead data scientist"),
        "python wrangler",
        terms=terms,
    )
    found = small.find(words_of(text))
    assert [(span.value, span.known) for span in found if span.kind == "occupation"] == named


def test_a_longer_name_of_the_content_goes_before_a_title_in_it() -> None:
    small = with_titles("rope splicer", terms=[("rope splicer certificate", "certification", "splicing")])
    assert find(small, "the rope splicer certificate") == [("certification", "splicing", True)]
    python = with_titles("python wrangler", terms=[("python", "tool", "python")])
    assert [kind for kind, _value, _known in find(python, "python wranglers")] == ["occupation"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("salary in Atlantis", ["Atlantis"]),
        ("salary in atlantis city", ["atlantis city"]),
        ("salary in TX", ["TX"]),
        ("salary in tx", []),
        ("TX salary of nurses", ["TX"]),
        ("OR salary of nurses", []),  # an English word, too
        ("share of jobs in asia", ["asia"]),
        ("startups in oceania", ["oceania"]),
        ("pay in Portland OR", ["Portland", "OR"]),
        ("so it's OK if nobody looks", []),
        ("pay in OK", ["OK"]),
        ("OK. What could a senior make?", []),
        ("python or r", []),
        ("Tell me OR my friend", []),
        ("SALARY OR DUTIES", []),  # where all is in capitals they say nothing
        ("WHAT IS IT IN", []),
        ("jobs in IN", ["IN"]),
        ("what do i earn in it", []),
    ],
)
def test_places_of_the_datasets_are_named_and_abbreviations_in_capitals_only(
    text: str, places: list[str]
) -> None:
    small = with_titles(areas=["atlantis", "atlantis city", "tx", "or", "in", "ok", "portland"])
    found = small.find(words_of(text))
    assert [span.value for span in found if span.kind == "place"] == places


def test_the_industry_is_not_mistaken_for_the_pronoun() -> None:
    small = finder(("it", "industry", "information_technology"))
    assert find(small, "jobs in IT") == [("industry", "information_technology", True)]
    for text in ("is it hard", "what is it", "it", "what do they do in it"):
        assert [one for one in find(small, text) if one[0] == "industry"] == []


def test_a_company_whose_name_is_an_everyday_word_is_meant_in_capitals_only() -> None:
    small = finder(("cvs", "company", "cvs"))
    assert find(small, "jobs at CVS") == [("company", "cvs", True)]
    assert find(small, "we are screening CVs") == []


def test_words_that_no_term_contains_leave_nothing_in_memory() -> None:
    small = finder(("deep learning", "skill", "deep_learning"))
    small.find(words_of("deep learning unseen"))
    kept = len(small.vocab.strings), len(small.vocab)
    for number in range(200):
        small.find(words_of(f"unseen{number} in deep place{number} 机{chr(0x4E00 + number)}"))
    assert (len(small.vocab.strings), len(small.vocab)) == kept


def test_nothing_names_nothing() -> None:
    assert finder().find([]) == []
    assert find(finder(), "🙂 … ?") == []


def test_mentions_come_from_left_to_right_and_name_different_words(nlu: Parser) -> None:
    text = "does a data engineer in France at Zalando earn more than an ML engineer with Python in 2023"
    found = [one for one in nlu.entities(text) if one["entity"] != "aspect"]
    assert [one["start"] for one in found] == sorted(one["start"] for one in found)
    assert max(Counter(one["start"] for one in found).values()) == 1
    assert [one["entity"] for one in found] == [
        "occupation",
        "place",
        "company",
        "occupation",
        "tool",
        "year",
    ]


VOCABULARY = sorted(
    {*read_lexicon().names(), "us", "r", "it", "at", "in", "the", "ml", "data", "I'm", "2023", "C++"}
)


@given(st.lists(st.sampled_from(VOCABULARY) | st.text(max_size=8), max_size=12).map(" ".join))
def test_any_message_is_taken_and_spans_lie_in_it(nlu: Parser, text: str) -> None:
    for entity in nlu.entities(text):
        assert 0 <= entity["start"] < entity["end"] <= len(text)
        assert text[entity["start"] : entity["end"]].strip()
        assert entity["value"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("I'd be starting over", ("aspect", "above")),
        ("when I graduate", ("level", "entry_level")),
        ("starting a career in ML", ("level", "entry_level")),
    ],
)
def test_a_verb_is_no_age_and_no_level(nlu: Parser, text: str, mark: tuple[str, str]) -> None:
    assert mark not in nlu.names(text)


@pytest.mark.parametrize("text", ["starting salary of an ML engineer", "what's the starting pay?"])
def test_what_one_starts_with_is_at_entry_level(nlu: Parser, text: str) -> None:
    assert ("level", "entry_level") in nlu.names(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does someone who fixes planes earn", ["someone who fixes planes"]),
        ("someone who repairs watches: pay", ["someone who repairs watches"]),
        ("someone stocking shelves", ["someone stocking shelves"]),
        ("what does someone who makes bread make in Ohio", ["someone who makes bread"]),
        ("what does somebody who cuts hair do", ["somebody who cuts hair"]),
        ("someone looking for work", []),
        ("someone who wants to code", []),
        ("what does a wizard earn", ["wizard"]),
        ("how much would a night owl make a year", ["night owl"]),
        ("what does a beginner earn", []),
        ("what does a bell ringer earn", ["ringer"]),
        ("does a wizard hat make sense", []),
        ("make a wizard", []),
    ],
)
def test_an_occupation_is_told_by_what_is_done_or_by_its_being_paid(text: str, named: list[str]) -> None:
    small = finder(("bell ringer", "occupation", "ringer"))
    assert [value for kind, value, _known in find(small, text) if kind == "occupation"] == named


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("atlantis dental assistant wages", "atlantis"),
        ("the yearly wages of a dental assistant atlantis if you know", "atlantis"),
        ("the wages that a mobile dental assistant gets", None),  # Mobile, Alabama
        ("atlantis is where they say a dental assistant gets rich", None),
    ],
)
def test_a_place_may_stand_beside_an_occupation_without_a_preposition(text: str, place: str | None) -> None:
    small = with_titles("dental assistant", areas=["atlantis", "mobile"])
    assert [value for kind, value, _known in find(small, text) if kind == "place"] == (
        [place] if place else []
    )


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("nurse salary at Kaiser", "Kaiser"),
        ("nurse salary at University level", None),
        ("salary at Kaiser", None),  # a name that is a word as well, and no occupation
    ],
)
def test_an_english_word_behind_at_is_a_company_beside_an_occupation(text: str, company: str | None) -> None:
    found = [value for kind, value, _known in find(with_titles("nurse"), text) if kind == "company"]
    assert found == ([company] if company else [])


@pytest.mark.parametrize(
    "text", ["software testers at software publishers, pay", "nurse pay at doctors' offices"]
)
def test_where_others_work_names_no_occupation(text: str) -> None:
    small = with_titles("software tester", "software publisher", "nurse", "doctor")
    assert len([kind for kind, _value, _known in find(small, text) if kind == "occupation"]) == 1
