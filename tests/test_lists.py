"""Lists that must agree, so that nothing drifts: intents, rules, actions, topics, phrases, entities."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from ruamel.yaml import YAML

from actions import thresholds
from actions.advice.choice.asked import CRITERIA
from actions.advice.fit.order import ORDERS
from actions.datasets import preparation
from actions.datasets.against_all import Counted
from actions.datasets.compared import beside_articles, beside_asked
from actions.datasets.search.said import INTERESTS
from actions.messages import messages as action_messages
from actions.no_answer.refusals import refusals
from actions.person import ONLY_REFUSED, WISHES
from actions.questions import topic_slots
from actions.questions.carry_over import carrying
from actions.questions.cues import phrases
from actions.questions.kinds import CUES, DECISIVE_FOR_FIGURES, PLACES, REPLACE_EACH_OTHER, THINGS
from actions.questions.message import CAPABILITIES, SMALL_TALK
from actions.questions.reader import MOVES
from actions.sources.asked import Operation
from actions.topics import base, statements, things
from actions.topics.certificate_attributes import ATTRIBUTES
from actions.topics.outlook import Outlook
from actions.topics.registry import HANDLER_OF_ACTION, HANDLERS
from actions.topics.statements import layout
from bot.nlu.lexicon import read_lexicon
from bot.process.phrases import PHRASES
from knowledge.content_schema import EntityKind, Figure, Requirement
from knowledge.content_types import PlainUnit
from knowledge.queries.fit_parts import ReasonKind
from knowledge.queries.occupation_search import EDUCATION, Measure
from knowledge.queries.occupation_wishes import avoided_fields
from knowledge.terms import normalise
from tests.actions.asking import actions

ROOT = Path(__file__).resolve().parents[1]
CONVERSATIONS = ROOT / "tests" / "conversations"
FEWEST_EXAMPLES, MOST_EXAMPLES = 20, 350
SPOKEN_OF_ONLY = {"nlu_fallback"}  # named by the classifier, not by examples


@cache
def read(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


def intents() -> list[str]:
    return [next(iter(one)) if isinstance(one, dict) else one for one in read("domain.yml")["intents"]]


def rules() -> list[tuple[str, str]]:
    found = []
    for rule in read("data/rules.yml")["rules"]:
        first, second = rule["steps"]
        found.append((first["intent"], second["action"]))
    return found


@cache
def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in read("data/nlu.yml")["nlu"]:
        if "intent" in block:
            lines = [line.strip().removeprefix("- ").strip() for line in block["examples"].splitlines()]
            found.setdefault(block["intent"], []).extend(line for line in lines if line)
    return found


@cache
def content(section: str) -> list[dict[str, Any]]:
    files = sorted((ROOT / "knowledge" / "content").rglob("*.yml"))
    return [entry for file in files for entry in read(str(file.relative_to(ROOT))).get(section) or []]


def topics() -> list[str]:
    return [one["key"] for one in content("topics")]


# Intents, rules, actions.


def test_every_intent_has_examples_and_all_examples_belong_to_an_intent() -> None:
    assert set(examples()) == set(intents()) - SPOKEN_OF_ONLY


def test_every_intent_has_exactly_one_rule() -> None:
    routed = [intent for intent, _action in rules()]
    assert sorted(routed) == sorted({*intents(), *SPOKEN_OF_ONLY})


def test_the_actions_of_the_domain_are_the_classes_and_all_are_routed_to() -> None:
    named = read("domain.yml")["actions"]
    assert sorted(named) == sorted(set(named))
    assert set(named) == set(actions()) == {action for _intent, action in rules()}


def test_every_intent_is_routed_to_an_action_that_handles_it() -> None:
    handled = {name: set(action.intents or ()) for name, action in actions().items()}
    handled["action_unanswered"] = {"out_of_scope", "nlu_fallback", *refusals()}
    routed: dict[str, set[str]] = {}
    for intent, name in rules():
        routed.setdefault(name, set()).add(intent)
    assert routed == handled


def test_every_topic_is_an_intent_with_one_handler_and_every_handler_has_a_topic() -> None:
    answered = [topic for handler in HANDLER_OF_ACTION.values() for topic in handler.topics]
    assert sorted(answered) == sorted(set(topics())) == sorted(topics()) == sorted(HANDLERS)
    assert set(topics()) <= set(intents())


def test_every_kind_of_small_talk_has_something_to_say() -> None:
    said = {name for name in action_messages() if name.startswith("smalltalk.")}
    assert said == {f"smalltalk.{intent}" for intent in (*SMALL_TALK, "deny")}


def test_the_domain_says_nothing_itself() -> None:
    assert read("domain.yml")["responses"] == {}


# Refusals.


def test_every_refusal_is_an_intent_with_a_text_and_near_topics_that_exist() -> None:
    assert set(refusals()) <= set(intents()) & set(examples())
    assert {intent for intent, action in rules() if action == "action_unanswered"} == {
        "out_of_scope",
        "nlu_fallback",
        *refusals(),
    }
    for intent, refusal in refusals().items():
        assert refusal.says.endswith("."), intent
        assert 2 <= len(set(refusal.near)) == len(refusal.near) <= 3, intent
        assert set(refusal.near) <= set(topics()) - {"requirement_check"}, intent


def test_no_two_refusals_say_the_same_and_each_fills_in_the_occupation_only() -> None:
    texts = [refusal.says for refusal in refusals().values()]
    assert len(texts) == len(set(texts))
    fields = {
        field for text in texts for _literal, field, _spec, _conversion in string.Formatter().parse(text)
    }
    assert fields <= {"occupations", None}


# Training phrases.


@pytest.mark.parametrize("intent", sorted(examples()))
def test_an_intent_has_neither_too_few_nor_too_many_examples(intent: str) -> None:
    assert FEWEST_EXAMPLES <= len(examples()[intent]) <= MOST_EXAMPLES


def test_no_example_stands_twice() -> None:
    counted = Counter(normalise(one) for found in examples().values() for one in found)
    assert [one for one, times in counted.items() if times > 1] == []


def test_no_example_is_one_of_the_held_out_questions() -> None:
    held_out = {normalise(one["text"]) for one in read("tests/nlu/utterances.yml")}
    held_out |= {normalise(one["say"]) for one in read("tests/nlu/people_extraction.yml")}
    held_out |= {normalise(turn["say"]) for one in read("tests/nlu/people.yml") for turn in one["turns"]}
    assert sorted(one for found in examples().values() for one in found if normalise(one) in held_out) == []


def test_no_held_out_question_stands_twice_and_each_has_an_intent() -> None:
    told = read("tests/nlu/utterances.yml")
    counted = Counter(normalise(one["text"]) for one in told)
    assert [text for text, times in counted.items() if times > 1] == []
    named = {name for one in told for name in (one["topic"], *one.get("also", []))}
    assert named <= set(intents()) | SPOKEN_OF_ONLY


# Conversation tests.


def test_every_intent_occurs_in_a_conversation_test() -> None:
    files = sorted(CONVERSATIONS.glob("*.yml"))
    if not files:
        pytest.skip("no conversation tests yet")
    steps = [step for file in files for one in read(str(file.relative_to(ROOT))) for step in one["steps"]]
    named = {step[name] for step in steps for name in ("intent", "topic") if name in step}
    assert set(intents()) - named == set()


# Entities.


def test_every_kind_of_entity_is_in_the_domain_and_none_without_use() -> None:
    kinds = set(get_args(EntityKind))
    lexicon = read("bot/nlu/lexicon.yml")
    named = kinds | {"occupation", "place", "year", *CUES} | set(lexicon["unknown"])
    domain = set(read("domain.yml")["entities"])
    assert named <= domain
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot").rglob("*.py"))
    assert [kind for kind in domain - named if f'"{kind}"' not in code] == []


def test_the_kinds_that_conversation_code_names_exist() -> None:
    kinds = {*get_args(EntityKind), "occupation", "place", "year"}
    tables = (topic_slots.GOES_ON_WITH, topic_slots.TOPIC_OF_KIND, topic_slots.SUPPORTED_TOPICS)
    used = {kind for table in tables for kind in table} | {*THINGS, *DECISIVE_FOR_FIGURES, *PLACES}
    used |= {kind for found in topic_slots.DIMENSIONS.values() for kind in found}
    used |= set(topic_slots.GOES_ON_ONLY_WITH)
    used |= {kind for found in topic_slots.HAS_ATTRIBUTES.values() for kind in found}
    used |= {kind for found in statements.Statements.narrowed_by.values() for kind in found}
    used |= {*statements.NARROWING, *topic_slots.SHARE_OF_KIND}
    used |= {kind for handler in HANDLERS.values() for kind in handler.honours}
    assert used - kinds == set()


def test_conversation_code_knows_what_to_do_with_every_kind() -> None:
    kinds = {*get_args(EntityKind)}
    assert kinds - {*topic_slots.GOES_ON_WITH, *topic_slots.TOPIC_OF_KIND, *PLACES, "satisfaction"} == set()
    assert kinds - {*DECISIVE_FOR_FIGURES, "skill", "course"} == set()
    assert set(topic_slots.GOES_ON_WITH) == set(REPLACE_EACH_OTHER)


def test_nlu_and_actions_know_the_same_words_for_somebody() -> None:
    assert phrases("somebody") == read_lexicon().persons


def test_the_topics_that_conversation_code_names_exist() -> None:
    used = {topic for topic, _goes_on in topic_slots.GOES_ON_WITH.values()} | {
        one for _topic, goes_on in topic_slots.GOES_ON_WITH.values() for one in goes_on
    }
    used |= {*topic_slots.TOPIC_OF_KIND.values(), *topic_slots.SHARE_OF_KIND.values()}
    used |= {topic for found in topic_slots.SUPPORTED_TOPICS.values() for topic in found}
    used |= {*topic_slots.DIMENSIONS, *topic_slots.HAS_ATTRIBUTES, *topic_slots.RANKED}
    used |= {*topic_slots.ASKED_NEGATIVELY, topic_slots.TOPIC_OF_OTHER_KINDS}
    used |= {*base.UNTOLD_ASPECTS, *statements.Statements.narrowed_by}
    assert used - set(topics()) == set()


def test_the_intents_that_conversation_code_names_exist() -> None:
    used = topic_slots.TAKEN_FOR_ATTRIBUTE | topic_slots.TAKEN_FOR_VALUE | MOVES | carrying.LEANING
    assert used - set(intents()) == SPOKEN_OF_ONLY


def test_the_thresholds_of_the_fallback_classifier_are_those_of_the_table() -> None:
    (fallback,) = [one for one in read("config.yml")["pipeline"] if one["name"] == "FallbackClassifier"]
    assert fallback["threshold"] == thresholds.UNCLEAR_INTENT
    assert fallback["ambiguity_threshold"] == thresholds.AMBIGUOUS_INTENTS


def test_every_threshold_stands_in_the_table_and_is_used() -> None:
    code = {
        file: file.read_text(encoding="utf-8")
        for folder in ("actions", "bot")
        for file in (ROOT / folder).rglob("*.py")
    }
    names = [name for name in vars(thresholds) if name.isupper()]
    used = {
        name
        for name in names
        if any(name in text for file, text in code.items() if file.name != "thresholds.py")
    }
    assert not set(names) - used
    elsewhere = [
        file.name
        for file, text in code.items()
        if file.parent.name in ("actions", "questions", "topics", "nlu")
        and file.name != "thresholds.py"
        and re.search(r"(similarity|confidence|certainty)\w* *(<|>)=? *0?\.\d", text)
    ]
    assert elsewhere == []


def test_the_layout_names_only_topics_and_kinds_that_exist() -> None:
    kinds = {(one["topic"], one.get("kind")) for one in content("statements")}
    named = [(topic, kind) for topic, parts in layout().items() for part in parts for kind in part["kinds"]]
    assert [one for one in named if one not in kinds] == []
    assert len(named) == len(set(named))
    assert {name for parts in layout().values() for part in parts for name in part} <= {
        "kinds",
        "title",
        "explain",
        "follows",
        "alone",
    }


def test_requirements_are_ordered_and_hints_name_what_exists() -> None:
    assert get_args(Requirement) == things.REQUIREMENTS
    lexicon = read("bot/nlu/lexicon.yml")
    aspects = set(lexicon["aspects"])
    assert set(topic_slots.ATTRIBUTE_OF_ASPECT) <= aspects
    assert set(statements.KIND_OF_HINT) <= aspects | set(lexicon["skill_kinds"])
    assert set(Outlook.measures_of_hint) <= aspects
    measures = {one["key"] for one in content("measures")}
    assert {key for found in Outlook.measures_of_hint.values() for key in found} <= measures
    kinds = {one.get("kind") for one in content("statements")}
    assert {kind for found in statements.KIND_OF_HINT.values() for kind in found} <= kinds


# Phrases: every one is used, and every one that is used exists.

# What an f-string may end with, by its constant prefix; each list is what the code can fill in.
SINGULAR = ("hours", "years")
PERCENTILES = {"p10", "p25", "p50", "p75", "p90"}
SEARCHED = set(get_args(Measure))
FURTHER_RATINGS = {"knowledge", "ability", "activity", "context"}
OF_PERSON = {
    *("occupation", "former", "years", "education", "field", "place", "skills", "technologies"),
    *("licences", "likes", "towards", "interests", "pay", "wants", "refuses", "any_school", "most_school"),
    *("avoids", "declined", "growth", "studying"),
}
SUFFIXES: dict[str, set[str]] = {
    "about_you.": OF_PERSON,
    "change.school.": {"is_enough", "is_level", "is_less"},
    "change.takes.": {"school", "school_own"},
    "plan.": {"school_above", "school_above_all"},
    "plan.training.": {"3", "4", "5"},
    "data.titles.": {"called", "lead"},
    "counts.": {"yes", "grouped", "pay_only", "growth_only"},
    "data.reason.": {"told", "against", "yes", "yes_against", "more", "fewer"},
    "data.reason.none_": {"why", "ai", "automation"},
    "data.judged.living.": {"more", "less", "near"},
    "data.education.apprenticeship.": {"yes", "no"},
    "data.judged.": {"yes", "no", "more", "less", "near"},
    "data.judged.place_": set(get_args(Counted)),
    "about_other.": OF_PERSON,
    "about_you.note.": set(read("actions/about_you/notes.yml")),
    "field_of_work.": set(avoided_fields()),
    "fit.interest.": set(INTERESTS),
    "fit.of_list.experience.": set(map(str, range(len(preparation.EXPERIENCE)))),
    "fit.of_list.training.": set(map(str, range(len(preparation.TRAINING)))),
    "choice.takes.": {f"{one}{of}" for one in ("enough", "more") for of in ("", "_than_own")},
    "choice.lead.": {*CRITERIA} - {"near"},
    "choice.single.": {"well", "partly", "little"},
    "choice.also.": {"pay", "growth"},
    "choice.step.": {"close", "apart", "far"},
    "situation.wish_of_body.": set(read("actions/about_you/conditions.yml")["parts"]),
    "situation.": {name for name, one in read("actions/advice/situations.yml").items() if one.get("says")},
    "of_all_occupations.": {"greet", "bot_identity", CAPABILITIES},
    "wish.": {*WISHES, *ONLY_REFUSED},
    "gap.": {"times", "times_yes", "times_no"},
    "data.": {"annual", "hourly"},
    "data.areas.": {"state", "metro"},
    "data.choose.": {"again", "ask", "many", "near", "told"},
    "data.column.": {
        "experience",
        "training",
        "added",
        "self_employed",
        "occupation",
        "industry",
        "employment",
        "median",
        "growth",
        "openings",
        "education",
        "place",
        "lowest",
        "highest",
    },
    "data.education.": {"enter", "enter_none"},
    "data.education.level.": set(map(str, range(len(EDUCATION)))),
    "data.education.experience.": set(map(str, range(len(preparation.EXPERIENCE)))),
    "data.education.training.": set(map(str, range(len(preparation.TRAINING)))),
    "data.education.most_": {"education", "experience"},
    "data.education.zones.": {"1", "2", "3", "4", "5"},
    "data.employment.": {"yes", "no"},
    "data.filter.": {
        "people_above",
        "people_below",
        "openings_above",
        "openings_below",
        *("pay_above", "pay_below", "growth_above", "growth_below"),
        *("technology", "in_demand", "much_skill", "little_skill"),
        *("high_school", "no_degree", "no_doctorate", "degree", "grows"),
    },
    "data.interests.": set(INTERESTS),
    "data.outlook.": {
        *("grows", "shrinks", "grows_within", "shrinks_within", "stays"),
        *("about", "faster", "slower", "against"),
    },
    "data.pay.": {
        *("median", "mean", "mean_pay", "lowest_tenth", "highest_tenth", "lower_quarter", "upper_quarter"),
    },
    "data.pay.by_": {"month", "week"},
    "data.pay.gap.": {"more", "less", "more_by_hours", "less_by_hours"},
    "data.pay.range_": {"annual", "hourly"},
    "data.pay.above.": PERCENTILES,
    "data.pay.no_": {"bonus", "tips", "benefits"},
    "data.pay.point.": PERCENTILES,
    "data.pay.chart_": {"annual", "hourly"},
    "data.published.lead.": FURTHER_RATINGS,
    "data.published.chart.": FURTHER_RATINGS,
    "data.comparison.": {"most", "more", "fastest", "faster", "same_education", "same_education_of_both"},
    "data.beside.": {*("same", "whole", "at_level", "average", "average_by"), *beside_asked.FIGURES},
    "data.beside.title.": set(beside_articles.LISTS),
    "data.beside.what.": set(beside_articles.LISTS),
    "facts.": {"yes", "no"},
    "sources.": {*get_args(Operation), "cites", "cites_none", "title", "title_supplied"} - {"disagreement"},
    "sources.point.": {one["key"].removeprefix("disagreement.") for one in content("disagreements")},
    "data.comparison.way.": {"education", "experience", "training"},
    "data.comparison.way.no_": {"experience", "training"},
    "period.": {"year", "year_of_articles", "no"},
    "data.search.": {f"{end}_{measure}" for end in ("highest", "lowest") for measure in SEARCHED},
    "data.search.measure.": SEARCHED,
    "data.skills.": {"important", "minor"},
    "data.technologies.": {"in_demand", "hot", "used"},
    "fit.known.": {
        *("occupation", "former", "field", "education", "skills", "technologies", "interests", "place"),
        *("likes", "towards", "declined", "avoids", "nearest", "studying"),
    },
    "fit.reason.": set(get_args(ReasonKind)),
    "fit.short.": set(get_args(ReasonKind)),
    "fit.wanted.": {*WISHES, "pay", "least_growth"},
    "fit.refused.": {*WISHES, *ONLY_REFUSED},
    "change.experience.": {"met", "some", "short", "apart"},
    "fit.holds.": {
        *("grow", "shrink", "pay_above", "pay_below", "more_than_own", "less_than_own"),
        *("more_than_all", "less_than_all"),
        *("degree", "no_degree", "bachelor", "no_bachelor", "no_experience", "no_more_school"),
    },
    "fit.of_list.": {"none", "all", "some", "no_record", "no_cost"},
    "fit.ordered.": {name for _cue, name, *_rest in ORDERS},
    "fit.lowest.": {name for _cue, name, _measure, least, _told in ORDERS if not least},
    "unit.": {"billion", *get_args(PlainUnit), *(f"{unit}_singular" for unit in SINGULAR)},
    "lead.": {"algorithms", "certifications", "misconceptions", "programming_languages", "tools"},
    "bound.": set(get_args(get_args(Figure.__fields__["bound"].outer_type_)[0]))
    or {"about", "at_least", "at_most"},
    "figure.": {one["key"] for one in content("measures")},
    "category.": {one["category"] for one in content("entities") if one.get("category")},
    "capabilities.": {one["group"] for one in content("topics")},
    "requirement.": set(get_args(Requirement)),
    "untold.": set(read("bot/nlu/lexicon.yml")["untold"])
    | {aspect for found in base.UNTOLD_ASPECTS.values() for aspect in found}
    | {"difficulty"},
    "shortfall.": {"reason", "figure", "comparison", "name"},
    "smalltalk.": {CAPABILITIES, *(intent for intent, action in rules() if action == "action_small_talk")},
    "skills.": {"hard", "soft"},
    "skills.no_": {"hard", "soft"},
    "unanswered.": {"out_of_scope", "unclear", "wordless"},
    "certification.": set(ATTRIBUTES),
    "certification.attribute.": {*ATTRIBUTES, "difficulty"},
    "certification.in_sentence.": {*ATTRIBUTES, "free"},
    "table.": {
        *("measure", "period", "value", "note", "language", "demand", "named_by", "certification"),
        *ATTRIBUTES,
        *("title", "publisher", "date", "cites", "address", "file", "place"),
    },
    "clarify.": {
        "more",
        "pick",
        "what_about",
        "why",
        "source_of",
        "affirm",
        "go_back",
        "pick_range",
        "choice_range",
        "whose",
        "which_ones",
        "which_two",
        "own",
        "difference",
    },
    "data.several_places.": {"more", "most", "alone"},
    "data.several_places.part.": {"p50", "mean", "p10", "p25", "p75", "p90"},
    "members.": {
        *("most", "least", "most_needed", "least_needed"),
        *("equal", "shared", "none_shared", "some", "all", "none"),
    },
    "members.pair.": {"equal", "shared", "none_shared", "all", "none"},
    "members.none_needed.": {"education", "experience", "training"},
    "members.measure.": {
        *("pay", "hourly", "lowest_tenth", "highest_tenth", "lower_quarter", "upper_quarter", "mean_pay"),
        *("growth", "openings", "added", "employment", "self_employed", "education", "experience"),
        *("training", "skill", "skills", "technology", "technologies", "industry", "industries", "duties"),
        *("where_paid", "where_most"),
    },
    "members.holds.": {
        *("grow", "shrink", "pay_above", "pay_below", "growth_above", "growth_below"),
        *("people_above", "people_below", "openings_above", "openings_below"),
        *("more_than_one", "less_than_one", "degree", "no_degree", "at_least", "at_most"),
        *("experience", "no_experience", "training", "no_training"),
        *("skill_held", "technology_held", "industry_held"),
    },
    "amount.": {"more", "less", "above", "below", "less_than_overall", "more_than_overall"},
    "amount.labelled_": {"at_least", "at_most"},
}
# Looked up with has_message first, so that not every suffix needs a phrase.
OPTIONAL = {"figure.", "category.", "requirement."}
# A name between a prefix and an ending: f"unit.{name}_singular".
ENDINGS = {
    "data.pay._area": {"data.pay.highest_area", "data.pay.lowest_area"},
    "unit._singular": {f"unit.{unit}_singular" for unit in SINGULAR},
}


@cache
def trees(folder: str) -> list[ast.Module]:
    return [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / folder).rglob("*.py")]


def names_in(folder: str, flat: dict[str, str]) -> tuple[set[str], set[str]]:
    """Return the names of phrases that stand in code as literals, and the prefixes of f-strings for one."""
    tops = {name.partition(".")[0] for name in flat}
    literals: set[str] = set()
    prefixes: set[str] = set()
    for tree in trees(folder):
        inside = set[int]()
        for node in ast.walk(tree):
            if not isinstance(node, ast.JoinedStr):
                continue
            inside |= {id(part) for part in node.values}
            start, *rest = [str(one.value) if isinstance(one, ast.Constant) else "" for one in node.values]
            if re.fullmatch(r"[a-z_]+(\.[a-z_]*)+", start) and start.partition(".")[0] in tops:
                prefixes.add(start + "".join(rest))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                literals.add(node.value)
    return literals, prefixes


def called_with(folder: str) -> set[str]:
    """Return the names that message() is called with as a literal."""
    found = set()
    for tree in trees(folder):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message":
                found |= {
                    str(one.value)
                    for argument in node.args[:1]
                    for one in ast.walk(argument)
                    if isinstance(one, ast.Constant)
                    and isinstance(one.value, str)
                    and "." in one.value[:-1]
                    and not one.value.endswith((".", "_"))
                }
    return found


def test_every_phrase_of_the_advisor_is_used() -> None:
    flat = action_messages()
    literals, prefixes = names_in("actions", flat)
    used = {name for name in flat if name in literals}
    for prefix in prefixes:
        used |= ENDINGS.get(prefix, set())
        used |= {f"{prefix}{suffix}" for suffix in SUFFIXES.get(prefix, set())}
    assert sorted(set(flat) - used) == []


def test_every_phrase_that_the_advisor_uses_exists() -> None:
    flat = action_messages()
    _literals, prefixes = names_in("actions", flat)
    assert sorted(called_with("actions") - set(flat)) == []
    assert prefixes <= {*SUFFIXES, *ENDINGS}, "say in SUFFIXES what the f-string can end with"
    for prefix in prefixes - OPTIONAL - set(ENDINGS):
        if prefix == "certification.":
            continue  # provider and level are written as they are
        assert (
            sorted(f"{prefix}{suffix}" for suffix in SUFFIXES[prefix] if f"{prefix}{suffix}" not in flat)
            == []
        )


def test_every_attribute_of_a_certification_can_be_written() -> None:
    flat = action_messages()
    assert {
        "certification.courses",
        "certification.weeks",
        "certification.price",
        "certification.free",
    } <= set(flat)


def test_every_phrase_of_the_program_is_used_and_every_one_used_exists() -> None:
    flat = PHRASES.texts
    code = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("bot", "scripts")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in (".py", ".sh")
    )
    unused = [name for name in flat if not re.search(rf"""["']{name}["']""", code)]
    built = {match[1] for match in re.finditer(r'f"([a-z]+_)\{', code)}
    assert [name for name in unused if not name.startswith(tuple(built) or ("?",))] == []
    called = set(re.findall(r"""\bphrase\(\s*["']([a-z_]+)["']""", code))
    assert called - set(flat) == set()


def test_placeholders_of_phrases_are_filled_by_keyword_in_the_code() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "actions").rglob("*.py"))
    fields = {
        field
        for text in action_messages().values()
        for _literal, field, _spec, _conversion in string.Formatter().parse(text)
        if field
    }
    filled = {name for either in re.findall(r'\b(\w+)=|"(\w+)":', code) for name in either}
    assert sorted(fields - filled) == []


def test_follow_ups_that_may_be_lost_have_a_question_to_ask() -> None:
    code = (ROOT / "actions" / "follow_ups" / "moves.py").read_text(encoding="utf-8")
    asked = set(re.findall(r'lost\(connection, question, "([a-z_]+)"\)', code))
    assert asked
    assert asked <= SUFFIXES["clarify."]
