"""Two ways to tell the same work have one form; verbs have all the forms in which people use them."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from knowledge.work_forms import IRREGULAR_VERBS, Form, object_form, verb_forms, work_form


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("flip burgers", "flip burger"),
        ("flip a burger", "flip burger"),
        ("work the front desk of a hotel", "work front desk hotel"),
        ("teach classes", "teach class"),
        ("wash dishes", "wash dish"),
        ("deliver babies", "deliver baby"),
        ("drive a bus", "drive bus"),
        ("", ""),
    ],
)
def test_articles_and_plurals_do_not_count(said: str, form: str) -> None:
    assert work_form(said) == form


@pytest.mark.parametrize(
    ("verb", "third_person", "participle", "past"),
    [
        ("drive", "drives", "driving", "drove"),
        ("flip", "flips", "flipping", "flipped"),
        ("carry", "carries", "carrying", "carried"),
        ("fix", "fixes", "fixing", "fixed"),
        ("dye", "dyes", "dyeing", "dyed"),
        ("weld", "welds", "welding", "welded"),
        ("free", "frees", "freeing", "freed"),
    ],
)
def test_a_verb_has_its_forms(verb: str, third_person: str, participle: str, past: str) -> None:
    forms = set(verb_forms(verb))
    assert {
        (verb, Form.BASE),
        (third_person, Form.THIRD_PERSON),
        (participle, Form.PARTICIPLE),
        (past, Form.PAST),
    } <= forms


def test_a_dropped_g_is_a_participle() -> None:
    assert ("drivin", Form.PARTICIPLE) in verb_forms("drive")


@pytest.mark.parametrize("word", ["bus", "gas", "glass", "campus", "car"])
def test_a_singular_stays_as_it_is(word: str) -> None:
    assert object_form(word) == word


def test_irregular_verbs_are_sorted_and_in_small_letters() -> None:
    verbs = YAML(typ="safe").load(IRREGULAR_VERBS.read_text(encoding="utf-8"))
    assert list(verbs) == sorted(verbs)
    assert all(form == form.lower() for forms in verbs.values() for form in forms)
