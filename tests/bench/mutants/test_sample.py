"""Which mutants are tried."""

from __future__ import annotations

from bench.mutants.mutant import Mutant
from bench.mutants.report import read_accepted
from bench.mutants.sample import TARGETS, candidates, sample
from bot.settings import ROOT


def mutants(file: str, number: int) -> list[Mutant]:
    return [Mutant(file, "f", "constant", str(one), str(one + 1), one, one, one + 1) for one in range(number)]


FOUND = {"large": mutants("a.py", 400) + mutants("b.py", 20), "small": mutants("c.py", 4), "none": []}


def test_a_seed_always_chooses_the_same_and_another_seed_others() -> None:
    assert sample(FOUND, 20, 1) == sample(FOUND, 20, 1)
    assert sample(FOUND, 20, 1) != sample(FOUND, 20, 2)


def test_every_target_and_every_file_has_its_share() -> None:
    files = [mutant.file for mutant in sample(FOUND, 20, 1)]
    assert len(files) in (19, 20, 21)
    assert files.count("a.py") >= 7 and files.count("b.py") >= 7 and files.count("c.py") >= 1


def test_a_change_in_one_file_leaves_the_others_choice_alone() -> None:
    more = {**FOUND, "small": mutants("c.py", 5)}
    before = [one for one in sample(FOUND, 20, 1) if one.file != "c.py"]
    after = [one for one in sample(more, 20, 1) if one.file != "c.py"]
    assert len(set(before) & set(after)) >= len(before) - 1


def test_every_target_has_mutants_and_every_accepted_survivor_can_still_be_made() -> None:
    found = candidates(ROOT)
    assert [name for name, there in found.items() if not there] == []
    assert set(found) == set(TARGETS)
    keys = {mutant.key for there in found.values() for mutant in there}
    assert set(read_accepted()) - keys == set()
