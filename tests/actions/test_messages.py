"""What the advisor says, by name."""

from __future__ import annotations

import string

import pytest

from actions.messages import has_message, message, messages


def test_a_phrase_is_filled_in() -> None:
    assert message("unit.percent", value="5") == "5%"


def test_a_phrase_that_does_not_exist_or_lacks_a_value_is_an_error() -> None:
    assert not has_message("no.such")
    with pytest.raises(KeyError):
        message("no.such")
    with pytest.raises(KeyError):
        message("unit.percent")


def test_a_value_with_a_dot_at_its_end_gets_no_second_one() -> None:
    assert message("certification.known", facts="takes a Ph.D.") == "It takes a Ph.D."
    assert message("certification.known", facts="well ...") == "It well ...."


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert "{value}" in message("unknown.also_occupation", names="{value}")


def test_every_phrase_is_a_sound_line() -> None:
    for name, text in messages().items():
        assert text == text.strip(), name
        assert text, name
        assert "  " not in text, name
        fields = [
            field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field is not None
        ]
        assert all(field.isidentifier() for field in fields), name
