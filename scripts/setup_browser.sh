#!/usr/bin/env bash
# Gets what the widget's tests need beside the Python environment: Debian's Chromium and Firefox, and from npm axe-core and the
# packages of the host pages, pinned and checked by their hashes. Says what is missing; tests that need it are
# skipped, but not where CI=true.
set -uo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
axe_version=4.14.1
axe_sha256=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
axe=.cache/axe/axe.min.js
lock=tests/widget/pages/packages.lock
pages=.cache/pages
status=0

# The same engine without windows starts and draws in half the time; where it is not packaged, the whole one will do.
has_browser() { command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1; }
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1" fonts-dejavu-core; }

has_firefox() { command -v firefox-esr >/dev/null 2>&1; }

mkdir -p .cache
if ! { has_browser && has_firefox; }; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing the browsers"
    {
      apt-get update
      has_browser || install chromium-headless-shell || install chromium
      has_firefox || install firefox-esr
    } >.cache/setup-browser.log 2>&1
  fi
  if ! has_firefox; then
    echo "Firefox is missing: install firefox-esr, and the widget is tested in it as well." >&2
    status=1
  fi
  if ! has_browser; then
    echo "Chromium is missing: install chromium-headless-shell or chromium, and the widget is tested in it." >&2
    status=1
  fi
fi

needs_npm() {
  command -v npm >/dev/null 2>&1 && return
  echo "npm is missing, which fetches $1." >&2
  exit 1
}

is_axe() { printf '%s  %s\n' "$axe_sha256" "$axe" | sha256sum --check --status 2>/dev/null; }
if ! is_axe; then
  echo "fetching axe-core $axe_version"
  mkdir -p .cache/axe
  needs_npm "axe-core; accessibility is not checked without it"
  (cd .cache/axe && npm pack --silent "axe-core@$axe_version" >/dev/null 2>&1 &&
    tar -xzf "axe-core-$axe_version.tgz" --strip-components=1 package/axe.min.js package/LICENSE &&
    rm -f "axe-core-$axe_version.tgz")
  if ! is_axe; then
    echo "axe-core $axe_version could not be fetched, or is not what it was." >&2
    rm -rf .cache/axe
    exit 1
  fi
fi

# An archive is unpacked once its hash is right; the stamp says that all of this list are there.
if ! cmp -s "$lock" "$pages/.stamp"; then
  echo "fetching the packages of the host pages"
  needs_npm "the packages of the host pages; the widget is not tested on them"
  rm -rf "$pages"
  mkdir -p "$pages"
  grep -v '^#' "$lock" | awk '{print $1 "@" $2}' | (cd "$pages" && xargs npm pack --silent >/dev/null 2>&1)
  while read -r name version hash; do
    file=$(printf '%s' "$name" | sed 's/^@//; s|/|-|')-$version.tgz
    if [ "sha512-$(openssl dgst -sha512 -binary "$pages/$file" 2>/dev/null | base64 -w0)" != "$hash" ]; then
      echo "$name $version could not be fetched, or is not what it was." >&2
      exit 1
    fi
    mkdir -p "$pages/$name"
    tar -xzf "$pages/$file" -C "$pages/$name" --strip-components=1 --no-same-owner
    rm "$pages/$file"
  done < <(grep -v '^#' "$lock")
  cp "$lock" "$pages/.stamp"
fi
[ "$status" = 0 ] && echo "browsers, axe-core and the host pages' packages are there"
exit "$status"
