"""The generated part of a document."""

from __future__ import annotations

import pytest

from bench.documents import with_generated


def test_the_generated_part_is_replaced_and_the_rest_kept() -> None:
    document = "# Title\n\n<!-- figures: begin -->\nold\n<!-- figures: end -->\n\nThe end.\n"
    once = with_generated(document, "figures", "new\n")
    assert once == "# Title\n\n<!-- figures: begin -->\n\nnew\n\n<!-- figures: end -->\n\nThe end.\n"
    assert with_generated(once, "figures", "new\n") == once


def test_a_document_without_the_comments_is_refused() -> None:
    with pytest.raises(ValueError, match="figures: begin"):
        with_generated("# Title\n", "figures", "new\n")
