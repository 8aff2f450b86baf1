"""The files that browsers get. The widget's script is its parts, style and strings, one after the other."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from bot.web.minify import minify_script, minify_style
from knowledge.texts import TextFile

HERE = Path(__file__).resolve().parent
WIDGET = HERE / "widget"
DEMO = HERE / "demo"
OCCUPATIONS = HERE / "occupations"
DEMO_TEXTS = TextFile(DEMO / "texts.json")
PARTS = ("dom.js", "charts.js", "blocks.js", "client.js", "composer.js", "log.js", "element.js", "page.js")


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    body: bytes
    kind: str

    @cached_property
    def tag(self) -> str:
        """Return the ETag of this content."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @cached_property
    def zipped(self) -> bytes:
        """Return the content compressed by gzip."""
        return gzip.compress(self.body, mtime=0)


@lru_cache(maxsize=1)
def widget_script() -> Asset:
    """Return the widget: one script that needs nothing else."""
    strings = json.loads((WIDGET / "strings.json").read_text("utf-8"))
    started = "const STARTED = performance.now();"
    parts = [_lean(WIDGET / part) for part in PARTS]
    return _script(
        started, _constant("STRINGS", strings), _constant("CSS", _lean(WIDGET / "widget.css")), *parts
    )


@lru_cache(maxsize=1)
def demo_script() -> Asset:
    """Return the script of the demo page, with its style: the page's policy allows no other."""
    return _script(_constant("CSS", _lean(DEMO / "demo.css")), _lean(DEMO / "demo.js"))


@lru_cache(maxsize=1)
def occupations_style() -> Asset:
    """Return the style of the pages of occupations."""
    return Asset(_lean(OCCUPATIONS / "occupations.css").encode(), "text/css")


@lru_cache(maxsize=1)
def page_icon() -> Asset:
    """Return the demo page's icon."""
    return Asset((DEMO / "icon.svg").read_bytes(), "image/svg+xml")


@lru_cache(maxsize=1)
def page_template() -> str:
    """Return the demo page with gaps for its texts."""
    return (DEMO / "demo.html").read_text("utf-8")


def _lean(file: Path) -> str:
    text = file.read_text("utf-8")
    return minify_style(text) if file.suffix == ".css" else minify_script(text)


def _constant(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"const {name}=" + re.sub(r'"(\w+)":', r"\1:", text) + ";"  # quotes inside a string are escaped


def _script(*parts: str) -> Asset:
    # One scope of its own, so that the site's names and the widget's never meet.
    return Asset(
        ("\n".join(['"use strict";', "(() => {", *parts, "})();"]) + "\n").encode(), "text/javascript"
    )
