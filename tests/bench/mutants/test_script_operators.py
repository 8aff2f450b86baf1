"""The changes that are made to the widget's scripts."""

from __future__ import annotations

from bench.mutants.script_operators import mutants_of

SCRIPT = b"""\
const shown = (text) => text.replace(/a === b/g, "c === d"); // e === f
class Log {
  #add(line) {
    if (line.size >= 10 && !line.open) return `${line} === 1`;
    this.draw(line);
    return true;
  }
}
"""


def changes() -> set[tuple[str, str]]:
    return {(mutant.function, mutant.change) for mutant in mutants_of("log.js", SCRIPT)}


def test_only_code_is_changed_and_no_text_comment_or_regular_expression() -> None:
    assert changes() == {
        ("#add", "if ( → if (false) if ("),
        ("#add", ">= → >"),
        ("#add", "10 → 11"),
        ("#add", "&& → ||"),
        ("#add", "! → (nothing)"),
        ("#add", "this.draw(line); → (nothing)"),
        ("#add", "true → false"),
    }


def test_a_change_is_made_at_its_place() -> None:
    (mutant,) = [one for one in mutants_of("log.js", SCRIPT) if one.before == ">="]
    assert mutant.line == 4
    assert mutant.applied(SCRIPT) == SCRIPT.replace(b">=", b">")
