"""Builds the ONNX model of the encoder from its weights, and compares models with reference vectors.

The network is BERT (Devlin et al. 2018) with 6 layers, 12 heads and 384 dimensions; a text's vector is the
mean of its tokens' vectors, scaled to length one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from knowledge.encoder.model import DIMENSIONS, MAX_TOKENS, open_session, run
from knowledge.encoder.weights import EncoderError

LAYERS = 6
HEADS = 12
HEAD = DIMENSIONS // HEADS
PARTS = ("query", "key", "value")
# Whose vectors of tokens are an output: the first, middle and last layer together say most of a word's part
# in its sentence (held-out messages, bot/nlu/span_tagger).
OUTPUT_LAYERS = (0, 2, 5)
EPSILON = 1e-12
MASKED_LOGIT = -1e4  # added to attention logits between texts, so that the softmax makes them zero
OPSET = 21
IR_VERSION = 10

REFERENCE = Path(__file__).with_name("reference.json")
MAX_DIFFERENCE_FP32 = 1e-4
MIN_COSINE_INT8 = 0.99

Array = NDArray[np.float32]
Weights = Mapping[str, Array]


class Network:
    """An ONNX graph under construction; each operation returns the name of its result.

    Texts are laid end to end, so that a batch has no padding and reads the weights once. Inputs: the tokens'
    numbers, their positions in their texts, and for each text and each token whether it belongs to the text.
    """

    def __init__(self, weights: Weights) -> None:
        """Take the weights; nothing is built yet."""
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def apply(self, operation: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add an operation with a single result."""
        name = f"{operation}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(operation, list(inputs), [name], name=name, domain=domain, **attributes)
        )
        return name

    def constant(self, name: str, value: Any) -> str:
        """Add a constant, once."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def numbers(self, *values: int) -> str:
        """Add a list of integers."""
        return self.constant("numbers_" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def product(self, x: str, layer: str, weight: Array, bias: Array) -> str:
        """Multiply by a weight (inputs × outputs) and add the bias; ``layer`` names both."""
        multiplied = self.apply("MatMul", x, self.constant(f"{layer}.weight", weight))
        return self.apply("Add", multiplied, self.constant(f"{layer}.bias", bias))

    def words(self) -> str:
        """Look up the embeddings of the tokens."""
        table = self.constant("words", self.weights["embeddings.word_embeddings.weight"])
        return self.apply("Gather", table, "tokens")

    def model(self) -> onnx.ModelProto:
        """Build the network: texts in, their unit vectors and the vectors of their tokens out."""
        same_text = self.apply("MatMul", self.apply("Transpose", "texts", perm=[1, 0]), "texts")
        other_text = self.apply("Sub", self.constant("one", np.float32(1)), same_text)
        mask = self.apply("Mul", other_text, self.constant("masked_logit", np.float32(MASKED_LOGIT)))

        x = self._norm(self.apply("Add", self.words(), self._positions()), "embeddings.LayerNorm")
        of_tokens = []
        for number in range(LAYERS):
            x = self._layer(x, mask, f"encoder.layer.{number}")
            of_tokens.append(x)

        # Normalised, the sum of the tokens' vectors is their mean.
        vectors = self.apply("LpNormalization", self.apply("MatMul", "texts", x), axis=1, p=2)
        return self._finished(
            vectors, self.apply("Concat", *(of_tokens[one] for one in OUTPUT_LAYERS), axis=1)
        )

    def _finished(self, vectors: str, of_tokens: str) -> onnx.ModelProto:
        inputs = (
            ("tokens", TensorProto.INT64, ["tokens"]),
            ("places", TensorProto.INT64, ["tokens"]),
            ("texts", TensorProto.FLOAT, ["texts", "tokens"]),
        )
        graph = helper.make_graph(
            self.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info(*described) for described in inputs],
            [
                helper.make_tensor_value_info(vectors, TensorProto.FLOAT, ["texts", DIMENSIONS]),
                helper.make_tensor_value_info(
                    of_tokens, TensorProto.FLOAT, ["tokens", len(OUTPUT_LAYERS) * DIMENSIONS]
                ),
            ],
            list(self.constants.values()),
        )
        domains = sorted({node.domain for node in self.nodes})
        versions = [helper.make_opsetid(domain, OPSET if not domain else 1) for domain in domains]
        model = helper.make_model(graph, opset_imports=versions, ir_version=IR_VERSION)
        onnx.checker.check_model(model, full_check=True)
        return model

    def _positions(self) -> str:
        # All texts are first sentences, so every token has the same type embedding.
        types = self.weights["embeddings.token_type_embeddings.weight"]
        table = self.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS] + types[0]
        return self.apply("Gather", self.constant("places.table", table), "places")

    def _norm(self, x: str, layer: str) -> str:
        scale = self.constant(f"{layer}.weight", self.weights[f"{layer}.weight"])
        bias = self.constant(f"{layer}.bias", self.weights[f"{layer}.bias"])
        return self.apply("LayerNormalization", x, scale, bias, epsilon=EPSILON)

    def _dense(self, x: str, layer: str) -> str:
        return self.product(x, layer, self.weights[f"{layer}.weight"].T, self.weights[f"{layer}.bias"])

    def _heads(self, x: str, layer: str) -> list[str]:
        """Return query, key and value by heads; the query carries the scale of the dot products."""
        scales = {"query": np.float32(HEAD**-0.5)}
        weight, bias = (
            np.concatenate([self.weights[f"{layer}.{part}.{kind}"] * scales.get(part, 1) for part in PARTS])
            for kind in ("weight", "bias")
        )
        joined = self.product(x, layer, weight.T, bias)
        split = self.apply("Reshape", joined, self.numbers(0, len(PARTS) * HEADS, HEAD))
        by_head = self.apply("Transpose", split, perm=[1, 0, 2])
        bounds = [self.numbers(number * HEADS) for number in range(len(PARTS) + 1)]
        return [self.apply("Slice", by_head, start, end, self.numbers(0)) for start, end in pairwise(bounds)]

    def _attention(self, x: str, mask: str, layer: str) -> str:
        query, key, value = self._heads(x, f"{layer}.self")
        logits = self.apply("MatMul", query, self.apply("Transpose", key, perm=[0, 2, 1]))
        weights = self.apply("Softmax", self.apply("Add", logits, mask), axis=-1)
        mixed = self.apply("Transpose", self.apply("MatMul", weights, value), perm=[1, 0, 2])
        return self._dense(self.apply("Reshape", mixed, self.numbers(0, DIMENSIONS)), f"{layer}.output.dense")

    def _layer(self, x: str, mask: str, layer: str) -> str:
        attended = self.apply("Add", x, self._attention(x, mask, f"{layer}.attention"))
        x = self._norm(attended, f"{layer}.attention.output.LayerNorm")
        inner = self.apply("Gelu", self._dense(x, f"{layer}.intermediate.dense"))
        changed = self.apply("Add", x, self._dense(inner, f"{layer}.output.dense"))
        return self._norm(changed, f"{layer}.output.LayerNorm")


@dataclass(frozen=True)
class Comparison:
    """The distance of a model's vectors from the reference vectors."""

    max_difference: float
    min_cosine: float


def compare_with_reference(model: Path, tokenizer: Path) -> Comparison:
    """Encode the reference texts with a model."""
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))["vectors"]
    split = Tokenizer.from_file(str(tokenizer))
    split.enable_truncation(MAX_TOKENS)
    split.no_padding()
    session = open_session(model)
    found = np.vstack([run(session, [split.encode(entry["text"]).ids]) for entry in reference])
    expected = np.array([entry["vector"] for entry in reference])
    return Comparison(
        float(np.abs(found - expected).max()),
        float((found * expected).sum(axis=1).min()),
    )


def check_fp32(model: Path, tokenizer: Path) -> None:
    """Check the full model against the reference vectors.

    Raises:
        EncoderError: its vectors differ too much.
    """
    difference = compare_with_reference(model, tokenizer).max_difference
    if not difference <= MAX_DIFFERENCE_FP32:
        raise EncoderError(
            f"The network differs from the reference by {difference:.2g} (at most {MAX_DIFFERENCE_FP32:g}): "
            "knowledge/encoder/export.py does not build what the weights were trained for."
        )


def check_int8(model: Path, tokenizer: Path) -> Comparison:
    """Check the int8 model against the reference vectors.

    Raises:
        EncoderError: its vectors differ too much.
    """
    compared = compare_with_reference(model, tokenizer)
    if not compared.min_cosine >= MIN_COSINE_INT8:
        raise EncoderError(
            f"The int8 model is too far from the reference: its smallest cosine is {compared.min_cosine:.4f} "
            f"(at least {MIN_COSINE_INT8:g}). This processor may be incompatible with this onnxruntime."
        )
    return compared
