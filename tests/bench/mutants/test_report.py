"""What is told about tried mutants."""

from __future__ import annotations

from bench.mutants.mutant import Mutant
from bench.mutants.report import Report
from bench.mutants.trial import Tried, Verdict


def tried(file: str, verdict: Verdict, before: str = "a < b") -> Tried:
    return Tried(Mutant(file, "f", "comparison", before, "a <= b", 3, 0, 5), verdict, 1.0)


KNOWN = tried("b.py", Verdict.SURVIVED, "known")
TRIED = [
    tried("a.py", Verdict.KILLED),
    tried("a.py", Verdict.TIMED_OUT),
    tried("a.py", Verdict.SURVIVED),
    tried("b.py", Verdict.KILLED),
    tried("b.py", Verdict.UNREACHED),
    KNOWN,
]
REPORT = Report(TRIED, {KNOWN.mutant.key: "It only logs."})


def test_each_module_has_a_row_and_accepted_survivors_are_counted_apart() -> None:
    assert REPORT.rows() == [
        ("a.py", "1", "1", "1", "0"),
        ("b.py", "1", "1", "0", "1"),
        ("all", "2", "2", "1", "1"),
    ]


def test_the_share_counts_what_timed_out_as_noticed_and_leaves_accepted_ones_out() -> None:
    assert REPORT.share == 3 / 5
    assert Report([KNOWN], {KNOWN.mutant.key: "It only logs."}).share == 1
    assert Report([KNOWN], {}).share == 0


def test_each_survivor_is_named_with_its_place_and_an_accepted_one_with_its_reason() -> None:
    lines = REPORT.text().splitlines()
    assert "survived: a.py:3 f: a < b → a <= b" in lines
    assert "unreached: b.py:3 f: a < b → a <= b" in lines
    assert lines[lines.index("accepted: b.py:3 f: known → a <= b") + 1] == "    It only logs."
