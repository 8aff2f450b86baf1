"""What axe-core finds wrong on a page."""

from __future__ import annotations

from typing import Any

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FEWEST = 10  # rules that say that something is right, or axe has not looked at the page
# Each element is looked at, but of what is right only a number is told: its elements took most of the time.
RUN = """async (tags) => {
  const { violations, passes } = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
  return [violations.map((one) => [one.id, one.nodes.map((node) => node.target)]), passes.length];
}"""


def faults_of(page: Any, axe: str) -> list[Any]:
    """Return the rules that a page breaks, each with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    broken, kept = page.evaluate(RUN, RULES)
    assert kept > FEWEST, page.url
    return list(broken)
