"""Builds the ONNX model of the encoder from its weights, and holds models to reference vectors.

The network is BERT (Devlin et al. 2018) with 6 layers, 12 heads and 384 dimensions; a text's vector is the
mean of its tokens' vectors, scaled to length one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
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
EPSILON = 1e-12
OPSET = 21
IR_VERSION = 10
DENSE = ".weight"  # end of the names of the weights of products

REFERENCE = Path(__file__).with_name("reference.json")
MAX_DIFFERENCE_FP32 = 1e-4
MIN_COSINE_INT8 = 0.99

Weights = Mapping[str, NDArray[np.float32]]
Scales = Mapping[str, NDArray[np.float32]]  # by :func:`input_of`


def input_of(layer: str) -> str:
    """Name the input of a product: query, key and value share theirs."""
    return layer.rpartition(".")[0]


class _Graph:
    """An ONNX graph in the making; each operation returns the name of its result."""

    def __init__(self, weights: Weights, scales: Scales) -> None:
        self.weights = weights
        self.scales = scales
        self.divided: dict[
            str, str
        ] = {}  # inputs of products, by name, once they are divided by their scales
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def apply(self, operation: str, *inputs: str, **attributes: Any) -> str:
        name = f"{operation}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, name: str, value: Any) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def numbers(self, *values: int) -> str:
        return self.constant("numbers_" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def dense(self, x: str, layer: str) -> str:
        name, weights = input_of(layer), self.weights[f"{layer}.weight"]
        if name in self.scales:
            if name not in self.divided:
                self.divided[name] = self.apply(
                    "Mul", x, self.constant(f"{name}.scale", 1 / self.scales[name])
                )
            x, weights = self.divided[name], weights * self.scales[name]
        weight = self.constant(f"{layer}{DENSE}", weights.T)
        bias = self.constant(f"{layer}.bias", self.weights[f"{layer}.bias"])
        return self.apply("Add", self.apply("MatMul", x, weight), bias)

    def norm(self, x: str, layer: str) -> str:
        scale = self.constant(f"{layer}.weight", self.weights[f"{layer}.weight"])
        bias = self.constant(f"{layer}.bias", self.weights[f"{layer}.bias"])
        return self.apply("LayerNormalization", x, scale, bias, epsilon=EPSILON)

    def words(self, *, int8: bool) -> str:
        table = self.weights["embeddings.word_embeddings.weight"]
        if not int8:
            return self.apply("Gather", self.constant("words", table), "input_ids")
        scale = np.abs(table).max(axis=1, keepdims=True) / 127
        rows = self.constant("words", np.rint(table / np.where(scale == 0, 1, scale)).astype(np.int8))
        looked_up = self.apply("Cast", self.apply("Gather", rows, "input_ids"), to=TensorProto.FLOAT)
        return self.apply("Mul", looked_up, self.apply("Gather", self.constant("scales", scale), "input_ids"))

    def positions(self) -> str:
        # There is only one text a row, so the vector of the token's type is the same everywhere.
        types = self.weights["embeddings.token_type_embeddings.weight"]
        table = self.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS] + types[0]
        length = self.apply("Shape", "input_ids", start=1, end=2)
        zero = self.numbers(0)
        return self.apply("Slice", self.constant("positions", table), zero, length, zero)

    def heads(self, x: str, layer: str, order: list[int]) -> str:
        split = self.apply("Reshape", self.dense(x, layer), self.numbers(0, 0, HEADS, DIMENSIONS // HEADS))
        return self.apply("Transpose", split, perm=order)

    def attention(self, x: str, layer: str) -> str:
        query, key, value = (
            self.heads(x, f"{layer}.self.{part}", order)
            for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
        )
        scale = self.constant("attention.scale", np.float32((DIMENSIONS // HEADS) ** -0.5))
        scores = self.apply("Mul", self.apply("MatMul", query, key), scale)
        shares = self.apply("Softmax", scores, axis=-1)
        mixed = self.apply("Transpose", self.apply("MatMul", shares, value), perm=[0, 2, 1, 3])
        joined = self.apply("Reshape", mixed, self.numbers(0, 0, DIMENSIONS))
        return self.dense(joined, f"{layer}.output.dense")

    def layer(self, x: str, layer: str) -> str:
        attended = self.apply("Add", x, self.attention(x, f"{layer}.attention"))
        x = self.norm(attended, f"{layer}.attention.output.LayerNorm")
        inner = self.apply("Gelu", self.dense(x, f"{layer}.intermediate.dense"))
        return self.norm(
            self.apply("Add", x, self.dense(inner, f"{layer}.output.dense")), f"{layer}.output.LayerNorm"
        )


def build_graph(
    weights: Weights, *, int8_words: bool = False, scales: Scales | None = None
) -> onnx.ModelProto:
    """Build the network: the token numbers of a text in, its unit vector out.

    It knows no padding, so texts that are given together must be as long as each other.

    Inputs of products are divided by ``scales``, and their weights multiplied.
    """
    graph = _Graph(weights, scales or {})
    x = graph.apply("Add", graph.words(int8=int8_words), graph.positions())
    x = graph.norm(x, "embeddings.LayerNorm")
    for number in range(LAYERS):
        x = graph.layer(x, f"encoder.layer.{number}")

    # Scaling to length one makes the sum of the tokens' vectors as good as their mean.
    total = graph.apply("ReduceSum", x, graph.numbers(1), keepdims=0)
    output = graph.apply("LpNormalization", total, axis=1, p=2)

    made = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["texts", DIMENSIONS])],
        list(graph.constants.values()),
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(model, full_check=True)
    return model


@dataclass(frozen=True)
class Comparison:
    """How far a model's vectors are from the reference vectors."""

    max_difference: float
    min_cosine: float


def compare_with_reference(model: Path, tokenizer: Path) -> Comparison:
    """Encode the reference texts with a model."""
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))["vectors"]
    split = Tokenizer.from_file(str(tokenizer))
    split.enable_truncation(MAX_TOKENS)
    split.no_padding()
    session = open_session(model)
    found = np.vstack([run(session, split.encode(entry["text"]).ids) for entry in reference])
    expected = np.array([entry["vector"] for entry in reference])
    return Comparison(
        float(np.abs(found - expected).max()),
        float((found * expected).sum(axis=1).min()),
    )


def check_fp32(model: Path, tokenizer: Path) -> None:
    """Hold the full model to the reference vectors.

    Raises:
        EncoderError: it is too far from them.
    """
    difference = compare_with_reference(model, tokenizer).max_difference
    if not difference <= MAX_DIFFERENCE_FP32:
        raise EncoderError(
            f"The network differs from the reference by {difference:.2g} (at most {MAX_DIFFERENCE_FP32:g}): "
            "knowledge/encoder/export.py does not build what the weights were trained for."
        )


def check_int8(model: Path, tokenizer: Path) -> Comparison:
    """Hold the int8 model to the reference vectors.

    Raises:
        EncoderError: it is too far from them.
    """
    compared = compare_with_reference(model, tokenizer)
    if not compared.min_cosine >= MIN_COSINE_INT8:
        raise EncoderError(
            f"The int8 model is too far from the reference: its least cosine is {compared.min_cosine:.4f} "
            f"(at least {MIN_COSINE_INT8:g}). This processor and this onnxruntime may not go together."
        )
    return compared
