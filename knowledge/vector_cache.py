"""Vectors of texts on disk beside the encoder: another database with the same texts needs no encoding.

Encoding the shipped content takes half a minute on one core, reading its vectors a tenth of a second.
"""

from __future__ import annotations

import logging
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from knowledge.encoder.weights import encoder_folder

logger = logging.getLogger(__name__)
FILE = "vectors.npz"
MOST = 40_000  # vectors kept, of 768 bytes each


def read_vectors(folder: Path | None = None) -> dict[str, bytes]:
    """Return the vectors by the hash of their text and encoder; none where no usable file is."""
    import numpy as np

    try:
        with np.load((folder or encoder_folder()) / FILE) as file:
            hashes, rows = file["hashes"], file["vectors"]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        logger.warning("cached vectors cannot be read and are made anew: %s", error)
        return {}
    return {str(key): row.tobytes() for key, row in zip(hashes, rows, strict=False)}


def write_vectors(vectors: Mapping[str, bytes], folder: Path | None = None) -> None:
    """Add vectors (float16) to those that are kept; the oldest go beyond :data:`MOST`.

    A folder that may not be written to leaves everything as it is.
    """
    import numpy as np

    folder = folder or encoder_folder()
    kept = {**read_vectors(folder), **vectors}
    kept = dict(list(kept.items())[-MOST:])
    rows = np.array([np.frombuffer(row, dtype=np.float16) for row in kept.values()])
    try:
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".npz", delete=False) as file:
            np.savez(file, hashes=np.array(list(kept)), vectors=rows)
        made = Path(file.name)
        made.chmod(0o644)  # servers may run as another user
        made.replace(folder / FILE)
    except OSError as error:
        logger.info("vectors are not cached: %s", error)
