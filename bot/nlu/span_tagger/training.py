"""Learns the weights of the span tagger from the marked messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.nlu.span_tagger.marked import MarkedMessage, word_offsets
from bot.nlu.span_tagger.network import EPSILON, HEADS, NARROW, UNITS, WIDE, Array, TaggerNetwork
from bot.nlu.span_tagger.tagger import BEGINS, INSIDE, LABELS, MOST_WORDS, OUTSIDE, word_vectors
from knowledge.encoder import SentenceEncoder

EPOCHS = 18
LEARNING_RATE = 2e-3  # falls to zero in a straight line
DROPOUT = 0.35
SEED = 1
LEAST_SPREAD = 0.01  # of a dimension, by which it is divided
# Messages are read in batches of about equal length, padded to one of these numbers of words.
BATCHES = {12: 64, 24: 32, 48: 16, MOST_WORDS: 12}

Say = Callable[[str], object]


class Example(NamedTuple):
    """The vectors of a message's words, and the number of each word's label."""

    vectors: Array
    labels: NDArray[np.int64]


def labels_of(message: MarkedMessage) -> list[str]:
    """Return the label of each word of a message."""
    labels: list[str] = []
    last = None
    for start, end in word_offsets(message.text):
        mark = next((one for one in message.marks if one.start < end and one.end > start), None)
        goes_on = mark is not None and mark is last
        labels.append(OUTSIDE if mark is None else f"{INSIDE if goes_on else BEGINS}{mark.tag}")
        last = mark
    return labels


def examples_of(messages: Sequence[MarkedMessage], encoder: SentenceEncoder) -> list[Example]:
    """Return what is learned from, of each message its first words."""
    found = []
    for message in messages:
        words = word_offsets(message.text)[:MOST_WORDS]
        vectors = word_vectors(words, encoder.encode_tokens(message.text))
        numbers = [LABELS.index(one) for one in labels_of(message)[:MOST_WORDS]]
        found.append(Example(vectors, np.array(numbers, np.int64)))
    return found


def fit(examples: Sequence[Example], trained_from: str, say: Say) -> TaggerNetwork:
    """Return the network that tells the examples' labels best, after so many epochs."""
    import tensorflow as tf

    tf.keras.utils.set_random_seed(SEED)
    joined = np.vstack([one.vectors for one in examples])
    mean, spread = joined.mean(axis=0), np.maximum(joined.std(axis=0), LEAST_SPREAD)
    batches = list(_batches(examples, mean, spread))
    network = _network(tf, joined.shape[1])
    optimizer = tf.keras.optimizers.Adam(LEARNING_RATE)
    loss_of = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")

    @tf.function(reduce_retracing=True, autograph=False)
    def step(vectors: Any, present: Any, labels: Any) -> Any:
        with tf.GradientTape() as tape:
            losses = loss_of(labels, network([vectors, present], training=True))
            loss = tf.reduce_sum(losses * present) / tf.reduce_sum(present)
        gradients = tape.gradient(loss, network.trainable_variables)
        optimizer.apply_gradients(zip(gradients, network.trainable_variables, strict=True))
        return loss

    order = np.random.default_rng(SEED)
    for epoch in range(EPOCHS):
        optimizer.learning_rate = LEARNING_RATE * (1 - epoch / EPOCHS)
        losses = [float(step(*one)) for one in _shuffled(batches, order)]
        say(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}")
    weights = {one.name.removesuffix(":0"): one.numpy() for one in network.trainable_variables}
    return TaggerNetwork(_arrays(weights, mean, spread), LABELS, trained_from)


def _batches(
    examples: Sequence[Example], mean: Array, spread: Array
) -> Iterator[tuple[int, Array, Array, NDArray[np.int64]]]:
    """Yield the size of batches, and the vectors, presence and labels of all words of about equal length."""
    fewest = 0
    for most, size in BATCHES.items():
        own = [one for one in examples if fewest < len(one.labels) <= most]
        vectors = np.zeros((len(own), most, len(mean)), np.float32)
        present = np.zeros((len(own), most), np.float32)
        labels = np.zeros((len(own), most), np.int64)
        for row, one in enumerate(own):
            length = len(one.labels)
            vectors[row, :length] = (one.vectors - mean) / spread
            present[row, :length], labels[row, :length] = 1, one.labels
        fewest = most
        yield size, vectors, present, labels


def _shuffled(
    batches: Sequence[tuple[int, Array, Array, NDArray[np.int64]]], order: np.random.Generator
) -> Iterator[tuple[Array, Array, NDArray[np.int64]]]:
    divided = []
    for size, vectors, present, labels in batches:
        rows = order.permutation(len(vectors))
        parts = [rows[start : start + size] for start in range(0, len(rows), size)]
        divided += [(vectors, present, labels, part) for part in parts]
    for place in order.permutation(len(divided)):
        vectors, present, labels, part = divided[place]
        yield vectors[part], present[part], labels[part]


def _network(tf: Any, dimensions: int) -> Any:
    """Return the network of ``network.py`` for training: with dropout, over padded batches."""
    layers = tf.keras.layers
    vectors, present = tf.keras.Input((None, dimensions)), tf.keras.Input((None,))
    x = layers.Dense(UNITS, activation="relu", name="inner")(layers.Dropout(DROPOUT)(vectors))
    x = layers.Dropout(DROPOUT)(x)

    def convolution(x: Any, words: int, name: str) -> Any:
        there = x * present[:, :, None]
        return layers.Conv1D(UNITS, words, padding="same", activation="relu", name=name)(there)

    for name in ("first", "second"):
        x = x + layers.Dropout(DROPOUT)(convolution(x, WIDE, name))
    attention = layers.MultiHeadAttention(HEADS, UNITS // HEADS, name="attention")
    seen = attention(x, x, attention_mask=tf.cast(present, tf.bool)[:, None, :])
    x = layers.LayerNormalization(epsilon=EPSILON, name="norm")(x + layers.Dropout(DROPOUT)(seen))
    x = x + convolution(x, NARROW, "third")
    scores = layers.Dense(len(LABELS), name="labels")(layers.Dropout(DROPOUT)(x))
    return tf.keras.Model([vectors, present], scores)


def _arrays(weights: dict[str, Array], mean: Array, spread: Array) -> dict[str, Array]:
    """Return the weights under their names in ``network.py``, the scale of the vectors in the first."""
    arrays = {}
    for name in ("inner", "first", "second", "third", "labels"):
        arrays[f"{name}.weight"] = weights[f"{name}/kernel"]
        arrays[f"{name}.bias"] = weights[f"{name}/bias"]
    arrays["norm.weight"], arrays["norm.bias"] = weights["norm/gamma"], weights["norm/beta"]
    parts = {"query": "query", "key": "key", "value": "value", "output": "attention_output"}
    for name, part in parts.items():
        arrays[f"{name}.weight"] = weights[f"attention/{part}/kernel"]
        arrays[f"{name}.bias"] = weights[f"attention/{part}/bias"]
    arrays["inner.weight"] = arrays["inner.weight"] / spread[:, None]
    arrays["inner.bias"] = arrays["inner.bias"] - mean @ arrays["inner.weight"]
    return arrays
