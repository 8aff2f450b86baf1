#!/bin/sh
# Gives each secret whose NAME_FILE names a file the content of that file as NAME, then runs the command.
set -eu

for name in DATABASE_URL ADVISOR_CONVERSATIONS_URL ADVISOR_REDIS_URL ADVISOR_ADMIN_TOKEN ADVISOR_WEB_SECRET \
  ADVISOR_SLACK_BOT_TOKEN ADVISOR_SLACK_SIGNING_SECRET ADVISOR_SLACK_APP_TOKEN ADVISOR_DESK_SECRET; do
  eval "file=\${${name}_FILE:-} value=\${${name}:-}"
  if [ -z "$file" ]; then continue; fi
  if [ -n "$value" ]; then
    echo "Both $name and ${name}_FILE are set; set one of them." >&2
    exit 1
  fi
  if ! value=$(cat "$file" 2>/dev/null) || [ -z "$value" ]; then
    echo "${name}_FILE names $file, which is empty or cannot be read." >&2
    exit 1
  fi
  export "$name=$value"
  unset "${name}_FILE"
done
exec "$@"
