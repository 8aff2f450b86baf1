#!/usr/bin/env bash
# Checks style, format and types of the code; says all that is wrong before it fails.
set -uo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
python=.venv/bin/python
status=0
"$python" -m ruff check --quiet --output-format concise . || status=1
"$python" -m ruff format --check --quiet --output-format concise . || status=1
"$python" -m mypy --no-error-summary || status=1
if [ "$status" = 0 ]; then
  echo "style, format and types are right"
else
  echo "\"make format\" fixes the format and some of the rest."
fi
exit "$status"
