"""What the encoder returns, with the real model."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import knowledge.encoder
from knowledge.encoder.model import (
    DIMENSIONS,
    MANY_BATCHES,
    TOKENS_AT_ONCE,
    SentenceEncoder,
    load_encoder,
)

NOT_HERE = "the encoder's libraries are not part of this environment"
np = pytest.importorskip("numpy", reason=NOT_HERE)
pytest.importorskip("onnxruntime", reason=NOT_HERE)

ROOT = Path(knowledge.encoder.__file__).resolve().parents[2]
REFERENCE = json.loads(Path(knowledge.encoder.__file__).with_name("reference.json").read_text("utf-8"))[
    "vectors"
]
SUBJECTS = "salary skills education certification outlook duties tools companies".split()
TEXTS = [
    f"{start} {subject}{end}"
    for subject in SUBJECTS
    for start in ("what about", "I would like to hear a little more of the", "tell me:")
    for end in ("", "?", " of a machine learning engineer in her third year of work")
]


def test_each_text_has_a_unit_vector(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_has_no_vector(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_the_vectors_are_near_those_of_the_original_model(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode([entry["text"] for entry in REFERENCE])
    cosines = (vectors * np.array([entry["vector"] for entry in REFERENCE])).sum(axis=1)
    assert cosines.min() > 0.99


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    shuffled = random.Random(3).sample(range(len(TEXTS)), len(TEXTS))
    together = encoder.encode([TEXTS[index] for index in shuffled])
    cosines = (together * alone[shuffled]).sum(axis=1)
    assert cosines.min() > 0.999 and np.median(cosines) > 0.99999


def test_different_texts_have_different_vectors(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    similarity = vectors @ vectors.T - 2 * np.eye(len(TEXTS))
    assert similarity.max() < 0.9999


@pytest.mark.parametrize(
    ("text", "paraphrase", "unrelated"),
    [
        (
            "What does a machine learning engineer earn?",
            "how much money do ML engineers make",
            "Do I need a degree in mathematics?",
        ),
        ("Which programming languages are needed?", "should I know Python or Java", "is it stressful"),
        ("Is a degree required?", "can I do this without going to university", "How high is the salary?"),
        ("waht skils do i nede", "What skills do I need?", "where are the offices?"),
        ("Will AI take my job?", "is the profession going to be automated away", "I like chocolate cake"),
    ],
)
def test_a_paraphrase_is_nearer_than_what_is_unrelated(
    encoder: SentenceEncoder, text: str, paraphrase: str, unrelated: str
) -> None:
    asked, near, far = encoder.encode([text, paraphrase, unrelated])
    assert asked @ near > asked @ far + 0.1


def test_case_does_not_count(encoder: SentenceEncoder) -> None:
    upper, lower = encoder.encode(["WHAT IS PYTORCH?", "what is pytorch?"])
    np.testing.assert_allclose(upper, lower, atol=1e-5)


def test_what_comes_after_128_tokens_does_not_count(encoder: SentenceEncoder) -> None:
    long = "salary " * 126
    first, second, shorter = encoder.encode([f"{long} and skills", long, "salary"])
    np.testing.assert_allclose(first, second, atol=1e-5)
    assert np.abs(shorter - second).max() > 1e-3


@pytest.mark.parametrize("text", ["", " \n\t", "\ud800", "\x00", "🤖" * 500, "a" * 50_000, "機械学習"])
def test_any_string_has_a_vector(encoder: SentenceEncoder, text: str) -> None:
    (vector,) = encoder.encode([text])
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_threads_share_an_encoder(encoder: SentenceEncoder) -> None:
    expected = encoder.encode(TEXTS)
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(lambda _: encoder.encode(TEXTS), range(8)):
            np.testing.assert_allclose(found, expected, atol=1e-5)


def test_threads_that_load_at_once_get_one_encoder() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(lambda _: load_encoder(), range(8)))) == 1


def test_more_threads_compute_the_same(encoder: SentenceEncoder) -> None:
    from knowledge.encoder.weights import encoder_folder

    parallel = SentenceEncoder(encoder_folder(), threads=2)
    np.testing.assert_allclose(parallel.encode(TEXTS), encoder.encode(TEXTS), atol=1e-5)


def test_importing_the_encoder_loads_no_library() -> None:
    heavy = {"numpy", "onnx", "onnxruntime", "tokenizers"}
    code = f"import sys, knowledge.encoder; print(*{heavy} & {{*sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert (result.returncode, result.stdout.strip()) == (0, ""), result.stderr


def test_many_texts_have_the_vectors_they_have_alone_in_their_order(
    encoder: SentenceEncoder,
) -> None:
    texts = [f"question {number} about {'work ' * (number % 7)}" for number in range(96)]
    texts.insert(50, "long " * TOKENS_AT_ONCE)
    assert sum(len(text.split()) for text in texts) > MANY_BATCHES * TOKENS_AT_ONCE
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert (encoder.encode(texts) * alone).sum(axis=1).min() > 0.999


def test_what_is_remembered_is_encoded_once_and_forgotten_afterwards(
    encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    encode = encoder._encode
    monkeypatch.setattr(encoder, "_encode", lambda texts: asked.extend(texts) or encode(texts))
    with encoder.with_query_cache():
        first = encoder.encode(["a", "b", "a"])
        second = encoder.encode(["b", "c"])
        assert encoder.encode([]).shape == (0, DIMENSIONS)
    assert asked == ["a", "b", "c"]
    np.testing.assert_array_equal(first[1], second[0])
    encoder.encode(["a"])
    assert asked[-1] == "a" and len(asked) == 4
