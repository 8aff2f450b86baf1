"""The sentence encoder at run time. Only :func:`load_encoder` loads it, once a process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.encoder.weights import MODEL, TOKENIZER, encoder_folder, verified_manifest

if TYPE_CHECKING:  # numpy and onnxruntime are imported where they are needed: not all of knowledge needs them
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384
MAX_TOKENS = 128
MANY_BATCHES = 8  # from this number on, several threads pay off
TOKENS_AT_ONCE = 64  # of concatenated texts, so that the weights are read once for all of them
_loading = Lock()


class TokenVectors(NamedTuple):
    """Tokens of a text: where each begins and ends, and its vectors in some layers, end to end in a row.

    The tokens that frame a text are empty.
    """

    offsets: list[tuple[int, int]]
    vectors: NDArray[np.float32]


class SentenceEncoder:
    """Turns texts into unit vectors, so that a dot product of two is their cosine.

    The other texts of a batch change a text's vector by rounding only (the cosine stays above 0.999). Threads
    may share an encoder.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the encoder.

        Args:
            folder: where its files are.
            threads: how many threads one call computes with.

        Raises:
            EncoderMissing: it has not been built yet.
            EncoderError: its files are damaged.
        """
        verified_manifest(folder)
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._session = open_session(folder / MODEL, threads)
        self._cache: dict[str, NDArray[np.float32]] | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit vector for each text, in their order."""
        import numpy as np

        if self._cache is None:
            return self._encode(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._cache]
        self._cache.update(zip(new, self._encode(new), strict=True))
        rows = [self._cache[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), DIMENSIONS)

    def encode_tokens(self, text: str) -> TokenVectors:
        """Return the tokens of a text, of which at most :data:`MAX_TOKENS` are read, with their vectors."""
        split = self._tokenizer.encode(_valid(text))
        return TokenVectors(list(split.offsets), run_tokens(self._session, split.ids))

    @contextmanager
    def with_query_cache(self) -> Iterator[None]:
        """Cache all vectors within the block, for work that encodes the same texts several times."""
        self._cache = {}
        try:
            yield
        finally:
            self._cache = None

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        # Text by text: for batches the tokenizer starts threads, though a text takes microseconds.
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
        EncoderMissing: it has not been built yet.
        EncoderError: its files are damaged.
    """
    with _loading:
        return _load(encoder_folder())


@lru_cache(maxsize=1)
def _load(folder: Path) -> SentenceEncoder:
    return SentenceEncoder(folder)


def open_session(model: Path, threads: int = 1) -> Any:
    """Load an ONNX model for the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Idle threads must not spin.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def feed(texts: Sequence[Sequence[int]]) -> dict[str, NDArray[Any]]:
    """Return the inputs of a model for texts as token numbers: the texts concatenated."""
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
    vectors: NDArray[np.float32] = session.run([session.get_outputs()[0].name], feed(texts))[0]
    return vectors


def run_tokens(session: Any, text: Sequence[int]) -> NDArray[np.float32]:
    """Run a model on a text as token numbers; return the vectors of its tokens."""
    vectors: NDArray[np.float32] = session.run([session.get_outputs()[1].name], feed([text]))[0]
    return vectors


def _valid(text: str) -> str:
    """Replace lone surrogates, which JSON can carry, by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
