"""The Chromium of this machine, without a screen, as quiet as it can be made."""

from __future__ import annotations

import os
import shutil

VARIABLE = "ADVISOR_CHROMIUM"
# The first is the same engine without windows, which starts and draws in half the time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
# It looks up nothing but what a page asks for; few processes start sooner.
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --disable-default-apps --disable-domain-reliability
--renderer-process-limit=1 --disable-site-isolation-trials --in-process-gpu""".split()


class ChromiumMissing(Exception):
    """There is none."""


def chromium_program() -> str:
    """Return the browser that the environment names, or the first that is installed.

    Raises:
        ChromiumMissing: there is none.
    """
    wanted = os.environ.get(VARIABLE)
    for name in [wanted] if wanted else PROGRAMS:
        found = shutil.which(name)
        if found:
            return found
    reason = "no Chromium: run scripts/setup_browser.sh, or install chromium-headless-shell or chromium"
    raise ChromiumMissing(reason)
