"""The tool that "it" stands for in a search."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.search.antecedent import EarlierTool, tool_named_before


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("I am good at AutoCAD. Which jobs use it?", EarlierTool("autocad")),
        ("My nephew does SQL all day, what occupations need that", EarlierTool("sql")),
        ("I took a course on Wobblequark. Which careers require it?", EarlierTool(None, ("Wobblequark",))),
        ("I had fun with it. Who uses it?", EarlierTool(None)),
        ("Which jobs use Tableau?", None),
        ("I like AutoCAD. Which jobs pay most?", None),
    ],
)
def test_it_stands_for_the_tool_that_was_named_before(
    datasets: Connection, text: str, tool: EarlierTool | None
) -> None:
    assert tool_named_before(datasets, text) == tool
