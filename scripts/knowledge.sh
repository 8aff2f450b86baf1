#!/usr/bin/env bash
# Loads the knowledge base: the content, and the data of all occupations. What is unchanged is not loaded again.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
.venv/bin/python -m knowledge load
scripts/occupations.sh
