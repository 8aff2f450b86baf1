"""The trained network: from the vectors of a text's words to the log probabilities of their labels.

Two convolutions over the words beside each, one layer of self-attention over all (Vaswani et al. 2017), one
more convolution. ``training.py`` builds the same network and learns its weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights.npz")
UNITS = 128
HEADS = 4
WIDE, NARROW = 5, 3  # words that a convolution sees
EPSILON = 1e-3  # of the layer normalisation

Array = NDArray[np.float32]


@dataclass(frozen=True)
class TaggerNetwork:
    """The weights by their names, and the labels in the order of the outputs."""

    weights: Mapping[str, Array]
    labels: tuple[str, ...]
    trained_from: str  # fingerprint of the marked messages

    @classmethod
    def load(cls, file: Path = WEIGHTS) -> TaggerNetwork:
        """Read what was learned."""
        with np.load(file, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        labels = tuple(str(one) for one in arrays.pop("labels"))
        trained_from = str(arrays.pop("trained_from"))
        return cls({name: one.astype(np.float32) for name, one in arrays.items()}, labels, trained_from)

    def save(self, file: Path = WEIGHTS) -> None:
        """Write what was learned, in half precision, which changes no label."""
        arrays = {name: one.astype(np.float16) for name, one in self.weights.items()}
        np.savez_compressed(
            file, **arrays, labels=np.array(self.labels), trained_from=np.array(self.trained_from)
        )

    def log_probabilities(self, vectors: Array) -> Array:
        """Return a row for each word, given its vectors, with the log probability of each label."""
        x = _relu(self._dense(vectors, "inner"))
        x = x + self._convolution(x, "first")
        x = x + self._convolution(x, "second")
        x = self._normalised(x + self._attention(x))
        x = x + self._convolution(x, "third")
        scores = self._dense(x, "labels")
        scores = scores - scores.max(axis=1, keepdims=True)
        found: Array = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return found

    def _dense(self, x: Array, name: str) -> Array:
        return x @ self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def _convolution(self, x: Array, name: str) -> Array:
        kernel = self.weights[f"{name}.weight"]  # words × units × units
        beside = len(kernel) // 2
        padded = np.pad(x, ((beside, beside), (0, 0)))
        seen = np.hstack([padded[place : place + len(x)] for place in range(len(kernel))])
        return _relu(seen @ kernel.reshape(-1, kernel.shape[-1]) + self.weights[f"{name}.bias"])

    def _attention(self, x: Array) -> Array:
        query, key, value = (
            np.einsum("wu,uhd->hwd", x, self.weights[f"{part}.weight"])
            + self.weights[f"{part}.bias"][:, None]
            for part in ("query", "key", "value")
        )
        logits = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(query.shape[-1]))
        weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
        mixed = weights / weights.sum(axis=-1, keepdims=True) @ value
        found: Array = (
            np.einsum("hwd,hdu->wu", mixed, self.weights["output.weight"]) + self.weights["output.bias"]
        )
        return found

    def _normalised(self, x: Array) -> Array:
        centred = x - x.mean(axis=1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + np.float32(EPSILON))
        found: Array = scaled * self.weights["norm.weight"] + self.weights["norm.bias"]
        return found


def _relu(x: Array) -> Array:
    return np.maximum(x, np.float32(0))
