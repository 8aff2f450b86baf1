"""Makes the products of the encoder int8, so that they are several times quicker and a quarter as large.

An int8 product scales its input as a whole, so one large dimension leaves the others few steps. Dimensions
are brought nearer to each other beforehand, and the weights take up the difference (SmoothQuant, Xiao et
al. 2023). The widest products, whose input varies most, scale it in blocks instead, which takes longer.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from knowledge.encoder.export import DENSE, Scales, Weights, input_of
from knowledge.encoder.model import DIMENSIONS, open_session

CALIBRATION = Path(__file__).with_name("calibration.txt")
SHARE = 0.7  # of a dimension's size that the weights take up; chosen by the cosine to the reference
LEAST = 1e-5
BLOCK = 64  # numbers that share a scale
INT8_ARITHMETIC = 4  # the accuracy level at which onnxruntime multiplies blocks in int8


def calibration_texts() -> list[str]:
    """Return texts such as users write, which show how large the dimensions get."""
    return CALIBRATION.read_text(encoding="utf-8").splitlines()


def balancing_scales(model: Path, weights: Weights, tokens: Iterable[Sequence[int]]) -> Scales:
    """Return for each input of products what its dimensions are to be divided by.

    Args:
        model: the full network.
        weights: what it was built from.
        tokens: texts as token numbers.
    """
    held: dict[str, NDArray[np.float32]] = {}  # by input, the largest weight of each dimension
    for key, values in weights.items():
        if key.endswith(DENSE) and values.ndim == 2:
            name, largest = input_of(key.removesuffix(DENSE)), np.abs(values).max(axis=0)
            held[name] = np.maximum(held[name], largest) if name in held else largest
    scales = {}
    for name, size in _sizes(model, tokens).items():
        scale = np.maximum(size, LEAST) ** SHARE / np.maximum(held[name], LEAST) ** (1 - SHARE)
        scales[name] = (scale / np.exp(np.log(scale).mean())).astype(np.float32)
    return scales


def _sizes(model: Path, tokens: Iterable[Sequence[int]]) -> Mapping[str, NDArray[np.float32]]:
    """Return the largest size of each dimension of each input of products."""
    network = onnx.load(model)
    inputs = {
        input_of(node.input[1].removesuffix(DENSE)): node.input[0]
        for node in network.graph.node
        if node.op_type == "MatMul" and node.input[1].endswith(DENSE)
    }
    told = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in inputs.values()]
    network.graph.output.extend(told)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(network, Path(folder) / "told.onnx")
        session = open_session(Path(folder) / "told.onnx")
    largest = {name: np.zeros(0, np.float32) for name in inputs}
    for text in tokens:
        ids = np.array([text], dtype=np.int64)
        values = session.run(list(inputs.values()), {"input_ids": ids})
        for name, value in zip(inputs, values, strict=True):
            size = np.abs(value[0]).max(axis=0)
            largest[name] = np.maximum(largest[name], size) if largest[name].size else size
    return largest


def quantise(model: onnx.ModelProto) -> onnx.ModelProto:
    """Replace the products with weights by int8 ones."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization import matmul_nbits_quantizer as nbits

    held = {constant.name: constant.dims for constant in model.graph.initializer}
    wide = [
        node.name
        for node in model.graph.node
        if node.op_type == "MatMul" and held.get(node.input[1], (0,))[0] > DIMENSIONS
    ]
    with tempfile.TemporaryDirectory() as folder, _quietly():
        made = Path(folder) / "int8.onnx"
        # Unsigned weights: signed ones overflow on processors without VNNI.
        quantize_dynamic(
            model,
            made,
            per_channel=True,
            weight_type=QuantType.QUInt8,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=wide,
        )
        settings = nbits.DefaultWeightOnlyQuantConfig(
            bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_ARITHMETIC
        )
        quantizer = nbits.MatMulNBitsQuantizer(onnx.load(made), algo_config=settings)
        quantizer.process()
    quantised: onnx.ModelProto = quantizer.model.model
    return quantised


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep what onnxruntime says of each product out of the log: it says it through the root logger."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
