#!/usr/bin/env bash
# Writes the lock files anew from requirements/*.in. A lock file holds versions and hashes, and no address.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
uv=$(command -v uv || echo "$PWD/.cache/uv/bin/uv")
if [ ! -x "$uv" ]; then
  echo "uv is needed to write lock files; scripts/setup.sh fetches it when it makes an environment." >&2
  exit 1
fi

compile() {
  local name=$1
  shift
  echo "requirements/$name.lock"
  "$uv" --quiet pip compile --upgrade --universal --python-version 3.10 --generate-hashes --no-header \
    --no-emit-index-url --no-emit-find-links "$@" "requirements/$name.in" --output-file "requirements/$name.lock"
}

compile app
# The same versions in both, so that tests run on what users run.
compile dev --constraints requirements/app.lock
compile sqlalchemy2
compile checks
compile uv
# Files only: what the package asks for is not installed.
compile encoder --no-deps
compile wages --no-deps
