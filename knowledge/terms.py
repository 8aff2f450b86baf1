"""How names and aliases are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CACHED_TERMS = 4096  # messages share most of their words; a word of a stranger may take a kilobyte
CACHED_LENGTH = 32  # longer terms and whole messages are not cached
_DROPPED = re.compile(r"['’`]|(?<!\d)\.|\.(?!\d)")  # the dot of 1.5 parts, that of Ph.D. does not count
_SEPARATORS = re.compile(r"(?:[^\w+#]|_)+")


def normalise(term: str) -> str:
    """Return the form in which two spellings of a term are equal.

    Case, accents, dots, apostrophes and the kind of separator do not count: ``Ph.D.`` is ``phd``,
    ``scikit-learn`` is ``scikit learn``; ``+`` and ``#`` do (``C++``, ``C#``).
    """
    return _cached(term) if len(term) <= CACHED_LENGTH else _normalise(term)


def _normalise(term: str) -> str:
    plain = term.lower() if term.isascii() else _without_accents(term)
    return _SEPARATORS.sub(" ", _DROPPED.sub("", plain)).strip()


def _without_accents(term: str) -> str:
    # Folding may compose and decomposing may bring capitals back (™ is TM), so each is done again.
    folded = unicodedata.normalize("NFKD", term).casefold()
    decomposed = unicodedata.normalize("NFKD", folded).casefold()
    return "".join(character for character in decomposed if not unicodedata.combining(character))


_cached = lru_cache(CACHED_TERMS)(_normalise)


# Endings of plurals and what a singular has in their place, the likeliest first.
_PLURALS = (
    ("women", "woman"),
    ("men", "man"),
    ("people", "person"),
    ("ies", "y"),
    ("wives", "wife"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("s", ""),
)


# Short forms at the end of a title, and what they stand for.
_SHORT_FORMS = {
    "tech": ("technician", "technologist"),
    "mgr": ("manager",),
    "asst": ("assistant",),
    "rep": ("representative",),
    "admin": ("administrator",),
    "dev": ("developer",),
    "eng": ("engineer",),
    "labourer": ("laborer",),
}


def title_forms(normalised: str) -> tuple[str, ...]:
    """Return a job title as it is, in the singular, and with the short form at its end written out."""
    forms = list(singulars(normalised))
    for form in tuple(forms):
        *others, last = form.split() or [""]
        forms += [" ".join([*others, full]) for full in _SHORT_FORMS.get(last, ())]
    return tuple(dict.fromkeys(forms))


def singulars(normalised: str) -> tuple[str, ...]:
    """Return a term as it is, then as its last word may be in the singular."""
    forms = [normalised]
    for plural, singular in _PLURALS:
        if (
            normalised.endswith(plural)
            and not normalised.endswith("ss")
            and len(normalised) > len(plural) + 1
        ):
            forms.append(normalised[: -len(plural)] + singular)
    return tuple(dict.fromkeys(forms))
