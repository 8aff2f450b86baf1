"""Pages as HTML: Jinja's templates, with every value escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web.occupations.addresses import COMPARISON, INDEX, STYLE
from bot.web.occupations.blocks import Page
from bot.web.occupations.texts import say

TEMPLATES = Path(__file__).with_name("templates")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates; a name that none defines is an error, and so is never drawn as nothing."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(say=say, INDEX=INDEX, COMPARISON=COMPARISON, STYLE=STYLE)
    return made


def draw(page: Page, *, address: str, root: str) -> str:
    """Return a page as HTML.

    Args:
        page: what it consists of.
        address: of the server, for links that have to be absolute.
        root: the relative way from the page to the root.
    """
    template = environment().get_template(page.template)
    return template.render(page=page, address=address, root=root, **page.parts)
