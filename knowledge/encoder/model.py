"""The encoder at work. Importing this module loads nothing; :func:`load_encoder` does, once a process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from knowledge.encoder.weights import MODEL, TOKENIZER, encoder_folder, verified_manifest

if TYPE_CHECKING:  # numpy and onnxruntime are imported where they are needed: not all of knowledge needs them
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384
MAX_TOKENS = 128
MANY_BATCHES = 8  # from which on several threads are worth while
TOKENS_AT_ONCE = 64  # of texts that are laid end to end, so that the weights are read once for all of them
_loading = Lock()


class SentenceEncoder:
    """Turns texts into unit vectors, so that a dot product of two is their cosine.

    What a text is encoded together with changes its vector by no more than how sums are rounded (the cosine
    stays above 0.999). Threads may share one encoder.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the encoder.

        Args:
            folder: where its files are.
            threads: how many threads one call computes with.

        Raises:
            EncoderMissing: it has not been made yet.
            EncoderError: its files are damaged.
        """
        verified_manifest(folder)
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._session = open_session(folder / MODEL, threads)
        self._remembered: dict[str, NDArray[np.float32]] | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, in the order of the texts."""
        import numpy as np

        if self._remembered is None:
            return self._encode(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._remembered]
        self._remembered.update(zip(new, self._encode(new), strict=True))
        rows = [self._remembered[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), DIMENSIONS)

    @contextmanager
    def with_query_cache(self) -> Iterator[None]:
        """Keep all vectors for the time being, for work that encodes the same texts several times."""
        self._remembered = {}
        try:
            yield
        finally:
            self._remembered = None

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        # Text by text: in batches the tokenizer starts threads, for what takes microseconds.
        tokens = [self._tokenizer.encode(_valid(text)).ids for text in texts]
        found = list(self._computed(_batches(tokens)))
        return np.concatenate(found) if found else np.empty((0, DIMENSIONS), np.float32)

    def _computed(self, batches: Sequence[Sequence[Sequence[int]]]) -> Iterator[NDArray[np.float32]]:
        """Run the model on each batch, on all cores when there are many."""
        if len(batches) < MANY_BATCHES:
            yield from (run(self._session, batch) for batch in batches)
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                yield from pool.map(lambda batch: run(self._session, batch), batches)


def _batches(texts: Sequence[Sequence[int]]) -> list[list[Sequence[int]]]:
    """Divide texts, in their order, into batches of at most :data:`TOKENS_AT_ONCE`, or of one text."""
    batches: list[list[Sequence[int]]] = []
    room = 0
    for text in texts:
        if not batches or len(text) > room:
            batches.append([])
            room = TOKENS_AT_ONCE
        batches[-1].append(text)
        room -= len(text)
    return batches


def load_encoder() -> SentenceEncoder:
    """Return the encoder of this process; the first call loads it.

    Raises:
        EncoderMissing: it has not been made yet.
        EncoderError: its files are damaged.
    """
    with _loading:
        return _load(encoder_folder())


@lru_cache(maxsize=1)
def _load(folder: Path) -> SentenceEncoder:
    return SentenceEncoder(folder)


def open_session(model: Path, threads: int = 1) -> Any:
    """Load an ONNX model to be run on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A thread that waits for work must not keep a core busy meanwhile.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def feed(texts: Sequence[Sequence[int]]) -> dict[str, NDArray[Any]]:
    """Return texts as token numbers in the form that a model takes them: laid end to end."""
    import numpy as np

    lengths = [len(text) for text in texts]
    belongs = np.arange(len(texts))[:, None] == np.repeat(np.arange(len(texts)), lengths)
    return {
        "tokens": np.concatenate([np.asarray(text, np.int64) for text in texts]),
        "places": np.concatenate([np.arange(length) for length in lengths]),
        "texts": belongs.astype(np.float32),
    }


def run(session: Any, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """Run a model on texts as token numbers; return their vectors."""
    vectors: NDArray[np.float32] = session.run(None, feed(texts))[0]
    return vectors


def _valid(text: str) -> str:
    """Replace what is no character: half a surrogate pair, which JSON can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
