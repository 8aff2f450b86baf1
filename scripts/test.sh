#!/usr/bin/env bash
# Runs the tests in one process more than there are cores, as many wait for servers, but in four at the most;
# arguments go to pytest, "-n 0" for one process.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# Each process would rewrite every test module anew.
unset PYTHONDONTWRITEBYTECODE
# The processes share the cores already.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
cores=$(getconf _NPROCESSORS_ONLN)
exec .venv/bin/python -m pytest -n "$((cores < 3 ? cores + 1 : 4))" "$@"
