#!/usr/bin/env bash
# Runs commands at the same time; shows what each said, one after the other, and fails if any of them fails.
#
#   scripts/at_once.sh "command && command" "command" …
set -uo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
folder=$(mktemp -d)
children=()
trap 'rm -rf "$folder"' EXIT
trap 'kill "${children[@]}" 2>/dev/null; wait; exit 130' INT TERM HUP

for command in "$@"; do
  bash -c "$command" >"$folder/${#children[@]}" 2>&1 </dev/null &
  children+=($!)
done

status=0
failed=""
last=""
for number in "${!children[@]}"; do
  result=0
  wait "${children[$number]}" || result=$?
  if [ "$result" = 0 ]; then
    cat "$folder/$number"
    last="$last${last:+; }$(grep -v '^[[:space:]]*$' "$folder/$number" | tail -n 1)"
  else
    status=$result
    failed="$failed $number"
  fi
done
# What failed comes last, where a reader looks first.
for number in $failed; do cat "$folder/$number"; done
if [ "$status" = 0 ]; then printf '%s\n' "$last"; fi
exit "$status"
