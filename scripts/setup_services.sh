#!/usr/bin/env bash
# Gets what tests need beside the Python environment: nginx, Chromium and axe-core. As root on Debian it installs
# them; elsewhere it says what is missing, and the tests that need it are skipped with the reason.
set -uo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
status=0
mkdir -p .cache
if ! command -v nginx >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing nginx"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends nginx-light; } \
      >.cache/setup-services.log 2>&1
  fi
  if ! command -v nginx >/dev/null 2>&1; then
    echo "nginx is missing: install it, and its configuration is tested."
    status=1
  fi
fi
scripts/setup_browser.sh || status=1
if [ "$status" = 0 ]; then
  echo "nginx, browser and axe-core are there"
elif [ "${CI:-}" = true ]; then
  exit 1
else
  echo "some tests will be skipped"
fi
