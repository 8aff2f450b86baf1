"""The files that browsers get. A script is its parts, style and strings, one after the other."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from bot.web.minify import minify_script, minify_style
from knowledge.texts import TextFile

HERE = Path(__file__).resolve().parent
WIDGET = HERE / "widget"
EXTRAS = WIDGET / "more"
PAGE = HERE / "page"
DEMO = HERE / "demo"
OCCUPATIONS = HERE / "occupations"
STRINGS = HERE / "strings"
DEMO_TEXTS = TextFile(DEMO / "texts.json")
ENGLISH = "en"
SCRIPT = "text/javascript"
PARTS = (
    """dom.js charts.js blocks.js client.js composer.js log.js sending.js element.js kit.js page.js""".split()
)
EXTRA_PARTS = (
    """markdown.js keep.js popup.js comment.js suggest.js reading.js documents.js menu.js extras.js""".split()
)
_KIT = re.compile(r"const KIT=(\{[^}]*\});")


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
def languages() -> dict[str, Any]:
    """Return all texts of the interface by language, English first."""
    files = sorted(STRINGS.glob("*.json"), key=lambda file: (file.stem != ENGLISH, file.stem))
    return {file.stem: json.loads(file.read_text("utf-8")) for file in files}


@lru_cache(maxsize=1)
def widget_script() -> Asset:
    """Return the widget: one script that needs nothing else to answer, and fetches its extras when opened."""
    fetched = "const loadExtras=async server=>(await import(`${server}/extras.js`)).default(KIT);"
    return _script(*_core(_lean(WIDGET / "widget.css")), fetched)


@lru_cache(maxsize=1)
def extras_script() -> Asset:
    """Return the module of what the widget can do beside answering: a function of the widget's kit."""
    return Asset(f"export default {_extras()};\n".encode(), SCRIPT)


@lru_cache(maxsize=1)
def page_script() -> Asset:
    """Return the advisor as a page of its own: the widget with its extras, the card and the page's style."""
    style = _lean(WIDGET / "widget.css") + _lean(PAGE / "layout.css")
    return _script(
        *_core(style),
        f"const EXTRAS={_extras()};const CARD={_function(_lean(PAGE / 'card.js'))};",
        "const loadExtras=async()=>(advisor,texts)=>{CARD(KIT)(advisor,texts);"
        "return EXTRAS(KIT)(advisor,texts)};",
        _constant("PAGE_CSS", _lean(PAGE / "page.css")),
        _lean(PAGE / "start.js"),
    )


@cache
def strings_file(language: str) -> Asset:
    """Return all texts in a language.

    Raises:
        KeyError: there are none in it.
    """
    return Asset(json.dumps(languages()[language], ensure_ascii=False).encode(), "application/json")


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
    """Return the icon of the pages."""
    return Asset((DEMO / "icon.svg").read_bytes(), "image/svg+xml")


@cache
def page_template(name: str) -> str:
    """Return a page, such as ``demo``, with gaps for its texts."""
    return (HERE / name / f"{name}.html").read_text("utf-8")


def _core(style: str) -> list[str]:
    names = {language: texts["language"] for language, texts in languages().items()}
    return [
        "const STARTED = performance.now();",
        _constant("LANGUAGES", names),
        _constant("STRINGS", languages()[ENGLISH]["widget"]),
        _constant("CSS", style),
        *(_lean(WIDGET / part) for part in PARTS),
    ]


def _extras() -> str:
    style = _constant("MORE_CSS", _lean(EXTRAS / "more.css"))
    return _function(style + "".join(_lean(EXTRAS / part) for part in EXTRA_PARTS))


def _function(body: str) -> str:
    """Return a function of the kit, whose names its body uses."""
    kit = _KIT.search(_lean(WIDGET / "kit.js"))
    if kit is None:
        raise ValueError("kit.js defines no KIT")
    return f"kit=>{{const {kit.group(1)}=kit;{body}}}"


def _lean(file: Path) -> str:
    text = file.read_text("utf-8")
    return minify_style(text) if file.suffix == ".css" else minify_script(text)


def _constant(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"const {name}=" + re.sub(r'"(\w+)":', r"\1:", text) + ";"  # quotes inside a string are escaped


def _script(*parts: str) -> Asset:
    # One scope of its own, so that the site's names and the widget's never meet.
    return Asset(("\n".join(['"use strict";', "(() => {", *parts, "})();"]) + "\n").encode(), SCRIPT)
