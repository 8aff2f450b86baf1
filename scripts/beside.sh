#!/usr/bin/env bash
# Runs a command in the foreground and, at a low priority, others beside it; what those said is shown after it.
# Fails if any of them fails.
#
#   scripts/beside.sh "command" "command" … -- command [argument …]
set -uo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
beside=()
while [ "$1" != -- ]; do beside+=("$1"); shift; done
shift
said=$(mktemp)
# A process group of its own, so that Ctrl-C stops it with all it started.
set -m
nice -n 10 scripts/at_once.sh "${beside[@]}" >"$said" 2>&1 </dev/null &
child=$!
set +m
trap 'kill -TERM -- "-$child" 2>/dev/null; rm -f "$said"' EXIT
trap 'exit 130' INT TERM HUP

status=0
"$@" || status=$?
wait "$child" || { result=$?; status=$((status ? status : result)); }
cat "$said"
exit "$status"
