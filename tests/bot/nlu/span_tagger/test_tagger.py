"""What a message tells of work and of the one who writes is found."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from bot.nlu.span_tagger.__main__ import UNSEEN, counted
from bot.nlu.span_tagger.marked import read_marked
from bot.nlu.span_tagger.network import TaggerNetwork
from bot.nlu.span_tagger.tagger import MOST_CHUNKS, MOST_WORDS, SpanTagger, found_in
from knowledge.encoder import load_encoder


@pytest.fixture(scope="module")
def tagger() -> SpanTagger:
    return SpanTagger(load_encoder(), TaggerNetwork.load())


def tagged(tagger: SpanTagger, text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.tag) for one in tagger.spans(text)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("I tow cars in Ohio", [("tow cars", "now"), ("Ohio", "place")]),
        (
            "was a welder for years, now I drive a school bus",
            [("welder", "before"), ("drive a school bus", "now")],
        ),
        ("What does a roofer earn in Ohio?", [("roofer", "asked"), ("Ohio", "place")]),
        ("thank you so much", []),
        ("", []),
        ("🙂", []),
    ],
)
def test_work_and_places_are_found(tagger: SpanTagger, text: str, spans: list[tuple[str, str]]) -> None:
    assert tagged(tagger, text) == spans


def test_the_roles_of_unseen_messages_are_mostly_right(tagger: SpanTagger) -> None:
    counts = counted(tagger, read_marked(UNSEEN))
    assert counts["found"] >= 0.93 * counts["marked"]
    assert counts["with its role"] >= 0.77 * counts["marked"]
    assert counts["not marked"] <= 0.13 * counts["marked"]


def test_a_long_message_is_read_in_parts_and_no_further_than_some(tagger: SpanTagger) -> None:
    text = "I work as a nurse in Texas. " * 200
    spans = tagger.spans(text)
    assert {text[one.start : one.end] for one in spans} == {"nurse", "Texas"}
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert len(spans) <= MOST_CHUNKS * MOST_WORDS


def test_a_span_goes_on_with_its_own_label_only() -> None:
    assert found_in(["B-now", "I-now", "O", "B-goal", "B-goal"]) == [
        (0, 1, "now"),
        (3, 3, "goal"),
        (4, 4, "goal"),
    ]


def test_the_labels_of_a_word_have_probabilities_that_sum_to_one(tagger: SpanTagger) -> None:
    vectors = np.random.default_rng(0).normal(size=(7, 1152)).astype(np.float32)
    rows = np.exp(tagger.network.log_probabilities(vectors)).sum(axis=1)
    assert rows == pytest.approx(np.ones(7), abs=1e-4)
