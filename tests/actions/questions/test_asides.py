"""Offsets with and without the parts of a message that NLU takes no notice of."""

from __future__ import annotations

from actions.questions.asides import kept, moved, without

TEXT = "I'm 58. Pay in Texas? I'm a man."
ASIDES = [(0, 8), (21, 32)]


def test_the_rest_is_joined() -> None:
    assert without(TEXT, ASIDES) == "Pay in Texas?"
    assert without(TEXT, []) == TEXT


def test_what_is_kept_is_told_by_its_offsets() -> None:
    assert [TEXT[start:end] for start, end in kept(TEXT, [(8, 21)])] == ["I'm 58. ", " I'm a man."]
    assert kept("", []) == []


def test_an_offset_moves_by_what_is_gone_before_it() -> None:
    place = moved(TEXT.index("Texas"), ASIDES)
    assert without(TEXT, ASIDES)[place:].startswith("Texas")
    assert moved(5, []) == 5
