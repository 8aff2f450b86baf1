"""Quantises the encoder to int8, which makes it several times faster and a quarter as large.

An int8 matrix product scales its input as a whole, so a few outlier dimensions would leave the others few
steps. Outliers are multiplied separately in full precision (LLM.int8(), Dettmers et al. 2022). The ranges of
the others are calibrated beforehand on texts such as users write, so that no text changes another's scale.
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
OUTLIER_EVERY = (
    24  # one dimension in so many is an outlier; chosen by the cosine to the full network's vectors
)
STEPS = 255
ZERO_POINT = 128  # of the weights, unsigned because signed ones overflow on processors without VNNI

Ranges = Mapping[str, tuple[Array, Array]]  # by layer: the minimum and the maximum of each dimension


def calibration_texts() -> list[str]:
    """Return texts such as users write, on which the ranges are calibrated."""
    return CALIBRATION.read_text(encoding="utf-8").splitlines()


class CalibrationNetwork(Network):
    """The full network; ``inputs`` names the input of each matrix product, for calibration."""

    def __init__(self, weights: Weights) -> None:
        """Take the weights; nothing is built yet."""
        super().__init__(weights)
        self.inputs: dict[str, str] = {}  # by layer

    def product(self, x: str, layer: str, weight: Array, bias: Array) -> str:
        """Multiply as the full network does, and keep the name of the input."""
        self.inputs[layer] = x
        return super().product(x, layer, weight, bias)


def measured_ranges(weights: Weights, tokens: Iterable[Sequence[int]]) -> Ranges:
    """Return the ranges of the inputs of the matrix products.

    Args:
        weights: of the full network.
        tokens: texts as token numbers.
    """
    network = CalibrationNetwork(weights)
    model = network.model()
    names = list(network.inputs.values())
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names]
    model.graph.output.extend(outputs)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(model, Path(folder) / "calibration.onnx")
        session = open_session(Path(folder) / "calibration.onnx")
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
    """The network with int8 matrix products and an int8 table of word embeddings."""

    def __init__(self, weights: Weights, ranges: Ranges) -> None:
        """Take the weights and what :func:`measured_ranges` found."""
        super().__init__(weights)
        self._ranges = ranges

    def words(self) -> str:
        """Look up the embeddings of the tokens, and scale them."""
        table = self.weights["embeddings.word_embeddings.weight"]
        scale = np.abs(table).max(axis=1, keepdims=True) / 127
        rows = self.constant("words", np.rint(table / np.where(scale == 0, 1, scale)).astype(np.int8))
        looked_up = self.apply("Cast", self.apply("Gather", rows, "tokens"), to=TensorProto.FLOAT)
        return self.apply("Mul", looked_up, self.apply("Gather", self.constant("scales", scale), "tokens"))

    def product(self, x: str, layer: str, weight: Array, bias: Array) -> str:
        """Multiply in int8, and the outlier dimensions in full precision."""
        low, high = self._ranges[layer]
        outliers = np.sort(np.argsort(np.maximum(-low, high))[-(len(low) // OUTLIER_EVERY) :])
        small = np.ones(len(low), bool)
        small[outliers] = False

        # Zero must be a step.
        least, largest = min(float(low[small].min()), 0.0), max(float(high[small].max()), 0.0)
        step = (largest - least) / STEPS
        scale = self.constant(f"{layer}.scale", np.float32(step))
        zero = self.constant(f"{layer}.zero", np.uint8(round(-least / step)))

        rest = weight * small[:, None]
        steps = np.abs(rest).max(axis=0) / (STEPS // 2)
        multiplied = self.apply(
            "MatMulIntegerToFloat",
            self.apply("QuantizeLinear", x, scale, zero),
            self.constant(f"{layer}.weight", (np.rint(rest / steps) + ZERO_POINT).astype(np.uint8)),
            scale,
            self.constant(f"{layer}.steps", steps.astype(np.float32)),
            zero,
            self.constant("zero_point", np.uint8(ZERO_POINT)),
            self.constant(f"{layer}.bias", bias),
            domain="com.microsoft",
        )
        large = self.apply("Gather", x, self.constant(f"{layer}.outliers", outliers), axis=1)
        in_full = self.apply("MatMul", large, self.constant(f"{layer}.outliers.weight", weight[outliers]))
        return self.apply("Add", multiplied, in_full)
