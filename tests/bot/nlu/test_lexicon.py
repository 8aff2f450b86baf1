"""Words of the language that NLU knows beside the knowledge base's terms."""

from __future__ import annotations

from ruamel.yaml import YAML

from bot.nlu.lexicon import FILE, read_lexicon
from knowledge.records import Term
from knowledge.terms import normalise
from tests.bot.nlu.conftest import ROOT

DOMAIN = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))


def test_every_kind_is_an_entity_of_the_domain() -> None:
    lexicon = read_lexicon()
    kinds = {kind for kind, _ in lexicon.phrases.values()} | set(lexicon.unknown.values())
    assert kinds | {"occupation", "place", "year", "number", "company"} <= set(DOMAIN["entities"])


def test_every_section_of_the_file_is_read() -> None:
    sections = set(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")))
    phrases = {"aspects", "untold", "skill_kinds", "ordinals"}
    in_countries = {"continents"}
    assert sections - phrases - in_countries == set(read_lexicon().__dataclass_fields__) - {
        "phrases",
        "countries",
    }


def test_everything_is_in_normal_form() -> None:
    lexicon = read_lexicon()
    sets = (
        lexicon.places,
        lexicon.countries,
        lexicon.demonyms,
        lexicon.occupations,
        lexicon.title_heads,
        lexicon.everyday_words,
        lexicon.words_before_jobs,
        lexicon.words_after_jobs,
        lexicon.articles,
    )
    names = {
        *lexicon.names(),
        *lexicon.reporting_verbs,
        *lexicon.not_in_titles,
    }.union(*sets)
    assert {name for name in names if not name or normalise(name) != name} == set()


def test_ordinals_are_whole_numbers() -> None:
    ordinals = {int(value) for kind, value in read_lexicon().phrases.values() if kind == "ordinal"}
    assert ordinals == {-1, *range(1, 14)}


def test_the_gazetteer_knows_countries_states_and_large_cities() -> None:
    lexicon = read_lexicon()
    assert {"france", "costa rica"} <= lexicon.countries <= lexicon.places
    assert {"texas", "paris", "london", "tokyo"} <= lexicon.places - lexicon.countries


def test_no_unknown_name_is_one_that_the_knowledge_base_holds(terms: list[Term]) -> None:
    """Such a name would be dead, as the knowledge base goes first; people call a certificate "IBM", too."""
    held = {normalise(term.alias) for term in terms}
    assert set(read_lexicon().unknown) & held == {"ibm"}
