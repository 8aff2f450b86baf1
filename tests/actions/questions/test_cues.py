"""What the words of a message show."""

from __future__ import annotations

import pytest

from actions.questions.cues import leaves_out


@pytest.mark.parametrize(
    ("text", "named", "out"),
    [
        ("how many don't have a PhD?", "PhD", True),
        ("the share without a master's", "master's", True),
        ("percentage of non-women", "women", True),
        ("salary except senior", "senior", True),
        ("not Europe, Asia", "Asia", False),
        ("not men but women", "women", False),
        ("I don't know yet, how many hold a PhD?", "PhD", False),
        ("how many women", "women", False),
        ("how many women", "men", False),
    ],
)
def test_what_a_question_leaves_out_stands_behind_a_word_that_says_so(
    text: str, named: str, out: bool
) -> None:
    assert leaves_out(text, named) is out
