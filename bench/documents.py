"""Documents with a part that a job writes: it stands between two comments that bear its name."""

from __future__ import annotations

import re
from pathlib import Path


def put(file: Path, name: str, generated: str) -> None:
    """Write a part of a document anew: Markdown that ends with a new line.

    Raises:
        ValueError: the document has not exactly one such part.
    """
    file.write_text(with_generated(file.read_text(encoding="utf-8"), name, generated), encoding="utf-8")


def with_generated(document: str, name: str, generated: str) -> str:
    """Return a document with the part of that name replaced.

    Raises:
        ValueError: the document has not exactly one such part.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    parts = re.split(f"{re.escape(begin)}.*?{re.escape(end)}", document, flags=re.DOTALL)
    if len(parts) != 2:
        raise ValueError(f"there must be one part between {begin} and {end}")
    return f"{parts[0]}{begin}\n\n{generated}\n{end}{parts[1]}"
