"""Currencies: which there are, and how amounts of money are written. Nothing is ever converted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.texts import TextFile

FILE = TextFile(Path(__file__).with_name("currencies.yml"))
BILLIONS = "_billion"  # behind a code: a unit of a thousand million
ANY = "currency"  # unit of a measure whose figures may be in any currency …
ANY_BILLIONS = ANY + BILLIONS  # … and in billions of any


@dataclass(frozen=True)
class Currencies:
    """The currencies in use, by their codes of ISO 4217 in lower case."""

    codes: frozenset[str]
    signs: Mapping[str, str]  # by code; not all have one
    names: Mapping[str, tuple[str, ...]]  # by code; the first for a sentence


@cache
def currencies() -> Currencies:
    """Return the currencies, read once."""
    tree = FILE.tree
    names = {code: tuple(found) for code, found in tree["names"].items()}
    return Currencies(frozenset(tree["codes"]), tree["signs"], names)


def currency_of(unit: str) -> str | None:
    """Return the currency of a unit such as ``eur`` or ``eur_billion``, None if it is no unit of money."""
    code = unit.removesuffix(BILLIONS)
    return code if code in currencies().codes else None


def money(written: str, code: str) -> str:
    """Return a number as an amount of money: ``$118,000``, ``-€5``, ``CHF 120,000``."""
    sign = currencies().signs.get(code)
    if sign is None:
        return f"{code.upper()} {written}"
    return f"-{sign}{written[1:]}" if written.startswith("-") else f"{sign}{written}"


def name_of(code: str) -> str:
    """Return how a currency is named in a sentence: ``US dollars``, ``CZK``."""
    return currencies().names.get(code, (code.upper(),))[0]


def currencies_of(units: Iterable[str]) -> list[str]:
    """Return the currencies of units, each once."""
    return list(dict.fromkeys(code for unit in units if (code := currency_of(unit))))
