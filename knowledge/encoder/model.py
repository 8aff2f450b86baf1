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
MANY_TEXTS = 32  # from which on several threads are worth while
_loading = Lock()


class SentenceEncoder:
    """Turns texts into unit vectors, so that a dot product of two is their cosine.

    A text has the same vector whatever it is encoded together with. Threads may share one encoder.
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
    def remembering(self) -> Iterator[None]:
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
        vectors = np.empty((len(tokens), DIMENSIONS), dtype=np.float32)
        for row, found in enumerate(self._computed(tokens)):
            vectors[row] = found
        return vectors

    def _computed(self, tokens: Sequence[Sequence[int]]) -> Iterator[NDArray[np.float32]]:
        """Run the model on each text, on all cores when there are many.

        Not in batches: an int8 product scales its whole input, so texts would change each other's vectors.
        """
        if len(tokens) < MANY_TEXTS:
            yield from (run(self._session, text) for text in tokens)
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                yield from pool.map(lambda text: run(self._session, text), tokens)


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


def run(session: Any, text: Sequence[int]) -> NDArray[np.float32]:
    """Run a model on a text as token numbers; return its vector."""
    import numpy as np

    ids = np.array([text], dtype=np.int64)
    vector: NDArray[np.float32] = session.run(None, {"input_ids": ids})[0][0]
    return vector


def _valid(text: str) -> str:
    """Replace what is no character: half a surrogate pair, which JSON can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
