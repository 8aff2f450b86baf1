"""How names and aliases are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_REMEMBERED = 8192  # terms; messages share most of their words
_DROPPED = re.compile(r"['’`]|(?<!\d)\.|\.(?!\d)")  # the dot of 1.5 parts, that of Ph.D. does not count
_SEPARATORS = re.compile(r"(?:[^\w+#]|_)+")


@lru_cache(_REMEMBERED)
def normalise(term: str) -> str:
    """Return the form in which two spellings of a term are equal.

    Case, accents, dots, apostrophes and the kind of separator do not count: ``Ph.D.`` is ``phd``,
    ``scikit-learn`` is ``scikit learn``; ``+`` and ``#`` do (``C++``, ``C#``).
    """
    # Folding may compose and decomposing may bring capitals back (™ is TM), so each is done again.
    folded = unicodedata.normalize("NFKD", term).casefold()
    decomposed = unicodedata.normalize("NFKD", folded).casefold()
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SEPARATORS.sub(" ", _DROPPED.sub("", plain)).strip()
