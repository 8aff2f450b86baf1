"""Currencies by ISO 4217, and how amounts of money are written."""

from __future__ import annotations

import re

import pytest

from knowledge.currencies import currencies, currencies_of, currency_of, money, name_of


def test_there_are_those_in_use_by_their_codes() -> None:
    known = currencies()
    assert {"usd", "eur", "chf", "inr", "ngn", "clp"} <= known.codes and len(known.codes) > 140
    assert all(re.fullmatch("[a-z]{3}", code) for code in known.codes)
    assert {*known.signs, *known.names} <= known.codes


def test_no_sign_and_no_name_stands_for_two() -> None:
    known = currencies()
    names = [name.lower() for found in known.names.values() for name in found]
    assert len(set(names)) == len(names)
    assert len(set(known.signs.values())) == len(known.signs)


@pytest.mark.parametrize(
    ("number", "code", "written"),
    [
        ("118,000", "usd", "$118,000"),
        ("62,000", "eur", "€62,000"),
        ("120,000", "chf", "CHF 120,000"),
        ("90,000", "aud", "A$90,000"),
        ("-5", "eur", "-€5"),
        ("-5", "czk", "CZK -5"),
    ],
)
def test_an_amount_is_written_with_its_sign_or_its_code(number: str, code: str, written: str) -> None:
    assert money(number, code) == written


def test_units_of_money_are_known_by_their_currency() -> None:
    assert (currency_of("eur"), currency_of("eur_billion"), currency_of("percent")) == ("eur", "eur", None)
    assert currencies_of(["usd", "percent", "usd_billion", "chf"]) == ["usd", "chf"]
    assert (name_of("usd"), name_of("czk")) == ("US dollars", "CZK")
