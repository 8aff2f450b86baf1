#!/usr/bin/env bash
# Runs one step of a longer job quietly: one line with the time it took, and what it said only if it fails.
#
#   scripts/step.sh 2/4 "Knowledge base" command [argument …]
set -uo pipefail

number=$1 title=$2
shift 2
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
log=var/logs/step-$(printf '%s' "$title" | tr -cs 'A-Za-z0-9.\n' '-' | tr 'A-Z' 'a-z').log
# The folder may be read-only, or belong to another user.
if ! { mkdir -p var/logs && : >"$log"; } 2>/dev/null; then log=$(mktemp); fi
started=$SECONDS

last_line() { grep -v '^[[:space:]]*$' "$log" 2>/dev/null | tail -n 1 | cut -c 1-"${1:-200}"; }

# A process group of its own, so that Ctrl-C stops the command with all it started.
set -m
"$@" >"$log" 2>&1 </dev/null &
child=$!
set +m
trap 'kill -TERM -- "-$child" 2>/dev/null; wait "$child" 2>/dev/null; echo; exit 130' INT TERM HUP

if [ -t 1 ]; then
  columns=$(tput cols 2>/dev/null || echo 80)
  while kill -0 "$child" 2>/dev/null; do
    line="[$number] $title … $((SECONDS - started)) s · $(last_line)"
    printf '\r\033[K%s' "${line:0:columns-1}"
    sleep 0.3
  done
  printf '\r\033[K'
else
  printf '[%s] %s … ' "$number" "$title"
fi

status=0
wait "$child" || status=$?
if [ -t 1 ]; then printf '[%s] %s … ' "$number" "$title"; fi
if [ "$status" = 0 ]; then
  said=$(last_line)
  case $said in
    *[0-9]" s") echo "$said" ;; # it has its own time
    *) echo "$said ($((SECONDS - started)) s)" ;;
  esac
else
  echo "failed after $((SECONDS - started)) s:"
  tail -n 40 "$log" | sed 's/^/    /'
  echo "All of it is in $log."
fi
exit "$status"
