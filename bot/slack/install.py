"""Prints the link that makes the Slack app from its manifest: ``python -m bot.slack.install [--url https://…]``."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from ruamel.yaml import YAML

from bot.settings import ROOT
from bot.slack.texts import say

MANIFESTS = ROOT / "deploy" / "slack"
HTTP, SOCKET = "manifest.yml", "manifest.socket.yml"
EXAMPLE = "https://advisor.example"
NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_json="


def manifest(url: str | None) -> dict[str, Any]:
    """Return the manifest for an address of the advisor, or for Socket Mode without one."""
    text = (MANIFESTS / (HTTP if url else SOCKET)).read_text(encoding="utf-8")
    if url:
        host = urlsplit(url).hostname or ""
        text = text.replace(EXAMPLE, url.rstrip("/")).replace(urlsplit(EXAMPLE).netloc, host)
    parsed: dict[str, Any] = YAML(typ="safe").load(io.StringIO(text))
    return parsed


def install_link(url: str | None) -> str:
    """Return the link under which Slack asks in which workspace to make the app."""
    return NEW_APP + quote(json.dumps(manifest(url), separators=(",", ":")), safe="")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the link; return 1 with a message where the address cannot be one."""
    parser = argparse.ArgumentParser(prog="python -m bot.slack.install", description="Make the Slack app.")
    parser.add_argument("--url", default="", help="the advisor's public address; none means Socket Mode")
    url = parser.parse_args(arguments).url.strip()
    if url and not re.fullmatch(r"https://[^\s/]+/?", url):
        print(say("install_no_url", url=repr(url)), file=sys.stderr)
        return 1
    print(say("install_http") if url else say("install_socket"))
    print(install_link(url or None))
    return 0


if __name__ == "__main__":
    sys.exit(main())
