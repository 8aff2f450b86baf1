"""The occupations nearest to work in everyday words."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.which_occupation.nearest_work import nearest_work, stands_out
from knowledge.queries.nearest_occupations import NearOccupation, nearest_occupations

MORTICIANS, EMBALMERS, VETS = "39-4031.00", "39-4011.00", "29-1131.00"


def test_a_word_that_few_titles_have_counts(datasets: Connection) -> None:
    text = "runs the xray machine at the hospital"
    first = nearest_work(datasets, text=text)[0]
    assert first.code == "29-2034.00"
    plain = {one.code: one.similarity for one in nearest_occupations(datasets, text=text, limit=8)}
    assert first.similarity > plain[first.code]


def test_what_is_related_to_what_was_talked_about_is_likelier_meant(datasets: Connection) -> None:
    text = "makeup on the body"
    assert nearest_work(datasets, text=text)[0].code != EMBALMERS
    assert nearest_work(datasets, text=text, beside=MORTICIANS)[0].code == EMBALMERS


def test_another_one_is_not_the_one_talked_about(datasets: Connection) -> None:
    text = "holds the animals down"
    assert VETS in [one.code for one in nearest_work(datasets, text=text, beside=VETS)]
    assert VETS not in [one.code for one in nearest_work(datasets, text=text, beside=VETS, apart=True)]


def test_the_nearest_stands_out_where_it_is_near_and_clearly_nearer() -> None:
    near, next_to_it, far = NearOccupation("a", 0.8), NearOccupation("b", 0.79), NearOccupation("c", 0.5)
    assert stands_out([near, far], 0.6) and stands_out([near], 0.6)
    assert not stands_out([near, next_to_it], 0.6)
    assert not stands_out([near, far], 0.9) and not stands_out([], 0.6)
