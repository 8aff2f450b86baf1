"""Pages that embed the widget, from ``pages/pages.yml``, and the site that serves them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from bot.settings import ROOT

HERE = Path(__file__).with_name("pages")
PACKAGES = ROOT / ".cache" / "pages"
NONCE = "abc123"
KINDS = {".css": "text/css", ".js": "text/javascript"}
# Every page has shortcuts of one key, which are not meant for fields, and counts what it took for one.
SHORTCUTS = """window.taken = [];
function stolen(name) { window.taken.push(name); }
function shortcut(event) {
  if (/INPUT|TEXTAREA/.test(event.target.tagName) || !/^([sdjk/?]|Enter|Escape)$/.test(event.key)) return;
  event.preventDefault();
  stolen(`${event.type} ${event.key}`);
}
for (const name of ["keydown", "keypress", "keyup"]) document.addEventListener(name, shortcut);
window.addEventListener("keydown", shortcut);
"""


@dataclass(frozen=True)
class HostPage:
    """A page of the corpus; its fields are explained there."""

    name: str
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    commonjs: str = ""
    style: str = ""
    script: str = ""
    module: str = ""
    attributes: str = 'lang="en"'
    head: str = ""
    body: str = ""
    doctype: str = "<!doctype html>"
    type: str = "text/html"
    policy: str = ""
    tag: str = "script"
    frame: str | None = ""
    browser: dict[str, Any] = field(default_factory=dict)
    differs: str = ""
    goes: bool = False
    firefox: bool = False

    @property
    def is_framed(self) -> bool:
        return self.frame != ""

    def markup(self, server: str, heading: str) -> str:
        """Return the page with the widget of a server."""
        nonce = f'nonce="{NONCE}"'
        source = f'src="{server}/widget.js" data-server="{server}"'
        tag = {
            "script": f"<script {nonce} {source}></script>",
            "head": f"<script {nonce} {source}></script>",
            "module": f'<script {nonce} type="module" src="{server}/widget.js"></script>',
            "import": f'<script {nonce} type="module">import("{server}/widget.js")</script>',
        }[self.tag]
        scripts = [*self.scripts, *([f"{self.commonjs}?commonjs"] if self.commonjs else [])]
        head = [
            '<meta charset="utf-8"/>' if "xml" in self.type else '<meta charset="utf-8">',
            f"<title>{heading}</title>",
            *(f'<link rel="stylesheet" href="/packages/{style}" />' for style in self.styles),
            f"<style {nonce}>{self.style}</style>",
            f"<script {nonce}>{_as_data(SHORTCUTS, self.type)}</script>",
            self.head,
            *(f'<script {nonce} src="/packages/{script}"></script>' for script in scripts),
            f"<script {nonce}>{_as_data(self.script, self.type)}</script>",
            tag if self.tag == "head" else "",
        ]
        body = [
            f'<main><h1>{heading}</h1><p>A shop.</p><input aria-label="Search" />',
            f'<a class="next" href="/{self.name}/second">Next</a></main>{self.body}',
            f'<script {nonce} type="module">{self.module}</script>' if self.module else "",
            "" if self.tag == "head" else tag,
        ]
        content = f"<head>{''.join(head)}</head><body>{''.join(body)}</body>"
        return f"{self.doctype}<html {self.attributes}>{content}</html>"

    def outer_markup(self) -> str:
        """Return the page that holds this one in a frame."""
        sandbox = f' sandbox="{self.frame}"' if self.frame else ""
        size = 'style="border:0;position:fixed;inset:0;width:100%;height:100%"'
        return f'<!doctype html><title>Outer</title><iframe src="/{self.name}"{sandbox} {size}></iframe>'


def host_pages() -> list[HostPage]:
    """Return the corpus."""
    return [HostPage(**page) for page in YAML(typ="safe").load(HERE / "pages.yml")]


def packages_are_there() -> bool:
    """Return whether the packages of the pages are fetched as they are pinned."""
    stamp = PACKAGES / ".stamp"
    return stamp.exists() and stamp.read_bytes() == (HERE / "packages.lock").read_bytes()


@contextmanager
def hosting(server: str) -> Iterator[str]:
    """Serve the corpus with the widget of a server; yields the address."""
    pages = {page.name: page for page in host_pages()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            _, first, *rest = address.path.split("/")
            if first == "packages":
                file = PACKAGES / "/".join(rest)
                text = _bundle(file) if address.query == "commonjs" else file.read_text("utf-8")
                self._send(text, KINDS.get(file.suffix, "text/javascript"))
            elif first == "framed":
                self._send(pages[rest[0]].outer_markup(), "text/html")
            elif first in pages:
                page = pages[first]
                policy = page.policy.replace("{server}", server)
                self._send(page.markup(server, "Second" if rest else "Shop"), page.type, policy)
            else:
                self.send_error(404)

        def _send(self, text: str, kind: str, policy: str = "") -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()
    thread.join()


def _as_data(script: str, kind: str) -> str:
    return f"<![CDATA[{script}]]>" if "xml" in kind else script


def _bundle(folder: Path) -> str:
    """Return a package of CommonJS modules as one script."""
    modules = [
        f'"./{file.stem}": (module, exports, require) => {{{file.read_text("utf-8")}\n}}'
        for file in sorted(folder.glob("[!.]*.js"))
    ]
    return rf"""(() => {{ const modules = {{{",".join(modules)}}}, made = {{}};
    function require(path) {{
      const name = path.replace(/\.js$/, "");
      if (!made[name]) modules[name](made[name] = {{ exports: {{}} }}, made[name].exports, require);
      return made[name].exports;
    }}
    require("./index"); }})();"""
