"""Makes the products of the encoder int8, so that they are several times quicker and a quarter as large.

An int8 product scales its input as a whole, so a few dimensions that grow large leave the others few steps.
They are multiplied apart, in full precision (LLM.int8(), Dettmers et al. 2022). What the others range over is
measured beforehand, on texts such as users write: no text then has a say in how another one is scaled.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from knowledge.encoder.export import Array, Network, Weights
from knowledge.encoder.model import feed, open_session

CALIBRATION = Path(__file__).with_name("calibration.txt")
APART = 24  # one dimension in so many is multiplied apart; chosen by the cosine to the full network's vectors
STEPS = 255
MIDDLE = 128  # the zero of weights. Unsigned: signed ones overflow on processors without VNNI.

Ranges = Mapping[str, tuple[Array, Array]]  # by layer, the least and the largest value of each dimension


def calibration_texts() -> list[str]:
    """Return texts such as users write, which show how large the dimensions get."""
    return CALIBRATION.read_text(encoding="utf-8").splitlines()


class _ToldNetwork(Network):
    """The full network, which also returns what each product is given."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self.inputs: dict[str, str] = {}  # by layer

    def product(self, x: str, layer: str, weight: Array, bias: Array) -> str:
        self.inputs[layer] = x
        return super().product(x, layer, weight, bias)


def measured_ranges(weights: Weights, tokens: Iterable[Sequence[int]]) -> Ranges:
    """Measure what the inputs of the products range over.

    Args:
        weights: of the full network.
        tokens: texts as token numbers.
    """
    network = _ToldNetwork(weights)
    model = network.model()
    names = list(network.inputs.values())
    told = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names]
    model.graph.output.extend(told)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(model, Path(folder) / "told.onnx")
        session = open_session(Path(folder) / "told.onnx")
    lows: list[list[Array]] = []
    highs: list[list[Array]] = []
    for text in tokens:
        values = session.run(names, feed([text]))
        lows.append([value.min(axis=0) for value in values])
        highs.append([value.max(axis=0) for value in values])
    return {
        layer: (np.min(low, axis=0), np.max(high, axis=0))
        for layer, low, high in zip(
            network.inputs, zip(*lows, strict=True), zip(*highs, strict=True), strict=True
        )
    }


class Int8Network(Network):
    """The network with int8 products and an int8 table of words."""

    def __init__(self, weights: Weights, ranges: Ranges) -> None:
        """Take the weights and what :func:`measured_ranges` found."""
        super().__init__(weights)
        self._ranges = ranges

    def words(self) -> str:
        """Look the vectors up, and their scales."""
        table = self.weights["embeddings.word_embeddings.weight"]
        scale = np.abs(table).max(axis=1, keepdims=True) / 127
        rows = self.constant("words", np.rint(table / np.where(scale == 0, 1, scale)).astype(np.int8))
        looked_up = self.apply("Cast", self.apply("Gather", rows, "tokens"), to=TensorProto.FLOAT)
        return self.apply("Mul", looked_up, self.apply("Gather", self.constant("scales", scale), "tokens"))

    def product(self, x: str, layer: str, weight: Array, bias: Array) -> str:
        """Multiply in int8, the dimensions that grow largest apart."""
        low, high = self._ranges[layer]
        apart = np.sort(np.argsort(np.maximum(-low, high))[-(len(low) // APART) :])
        small = np.ones(len(low), bool)
        small[apart] = False

        # Zero must be one of the steps.
        least, largest = min(float(low[small].min()), 0.0), max(float(high[small].max()), 0.0)
        step = (largest - least) / STEPS
        scale = self.constant(f"{layer}.scale", np.float32(step))
        zero = self.constant(f"{layer}.zero", np.uint8(round(-least / step)))

        rest = weight * small[:, None]
        steps = np.abs(rest).max(axis=0) / (STEPS // 2)
        multiplied = self.apply(
            "MatMulIntegerToFloat",
            self.apply("QuantizeLinear", x, scale, zero),
            self.constant(f"{layer}.weight", (np.rint(rest / steps) + MIDDLE).astype(np.uint8)),
            scale,
            self.constant(f"{layer}.steps", steps.astype(np.float32)),
            zero,
            self.constant("middle", np.uint8(MIDDLE)),
            self.constant(f"{layer}.bias", bias),
            domain="com.microsoft",
        )
        large = self.apply("Gather", x, self.constant(f"{layer}.apart", apart), axis=1)
        in_full = self.apply("MatMul", large, self.constant(f"{layer}.apart.weight", weight[apart]))
        return self.apply("Add", multiplied, in_full)
