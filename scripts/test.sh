#!/usr/bin/env bash
# Runs the tests in as many processes as there are cores, at most four; arguments go to pytest, "-n 0" for one process.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# Each process would rewrite every test module anew.
unset PYTHONDONTWRITEBYTECODE
cores=$(getconf _NPROCESSORS_ONLN)
exec .venv/bin/python -m pytest -n "$((cores < 4 ? cores : 4))" "$@"
