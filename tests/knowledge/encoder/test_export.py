"""The exported network against one written in numpy, and what is refused."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.encoder.model import DIMENSIONS, open_session, run
from knowledge.encoder.weights import EncoderError, encoder_folder

NOT_HERE = "the encoder's libraries are not part of this environment"
np = pytest.importorskip("numpy", reason=NOT_HERE)
onnx = pytest.importorskip("onnx", reason=NOT_HERE)
pytest.importorskip("onnxruntime", reason=NOT_HERE)
export = pytest.importorskip("knowledge.encoder.export", reason=NOT_HERE)
int8 = pytest.importorskip("knowledge.encoder.int8", reason=NOT_HERE)

WORDS = 60
INNER = 4 * DIMENSIONS
TEXTS = [[1, 2, 3], [7], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 11, 12], list(range(WORDS)), [5] * 128]


def random_weights(words: int = WORDS) -> dict[str, Any]:
    """Weights with the names and shapes of BERT's, and random values."""
    random = np.random.default_rng(5)

    def values(*shape: int, scale: float = 0.05) -> Any:
        return (scale * random.standard_normal(shape)).astype(np.float32)

    def dense(name: str, inputs: int, outputs: int) -> Iterator[tuple[str, Any]]:
        yield f"{name}.weight", values(outputs, inputs)
        yield f"{name}.bias", values(outputs)

    def norm(name: str) -> Iterator[tuple[str, Any]]:
        yield f"{name}.weight", 1 + values(DIMENSIONS, scale=0.1)
        yield f"{name}.bias", values(DIMENSIONS)

    weights = {
        "embeddings.word_embeddings.weight": values(words, DIMENSIONS),
        "embeddings.position_embeddings.weight": values(512, DIMENSIONS),
        "embeddings.token_type_embeddings.weight": values(2, DIMENSIONS),
    }
    weights.update(norm("embeddings.LayerNorm"))
    for number in range(export.LAYERS):
        layer = f"encoder.layer.{number}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            weights.update(dense(f"{layer}.attention.{part}", DIMENSIONS, DIMENSIONS))
        weights.update(norm(f"{layer}.attention.output.LayerNorm"))
        weights.update(dense(f"{layer}.intermediate.dense", DIMENSIONS, INNER))
        weights.update(dense(f"{layer}.output.dense", INNER, DIMENSIONS))
        weights.update(norm(f"{layer}.output.LayerNorm"))
    return weights


def forward(weights: dict[str, Any], tokens: list[int]) -> Any:
    """BERT with mean pooling for one text, from its description."""
    erf = np.vectorize(math.erf)

    def dense(x: Any, name: str) -> Any:
        return x @ weights[f"{name}.weight"].T.astype(float) + weights[f"{name}.bias"]

    def norm(x: Any, name: str) -> Any:
        centred = x - x.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    x = weights["embeddings.word_embeddings.weight"][tokens].astype(float)
    x = x + weights["embeddings.position_embeddings.weight"][: len(tokens)]
    x = norm(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    size = DIMENSIONS // export.HEADS
    for number in range(export.LAYERS):
        layer = f"encoder.layer.{number}"
        query, key, value = (dense(x, f"{layer}.attention.self.{part}") for part in ("query", "key", "value"))
        heads = []
        for start in range(0, DIMENSIONS, size):
            part = slice(start, start + size)
            shares = np.exp(query[:, part] @ key[:, part].T / math.sqrt(size))
            heads.append(shares / shares.sum(axis=-1, keepdims=True) @ value[:, part])
        attended = dense(np.concatenate(heads, axis=1), f"{layer}.attention.output.dense")
        x = norm(x + attended, f"{layer}.attention.output.LayerNorm")
        inner = dense(x, f"{layer}.intermediate.dense")
        inner = inner * (1 + erf(inner / math.sqrt(2))) / 2
        x = norm(x + dense(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    mean = x.mean(axis=0)
    return mean / np.linalg.norm(mean)


@pytest.fixture(scope="module")
def weights() -> dict[str, Any]:
    return random_weights()


@pytest.fixture(scope="module")
def expected(weights: dict[str, Any]) -> Any:
    return np.vstack([forward(weights, tokens) for tokens in TEXTS])


def vectors(session: Any) -> Any:
    return np.vstack([run(session, [text]) for text in TEXTS])


def saved(model: Any, folder: Path) -> Path:
    onnx.save(model, folder / "model.onnx")
    return folder / "model.onnx"


def test_the_network_computes_what_its_description_says(
    weights: dict[str, Any], expected: Any, tmp_path: Path
) -> None:
    session = open_session(saved(export.Network(weights).model(), tmp_path))
    np.testing.assert_allclose(vectors(session), expected, atol=1e-5)
    np.testing.assert_allclose(run(session, TEXTS), expected, atol=1e-5)  # all of them end to end


def test_the_ranges_of_inputs_are_those_of_all_texts_together(weights: dict[str, Any]) -> None:
    ranges = int8.measured_ranges(weights, TEXTS)
    alone = [int8.measured_ranges(weights, [text]) for text in TEXTS]
    assert len(ranges) == 4 * export.LAYERS  # query, key and value are one product
    for layer, (low, high) in ranges.items():
        assert low.shape == high.shape and low.shape in {(DIMENSIONS,), (INNER,)}
        np.testing.assert_allclose(low, np.min([one[layer][0] for one in alone], axis=0))
        np.testing.assert_allclose(high, np.max([one[layer][1] for one in alone], axis=0))


def test_the_int8_network_is_near_the_full_one_and_a_quarter_of_its_size(
    weights: dict[str, Any], expected: Any, tmp_path: Path
) -> None:
    full = saved(export.Network(weights).model(), tmp_path).stat().st_size
    ranges = int8.measured_ranges(weights, TEXTS)
    small = saved(int8.Int8Network(weights, ranges).model(), tmp_path)
    assert (vectors(open_session(small)) * expected).sum(axis=1).min() > 0.99
    assert small.stat().st_size < 0.3 * full


def test_dimensions_that_grow_large_are_multiplied_apart(tmp_path: Path) -> None:
    weights, large = random_weights(), 7
    for number in range(export.LAYERS):
        norm = f"encoder.layer.{number}.attention.output.LayerNorm"
        weights[f"{norm}.weight"][large] *= 300
    expected = np.vstack([forward(weights, tokens) for tokens in TEXTS])
    ranges = int8.measured_ranges(weights, TEXTS)
    small = saved(int8.Int8Network(weights, ranges).model(), tmp_path)
    assert (vectors(open_session(small)) * expected).sum(axis=1).min() > 0.99


def test_weights_that_are_not_those_of_the_reference_are_refused(tmp_path: Path) -> None:
    tokenizer = encoder_folder() / "tokenizer.json"
    model = saved(export.Network(random_weights(words=30522)).model(), tmp_path)
    with pytest.raises(EncoderError, match="The network differs from the reference by"):
        export.check_fp32(model, tokenizer)
    with pytest.raises(
        EncoderError, match="The int8 model is too far from the reference: its smallest cosine is"
    ):
        export.check_int8(model, tokenizer)


def test_the_made_model_is_near_the_reference() -> None:
    folder = encoder_folder()
    compared = export.check_int8(folder / "model.onnx", folder / "tokenizer.json")
    assert export.MIN_COSINE_INT8 <= compared.min_cosine < 1
    assert 0 < compared.max_difference < 0.03
