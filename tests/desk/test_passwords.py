"""Passwords as they are hashed where no test lowers the cost."""

from __future__ import annotations

import subprocess
import sys

HASH = "from desk import passwords; print(passwords.hashed('correct horse battery'))"


def test_a_hash_takes_the_memory_and_passes_that_rfc_9106_recommends_for_servers_with_little_memory() -> None:
    made = subprocess.run([sys.executable, "-c", HASH], capture_output=True, text=True, check=True)
    assert made.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
