"""Types of single values in the content files: keys, texts, units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from string import Formatter
from typing import ClassVar, Literal, get_args

from pydantic import ConstrainedStr

from knowledge.currencies import ANY, ANY_BILLIONS, currencies, currency_of

PlainUnit = Literal["percent", "percent_per_year", "people", "startups", "hours", "years", "rank"]


class Key(ConstrainedStr):
    """A lower-case identifier: words joined by underscores, parts joined by dots."""

    regex = r"^[a-z0-9]+(_[a-z0-9]+)*(\.[a-z0-9]+(_[a-z0-9]+)*)*\Z"
    max_length = 80


class Text(ConstrainedStr):
    """A non-empty line of prose."""

    strip_whitespace = True
    min_length = 1
    max_length = 1200


class Name(Text):
    """A name or alias; as long as the column in which it is looked up."""

    max_length = 200


class Currency(str):
    """A currency by its code of ISO 4217 in lower case."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[object], str]]:
        """Let pydantic check it by :meth:`parse`."""
        yield cls.parse

    @classmethod
    def parse(cls, value: object) -> str:
        """Return the code."""
        if value not in currencies().codes:
            raise ValueError(f"'{value}' is no currency; write its code of ISO 4217 in lower case: eur")
        return str(value)


class Unit(str):
    """What a figure counts: one of :data:`PlainUnit`, or money: ``eur``, ``eur_billion``."""

    further: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[object], str]]:
        """Let pydantic check it by :meth:`parse`."""
        yield cls.parse

    @classmethod
    def parse(cls, value: object) -> str:
        """Return the unit."""
        plain = (*get_args(PlainUnit), *cls.further)
        if value not in plain and currency_of(str(value)) is None:
            raise ValueError(
                f"'{value}' is no unit; write a currency by its code of ISO 4217 in lower case, such as eur "
                f"or eur_billion, or one of {', '.join(plain)}"
            )
        return str(value)


class MeasureUnit(Unit):
    """… or any currency: ``currency``, ``currency_billion``."""

    further = (ANY, ANY_BILLIONS)


class CodeText(Text):
    """A number in a classification."""

    max_length = 20


class OnetCode(Text):
    """An O*NET-SOC code, such as 15-2051.00."""

    regex = re.compile(r"\d{2}-\d{4}\.\d{2}\Z")


def placeholders_of(*names: str) -> Callable[[str], str]:
    """Return a check that a text has no other placeholders than these."""

    def check(text: str) -> str:
        try:
            fields = [field for _text, field, _format, _conversion in Formatter().parse(text)]
        except ValueError:
            raise ValueError("has a single { or }; write {{ or }} for the sign itself") from None
        for field in fields:
            if field is not None and field not in names:
                allowed = " and ".join(f"{{{name}}}" for name in names)
                raise ValueError(f"has the placeholder {{{field}}}; it may have {allowed}")
        return text

    return check
