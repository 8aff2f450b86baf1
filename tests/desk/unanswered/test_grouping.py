"""Messages with the same meaning fall together, and the first of a group stands for it."""

from __future__ import annotations

from desk.unanswered.grouping import group_texts

DOGS = ["can I bring my dog to work?", "are dogs allowed at work", "may I take my dog to the office"]
PENSIONS = ["when can a pilot retire", "at what age do pilots retire?", "retirement age of a pilot"]


def test_texts_fall_together_by_meaning_whatever_their_words() -> None:
    texts = [*DOGS, *PENSIONS, "asdf qwer"]
    found = [sorted(texts[place] for place in group) for group in group_texts(texts)]
    assert sorted(DOGS) in found and sorted(PENSIONS) in found and ["asdf qwer"] in found


def test_what_is_asked_again_and_again_is_compared_once_and_counted_each_time() -> None:
    texts = ["Dogs at  work?", *DOGS, "dogs at work?", "DOGS AT WORK?", PENSIONS[0]]
    first, second = group_texts(texts)
    assert sorted(first) == [0, 1, 2, 3, 4, 5] and second == [6]
    # Every wording comes once before any comes again.
    assert len({texts[place].casefold().replace("  ", " ") for place in first[:4]}) == 4


def test_the_largest_group_comes_first() -> None:
    sizes = [len(one) for one in group_texts([PENSIONS[0], *DOGS])]
    assert sizes == [3, 1]


def test_nothing_and_one_text_are_groups_too() -> None:
    assert group_texts([]) == []
    assert group_texts(["hello"]) == [[0]] and group_texts(["hello", "hello"]) == [[0, 1]]
